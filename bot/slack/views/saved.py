"""What the editor turns into once a sequence is saved: who gets it, and whose second pair of eyes it needs."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.outreach.plans.editions import Inside, SavedPage, StageChanged
from bot.slack.views import limits, parts, phrases, values
from bot.slack.views.parts import Json

CALLBACK = "sequence_saved"
ALSO_THEM = "saved_also_them"
EYES_BLOCK = "saved_eyes"
EYES = "saved_eyes_chosen"
ASK = "saved_ask_for_approval"
NOBODY = "Choose a colleague first."
ENROLL = "Enroll somebody with `/enroll` and a link to their profile. See it all with `/sequence list`."
FOR_FEW = (
    "It is not shared: only its owner and administrators see it. Ask one of them, or share it first: edit it, "
    "and choose who may see it."
)
NAME = 40  # characters of one name among many


def build(page: SavedPage, *, note: str = "", asked: str = "") -> Json:
    """Draw what was saved; `note` says what must be mended, `asked` who was asked for approval."""
    told = f"{parts.bold(page.name)} is saved: {parts.count(len(page.stages), 'stage')}, {phrases.span(page.stages)}."
    blocks = [
        *([parts.alert(parts.mrkdwn(note))] if note else ()),
        parts.section(told),
        *(_waiting(page, asked) if page.waits else ()),
        *(inside(page.inside, page.version_id, may_go=not page.waits) if page.inside else ()),
        *(() if page.waits else (parts.context(ENROLL),)),
    ]
    return parts.modal(CALLBACK, "Saved", blocks, close="Done", metadata={"version": page.version_id})


def outcome(name: str, told: str) -> Json:
    """Say what became of the people who were in it."""
    blocks = [parts.section(f"{parts.bold(name)} is saved."), parts.section(parts.mrkdwn(told))]
    return parts.modal(CALLBACK, "Saved", [*blocks, parts.context(ENROLL)], close="Done")


def read(value: str) -> int:
    """Read the version a button acts on."""
    return int(value)


def read_eyes(view: Mapping[str, Any]) -> str:
    """Read the Slack id of who is chosen to approve it; empty where nobody is."""
    return str((values.element(view, EYES_BLOCK) or {}).get("selected_user") or "")


def inside(found: Inside, version_id: int, *, may_go: bool) -> Iterator[Json]:
    """Say who is in it by an older version, stage by stage, and offer to take them along."""
    people = parts.count(found.people, "person is", "people are")
    them = "they go on" if found.people > 1 else "that person goes on"
    yield parts.section(
        f"*{people} in it by an older version.* What you saved is for new people only: {them} with the old text."
    )
    for line in found.lines:
        yield parts.section(_line(line))
    if not found.lines:
        yield parts.context("The stages are the same as before, in another order.")
    if not may_go:
        yield parts.context("Once it is approved, they can be taken along, too.")
        return
    also = "Also for the person in it" if found.people == 1 else f"Also for the {found.people:,} people in it"
    sure = parts.confirm(
        f"{also}?",
        "Each goes on behind the last stage they had. Nobody gets a stage twice, and nobody goes back; "
        "for whom nothing is left, it is finished.",
        yes="Take them along",
        danger=False,
    )
    yield parts.actions(
        parts.button(also, ALSO_THEM, value=str(version_id), confirm=sure), block_id=f"also:{version_id}"
    )


def _line(line: StageChanged) -> str:
    gone = " is gone" if line.is_gone else ""
    opening = parts.label(line.stage.subject or phrases.opening(line.stage), NAME)
    have = "has" if line.people == 1 else "have"
    told = f"• Stage {line.number} ({opening}){gone}: {parts.count(line.people, 'person', 'people')} {have} not had it"
    if not line.names:
        return told
    more = line.people - len(line.names)
    names = [parts.label(name, NAME) for name in line.names]
    return f"{told}: {', '.join(names)}{f' and {more:,} more' if more > 0 else ''}"


def _waiting(page: SavedPage, asked: str) -> Iterator[Json]:
    till = (
        f"Until then new people get version {page.older}."
        if page.older
        else "Until then nobody can be enrolled."
    )
    yield parts.section(f"*It waits for a second pair of eyes.* {till}")
    if asked:
        yield parts.context(f"{parts.label(asked)} was asked; a message tells you what they say.")
    if not page.may_ask:
        yield parts.context("Only you see this sequence. Share it first: edit it, and choose who may see it.")
        return
    if not page.is_shared:
        yield parts.context(FOR_FEW)
    chosen: Json = {
        "type": "users_select",
        "action_id": EYES,
        "placeholder": parts.plain("A colleague", limits.PLACEHOLDER),
    }
    ask = parts.button("Ask for approval", ASK, value=str(page.version_id), style="primary")
    yield parts.actions(chosen, ask, block_id=f"{EYES_BLOCK}:{page.version_id}")
