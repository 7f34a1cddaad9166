"""Several stages to be done by hand in one message: a row for each, with its text, and one menu for all of them."""

from collections.abc import Iterator

from bot.outreach.candidates.portraits import About
from bot.outreach.notices.cards import ReminderCard, ReminderList
from bot.slack.views import card_button, parts, phrases, reminder
from bot.slack.views.parts import Json

BLOCK = "reminders"
MORE = "reminder_more"
SNOOZE_ALL = "reminders_snooze_all"
PREVIOUS = "reminders_previous"
NEXT = "reminders_next"
MOST_TEXT = 700  # characters of one row's text; a page of them fits into what Slack takes

SNOOZE, SKIP, EDIT, HAND_OVER, STOP = "snooze", "skip", "edit", "hand", "stop"
CHOICES = {
    SNOOZE: "Remind me later…",
    SKIP: "Skip this stage",
    EDIT: "Edit text…",
    HAND_OVER: "Hand over…",
    STOP: "Stop sequence",
}
ALL = {how: text for how, text in reminder.SNOOZES.items() if how != reminder.PICK}


def build(page: ReminderList) -> Json:
    """Draw a page of the list."""
    told = _told(page)
    blocks = [parts.section(f"*{told}*"), *_top(page)]
    for number, card in enumerate(page.rows):
        blocks += [parts.divider(), *_row(card, _place(page), number)]
    if page.pages > 1:
        blocks.append(_paging(page))
    return parts.message(told, blocks)


def read_page(value: str) -> tuple[int, int]:
    """Read which list, and which page of it."""
    list_id, _, page = value.partition(":")
    return int(list_id), int(page)


def read_all(value: str) -> tuple[str, str]:
    """Read how long everything is put off, and on which list that was chosen."""
    how, _, place = value.partition("@")
    return how, place


def read_more(value: str) -> tuple[str, str]:
    """Read what was chosen from the menu of a row, and the value that says which row."""
    choice, _, where = value.partition("@")
    return choice, where


def _told(page: ReminderList) -> str:
    if not page.left:
        return f"All {page.total:,} done: nothing of this list waits for you"
    if page.is_overdue:
        waits = "waits" if page.left == 1 else "wait"
        return f"{parts.count(page.left, 'stage')} by hand still {waits} for you: do, skip, hand over or stop"
    done = f" ({page.total - page.left:,} of {page.total:,} done)" if page.left < page.total else ""
    return f"{page.left:,} to do by hand{done}"


def _top(page: ReminderList) -> Iterator[Json]:
    if not page.left:
        return
    options = [parts.option(text, f"{how}@{_place(page)}") for how, text in ALL.items()]
    menu = parts.select(SNOOZE_ALL, options, placeholder="Snooze all")
    yield parts.actions(menu, block_id=f"{BLOCK}:all:{page.list_id}")
    yield parts.context("Copy each text, send it, and tell me how it went. Their sequences wait until then.")


def _row(card: ReminderCard, place: str, number: int) -> Iterator[Json]:
    here, beside = f"{card.touch_id}:{number}", card_button.button(About.TOUCH, card.touch_id)
    if reminder.is_settled(card):
        told = f"{phrases.kind(card.kind)} to {parts.bold(card.person)}: {reminder.outcome(card)}"
        yield parts.section(told, accessory=beside)
        if further := [*reminder.afterwards(card, place)]:
            yield parts.actions(*further, block_id=f"{BLOCK}:undo:{here}")
        return
    small = " · ".join(one for one in (reminder.where(card), reminder.small_print(card)) if one)
    yield parts.section(f"{reminder.told_of(card)}\n{small}", accessory=beside)
    if card.text.strip():
        yield parts.literal(parts.clean(card.text).strip()[:MOST_TEXT])
    yield parts.actions(
        reminder.sent_button(card, place),
        parts.button("Replied", reminder.MARK_REPLIED, value=reminder.value(card, place)),
        reminder.profile_button(card),
        _whole(card, place),
        _more(card, place),
        block_id=f"{BLOCK}:row:{here}",
    )


def _whole(card: ReminderCard, place: str) -> Json | None:
    if len(parts.clean(card.text).strip()) <= MOST_TEXT:
        return None
    return parts.button("Show all", reminder.SHOW_ALL, value=reminder.value(card, place))


def _more(card: ReminderCard, place: str) -> Json:
    known = reminder.value(card, place)
    offered = [choice for choice in CHOICES if choice != STOP or card.may_stop]
    return parts.overflow(MORE, [parts.option(CHOICES[one], f"{one}@{known}") for one in offered])


def _place(page: ReminderList) -> str:
    return str(page.list_id)


def _paging(page: ReminderList) -> Json:
    told = [
        parts.button("Previous", PREVIOUS, value=f"{page.list_id}:{page.page - 1}") if page.page else None,
        parts.button("Next", NEXT, value=f"{page.list_id}:{page.page + 1}")
        if page.page < page.pages - 1
        else None,
    ]
    return parts.actions(*told, block_id=f"{BLOCK}:pages:{page.list_id}")
