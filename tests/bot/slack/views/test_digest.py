"""The status digest of a channel."""

from bot.outreach.pictures import Counts
from bot.slack.views import check, digest
from storage.statuses import Access
from tests.bot.slack.views import cast, reading
from tests.bot.slack.views.cast import Json


def charts(made: Json) -> list[Json]:
    return [block["chart"] for block in made["blocks"] if block["type"] == "data_visualization"]


def test_the_text_states_every_number() -> None:
    counts = Counts(
        enrolled=101,
        active=11,
        paused=12,
        held=13,
        replied=14,
        answered=14,
        finished=15,
        stopped=16,
        bounced=17,
        opted_out=18,
        interested=19,
        delivered=90,
    )

    said = digest.build(cast.digest(1, lines=(cast.line("Backend", counts=counts),)))["text"]

    for number in ("101", "11", "12", "13", "14", "15", "16", "17", "18", "19", "90", "16 % (14 of 90)"):
        assert number in said
    assert "12 emails to go out · 3 stages to do by hand" in said


def test_what_nobody_is_in_gets_no_bar() -> None:
    counts = Counts(enrolled=3, active=2, replied=1, answered=1, delivered=3)

    bars, _ = charts(digest.build(cast.digest(1, lines=(cast.line("Backend", counts=counts),))))

    assert [one["name"] for one in bars["series"]] == ["In progress", "Replied"]


def test_bars_stand_by_sequence_and_a_pie_for_everybody() -> None:
    bars, pie = charts(digest.build(cast.digest(2)))

    assert bars["axis_config"]["categories"] == ["1. Backend", "2. Backend"]
    assert {one["name"]: one["data"][0]["value"] for one in bars["series"]}["Replied"] == 10
    assert {"label": "Bounced", "value": 8} in pie["segments"]


def test_a_pie_without_anybody_is_left_out() -> None:
    made = digest.build(cast.digest(1, lines=(cast.line("Backend", counts=Counts()),)))

    assert [chart["type"] for chart in charts(made)] == ["bar"]


def test_the_table_says_the_same_as_the_charts() -> None:
    plan = cast.digest(2)

    made = digest.fallback_table(plan)
    [table] = [block for block in made["blocks"] if block["type"] == "table"]

    assert made["text"] == digest.build(plan)["text"]
    assert [cell["text"] for cell in table["rows"][1]] == [
        "Backend",
        "40",
        "20",
        "3",
        "10",
        "6",
        "4",
        "28 % (10 of 36)",
    ]


def test_what_is_not_shared_never_reaches_a_channel() -> None:
    secret = [cast.line("Chief of staff", access=access) for access in (Access.CONFIDENTIAL, Access.PERSONAL)]

    for build in (digest.build, digest.fallback_table):
        assert "Chief of staff" not in str(build(cast.digest(0, lines=tuple(secret))))


def test_many_sequences_are_added_up_rather_than_left_out() -> None:
    made = digest.build(cast.digest(120))

    assert "*110 more sequences*: 4,400 enrolled" in made["text"]
    assert check.faults(made) == []


def test_the_largest_digest_loses_no_number() -> None:
    huge = Counts(
        enrolled=99_999,
        active=99_999,
        paused=99_999,
        held=99_999,
        replied=99_999,
        answered=99_999,
        finished=99_999,
        stopped=99_999,
        bounced=99_999,
        opted_out=99_999,
        interested=99_999,
        delivered=99_999,
    )
    lines = tuple(cast.line("<&>*" * 30, id=place, counts=huge) for place in range(50))

    made = digest.build(cast.digest(12, "short", lines=lines))

    assert made["text"].endswith("reply rate 100 % (3,999,960 of 3,999,960)")


def test_the_one_who_switched_it_on_is_named() -> None:
    assert "Switched on by <@U0ANA>." in "\n".join(reading.mrkdwn_of(digest.build(cast.digest(1))))
