"""Candidates: who is written to, and where."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from storage import companies
from storage.rows import Row


class Candidate(Row):
    """The person written to; `location` is in the recruiter's words, `zone` the IANA zone it was taken for.

    `company_key` is their company folded, so that it is the same however somebody wrote it.
    """

    __tablename__ = "candidates"
    __table_args__ = (Index("ix_candidates_company", "company_key", "team_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32), index=True)
    first_name: Mapped[str] = mapped_column(default="")
    last_name: Mapped[str] = mapped_column(default="")
    company: Mapped[str] = mapped_column(default="")
    company_key: Mapped[str] = mapped_column(String(150), default="")
    title: Mapped[str] = mapped_column(default="")
    school: Mapped[str] = mapped_column(default="")
    location: Mapped[str] = mapped_column(default="")
    zone: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    addresses: Mapped[list["CandidateAddress"]] = relationship(order_by="CandidateAddress.id")
    links: Mapped[list["CandidateLink"]] = relationship(order_by="CandidateLink.id")

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

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
