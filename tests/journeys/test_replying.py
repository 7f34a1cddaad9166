"""Ana answers a candidate from Slack, and the mail stands in their conversation."""

from tests.journeys import scenes
from tests.journeys.scenes import GRACE_ADDRESS
from tests.journeys.story import ANA, Story, find, said, soon

QUESTION = "Is the role still open?"
REPLY = "Dear {{first_name}}, it **is**!"


def asked(story: Story) -> None:
    """Let Grace get the first mail and ask something."""
    scenes.ready(story)
    scenes.enrolled(story)
    story.google("answer", address=GRACE_ADDRESS, kind="reply", text=QUESTION)
    story.later(minutes=2)


def opened(story: Story) -> str:
    """Click Reply on the card; give the id of the form."""
    story.click("reply_write_back", on=story.dm(QUESTION))
    return str(story.modal("write_back_form")["id"])


def test_a_reply_from_slack_arrives_in_the_candidates_conversation_from_the_same_mailbox(
    story: Story,
) -> None:
    asked(story)
    story.stop()
    story.start()
    opened(story)
    assert story.modal()["title"]["text"] == "Reply to Grace"
    assert QUESTION in str(story.modal()["blocks"])
    story.fill("write_back_text_typed", REPLY)

    assert story.submit()["ok"]
    soon(
        lambda: "leaves in a moment" in said(story.dm(QUESTION)) or "Answered by" in said(story.dm(QUESTION))
    )
    story.work()

    theirs = story.inbox(GRACE_ADDRESS)
    first, question, reply = theirs
    assert [mail["from"] for mail in (first, reply)] == ["Ana Lovelace <ana@acme.example>"] * 2
    assert len({mail["thread_id"] for mail in theirs}) == 1
    assert reply["subject"] == "Re: A thought for Grace"
    assert reply["in_reply_to"] == question["message_id"]
    assert reply["references"].split() == [first["message_id"], question["message_id"]]
    assert "Dear {{first_name}}, it is!" in reply["text"]
    assert "<strong>is</strong>" in reply["html"]
    sent = [mail for mail in story.inbox("ana@acme.example") if "SENT" in mail["labels"]]
    assert len({mail["thread_id"] for mail in sent}) == 1
    soon(lambda: f"Answered by <@{ANA}>" in said(story.dm(QUESTION)))
    assert "leaves in a moment" not in said(story.dm(QUESTION))
    for _ in range(5):
        story.later(days=7)
    assert len(story.inbox(GRACE_ADDRESS)) == 3


def test_send_pressed_twice_and_by_night_is_one_mail(story: Story) -> None:
    asked(story)
    story.pass_time(hours=14)
    form = opened(story)
    story.fill("write_back_text_typed", REPLY)
    story.slack("submit", view_id=form)
    story.slack("submit", view_id=form)

    story.work()
    story.later(minutes=10)

    assert len(scenes.mails(story, GRACE_ADDRESS)) == 2


def test_an_empty_reply_is_refused_under_the_text_and_nothing_is_sent(story: Story) -> None:
    asked(story)
    opened(story)
    story.fill("write_back_text_typed", " ")

    answer = story.submit()

    assert "cannot be empty" in str(answer)
    find(story.modal("write_back_form")["blocks"], "write_back_text_typed")
    story.later(minutes=5)
    assert len(scenes.mails(story, GRACE_ADDRESS)) == 1
