"""Who is an administrator: as Slack's groups and the settings have it, for everybody who is known or comes later."""

import json
from collections.abc import Collection
from datetime import datetime

import structlog

from storage import facts, recruiters
from storage.database import Database, Transaction

ADMINS = "admins"

log = structlog.get_logger()


def appoint(db: Database, slack_ids: Collection[str], now: datetime) -> int:
    """Make these people administrators, and nobody else; tell for how many that is new."""
    with db.transaction() as tx:
        facts.put(tx, ADMINS, json.dumps(sorted(slack_ids)), now)
        changed = recruiters.appoint(tx, slack_ids)
    if changed:
        log.info("administrators appointed", changed=changed)
    return changed


def is_appointed(tx: Transaction, slack_id: str) -> bool:
    """Tell whether somebody is to be an administrator, from before they are known."""
    return slack_id in json.loads(facts.get(tx, ADMINS) or "[]")


def others(tx: Transaction, slack_id: str) -> bool:
    """Tell whether there is an administrator beside this person, known to us or not."""
    return bool(set(json.loads(facts.get(tx, ADMINS) or "[]")) - {slack_id})
