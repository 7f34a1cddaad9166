"""Reports of mail servers: what did not arrive, for whom, and whether it ever will."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from enum import StrEnum

from gmail import addresses, failures, messages, wordings
from gmail.failures import Bounce
from gmail.inbound import Inbound

TEXT_LIMIT = 20_000


class ReportKind(StrEnum):
    """What a report is about."""

    BOUNCE = "bounce"
    DELAY = "delay"
    LIMIT = "limit"
    RECEIPT = "receipt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a mail server told us; `about` and `token` are Message-ID and our header of what came back."""

    kind: ReportKind
    why: str
    bounce: Bounce | None = None
    recipients: tuple[str, ...] = ()
    about: str = ""
    token: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """What one recipient's block of a delivery status says."""

    recipient: str
    action: str
    status: str
    words: str


def read(inbound: Inbound) -> Report | None:
    """Read a mail as a report, or give None when it is none."""
    message = messages.parsed(inbound.raw)
    text = inbound.text[:TEXT_LIMIT]
    blocks = tuple(_blocks(message)) if _may_carry_blocks(inbound) else ()
    about, token = _returned(message)
    told = text if not blocks else f"{text[:4_000]} {' '.join(block.words for block in blocks)}"
    if _is_limit(inbound, told, bool(blocks)):
        return Report(kind=ReportKind.LIMIT, why="the mailbox has reached its sending limit")
    report = _by_blocks(blocks, inbound, text) if blocks else _by_words(inbound, text)
    if report is None:
        return None
    return Report(
        kind=report.kind,
        why=report.why,
        bounce=report.bounce,
        recipients=report.recipients,
        about=about,
        token=token,
    )


def may_be_one(inbound: Inbound) -> bool:
    """Tell by its headers whether a mail may be a report: its source is needed to say more."""
    if inbound.header("x-failed-recipients") or "multipart/report" in _kind(inbound):
        return True
    return is_from_server(inbound) or (_is_unanswerable(inbound) and _speaks_of_failure(inbound))


def _may_carry_blocks(inbound: Inbound) -> bool:
    """Tell whether a delivery status among the parts is the mail's own: a person may attach one to a question."""
    return may_be_one(inbound) or _is_unanswerable(inbound) or "delivery-status" in _kind(inbound)


def is_from_server(inbound: Inbound) -> bool:
    """Tell whether a mail server, not a person, is named as the sender."""
    if inbound.header("from").strip() == "<>":
        return True
    named = wordings.DAEMON.search(inbound.from_address) or wordings.DAEMON.search(inbound.from_name)
    return bool(named or wordings.DAEMON_NAME.search(inbound.from_name))


def _is_limit(inbound: Inbound, told: str, has_blocks: bool) -> bool:
    official = has_blocks or is_from_server(inbound)
    return official and bool(wordings.LIMIT.search(_subject(inbound)) or wordings.LIMIT.search(told))


def _by_blocks(blocks: tuple[_Block, ...], inbound: Inbound, text: str) -> Report:
    failed = [block for block in blocks if block.action == "failed"]
    if failed:
        said = " ".join(f"{block.status} {block.words}" for block in failed)
        recipients = tuple(dict.fromkeys(block.recipient for block in failed if block.recipient))
        return Report(
            kind=ReportKind.BOUNCE,
            why="a delivery status says failed",
            bounce=failures.judge(failed[0].status, said, text[:4_000]),
            recipients=recipients or _named(inbound, text),
        )
    recipients = tuple(dict.fromkeys(block.recipient for block in blocks if block.recipient))
    if any(block.action == "delayed" for block in blocks):
        return Report(kind=ReportKind.DELAY, why="a delivery status says delayed", recipients=recipients)
    return Report(kind=ReportKind.RECEIPT, why="a delivery status says delivered", recipients=recipients)


def _by_words(inbound: Inbound, text: str) -> Report | None:
    reason = _reason(inbound, text)
    if not reason:
        return None
    recipients = _named(inbound, text)
    first_lines = text[:4_000]
    if wordings.DELAY_SUBJECT.search(_subject(inbound)) or wordings.DELAY_TEXT.search(first_lines):
        return Report(kind=ReportKind.DELAY, why=reason, recipients=recipients)
    bounce = failures.judge("", _up_to_the_returned(text), "")
    return Report(kind=ReportKind.BOUNCE, why=reason, bounce=bounce, recipients=recipients)


def _reason(inbound: Inbound, text: str) -> str:
    """Say what makes a mail without a delivery status a report, or nothing."""
    kind = _kind(inbound)
    if inbound.header("x-failed-recipients"):
        return "the server names failed recipients"
    if "multipart/report" in kind and "delivery-status" in kind:
        return "it calls itself a delivery report"
    unanswerable = _is_unanswerable(inbound)
    if _speaks_of_failure(inbound) and (unanswerable or is_from_server(inbound)):
        return "a mail server writes about a failure"
    if not is_from_server(inbound):
        return ""
    if unanswerable:
        return "a mail server writes without a return path"
    # A postmaster may be a person who tells of an error; a mailer daemon never is.
    if inbound.from_address.startswith("postmaster@") or not failures.speaks_of_failure(text[:4_000]):
        return ""
    return "a mail server reports an error"


def _subject(inbound: Inbound) -> str:
    return " ".join(inbound.subject.split())[:300]


def _kind(inbound: Inbound) -> str:
    return inbound.header("content-type").lower()


def _is_unanswerable(inbound: Inbound) -> bool:
    return inbound.header("return-path").strip() == "<>"


def _speaks_of_failure(inbound: Inbound) -> bool:
    return bool(wordings.FAILURE_SUBJECT.search(_subject(inbound)))


def _blocks(message: Message) -> Iterator[_Block]:
    for part in _outer_parts(message):
        if part.get_content_type() != "message/delivery-status":
            continue
        for fields in _fields(part):
            block = _block(fields)
            if block.recipient or block.action or block.status:
                yield block


def _outer_parts(message: Message) -> Iterator[Message]:
    """Walk the parts, but not into the returned mail: a report inside it is about something else."""
    yield message
    if message.get_content_type() == "message/rfc822" or not message.is_multipart():
        return
    for part in message.get_payload():
        if isinstance(part, Message):
            yield from _outer_parts(part)


def _fields(part: Message) -> Iterator[dict[str, str]]:
    payload = part.get_payload()
    if isinstance(payload, list):
        for block in payload:
            if isinstance(block, Message):
                inner = block.get_payload()
                yield {name.lower(): str(value) for name, value in block.items()}
                yield from _split(inner if isinstance(inner, str) else "")
        return
    yield from _split(str(payload))


def _split(text: str) -> Iterator[dict[str, str]]:
    """Read blocks a careless server left unparsed."""
    for block in re.split(r"\r?\n\s*\r?\n", text[:TEXT_LIMIT]):
        unfolded = re.sub(r"\r?\n[ \t]+", " ", block)
        yield {
            name.strip().lower(): value.strip()
            for name, colon, value in (line.partition(":") for line in unfolded.splitlines())
            if colon
        }


def _block(fields: dict[str, str]) -> _Block:
    status = failures.status(fields.get("status", ""))
    recipient = fields.get("final-recipient", "") or fields.get("original-recipient", "")
    action = re.sub(r"[^a-z]", "", fields.get("action", "").lower().split("(")[0])
    if not action and status and recipient:
        action = {"5": "failed", "4": "delayed"}.get(status[0], "delivered")
    return _Block(
        recipient=addresses.first(recipient.rpartition(";")[2])[1],
        action="failed" if action.startswith("fail") else "delayed" if action.startswith("delay") else action,
        status=status,
        words=fields.get("diagnostic-code", "")[:2_000],
    )


def _returned(message: Message) -> tuple[str, str]:
    """Find the Message-ID and our header of the mail that came back."""
    for part in message.walk():
        if part is message:
            continue
        if part.get_content_type() == "text/rfc822-headers":
            headers = messages.parsed(str(part.get_payload()).encode("utf-8", "replace"))
        elif "message-id" in part or messages.OUR_HEADER in part:
            headers = part
        else:
            continue
        ids = messages.message_ids(str(headers.get("message-id", "")))
        return next(iter(ids), ""), str(headers.get(messages.OUR_HEADER, "")).strip()
    return "", ""


def _up_to_the_returned(text: str) -> str:
    found = wordings.RETURNED.search(text, 1)
    return text[: found.start()] if found and found.start() > 80 else text


def _named(inbound: Inbound, text: str) -> tuple[str, ...]:
    """Find who was not reached: named by the server, or the first address its words mention."""
    named = addresses.everyone(inbound.headers.get("x-failed-recipients", ()))
    if named:
        return named
    mentioned = re.findall(r"[\w.+=-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+", _up_to_the_returned(text)[:4_000])
    own = {inbound.from_address, *inbound.to}
    return tuple(dict.fromkeys(name.lower() for name in mentioned if name.lower() not in own))[:1]
