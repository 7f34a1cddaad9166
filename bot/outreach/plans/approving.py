"""Four eyes: one other person sees what a sequence says before anybody new comes into it."""

from datetime import datetime

import structlog

from bot.outreach import appointing, people, permitting
from bot.outreach.house import House
from bot.outreach.notices import owing
from bot.outreach.plans import authoring
from bot.outreach.plans.editions import ApprovalCard
from bot.refusals import Gone, NotAllowed, Refusal
from bot.rules import access, eligibility
from storage import approvals, changes, recruiters, seen, sequences
from storage.database import Database, Transaction
from storage.models import Recruiter, Sequence, SequenceVersion
from storage.statuses import Deed

log = structlog.get_logger()

NOTE_LIMIT = 1_000


def version_for_new(tx: Transaction, sequence: Sequence, house: House) -> SequenceVersion | None:
    """Give the version new people come into: the latest, or with four eyes the latest approved; None if none was."""
    return approvals.latest(tx, sequence.id) if house.four_eyes else sequences.latest(tx, sequence.id)


def waits(tx: Transaction, version: SequenceVersion, house: House) -> bool:
    """Tell whether a version waits for a second pair of eyes."""
    return house.four_eyes and approvals.of_version(tx, version.id) is None


def demand(tx: Transaction, sequence: Sequence, version: SequenceVersion, house: House) -> None:
    """Raise Refusal unless a version may be used."""
    if waits(tx, version, house):
        raise Refusal(eligibility.unapproved(eligibility.Findings(), sequence.name).refusal)


def ask(
    db: Database,
    who: people.Who,
    version_id: int,
    whom: people.Who,
    *,
    click: str,
    now: datetime,
) -> str:
    """Ask a colleague, once a click, to approve the latest version of a sequence one may change; tell their name."""
    with db.transaction() as tx:
        asker = people.recruiter(tx, who, now)
        sequence, version = _latest(tx, asker, version_id)
        authoring.mine_to_change(tx, asker, sequence.id)
        other = recruiters.ensure(tx, team=who.team, slack_id=whom.slack_id, now=now)
        _demand_eyes(other, sequence, version, asked=True)
        if seen.first_time(tx, click, now):
            owing.approval(tx, other, version.id, key=click, now=now)
            details = {"version": version.number}
            changes.add(tx, sequence, Deed.APPROVAL_ASKED, by=asker.id, details=details, now=now)
            log.info("approval asked", sequence=sequence.id, version=version.id)
        return other.name


def card(db: Database, version_id: int) -> ApprovalCard:
    """Draw a version that is to be approved, with all it says, as it stands; raises Gone if it is not there."""
    with db.reading() as tx:
        return _card(tx, version_id)


def card_for(db: Database, who: people.Who, version_id: int, *, now: datetime) -> ApprovalCard:
    """Draw it for whoever looks at it now; raises Gone where they may not see the sequence any more."""
    with db.transaction() as tx:
        version = sequences.version(tx, version_id)
        if version is None:
            raise Gone("That version is no longer there.")
        authoring.seen_by(tx, people.recruiter(tx, who, now), version.sequence_id)
        return _card(tx, version_id)


def _card(tx: Transaction, version_id: int) -> ApprovalCard:
    version = sequences.version(tx, version_id)
    sequence = None if version is None else sequences.get(tx, version.sequence_id)
    if version is None or sequence is None:
        raise Gone("That version is no longer there.")
    settled, by = _settled(tx, version)
    return ApprovalCard(
        version_id=version.id,
        number=version.number,
        sequence=sequence.name,
        author=recruiters.get(tx, version.created_by).slack_id,
        stages=authoring.stages_in(tx, sequence, version),
        settled=settled,
        settled_by=by,
    )


def demand_reader(db: Database, who: people.Who, version_id: int, *, now: datetime) -> None:
    """Raise Refusal unless somebody may say now what they think of a version."""
    with db.transaction() as tx:
        reader = people.recruiter(tx, who, now)
        sequence, version = _latest(tx, reader, version_id)
        _demand_eyes(reader, sequence, version, asked=False)


def approve(db: Database, who: people.Who, version_id: int, *, now: datetime) -> None:
    """Approve exactly this version, unless it is one's own or there is a newer one; its author hears of it."""
    with db.transaction() as tx:
        approver = people.recruiter(tx, who, now)
        sequence, version = _latest(tx, approver, version_id)
        sequences.lock(tx, sequence.id)
        _demand_latest(tx, version)
        _demand_eyes(approver, sequence, version, asked=False)
        if not approvals.add(tx, version.id, approver.id, now):
            raise Gone("Somebody approved it already.")
        details = {"version": version.number}
        changes.add(tx, sequence, Deed.APPROVED, by=approver.id, details=details, now=now)
        _tell_author(tx, version, "approved", approver, note="", now=now)
        log.info("version approved", sequence=sequence.id, version=version.id)


def not_yet(db: Database, who: people.Who, version_id: int, note: str, *, now: datetime) -> None:
    """Say that a version is not good yet, perhaps why; its author hears of it."""
    with db.transaction() as tx:
        reader = people.recruiter(tx, who, now)
        sequence, version = _latest(tx, reader, version_id)
        _demand_eyes(reader, sequence, version, asked=False)
        details = {"version": version.number}
        changes.add(tx, sequence, Deed.NOT_APPROVED, by=reader.id, details=details, now=now)
        _tell_author(tx, version, "not_approved", reader, note=note[:NOTE_LIMIT], now=now)


def may_be_seen_by_all(sequence: Sequence) -> bool:
    """Tell whether anybody but its owner and administrators sees a sequence."""
    return access.may_see(sequence.access, owner=False)


def may_be_asked(tx: Transaction, sequence: Sequence, author: Recruiter) -> bool:
    """Tell whether anybody could be the second pair of eyes on what somebody saved."""
    is_theirs = sequence.owner_id == author.id
    return may_be_seen_by_all(sequence) or not is_theirs or appointing.others(tx, author.slack_id)


def _latest(tx: Transaction, recruiter: Recruiter, version_id: int) -> tuple[Sequence, SequenceVersion]:
    """Find a version that may still be approved, of a sequence this person sees; raises Gone."""
    version = sequences.version(tx, version_id)
    if version is None:
        raise Gone("That version is no longer there.")
    sequence = authoring.seen_by(tx, recruiter, version.sequence_id)
    _demand_latest(tx, version)
    if approvals.of_version(tx, version.id) is not None:
        raise Gone("Somebody approved it already.")
    return sequence, version


def _demand_latest(tx: Transaction, version: SequenceVersion) -> None:
    if sentence := _newer(tx, version):
        raise Gone(sentence, "Its author can ask for approval of that one.")


def _newer(tx: Transaction, version: SequenceVersion) -> str:
    latest = sequences.latest(tx, version.sequence_id)
    return "" if latest.id == version.id else f"There is a newer version ({latest.number})."


def _demand_eyes(one: Recruiter, sequence: Sequence, version: SequenceVersion, *, asked: bool) -> None:
    if not one.is_guest and permitting.may_approve(one, sequence, version):
        return
    if version.created_by == one.id:
        mend = "Choose a colleague." if asked else "Ask a colleague."
        raise NotAllowed("Whoever saved a version cannot approve it.", mend)
    if one.is_guest:
        raise NotAllowed("Guests cannot approve a sequence.", "Choose a member of this workspace.")
    raise NotAllowed("They cannot see this sequence, so they cannot approve it.", "Share it first: edit it.")


def _settled(tx: Transaction, version: SequenceVersion) -> tuple[str, str]:
    approval = approvals.of_version(tx, version.id)
    if approval is not None:
        return "Approved by", approval.recruiter.slack_id
    newer = _newer(tx, version)
    return (f"{newer} This one cannot be approved any more.", "") if newer else ("", "")


def _tell_author(
    tx: Transaction, version: SequenceVersion, news: str, by: Recruiter, *, note: str, now: datetime
) -> None:
    author = recruiters.get(tx, version.created_by)
    about = {"version": version.id, "by": by.slack_id, "note": note}
    owing.news(tx, author, news, key=f"{version.id}:{by.id}:{now.isoformat()}", about=about, now=now)
