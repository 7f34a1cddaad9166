"""Tables of people, as screens show them."""

from collections.abc import Callable
from typing import Any

from bot.outreach.candidates.import_pictures import Column, ImportCard, ImportForm, TurnedAway
from bot.outreach.pictures import Choice
from bot.rules import columns, csv_out
from bot.slack.views import from_csv, import_card
from storage.statuses import ImportStatus, RowOutcome
from tests.bot.slack.views.cast import Json


def choices(count: int, words: str) -> tuple[Choice, ...]:
    """Give so many sequences."""
    return tuple(Choice(id=number, name=words) for number in range(count))


def form(count: int, words: str, **changes: Any) -> ImportForm:
    """Give a file of so many columns, as many of which are shown as may be, in a workspace of many long tokens."""
    choices = columns.choices([f"office_street_{number:_<26}" for number in range(50)])
    shown = [
        Column(place=place, name=words, meant="company" if place == 1 else "", sample=(words,) * 3)
        for place in range(max(1, min(count, columns.most_shown(len(choices)))))
    ]
    reasons = ((words, 7),) * min(count, 8)
    plain: dict[str, Any] = {
        "import_id": 7,
        "file": words,
        "sequence": words,
        "read_as": "UTF-8, commas between cells",
        "columns": tuple(shown),
        "choices": choices,
        "width": 100,
        "total": 10_000,
        "fine": 9_000,
        "lacking": reasons,
        "refused": reasons,
        "people": (words,) * 3,
    }
    return ImportForm(**(plain | changes))


def card(words: str, status: ImportStatus) -> ImportCard:
    """Give an import that stands somehow, with every outcome there is."""
    reasons = ((RowOutcome.LACKING, words, 3), (RowOutcome.REFUSED, words, 2))
    return ImportCard(
        import_id=7,
        file=words,
        sequence_id=9,
        sequence=words,
        status=status,
        total=1_000,
        position=400,
        tally=dict.fromkeys(RowOutcome, 40),
        reasons=reasons,
    )


def refused(count: int, words: str) -> tuple[TurnedAway, str]:
    """Give so many refused rows, and the same as CSV."""
    rows = (("Name", "Why it was refused"), *[(words, words)] * count)
    return TurnedAway(import_id=7, file=words, rows=rows), csv_out.lines(rows)


BY_COUNT: dict[str, Callable[[int, str], Json]] = {
    "table": lambda count, words: from_csv.build(choices(count, words), 2),
    "table, columns": lambda count, words: from_csv.preview(form(count, words)),
    "table, refused rows": lambda count, words: import_card.refused(
        *refused(count, words), url="https://overture.example/imports/x"
    ),
}
BY_WORDS: dict[str, Callable[[str], Json]] = {
    "table, refused": lambda words: from_csv.build(choices(2, words), refusal=words),
    "table, reading": from_csv.reading,
    "table, nobody can": lambda words: from_csv.preview(form(2, words, fine=0, refusal=words)),
    "table, begun": lambda words: from_csv.begun(10_000, words),
} | {
    f"table {status}": lambda words, status=status: import_card.build(card(words, status))
    for status in ImportStatus
}
