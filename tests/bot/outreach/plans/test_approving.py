"""Four eyes: nobody new comes into a version that only its author has seen."""

from dataclasses import replace

import pytest

from bot.outreach import appointing
from bot.outreach.candidates import enrolling
from bot.outreach.candidates.enrolling import Enrolled
from bot.outreach.candidates.knowing import Asked
from bot.outreach.notices import announcing
from bot.outreach.overview import reporting
from bot.outreach.people import Who
from bot.outreach.plans import approving, authoring, bringing_along
from bot.outreach.plans.authoring import Saved
from bot.refusals import Gone, NotAllowed, Refusal
from storage import sequences
from storage.database import Database
from storage.household import Change
from storage.models import Enrollment, Notice, Sequence
from storage.statuses import Access
from tests import builders
from tests.bot.outreach import edits
from tests.bot.outreach.edits import order, rewritten, save, staged
from tests.builders import ANA, BEN, GRACE, HOUSE, NOW, TEAM, email

EYES = replace(HOUSE, four_eyes=True)
CLARA = Who(team=TEAM, slack_id="U0CLARA")
A, B = staged("A", email(2)), staged("B", email(3))


def sequence(db: Database) -> Sequence:
    """Write a sequence of Ana's that nobody else has seen; her Gmail is connected."""
    builders.make_mailbox(db)
    return builders.make_sequence(db, A, B)


def version(db: Database, found: Sequence) -> int:
    with db.transaction() as tx:
        return sequences.latest(tx, found.id).id


def enroll(db: Database, found: Sequence) -> int:
    """Enroll Grace; tell which version she goes by."""
    asked = Asked(address=GRACE, first_name="Grace", sequence_id=found.id)
    done = enrolling.enroll(db, ANA, asked, house=EYES, now=NOW)
    assert isinstance(done, Enrolled)
    with db.transaction() as tx:
        return tx.get_one(Enrollment, done.enrollment_id).version.number


def approve(db: Database, found: Sequence, who: Who = BEN) -> None:
    approving.approve(db, who, version(db, found), now=NOW)


def news(db: Database) -> list[tuple[str, str, str]]:
    with db.transaction() as tx:
        rows = [(row.recipient, row.about) for row in tx.query(Notice) if row.kind == "news"]
    drawn = [(recipient, announcing.news(db, about)) for recipient, about in rows]
    return [(recipient, f"{one.by} {one.text}", one.note) for recipient, one in drawn]


def test_nobody_is_enrolled_before_somebody_else_has_seen_it(db: Database) -> None:
    found = sequence(db)
    asked = Asked(address=GRACE, first_name="Grace", sequence_id=found.id)

    form = enrolling.form(db, ANA, asked, house=EYES, now=NOW)
    with pytest.raises(Refusal, match="second pair of eyes"):
        enroll(db, found)

    assert form.refusal == ("Backend, Berlin waits for a second pair of eyes. Ask a colleague to approve it.")


def test_once_approved_people_come_in_and_the_author_hears_of_it(db: Database) -> None:
    found = sequence(db)

    approve(db, found)

    assert enroll(db, found) == 1
    said = "U0BEN approved version 1 of Backend, Berlin: new people get it now."
    assert news(db) == [("U0ANA", said, "")]


def test_new_people_get_the_latest_approved_version_until_the_next_is(db: Database) -> None:
    found = sequence(db)
    approve(db, found)
    saved = save(db, found, rewritten("B", body="Other"))

    assert enroll(db, found) == 1
    page = bringing_along.saved_page(db, ANA, saved.version_id, house=EYES, now=NOW)
    assert (page.waits, page.older) == (True, 1)
    with pytest.raises(Refusal, match="second pair of eyes"):
        bringing_along.bring(db, ANA, saved.version_id, house=EYES, now=NOW)

    approve(db, found)
    assert bringing_along.bring(db, ANA, saved.version_id, house=EYES, now=NOW).moved == 1


def test_a_new_name_alone_needs_no_new_eyes(db: Database) -> None:
    found = sequence(db)
    approve(db, found)
    editor = authoring.edit(db, ANA, found.id, now=NOW)

    renamed = authoring.save(db, ANA, editor.draft_id, typed=("Frontend", None), now=NOW)

    assert isinstance(renamed, Saved)
    assert enroll(db, found) == 2


def test_a_copy_is_not_approved_with_its_original(db: Database) -> None:
    found = sequence(db)
    approve(db, found)
    editor = authoring.clone(db, ANA, found.id, now=NOW)

    copied = authoring.save(db, ANA, editor.draft_id, typed=(None, None), now=NOW)

    assert isinstance(copied, Saved)
    assert bringing_along.saved_page(db, ANA, copied.version_id, house=EYES, now=NOW).waits


def test_whoever_saved_it_cannot_approve_it_though_somebody_else_owns_it(db: Database) -> None:
    found = sequence(db)
    ben = builders.make_recruiter(db, BEN)
    with db.transaction() as tx:
        tx.get_one(Sequence, found.id).owner_id = ben.id

    with pytest.raises(NotAllowed, match="saved a version"):
        approve(db, found, ANA)
    approve(db, found, BEN)


@pytest.mark.parametrize("access", [Access.PERSONAL, Access.CONFIDENTIAL])
def test_nobody_approves_what_they_cannot_see(db: Database, access: Access) -> None:
    found = sequence(db)
    with db.transaction() as tx:
        tx.get_one(Sequence, found.id).access = access

    with pytest.raises(Gone):
        approve(db, found)
    with pytest.raises(Gone):
        approving.card_for(db, BEN, version(db, found), now=NOW)
    with pytest.raises(NotAllowed, match="Share it first"):
        ask(db, found, BEN)
    assert not bringing_along.saved_page(db, ANA, version(db, found), house=EYES, now=NOW).may_ask


def test_an_administrator_approves_what_nobody_else_sees(db: Database) -> None:
    found = sequence(db)
    builders.make_recruiter(db, BEN, is_admin=True)
    with db.transaction() as tx:
        tx.get_one(Sequence, found.id).access = Access.CONFIDENTIAL

    ask(db, found, BEN)
    approve(db, found, BEN)

    assert not bringing_along.saved_page(db, ANA, version(db, found), house=EYES, now=NOW).waits


def test_an_administrator_may_be_asked_for_what_nobody_else_sees(db: Database) -> None:
    found = sequence(db)
    with db.transaction() as tx:
        tx.get_one(Sequence, found.id).access = Access.CONFIDENTIAL
    appointing.appoint(db, [BEN.slack_id], NOW)

    page = bringing_along.saved_page(db, ANA, version(db, found), house=EYES, now=NOW)

    assert (page.may_ask, page.is_shared) == (True, False)


def ask(db: Database, found: Sequence, whom: Who, click: str = "click") -> None:
    approving.ask(db, ANA, version(db, found), whom, click=click, now=NOW)


def cards(db: Database) -> list[str]:
    with db.transaction() as tx:
        return [row.recipient for row in tx.query(Notice) if row.kind == "approval"]


def test_a_colleague_is_asked_once_a_click(db: Database) -> None:
    found = sequence(db)

    ask(db, found, BEN)
    ask(db, found, BEN)
    ask(db, found, CLARA, click="another")

    assert cards(db) == ["U0BEN", "U0CLARA"]


def test_guests_and_oneself_are_not_asked_and_do_not_approve(db: Database) -> None:
    found = sequence(db)
    builders.make_recruiter(db, CLARA, is_guest=True)

    for whom in (CLARA, ANA):
        with pytest.raises(NotAllowed):
            ask(db, found, whom)
    with pytest.raises(NotAllowed):
        approve(db, found, CLARA)
    assert cards(db) == []


def test_a_stale_card_approves_nothing_and_says_so(db: Database) -> None:
    found = sequence(db)
    old = version(db, found)
    save(db, found, order("A"))

    with pytest.raises(Gone, match=r"newer version \(2\)"):
        approving.approve(db, BEN, old, now=NOW)

    assert approving.card(db, old).settled.startswith("There is a newer version (2).")


def test_it_is_approved_once(db: Database) -> None:
    found = sequence(db)
    approve(db, found)

    with pytest.raises(Gone, match="already"):
        approve(db, found, CLARA)

    card = approving.card(db, version(db, found))
    assert (card.settled, card.settled_by) == ("Approved by", "U0BEN")


def test_not_yet_comes_back_to_the_author_with_its_note(db: Database) -> None:
    found = sequence(db)

    approving.not_yet(db, BEN, version(db, found), "Too long.", now=NOW)

    said = "U0BEN did not approve version 1 of Backend, Berlin yet."
    assert news(db) == [("U0ANA", said, "Too long.")]
    approve(db, found)


def test_lists_say_what_waits_and_the_history_who_looked(db: Database) -> None:
    found = sequence(db)
    (before,) = reporting.visible(db, ANA, now=NOW, four_eyes=True)
    ask(db, found, BEN)
    approve(db, found)
    (after,) = reporting.visible(db, ANA, now=NOW, four_eyes=True)

    assert (before.waits, after.waits) == (True, False)
    with db.transaction() as tx:
        deeds = [row.deed.value for row in tx.query(Change).order_by(Change.id)]
    assert deeds == ["approval_asked", "approved"]


def test_where_it_is_off_nothing_waits(db: Database) -> None:
    found = sequence(db)

    (line,) = reporting.visible(db, ANA, now=NOW)
    page = bringing_along.saved_page(db, ANA, version(db, found), house=HOUSE, now=NOW)

    assert (line.waits, page.waits) == (False, False)


def test_people_in_an_older_version_go_on(db: Database) -> None:
    enrollment = builders.make_enrollment(db, A, B)
    save(db, enrollment, rewritten("B", body="Other"))

    builders.went_out(db, enrollment, house=EYES)

    assert edits.keys(db, enrollment) == [("A", "sent"), ("B", "scheduled")]


def test_only_a_second_pair_of_eyes_is_asked_for_a_note(db: Database) -> None:
    found = sequence(db)

    approving.demand_reader(db, BEN, version(db, found), now=NOW)
    with pytest.raises(NotAllowed, match="Whoever saved a version"):
        approving.demand_reader(db, ANA, version(db, found), now=NOW)
