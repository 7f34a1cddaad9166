"""One mail in words and in bytes: what its stage says to this person, in the thread it belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.outreach.outgoing import advancing, wording
from bot.outreach.outgoing.wording import Filled, Incomplete, Templates, Worded
from bot.outreach.plans import coining
from bot.rules import preferences, senders, variants, voices
from bot.rules.senders import Box
from gmail import compose
from gmail.attachments import Attachment
from gmail.compose import Letter
from storage import attachments, plans
from storage.attachments import File
from storage.database import Transaction
from storage.letters import Before, Owner, Waiting
from storage.mailboxes import Serving
from storage.plans import PlannedStage


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a mail is written from: its stage, the templates of its words, and the mail it answers, if any.

    `sender` is the address of its mailbox it leaves from, empty where that mailbox chooses; `tokens` are those of the
    workspace with their values.
    """

    stage: PlannedStage
    subject: str
    body: str
    answers: bool
    before: Before | None
    tokens: Mapping[str, str]
    sender: str = ""
    files: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A mail that is written: `references` as they stand in its header, `mime` as it goes to Gmail."""

    subject: str
    text: str
    references: str
    mime: bytes
    sender: str = ""

    def columns(self) -> dict[str, object]:
        """Give it as it is kept with its touch."""
        words = {"subject": self.subject, "text": self.text, "mail_references": self.references}
        return {**words, "mime": self.mime, "sender": self.sender}


def page(tx: Transaction, waiting: Waiting, mailbox: Serving | None = None) -> Page:
    """Find what a mail is written from: of the texts its stage has, the one that was chosen when it was planned.

    `mailbox` is the one whose round it is, which knows the workspace's tokens already.
    """
    stages = plans.of_version(tx, waiting.owner.version_id)
    place, stage = next((place, one) for place, one in enumerate(stages) if one.id == waiting.stage_id)
    said = _said(tx, waiting, stage)
    answers = bool(waiting.owner.thread_id) and not stage.new_thread
    before = waiting.before if answers else None
    known = coining.of_round(tx, mailbox, waiting.team) if mailbox else coining.vocabulary(tx, waiting.team)
    return Page(
        stage=stage,
        # A follow-up opens a thread where nobody could tell what became of the mail before it.
        subject="" if answers else said.subject or _first_subject(stages, waiting.owner),
        body=said.body,
        answers=answers,
        before=before,
        tokens=known.values,
        sender=_sender(before) if answers else voices.of(stages)[place].address,
    )


def _said(tx: Transaction, waiting: Waiting, stage: PlannedStage) -> Templates:
    """Give a stage in the words written for this person, else in those of its texts that was chosen for them."""
    own = advancing.own_of(tx, waiting.owner).get(stage.key)
    if own is None and not stage.variants:
        return stage
    said = variants.worded(advancing.stage_draft(stage), waiting.variant)
    return wording.in_own_words(said, own) if own is not None else said


def _sender(before: Before | None) -> str:
    return "" if before is None else before.sender


def _first_subject(stages: plans.Plan, owner: Owner) -> str:
    first = next((one for one in stages if one.kind.is_email and one.subject), None)
    if first is None:
        return ""
    index = variants.chosen(owner.sequence_id, first.key, owner.candidate_id, 1 + len(first.variants))
    return variants.worded(advancing.stage_draft(first), index).subject


def with_files(tx: Transaction, waiting: Waiting, page: Page) -> Page:
    """Read the files that go with a mail, unless it waits at Gmail already."""
    ids = page.stage.attachments
    if not ids or waiting.draft_id:
        return page
    found = attachments.contents(tx, waiting.team, ids)
    return replace(page, files=tuple(_enclosed(found[id]) for id in ids))


def _enclosed(file: File) -> Attachment:
    return Attachment(name=file.name, kind=file.kind, content=file.content)


def worded(waiting: Waiting, page: Page, now: datetime) -> Worded | Incomplete:
    """Fill a mail in, or name what is missing."""
    # Not among the words somebody may write anew for one person: it is said whatever they write.
    line = "" if waiting.owner.thread_id else waiting.source_line
    if not waiting.own_words:
        return wording.words(page, _values(waiting, page, now), subject=page.subject, line=line)
    found = filled(waiting, page, now)
    return found if isinstance(found, Incomplete) else wording.said(found, line)


def filled(waiting: Waiting, page: Page, now: datetime) -> Filled | Incomplete:
    """Fill a mail in like `worded`, as CommonMark; no token is looked for in what was written for this person."""
    own = waiting.own_words
    if own and (own["subject"] or not page.subject):
        return Filled(subject=str(own["subject"]), body=str(own["body"]))
    found = wording.fill(page, _values(waiting, page, now), subject=page.subject)
    return replace(found, body=str(own["body"])) if own and isinstance(found, Filled) else found


def _values(waiting: Waiting, page: Page, now: datetime) -> dict[str, str]:
    return wording.filled(
        waiting.candidate,
        waiting.recruiter,
        waiting.extras,
        tokens=page.tokens,
        zone=waiting.owner.zone,
        now=now,
    )


def written(mailbox: Box, waiting: Waiting, page: Page, worded: Worded, now: datetime) -> Written:
    """Write a mail; raises gmail.compose.BadHeader for what no header may hold."""
    before, sender = page.before, senders.chosen(mailbox, page.sender)
    is_signed = before is None or preferences.known(waiting.owner.preferences).signs_follow_ups
    signature = sender.signature if is_signed else ""
    text, html = compose.with_signature(worded.text, worded.html, signature)
    references = (
        () if before is None else compose.thread_references(tuple(before.references.split()), before.rfc_id)
    )
    subject = worded.subject if before is None else compose.reply_subject(waiting.owner.subject)
    letter = Letter(
        from_name=sender.name,
        from_address=sender.address,
        reply_to=sender.reply_to,
        to_name=waiting.candidate.name,
        to_address=waiting.address,
        subject=subject,
        text=text,
        html=html,
        token=waiting.token,
        in_reply_to="" if before is None else before.rfc_id,
        references=references,
        attachments=page.files,
    )
    mime = compose.mime(letter, date=now)
    return Written(
        subject=subject, text=worded.text, references=" ".join(references), mime=mime, sender=page.sender
    )
