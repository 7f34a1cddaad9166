"""People who are known, as cards and questions show them."""

from typing import Any

from bot.outreach.candidates.portraits import (
    AddressLine,
    Details,
    Likely,
    MergeAsked,
    Moment,
    PlaceLine,
    Portrait,
    SameQuestion,
)
from bot.rules.identity import Likeness
from storage.statuses import EnrollmentStatus
from tests.bot.slack.views.cast import NAME, NOW, Json


def portrait(count: int = 3, words: str = NAME, **more: Any) -> Portrait:
    known: Json = dict.fromkeys(("name", "company", "title", "school", "location"), words)
    known |= {
        "id": 3,
        "zone": "America/New_York",
        "own_zone": "Europe/Berlin",
        "now": NOW,
        "addresses": tuple(AddressLine(id=id, address=words, suppressed=words) for id in range(count)),
        "links": (words, "https://www.linkedin.com/in/grace") * count,
        "places": tuple(
            PlaceLine(enrollment_id=id, sequence=words, by="U0ANA", status=EnrollmentStatus.HELD, why=words)
            for id in range(count)
        ),
        "moments": (Moment(at=NOW, what=words, sequence=words, by=words),) * min(count, 10),
        "pages": 4,
        "page": 1,
        "elsewhere": count,
        "unseen": True,
    }
    return Portrait(**(known | more))


def question(count: int = 2, words: str = NAME, **more: Any) -> SameQuestion:
    likes = list(Likeness)
    likely = tuple(
        Likely(id=id, name=words, company=words, like=likes[id % len(likes)]) for id in range(min(count, 5))
    )
    return SameQuestion(likely=likely, **more)


def details(words: str = NAME) -> Details:
    named = dict.fromkeys(("first_name", "last_name", "company", "title", "school", "location"), words)
    return Details(candidate_id=3, **named)


def merge(count: int = 1, words: str = NAME) -> MergeAsked:
    return MergeAsked(
        candidate_id=3, other_id=4, person=words, company=words, other=words, other_company=words,
        enrollments=count, addresses=count, links=count, ending=(words,) * count,
    )  # fmt: skip
