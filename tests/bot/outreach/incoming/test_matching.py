"""Whose sequence a mail concerns, and what is only asked about.

Ana has written to Grace, to Alan at Gmail and to Linus, all under "A role for you"; Ada's sequence is finished; Joan
was not written to yet. Ben has written to Grace as well, from his own mailbox.
"""

from typing import Any

import pytest

from bot.outreach.incoming import matching
from bot.outreach.incoming.matching import Place
from bot.outreach.people import Who
from gmail import classify
from gmail.classify import Kind, Meaning
from gmail.inbound import Inbound
from storage.database import Database
from storage.models import Enrollment
from storage.statuses import EnrollmentStatus
from tests import builders
from tests.bot.outreach.post import DAY, SUBJECT, Post, rows, write
from tests.builders import ANA, BEN, GRACE, NOW, TEAM, make_inbound


@pytest.fixture
def known(db: Database) -> dict[int, str]:
    """Let everybody be written to; tell whose enrollment is whose."""
    ada = write(db, "ada", "ada@example.com")
    with db.transaction() as tx:
        tx.get_one(Enrollment, ada.id).status = EnrollmentStatus.FINISHED
    return {
        ada.id: "ada",
        write(db, "grace", GRACE).id: "grace",
        write(db, "alan", "alan.turing@gmail.com").id: "alan",
        write(db, "linus", "linus@kernel.example").id: "linus",
        write(db, "ben", GRACE, who=BEN, sequence="Ben's").id: "grace by ben",
        builders.make_enrollment(db, address="joan@studio.example").id: "joan",
    }


def found(db: Database, known: dict[int, str], message: Inbound, who: Who = ANA, **means: Any) -> list[str]:
    """Tell whose sequences a mail concerns; a question mark where that is only asked."""
    mailbox = builders.make_mailbox(db, who)
    meaning = Meaning(kind=Kind.HUMAN, why="", **means) if means else classify.classify(message, own=())
    with db.transaction() as tx:
        place = Place(mailbox_id=mailbox.id, team=TEAM)
        match = matching.whose(tx, place, message, meaning)
        names = [known[one.id] + "?" * match.is_likely for one in match.enrollments]
        if not means and not message.thread_id.startswith("thread of"):
            assert matching.concerns(tx, place, message) or not names
    return sorted(names)


NEW: dict[str, Any] = {"thread_id": "a new one", "subject": "Hello"}
COLLEAGUE = {**NEW, "from_address": "robin@example.com"}
STRANGER = {**NEW, "from_address": "robin@agency.example"}


@pytest.mark.parametrize(
    ("changes", "whose"),
    [
        pytest.param({"thread_id": "thread of grace"}, ["grace"], id="in the thread"),
        pytest.param(
            {"thread_id": "thread of grace", "from_address": "grace@home.example"},
            ["grace"],
            id="in the thread, from another address of theirs",
        ),
        pytest.param(
            {"thread_id": "thread of grace", "from_address": "robin@agency.example"},
            ["grace"],
            id="in the thread, from somebody in copy",
        ),
        pytest.param(
            {"thread_id": "thread of grace", "from_address": "ada@example.com"},
            ["grace"],
            id="in the thread, from another candidate: the thread says whose it is",
        ),
        pytest.param(
            {**STRANGER, "references": ("<x@y>", "<grace@ours>")}, ["grace"], id="an assistant names our mail"
        ),
        pytest.param({**STRANGER, "in_reply_to": "<grace@ours>"}, ["grace"], id="a forward is answered"),
        pytest.param(
            {**NEW, "subject": "Quite another subject", "in_reply_to": "<grace@ours>"},
            ["grace"],
            id="a changed subject in a new thread",
        ),
        pytest.param(
            {**NEW, "from_address": "ada@example.com", "in_reply_to": "<grace@ours>"},
            ["grace"],
            id="a Message-ID goes before an address",
        ),
        pytest.param(NEW, ["grace"], id="a new thread from their address"),
        pytest.param({**NEW, "from_address": "GRACE.Hopper@Example.COM"}, ["grace"], id="in capitals"),
        pytest.param({**NEW, "from_address": "grace.hopper+jobs@example.com"}, ["grace"], id="with a tag"),
        pytest.param(
            {**NEW, "from_address": "alanturing@googlemail.com"}, ["alan"], id="without dots, at googlemail"
        ),
        pytest.param(
            {**NEW, "from_address": "gracehopper@example.com"}, [], id="dots count anywhere but at Gmail"
        ),
        pytest.param({"thread_id": "thread of ada"}, ["ada"], id="an answer to a finished sequence"),
        pytest.param(
            {**NEW, "from_address": "ada@example.com"}, ["ada"], id="a new mail after a finished sequence"
        ),
        pytest.param(
            {**NEW, "from_address": "joan@studio.example"}, [], id="somebody who was not written to yet"
        ),
        pytest.param({**NEW, "received_at": NOW - DAY}, [], id="older than our first mail to them"),
        pytest.param({**STRANGER, "references": ("<x@y>",)}, [], id="an answer to a mail of somebody else"),
        pytest.param(STRANGER, [], id="a stranger"),
        pytest.param(
            {**STRANGER, "cc": (GRACE,)}, ["grace?"], id="a stranger who takes the candidate in copy"
        ),
        pytest.param(
            {**STRANGER, "to": ("ana@acme.example", "alanturing@gmail.com")},
            ["alan?"],
            id="a stranger who writes to both",
        ),
        pytest.param(
            {**COLLEAGUE, "subject": "Fwd: a role for you"},
            ["grace?"],
            id="their company, our subject",
        ),
        pytest.param(
            {**COLLEAGUE, "subject": "Lunch"},
            [],
            id="their company, another subject",
        ),
        pytest.param(
            {**NEW, "from_address": "robin@elsewhere.example", "subject": f"Re: {SUBJECT}"},
            [],
            id="another company, our subject",
        ),
        pytest.param(
            {**NEW, "from_address": "robin@gmail.com", "subject": f"Re: {SUBJECT}"},
            [],
            id="the same provider is no company",
        ),
        pytest.param(
            {
                **COLLEAGUE,
                "subject": SUBJECT,
                "headers": {"list-id": ("<all.example.com>",)},
            },
            [],
            id="their company's mailing list",
        ),
        pytest.param(
            {
                **COLLEAGUE,
                "subject": SUBJECT,
                "headers": {"auto-submitted": ("auto-replied",)},
            },
            [],
            id="a colleague's absence",
        ),
        pytest.param(
            {**NEW, "from_address": "", "subject": SUBJECT, "thread_id": ""}, [], id="without a sender"
        ),
    ],
)
def test_whom_a_mail_concerns(
    db: Database, known: dict[int, str], changes: dict[str, Any], whose: list[str]
) -> None:
    assert found(db, known, make_inbound(**changes)) == whose


@pytest.mark.parametrize(
    ("changes", "whose"),
    [
        pytest.param({"thread_id": "thread of ben"}, ["grace by ben"], id="the answer to Ben"),
        pytest.param(NEW, ["grace by ben"], id="a new mail to Ben"),
        pytest.param({**NEW, "in_reply_to": "<grace@ours>"}, ["grace"], id="the answer to Ana, sent to Ben"),
        pytest.param(
            {**STRANGER, "references": ("<linus@ours>",)},
            ["linus"],
            id="the answer of somebody Ben never wrote to",
        ),
        pytest.param(
            {**NEW, "from_address": "linus@kernel.example"}, [], id="a mail that names none of ours"
        ),
    ],
)
def test_what_comes_into_a_colleagues_mailbox(
    db: Database, known: dict[int, str], changes: dict[str, Any], whose: list[str]
) -> None:
    assert found(db, known, make_inbound(**changes), BEN) == whose


def test_a_bounce_is_found_by_the_mail_it_is_about_and_by_whom_it_did_not_reach(
    db: Database, known: dict[int, str]
) -> None:
    server = {**NEW, "from_address": "mailer-daemon@googlemail.com"}

    assert found(db, known, make_inbound(**server), about="<linus@ours>") == ["linus"]
    assert found(db, known, make_inbound(**server), recipients=("linus@kernel.example",)) == ["linus"]


def test_an_address_is_one_persons_whatever_it_is_enrolled_as(db: Database) -> None:
    one = write(db, "one", "alan.turing@gmail.com")
    other = write(db, "other", "alanturing+jobs@googlemail.com", sequence="Second try")

    Post(db).arrives(make_inbound(**NEW | {"from_address": "Alan.Turing@gmail.com"}))

    assert one.candidate_id == other.candidate_id
    assert {builders.again(db, each).status for each in (one, other)} == {EnrollmentStatus.REPLIED}


def test_an_answer_in_one_mailbox_leaves_the_other_sequence_alone(
    db: Database, known: dict[int, str]
) -> None:
    ids = {name: enrollment_id for enrollment_id, name in known.items()}

    Post(db).arrives(make_inbound(thread_id="thread of grace"))

    standing = {row.id: row.status for row in rows(db, Enrollment)}
    assert standing[ids["grace"]] is EnrollmentStatus.REPLIED
    assert standing[ids["grace by ben"]] is EnrollmentStatus.ACTIVE
