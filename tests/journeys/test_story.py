"""The seed's story, step by step, over real wires."""

import json

from tests.journeys import scenes
from tests.journeys.scenes import ALAN, ALAN_ADDRESS, GRACE, GRACE_ADDRESS
from tests.journeys.story import Story, find, said, soon


def test_ana_connects_her_gmail_and_slack_tells_her_so(story: Story) -> None:
    home = story.home()
    _, button = find(home["blocks"], "home_connect")

    back = story.google("consent", url=button["url"], account="ana@acme.example")["location"]
    page = story.visit(back)

    assert "ana@acme.example" in page
    assert "Connected" in page
    assert "ana@acme.example is connected" in said(story.dm("is connected"))
    assert "ana@acme.example" in json.dumps(story.home())


def test_a_sequence_is_written_in_the_editor_and_listed_everywhere(story: Story) -> None:
    scenes.connect(story)
    story.command("/sequence new")
    editor = json.dumps(story.modal("sequence_editor"))
    assert "three or four stages" in editor  # the tips
    story.slack("close", view_id=story.modal()["id"])

    scenes.write_sequence(story)

    story.command("/sequence list")
    assert "Backend, Berlin" in said(story.dm("Backend, Berlin"))
    assert "Backend, Berlin" in json.dumps(story.home())
    story.command("/sequence show backend")
    shown = said(story.dm("Did my mail reach you"))
    assert "{{first_name}}" in shown
    assert "3 business days" in shown
    assert "InMail" in shown


def test_the_preview_fills_the_tokens_and_dates_every_stage(story: Story) -> None:
    story.command("/sequence new Preview")
    story.modal("sequence_editor")
    scenes.add_stage(story, "email", scenes.FIRST, subject="For {{first_name}}")
    scenes.add_stage(story, "email", scenes.SECOND, days=3)

    story.click("sequence_preview")

    preview = json.dumps(story.modal("preview"))
    assert "Hello Grace" in preview
    assert "{{" not in preview
    assert "Tue 3 Mar" in preview
    assert "Fri 6 Mar" in preview


def test_enrolling_guesses_the_name_and_shows_the_dates(story: Story) -> None:
    scenes.ready(story)

    story.command(f"/enroll {GRACE}")
    form = story.modal("enroll_form")
    _, first = find(form["blocks"], "enroll_first_name_typed")
    _, link = find(form["blocks"], "enroll_link_typed")
    story.choose("enroll_sequence_chosen", "Backend")

    assert first["initial_value"] == "Grace"
    assert "utm_source" not in link["initial_value"]
    soon(lambda: "Fri 6 Mar" in json.dumps(story.modal("enroll_form")))
    assert "Tue 3 Mar" in json.dumps(story.modal("enroll_form"))


def test_stage_one_arrives_with_tokens_filled_in_text_and_html(story: Story) -> None:
    scenes.ready(story)

    scenes.enrolled(story)

    [mail] = scenes.mails(story, GRACE_ADDRESS)
    assert mail["from"] == "Ana Lovelace <ana@acme.example>"
    assert mail["subject"] == "A thought for Grace"
    assert "Hello Grace, your work at your team is remarkable." in mail["text"]
    assert "<strong>remarkable</strong>" in mail["html"]
    assert "{{" not in mail["text"] + mail["html"]


def test_stage_two_answers_in_the_same_thread_on_both_sides(story: Story) -> None:
    scenes.ready(story)
    scenes.enrolled(story)

    story.later(days=3, minutes=1)

    first, second = scenes.mails(story, GRACE_ADDRESS)
    assert second["subject"] == "Re: A thought for Grace"
    assert second["in_reply_to"] == first["message_id"]
    assert first["message_id"] in second["references"]
    assert second["thread_id"] == first["thread_id"]
    sent = [mail for mail in story.inbox("ana@acme.example") if "SENT" in mail["labels"]]
    assert len({mail["thread_id"] for mail in sent}) == 1
    assert len(sent) == 2


def test_the_in_mail_is_asked_of_ana_and_marking_it_sent_finishes(story: Story) -> None:
    scenes.ready(story)
    scenes.enrolled(story)
    story.later(days=3, minutes=1)
    story.later(days=3)  # two days after Friday is Sunday, which moves to Monday

    reminder = story.dm("Hi Grace, shall we talk about your team?")
    assert "linkedin.com/in/grace-hopper-1906" in said(reminder)
    story.click("reminder_mark_sent", on=reminder)

    story.dm("Marked sent")
    story.command("/sequence show backend")
    assert "finished" in said(story.dm("Did my mail reach you")).lower()


def test_marking_replied_stops_every_stage_still_to_come(story: Story) -> None:
    scenes.connect(story)
    story.command("/sequence new InMail first")
    scenes.add_stage(story, "inmail", scenes.INMAIL)
    scenes.add_stage(story, "email", scenes.SECOND, subject="One more thing", days=1)
    assert story.submit()["ok"]
    scenes.enroll(story, ALAN, ALAN_ADDRESS, "InMail first")

    story.click("reminder_mark_replied", on=story.dm("Hi Alan"))

    soon(lambda: "replied" in said(story.dm("Alan")).lower())
    story.later(days=30)
    assert scenes.mails(story, ALAN_ADDRESS) == []


def test_an_answer_is_told_and_nothing_ever_leaves_after_it(story: Story) -> None:
    scenes.ready(story)
    scenes.enrolled(story)
    story.google("answer", address=GRACE_ADDRESS, kind="reply", text="Yes, tell me more!")

    story.later(minutes=2)

    told = said(story.dm("Yes, tell me more!"))
    assert "Grace Hopper" in told
    assert "wrote:" not in told  # the quoted mail is cut off
    for _ in range(10):
        story.later(days=7)
    assert len(scenes.mails(story, GRACE_ADDRESS)) == 1


def test_an_answer_that_came_while_overture_was_down_stops_the_follow_up(story: Story) -> None:
    scenes.ready(story)
    scenes.enrolled(story)
    story.stop()
    story.google("answer", address=GRACE_ADDRESS, kind="reply", text="No, thank you.")
    story.pass_time(days=3, minutes=1)

    story.start()
    story.work()

    assert "No, thank you." in said(story.dm("No, thank you."))
    assert len(scenes.mails(story, GRACE_ADDRESS)) == 1


def test_a_digest_tells_the_channel_numbers_and_never_a_name(story: Story) -> None:
    scenes.ready(story)
    scenes.enrolled(story)

    story.command("/sequence digest #recruiting daily at 9:00", channel="C0RECRUIT")
    soon(lambda: [one for one in story.messages("C0RECRUIT") if "gets the digest" in one["text"]])
    story.later(days=1)

    [digest] = soon(lambda: [m for m in story.messages("C0RECRUIT") if "1 enrolled" in m["text"]])
    assert "data_visualization" in {block["type"] for block in digest["blocks"]}
    assert "Grace" not in said(digest)
    assert "Backend, Berlin" in digest["text"]
    story.later(hours=1)
    assert len([m for m in story.messages("C0RECRUIT") if "1 enrolled" in m["text"]]) == 1
