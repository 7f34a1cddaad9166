"""A candidate's card: who they are, where they are, what happened to them, and what may be done about it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.outreach.candidates.portraits import AddressLine, Moment, PlaceLine, Portrait
from bot.slack.views import dates, limits, parts, phrases
from bot.slack.views.parts import Json

CALLBACK = "candidate_card"
EDIT = "candidate_edit"
ADD_ADDRESS = "candidate_add_address"
ADDRESS_MENU = "candidate_address_menu"
USE_ADDRESS = "candidate_use_address"
MERGE = "candidate_merge"
PAGES_BLOCK = "candidate_pages"
PREVIOUS = "candidate_previous_page"
NEXT = "candidate_next_page"
GO_TO_PAGE = "candidate_go_to_page"

PREFER, REMOVE = "prefer", "remove"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Whose card it is, and which page of the timeline it shows, from 0."""

    candidate_id: int
    page: int = 0


def build(card: Portrait, *, note: str = "") -> Json:
    """Draw somebody; `note` says what was just done."""
    blocks = [
        *([parts.alert(parts.label(note, limits.ALERT), "info")] if note else []),
        parts.section(_heading(card)),
        *_details(card),
        *_addresses(card),
        *_links(card),
        parts.actions(
            parts.button("Edit details", EDIT, value=str(card.id)),
            parts.button("Add an address", ADD_ADDRESS, value=str(card.id)),
            parts.button("Merge with…", MERGE, value=str(card.id)),
            block_id="candidate_actions",
        ),
        *_places(card),
        *_timeline(card),
    ]
    return parts.modal(CALLBACK, "Candidate", blocks, metadata={"candidate": card.id, "page": card.page})


def read(view: Mapping[str, Any]) -> Shown:
    """Read whose card it is."""
    kept = parts.metadata(view)
    return Shown(candidate_id=int(kept["candidate"]), page=int(kept.get("page", 0)))


def read_page(action: Mapping[str, Any]) -> int:
    """Read which page was asked for."""
    return int((action.get("selected_option") or action)["value"])


def read_menu(value: str) -> tuple[str, int]:
    """Read what is to be done with which address: PREFER or REMOVE."""
    verb, _, address_id = value.partition(":")
    return verb, int(address_id)


def _heading(card: Portrait) -> str:
    at = " at ".join(parts.label(one) for one in (card.title, card.company) if one.strip())
    return f"{parts.bold(card.name)}\n{at}" if at else parts.bold(card.name)


def _details(card: Portrait) -> Iterator[Json]:
    place = card.location.strip() and parts.label(card.location)
    clock = f"{dates.plain(card.now, card.zone)} in {parts.label(dates.city(card.zone))}" if card.zone else ""
    where = " · ".join(one for one in (place, clock) if one)
    told = [("Location", where), ("School", card.school.strip() and parts.label(card.school))]
    if shown := [f"*{name}*\n{text}" for name, text in told if text]:
        yield parts.fields(*shown)


def _addresses(card: Portrait) -> Iterator[Json]:
    if not card.addresses:
        yield parts.context("No address is known. *Add an address*, so that email can go to them.")
        return
    for row in card.addresses[: limits.ROWS]:
        yield parts.section(_address(row), accessory=_menu(row), block_id=f"candidate_address:{row.id}")
    if more := parts.rest(limits.ROWS, len(card.addresses), "address", "addresses"):
        yield parts.context(more)
    if card.elsewhere:
        is_one = card.elsewhere == 1
        told = f"{parts.count(card.elsewhere, 'open sequence')} {'writes' if is_one else 'write'} to another address."
        use = parts.button("Use the preferred one there, too", USE_ADDRESS, value=str(card.id))
        yield parts.section(told, accessory=use, block_id="candidate_elsewhere")


def _address(row: AddressLine) -> str:
    marks = [
        "preferred" if row.is_preferred else "",
        "in use" if row.in_use else "",
        "mail came back" if row.has_bounced else "",
        f"nobody may write to it: {parts.label(row.suppressed)}" if row.suppressed else "",
    ]
    return " · ".join([f":email: {parts.label(row.address, 320)}", *(one for one in marks if one)])


def _menu(row: AddressLine) -> Json | None:
    works = not (row.has_bounced or row.suppressed)
    offered = [
        *([parts.option("Prefer this one", f"{PREFER}:{row.id}")] if works and not row.is_preferred else []),
        *([] if row.in_use else [parts.option("Remove", f"{REMOVE}:{row.id}")]),
    ]
    return parts.overflow(ADDRESS_MENU, offered) if offered else None


def _links(card: Portrait) -> Iterator[Json]:
    shown = card.links[: limits.ROWS]
    rows = [parts.link(url, parts.one_line(url.partition("://")[2] or url, 80)) for url in shown]
    rows.append(parts.rest(len(shown), len(card.links), "link"))
    if card.links:
        yield parts.section("\n".join(row for row in rows if row))


def _places(card: Portrait) -> Iterator[Json]:
    shown = card.places[: limits.ROWS]
    rows = [_place(one) for one in shown]
    rows.append(parts.rest(len(shown), len(card.places), "sequence"))
    if card.unseen:
        rows.append("Contacted by a colleague as well.")
    if told := [row for row in rows if row]:
        yield parts.section("\n".join(["*Sequences*", *told]))


def _place(one: PlaceLine) -> str:
    why = f" ({parts.label(one.why, 100)})" if one.why and one.status.is_open else ""
    return f"• {parts.label(one.sequence, 80)}: *{phrases.ENROLLMENTS[one.status]}*{why} · {parts.mention(one.by)}"


def _timeline(card: Portrait) -> Iterator[Json]:
    if not card.moments:
        yield parts.context("Nothing has happened yet.")
        return
    rows = [_moment(one, card) for one in card.moments]
    yield parts.section("\n".join(["*What happened*", *rows]))
    if card.pages > 1:
        yield parts.paging(
            card.page, card.pages, PAGES_BLOCK, previous=PREVIOUS, following=NEXT, go_to=GO_TO_PAGE
        )


def _moment(one: Moment, card: Portrait) -> str:
    at = dates.both(one.at, card.zone or card.own_zone, card.own_zone, near=card.now)
    about = [parts.label(one.sequence, 60) if one.sequence else "", parts.mention(one.by) if one.by else ""]
    told = " · ".join([parts.label(one.what, 90), *(each for each in about if each)])
    return f"{at}: {told}"
