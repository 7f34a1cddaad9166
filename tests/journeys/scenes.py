"""Scenes of the story that later scenes stand on."""

import urllib.request
import uuid
from typing import Any

from tests.journeys.story import ANA, Story, find, soon

GRACE = "https://www.linkedin.com/in/grace-hopper-1906/?utm_source=x"
GRACE_ADDRESS = "grace.hopper@example.com"
ALAN = "https://www.linkedin.com/in/alan-turing/"
ALAN_ADDRESS = "alan.turing@example.com"
FIRST = "Hello {{first_name}}, your work at {{company|your team}} is **remarkable**."
SECOND = "Did my mail reach you, {{first_name}}?"
INMAIL = "Hi {{first_name}}, shall we talk about {{company|your team}}?"


def connect(story: Story) -> None:
    """Connect Ana's Gmail through Google's consent page."""
    _, button = find(story.home()["blocks"], "home_connect")
    back = story.google("consent", url=button["url"], account="ana@acme.example")["location"]
    story.visit(back)
    story.dm("is connected")


def write_sequence(story: Story, name: str = "Backend, Berlin") -> None:
    """Write the sequence of the story in the editor."""
    story.command("/sequence new")
    story.modal("sequence_editor")
    story.fill("sequence_name_typed", name)
    add_stage(story, "email", FIRST, subject="A thought for {{first_name}}")
    add_stage(story, "email", SECOND, days=3)
    add_stage(story, "inmail", INMAIL, days=2, unit="days")
    assert story.submit()["ok"]
    soon(lambda: story.modal("sequence_saved"))
    story.slack("close", view_id=story.modal()["id"])


def add_stage(
    story: Story, kind: str, body: str, *, subject: str = "", days: int | None = None, unit: str = ""
) -> Any:
    """Add one stage through its form."""
    story.click("sequence_add_stage", on=story.modal("sequence_editor"))
    form = story.modal("stage_form")
    if kind != "email":
        story.fill("stage_kind_chosen", kind)
        before = form["hash"]
        soon(lambda: story.modal("stage_form")["hash"] != before)
    if days is not None:
        story.fill("stage_delay_typed", days)
    if unit:
        story.fill("stage_unit_chosen", unit)
    if subject:
        story.fill("stage_subject_typed", subject)
    story.fill("stage_body_typed", body)
    before = editor_hash(story)
    answer = story.submit()
    if answer["ok"]:
        soon(lambda: editor_hash(story) != before and story.modal("sequence_editor"))
    return answer


def editor_hash(story: Story) -> str:
    """Tell which drawing of the editor lies at the bottom of the stack."""
    return str(story.screen()["modals"][0]["hash"])


def enroll(
    story: Story, link: str = GRACE, address: str = GRACE_ADDRESS, sequence: str = "Backend", **typed: str
) -> Any:
    """Enroll somebody through the modal, with more that is typed there; give the answer of Slack."""
    story.command(f"/enroll {link}")
    form = story.modal("enroll_form")
    if address:
        story.fill("enroll_address_typed", address)
    before = form["hash"]
    story.choose("enroll_sequence_chosen", sequence)
    soon(lambda: story.modal("enroll_form")["hash"] != before)
    for action, value in typed.items():
        story.fill(action, value)
    return story.submit()


def enrolled(
    story: Story, link: str = GRACE, address: str = GRACE_ADDRESS, sequence: str = "Backend", **typed: str
) -> None:
    """Enroll somebody, see that it went well, and let Overture do what is due."""
    answer = enroll(story, link, address, sequence, **typed)
    assert answer["ok"], answer
    soon(lambda: story.modal("enroll_done"))
    story.slack("close", view_id=story.modal()["id"])
    story.work_off()


def ready(story: Story) -> None:
    """Have Gmail connected and the sequence written."""
    connect(story)
    write_sequence(story)


def mails(story: Story, address: str) -> list[Any]:
    """Read what came into a mailbox from others."""
    return [mail for mail in story.inbox(address) if "INBOX" in mail["labels"]]


def upload(story: Story, name: str, content: bytes, *, form: str, block: str) -> None:
    """Choose a file in a block of the form on top."""
    boundary, view = uuid.uuid4().hex, story.modal(form)["id"]
    fields = {"user": ANA, "view_id": view, "block_id": block, "action_id": f"{block}_chosen"}
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
        for key, value in fields.items()
    ]
    parts.append(f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n')
    body = "".join(parts).encode() + content + f"\r\n--{boundary}--\r\n".encode()
    headers = {"content-type": f"multipart/form-data; boundary={boundary}"}
    request = urllib.request.Request(f"{story.address}/sandbox/slack/upload", body, headers)
    with urllib.request.urlopen(request, timeout=20) as answer:
        assert answer.status == 200
