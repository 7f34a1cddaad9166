"""What each figure of a report means: its formula in words, and the same formula as a calculation.

A person is one candidate in one sequence. `Tally` counts people by their first stage, `Reach` by a stage that reached
them, `Week` counts what was done, `Besides` what was logged besides every sequence. Nothing here knows where the
counts come from.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Generic, TypeVar

from bot.rules.measures import Share, Spell, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """People of one group: the first stage went out; mail came back; they answered; of those, interested."""

    sent: int = 0
    bounced: int = 0
    replied: int = 0
    interested: int = 0

    @property
    def delivered(self) -> int:
        """Those whom it reached."""
        return self.sent - self.bounced


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How often one stage reached somebody, and people who answered after it and before the next."""

    delivered: int = 0
    replied: int = 0
    interested: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What was done and came in, in one week."""

    enrolled: int = 0
    mailed: int = 0
    by_hand: int = 0
    replied: int = 0
    bounced: int = 0
    besides: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Besides:
    """Touches one recruiter logged that belong to no sequence, and the people they were with."""

    touches: int = 0
    people: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long each answer took, how long ours to it took, and how many of theirs still wait."""

    to_answer: tuple[timedelta, ...] = ()
    to_us: tuple[timedelta, ...] = ()
    waiting: int = 0


T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Generic[T]):
    """One figure: its name, its formula as people read it, and how it is reckoned."""

    name: str
    formula: str
    of: Callable[[T], Value]


def spell(taken: Sequence[timedelta]) -> Spell:
    """Find the middle of some spells of time."""
    if not taken:
        return Spell()
    return Spell(median=timedelta(seconds=median(one.total_seconds() for one in taken)), cases=len(taken))


SENT: Figure[Tally] = Figure(
    name="Sent",
    formula="people whose first stage went out, by email or done by hand",
    of=lambda people: people.sent,
)
BOUNCED: Figure[Tally] = Figure(
    name="Bounced",
    formula="of these, people whose mail came back for good",
    of=lambda people: people.bounced,
)
BOUNCE_RATE: Figure[Tally] = Figure(
    name="Bounce rate",
    formula="bounced ÷ sent",
    of=lambda people: Share(part=people.bounced, whole=people.sent),
)
DELIVERED: Figure[Tally] = Figure(
    name="Delivered",
    formula="sent and not bounced",
    of=lambda people: people.delivered,
)
REPLIED: Figure[Tally] = Figure(
    name="Replied",
    formula=(
        "delivered, and they answered in this sequence, by mail or marked by hand; out-of-office and other automatic "
        "answers and opt-outs are no replies"
    ),
    of=lambda people: people.replied,
)
REPLY_RATE: Figure[Tally] = Figure(
    name="Reply rate",
    formula="replied ÷ delivered",
    of=lambda people: Share(part=people.replied, whole=people.delivered),
)
INTERESTED: Figure[Tally] = Figure(
    name="Interested",
    formula="replied, and an answer of theirs was marked “interested”",
    of=lambda people: people.interested,
)
INTEREST_RATE: Figure[Tally] = Figure(
    name="Interest rate",
    formula="interested ÷ replied",
    of=lambda people: Share(part=people.interested, whole=people.replied),
)
PEOPLE = (SENT, BOUNCED, BOUNCE_RATE, DELIVERED, REPLIED, REPLY_RATE, INTERESTED, INTEREST_RATE)

REACHED: Figure[Reach] = Figure(
    name="Delivered",
    formula="times this stage went out, but to people whose mail came back for good",
    of=lambda people: people.delivered,
)
ANSWERED: Figure[Reach] = Figure(
    name="Replied",
    formula="people whose answer came after this stage and before the next",
    of=lambda people: people.replied,
)
ANSWER_RATE: Figure[Reach] = Figure(
    name="Reply rate",
    formula="replied ÷ delivered, of this stage",
    of=lambda people: Share(part=people.replied, whole=people.delivered),
)
WON: Figure[Reach] = Figure(
    name="Interested",
    formula="replied after this stage, and marked “interested”",
    of=lambda people: people.interested,
)
STAGES = (REACHED, ANSWERED, ANSWER_RATE, WON)

ENROLLED: Figure[Week] = Figure(
    name="Enrolled", formula="people put into a sequence that week", of=lambda week: week.enrolled
)
MAILED: Figure[Week] = Figure(
    name="Emails sent",
    formula="email stages that left that week; replies by hand are not counted",
    of=lambda week: week.mailed,
)
BY_HAND: Figure[Week] = Figure(
    name="Done by hand",
    formula="InMails, calls and other manual stages marked as done that week",
    of=lambda week: week.by_hand,
)
ANSWERS: Figure[Week] = Figure(
    name="Replied",
    formula="people whose answer came that week, whenever they were first written to",
    of=lambda week: week.replied,
)
RETURNED: Figure[Week] = Figure(
    name="Bounced", formula="people whose mail came back for good that week", of=lambda week: week.bounced
)
ELSEWHERE: Figure[Week] = Figure(
    name="By hand, elsewhere",
    formula="touches made that week besides every sequence, and logged; they are in no other figure and no rate",
    of=lambda week: week.besides,
)
ACTIVITY = (ENROLLED, MAILED, BY_HAND, ANSWERS, RETURNED, ELSEWHERE)

LOGGED: Figure[Besides] = Figure(
    name="By hand, elsewhere",
    formula="touches made in this time besides every sequence, and logged; they are in no other figure and no rate",
    of=lambda besides: besides.touches,
)
REACHED_BESIDES: Figure[Besides] = Figure(
    name="People",
    formula="people these touches were with, each counted once for each recruiter",
    of=lambda besides: besides.people,
)
BESIDES = (LOGGED, REACHED_BESIDES)

FIRST_REPLY: Figure[Pace] = Figure(
    name="Time to their reply",
    formula="the median from the first stage to the answer, over those who answered by mail",
    of=lambda pace: spell(pace.to_answer),
)
OUR_ANSWER: Figure[Pace] = Figure(
    name="Time to our answer",
    formula="the median from their answer to our mail by hand or our mark on it, whichever came first",
    of=lambda pace: spell(pace.to_us),
)
UNANSWERED: Figure[Pace] = Figure(
    name="Still waiting",
    formula="answers that were neither answered nor marked yet",
    of=lambda pace: pace.waiting,
)
PACE = (FIRST_REPLY, OUR_ANSWER, UNANSWERED)

REASON: Figure[int] = Figure(
    name="People",
    formula="people with an answer, by mail or any other way, marked “not interested”, by the reason given",
    of=lambda people: people,
)
REASONS = (REASON,)
