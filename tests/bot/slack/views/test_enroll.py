"""The enroll modal."""

from bot.outreach.candidates.origins import Origin
from bot.outreach.pictures import Choice, EnrollForm
from bot.rules.drafts import Problem
from bot.slack.views import enroll
from storage.statuses import Source
from tests.bot.slack.views import cast, reading
from tests.bot.slack.views.cast import Json

GRACE = EnrollForm(
    link="https://www.linkedin.com/in/grace-hopper-1906",
    address="grace@example.com",
    first_name="Grace",
    last_name="Hopper",
    company="Navy",
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
    view = reading.typed_back(enroll.build(GRACE, typed={"reason": "your talk", "extra1": "COBOL"}))

    assert enroll.read(view) == enroll.EnrollAsked(
        link=GRACE.link,
        address="grace@example.com",
        first_name="Grace",
        last_name="Hopper",
        company="Navy",
        sequence_id=4,
        values={"reason": "your talk", "extra1": "COBOL"},
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
    ]

    assert enroll.errors(problems, view) == {
        "enroll_address": "No such domain.",
        "enroll_value:reason": "Say why.",
        "enroll_sequence": "Where is that?",
    }


def test_an_email_address_is_optional_where_no_email_is_sent() -> None:
    view = enroll.build(cast.enroll_form(1, needs_address=False))
    field = next(one for one in view["blocks"] if one.get("block_id", "").startswith(enroll.ADDRESS_BLOCK))

    assert field["optional"]
