"""Gmail's rules on which thread a mail belongs to."""

import re

from sandbox.google import errors
from sandbox.google.letters import Letter
from sandbox.google.mailbox import Mailbox

REPLY = re.compile(r"^\s*(re\s*:\s*)+", re.IGNORECASE)
PREFIXES = re.compile(
    r"^\s*((re|fwd?|aw|wg|sv|antw|automatic reply|auto reply|accepted|tentative|declined)\s*:\s*)+",
    re.IGNORECASE,
)


def outgoing(mailbox: Mailbox, letter: Letter, thread_id: str) -> str:
    """Tell the thread of a mail the API sends: the one asked for if all three conditions hold, else none.

    Gmail wants the thread's id, a References or In-Reply-To that names a message in it, and the same subject
    but for "Re:". It does not complain when one is missing. An id of no thread at all is refused with 404.
    """
    if not thread_id:
        return ""
    if thread_id not in mailbox.threads:
        raise errors.not_found()
    named = [mailbox.named(ancestor) for ancestor in letter.ancestors()]
    subject = _plain(letter.text("Subject"))
    fits = (m and m.thread_id == thread_id and _plain(m.letter.text("Subject")) == subject for m in named)
    return thread_id if any(fits) else ""


def incoming(mailbox: Mailbox, letter: Letter) -> str:
    """Tell the thread of a mail that came in: that of the message it answers, if the subjects are alike.

    A report of the mail system stays with the mail it is about, whatever its subject.
    """
    for ancestor in reversed(letter.ancestors()):
        message = mailbox.named(ancestor)
        if message and (_is_report(letter) or _like(letter, message.letter)):
            return message.thread_id
    return ""


def core(subject: str) -> str:
    """Give a subject without its prefixes and in one case."""
    return " ".join(PREFIXES.sub("", subject).split()).casefold()


def _like(letter: Letter, other: Letter) -> bool:
    return core(letter.text("Subject")) == core(other.text("Subject"))


def _plain(subject: str) -> str:
    return REPLY.sub("", subject).strip()


def _is_report(letter: Letter) -> bool:
    return letter.raw("Content-Type").lower().startswith("multipart/report")
