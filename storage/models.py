"""The tables. Rows are records: they decide nothing and call nobody."""

import secrets
from datetime import datetime, time
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.rows import Row
from storage.statuses import (
    Access,
    DelayUnit,
    DraftStatus,
    EnrollmentStatus,
    MailboxStatus,
    NoticeStatus,
    SendStep,
    SequenceStatus,
    StageKind,
    TouchStatus,
    Verdict,
)

_CONNECTED = text("status = 'connected'")
_OPEN = text("status in ('active', 'paused', 'held')")
_WAITING_MAIL = text("status = 'scheduled' and mailbox_id is not null")
_WAITING_HAND = text("status = 'scheduled' and mailbox_id is null")
_WRITTEN_BACK = text("status = 'scheduled' and answers_id is not null")
_DOUBTFUL = text("status in ('claimed', 'unknown')")
_UNNAMED = text("status = 'sent' and rfc_id = ''")
_IN_THREAD, _AT_GMAIL, _NAMED = text("thread_id <> ''"), text("gmail_id <> ''"), text("rfc_id <> ''")
_LEFT_OVER = text("status = 'cancelled' and draft_id <> ''")
_OWED = text("status in ('owed', 'posting', 'unknown')")


class Recruiter(Row):
    """A Slack person; `zone` is the IANA zone of their Slack profile, `preferences` what they set for themselves,
    `morning_at` the next instant at which they hear what the day brings; None while nobody has worked it out.

    `is_guest` tells of everybody who is no full member of the workspace: guests, people of other companies, bots.
    """

    __tablename__ = "recruiters"
    __table_args__ = (UniqueConstraint("team_id", "slack_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32))
    enterprise_id: Mapped[str | None] = mapped_column(String(32))
    slack_id: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    zone: Mapped[str] = mapped_column(default="UTC")
    is_guest: Mapped[bool] = mapped_column(default=False)
    is_admin: Mapped[bool] = mapped_column(default=False)
    preferences: Mapped[dict[str, Any]] = mapped_column(default=dict)
    morning_at: Mapped[datetime | None] = mapped_column(index=True)
    refreshed_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class Mailbox(Row):
    """A connected Gmail account. `cursor` is Gmail's history id; `fence` counts the claims, ever upward.

    Nobody calls Gmail before `resting_until`; nothing is sent before `held_until`. `units_at` is when its quota
    bucket is full again; `served_id` the sequence served last. `sender` is the address chosen to write from, empty
    for Gmail's own default; `began_at` when the mailbox was first connected. `troubled_at` and `trouble` say since
    when and why it cannot be read; `told` how often its loss was told. `proofs` are the answers of `selftest`.
    `heard_at` is up to when its answers are known, at the end of its last round, news or not.
    """

    __tablename__ = "mailboxes"
    __table_args__ = (
        Index("ix_mailboxes_ready", "ready_at", postgresql_where=_CONNECTED, sqlite_where=_CONNECTED),
        UniqueConstraint("team_id", "address"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32))
    recruiter_id: Mapped[int] = mapped_column(ForeignKey("recruiters.id"), unique=True)
    address: Mapped[str] = mapped_column(String(320))
    name: Mapped[str] = mapped_column(default="")
    signature: Mapped[str] = mapped_column(default="")
    aliases: Mapped[list[Any]] = mapped_column(default=list)
    sealed_token: Mapped[str]
    status: Mapped[MailboxStatus]
    lost_reason: Mapped[str] = mapped_column(default="")
    cursor: Mapped[int] = mapped_column(BigInteger)
    ready_at: Mapped[datetime]
    resting_until: Mapped[datetime | None]
    stumbles: Mapped[int] = mapped_column(default=0)
    fence: Mapped[int] = mapped_column(BigInteger, default=0)
    lease_until: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    heard_at: Mapped[datetime | None]
    daily_cap: Mapped[int | None]
    connected_at: Mapped[datetime]
    began_at: Mapped[datetime | None]
    is_delegated: Mapped[bool] = mapped_column(default=False)
    sender: Mapped[str] = mapped_column(String(320), default="")
    senders_at: Mapped[datetime | None]
    units_at: Mapped[datetime | None]
    held_until: Mapped[datetime | None]
    served_id: Mapped[int | None]
    troubled_at: Mapped[datetime | None]
    trouble: Mapped[str] = mapped_column(default="")
    lost_at: Mapped[datetime | None]
    told: Mapped[int] = mapped_column(default=0)
    told_at: Mapped[datetime | None]
    proofs: Mapped[dict[str, Any]] = mapped_column(default=dict)
    proved_at: Mapped[datetime | None]
    recruiter: Mapped[Recruiter] = relationship()


class Draft(Row):
    """A plan on somebody's desk, kept at every click; `origin` says what a new one was made from, if anything.

    `base_id` is the version of the sequence it is an edit of; `writing` the texts of stages whose forms are open.
    """

    __tablename__ = "drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    recruiter_id: Mapped[int] = mapped_column(ForeignKey("recruiters.id"), index=True)
    sequence_id: Mapped[int | None] = mapped_column(ForeignKey("sequences.id"))
    status: Mapped[DraftStatus]
    content: Mapped[dict[str, Any]]
    writing: Mapped[dict[str, Any]] = mapped_column(default=dict)
    origin: Mapped[dict[str, Any]] = mapped_column(default=dict)
    base_id: Mapped[int | None] = mapped_column(ForeignKey("sequence_versions.id"))
    page: Mapped[int] = mapped_column(default=0)
    updated_at: Mapped[datetime]


class Sequence(Row):
    """A plan with a name; what it says is in its versions. `name_key` is the name folded for comparison.

    `paused_why` says why Overture itself paused it; bounces count from `counted_from` on, when it last was resumed.
    """

    __tablename__ = "sequences"
    __table_args__ = (UniqueConstraint("team_id", "name_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32))
    owner_id: Mapped[int] = mapped_column(ForeignKey("recruiters.id"))
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(String(400))
    access: Mapped[Access]
    status: Mapped[SequenceStatus]
    paused_why: Mapped[str] = mapped_column(default="")
    counted_from: Mapped[datetime | None]
    created_at: Mapped[datetime]
    owner: Mapped[Recruiter] = relationship()
    versions: Mapped[list["SequenceVersion"]] = relationship(order_by="SequenceVersion.number")


class SequenceVersion(Row):
    """What a sequence said at one time; never changed after it was written."""

    __tablename__ = "sequence_versions"
    __table_args__ = (UniqueConstraint("sequence_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sequence_id: Mapped[int] = mapped_column(ForeignKey("sequences.id"))
    number: Mapped[int]
    created_by: Mapped[int] = mapped_column(ForeignKey("recruiters.id"))
    created_at: Mapped[datetime]
    stages: Mapped[list["Stage"]] = relationship(order_by="Stage.position")


class Stage(Row):
    """One step of one version. `number` counts from 1 and is what people see.

    `position` rises through all versions of a sequence, so that no two of its stages ever share one; `key` is the
    same for the same stage in every version. `sender_id` is the colleague from whose mailbox it leaves, None for the
    one who enrolls; `sender` an address of that mailbox, empty for its own choice. `variants` are the texts beside
    the first.
    """

    __tablename__ = "stages"
    __table_args__ = (UniqueConstraint("version_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("sequence_versions.id"))
    position: Mapped[int]
    number: Mapped[int]
    key: Mapped[str] = mapped_column(String(16))
    kind: Mapped[StageKind]
    delay: Mapped[int]
    delay_unit: Mapped[DelayUnit]
    at: Mapped[time | None]
    not_before: Mapped[datetime | None]
    subject: Mapped[str]
    body: Mapped[str]
    new_thread: Mapped[bool]
    attachments: Mapped[list[Any]] = mapped_column(default=list)
    sender_id: Mapped[int | None] = mapped_column(ForeignKey("recruiters.id"))
    sender: Mapped[str] = mapped_column(String(320), default="")
    ask_first: Mapped[bool] = mapped_column(default=False)
    variants: Mapped[list[Any]] = mapped_column(default=list)


class Candidate(Row):
    """The person written to."""

    __tablename__ = "candidates"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32), index=True)
    first_name: Mapped[str] = mapped_column(default="")
    last_name: Mapped[str] = mapped_column(default="")
    company: Mapped[str] = mapped_column(default="")
    zone: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    addresses: Mapped[list["CandidateAddress"]] = relationship(order_by="CandidateAddress.id")
    links: Mapped[list["CandidateLink"]] = relationship(order_by="CandidateLink.id")

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


def _domain(context: Any) -> str:
    return str(context.get_current_parameters()["key"].rpartition("@")[2])


class CandidateAddress(Row):
    """One address of a candidate; `key` is folded so that the same mailbox is found again, `domain` its last part."""

    __tablename__ = "candidate_addresses"
    __table_args__ = (
        UniqueConstraint("team_id", "key"),
        Index("ix_candidate_addresses_domain", "team_id", "domain"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32))
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"), index=True)
    address: Mapped[str] = mapped_column(String(320))
    key: Mapped[str] = mapped_column(String(320))
    domain: Mapped[str] = mapped_column(String(320), default=_domain)
    bounced_at: Mapped[datetime | None]


class CandidateLink(Row):
    """One profile link of a candidate, in canonical form."""

    __tablename__ = "candidate_links"
    __table_args__ = (UniqueConstraint("team_id", "url"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32))
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"), index=True)
    url: Mapped[str] = mapped_column(String(700))


class Enrollment(Row):
    """One candidate in one sequence, tied to the version it started with; its hours count in `zone`.

    `ended_by` is the inbound mail that ended it; with `by_hand_only` its emails are left out.
    """

    __tablename__ = "enrollments"
    __table_args__ = (
        Index("uq_enrollments_open", "candidate_id", "sequence_id", unique=True, postgresql_where=_OPEN,
              sqlite_where=_OPEN),
        Index("ix_enrollments_sequence", "sequence_id", "status"),
        Index("ix_enrollments_thread", "mailbox_id", "thread_id"),
        Index("ix_enrollments_open", "mailbox_id", "id", postgresql_where=_OPEN, sqlite_where=_OPEN),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32))
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"), index=True)
    sequence_id: Mapped[int] = mapped_column(ForeignKey("sequences.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("sequence_versions.id"))
    recruiter_id: Mapped[int] = mapped_column(ForeignKey("recruiters.id"), index=True)
    mailbox_id: Mapped[int | None] = mapped_column(ForeignKey("mailboxes.id"))
    address_id: Mapped[int | None] = mapped_column(ForeignKey("candidate_addresses.id"))
    status: Mapped[EnrollmentStatus]
    why: Mapped[str] = mapped_column(default="")
    zone: Mapped[str]
    extras: Mapped[dict[str, Any]] = mapped_column(default=dict)
    position: Mapped[int] = mapped_column(default=0)
    thread_id: Mapped[str] = mapped_column(String(64), default="")
    subject: Mapped[str] = mapped_column(default="")
    secret: Mapped[str] = mapped_column(String(32), default=lambda: secrets.token_hex(16))
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[int | None]
    by_hand_only: Mapped[bool] = mapped_column(default=False)
    candidate: Mapped[Candidate] = relationship()
    sequence: Mapped[Sequence] = relationship()
    version: Mapped[SequenceVersion] = relationship()
    recruiter: Mapped[Recruiter] = relationship()
    mailbox: Mapped[Mailbox | None] = relationship()
    address: Mapped[CandidateAddress | None] = relationship()


class Touch(Row):
    """One stage for one candidate; the unique key is the promise that it happens at most once.

    `mailbox_id` is set for e-mail only. `not_before` is the earliest instant by absence, snooze or retry, whatever
    the plan says; `note` is what a recruiter should know of one that went. `cursor` and `sending_at` are what was
    known when sending began; `look_at` is when doubt is looked into again. `rfc_id` is the real Message-ID.
    `answers_id` is set for a reply by hand, which is no stage: the mail it answers; `text` is then its CommonMark.
    `number` is the stage's; `variant` which of its texts it has, from 0; `own_words` (subject, body) what was written
    for this person instead; `allowed_at` when the recruiter, who wanted to be asked first, said yes. `sender` is the
    address of its mailbox it left from where its thread has one of its own.
    """

    __tablename__ = "touches"
    __table_args__ = (
        UniqueConstraint("enrollment_id", "position"),
        Index("ix_touches_mail_due", "mailbox_id", "sequence_id", "due_at", "id", postgresql_where=_WAITING_MAIL,
              sqlite_where=_WAITING_MAIL),
        Index("ix_touches_hand_due", "due_at", postgresql_where=_WAITING_HAND, sqlite_where=_WAITING_HAND),
        Index("ix_touches_written_back", "mailbox_id", "due_at", "id", postgresql_where=_WRITTEN_BACK,
              sqlite_where=_WRITTEN_BACK),
        Index("ix_touches_doubtful", "mailbox_id", postgresql_where=_DOUBTFUL, sqlite_where=_DOUBTFUL),
        Index("ix_touches_unnamed", "mailbox_id", postgresql_where=_UNNAMED, sqlite_where=_UNNAMED),
        Index("ix_touches_left_over", "mailbox_id", postgresql_where=_LEFT_OVER, sqlite_where=_LEFT_OVER),
        Index("ix_touches_mailbox_done", "mailbox_id", "done_at"),
        Index("ix_touches_rfc_id", "rfc_id", postgresql_where=_NAMED, sqlite_where=_NAMED),
        Index("ix_touches_thread", "mailbox_id", "thread_id", postgresql_where=_IN_THREAD, sqlite_where=_IN_THREAD),
        Index("ix_touches_gmail", "mailbox_id", "gmail_id", postgresql_where=_AT_GMAIL, sqlite_where=_AT_GMAIL),
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
    enrollment: Mapped[Enrollment] = relationship()
    stage: Mapped[Stage] = relationship()


class Notice(Row):
    """Something we owe a person or a channel in Slack; `key` makes it owed once."""

    __tablename__ = "notices"
    __table_args__ = (Index("ix_notices_owed", "not_before", postgresql_where=_OWED, sqlite_where=_OWED),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32))
    key: Mapped[str] = mapped_column(String(255), unique=True)
    kind: Mapped[str] = mapped_column(String(32))
    recipient: Mapped[str] = mapped_column(String(32))
    about: Mapped[dict[str, Any]]
    status: Mapped[NoticeStatus]
    not_before: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    why: Mapped[str] = mapped_column(default="")
    channel: Mapped[str] = mapped_column(String(32), default="")
    ts: Mapped[str] = mapped_column(String(32), default="")
    created_at: Mapped[datetime]
