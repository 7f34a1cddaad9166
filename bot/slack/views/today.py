"""Today: what goes out, what waits for a hand, what is held and why, and who waits for an answer."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.outreach.candidates.portraits import About
from bot.outreach.notices.cards import AnswerLine
from bot.outreach.pictures import DueLine, TodayPage
from bot.slack.views import card_button, dates, parts, phrases, why
from bot.slack.views.parts import Json
from storage.statuses import TouchStatus

BLOCK = "today"
HOLD = "today_hold"
RELEASE = "today_release"
PREVIEW = "today_preview"
MARK_SENT = "today_mark_sent"
SHOW_TEXT = "today_show_text"
SEE_ALL = "today_see_all"

SENDING, BY_HAND = "Going out today in your name", "Waits for your hand"
HELD, UNANSWERED = "Held", "Waits for your answer"

MORNING = "On working days, if there is something to say. *Settings* on the Home tab moves or ends it."
NOTHING = "Nothing goes out today, and nothing waits for you."


def build(page: TodayPage) -> Json:
    """Draw today as a message."""
    return parts.message(summary(page), blocks(page))


def morning(page: TodayPage) -> Json:
    """Draw today as what is said in the morning, with the way to have it no more."""
    small = parts.context(MORNING)
    return parts.message(
        f"Good morning. {summary(page)}", [parts.header("Good morning"), *blocks(page), small]
    )


def blocks(page: TodayPage, *, most: int = 4) -> list[Json]:
    """Draw today for any place, so many rows of each kind, with the way to the others."""
    kinds = (page.sending, page.by_hand, page.held, page.unanswered)
    found = [
        *_due(SENDING, page.sending, most),
        *_due(BY_HAND, page.by_hand, most),
        *_due(HELD, page.held, most),
        *unanswered(page.unanswered[:most], most, page.now, count=len(page.unanswered)),
    ]
    if any(len(kind) > most for kind in kinds):
        text = f"See all of today ({sum(len(kind) for kind in kinds):,})"
        found.append(parts.actions(parts.button(text, SEE_ALL), block_id=f"{BLOCK}:all"))
    return found or [parts.section(NOTHING)]


def summary(page: TodayPage) -> str:
    """Say today in one line of numbers."""
    told = [
        f"{len(page.sending):,} to go out" if page.sending else "",
        f"{len(page.by_hand):,} for you to send" if page.by_hand else "",
        f"{len(page.held):,} held" if page.held else "",
        f"{len(page.unanswered):,} waiting for your answer" if page.unanswered else "",
    ]
    said = ", ".join(one for one in told if one)
    return f"Today: {said}." if said else NOTHING


def read(value: str) -> int:
    """Read the touch a button acts on."""
    return int(value)


def _due(title: str, lines: Sequence[DueLine], most: int) -> Iterator[Json]:
    if not lines:
        return
    yield heading(title, len(lines))
    for line in lines[:most]:
        yield from row(line)


def heading(title: str, count: int) -> Json:
    """Say of what kind the rows below are, and how many there are."""
    return parts.section(f"*{title}* ({count:,})")


def row(line: DueLine) -> Iterator[Json]:
    """Draw what is due, with the way to whom it is for and what may be done about it."""
    card = card_button.button(About.TOUCH, line.touch_id)
    yield parts.section(_row(line), accessory=card, block_id=f"{BLOCK}:{line.touch_id}")
    if buttons := _buttons(line):
        yield parts.actions(*buttons, block_id=f"{BLOCK}:do:{line.touch_id}")


def _row(line: DueLine) -> str:
    told = f"{parts.bold(line.person)} · {phrases.kind(line.kind)} · {dates.moment(line.due_at)}"
    beside = f" · {parts.label(line.beside)}" if line.beside else ""
    small = f"{parts.label(line.sequence)}, stage {line.stage}{beside}"
    held = f"{line.why.strip().rstrip('.')}." if line.why.strip() else ""
    said = " ".join(one for one in (held, line.mend.strip()) if one)
    return "\n".join(one for one in (told, small, parts.mrkdwn(parts.one_line(said, 300))) if one)


def _buttons(line: DueLine) -> list[Json]:
    value = str(line.touch_id)
    if line.may_release:
        return [parts.button("Release", RELEASE, value=value)]
    if line.is_held or line.status is TouchStatus.HELD:
        return _mends(line)
    if not line.kind.is_email and not line.status.is_final:
        text = parts.button("Show text", SHOW_TEXT, value=value)
        return [parts.button("Mark sent", MARK_SENT, value=value), text]
    may_hold = line.status is TouchStatus.SCHEDULED and not line.is_lent
    hold = [parts.button("Hold", HOLD, value=value)] if may_hold else []
    return [*hold, parts.button("Preview", PREVIEW, value=value)]


def _mends(line: DueLine) -> list[Json]:
    if line.mending is None or line.mending not in why.MENDINGS:
        return []
    text, action = why.MENDINGS[line.mending]
    return [parts.button(text, action, value=str(line.enrollment_id), style="primary")]


def unanswered(
    answers: Sequence[AnswerLine], most: int, now: datetime | None = None, *, count: int = 0
) -> Iterator[Json]:
    """Draw the answers nobody has dealt with, each with the way to it; `count` is of all, where only some are given."""
    if not answers:
        return
    yield heading(UNANSWERED, count or len(answers))
    for one in answers[:most]:
        yield answer(one, now)
    if more := parts.rest(most, len(answers), "answer"):
        yield parts.context(more)


def answer(line: AnswerLine, now: datetime | None) -> Json:
    """Draw an answer, with the way to it and to whoever gave it."""
    card = card_button.button(About.ENROLLMENT, line.enrollment_id)
    told = f"{_answer(line, now)}\n{parts.link(line.gmail_url, 'Open in Gmail')}"
    return parts.section(told, accessory=card, block_id=f"{BLOCK}:answer:{line.inbound_id}")


def _answer(answer: AnswerLine, now: datetime | None) -> str:
    when = f"waits {dates.age(answer.received_at, now)}" if now else dates.moment(answer.received_at)
    told = f"{parts.bold(answer.person)} · {parts.label(answer.sequence)} · {when}"
    claimed = f"{parts.mention(answer.claimed_by)} has got it" if answer.claimed_by else ""
    return "\n".join(one for one in (told, parts.label(answer.opening or "(no text)", 150), claimed) if one)
