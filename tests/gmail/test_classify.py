"""What an inbound mail is; above all, a person is never taken for a machine."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings, strategies as st

from gmail import classify, messages
from gmail.classify import Kind, Meaning
from gmail.inbound import Inbound
from gmail.wishes import Hint
from tests.gmail.builders import OWN, make_inbound, make_mail

INVITATION = """\
Content-Type: multipart/alternative; boundary="b"
Auto-Submitted: auto-generated

--b
Content-Type: text/plain

See you
--b
Content-Type: text/calendar; method={method}; charset=utf-8

BEGIN:VCALENDAR
METHOD:{method}
BEGIN:VEVENT
ATTENDEE;PARTSTAT={partstat}:mailto:grace@example.com
END:VEVENT
END:VCALENDAR
--b--
"""


def meaning(mail: Inbound | str) -> Meaning:
    return classify.classify(make_mail(mail) if isinstance(mail, str) else mail, own=OWN)


PEOPLE = [
    pytest.param("Subject: Re: A role\n\nSure, let's talk.", id="an ordinary answer"),
    pytest.param(
        "Subject: Re: Automatic replies in our product\n\nInteresting.", id="a subject about auto replies"
    ),
    pytest.param(
        "Subject: Re: Out of office policy at Acme\n\nHi", id="our own subject about being away, answered"
    ),
    pytest.param("Subject: Re: faster delivery of reports\n\nHi", id="a subject about delivery"),
    pytest.param("Subject: Re: Delivery failure at your company\n\nHi", id="a subject about failures"),
    pytest.param("Auto-Submitted: no\n\nYes please", id="a header that says a person wrote"),
    pytest.param("X-Autoreply: no\n\nYes please", id="a header that says no"),
    pytest.param(
        "\nI am out of office until Monday, let's talk then.", id="a person who writes that they are away"
    ),
    pytest.param(
        "From: postmaster@example.com\n\nOur mail could not be delivered last week, sorry.",
        id="a postmaster who is a person",
    ),
    pytest.param("From: Max Daemon <max.daemon@example.com>\n\nHi", id="a person named Daemon"),
    pytest.param(
        "List-Id: <dev.example.com>\nIn-Reply-To: <ours@mail.example>\n\nYes", id="an answer through a list"
    ),
    pytest.param(
        "List-Id: Talent <talent.acme.example>\n\nI saw your opening", id="a mail to our own group address"
    ),
    pytest.param("Precedence: list\n\nYes", id="an answer through a group"),
    pytest.param("Content-Type: text/plain; charset=no-such\n\nYes", id="an unknown charset"),
    pytest.param(
        "From: =?broken?= <grace@example.com>\nSubject: =?utf-8?q?=ff?=\n\nYes", id="broken headers"
    ),
    pytest.param(
        "\nMy spam filter (boxbe) ate your mail, sorry. Yes!", id="a person who writes about a filter"
    ),
]


@pytest.mark.parametrize("source", PEOPLE[:-1])
def test_a_person_is_a_person(source: str) -> None:
    assert meaning(source).kind is Kind.HUMAN


@pytest.mark.parametrize("source", PEOPLE)
def test_a_person_is_never_taken_for_a_machine(source: str) -> None:
    assert meaning(source).kind in {Kind.HUMAN, Kind.MAYBE_AUTO}


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("Auto-Submitted: auto-replied\n\nI am away", id="Auto-Submitted"),
        pytest.param("Auto-Submitted: auto-generated (vacation)\n\nI am away", id="with a comment"),
        pytest.param(
            "Auto-Submitted: auto-replied\nX-Autoreply: yes\nPrecedence: bulk\n\nAway", id="Gmail's responder"
        ),
        pytest.param("X-Autoreply: yes\n\nI am away", id="X-Autoreply"),
        pytest.param("X-Autorespond: Away\n\nI am away", id="X-Autorespond"),
        pytest.param("X-Autoresponder: v2\n\nI am away", id="X-Autoresponder"),
        pytest.param("Precedence: auto_reply\n\nI am away", id="Precedence"),
        pytest.param(
            "X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent\n\nAway", id="Exchange's rules"
        ),
        pytest.param("Return-Path: <>\nSubject: Automatic reply: A role\n\nAway", id="no return path, en"),
        pytest.param(
            "Return-Path: <>\nSubject: Automatische Antwort: A role\n\nWeg", id="no return path, de"
        ),
        pytest.param(
            "Return-Path: <>\nSubject: Abwesenheitsnotiz: A role\n\nWeg", id="no return path, de, away"
        ),
        pytest.param(
            "Return-Path: <>\nSubject: Réponse automatique : A role\n\nParti", id="no return path, fr"
        ),
        pytest.param(
            "Return-Path: <>\nSubject: Respuesta automática: A role\n\nFuera", id="no return path, es"
        ),
        pytest.param(
            "Return-Path: <>\nSubject: AUTO: Grace is out of the office\n\nAway", id="no return path, Lotus"
        ),
        pytest.param(
            "Return-Path: <>\nSubject: =?utf-8?q?R=C3=A9ponse_automatique?=\n\nX", id="an encoded subject"
        ),
    ],
)
def test_strong_signs_make_an_automatic_answer(source: str) -> None:
    assert meaning(source).kind is Kind.AUTO_REPLY


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("Subject: Out of office\n\nI am away", id="the subject only"),
        pytest.param(
            "Subject: Automatic reply: A role\n\nI am away", id="the subject of an automatic answer only"
        ),
        pytest.param("X-Auto-Response-Suppress: All\n\nYes please", id="a company that stamps all its mail"),
        pytest.param("Precedence: bulk\n\nThanks for your mail", id="bulk only"),
        pytest.param("Return-Path: <>\n\nThanks for your mail", id="no return path only"),
        pytest.param("X-MS-Exchange-Inbox-Rules-Loop: grace@example.com\n\nYes", id="forwarded by a rule"),
    ],
)
def test_weak_signs_are_asked_about(source: str) -> None:
    assert meaning(source).kind is Kind.MAYBE_AUTO


def test_an_absence_that_quotes_a_subject_about_deliveries_is_no_bounce() -> None:
    source = "Auto-Submitted: auto-replied\nReturn-Path: <>\nSubject: Automatic reply: delivery problem solver\n\nAway"

    assert meaning(source).kind is Kind.AUTO_REPLY


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        pytest.param("From: Ana <ana@acme.example>\n\nHi", Kind.OWN, id="from the mailbox"),
        pytest.param("From: A.N.A@acme.example\n\nHi", Kind.HUMAN, id="dots count outside Gmail"),
        pytest.param("From: TALENT+x@acme.example\n\nHi", Kind.OWN, id="from an alias with a tag"),
        pytest.param("List-Id: <news.example.com>\nPrecedence: bulk\n\nNews", Kind.LIST, id="a newsletter"),
        pytest.param(
            "Content-Type: multipart/report; report-type=feedback-report\n\nx",
            Kind.COMPLAINT,
            id="a complaint",
        ),
        pytest.param(
            "Content-Type: multipart/report; report-type=disposition-notification\n\nx",
            Kind.AUTO_REPLY,
            id="a receipt",
        ),
        pytest.param("From: noreply@boxbe.com\n\nConfirm", Kind.CHALLENGE, id="a filter in its own name"),
        pytest.param(
            "Auto-Submitted: auto-replied\n\nPlease confirm that you are not a robot.",
            Kind.CHALLENGE,
            id="a filter's question",
        ),
        pytest.param(
            INVITATION.format(method="REPLY", partstat="ACCEPTED"), Kind.CALENDAR, id="an accepted invitation"
        ),
        pytest.param(
            INVITATION.format(method="REQUEST", partstat="NEEDS-ACTION"), Kind.CALENDAR, id="an invitation"
        ),
        pytest.param(
            INVITATION.format(method="PUBLISH", partstat="X"), Kind.AUTO_REPLY, id="a published calendar"
        ),
    ],
)
def test_other_mail_is_what_it_is(source: str, kind: Kind) -> None:
    assert meaning(source).kind is kind


def test_our_own_sent_mail_and_drafts_are_told_by_their_labels() -> None:
    assert meaning(make_inbound(labels=frozenset({"SENT"}))).kind is Kind.OWN
    assert meaning(make_inbound(labels=frozenset({"DRAFT"}))).kind is Kind.DRAFT


def test_accepting_is_a_good_sign_and_declining_is_none() -> None:
    assert meaning(INVITATION.format(method="REPLY", partstat="TENTATIVE")).hint is Hint.INTERESTED
    assert meaning(INVITATION.format(method="REPLY", partstat="DECLINED")).hint is None


def test_an_absence_names_its_end_and_nothing_of_our_own_quoted_mail() -> None:
    source = (
        "Auto-Submitted: auto-replied\nSubject: Automatic reply: A role\n\n"
        "I am out of the office and will be back on 7 December.\n\n"
        "On Mon, Nov 23, 2026 at 9:00 AM Ana <ana@acme.example> wrote:\n> Can we talk until December 20?\n"
    )

    found = meaning(source)

    assert (found.kind, found.returns_on, found.left) == (Kind.AUTO_REPLY, date(2026, 12, 7), False)


@pytest.mark.parametrize(
    "text",
    [
        "Grace is no longer with the company.",
        "Frau Hopper ist nicht mehr bei uns im Unternehmen beschäftigt.",
        "Mme Hopper ne travaille plus chez nous.",
        "La Sra. Hopper ya no trabaja en la empresa.",
    ],
    ids=["en", "de", "fr", "es"],
)
def test_somebody_who_has_left_is_told_apart_from_somebody_away(text: str) -> None:
    assert meaning(f"Auto-Submitted: auto-replied\n\n{text}").left


def test_an_automatic_answer_is_never_an_opt_out() -> None:
    source = "Auto-Submitted: auto-replied\n\nTo stop these mails, please unsubscribe."

    assert not meaning(source).opted_out


def test_an_opt_out_in_our_own_quoted_mail_is_not_the_candidates() -> None:
    source = (
        "\nYes, let's talk!\n\nOn Mon, Nov 23, 2026 at 9:00 AM Ana <ana@acme.example> wrote:\n"
        "> If you had rather not hear from me, answer: please remove me from your list.\n"
    )

    found = meaning(source)

    assert (found.text, found.opted_out, found.hint) == ("Yes, let's talk!", False, Hint.INTERESTED)


@settings(max_examples=200, deadline=None)
@given(raw=st.binary(max_size=600) | st.text(max_size=400).map(str.encode))
def test_any_bytes_are_a_message(raw: bytes) -> None:
    inbound = messages.from_source(raw, id="m1", received_at=datetime(2026, 11, 23, tzinfo=UTC))

    assert classify.classify(inbound, own=OWN).kind in Kind


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "body",
    [
        pytest.param("On " * 200_000, id="an endless introduction"),
        pytest.param("> " * 200_000, id="an endless quote"),
        pytest.param("From: a\n" * 50_000, id="endless headers"),
        pytest.param("user " * 100_000, id="endless users"),
        pytest.param("a@" * 200_000, id="endless addresses"),
        pytest.param("\n" * 500_000, id="endless lines"),
        pytest.param("1.1." * 100_000, id="endless dates"),
    ],
)
def test_a_hostile_mail_is_read_in_bounded_time(body: str) -> None:
    for head in ("", "Auto-Submitted: auto-replied\n", "From: mailer-daemon@example.com\nReturn-Path: <>\n"):
        assert meaning(f"{head}X: y\n\n{body}").kind in Kind


def test_parts_within_parts_without_end_are_still_a_message() -> None:
    nested = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(3_000))

    assert meaning(nested).kind in Kind
