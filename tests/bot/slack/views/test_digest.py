"""The status digest of a channel."""

from typing import Any

from bot.outreach.overview.digest_pictures import Growth
from bot.outreach.pictures import Counts
from bot.slack.views import check, digest
from storage.statuses import Access, SequenceStatus
from tests.bot.slack.views import cast, digested, reading
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

    said = digest.build(digested.digest(1, rows=(digested.digest_row(cast.line("Backend", counts=counts)),)))[
        "text"
    ]

    for number in ("101", "11", "12", "13", "14", "15", "16", "17", "18", "19", "90", "16 % (14 of 90)"):
        assert number in said
    assert "7 emails to go out, first Tue 3 Mar, 9:12, 2 by hand" in said
    assert "▲ 12 enrolled, 3 replied" in said
    assert "4 replies unanswered, the oldest 2 days" in said


def test_what_nobody_is_in_gets_no_bar() -> None:
    counts = Counts(enrolled=3, active=2, replied=1, answered=1, delivered=3)

    bars, _ = charts(
        digest.build(digested.digest(1, rows=(digested.digest_row(cast.line("Backend", counts=counts)),)))
    )

    assert [one["name"] for one in bars["series"]] == ["In progress", "Replied"]


def test_bars_stand_by_sequence_and_a_pie_for_everybody() -> None:
    bars, pie = charts(digest.build(digested.digest(2)))

    assert bars["axis_config"]["categories"] == ["1. Backend", "2. Backend"]
    assert {one["name"]: one["data"][0]["value"] for one in bars["series"]}["Replied"] == 10
    assert {"label": "Bounced", "value": 8} in pie["segments"]


def test_a_pie_without_anybody_is_left_out() -> None:
    made = digest.build(
        digested.digest(1, rows=(digested.digest_row(cast.line("Backend", counts=Counts())),))
    )

    assert [chart["type"] for chart in charts(made)] == ["bar"]


def test_the_table_says_the_same_as_the_charts() -> None:
    plan = digested.digest(2)

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


def test_the_words_of_the_picture_have_every_number_of_it() -> None:
    plan = digested.digest(2)

    made = digest.pictured(plan, "F0PICTURE1", with_table=True)
    image, table = [block for block in made["blocks"] if block["type"] in {"image", "table"}]

    assert made["text"] == digest.in_words(plan)["text"] == digest.build(plan)["text"]
    assert table == digest.fallback_table(plan)["blocks"][2]
    assert image["alt_text"].startswith(
        "People by sequence. 1. Backend: 40 enrolled, 20 in progress, 1 paused,"
    )
    assert "2. Backend: 40 enrolled" in image["alt_text"]


def test_everybody_stands_once_in_the_bar_of_a_sequence() -> None:
    made = digest.drawing(digested.digest(7))

    assert made is not None
    assert made.subtitle == "Tue 3 Mar, 9:12 · the 5 most active of 7"
    assert [bar.label for bar in made.bars[:2]] == ["1. Backend", "2. Backend"]
    assert {(sum(bar.stripes.values()), bar.told) for bar in made.bars} == {(40, "40 · 10 replied")}


def test_the_rate_of_the_table_is_that_of_the_text_though_somebody_answered_who_was_not_reached() -> None:
    counts = Counts(enrolled=3, active=1, replied=2, answered=1, delivered=2)
    rows = (digested.digest_row(cast.line("Backend", counts=counts)),)

    made = digest.fallback_table(digested.digest(1, rows=rows))

    assert str(made).count("50 % (1 of 2)") == 3  # in the text, in the section and in the table


def test_a_paused_sequence_is_said_to_be() -> None:
    line = cast.line("Backend", status=SequenceStatus.PAUSED)

    made = digest.build(digested.digest(1, rows=(digested.digest_row(line),)))

    assert "*Backend* (paused)" in made["text"]


def test_what_is_not_shared_never_reaches_a_channel() -> None:
    secret = [cast.line("Chief of staff", access=access) for access in (Access.CONFIDENTIAL, Access.PERSONAL)]

    plan = digested.digest(0, rows=tuple(digested.digest_row(one) for one in secret))
    for made in (
        digest.build(plan),
        digest.fallback_table(plan),
        digest.drawing(plan),
        digest.pictured(plan, "F0PICTURE1", with_table=True),
    ):
        assert "Chief of staff" not in str(made)


def test_many_sequences_are_added_up_rather_than_left_out() -> None:
    made = digest.build(digested.digest(120))

    assert "*and 115 more sequences*  ▲ 1,725: 4,600 enrolled" in made["text"]
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
    most: dict[str, Any] = {
        "growth": Growth(enrolled=99_999, replied=99_999, interested=99_999, bounced=99_999)
    }
    most |= {"emails": 99_999, "by_hand": 99_999, "unanswered": 99_999}
    most |= {"held": tuple((f"a colleague has not allowed it ye{one}", 99_999) for one in range(7))}
    lines = (cast.line("<&>*" * 30, id=place, counts=huge) for place in range(50))
    rows = tuple(digested.digest_row(line, **most) for line in lines)

    for made in (
        digest.build(digested.digest(12, "short", rows=rows)),
        digest.fallback_table(digested.digest(12, rows=rows)),
        digest.pictured(digested.digest(12, rows=rows), "F0PICTURE1", with_table=True),
    ):
        assert made["text"].endswith("reply rate 100 % (4,499,955 of 4,499,955)\nSwitched on by <@U0ANA>.")
        assert check.faults(made) == []


def test_the_one_who_switched_it_on_is_named() -> None:
    for is_changed, said in ((False, "Switched on by <@U0ANA>."), (True, "Changed by <@U0ANA>.")):
        made = digest.build(digested.digest(1, is_changed=is_changed))
        assert said in "\n".join(reading.mrkdwn_of(made))
