"""Bad input: each a clear sentence, and nothing lost."""

import json

import pytest

from tests.journeys import scenes
from tests.journeys.scenes import GRACE_ADDRESS
from tests.journeys.story import Story, find, said, soon

pytestmark = pytest.mark.parametrize(
    "database_url", ["sqlite"], indirect=True
)  # the story itself runs on both


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        pytest.param("/sequence frobnicate now", "I do not know", id="unknown words"),
        pytest.param("/sequence", "What I do", id="no words"),
        pytest.param("/sequence show", "Which sequence?", id="show without a name"),
        pytest.param("/sequence show Nobody", "There is no sequence called", id="an unknown name"),
        pytest.param("/sequence digest #recruiting at noonish", "I do not understand", id="an odd hour"),
        pytest.param("/enroll", "Whom do you want to enroll?", id="enroll without a link"),
        pytest.param("/enroll https://", "link", id="enroll with a broken link"),
        pytest.param("/enroll https://www.linkedin.com/company/acme/", "company", id="enroll with a company"),
        pytest.param("/why Nobody At All", "I know nobody called", id="why about nobody"),
    ],
)
def test_a_command_that_cannot_be_understood_says_so(story: Story, typed: str, told: str) -> None:
    story.command(typed)

    assert told.lower() in said(story.dm("")).lower()


def test_an_empty_and_a_taken_name_are_refused_under_the_name(story: Story) -> None:
    scenes.write_sequence(story, "Taken")
    story.command("/sequence new")
    story.modal("sequence_editor")
    scenes.add_stage(story, "task", "Something")
    assert "sequence_name" in next(iter(story.submit()["errors"]))
    story.fill("sequence_name_typed", "  taKen ")

    errors = story.submit()["errors"]

    assert "Taken" in json.dumps(errors) or "already" in json.dumps(errors)
    assert "1 stage" in json.dumps(story.modal())


@pytest.mark.parametrize(
    ("body", "told"),
    [
        pytest.param("Hi {{frist_name}}", "{{first_name}}", id="unknown token, nearest named"),
        pytest.param("Hi {{first_name", "closed", id="unclosed token"),
        pytest.param("Hi {{ ''.__class__ }}", "is not a token", id="template code"),
        pytest.param("{% for x in y %}", "{{first_name}}", id="a loop"),
    ],
)
def test_a_template_that_cannot_be_used_is_refused_and_kept(story: Story, body: str, told: str) -> None:
    story.command("/sequence new Templates")
    story.modal("sequence_editor")

    answer = scenes.add_stage(story, "email", body, subject="Hello")

    assert told in json.dumps(answer["errors"], ensure_ascii=False)
    state = story.modal("stage_form")["state"]["values"]
    assert body in json.dumps(state, ensure_ascii=False)


def test_a_stage_without_a_body_and_a_subject_with_a_line_break_are_refused(story: Story) -> None:
    story.command("/sequence new Empty")
    story.modal("sequence_editor")

    answer = scenes.add_stage(story, "email", " ", subject="Hello\nBcc: everybody@example.com")

    assert {key.split(":")[0] for key in answer["errors"]} == {"stage_body", "stage_subject"}


def test_a_candidate_without_an_address_cannot_enter_a_sequence_that_sends_mail(story: Story) -> None:
    scenes.ready(story)

    answer = scenes.enroll(story, address="")

    assert "address" in json.dumps(answer["errors"])


def test_enrolling_without_gmail_says_how_to_connect_it(story: Story) -> None:
    scenes.write_sequence(story)

    answer = scenes.enroll(story)

    assert answer["ok"]
    assert "Connect it on the Home tab" in json.dumps(story.modal("refusal"))
    story.slack("close", view_id=story.modal()["id"])
    assert "grace.hopper@example.com" in json.dumps(story.modal("enroll_form")["state"])


def test_the_same_person_is_not_enrolled_twice(story: Story) -> None:
    scenes.ready(story)
    scenes.enrolled(story)

    assert scenes.enroll(story)["ok"]

    assert "is in this sequence already" in json.dumps(story.modal("refusal"))
    story.later(days=1)
    assert len(scenes.mails(story, GRACE_ADDRESS)) == 1


def test_a_mention_in_a_name_stays_text(story: Story) -> None:
    scenes.write_sequence(story, "<!channel> & friends")

    story.command("/sequence list")

    listed = story.dm("friends")
    assert "<!channel>" not in said(listed)
    assert "&lt;!channel&gt;" in said(listed)


def test_a_double_click_on_mark_sent_counts_once_and_says_so(story: Story) -> None:
    scenes.connect(story)
    story.command("/sequence new By hand")
    story.modal("sequence_editor")
    scenes.add_stage(story, "inmail", scenes.INMAIL)
    scenes.add_stage(story, "task", "Look again", days=1)
    story.submit()
    scenes.enroll(story, address="", sequence="By hand")
    reminder = story.dm("Hi Grace")
    # So that the button is still there for the second click.
    story.slack("fault", method="chat.update", kind="slow", times=2, retry_after=1)

    story.click("reminder_mark_sent", on=reminder)
    story.click("reminder_mark_sent", on=reminder)

    assert "Nothing was changed" in said(story.dm("Nothing was changed"))
    story.later(days=1)
    tasks = [m for m in story.messages() if "Look again" in said(m)]
    assert len(tasks) == 1


def test_a_button_on_an_old_message_changes_nothing(story: Story) -> None:
    scenes.connect(story)
    story.command("/sequence new Old")
    story.modal("sequence_editor")
    scenes.add_stage(story, "inmail", scenes.INMAIL)
    story.submit()
    scenes.enroll(story, address="", sequence="Old")
    reminder = story.dm("Hi Grace")
    story.click("reminder_mark_replied", on=reminder)
    soon(lambda: "replied" in said(story.dm("Grace")).lower())

    answer = story.slack(
        "action", channel="D0ANA", ts=reminder["ts"], block_id="reminder", action_id="reminder_mark_sent"
    )

    assert "error" in answer  # the button is no longer there to be clicked


def test_refusing_consent_and_unticking_a_box_connect_nothing(story: Story) -> None:
    _, button = find(story.home()["blocks"], "home_connect")
    denied = story.google("consent", url=button["url"], account="ana@acme.example", decision="deny")[
        "location"
    ]
    assert "did not give Overture access" in story.visit(denied)
    _, button = find(story.home()["blocks"], "home_connect")
    scope = "https://www.googleapis.com/auth/gmail.readonly"

    half = story.google("consent", url=button["url"], account="ana@acme.example", untick=[scope])["location"]

    assert "leave both Gmail boxes ticked" in story.visit(half)
    assert "home_connect" in json.dumps(story.home())


def test_a_consent_link_works_once_and_only_as_overture_made_it(story: Story) -> None:
    _, button = find(story.home()["blocks"], "home_connect")
    back = story.google("consent", url=button["url"], account="ana@acme.example")["location"]
    story.visit(back)

    assert "was used already" in story.visit(back)
    assert "was used already" in story.visit(f"{story.web}/google/callback?state=forged&code=x")


def test_another_account_than_before_is_refused(story: Story) -> None:
    scenes.ready(story)
    scenes.enrolled(story)  # a mailbox nobody waits for is not read
    story.google("revoke", address="ana@acme.example")
    story.later(hours=2)
    _, button = find(story.home()["blocks"], "home_reconnect")

    back = story.google("consent", url=button["url"], account="ben@acme.example")["location"]

    assert "ana@acme.example" in (page := story.visit(back))
    assert "ben@acme.example" in page
