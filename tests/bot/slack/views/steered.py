"""One person's stages, many people of a sequence, and a move: what is drawn, and the screens of it."""

from collections.abc import Callable

from bot.outreach.candidates.crowds import PAGE, Crowd, Member, Progress
from bot.outreach.candidates.stage_lines import OwnForm, StageLine, TheirStages
from bot.outreach.candidates.transfers import Moved, TransferForm
from bot.outreach.pictures import Choice
from bot.rules.alterations import Change, Standing
from bot.rules.steers import Steer
from bot.slack.views import crowd as crowd_view, person, their_stages, transfer as transfer_view
from storage.statuses import EnrollmentStatus, StageKind
from tests.bot.slack.views import cast
from tests.bot.slack.views.cast import NAME, NOW, Json

STANDINGS = list(Standing)


def line(number: int, words: str = NAME) -> StageLine:
    return StageLine(
        key=f"s{number}",
        number=number,
        kind=StageKind.EMAIL,
        standing=STANDINGS[number % len(STANDINGS)],
        subject=words,
        text=words,
        at=NOW,
        is_own=True,
        note=words,
        missing=("reason",),
        may=(Change.WORDS, Change.BEGIN, Change.SKIP),
    )


def stages(count: int, words: str = NAME) -> TheirStages:
    every = tuple(line(number, words) for number in range(1, count + 1))
    return TheirStages(enrollment_id=4, person=words, sequence=words, zone="UTC", lines=every, is_busy=True)


def own_form(words: str = NAME) -> OwnForm:
    kind = StageKind.EMAIL
    return OwnForm(enrollment_id=4, key="s1", person=words, number=1, kind=kind, subject=words, body=words)


def crowd(count: int, words: str = NAME, *, page: int = 0) -> Crowd:
    stands = EnrollmentStatus.HELD
    members = tuple(
        Member(enrollment_id=place, name=words, status=stands, stage=place, why=words)
        for place in range(min(count, PAGE))
    )
    others = tuple(Choice(id=place, name=words) for place in range(count))
    return Crowd(
        sequence_id=1, sequence=words, status=stands, page=page, total=count, members=members, others=others
    )


def progress(count: int, words: str = NAME) -> Progress:
    named = tuple((words, words) for _ in range(min(count, 10)))
    return Progress(
        errand_id=1, sequence=words, deed=Steer.STOP, done=count, left=count, failed=count, failures=named
    )


def transfer(count: int, words: str = NAME) -> TransferForm:
    return TransferForm(enrollment_id=4, person=words, sequence=words, form=cast.enroll_form(count, words))


def moved(words: str = NAME) -> Moved:
    return Moved(person=words, sequence=words, first_at=NOW, zone="UTC", left_out=2)


BY_COUNT: dict[str, Callable[[int, str], Json]] = {
    "their stages": lambda count, words: their_stages.build(stages(count, words)),
    "their stages, last page": lambda count, words: their_stages.build(stages(count, words), 10**6),
    "crowd": lambda count, words: crowd_view.build(crowd(count, words), range(400)),
    "crowd, last page": lambda count, words: crowd_view.build(
        crowd(count, words, page=max(count - 1, 0) // 20), range(400)
    ),
    "crowd, done": lambda count, words: crowd_view.progress(progress(count, words)),
    "transfer": lambda count, words: transfer_view.build(transfer(count, words)),
}
BY_WORDS: dict[str, Callable[[str], Json]] = {
    "undone": lambda words: person.undone(words, words),
    "undone, in a message": lambda words: person.undone_message(words, words),
    "a stage in own words": lambda words: their_stages.form(own_form(words)),
    "a stage in own words, saved": lambda words: their_stages.saved(line(1, words)),
    "moved": lambda words: transfer_view.done(moved(words)),
}
