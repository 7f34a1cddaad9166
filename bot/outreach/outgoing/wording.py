"""What a stage says to one person: tokens filled, or named as missing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Protocol

from bot.outreach.outgoing import advancing
from bot.rules import business_time, layouts, prose, source_line, templates, variants
from bot.rules.drafts import StageDraft
from storage.models import Enrollment, Touch

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """A stage in words; `text` and `html` say the same."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A stage with its tokens filled in; `body` is still CommonMark."""

    subject: str
    body: str


_NO_WORDS = Filled(subject="", body="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Incomplete:
    """Tokens that have no value and no fallback."""

    tokens: tuple[str, ...]


class Named(Protocol):
    """A candidate, as far as a mail speaks of one."""

    @property
    def first_name(self) -> str: ...
    @property
    def last_name(self) -> str: ...
    @property
    def company(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def school(self) -> str: ...
    @property
    def location(self) -> str: ...
    @property
    def name(self) -> str: ...


class Signing(Protocol):
    """A recruiter, as far as a mail speaks of one."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...


class Templates(Protocol):
    """A subject and a body as they are written, tokens and all; nothing is where `body` is empty."""

    @property
    def subject(self) -> str: ...
    @property
    def body(self) -> str: ...


class Written(Protocol):
    """A stage, as far as its words go."""

    @property
    def body(self) -> str: ...


def of_candidate(candidate: Named) -> dict[str, str]:
    """Give the token values a candidate brings."""
    return {
        "first_name": candidate.first_name,
        "last_name": candidate.last_name,
        "full_name": candidate.name,
        "company": candidate.company,
        "title": candidate.title,
        "school": candidate.school,
        "location": candidate.location,
    }


def of_sender(recruiter: Signing) -> dict[str, str]:
    """Give the token values a recruiter brings."""
    first, _, _ = recruiter.name.partition(" ")
    return {
        "sender_first_name": first,
        "sender_full_name": recruiter.name,
        "sender_title": recruiter.title,
    }


def values(
    enrollment: Enrollment, tokens: Mapping[str, str], now: datetime, given: Mapping[str, str] = NOTHING
) -> dict[str, str]:
    """Give every token value of an enrollment; what was typed for this person wins over `tokens`, the workspace's.

    `given` is tried on: it counts as typed for this person, and is kept nowhere.
    """
    return filled(
        enrollment.candidate,
        enrollment.recruiter,
        {**enrollment.extras, **given},
        tokens=tokens,
        zone=enrollment.zone,
        now=now,
    )


def filled(
    candidate: Named,
    recruiter: Signing,
    extras: Mapping[str, object],
    *,
    tokens: Mapping[str, str],
    zone: str,
    now: datetime,
) -> dict[str, str]:
    """Give every token value for a person.

    `extras` is what was typed for them, `tokens` what the workspace's own tokens stand for, blank where each person
    needs a value; `zone` is where they live (IANA).
    """
    day = now.astimezone(business_time.zone(zone)).weekday()
    found = {**tokens, **of_candidate(candidate), **of_sender(recruiter), "day_of_week": DAYS[day]}
    return found | {name: str(value) for name, value in extras.items() if value}


def of_touch(
    touch: Touch, tokens: Mapping[str, str], now: datetime, given: Mapping[str, str] = NOTHING
) -> Worded | Incomplete:
    """Say what a touch says to its person: in words written for them, else in the text of its stage chosen for them.

    `given` is as in `values`.
    """
    if touch.own_words and not touch.kind.is_email:
        return said(Filled(subject="", body=str(touch.own_words["body"])))
    stage = variants.worded(advancing.stage_draft(touch.stage), touch.variant)
    own = next((one for one in touch.enrollment.own_stages if one.key == touch.stage.key), None)
    stage = in_own_words(stage, own) if own is not None else stage
    return words(stage, values(touch.enrollment, tokens, now, given), subject=stage.subject)


def in_own_words(stage: StageDraft, own: Templates) -> StageDraft:
    """Give a stage in the words written for one person, where there are any; their tokens are filled like all."""
    return replace(stage, subject=own.subject or stage.subject, body=own.body) if own.body else stage


def words(stage: Written, filling: Mapping[str, str], *, subject: str, line: str = "") -> Worded | Incomplete:
    """Fill a stage in; `subject` is the template of its subject, `line` says below it where the data come from."""
    written = layouts.halves(stage.body, filling, line)
    found = fill(stage if written is None else _NO_WORDS, filling, subject=subject)
    if isinstance(found, Incomplete):
        return found
    if written is None:
        return said(found, line)
    return Worded(subject=found.subject, text=written.text, html=written.html)


def fill(stage: Written, filling: Mapping[str, str], *, subject: str) -> Filled | Incomplete:
    """Fill a stage in like `words`, as CommonMark.

    A token that was taken away meanwhile has no value any more: it is asked for like one.
    """
    if gone := templates.unknown(subject, stage.body, also=filling.keys()):
        return Incomplete(tokens=gone)
    line = templates.render_line(subject, filling)
    body = templates.render_markdown(stage.body, filling)
    if isinstance(line, templates.Missing) or isinstance(body, templates.Missing):
        missing = [*_missing(line), *_missing(body)]
        return Incomplete(tokens=tuple(dict.fromkeys(missing)))
    return Filled(subject=line.text, body=body.text)


def said(filled: Filled, line: str = "") -> Worded:
    """Say it in both halves of a mail; `line` is as in `words`."""
    written = prose.halves(source_line.added(filled.body, line))
    return Worded(subject=filled.subject, text=written.text, html=written.html)


def _missing(result: templates.Rendered | templates.Missing) -> tuple[str, ...]:
    return result.tokens if isinstance(result, templates.Missing) else ()
