"""Touches: the unit of work, and of exactly once."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.models.enrollments import Enrollment
from storage.models.sequences import Stage
from storage.rows import Row
from storage.statuses import Mark, SendStep, StageKind, TouchStatus, Verdict

_WAITING_MAIL = text("status = 'scheduled' and mailbox_id is not null")
_WAITING_HAND = text("status = 'scheduled' and mailbox_id is null and reminded_at is null")
_REMINDED = text("status = 'scheduled' and reminded_at is not null")
_HANDED_OVER = text("doer_id is not null")
_ASKED_LATER = text("status = 'scheduled' and ask_at is not null")
_WRITTEN_BACK = text("status = 'scheduled' and answers_id is not null")
_DOUBTFUL = text("status in ('claimed', 'unknown')")
_UNNAMED = text("status = 'sent' and rfc_id = ''")
_LEFT_OVER = text("status = 'cancelled' and draft_id <> ''")
_IN_THREAD = text("thread_id <> ''")
_MARKED = text("mark is not null")
_AT_GMAIL = text("gmail_id <> ''")
_NAMED = text("rfc_id <> ''")
_WENT = text("status in ('sent', 'done') and answers_id is null")


class Touch(Row):
    """One stage for one candidate; the unique key is the promise that it happens at most once.

    `mailbox_id` is set for e-mail only. `not_before` is the earliest instant by absence, snooze or retry, whatever
    the plan says; `note` is what a recruiter should know of one that went. `cursor` and `sending_at` are what was
    known when sending began; `look_at` is when doubt is looked into again. `rfc_id` is the real Message-ID.
    `answers_id` is set for a reply by hand, which is no stage: the mail it answers; `text` is then its CommonMark.
    `number` is the stage's; `variant` which of its texts it has, from 0; `own_words` (subject, body) what was written
    for this person instead; `allowed_at` when the recruiter, who wanted to be asked first, said yes. `sender` is the
    address of its mailbox it left from where its thread has one of its own.
    Of a stage done by hand: `doer_id` is the colleague who does it instead of its enrollment's recruiter, `handed_by`
    who gave it to them (a Slack id); `card_key` names the notice that shows it last, `ask_at` is when it is asked about
    once more; `answered_at` and `answered_by` tell when and by whom it was marked, after it was done, that an answer
    came of it, `mark` what that answer meant, and `reason` why they are not interested.
    """

    __tablename__ = "touches"
    __table_args__ = (
        UniqueConstraint("enrollment_id", "position"),
        Index("ix_touches_mail_due", "mailbox_id", "sequence_id", "due_at", "id", postgresql_where=_WAITING_MAIL,
              sqlite_where=_WAITING_MAIL),
        Index("ix_touches_hand_due", "due_at", postgresql_where=_WAITING_HAND, sqlite_where=_WAITING_HAND),
        Index("ix_touches_reminded", "reminded_at", postgresql_where=_REMINDED, sqlite_where=_REMINDED),
        Index("ix_touches_ask_at", "ask_at", postgresql_where=_ASKED_LATER, sqlite_where=_ASKED_LATER),
        Index("ix_touches_doer_id", "doer_id", postgresql_where=_HANDED_OVER, sqlite_where=_HANDED_OVER),
        Index("ix_touches_marked", "enrollment_id", postgresql_where=_MARKED, sqlite_where=_MARKED),
        Index("ix_touches_written_back", "mailbox_id", "due_at", "id", postgresql_where=_WRITTEN_BACK,
              sqlite_where=_WRITTEN_BACK),
        Index("ix_touches_doubtful", "mailbox_id", postgresql_where=_DOUBTFUL, sqlite_where=_DOUBTFUL),
        Index("ix_touches_unnamed", "mailbox_id", postgresql_where=_UNNAMED, sqlite_where=_UNNAMED),
        Index("ix_touches_left_over", "mailbox_id", postgresql_where=_LEFT_OVER, sqlite_where=_LEFT_OVER),
        Index("ix_touches_mailbox_done", "mailbox_id", "done_at"),
        Index("ix_touches_rfc_id", "rfc_id", postgresql_where=_NAMED, sqlite_where=_NAMED),
        Index("ix_touches_thread", "mailbox_id", "thread_id", postgresql_where=_IN_THREAD, sqlite_where=_IN_THREAD),
        Index("ix_touches_gmail", "mailbox_id", "gmail_id", postgresql_where=_AT_GMAIL, sqlite_where=_AT_GMAIL),
        # Its own condition, too: SQLite looks at the rows for what is not in an index, though that says it already.
        Index("ix_touches_went", "enrollment_id", "done_at", "number", "variant", "kind", "status", "answers_id",
              postgresql_where=_WENT, sqlite_where=_WENT),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollments.id"))
    sequence_id: Mapped[int] = mapped_column(ForeignKey("sequences.id"))
    stage_id: Mapped[int] = mapped_column(ForeignKey("stages.id"))
    position: Mapped[int]
    number: Mapped[int]
    kind: Mapped[StageKind]
    mailbox_id: Mapped[int | None] = mapped_column(ForeignKey("mailboxes.id"))
    status: Mapped[TouchStatus]
    step: Mapped[SendStep | None]
    due_at: Mapped[datetime]
    not_before: Mapped[datetime | None]
    moved: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    verdict: Mapped[Verdict | None]
    why: Mapped[str] = mapped_column(default="")
    mend: Mapped[str] = mapped_column(default="")
    until: Mapped[datetime | None]
    judged_at: Mapped[datetime | None]
    token: Mapped[str] = mapped_column(String(64), unique=True)
    sender: Mapped[str] = mapped_column(String(320), default="")
    subject: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    mime: Mapped[bytes | None]
    draft_id: Mapped[str] = mapped_column(String(64), default="")
    draft_message_id: Mapped[str] = mapped_column(String(64), default="")
    draft_thread_id: Mapped[str] = mapped_column(String(64), default="")
    cursor: Mapped[int | None] = mapped_column(BigInteger)
    sending_at: Mapped[datetime | None]
    look_at: Mapped[datetime | None]
    looks: Mapped[int] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)
    gmail_id: Mapped[str] = mapped_column(String(64), default="")
    thread_id: Mapped[str] = mapped_column(String(64), default="")
    rfc_id: Mapped[str] = mapped_column(String(998), default="")
    references: Mapped[str] = mapped_column("mail_references", default="")
    reminded_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    done_by: Mapped[str] = mapped_column(String(32), default="")
    answers_id: Mapped[int | None]
    variant: Mapped[int] = mapped_column(default=0)
    own_words: Mapped[dict[str, Any]] = mapped_column(default=dict)
    allowed_at: Mapped[datetime | None]
    doer_id: Mapped[int | None]
    handed_by: Mapped[str] = mapped_column(String(32), default="")
    card_key: Mapped[str] = mapped_column(String(255), default="")
    ask_at: Mapped[datetime | None]
    mark: Mapped[Mark | None]
    reason: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str] = mapped_column(String(32), default="")
    enrollment: Mapped[Enrollment] = relationship()
    stage: Mapped[Stage] = relationship()
