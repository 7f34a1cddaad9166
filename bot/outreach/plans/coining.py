"""The tokens a workspace has beside the ones every workspace has: add one, take one away, know them all."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

import structlog

from bot.outreach import people, permitting
from bot.outreach.outgoing import advancing, wording
from bot.outreach.plans.token_pages import Coined, TokenLine, TokenPage
from bot.refusals import Gone, NotAllowed, Refusal
from bot.rules import access, drafts, templates, variants, vocabulary as vocabulary_rules, well_known
from bot.rules.drafts import Problem
from bot.rules.vocabulary import Own, Vocabulary
from storage import custom_tokens, enrollments
from storage.custom_tokens import Said
from storage.database import Database, Transaction
from storage.household import CustomToken
from storage.mailboxes import Serving
from storage.models import Recruiter, Sequence, Stage

log = structlog.get_logger()

MOST_NAMED = 5


def vocabulary(tx: Transaction, team: str, role: str = "") -> Vocabulary:
    """Give the tokens of a workspace, as they stand in a sequence for this role."""
    return replace(_read(custom_tokens.said(tx, team)), role=role.strip())


def of_round(tx: Transaction, mailbox: Serving, team: str) -> Vocabulary:
    """Give the tokens of a workspace as they were when this round of a mailbox began."""
    return _read(custom_tokens.of_round(tx, team, mailbox))


def _read(said: Iterable[Said]) -> Vocabulary:
    return Vocabulary(own=tuple(Own(name=name, about=about, value=value) for name, about, value in said))


def page(db: Database, who: people.Who, *, now: datetime) -> TokenPage:
    """List all tokens with what they would say in this person's mails."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        return _page(tx, recruiter, now)


def add(db: Database, who: people.Who, coined: Coined, *, now: datetime) -> TokenPage | tuple[Problem, ...]:
    """Add a token to the workspace, or say what is wrong with it; every full member may."""
    name = coined.name.strip().removeprefix("{{").removesuffix("}}").strip()
    wanted = replace(coined, name=name, about=coined.about.strip(), value=coined.value.strip())
    if problems := tuple(_problems(wanted)):
        return problems
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        known = custom_tokens.said(tx, who.team)
        if len(known) >= vocabulary_rules.MOST:
            text = f"There are {vocabulary_rules.MOST} already. Remove one that nobody uses first."
            return (Problem(field="name", text=text),)
        words = {"name": wanted.name, "about": wanted.about, "value": wanted.value}
        if not custom_tokens.add(tx, team=who.team, **words, created_by=recruiter.id, now=now):
            return (Problem(field="name", text="There is a token of this name already."),)
        log.info("token added", recruiter=recruiter.id)
        return _page(tx, recruiter, now)


def take_away(db: Database, who: people.Who, name: str, *, now: datetime) -> TokenPage:
    """Take a token away; raises Refusal while something that may still go out uses it, or when it is another's."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        token = custom_tokens.lock(tx, who.team, name)
        if token is None:
            raise Gone("That token is no longer there.")
        if not access.may_take_token(creator=token.created_by == recruiter.id, admin=recruiter.is_admin):
            raise NotAllowed("Only who added a token, or an admin, may remove it.", "Ask them.")
        if used := _users(tx, recruiter, name):
            raise Refusal(f"`{{{{{name}}}}}` is used by {used}.", "Take it out there first.")
        custom_tokens.remove(tx, token)
        tx.expunge(token)
        log.info("token removed", recruiter=recruiter.id)
        return _page(tx, recruiter, now)


def _problems(coined: Coined) -> Iterator[Problem]:
    if trouble := vocabulary_rules.name_trouble(coined.name):
        yield Problem(field="name", text=trouble)
    if not coined.about:
        yield Problem(field="about", text="Say what it stands for, so that others can use it.")
    for field in ("about", "value"):
        try:
            drafts.clean_line(getattr(coined, field))
        except Refusal as refusal:
            yield Problem(field=field, text=str(refusal))


def _users(tx: Transaction, recruiter: Recruiter, name: str) -> str:
    """Say which sequences use a token; of those one may not see only that there are some."""
    found: dict[int, Sequence] = {}
    for sequence, version, stage in custom_tokens.stages_with(tx, recruiter.team_id, name):
        if sequence.id in found or not _uses(stage, name):
            continue
        if custom_tokens.may_still_go(tx, sequence, version):
            found[sequence.id] = sequence
    seen = [f"“{sequence.name}”" for sequence in found.values() if permitting.may_see(recruiter, sequence)]
    hidden = len(found) - len(seen)
    more = len(seen) - MOST_NAMED
    told = [*seen[:MOST_NAMED], *([f"{more} more"] if more > 0 else [])]
    if hidden:
        told.append("a sequence you cannot see" if hidden == 1 else f"{hidden} sequences you cannot see")
    return " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)


def _uses(stage: Stage, name: str) -> bool:
    sources = variants.sources(advancing.stage_draft(stage))
    return any(token.name == name for source in sources for token in templates.tokens(source, {name}))


def _page(tx: Transaction, recruiter: Recruiter, now: datetime) -> TokenPage:
    rows = custom_tokens.of_team(tx, recruiter.team_id)
    last = enrollments.last_of(tx, recruiter.id)
    own = {row.name: row.value for row in rows}
    live = wording.of_sender(recruiter) if last is None else wording.values(last, own, now)
    every = (
        TokenLine(
            name=known.name, about=known.about, example=live.get(known.name, "").strip() or known.example
        )
        for known in well_known.TOKENS
    )
    return TokenPage(
        every=tuple(every),
        own=tuple(_line(row, live, recruiter) for row in rows),
        person=last.candidate.name if last is not None else "",
    )


def _line(row: CustomToken, live: Mapping[str, str], recruiter: Recruiter) -> TokenLine:
    return TokenLine(
        name=row.name,
        about=row.about,
        example=live.get(row.name, "").strip() or row.value,
        creator=row.creator.slack_id,
        may_take=access.may_take_token(creator=row.created_by == recruiter.id, admin=recruiter.is_admin),
    )
