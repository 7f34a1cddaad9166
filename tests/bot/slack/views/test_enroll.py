"""The enroll modal."""

from dataclasses import replace

import pytest

from bot.outreach.candidates.origins import Origin
from bot.outreach.pictures import Choice, EnrollForm, Whereabouts
from bot.rules.drafts import Problem
from bot.rules.places import Place
from bot.slack.views import enroll, values, whereabouts
from storage.statuses import Source
from tests.bot.slack.views import asked, cast, reading
from tests.bot.slack.views.cast import Json

GRACE = EnrollForm(
    link="https://www.linkedin.com/in/grace-hopper-1906",
    address="grace@example.com",
    first_name="Grace",
    last_name="Hopper",
    company="Navy",
    title="Rear Admiral",
    school="Vassar",
    location="Arlington, Virginia",
    there=Whereabouts(now=cast.NOW, zone="America/New_York"),
    asks=("title", "school", "location"),
    sequences=(Choice(id=3, name="Backend"), Choice(id=4, name="Compilers")),
    chosen=4,
    needs=("reason", "extra1"),
    origin=Origin(
        source=Source.MESSAGE, referrer="U0BEN", referrer_name="Ben", referred_at=cast.NOW, review=7, place=2
    ),
)


def shown(view: Json) -> list[str]:
    return [block["label"]["text"] for block in view["blocks"] if block["type"] == "input"]


def texts(view: Json) -> str:
    return "\n".join(reading.mrkdwn_of(view))


def test_what_the_form_shows_is_what_it_reads_back() -> None:
    view = reading.typed_back(enroll.build(GRACE, typed={"reason": "your talk\nin 1982", "extra1": "COBOL"}))

    assert enroll.read(view) == enroll.EnrollAsked(
        link=GRACE.link,
        address="grace@example.com",
        first_name="Grace",
        last_name="Hopper",
        company="Navy",
        title="Rear Admiral",
        school="Vassar",
        location="Arlington, Virginia",
        located="Arlington, Virginia",
        zone="America/New_York",
        sequence_id=4,
        values={"reason": "your talk\nin 1982", "extra1": "COBOL"},
        origin=GRACE.origin,
    )


def test_the_form_asks_for_the_tokens_this_sequence_needs() -> None:
    assert shown(enroll.build(GRACE))[-2:] == ["Reason", "Extra1"]


def test_nothing_chosen_is_nothing_asked() -> None:
    form = EnrollForm(
        link="", address="", first_name="", last_name="", company="", sequences=GRACE.sequences, chosen=None
    )

    assert enroll.read(reading.typed_back(enroll.build(form))) == enroll.EnrollAsked()


def test_without_a_sequence_there_is_only_the_way_to_one() -> None:
    view = enroll.build(cast.enroll_form(0))

    assert reading.buttons(view) == ["New sequence"]
    assert "submit" not in view


def test_dates_stand_there_by_both_clocks() -> None:
    view = enroll.build(cast.enroll_form(2))

    assert "1. Email · Tue 3 Mar, 9:12 in Berlin · 3:12 for you · Grace Hopper" in texts(view)


def test_warnings_and_the_refusal_stand_on_top() -> None:
    view = enroll.build(cast.enroll_form(1, refusal="Suppressed.", warnings=("Contacted.",)))

    assert [(block["level"], block["text"]["text"]) for block in view["blocks"][:2]] == [
        ("error", "Suppressed."),
        ("warning", "Contacted."),
    ]


def test_the_chosen_sequence_is_offered_among_any_number() -> None:
    view = enroll.build(cast.enroll_form(300))

    assert enroll.read(reading.typed_back(view)).sequence_id == 299


def test_problems_go_under_their_inputs() -> None:
    view = enroll.build(GRACE)
    problems = [
        Problem(field="address", text="No such domain."),
        Problem(field="reason", text="Say why."),
        Problem(field="zone", text="Where is that?"),
        Problem(field="elsewhere", text="What is that?"),
    ]

    assert enroll.errors(problems, view) == {
        "enroll_address": "No such domain.",
        "enroll_value:reason": "Say why.",
        "enroll_zone:America/New_York": "Where is that?",
        "enroll_sequence": "What is that?",
    }


def test_an_email_address_is_optional_where_no_email_is_sent() -> None:
    view = enroll.build(cast.enroll_form(1, needs_address=False))
    field = next(one for one in view["blocks"] if one.get("block_id", "").startswith(enroll.ADDRESS_BLOCK))

    assert field["optional"]


@pytest.mark.parametrize("waits", [True, False])
def test_one_may_begin_by_hand_where_the_emails_can_wait(waits: bool) -> None:
    view = enroll.build(cast.enroll_form(1, may_wait=True, waits=waits))
    field = next(one for one in view["blocks"] if one.get("block_id", "").startswith(enroll.ADDRESS_BLOCK))
    box = next(one for one in view["blocks"] if one.get("block_id", "").startswith(enroll.WAITS_BLOCK))

    assert field["optional"]
    ticked = {"selected_options": box["element"].get("initial_options", [])}
    assert enroll.read(reading.typed_back(view, **{enroll.WAITS_BLOCK: ticked})).waits is waits
    assert "Without an address" not in shown(enroll.build(cast.enroll_form(1)))


def test_what_decides_on_the_dates_draws_them_anew() -> None:
    form = replace(asked.against(1, "Theirs."), may_wait=True, waits=True, address="", there=None)
    view = enroll.build(form)

    drawn = {block["label"]["text"] for block in view["blocks"] if block.get("dispatch_action")}
    assert drawn == {"Without an address", "Against this advice", "Sequence"}
    assert "The emails wait" in texts(view)


def test_only_what_the_sequence_needs_of_the_person_is_asked() -> None:
    plain = replace(GRACE, asks=(), needs=(), there=None)

    assert shown(enroll.build(plain)) == [
        "Profile link",
        "First name",
        "Last name",
        "Email address",
        "Company",
        "Sequence",
    ]


@pytest.mark.parametrize(
    ("there", "words"),
    [
        pytest.param(
            {"zone": "Europe/Berlin"}, "It is Tue 3 Mar, 9:12 in Berlin · 3:12 for you now.", id="sure"
        ),
        pytest.param({}, "Nobody knows their clock, so yours counts: New York.", id="unknown"),
        pytest.param(
            {
                "places": (
                    Place(name="Portland, Oregon", zone="America/Los_Angeles"),
                    Place(name="Portland, Maine", zone="America/New_York"),
                )
            },
            "Which one is meant: Portland, Oregon (America/Los_Angeles) or Portland, Maine (America/New_York)?",
            id="several",
        ),
    ],
)
def test_the_form_says_whose_clock_counts(there: Json, words: str) -> None:
    form = replace(GRACE, zone="America/New_York", there=Whereabouts(now=cast.NOW, **there))

    assert words in texts(enroll.build(form))


def test_a_zone_that_was_found_replaces_the_one_drawn_before() -> None:
    ids = [
        values.place(enroll.build(replace(GRACE, there=Whereabouts(now=cast.NOW, zone=zone))), "enroll_zone")
        for zone in ("", "Europe/Berlin")
    ]

    assert ids[0] != ids[1]


def test_nobody_knowing_is_a_choice_of_its_own() -> None:
    view = reading.typed_back(enroll.build(replace(GRACE, there=Whereabouts(now=cast.NOW))))

    assert enroll.read(view).zone == ""
    assert whereabouts.options([Place(name="x" * 500, zone="Europe/Berlin")])[0]["value"] == "-"
