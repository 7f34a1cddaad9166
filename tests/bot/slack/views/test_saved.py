"""What the editor turns into once a sequence is saved, and the card of who approves it."""

from bot.outreach.plans.editions import Fate
from bot.rules.drafts import StageDraft
from bot.slack.views import approval, leaving, reminder, saved
from tests.bot.slack.views import cast, edited, reading
from tests.bot.slack.views.cast import Json


def sections(view: Json) -> list[str]:
    return [block["text"]["text"] for block in view["blocks"] if block["type"] == "section"]


def test_saving_says_how_much_was_saved() -> None:
    view = saved.build(edited.saved(3, name="Backend", inside=None))

    assert sections(view) == ["*Backend* is saved: 3 stages, 6 business days."]
    assert "submit" not in view


def test_it_names_ten_and_counts_the_rest() -> None:
    (_, _, first, second) = sections(saved.build(edited.saved(2, "Ada")))

    assert first == (
        "• Stage 1 (Ada): 12 people have not had it: Ada, Ada, Ada, Ada, Ada, Ada, Ada, Ada, Ada, Ada and 2 more"
    )
    assert "is gone" in second


def test_what_waits_for_approval_takes_nobody_along() -> None:
    view = saved.build(edited.saved(2, waits=True))
    actions = {one["action_id"] for one in reading.elements_of(view, "button")}

    assert actions == {saved.ASK}


def test_the_colleague_chosen_is_read_back() -> None:
    page = edited.saved(2, waits=True)
    block = f"{saved.EYES_BLOCK}:{page.version_id}"
    chosen = {"type": "users_select", "selected_user": "U0BEN"}
    view = saved.build(page) | {"state": {"values": {block: {saved.EYES: chosen}}}}

    assert saved.read_eyes(view) == "U0BEN"
    assert saved.read_eyes(view | {"state": {}}) == ""


def test_whoever_approves_reads_every_word_of_it() -> None:
    words = [f"Word{number}" for number in range(2_500)]
    body = " ".join(words[:1_200]) + "\n\n" + "\n\n".join(words[1_200:])
    stages = (cast.stage("Short"), StageDraft(subject="Long", body=body), cast.stage("Last"))

    read = ""
    for page in range(40):
        message = approval.build(edited.approval(0, stages=stages), page)
        read += "".join(_texts(message["blocks"]))

    assert [word for word in words if word not in read] == []
    assert "…" not in read


def _texts(part: object) -> list[str]:
    if isinstance(part, dict):
        own = [part["text"]] if isinstance(part.get("text"), str) else []
        return own + [text for value in part.values() for text in _texts(value)]
    return [text for one in part for text in _texts(one)] if isinstance(part, list) else []


def test_a_settled_card_has_no_answers() -> None:
    message = approval.build(edited.approval(1, settled="Approved by", settled_by="U0BEN"))

    assert list(reading.elements_of(message, "button")) == []
    assert "Approved by <@U0BEN>" in str(message)


def test_the_note_is_read_back() -> None:
    view = approval.note_form(2, channel="D1", message="1.2")
    typed = {"values": {approval.NOTE_BLOCK: {approval.NOTE: {"value": "Too long."}}}}

    read = approval.read_note(view | {"state": typed})

    assert (read.version_id, read.note, read.channel, read.message) == (2, "Too long.", "D1", "1.2")


def test_what_happens_to_the_people_is_read_back_and_they_finish_it_unless_it_is_said() -> None:
    view = leaving.build(edited.leaving())
    chosen = {"type": "radio_buttons", "selected_option": {"value": Fate.STOP.value}}

    assert leaving.read(view) == (1, Fate.FINISH)
    assert leaving.read_beneath(leaving.build(edited.leaving(), "mine:3")) == "mine:3"
    stop = {"values": {leaving.FATE_BLOCK: {leaving.FATE: chosen}}}
    assert leaving.read(view | {"state": stop}) == (1, Fate.STOP)


def test_a_reminder_of_what_an_edit_left_behind_says_so() -> None:
    card = reminder.build(cast.reminder(settled="The sequence was edited meanwhile"))

    assert "edited meanwhile" in str(card)
