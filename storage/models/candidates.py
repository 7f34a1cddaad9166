"""Candidates: who is written to, and where."""

import unicodedata
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from storage import companies
from storage.rows import Row

NAME_KEY = 400
_KEPT = text("forgotten_at is null")


def folded(name: str) -> str:
    """Give a name as people compare it: one case, one kind of letter and of space."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())[:NAME_KEY]


def _name_key(context: Any) -> str:
    given = context.get_current_parameters()
    return folded(f"{given.get('first_name') or ''} {given.get('last_name') or ''}")


def _created(context: Any) -> datetime:
    created_at: datetime = context.get_current_parameters()["created_at"]
    return created_at


class Candidate(Row):
    """The person written to; `location` is in the recruiter's words, `zone` the IANA zone it was taken for.

    `name_key` is the whole name folded, kept up with it. One that was merged into another is only a signpost to it.
    `company_key` is their company folded, so that it is the same however somebody wrote it. With `forgotten_at` nothing
    is known of them any more. `quiet_since` is when something last passed between us, as far as anybody has looked.
    """

    __tablename__ = "candidates"
    __table_args__ = (
        Index("ix_candidates_name", "name_key", "team_id", "id"),
        Index("ix_candidates_company", "company_key", "team_id"),
        Index("ix_candidates_quiet", "quiet_since", postgresql_where=_KEPT, sqlite_where=_KEPT),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32), index=True)
    first_name: Mapped[str] = mapped_column(default="")
    last_name: Mapped[str] = mapped_column(default="")
    name_key: Mapped[str] = mapped_column(String(NAME_KEY), default=_name_key)
    company: Mapped[str] = mapped_column(default="")
    company_key: Mapped[str] = mapped_column(String(150), default="")
    title: Mapped[str] = mapped_column(default="")
    school: Mapped[str] = mapped_column(default="")
    location: Mapped[str] = mapped_column(default="")
    zone: Mapped[str] = mapped_column(default="")
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("candidates.id"), index=True)
    merged_at: Mapped[datetime | None]
    merged_by: Mapped[str] = mapped_column(String(32), default="")
    created_at: Mapped[datetime]
    forgotten_at: Mapped[datetime | None]
    quiet_since: Mapped[datetime] = mapped_column(default=_created)
    addresses: Mapped[list["CandidateAddress"]] = relationship(order_by="CandidateAddress.id")
    links: Mapped[list["CandidateLink"]] = relationship(order_by="CandidateLink.id")

    @property
    def name(self) -> str:
        if self.forgotten_at is not None:
            return "Somebody forgotten"
        return f"{self.first_name} {self.last_name}".strip()

    @validates("first_name", "last_name")
    def _keep_name_key(self, field: str, value: str) -> str:
        names = {"first_name": self.first_name or "", "last_name": self.last_name or "", field: value}
        self.name_key = folded(f"{names['first_name']} {names['last_name']}")
        return value

    @validates("company")
    def _folded(self, _: str, company: str) -> str:
        self.company_key = companies.key(company)
        return company


def _domain(context: Any) -> str:
    return str(context.get_current_parameters()["key"].rpartition("@")[2])


class CandidateAddress(Row):
    """One address of a candidate; `key` is folded so that the same mailbox is found again, `domain` its last part.

    The preferred one is offered first; where none is, the oldest.
    """

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
    is_preferred: Mapped[bool] = mapped_column(default=False)
    bounced_at: Mapped[datetime | None]


class CandidateLink(Row):
    """One profile link of a candidate, in canonical form."""

    __tablename__ = "candidate_links"
    __table_args__ = (UniqueConstraint("team_id", "url"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32))
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"), index=True)
    url: Mapped[str] = mapped_column(String(700))
