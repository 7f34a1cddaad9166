"""How an import goes: a message that is drawn anew in place, and the rows nobody came in by."""

from collections.abc import Iterator

from bot.outreach.candidates.import_pictures import ImportCard, TurnedAway
from bot.slack.views import crowd, limits, parts
from bot.slack.views.parts import Json
from storage.statuses import ImportStatus, RowOutcome

BLOCK = "import_card"
TAKE_BACK = "import_take_back"
SHOW_REFUSED = "import_show_refused"
REFUSED = "import_refused"
DOWNLOAD = "import_download"
BAR = 20
PIECES = 4
PIECE = 2_900


def build(card: ImportCard) -> Json:
    """Draw how an import stands."""
    told = _told(card)
    blocks = [parts.section(told), *_figures(card), *_reasons(card), *_buttons(card)]
    return parts.message(told, blocks)


def refused(away: TurnedAway, text: str, *, url: str) -> Json:
    """Draw the rows nobody came in by: a file to fetch, and the same to copy where no browser reaches it."""
    count = len(away.rows) - 1
    pieces, left = _pieces(text)
    blocks = [
        parts.section(
            f"{parts.count(count, 'row')} stayed outside; the last column says why. Mend them and type `/enroll csv` "
            "again: only they come in."
        ),
        parts.actions(parts.button("Download CSV", DOWNLOAD, url=url, style="primary"), block_id=BLOCK),
        parts.context(
            "The link is yours and works for one hour. Here are the rows to copy, if it cannot be opened:"
        ),
        *(parts.literal(piece) for piece in pieces),
        *([parts.context(f"{parts.count(left, 'more row')}: in the file.")] if left else []),
    ]
    return parts.modal(REFUSED, "Refused rows", blocks)


def _told(card: ImportCard) -> str:
    what = f"{parts.bold(card.file)} into {parts.bold(card.sequence)}"
    added = parts.count(card.added, "person was", "people were")
    match card.status:
        case ImportStatus.UPLOADED | ImportStatus.GOING:
            return f":hourglass_flowing_sand: Importing {what}: {card.position:,} of {card.total:,} rows"
        case ImportStatus.DONE:
            return f":white_check_mark: Imported {what}: {added} added"
        case ImportStatus.TAKING_BACK:
            return f":leftwards_arrow_with_hook: Taking back {what} …"
        case _:
            return f":leftwards_arrow_with_hook: Taken back: {what}"


def _figures(card: ImportCard) -> Iterator[Json]:
    tally = card.tally
    if card.status is ImportStatus.GOING:
        done = BAR * card.position // max(card.total, 1)
        yield parts.context(f"`{'█' * done}{'░' * (BAR - done)}` {card.added:,} added so far")
    elif card.status is ImportStatus.DONE:
        yield parts.fields(
            f"*Added*\n{card.added:,}",
            f"*Needs a value*\n{tally.get(RowOutcome.LACKING, 0):,}",
            f"*Refused*\n{tally.get(RowOutcome.REFUSED, 0):,}",
        )
    elif card.status is ImportStatus.TAKEN_BACK:
        kept = tally.get(RowOutcome.KEPT, 0)
        more = f" {parts.count(kept, 'person')} had heard from you already and went on." if kept else ""
        more = more.replace("persons", "people")
        yield parts.context(f"{tally.get(RowOutcome.STOPPED, 0):,} stopped before anything left.{more}")


def _reasons(card: ImportCard) -> Iterator[Json]:
    if not card.reasons:
        return
    lines = [f"• {count:,} × {parts.label(why, 200)}" for _, why, count in card.reasons]
    left = card.turned_away - sum(count for *_, count in card.reasons)
    if left > 0:
        lines.append(f"• {left:,} × other reasons")
    yield parts.section("\n".join(lines))


def _buttons(card: ImportCard) -> Iterator[Json]:
    sure = parts.confirm(
        "Stop all of this import?",
        "Everybody it added is stopped, unless something has gone to them already. Nobody else comes in.",
        yes="Stop all",
    )
    can_stop = card.status is ImportStatus.GOING or (card.status is ImportStatus.DONE and card.added > 0)
    stop = parts.button("Stop all of this import", TAKE_BACK, value=str(card.import_id), confirm=sure)
    see = parts.button("Get the refused rows", SHOW_REFUSED, value=str(card.import_id))
    people = crowd.open_button(card.sequence_id) if card.status is ImportStatus.DONE and card.added else None
    shown = [
        people,
        see if card.turned_away and card.status is not ImportStatus.GOING else None,
        stop if can_stop else None,
    ]
    if any(shown):
        yield parts.actions(*shown, block_id=BLOCK)


def _pieces(text: str) -> tuple[list[str], int]:
    """Cut a file between its lines into what a modal holds, and count the rows that are left."""
    lines, pieces = text.splitlines(), [""]
    for number, line in enumerate(lines):
        if len(pieces[-1]) + len(line) >= PIECE:
            if len(pieces) == PIECES:
                return pieces, len(lines) - number
            pieces.append("")
        pieces[-1] += limits.shorten(line, PIECE - 1) + "\n"
    return pieces, 0
