"""Gmail without a consent page: Ana names her address; and the address her mail leaves from, and farewell."""

import json
from typing import Any

from gmail import oauth
from tests.journeys import scenes
from tests.journeys.scenes import GRACE_ADDRESS
from tests.journeys.story import Story, find, said, soon

EMAIL = "users:read.email"
SCOPES = ["commands", "chat:write", "users:read"]


def delegated(story: Story, *, allowed: str = "@acme.example", scopes: tuple[str, ...] = (EMAIL,)) -> None:
    """Start Overture with a service account in the place of the OAuth client."""
    key = story.google("service_account", scopes=[oauth.COMPOSE, oauth.READONLY])
    story.changes = {
        "GOOGLE_CLIENT_ID": "",
        "GOOGLE_CLIENT_SECRET": "",
        "GOOGLE_SERVICE_ACCOUNT": json.dumps(key),
        "DELEGATED_MAILBOXES": allowed,
    }
    story.slack("install", scopes=[*SCOPES, *scopes])
    story.restart()


def name_address(story: Story, address: str = "") -> Any:
    """Click Connect Gmail and submit the form, with another address than the one it suggests if one is given."""
    home = story.home()
    story.click("home_connect_by_address", on=home)
    story.modal("mailbox_connect")
    if address:
        story.fill("mailbox_address_typed", address)
    return story.submit()


def test_ana_connects_by_naming_her_address_and_her_mail_leaves(story: Story) -> None:
    delegated(story)

    assert name_address(story)["ok"]

    assert "ana@acme.example" in said(story.dm("is connected"))
    soon(lambda: "is connected" in json.dumps(story.screen()["home"]))
    scenes.write_sequence(story)
    scenes.enrolled(story)
    story.later(minutes=5)
    assert len(scenes.mails(story, GRACE_ADDRESS)) == 1


def test_a_colleagues_mailbox_is_refused_under_the_address(story: Story) -> None:
    delegated(story)

    answer = name_address(story, "ben@acme.example")

    assert "only connect your own mailbox" in json.dumps(answer)


def test_an_address_nobody_listed_is_refused_with_what_mends_it(story: Story) -> None:
    delegated(story, allowed="@elsewhere.example")

    assert "DELEGATED_MAILBOXES" in json.dumps(name_address(story))


def test_without_the_scope_that_tells_addresses_nobody_connects(story: Story) -> None:
    delegated(story, scopes=())

    assert "users:read.email" in json.dumps(name_address(story, "ana@acme.example"))


def test_what_the_administrator_forgot_is_said_in_a_message(story: Story) -> None:
    delegated(story)
    key = json.loads(story.changes["GOOGLE_SERVICE_ACCOUNT"])
    story.google("delegation", client_email=key["client_email"], scopes=[])

    name_address(story)

    assert oauth.READONLY in said(story.dm(key["client_id"]))


def test_mail_leaves_from_the_address_that_is_chosen_on_home(story: Story) -> None:
    scenes.ready(story)
    home = story.home()
    find(home["blocks"], "mailbox_sender_chosen")

    story.choose("mailbox_sender_chosen", "talent@acme.example", on=home)
    soon(lambda: "Mail leaves from *talent@acme.example*" in json.dumps(story.screen()["home"]))
    scenes.enrolled(story)
    story.later(minutes=5)

    assert [mail["from"] for mail in scenes.mails(story, GRACE_ADDRESS)] == [
        "Acme Talent <talent@acme.example>"
    ]


def test_whoever_disconnects_hears_what_google_made_of_it(story: Story) -> None:
    scenes.connect(story)
    story.google("fault", path="/revoke", method="POST", kind="503_before", times=1)

    story.click("home_disconnect", on=story.home())

    assert "try again every hour" in said(story.dm("is disconnected"))
    assert story.overture is not None
    story.overture.loops.tick("housekeeping")
    assert "has taken the access back" in said(story.dm("has taken the access back"))
