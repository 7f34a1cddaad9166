"""What every table shares: names of constraints, and how Python's types are kept."""

from datetime import datetime, time
from typing import Any, ClassVar

from sqlalchemy import JSON, Boolean, Enum, LargeBinary, MetaData, Text
from sqlalchemy.orm import DeclarativeBase

from storage.columns import UtcDateTime, WallTime
from storage.statuses import (
    Access,
    Cadence,
    Cover,
    Deed,
    DelayUnit,
    DraftStatus,
    EnrollmentStatus,
    EnrollRule,
    ImportStatus,
    MailboxStatus,
    Mark,
    NoticeStatus,
    PermissionStatus,
    ReleaseStatus,
    RowOutcome,
    SendStep,
    SequenceStatus,
    Source,
    StageKind,
    TouchStatus,
    Verdict,
)

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def _words(kind: type) -> Enum:
    return Enum(
        kind, native_enum=False, length=24, values_callable=lambda members: [m.value for m in members]
    )


class Row(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime,
        time: WallTime,
        str: Text,
        dict[str, Any]: JSON,
        list[Any]: JSON,
        bytes: LargeBinary,
        bool: Boolean,
        **{
            kind: _words(kind)
            for kind in (
                Access, Cadence, Cover, Deed, DelayUnit, DraftStatus, EnrollmentStatus, EnrollRule, ImportStatus,
                MailboxStatus, Mark, NoticeStatus, PermissionStatus, ReleaseStatus, RowOutcome, SendStep,
                SequenceStatus, Source, StageKind, TouchStatus, Verdict,
            )
        },
    }  # fmt: skip
