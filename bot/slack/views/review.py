"""The list of people who were named at once: what is known of each, what each needs, and one tap."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.outreach.candidates.portraits import About
from bot.outreach.candidates.review_pages import ReviewLine, ReviewPage, Standing
from bot.slack.views import card_button, enroll, limits, parts
from bot.slack.views.parts import Json

CALLBACK = "review"
TITLE = "Enroll several people"
SEQUENCE = "review_sequence_chosen"
ENROLL = "review_enroll"
OPEN = "review_open"
ENROLL_ALL = "review_enroll_all"
PAGES_BLOCK = "review_pages"
PREVIOUS = "review_previous_page"
NEXT = "review_next_page"
GO_TO_PAGE = "review_go_to_page"
MARKS = {Standing.DONE: ":white_check_mark: ", Standing.REFUSED: ":no_entry_sign: "}


def build(page: ReviewPage) -> Json:
    """Draw ten of the people, each with one button, and the way to the others."""
    if not page.sequences:
        return enroll.without_sequences()
    blocks = [_sequence(page), parts.context(_told(page)), *map(_row, page.lines), *_all(page)]
    if page.pages > 1:
        ways = {"previous": PREVIOUS, "following": NEXT, "go_to": GO_TO_PAGE}
        blocks.append(parts.paging(page.page, page.pages, PAGES_BLOCK, **ways))
    kept = {"review": page.review_id, "page": page.page}
    return parts.modal(CALLBACK, TITLE, blocks, close="Done", metadata=kept)


def opening(entries: int) -> Json:
    """Draw what stands there while everybody is looked up: of many that takes longer than Slack lets a click wait."""
    return parts.modal(CALLBACK, TITLE, [parts.context(f"Looking at {parts.count(entries, 'link')}…")])


def read(view: Mapping[str, Any]) -> tuple[int, int]:
    """Read which page of which list this is."""
    kept = parts.metadata(view)
    return int(kept.get("review", 0)), int(kept.get("page", 0))


def read_value(action: Mapping[str, Any]) -> int:
    """Read the row, page or sequence that was chosen."""
    return int((action.get("selected_option") or action)["value"])


def _sequence(page: ReviewPage) -> Json:
    # Not an input: whoever has one must have a button to send it off, and nothing here is sent off.
    chosen = next((one for one in page.sequences if one.id == page.chosen), None)
    others = [one for one in page.sequences if one is not chosen]
    offered = [*([chosen] if chosen else []), *others][: limits.OPTIONS]
    options = [parts.option(one.name or "(no name)", str(one.id)) for one in offered]
    value = "" if chosen is None else str(chosen.id)
    menu = parts.select(SEQUENCE, options, chosen=value, placeholder="Choose a sequence")
    asked = "*Sequence*" if chosen else "*Sequence*\nChoose one to see what each of them needs."
    return parts.section(asked, accessory=menu, block_id=f"review_sequence:{page.review_id}")


def _told(page: ReviewPage) -> str:
    told = [
        parts.count(page.people, "person", "people"),
        f"{page.done} enrolled" if page.done else "",
        f"{page.refused} refused" if page.refused else "",
        f"page {page.page + 1} of {page.pages}" if page.pages > 1 else "",
    ]
    left = f"\n:warning: {page.left_out:,} more did not fit: enroll them with another `/enroll`."
    return " · ".join(one for one in told if one) + (left if page.left_out else "")


def _row(line: ReviewLine) -> Json:
    about = parts.label(line.about.removeprefix("https://").removeprefix("www."), 150)
    if parts.is_address(line.about) and line.standing is not Standing.REFUSED:
        about = parts.link(line.about, line.about.removeprefix("https://").removeprefix("www."))
    name = f"{parts.bold(line.name, 100)} · " if line.name else ""
    below = " · ".join(parts.label(one, 300) for one in (line.known, line.note) if one)
    text = f"{MARKS.get(line.standing, '')}{name}{about}\n{below}".rstrip()
    return parts.section(text, accessory=_button(line), block_id=f"review_row:{line.place}")


def _button(line: ReviewLine) -> Json | None:
    if line.standing is Standing.READY:
        return parts.button("Enroll", ENROLL, value=str(line.place), style="primary")
    if line.standing is Standing.LOOK:
        return parts.button("Enroll…", OPEN, value=str(line.place))
    if line.enrollment_id:
        return card_button.button(About.ENROLLMENT, line.enrollment_id)
    return None


def _all(page: ReviewPage) -> Iterator[Json]:
    if page.ready < 2:
        return
    people = parts.count(page.ready, "person", "people")
    sure = parts.confirm(
        f"Enroll {people}?", "Each gets the sequence from its first stage on.", yes="Enroll", danger=False
    )
    yield parts.actions(
        parts.button(f"Enroll all {page.ready} ready", ENROLL_ALL, style="primary", confirm=sure)
    )
