"""Where somebody's data come from is said in the first email to them, and in no other."""

from dataclasses import replace
from email import message_from_bytes, policy

from bot.outreach.candidates import enrolling
from bot.outreach.candidates.knowing import Asked
from bot.outreach.outgoing import planning
from bot.outreach.outgoing.planning import Outgoing
from bot.outreach.plans import previewing
from bot.rules.drafts import SequenceDraft
from storage.database import Database
from storage.models import Enrollment
from tests import builders
from tests.builders import ANA, AT_ONCE, GRACE, NOW, email, hours

LINE = "I found your profile at {{source}}."
HOUSE = replace(AT_ONCE, source_line=LINE)
LINK = "https://www.linkedin.com/in/grace-hopper"


def enrolled(db: Database) -> Enrollment:
    builders.make_mailbox(db, signature="<div>Ana, Acme</div>")
    sequence = builders.make_sequence(db, email(0), email(1, new_thread=True))
    asked = Asked(link=LINK, address=GRACE, first_name="Grace", last_name="Hopper", sequence_id=sequence.id)
    done = enrolling.enroll(db, ANA, asked, house=HOUSE, now=NOW)
    assert isinstance(done, enrolling.Enrolled)
    return builders.again(db, Enrollment(id=done.enrollment_id))


def next_mail(db: Database, *, after: int = 0) -> dict[str, str]:
    now = NOW + hours(after)
    builders.make_mailbox(db, ready_at=NOW, lease_until=None)
    lease = builders.claim(db, now)
    assert lease is not None
    found = planning.next_outgoing(db, lease, HOUSE, now)
    assert isinstance(found, Outgoing), found
    mail = message_from_bytes(found.mime, policy=policy.default)
    halves = {half: mail.get_body((half,)) for half in ("plain", "html")}
    return {half: body.get_content() for half, body in halves.items() if body is not None}


def test_it_stands_at_the_end_of_the_first_email_above_the_signature(db: Database) -> None:
    enrolled(db)

    mail = next_mail(db)

    for half in ("plain", "html"):
        words, line, signature = (
            mail[half].index(part)
            for part in ("shall we talk?", "I found your profile at linkedin.com.", "Ana, Acme")
        )
        assert words < line < signature


def test_it_is_not_said_again_even_in_a_new_thread(db: Database) -> None:
    builders.went_out(db, enrolled(db))

    assert "I found your profile" not in next_mail(db, after=26)["plain"]


def test_a_preview_shows_it_once(db: Database) -> None:
    draft = SequenceDraft(name="A", stages=(builders.by_hand(0), email(1), email(1)))
    shown = previewing.of_draft(db, ANA, draft, house=HOUSE, now=NOW).stages

    assert [stage.text.count("I found your profile at linkedin.com.") for stage in shown] == [0, 1, 0]
