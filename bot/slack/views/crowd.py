"""The people of a sequence, to tick: one thing done with many of them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.outreach.candidates.crowds import MANY, PAGE, Crowd, Member, Progress, Wish
from bot.outreach.candidates.portraits import About
from bot.rules.steers import Steer
from bot.slack.views import card_button, limits, parts, phrases, values
from bot.slack.views.parts import Json
from storage.statuses import OPEN, EnrollmentStatus

CALLBACK = "crowd"
DONE = "crowd_done"
OPEN_BUTTON = "crowd_open"
STATUS_BLOCK = "crowd_status"
STATUS = "crowd_status_chosen"
PEOPLE_BLOCK = "crowd_people"
PEOPLE = "crowd_people_ticked"
ALL_BLOCK = "crowd_everybody"
ALL = "crowd_everybody_ticked"
DEED_BLOCK = "crowd_deed"
DEED = "crowd_deed_chosen"
TO_BLOCK = "crowd_to"
TO = "crowd_to_chosen"
PAGES_BLOCK = "crowd_pages"
CARDS_BLOCK = "crowd_cards"
PAGES = (PREVIOUS, NEXT, GO_TO_PAGE) = ("crowd_previous_page", "crowd_next_page", "crowd_go_to_page")
EVERYBODY = "open"
MOST_TICKED = 250  # as many ids as a view can keep for its other pages

DEEDS = {
    Steer.PAUSE: "Pause",
    Steer.GO_ON: "Go on now",
    Steer.WEEK: "Snooze for a week",
    Steer.MONTH: "Snooze for a month",
    Steer.QUARTER: "Snooze for three months",
    Steer.STOP: "Stop for good",
    Steer.MOVE: "Move to another sequence",
}


def open_button(sequence_id: int) -> Json:
    """Make the button that opens the people of a sequence."""
    return parts.button("People", OPEN_BUTTON, value=str(sequence_id))


def build(crowd: Crowd, ticked: Sequence[int] = ()) -> Json:
    """Draw a page of them; `ticked` are those chosen so far, on whatever page."""
    here = {one.enrollment_id for one in crowd.members}
    kept = [one for one in ticked if one not in here][:MOST_TICKED]
    told = f"{parts.count(crowd.total, 'person', 'people')} in {parts.bold(crowd.sequence)}"
    if kept:
        told += f" · {len(kept):,} ticked on other pages"
    blocks = [_filter(crowd), parts.section(told), *_people(crowd, ticked), *_paging(crowd)]
    metadata = {
        "sequence": crowd.sequence_id,
        "status": crowd.status.value if crowd.status else EVERYBODY,
        "page": crowd.page,
        "ticked": kept,
    }
    if not crowd.members:
        blocks.append(parts.context("Nobody here that you may steer. Choose another standing above."))
        return parts.modal(CALLBACK, "People", blocks, metadata=metadata)
    blocks += [_cards(crowd), *_deeds(crowd)]
    return parts.modal(CALLBACK, "People", blocks, submit="Do it", close="Cancel", metadata=metadata)


def read(view: Mapping[str, Any]) -> Wish:
    """Read who is ticked on every page, and what shall be done with them."""
    kept = parts.metadata(view)
    deed, to = values.chosen(view, DEED_BLOCK), values.chosen(view, TO_BLOCK)
    status = str(kept.get("status", EVERYBODY))
    return Wish(
        sequence_id=int(kept["sequence"]),
        deed=Steer(deed) if deed else Steer.PAUSE,
        ticked=tuple(dict.fromkeys([*(int(one) for one in kept.get("ticked", ())), *_ticked(view)])),
        everybody=values.ticked(view, ALL_BLOCK),
        status=None if status == EVERYBODY else EnrollmentStatus(status),
        to=int(to) if to else None,
    )


def read_sequence(value: str) -> int:
    """Read whose people shall be shown."""
    return int(value)


def read_page(view: Mapping[str, Any], action: Mapping[str, Any]) -> tuple[EnrollmentStatus | None, int]:
    """Read which people shall be shown: another page of the same, or the first of those who stand otherwise."""
    chosen = str((action.get("selected_option") or action)["value"])
    if action["action_id"] == STATUS:
        return (None if chosen == EVERYBODY else EnrollmentStatus(chosen)), 0
    return read(view).status, int(chosen)


def errors(text: str) -> dict[str, str]:
    """Put a sentence under what shall be done."""
    return {DEED_BLOCK: text}


def progress(how: Progress) -> Json:
    """Say how far it has come, in the place of the list, and with whom it could not be done."""
    return parts.modal(DONE, "People", list(_told(how)), close="Done")


def _filter(crowd: Crowd) -> Json:
    options = [parts.option("Everybody still in it", EVERYBODY)]
    known = sorted(OPEN, key=list(EnrollmentStatus).index)
    options += [parts.option(phrases.ENROLLMENTS[one].capitalize(), one.value) for one in known]
    chosen = crowd.status.value if crowd.status else EVERYBODY
    return parts.actions(parts.select(STATUS, options, chosen=chosen), block_id=STATUS_BLOCK)


def _people(crowd: Crowd, ticked: Sequence[int]) -> Iterator[Json]:
    for begin in range(0, len(crowd.members), limits.RADIO):
        shown = crowd.members[begin : begin + limits.RADIO]
        options = [_option(one) for one in shown]
        chosen = [option for option in options if int(option["value"]) in ticked]
        boxes: Json = {"type": "checkboxes", "action_id": PEOPLE, "options": options}
        if chosen:
            boxes["initial_options"] = chosen
        number = crowd.page * PAGE + begin
        label = f"{number + 1:,} to {number + len(shown):,}"
        # Each page and each standing has blocks of its own: Slack would keep the ticks of the last one.
        block_id = f"{PEOPLE_BLOCK}:{crowd.status or EVERYBODY}:{number}"
        yield parts.field(block_id, label, boxes, optional=True)


def _option(one: Member) -> Json:
    stands = f"{phrases.ENROLLMENTS[one.status]} · after stage {one.stage}" if one.stage else ""
    about = stands or f"{phrases.ENROLLMENTS[one.status]} · nothing sent yet"
    told = f"{about} · {one.why}" if one.why else about
    name = parts.one_line(one.name, limits.OPTION_TEXT) or "(no name)"
    return parts.option(name, str(one.enrollment_id), parts.one_line(told, limits.OPTION_TEXT))


def _cards(crowd: Crowd) -> Json:
    menu = card_button.menu(About.ENROLLMENT, ((one.enrollment_id, one.name) for one in crowd.members))
    # Each page has a menu of its own: Slack would keep what was chosen from the last one.
    return parts.actions(menu, block_id=f"{CARDS_BLOCK}:{crowd.status or EVERYBODY}:{crowd.page}")


def _paging(crowd: Crowd) -> Iterator[Json]:
    pages = -(-crowd.total // PAGE)
    if pages > 1:
        yield parts.paging(
            crowd.page, pages, PAGES_BLOCK, previous=PREVIOUS, following=NEXT, go_to=GO_TO_PAGE
        )


def _deeds(crowd: Crowd) -> Iterator[Json]:
    if crowd.total > 1:
        option = parts.option(f"All {crowd.total:,} people of this list, ticked or not", "all")
        boxes: Json = {"type": "checkboxes", "action_id": ALL, "options": [option]}
        yield parts.field(f"{ALL_BLOCK}:{crowd.status or EVERYBODY}", "Everybody", boxes, optional=True)
    offered = [deed for deed in MANY if deed is not Steer.MOVE or crowd.others]
    options = [parts.option(DEEDS[deed], deed.value) for deed in offered]
    yield parts.field(DEED_BLOCK, "What to do", parts.select(DEED, options, placeholder="Choose"))
    if crowd.others:
        places = [parts.option(one.name or "(no name)", str(one.id)) for one in crowd.others]
        menu = parts.select(TO, places, placeholder="Only to move them")
        yield parts.field(TO_BLOCK, "Where to", menu, optional=True)


def _ticked(view: Mapping[str, Any]) -> Iterator[int]:
    for block in view.get("blocks", ()):
        block_id = str(block.get("block_id", ""))
        if block_id.startswith(f"{PEOPLE_BLOCK}:"):
            chosen = (values.element(view, block_id) or {}).get("selected_options") or ()
            yield from (int(option["value"]) for option in chosen)


def _told(how: Progress) -> Iterator[Json]:
    everybody = how.done + how.failed + how.left
    yield parts.section(
        f"*{DEEDS[how.deed]}*: done with {how.done:,} of {parts.count(everybody, 'person', 'people')}"
        f" in {parts.bold(how.sequence)}."
    )
    if how.left:
        yield parts.context(
            f"{how.left:,} are still to come. You may close this: a message tells you how it went."
        )
    if how.failed:
        lines = [f"• {parts.bold(name, 80)}: {parts.label(why, 200)}" for name, why in how.failures]
        if more := parts.rest(len(lines), how.failed, "person", "people"):
            lines.append(more)
        heading = f"*It could not be done with {parts.count(how.failed, 'person', 'people')}*"
        yield parts.section("\n".join([heading, *lines]))
