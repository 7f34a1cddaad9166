"""Digests a channel does not take: they rest, and whoever switched them on is told once what mends it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import structlog

from bot.outreach.notices.cards import TroubleCard
from bot.refusals import Gone
from storage import digests, notices
from storage.database import Transaction
from storage.household import DigestSubscription
from storage.notices import Owed

log = structlog.get_logger()

RESTRICTED = "restricted"
AGAIN = "then press Start again on Overture's Home tab."
WHY = {
    "not_in_channel": ("I am not in the channel", f"Invite me there (/invite @Overture), {AGAIN}"),
    "is_archived": ("the channel is archived", f"Bring it back, {AGAIN}"),
    "channel_not_found": (
        "the channel is gone, or it is private and I am not in it",
        f"Invite me there (/invite @Overture), {AGAIN}",
    ),
    RESTRICTED: ("only some people may post there", f"Ask who runs the channel to let me, {AGAIN}"),
}
"""Why a channel takes nothing, and what mends it; by Slack's word for it."""


def refused(tx: Transaction, digest_id: int, error: str, now: datetime) -> None:
    """Let a digest rest if it is its channel that refuses it, and owe its owner the news once."""
    why = RESTRICTED if error.startswith("restricted_action") else error
    found = digests.get(tx, digest_id)
    if found is None or why not in WHY or not digests.rest(tx, digest_id, why):
        return
    key = f"digest_rests:{digest_id}:{now.isoformat()}"
    notices.owe(tx, _news(found, "digest_rests", key, found.owner.slack_id), now)
    log.warning("digest rests", digest=digest_id, reason=why)


def in_doubt(tx: Transaction, digest_id: int, key: str, admin_channel: str, now: datetime) -> None:
    """Owe the news that nobody knows whether a digest was posted: it is not posted twice."""
    found = digests.get(tx, digest_id)
    if found is None:
        return
    notices.owe(tx, _news(found, "digest_unclear", f"unclear:{key}"[:255], found.owner.slack_id), now)
    if admin_channel:
        notices.owe(
            tx, _news(found, "operator_digest_unclear", f"operator_unclear:{key}"[:255], admin_channel), now
        )


def card(tx: Transaction, about: Mapping[str, Any]) -> TroubleCard:
    """Draw a digest that did not come; raises Gone if it was mended or ended meanwhile."""
    found, kind = digests.get(tx, int(about["digest"])), str(about["kind"])
    if found is None or (kind == "digest_rests" and not found.resting):
        raise Gone("That digest is no trouble any more.")
    if kind == "digest_rests":
        why, mend = WHY[found.resting]
        return TroubleCard(kind=kind, what=f"Your digest rests: {why}.", mend=mend, channel=found.channel)
    what = "Slack did not say whether it took the last digest, and a channel is not told twice."
    return TroubleCard(kind=kind, what=what, mend="The next one comes at its hour.", channel=found.channel)


def told(why: str) -> str:
    """Say in a sentence or two why a digest rests, and what mends it; nothing for one that does not."""
    if not why:
        return ""
    what, mend = WHY.get(why, WHY["channel_not_found"])
    return f"Nothing is posted: {what}. {mend}"


def _news(found: DigestSubscription, kind: str, key: str, recipient: str) -> Owed:
    return Owed(
        team=found.team_id,
        key=key,
        kind="operator" if kind.startswith("operator") else "trouble",
        recipient=recipient,
        about={"kind": kind, "digest": found.id},
    )
