"""How an email leaves: the part of a stage's form that says from whom, and whether the recruiter sees it first."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from bot.outreach.pictures import StageForm
from bot.rules.drafts import StageDraft
from bot.rules.voices import Voice
from bot.slack.views import limits, parts, values
from bot.slack.views.parts import Json

FROM_BLOCK = "stage_from"
FROM = "stage_from_chosen"
ASK_BLOCK = "stage_ask_first"
ASK = "stage_ask_first_ticked"
BLOCKS = {"sender": FROM_BLOCK}

WHOEVER, ADDRESS, COLLEAGUE = "whoever", "address", "colleague"
ANSWERS = (
    "It leaves the mailbox of the email it answers, from the same address: a Gmail conversation lives in one."
)


def build(form: StageForm) -> Iterator[Json]:
    """Draw from whom it leaves, where it opens a conversation, and whether the recruiter sees it first."""
    if not (form.first_email or form.stage.new_thread):
        yield parts.context(ANSWERS)
    elif form.senders.addresses or form.senders.colleagues:
        yield _from(form)
    yes = parts.option(
        "Ask me first", "yes", "You see each email in a message, and it leaves once you say so."
    )
    boxes: Json = {"type": "checkboxes", "action_id": ASK, "options": [yes]}
    if form.stage.ask_first:
        boxes["initial_options"] = [yes]
    yield parts.field(ASK_BLOCK, "Before it leaves", boxes, optional=True)


def read(view: Mapping[str, Any], known: StageDraft) -> StageDraft:
    """Read how it leaves; what the form does not show stays as it is known."""
    is_shown = values.element(view, ASK_BLOCK) is not None
    ask_first = values.ticked(view, ASK_BLOCK) if is_shown else known.ask_first
    stage = replace(known, ask_first=ask_first)
    chosen = values.chosen(view, FROM_BLOCK)
    if chosen is None:
        return stage
    kind, _, of = chosen.partition(":")
    return replace(
        stage,
        sender_id=int(of) if kind == COLLEAGUE else None,
        sender=of if kind == ADDRESS else "",
    )


def told(stage: StageDraft, voice: Voice) -> str:
    """Say in mrkdwn what is chosen of how an email leaves; empty where it leaves as most do."""
    whom = "leaves from a colleague" if voice.sender_id is not None else ""
    if not whom and voice.address:
        whom = f"leaves from {parts.label(voice.address)}"
    shown = "you see each before it leaves" if stage.ask_first and stage.kind.is_email else ""
    return " · ".join(one for one in (whom, shown) if one)


def kept(stage: StageDraft) -> Json:
    """Give what must survive a drawing that does not show it."""
    return {"ask": stage.ask_first, "of": stage.sender_id, "from": stage.sender}


def known(kept: Mapping[str, Any]) -> Json:
    """Give what was kept as fields of a stage."""
    sender_id = kept.get("of")
    return {
        "ask_first": bool(kept.get("ask")),
        "sender_id": None if sender_id is None else int(sender_id),
        "sender": str(kept.get("from", "")),
    }


def _from(form: StageForm) -> Json:
    options = [parts.option("Whoever enrolls (default address)", WHOEVER)]
    own = dict.fromkeys(one for one in (form.stage.sender, *form.senders.addresses) if one)
    options += [parts.option(one, value) for one in own if (value := _address(one))]
    options += [parts.option(one.name, f"{COLLEAGUE}:{one.id}") for one in form.senders.colleagues]
    chosen = _chosen(form.stage)
    shown = options[: limits.OPTIONS]
    menu = parts.select(FROM, shown, chosen=chosen)
    hint = "A colleague is asked before anything leaves in their name. What answers this email leaves from there, too."
    return parts.field(FROM_BLOCK, "From", menu, hint=hint)


def _chosen(stage: StageDraft) -> str:
    if stage.sender_id is not None:
        return f"{COLLEAGUE}:{stage.sender_id}"
    return _address(stage.sender) or WHOEVER


def _address(address: str) -> str:
    value = f"{ADDRESS}:{address}"
    return value if address and value == parts.one_line(value, limits.OPTION_VALUE) else ""
