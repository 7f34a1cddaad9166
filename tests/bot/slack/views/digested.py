"""Digests for the screens, harmless and hostile."""

from datetime import date, timedelta
from typing import Any

from bot.outreach.overview.digest_pictures import Digest, DigestRow, Growth
from bot.outreach.pictures import SequenceLine
from storage.statuses import Cadence
from tests.bot.slack.views.cast import NAME, NOW, Json, lines


def digest_row(line: SequenceLine, words: str = NAME, **more: Any) -> DigestRow:
    known: Json = {
        "line": line,
        "growth": Growth(enrolled=12, replied=3),
        "held": tuple((words, place) for place in range(1, 6)),
        "emails": 7,
        "by_hand": 2,
        "next_at": NOW,
        "unanswered": 4,
        "waits_since": NOW - timedelta(days=2),
    }
    return DigestRow(**(known | more))


def digest(count: int, words: str = "Backend", **more: Any) -> Digest:
    known: Json = {
        "at": NOW,
        "zone": "Europe/Berlin",
        "cadence": Cadence.DAILY,
        "until": NOW + timedelta(days=1),
        "rows": tuple(digest_row(one, words) for one in lines(count, words)),
        "held": tuple((words, place) for place in range(1, min(count, 12) + 1)),
        "since": date(2026, 3, 2),
        "switched_on_by": "U0ANA",
    }
    return Digest(**(known | more))
