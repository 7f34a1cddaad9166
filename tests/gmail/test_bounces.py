"""Reports of mail servers: what did not arrive, for whom, and whether it ever will."""

import pytest

from gmail import classify
from gmail.classify import Kind, Meaning
from gmail.failures import Bounce
from gmail.inbound import Inbound
from tests.gmail.builders import OWN, make_mail

REPORT = """\
From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
Return-Path: <>
Auto-Submitted: auto-replied
Subject: Delivery Status Notification ({word})
In-Reply-To: <ours@mail.example>
Content-Type: multipart/report; boundary="b"; report-type=delivery-status

--b
Content-Type: text/plain; charset="UTF-8"

{words}

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.com

{blocks}
--b
Content-Type: message/rfc822

From: ana@acme.example
Message-ID: <ours@mail.example>
X-Overture-Id: tok-1
Subject: A role for you

Hello
--b--
"""
BLOCK = """\
Final-Recipient: rfc822; {who}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {said}
"""


def report(*blocks: str, word: str = "Failure", words: str = "It did not arrive.") -> Inbound:
    return make_mail(REPORT.format(word=word, words=words, blocks="\n".join(blocks)))


def block(
    action: str = "failed", status: str = "5.1.1", said: str = "550 no", who: str = "grace@example.com"
) -> str:
    return BLOCK.format(who=who, action=action, status=status, said=said)


def meaning(mail: Inbound | str) -> Meaning:
    return classify.classify(make_mail(mail) if isinstance(mail, str) else mail, own=OWN)


@pytest.mark.parametrize(
    ("status", "said", "kind"),
    [
        pytest.param(
            "5.1.1", "550-5.1.1 The account you tried to reach does not exist", Bounce.HARD, id="no such user"
        ),
        pytest.param(
            "5.1.10", "550 5.1.10 RESOLVER.ADR.RecipientNotFound", Bounce.HARD, id="Exchange's no such user"
        ),
        pytest.param("5.1.2", "bad destination system", Bounce.HARD, id="no such host"),
        pytest.param("5.4.4", "unable to route: no mail hosts", Bounce.HARD, id="no mail server"),
        pytest.param("5.0.0", "550 User [grace@example.com] does not exist", Bounce.HARD, id="only words"),
        pytest.param("5.2.2", "552 5.2.2 mailbox is full", Bounce.SOFT, id="full"),
        pytest.param("5.1.1", "550 mailbox over quota", Bounce.SOFT, id="full, with a wrong code"),
        pytest.param("4.4.7", "delivery time expired", Bounce.SOFT, id="given up"),
        pytest.param("5.7.1", "550 5.7.1 message rejected as spam", Bounce.POLICY, id="taken for spam"),
        pytest.param("5.7.26", "unauthenticated mail is prohibited", Bounce.POLICY, id="no DMARC"),
        pytest.param("5.0.0", "554 rejected", Bounce.POLICY, id="who knows why"),
    ],
)
def test_a_bounce_is_hard_only_for_a_dead_address(status: str, said: str, kind: Bounce) -> None:
    found = meaning(report(block(status=status, said=said)))

    assert (found.kind, found.bounce, found.recipients) == (Kind.BOUNCE, kind, ("grace@example.com",))


def test_a_bounce_names_the_mail_that_came_back() -> None:
    found = meaning(report(block()))

    assert (found.about, found.token) == ("<ours@mail.example>", "tok-1")


def test_a_delay_is_no_bounce() -> None:
    found = meaning(report(block(action="delayed", status="4.4.1"), word="Delay"))

    assert (found.kind, found.bounce, found.recipients) == (Kind.DELAY, None, ("grace@example.com",))


def test_every_recipient_of_a_report_is_read() -> None:
    delivered = block(action="relayed", status="2.0.0", who="cc@example.org")
    late = block(action="delayed", status="4.4.1", who="late@example.org")

    found = meaning(report(delivered, late, block()))

    assert (found.kind, found.recipients) == (Kind.BOUNCE, ("grace@example.com",))


def test_a_report_of_a_delivery_stops_nobody() -> None:
    assert meaning(report(block(action="delivered", status="2.0.0"))).kind is Kind.AUTO_REPLY


def test_a_sending_limit_is_about_the_mailbox_and_not_about_the_candidate() -> None:
    words = "You have reached a limit for sending mail. Your message was not sent."

    assert meaning(report(block(status="5.4.5"), words=words)).kind is Kind.LIMIT


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        pytest.param(
            "From: MAILER-DAEMON@example.com\nSubject: failure notice\n\n"
            "<grace@example.com>:\nno mailbox here by that name",
            Kind.BOUNCE,
            id="qmail",
        ),
        pytest.param(
            "From: Mail Delivery System <Mailer-Daemon@example.com>\nX-Failed-Recipients: grace@example.com\n\n"
            "Unrouteable address",
            Kind.BOUNCE,
            id="exim",
        ),
        pytest.param(
            "From: Postmaster <postmaster@example.com>\nReturn-Path: <>\n\nUnknown user: grace@example.com",
            Kind.BOUNCE,
            id="null return path",
        ),
        pytest.param(
            "From: mailer-daemon@example.com\nSubject: Warning: could not send message for past 4 hours\n\n"
            "You do not need to resend your message: grace@example.com",
            Kind.DELAY,
            id="sendmail still trying",
        ),
    ],
)
def test_old_servers_report_in_words(source: str, kind: Kind) -> None:
    found = meaning(source)

    assert (found.kind, found.recipients) == (kind, ("grace@example.com",))
    assert found.bounce is (Bounce.HARD if kind is Kind.BOUNCE else None)


def test_a_person_who_forwards_a_bounce_is_a_person() -> None:
    inner = REPORT.format(word="Failure", words="x", blocks=block())
    parts = f"--f\n\nSee below.\n--f\nContent-Type: message/rfc822\n\n{inner}\n--f--"
    source = f'Content-Type: multipart/mixed; boundary="f"\n\n{parts}'

    assert meaning(source).kind is Kind.HUMAN
