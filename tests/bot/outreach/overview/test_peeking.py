"""What the morning shows: the mail as it would be read, and a Hold that truly holds."""

import pytest

from bot.outreach.outgoing import holding, planning
from bot.outreach.outgoing.planning import Outgoing
from bot.outreach.overview import peeking, reporting
from bot.refusals import NotAllowed
from storage.database import Database
from storage.statuses import Access, PermissionStatus
from tests import builders
from tests.bot.outreach.pair import Pair
from tests.builders import ANA, AT_ONCE, BEN, NOW, email


def test_a_mail_is_shown_filled_in_with_what_it_lacks(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(0), email(1, body="Because {{reason}}"))
    first = builders.the_touches(db, enrollment)[0]

    card = peeking.letter(db, ANA, first.id, now=NOW)
    assert (card.person, card.subject, card.text) == (
        "Grace Hopper",
        "A role for you",
        "Hello Grace, shall we talk?",
    )

    builders.went_out(db, enrollment)
    later = peeking.letter(db, ANA, builders.the_touches(db, enrollment)[1].id, now=NOW)
    assert (later.subject, later.missing) == ("", ("reason",))


def test_a_mail_is_shown_to_nobody_else(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(0))

    with pytest.raises(NotAllowed):
        peeking.letter(db, BEN, builders.the_touches(db, enrollment)[0].id, now=NOW)


def test_what_is_held_does_not_leave_and_what_is_released_does(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(0))
    [line] = reporting.today(db, ANA, now=NOW).sending
    lease = builders.claim(db, NOW)
    assert lease is not None

    holding.hold(db, ANA, line.touch_id, now=NOW)
    assert planning.next_outgoing(db, lease, AT_ONCE, NOW) is None
    [held] = reporting.today(db, ANA, now=NOW).held
    assert (held.why, held.may_release) == ("you hold it back", True)

    holding.release(db, ANA, line.touch_id, now=NOW)
    assert isinstance(planning.next_outgoing(db, lease, AT_ONCE, NOW), Outgoing)
    assert builders.statuses(db, enrollment) == ["claimed"]


def test_who_lends_their_name_sees_what_leaves_in_it_and_only_looks(db: Database) -> None:
    pair = Pair(db)
    pair.enroll(pair.first())

    [anas] = reporting.today(db, ANA, now=NOW).sending
    [bens] = reporting.today(db, BEN, now=NOW).sending

    assert (anas.beside, anas.is_lent) == ("in the name of Ben Okafor", False)
    assert (bens.beside, bens.is_lent) == ("for Ana Lovelace", True)
    assert "Grace" in peeking.letter(db, BEN, bens.touch_id, now=NOW).text
    with pytest.raises(NotAllowed):
        holding.hold(db, BEN, bens.touch_id, now=NOW)

    builders.make_sequence(db, access=Access.CONFIDENTIAL)
    [hidden] = reporting.today(db, BEN, now=NOW).sending
    letter = peeking.letter(db, BEN, hidden.touch_id, now=NOW)
    assert {hidden.sequence, letter.sequence} == {"a colleague's sequence"}

    pair.allow(builders.make_sequence(db).id, PermissionStatus.REFUSED)
    assert reporting.today(db, BEN, now=NOW).sending == ()
