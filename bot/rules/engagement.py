"""Rules of engagement: what speaks against enrolling somebody the team is in touch with, and what each rule does."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.refusals import Refusal
from storage.statuses import EnrollRule


class Level(StrEnum):
    """What a rule does: nothing, warn until somebody says why they enroll all the same, or refuse."""

    OFF = "off"
    WARN = "warn"
    BLOCK = "block"


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """How many messages a person may get from the whole team in so many days; none for no limit."""

    messages: int = 0
    days: int = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """What an operator decided: whose somebody is how many days after the first, second… message, and the limits.

    A limit of zero is none. `company_limit` counts people of one company in sequences at once.
    """

    owned_days: tuple[int, ...] = (30, 60, 90)
    budget: Budget = Budget()
    company_limit: int = 0
    cool_down_days: int = 90
    levels: Mapping[EnrollRule, Level] = field(default_factory=dict)

    def level(self, rule: EnrollRule) -> Level:
        """Say what a rule does; it warns unless something else is set."""
        return self.levels.get(rule, Level.WARN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """What one recruiter has had to do with a person: when each message went, and whether they are in a sequence now.

    A touch made besides every sequence is a message. `told` says of it what the asker may know, empty where that is
    only that there was something.
    """

    recruiter_id: int
    name: str
    messages: tuple[datetime, ...] = ()
    is_open: bool = False
    told: str = ""
    released: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known when somebody is to be enrolled: by whom, `contacts` of the team, the company's people, the past.

    `left_at` is when they were last in the very sequence, if they were; `besides_at` when somebody last got in touch
    with them besides every sequence.
    """

    asker_id: int
    contacts: tuple[Contact, ...] = ()
    company: str = ""
    at_company: int = 0
    left_at: datetime | None = None
    besides_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """One rule that speaks against it, in a sentence; `owner_id` is the colleague who may say otherwise."""

    rule: EnrollRule
    text: str
    level: Level = Level.WARN
    owner_id: int | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    rule: EnrollRule
    text: str
    owner_id: int | None = None


HIDDEN = "Seen before: contacted recently by a colleague."
"""All that is said where the asker may not see the sequence."""


def owned_until(messages: Collection[datetime], days: tuple[int, ...]) -> datetime | None:
    """Say until when somebody is whose messages these are; None where nothing makes them anybody's."""
    if not messages or not days:
        return None
    return max(messages) + timedelta(days=days[min(len(messages), len(days)) - 1])


def concerns(facts: Facts, rules: Engagement, now: datetime) -> tuple[Concern, ...]:
    """List what speaks against it, once each, with what its rule does; rules that are off say nothing."""
    found = (
        Concern(rule=one.rule, text=one.text, level=rules.level(one.rule), owner_id=one.owner_id)
        for one in _found(facts, rules, now)
    )
    return tuple(dict.fromkeys(one for one in found if one.level is not Level.OFF))


def _found(facts: Facts, rules: Engagement, now: datetime) -> Iterator[_Found]:
    for contact in facts.contacts:
        if contact.recruiter_id != facts.asker_id and not contact.released:
            yield from _of_a_colleague(contact, rules, now)
    since = now - timedelta(days=rules.budget.days)
    sent = sum(at >= since for contact in facts.contacts for at in contact.messages)
    if 0 < rules.budget.messages <= sent:
        text = f"The team has sent them all the {rules.budget.messages} messages of {rules.budget.days} days."
        yield _Found(EnrollRule.CONTACT_BUDGET, text)
    if 0 < rules.company_limit <= facts.at_company:
        people = "1 person is" if facts.at_company == 1 else f"{facts.at_company} people are"
        yield _Found(
            EnrollRule.COMPANY_LIMIT, f"{people} in sequences now at {facts.company or 'their company'}."
        )
    yield from _too_soon(facts, rules, now)


def _of_a_colleague(contact: Contact, rules: Engagement, now: datetime) -> Iterator[_Found]:
    until = owned_until(contact.messages, rules.owned_days)
    is_owned = until is not None and until > now
    if not (is_owned or contact.is_open):
        return
    name = contact.name or "A colleague"
    owner = contact.recruiter_id if contact.told else None
    if contact.is_open:
        said = f"{name} has them in a sequence now: {contact.told}." if contact.told else HIDDEN
        yield _Found(EnrollRule.IN_SEQUENCE, said, owner)
    if is_owned and until is not None:
        left = max((until - now).days, 1)
        days = "1 day" if left == 1 else f"{left} days"
        said = (
            f"{name} is in touch with them, and they are theirs for {days} more." if contact.told else HIDDEN
        )
        yield _Found(EnrollRule.OWNED, said, owner)


def _too_soon(facts: Facts, rules: Engagement, now: datetime) -> Iterator[_Found]:
    if facts.left_at is None:
        return
    since = max(facts.left_at, facts.besides_at or facts.left_at)
    if since + timedelta(days=rules.cool_down_days) > now:
        besides = f" and were in touch outside it {_ago(since, now)}" if since > facts.left_at else ""
        left = f"They left this very sequence {_ago(facts.left_at, now)}{besides}"
        yield _Found(EnrollRule.COOL_DOWN, f"{left}; {rules.cool_down_days} days should lie between.")


def _ago(at: datetime, now: datetime) -> str:
    days = max((now - at).days, 0)
    return "today" if days == 0 else "yesterday" if days == 1 else f"{days} days ago"


def read_levels(text: str) -> dict[EnrollRule, Level]:
    """Read `owned:block,cool_down:off`; raises Refusal for anything else."""
    found: dict[EnrollRule, Level] = {}
    for pair in filter(None, (one.strip() for one in text.split(","))):
        name, _, level = (one.strip() for one in pair.partition(":"))
        if name not in set(EnrollRule) or level not in set(Level):
            known = ", ".join(EnrollRule)
            raise Refusal(f"“{pair[:60]}” is none of {known} with :warn, :block or :off.")
        found[EnrollRule(name)] = Level(level)
    return found


def read_budget(text: str) -> Budget:
    """Read `6 in 90`: messages in days; nothing is no limit. Raises Refusal for anything else."""
    if not text.strip():
        return Budget()
    read = re.fullmatch(r"\s*(\d{1,4}) in (\d{1,4})(?: days)?\s*", text)
    if read is None or int(read[1]) < 1 or int(read[2]) < 1:
        raise Refusal("Write how many messages in how many days, such as `6 in 90`.")
    return Budget(messages=int(read[1]), days=int(read[2]))


def read_days(text: str) -> tuple[int, ...]:
    """Read `30,60,90`; `0` is nobody's ever. Raises Refusal for anything else."""
    if text.strip() == "0":
        return ()
    parts = [one.strip() for one in text.split(",")]
    if any(not one.isdecimal() or not 0 < int(one) <= 3_650 for one in parts):
        raise Refusal("Write days after the first, second and third message, such as `30,60,90`.")
    return tuple(int(one) for one in parts)


def without(found: Iterable[Concern], overridden: Collection[str]) -> tuple[Concern, ...]:
    """Give those that warn and that nobody has overridden."""
    return tuple(one for one in found if one.level is Level.WARN and one.rule.value not in overridden)
