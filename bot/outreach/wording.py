"""What a stage says to one person: tokens filled, or named as missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.rules import business_time, prose, templates
from storage.models import Candidate, Enrollment, Recruiter, Stage

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """A stage in words; `text` and `html` say the same."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Incomplete:
    """Tokens that have no value and no fallback."""

    tokens: tuple[str, ...]


def of_candidate(candidate: Candidate) -> dict[str, str]:
    """Give the token values a candidate brings."""
    return {
        "first_name": candidate.first_name,
        "last_name": candidate.last_name,
        "full_name": candidate.name,
        "company": candidate.company,
    }


def of_sender(recruiter: Recruiter) -> dict[str, str]:
    """Give the token values a recruiter brings."""
    first, _, _ = recruiter.name.partition(" ")
    return {
        "sender_first_name": first,
        "sender_full_name": recruiter.name,
        "sender_title": recruiter.title,
    }


def values(enrollment: Enrollment, now: datetime) -> dict[str, str]:
    """Give every token value of an enrollment; what was typed for this person wins."""
    day = now.astimezone(business_time.zone(enrollment.zone)).weekday()
    found = of_candidate(enrollment.candidate) | of_sender(enrollment.recruiter) | {"day_of_week": DAYS[day]}
    return found | {name: str(value) for name, value in enrollment.extras.items() if value}


def words(stage: Stage, filling: Mapping[str, str], *, subject: str) -> Worded | Incomplete:
    """Fill a stage in; `subject` is the template of its subject line."""
    line = templates.render_line(subject, filling)
    body = templates.render_markdown(stage.body, filling)
    if isinstance(line, templates.Missing) or isinstance(body, templates.Missing):
        missing = [*_missing(line), *_missing(body)]
        return Incomplete(tokens=tuple(dict.fromkeys(missing)))
    return Worded(subject=line.text, text=prose.plain(body.text), html=prose.html(body.text))


def _missing(result: templates.Rendered | templates.Missing) -> tuple[str, ...]:
    return result.tokens if isinstance(result, templates.Missing) else ()
