"""From whom a stage may leave: what a person may choose from, and what is wrong with what they chose."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.outreach import people
from bot.outreach.pictures import Choice, SenderOffer, StageForm
from bot.rules import drafts, senders
from bot.rules.drafts import Problem, StageDraft
from storage import mailboxes, recruiters
from storage.database import Database, Transaction
from storage.models import Mailbox, Recruiter
from storage.statuses import MailboxStatus

MOST = 100
NAMELESS = "A colleague"


def offered(db: Database, who: people.Who, form: StageForm) -> StageForm:
    """Give a form with what this person may choose from as its sender."""
    with db.reading() as tx:
        recruiter = people.known(tx, who)
        return form if recruiter is None else replace(form, senders=offer(tx, recruiter, form.stage))


def offer(tx: Transaction, recruiter: Recruiter, stage: StageDraft) -> SenderOffer:
    """Draw up what a person may choose from; who is chosen already stands among them, connected or not."""
    own = mailboxes.of_recruiter(tx, recruiter.id)
    addresses = senders.accepted(own) if own is not None and own.status is MailboxStatus.CONNECTED else ()
    others = mailboxes.lenders(tx, recruiter.team_id, limit=MOST)
    colleagues = [Choice(id=one.id, name=one.name or NAMELESS) for one in others if one.id != recruiter.id]
    if stage.sender_id is not None and stage.sender_id not in {one.id for one in colleagues}:
        colleagues.insert(0, Choice(id=stage.sender_id, name=_name_of_absent(tx, recruiter, stage.sender_id)))
    return SenderOffer(addresses=addresses, colleagues=tuple(colleagues[:MOST]))


def _name_of_absent(tx: Transaction, recruiter: Recruiter, sender_id: int) -> str:
    if sender_id == recruiter.id:
        return f"{recruiter.name or 'You'}, whoever enrolls"
    name, lent = recruiters.get(tx, sender_id).name or NAMELESS, mailboxes.of_recruiter(tx, sender_id)
    is_ready = lent is not None and lent.status is MailboxStatus.CONNECTED
    return name if is_ready else f"{name} (not connected)"


def problems(tx: Transaction, recruiter: Recruiter, stages: Iterable[StageDraft]) -> tuple[Problem, ...]:
    """Say which stages of a plan leave from where they cannot, as this person writes it."""
    return tuple(_problems(tx, recruiter, tuple(stages)))


def _problems(tx: Transaction, recruiter: Recruiter, stages: tuple[StageDraft, ...]) -> Iterator[Problem]:
    own = mailboxes.of_recruiter(tx, recruiter.id)
    for index, stage in enumerate(stages):
        opens = stage.kind.is_email and (stage.new_thread or drafts.is_first_email(stages, index))
        text = _trouble(tx, recruiter, own, stage) if opens else ""
        if text:
            yield Problem(field="sender", text=text, stage=index)


def _trouble(tx: Transaction, recruiter: Recruiter, own: Mailbox | None, stage: StageDraft) -> str:
    if stage.sender_id is None:
        if not stage.sender or (own is not None and stage.sender in senders.accepted(own)):
            return ""
        return f"{stage.sender} is no address of your mailbox. Choose another sender."
    colleague = recruiters.get(tx, stage.sender_id)
    lent = mailboxes.of_recruiter(tx, colleague.id)
    if colleague.team_id != recruiter.team_id or colleague.is_guest:
        return f"Nothing can leave in the name of {colleague.name or NAMELESS}. Choose another sender."
    if lent is None or lent.status is not MailboxStatus.CONNECTED:
        return f"The Gmail of {colleague.name or NAMELESS} is not connected. Choose another sender."
    return ""
