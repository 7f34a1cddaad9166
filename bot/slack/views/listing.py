"""Sequences in a list, each with its menu: the answer to `/sequence list`, and a part of App Home."""

from collections.abc import Iterator, Sequence

from bot.outreach.overview.home_pictures import Shelf, ShelfPage
from bot.outreach.pictures import Counts, SequenceLine
from bot.slack.views import limits, parts, phrases
from bot.slack.views.parts import Json
from storage.statuses import SequenceStatus

BLOCK = "sequence_line"
MENU = "sequence_line_menu"
NEW = "sequence_new"
SEE_ALL = "sequence_see_all"

SHELVES = {
    Shelf.MINE: "Your sequences",
    Shelf.SHARED: "Shared with you",
    Shelf.ARCHIVED: "Archived",
}

WAITS = " · *waits for approval*"

SHOW, EDIT, CLONE, PAUSE, RESUME, ARCHIVE = "show", "edit", "clone", "pause", "resume", "archive"
BRING_BACK = "Bring back"
MENU_TEXTS = {
    SHOW: "Show",
    EDIT: "Edit",
    CLONE: "Clone",
    PAUSE: "Pause",
    RESUME: "Resume",
    ARCHIVE: "Archive",
}


def build(mine: ShelfPage, shared: ShelfPage) -> Json:
    """Draw the list, at most ten of each kind."""
    if not mine.total and not shared.total:
        return _empty()
    blocks = [*rows(mine), *rows(shared)]
    blocks.append(parts.actions(new_button()))
    told = f"You have {parts.count(mine.total, 'sequence')}; {shared.total:,} shared with you."
    return parts.message(told + names([*mine.lines, *shared.lines]), blocks)


def rows(page: ShelfPage) -> Iterator[Json]:
    """Draw a heading, the sequences of a page under it, and the way to all others; nothing where there is none."""
    if not page.total:
        return
    yield parts.header(f"{SHELVES[page.shelf]} ({page.total:,})")
    for line in page.lines:
        yield row(line)
    if page.total > len(page.lines):
        see_all = parts.button(f"See all {page.total:,}", SEE_ALL, value=page.shelf.value)
        yield parts.actions(see_all, block_id=f"{SEE_ALL}:{page.shelf.value}")


def row(line: SequenceLine) -> Json:
    """Draw one sequence with its menu."""
    told = [parts.bold(line.name), f"{parts.count(line.stages, 'stage')} · {numbers(line.counts)}"]
    stands = f"{phrases.SEQUENCES[line.status]}{WAITS if line.waits else ''}"
    told.append(f"{stands} · {phrases.ACCESS[line.access][1]} · {parts.mention(line.owner)}")
    menu = parts.overflow(
        MENU, [parts.option(_called(verb, line), f"{verb}:{line.id}") for verb in verbs(line)]
    )
    return parts.section("\n".join(told), accessory=menu, block_id=f"{BLOCK}:{line.id}")


def verbs(line: SequenceLine) -> list[str]:
    """List what this person may do with it, five things at most."""
    allowed = [SHOW]
    if line.may_change and not line.status.is_put_away:
        allowed.append(EDIT)
    allowed.append(CLONE)  # whoever sees it may export it as well
    if line.may_change:
        allowed.append(PAUSE if line.status is SequenceStatus.ACTIVE else RESUME)
    if line.may_change and line.status is not SequenceStatus.ARCHIVED:
        allowed.append(ARCHIVE)
    return allowed


def _called(verb: str, line: SequenceLine) -> str:
    return BRING_BACK if verb == RESUME and line.status.is_put_away else MENU_TEXTS[verb]


def read_menu(value: str) -> tuple[str, int]:
    """Read what was chosen from a menu: the verb and the sequence's id."""
    verb, _, sequence_id = value.partition(":")
    return verb, int(sequence_id)


def numbers(counts: Counts) -> str:
    """Say in one line how the people of a sequence stand."""
    if not counts.enrolled:
        return "nobody enrolled yet"
    told = [f"{counts.enrolled:,} enrolled", f"{counts.active:,} in progress", f"{counts.replied:,} replied"]
    if counts.held:
        told.append(f"*{counts.held:,} waiting for you*")
    return " · ".join(told)


def names(lines: Sequence[SequenceLine]) -> str:
    """Name some sequences for the text of a message."""
    return "".join(f"\n• {parts.label(line.name)}: {numbers(line.counts)}" for line in lines[: limits.ROWS])


def new_button(*, first: bool = True) -> Json:
    """Make the button that opens the editor; `first` is whether it is the next thing to press."""
    return parts.button("New sequence", NEW, style="primary" if first else "")


def _empty() -> Json:
    told = "*There is no sequence yet.*\nWrite the first one: three or four stages are a good start."
    return parts.message(
        "There is no sequence yet. Write the first one with `/sequence new`.",
        [parts.section(told), parts.actions(new_button())],
    )
