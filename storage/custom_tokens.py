"""The tokens a workspace has beside the ones every workspace has."""

from datetime import datetime
from typing import cast

from sqlalchemy import Text, bindparam, cast as cast_to, delete, func, or_, select

from storage import approvals
from storage.database import Transaction, add_once
from storage.household import CustomToken
from storage.mailboxes import Serving
from storage.models import Enrollment, Sequence, SequenceVersion, Stage
from storage.prepared import Prepared
from storage.statuses import OPEN, SequenceStatus

Said = tuple[str, str, str]
"""A token as plain words: its name, what it is about, and its value for everybody."""


def said(tx: Transaction, team: str) -> tuple[Said, ...]:
    """Read the tokens of a workspace by name."""
    return tuple((name, about, value) for name, about, value in _SAID.rows(tx, {"team": team}))


def of_team(tx: Transaction, team: str) -> list[CustomToken]:
    """List the tokens of a workspace by name."""
    return list(tx.scalars(select(CustomToken).where(CustomToken.team_id == team).order_by(CustomToken.name)))


def of_round(tx: Transaction, team: str, mailbox: Serving) -> tuple[Said, ...]:
    """Read the tokens of a workspace as they were when a round of a mailbox began, however many mails go in it."""
    kept = cast(dict[str, tuple[int, tuple[Said, ...]]], tx.info["tokens"])
    place = f"{team}:{mailbox.id}"
    found = kept.get(place)
    if found is None or found[0] != mailbox.fence:
        found = kept[place] = (mailbox.fence, said(tx, team))
    return found[1]


def add(
    tx: Transaction, *, team: str, name: str, about: str, value: str, created_by: int, now: datetime
) -> bool:
    """Write a token down; False if the workspace has one of this name."""
    return add_once(
        tx, CustomToken, team_id=team, name=name, about=about, value=value, created_by=created_by, at=now
    )


def lock(tx: Transaction, team: str, name: str) -> CustomToken | None:
    """Take a token for changing."""
    wanted = select(CustomToken).where(CustomToken.team_id == team, CustomToken.name == name)
    return tx.scalar(wanted.with_for_update(of=CustomToken))


def remove(tx: Transaction, token: CustomToken) -> None:
    """Forget a token."""
    tx.execute(delete(CustomToken).where(CustomToken.id == token.id))


def stages_with(tx: Transaction, team: str, name: str) -> list[tuple[Sequence, SequenceVersion, Stage]]:
    """List the stages of all versions that may use a token, by the name of their sequence; a text may only look so."""
    # An underscore at an edge is kept with a backslash before it.
    part = name.partition("_")[0]
    texts = (Stage.subject, Stage.body, cast_to(Stage.variants, Text))
    found = (
        select(Sequence, SequenceVersion, Stage)
        .join(SequenceVersion, SequenceVersion.sequence_id == Sequence.id)
        .join(Stage, Stage.version_id == SequenceVersion.id)
        .where(Sequence.team_id == team, or_(*(one.contains(part, autoescape=True) for one in texts)))
        .order_by(Sequence.name_key, Stage.position)
    )
    return [(sequence, version, stage) for sequence, version, stage in tx.execute(found)]


def may_still_go(tx: Transaction, sequence: Sequence, version: SequenceVersion) -> bool:
    """Tell whether anybody may still get a version: whoever is enrolled next, or somebody who is in it.

    Those who are enrolled next get the latest, or with four eyes the latest that was approved.
    """
    newest = select(func.max(SequenceVersion.id)).where(SequenceVersion.sequence_id == sequence.id)
    approved = approvals.latest(tx, sequence.id)
    offered = {tx.scalar(newest), approved.id if approved else None}
    if sequence.status is not SequenceStatus.ARCHIVED and version.id in offered:
        return True
    people = select(Enrollment.id).where(
        Enrollment.sequence_id == sequence.id,
        Enrollment.version_id == version.id,
        Enrollment.status.in_(OPEN),
    )
    return tx.scalar(people.limit(1)) is not None


_SAID = Prepared(
    select(CustomToken.name, CustomToken.about, CustomToken.value)
    .where(CustomToken.team_id == bindparam("team"))
    .order_by(CustomToken.name)
)
