"""All that Ana has: sequences for her eyes only, people in every state, and what she and her helpers are told of them.

Every name, address and text of it has one of SECRETS in it.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.outreach.notices import owing, resting
from bot.outreach.outgoing import advancing, asking, holding
from bot.outreach.overview import subscribing
from bot.outreach.people import Who
from bot.outreach.plans import coining, drafting
from bot.outreach.plans.token_pages import Coined
from bot.rules import stopping
from bot.rules.attachments import Attached
from bot.rules.drafts import SequenceDraft, StageDraft, Variant
from storage import (
    approvals,
    attachments,
    candidates,
    drafts as desk,
    followers,
    notices,
    permissions,
    sequences,
    touches,
)
from storage.attachments import File
from storage.database import Database, Transaction
from storage.incoming import InboundMail
from storage.models import Candidate, Enrollment, Recruiter, Sequence, Touch
from storage.notices import Owed
from storage.statuses import (
    Access,
    Cadence,
    EnrollmentStatus,
    MailboxStatus,
    PermissionStatus,
    SendStep,
    SequenceStatus,
)
from storage.vault import Vault
from tests import builders
from tests.bot.outreach import post
from tests.bot.outreach.post import Post
from tests.bot.slack.pressed import hands
from tests.bot.slack.pressed.slack import Json
from tests.builders import ANA, BEN, HOUSE, NOW, TEAM, by_hand, email, make_inbound
from tests.conftest import KEY

CLEO = Who(team=TEAM, slack_id="U0CLEO")
DORA = Who(team=TEAM, slack_id="U0DORA")
EMIL = Who(team=TEAM, slack_id="U0EMIL")
FAYE = Who(team=TEAM, slack_id="U0FAYE")
GUEST = Who(team=TEAM, slack_id="U0GUEST")
FOREIGNER = Who(team="T2", slack_id="U0XEN")
STRANGER = Who(team=TEAM, slack_id="U0ZOE")
PEOPLE: dict[str, Json] = {
    FAYE.slack_id: {"real_name": "Faye Wong", "profile": {"email": "faye@acme.example"}},
    GUEST.slack_id: {"is_restricted": True, "real_name": "Gus"},
    STRANGER.slack_id: {"is_stranger": True, "real_name": "Zoe"},
}
"""What Slack tells of people; those who are known already are not asked about."""

SECRETS = ("quarn", "nightjar", "zephyrine")
HIDDEN = "Nightjar letters"
LONG, EDITED, COMMON, CLEOS = "Nightjar long", "Nightjar edited", "Common roles", "linus@elsewhere.example"
VEILED = "https://github.com/who1906"
"""A link to somebody Ana writes to; it does not say whom."""

SOON = NOW + timedelta(hours=1)
ZEPHYRINE = "Dear {{first_name}}, the zephyrine. " * 32


def letter(delay: int = 3, **changes: Any) -> StageDraft:
    """Plan an email of Ana's."""
    return email(delay, **{"subject": "Zephyrine", "body": "The zephyrine, {{first_name}}", **changes})


def call(delay: int = 2) -> StageDraft:
    """Plan something Ana does by hand."""
    return by_hand(delay, body="Say zephyrine to {{first_name}}")


@contextmanager
def opened(file: Path) -> Iterator[Database]:
    """Open a file, and let go of it whole."""
    db = Database(f"sqlite:///{file}", Vault([KEY]))
    yield db
    db.close()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def build(db: Database) -> None:
    """Write all of it down."""
    _people(db)
    _sequences(db)
    _by_hand(db)
    _answers(db)
    _troubles(db)
    _lent(db)
    _beside(db)
    _approved(db)


def hide(db: Database) -> None:
    """Make what Ana shows to her colleagues hers alone."""
    with db.transaction() as tx:
        for found in tx.query(Sequence).filter(Sequence.access == Access.SHARED_VIEW):
            found.access = Access.PERSONAL


def _people(db: Database) -> None:
    for who, name, more in (
        (ANA, "Ana Lovelace", {}),
        (BEN, "Ben Okafor", {}),
        (CLEO, "Cleo Adler", {"is_admin": True}),
        (DORA, "Dora Lund", {}),
        (EMIL, "Emil Roth", {}),
        (FAYE, "Faye Wong", {}),
        (GUEST, "Gus", {"is_guest": True}),
        (FOREIGNER, "Xenia", {}),
    ):
        builders.make_recruiter(db, who, name=name, refreshed_at=NOW, **more)
    own = {"address": "ana@acme.example", "name": "Ana", "accepted": True, "default": True}
    alias = own | {"address": "talent@acme.example", "default": False}
    plain = {"signature": "", "reply_to": ""}
    builders.make_mailbox(db, ANA, aliases=[own | plain, alias | plain])
    builders.make_mailbox(db, DORA, ready_at=NOW + timedelta(days=9))
    builders.make_mailbox(db, EMIL, status=MailboxStatus.LOST, lost_reason="revoked", lost_at=NOW)


def _sequences(db: Database) -> None:
    personal, shared = Access.PERSONAL, Access.SHARED_VIEW
    builders.make_sequence(db, letter(0), letter(), call(), name=HIDDEN, access=Access.CONFIDENTIAL)
    builders.make_sequence(db, call(0), letter(), name="Nightjar by hand", access=personal)
    builders.make_sequence(db, letter(0, ask_first=True), letter(), name="Nightjar shown", access=personal)
    builders.make_sequence(db, call(0), letter(), name="Nightjar many", access=personal)
    builders.make_sequence(db, call(0), letter(), who=CLEO, name="Nightjar lent", access=personal)
    needy = letter(0, body="The zephyrine, because of {{school}}")
    builders.make_sequence(db, needy, letter(), name="Nightjar needy", access=personal)
    builders.make_sequence(db, name="Nightjar rests", access=personal, status=SequenceStatus.PAUSED)
    for number in range(12):
        builders.make_sequence(db, letter(0), name=f"Nightjar {number}", access=personal)
    tried = letter(1, variants=(Variant(subject="Zephyrine?", body="The other zephyrine"),))
    stages = [letter(1, body=ZEPHYRINE) for _ in range(19)]
    builders.make_sequence(db, _with_file(db), tried, *stages, name=LONG, access=shared)
    for number in range(41):
        enroll(db, f"crowd{number}", LONG)
    builders.make_sequence(db, letter(0), letter(), name=EDITED, access=shared)
    builders.make_sequence(db, by_hand(0, body="zephyrine " * 700), name="Nightjar told", access=personal)
    resting = SequenceStatus.PAUSED
    builders.make_sequence(db, email(), who=CLEO, name=COMMON, access=Access.SHARED_USE, status=resting)


def _with_file(db: Database) -> StageDraft:
    with db.transaction() as tx:
        kept = attachments.add(
            tx, TEAM, File(name="zephyrine.pdf", kind="application/pdf", content=b"%"), NOW
        )
    return letter(0, body=ZEPHYRINE, attachments=(Attached(id=kept.id, name=kept.name, size=kept.size),))


def enroll(db: Database, name: str, sequence: str = HIDDEN, **changes: Any) -> Enrollment:
    """Put somebody into one of the sequences."""
    return builders.make_enrollment(
        db, address=f"quarn{name}.quarndon@example.com", sequence=sequence, house=HOUSE, **changes
    )


def _by_hand(db: Database) -> None:
    hands.fall_due(db, lambda name, sequence: enroll(db, name, sequence))
    shown = enroll(db, "shown", "Nightjar shown")
    with db.transaction() as tx:
        touch = _next(tx, shown)
        touch.why = asking.SHOW_FIRST
        asking.ask(tx, touch, NOW)


def _answers(db: Database) -> None:
    texts = {name: "The zephyrine sounds good." for name in ("answers", "claimed", "wrong", "later")}
    texts["wantsout"] = "Please remove me from your list. Zephyrine!"
    for name in texts:
        _wrote(db, name)
    with db.transaction() as tx:
        followers.add(tx, _sequence(tx, HIDDEN).id, _recruiter(tx, CLEO).id)
    inbox = Post(db)
    for name, text in texts.items():
        address = f"quarn{name}.quarndon@example.com"
        mail = make_inbound(f"in {name}", thread_id=f"thread of {name}", from_address=address, text=text)
        inbox.arrives(mail, now=NOW)
    builders.make_mailbox(db, ANA, lease_until=None)
    with db.transaction() as tx:
        later = _mail_of(tx, "later")
        about = {"inbound": later.id}
        owing.trouble(tx, later.enrollment, "comeback", key="later", about=about, now=NOW)


def _wrote(db: Database, name: str) -> Enrollment:
    address = f"quarn{name}.quarndon@example.com"
    return post.write(db, name, address, sequence=HIDDEN)


def _troubles(db: Database) -> None:
    builders.make_enrollment(db, address=CLEOS, sequence=COMMON, who=CLEO, house=HOUSE)
    enroll(db, "today")
    enroll(db, "paused", status=EnrollmentStatus.PAUSED, why="you hold it back")
    _held(db, enroll(db, "needy", "Nightjar needy"), "missing_token")
    _held(db, enroll(db, "doubt"), "unknown_outcome", step=SendStep.SENDING, sending_at=NOW, draft_id="d1")
    _held(db, enroll(db, "draft"), "edited_draft", step=SendStep.DRAFTED, draft_id="d2", draft_message_id="m")
    _held(db, enroll(db, "unsent"), "not_sent")
    bounced, soft, unsure = (_wrote(db, name) for name in ("bounced", "soft", "unsure"))
    with db.transaction() as tx:
        advancing.stop(tx, bounced.id, status=EnrollmentStatus.BOUNCED, why="no such zephyrine", now=NOW)
        _tell(tx, bounced, "bounce", why="no such zephyrine")
        _hold(tx, soft, stopping.ANOTHER_DAY)
        _tell(tx, soft, "soft_bounce")
        _hold(tx, unsure, "it may be an answer")
        _tell(tx, unsure, "not_sure", why="The zephyrine may be an answer.")


def _held(db: Database, enrollment: Enrollment, kind: str, **changes: Any) -> None:
    with db.transaction() as tx:
        touch = _next(tx, enrollment)
        for name, value in changes.items():
            setattr(touch, name, value)
        holding.for_a_person(tx, touch, kind, why="The zephyrine waits.", now=NOW)


def _hold(tx: Transaction, enrollment: Enrollment, why: str) -> None:
    row = tx.get_one(Enrollment, enrollment.id)
    row.status, row.why = EnrollmentStatus.HELD, why


def _tell(tx: Transaction, enrollment: Enrollment, kind: str, **about: Any) -> None:
    row = tx.get_one(Enrollment, enrollment.id)
    owing.trouble(tx, row, kind, key=f"{row.id}", about=about, now=NOW)


def _lent(db: Database) -> None:
    """Let Dora be asked for her name, and let her have lent it before; let Emil hear that his Gmail is lost."""
    dora = builders.make_recruiter(db, DORA)
    for news, status in (("asked", PermissionStatus.ASKED), ("changed", PermissionStatus.ALLOWED)):
        stages = (letter(0, sender_id=dora.id), letter())
        lent = builders.make_sequence(db, *stages, name=f"Nightjar {news}", access=Access.PERSONAL)
        with db.transaction() as tx:
            found = permissions.ensure(
                tx, colleague_id=dora.id, asker_id=lent.owner_id, sequence_id=lent.id, now=NOW
            )
            found.status = status
            about = {"permission": found.id, "sequence": lent.id, "news": news}
            to = DORA.slack_id
            notices.owe(tx, Owed(team=TEAM, key=news, kind="permission", recipient=to, about=about), NOW)
    emils = builders.make_mailbox(db, EMIL)
    with db.transaction() as tx:
        owing.mailbox_news(tx, tx.merge(emils), "mailbox_lost", key="lost", now=NOW)


def _beside(db: Database) -> None:
    hands.go_away(db, DORA)
    for channel in ("C0RECRUIT", "C0RESTS"):
        subscribing.subscribe(db, ANA, channel, cadence=Cadence.DAILY, at=builders.wall(9), now=NOW)
    enroll(db, "before", EDITED)
    coining.add(db, ANA, Coined(name="office_city", about="Where the office is", value="Lisbon"), now=NOW)
    faulty = (letter(1, body="The {{zephyrine}}"),) * 6
    content = drafting.dumped(SequenceDraft(name="Nightjar parked", stages=faulty))
    with db.transaction() as tx:
        resting.refused(tx, 2, "is_archived", NOW)
        desk.add(tx, _recruiter(tx, ANA).id, content, sequence_id=None, now=SOON)
        candidates.add_link(tx, _mail_of(tx, "answers").enrollment.candidate, VEILED)
        for one in tx.query(Candidate):
            one.company = "Zephyrine Works"


def _approved(db: Database) -> None:
    with db.transaction() as tx:
        for found in tx.query(Sequence).filter(Sequence.name != LONG):
            approvals.add(tx, sequences.latest(tx, found.id).id, _recruiter(tx, CLEO).id, NOW)


def _next(tx: Transaction, enrollment: Enrollment) -> Touch:
    return next(one for one in touches.of_enrollment(tx, enrollment.id) if not one.status.is_final)


def _sequence(tx: Transaction, name: str) -> Sequence:
    return tx.query(Sequence).filter(Sequence.name == name).one()


def _recruiter(tx: Transaction, who: Who) -> Recruiter:
    return tx.query(Recruiter).filter(Recruiter.slack_id == who.slack_id).one()


def _mail_of(tx: Transaction, name: str) -> InboundMail:
    return tx.query(InboundMail).filter(InboundMail.gmail_id == f"in {name}").one()
