"""What comes back to Ana after she has written to Grace, in the shape people, programs and servers give it."""

import asyncio
from collections.abc import Callable
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

from tests.journeys import scenes
from tests.journeys.scenes import GRACE_ADDRESS
from tests.journeys.story import Story, soon

ANA_ADDRESS = "ana@acme.example"
SUBJECT = "A thought for Grace"
ROBIN = "Robin Reed <robin.reed@example.com>"

Arrival = Callable[[Story], object]


def enrolled(story: Story) -> None:
    """Let the first of two mails reach Grace, on Tuesday at ten; the second is due on Friday."""
    scenes.connect(story)
    story.command("/sequence new Backend, Berlin")
    scenes.add_stage(story, "email", scenes.FIRST, subject="A thought for {{first_name}}")
    scenes.add_stage(story, "email", scenes.SECOND, days=3)
    assert story.submit()["ok"]
    story.modal("sequence_saved")
    scenes.enrolled(story)
    soon(lambda: reached(story))


def reached(story: Story) -> list[Any]:
    """Let Overture work, and look at what Grace has got."""
    story.work()
    return scenes.mails(story, GRACE_ADDRESS)


def answer(kind: str, **more: str) -> Arrival:
    """Let Grace, or the mail system, do what the stand-in knows."""

    def comes(story: Story) -> None:
        done = story.google("answer", address=GRACE_ADDRESS, kind=kind, **more)
        assert "error" not in done, done

    return comes


def by_hand(story: Story) -> None:
    """Let Ana write in the thread herself."""
    (sent,) = [mail for mail in story.inbox(ANA_ADDRESS) if "SENT" in mail["labels"]]
    story.google(
        "compose", address=ANA_ADDRESS, thread_id=sent["thread_id"], to=GRACE_ADDRESS, text="One more."
    )


def mail(
    sender: str, subject: str, text: str, *, names_ours: bool = False, kind: str = "", **headers: str
) -> Arrival:
    """Let a mail come in under these headers; `names_ours` lets it answer the mail Grace has got."""
    written = {name.replace("_", "-"): value for name, value in headers.items()}

    def comes(story: Story) -> None:
        (got,) = scenes.mails(story, GRACE_ADDRESS)
        named = {"In-Reply-To": got["message_id"], "References": got["message_id"]} if names_ours else {}
        fields = {
            "From": sender,
            "To": ANA_ADDRESS,
            "Subject": subject,
            "Message-ID": f"<{abs(hash((sender, subject, text)))}@mail.example>",
            "MIME-Version": "1.0",
            "Content-Type": kind or 'text/plain; charset="utf-8"',
            **written,
            **named,
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        source = f"{head}\r\n{text}\r\n"
        answer = story.google("deliver", address=ANA_ADDRESS, source=source)
        assert "error" not in answer, answer

    return comes


REPORT = """--b
Content-Type: text/plain; charset="utf-8"

Your message was not delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.com

Final-Recipient: rfc822; {address}
Action: failed
Status: {status}
Diagnostic-Code: smtp; {diagnostic}
--b--
"""


def bounce(status: str, diagnostic: str) -> Arrival:
    """Let Gmail report that the mail did not arrive, and why."""
    return mail(
        "Mail Delivery Subsystem <mailer-daemon@googlemail.com>",
        "Delivery Status Notification (Failure)",
        REPORT.format(address=GRACE_ADDRESS, status=status, diagnostic=diagnostic).replace("\n", "\r\n"),
        names_ours=True,
        kind='multipart/report; boundary="b"; report-type=delivery-status',
        Auto_Submitted="auto-replied",
        X_Failed_Recipients=GRACE_ADDRESS,
    )


FEEDBACK = """--b
Content-Type: text/plain

This is an email abuse report.
--b
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Example-FBL/1.0
Version: 1
--b--
"""

complaint = mail(
    "Feedback loop <fbl@provider.example>",
    f"Abuse report: {SUBJECT}",
    FEEDBACK.replace("\n", "\r\n"),
    names_ours=True,
    kind='multipart/report; boundary="b"; report-type=feedback-report',
)
limit = mail(
    "Mail Delivery Subsystem <mailer-daemon@googlemail.com>",
    "Delivery Status Notification (Failure)",
    "You have reached a limit for sending mail. Your message was not sent.",
    Auto_Submitted="auto-replied",
)


class Meanwhile:
    """A stand-in at which something happens just before it hears the first call of a kind."""

    def __init__(self, app: ASGIApp, method: str, path: str, act: Callable[[], object]) -> None:
        self.app = app
        self.awaited = (method, path)
        self.act: Callable[[], object] | None = act

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let it happen, once, and pass the call on."""
        if scope["type"] == "http" and self.act is not None:
            method, path = self.awaited
            if scope["method"] == method and path in scope["path"]:
                act, self.act = self.act, None
                await asyncio.to_thread(act)
        await self.app(scope, receive, send)
