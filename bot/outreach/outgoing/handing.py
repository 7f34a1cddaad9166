"""A stage done by hand is handed to a colleague, or taken back; and one's own words for one person."""

from datetime import datetime

import structlog

from bot.outreach import people, permitting
from bot.outreach.incoming.correspondence import OwnWordsForm
from bot.outreach.outgoing import advancing, picturing, reminding, wording
from bot.outreach.outgoing.wording import Incomplete
from bot.outreach.plans import coining
from bot.refusals import Gone, Refusal
from bot.rules import drafts, variants
from bot.rules.drafts import Problem
from storage import notices, recruiters
from storage.database import Database, Transaction
from storage.models import Recruiter, Touch

log = structlog.get_logger()


class NotTheirs(Refusal):
    """Say why a colleague cannot do it, so that another is chosen."""


def over(db: Database, who: people.Who, touch_id: int, whom: people.Who, *, now: datetime) -> str:
    """Hand a stage to a colleague who may use its sequence; they are reminded, and told by whom. Tell their name.

    The person stays who enrolled them: mail leaves in their name, and answers come to them.
    """
    with db.transaction() as tx:
        touch = _waiting(tx, who, touch_id, now)
        giver = people.recruiter(tx, who, now)
        colleague = recruiters.ensure(tx, team=whom.team, slack_id=whom.slack_id, now=now)
        _demand_able(colleague, giver, touch)
        if touch.doer_id == colleague.id or (
            touch.doer_id is None and colleague == touch.enrollment.recruiter
        ):
            return colleague.name
        notices.drop_unposted(tx, advancing.reminder_key(touch))
        advancing.redraw_reminder(tx, touch, now)
        is_own = colleague.id == touch.enrollment.recruiter_id
        touch.doer_id, touch.handed_by = (None, "") if is_own else (colleague.id, who.slack_id)
        touch.due_at = min(touch.due_at, now)
        touch.reminded_at, touch.ask_at, touch.card_key = None, None, ""
        log.info("touch handed over", touch=touch.id, recruiter=colleague.id)
        return colleague.name


def _demand_able(colleague: Recruiter, giver: Recruiter, touch: Touch) -> None:
    if colleague.is_guest:
        raise NotTheirs("Only members of this workspace can do it.", "Choose somebody else.")
    if colleague.id == giver.id:
        raise NotTheirs("That is you.", "Choose a colleague.")
    if not permitting.may_do_by_hand(colleague, touch) and not permitting.may_use(
        colleague, touch.enrollment.sequence
    ):
        raise NotTheirs(
            f"{colleague.name or 'They'} may not use this sequence.",
            "Its owner can share it; or choose somebody else.",
        )


def back(db: Database, who: people.Who, touch_id: int, *, now: datetime) -> None:
    """Take back what was handed to a colleague and is not done yet."""
    with db.transaction() as tx:
        touch = _waiting(tx, who, touch_id, now)
        asker = people.recruiter(tx, who, now)
        if touch.doer_id is None:
            return
        if asker.id == touch.doer_id:
            raise Refusal("It was handed to you.", "Mark it, or hand it over.")
        notices.drop_unposted(tx, advancing.reminder_key(touch))
        advancing.redraw_reminder(tx, touch, now)
        touch.doer_id, touch.handed_by = None, ""
        touch.reminded_at, touch.card_key = now, advancing.reminder_key(touch)
        log.info("touch taken back", touch=touch.id)


def form(db: Database, who: people.Who, touch_id: int, *, now: datetime) -> OwnWordsForm:
    """Open the form in which a stage's text is written anew for one person, with the text it has."""
    with db.transaction() as tx:
        touch = _waiting(tx, who, touch_id, now)
        return OwnWordsForm(
            touch_id=touch.id,
            person=touch.enrollment.candidate.name,
            subject=None,
            body=_body(tx, touch, now),
        )


def _body(tx: Transaction, touch: Touch, now: datetime) -> str:
    if touch.own_words:
        return str(touch.own_words["body"])
    stage = variants.worded(advancing.stage_draft(touch.stage), touch.variant)
    tokens = coining.vocabulary(tx, touch.enrollment.team_id).values
    found = wording.fill(stage, wording.values(touch.enrollment, tokens, now), subject=stage.subject)
    return stage.body if isinstance(found, Incomplete) else found.body


def rewrite(db: Database, who: people.Who, touch_id: int, text: str, *, now: datetime) -> tuple[Problem, ...]:
    """Keep somebody's own words for one person, or say what must be mended in them first."""
    with db.transaction() as tx:
        touch = _waiting(tx, who, touch_id, now)
        if problems := drafts.words_problems(touch.kind, text):
            return problems
        touch.own_words = {"subject": "", "body": text.strip()}
        advancing.redraw_reminder(tx, touch, now)
        log.info("touch reworded", touch=touch.id)
        return ()


def person(db: Database, who: people.Who, touch_id: int, *, now: datetime) -> str:
    """Tell whom a stage that waits is for to whoever has it to do; raises Gone, NotAllowed."""
    with db.transaction() as tx:
        return _waiting(tx, who, touch_id, now).enrollment.candidate.name


def _waiting(tx: Transaction, who: people.Who, touch_id: int, now: datetime) -> Touch:
    touch = reminding.mine(tx, who, touch_id, now)
    if told := picturing.settled(tx, touch):
        by = recruiters.by_slack_id(tx, team=who.team, slack_id=touch.done_by)
        named = f" by {by.name or 'a colleague'}" if by is not None else ""
        raise Gone(f"Nothing was changed: {told.partition(' by <@')[0].lower()}{named} already.")
    return touch
