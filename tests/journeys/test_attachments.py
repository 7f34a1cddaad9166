"""Files from Slack to the candidate's mailbox, over the wire."""

import hashlib
import json
import urllib.request
import uuid
from typing import Any

from tests.journeys import scenes
from tests.journeys.scenes import FIRST, GRACE_ADDRESS
from tests.journeys.story import ANA, Story, soon

MEGABYTE = 1024 * 1024
BLOCK = {"block_id": "stage_files", "action_id": "stage_files_chosen"}


def pdf(megabytes: float) -> bytes:
    """Make something like a PDF of this size, of bytes that cannot be guessed from one another."""
    pieces = (
        hashlib.sha512(number.to_bytes(4)).digest() for number in range(int(megabytes * MEGABYTE) // 64)
    )
    return b"%PDF-1.7\r\n" + b"".join(pieces)


def upload(story: Story, name: str, content: bytes) -> None:
    """Choose a file in the form on top."""
    boundary = uuid.uuid4().hex
    fields = {"user": ANA, "view_id": story.modal("stage_form")["id"], **BLOCK}
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


def begin_stage(story: Story, **files: bytes) -> Any:
    """Fill in the form of a first email, with files, and submit it."""
    story.command("/sequence new With files")
    story.click("sequence_add_stage", on=story.modal("sequence_editor"))
    story.modal("stage_form")
    story.fill("stage_subject_typed", "A thought for {{first_name}}")
    story.fill("stage_body_typed", FIRST)
    for name, content in files.items():
        upload(story, name.replace("__", "."), content)
    return story.submit()


def save(story: Story) -> None:
    """Go back from what is shown and save the sequence."""
    story.slack("close", view_id=story.modal("stage_attached")["id"])
    soon(lambda: ":paperclip:" in json.dumps(story.modal("sequence_editor")))
    assert story.submit()["ok"]
    soon(lambda: story.modal("sequence_saved"))
    story.slack("close", view_id=story.modal()["id"])


def arrived(story: Story) -> dict[str, bytes]:
    """Read the files of the one mail in the candidate's mailbox."""
    [mail] = scenes.mails(story, GRACE_ADDRESS)
    return story.attachments(GRACE_ADDRESS, mail)


def test_a_file_of_four_megabytes_reaches_the_candidate_byte_for_byte(story: Story) -> None:
    scenes.connect(story)
    plan = pdf(4)

    assert begin_stage(story, plan__pdf=plan)["ok"]
    save(story)
    scenes.enroll(story, sequence="With files")
    story.work()

    assert arrived(story) == {"plan.pdf": plan}
