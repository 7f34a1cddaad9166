"""What a recruiter reads when a mailbox is lost, given back, or must not send."""

from typing import Any

import pytest

from bot.outreach.notices import troubling
from bot.outreach.notices.cards import TroubleCard
from storage.database import Database
from storage.statuses import MailboxStatus
from tests import builders
from tests.builders import NOW

URL = "https://accounts.example.com/consent"


def card(db: Database, kind: str, *, about: dict[str, Any] | None = None, **changes: Any) -> TroubleCard:
    mailbox = builders.make_mailbox(db, **changes)
    return troubling.card(db, {"kind": kind, "mailbox": mailbox.id, **(about or {})}, now=NOW, url=URL)


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        pytest.param("delegation", "DELEGATED_MAILBOXES", id="off the list"),
        pytest.param("delegation_scopes", "no longer authorises", id="not authorised"),
        pytest.param("delegation_denied", "does not allow", id="not allowed"),
        pytest.param("delegation_user", "does not exist", id="no such user"),
        pytest.param("delegation_key", "the key", id="no valid key"),
    ],
)
def test_a_lost_delegated_mailbox_says_who_mends_it_and_leads_to_no_consent_page(
    db: Database, reason: str, said: str
) -> None:
    found = card(db, "mailbox_lost", status=MailboxStatus.LOST, lost_reason=reason, is_delegated=True)

    assert said in found.what
    assert "Home tab" in found.mend
    assert found.url == ""


def test_a_mailbox_lost_by_consent_leads_back_to_it(db: Database) -> None:
    found = card(db, "mailbox_lost", status=MailboxStatus.LOST, lost_reason="revoked")

    assert (found.url, "Reconnect" in found.mend) == (URL, True)


@pytest.mark.parametrize(
    ("revocation", "said", "mend"),
    [
        pytest.param("done", "has taken the access back", "", id="revoked"),
        pytest.param("later", "try again every hour", "myaccount.google.com/permissions", id="not yet"),
        pytest.param("none", "nothing to take back", "", id="delegated"),
        pytest.param("impossible", "could not read", "myaccount.google.com/permissions", id="unreadable"),
    ],
)
def test_a_farewell_says_what_google_made_of_it(db: Database, revocation: str, said: str, mend: str) -> None:
    found = card(db, "mailbox_disconnected", about={"revocation": revocation})

    assert said in found.what
    assert mend in found.mend
    assert bool(mend) == bool(found.mend)


def test_a_mailbox_that_must_not_send_says_why_and_what_mends_it(db: Database) -> None:
    found = card(db, "mailbox_held", about={"why": "It may send twice.", "mend": "Test it again."})

    assert "Nothing leaves ana@acme.example for now. It may send twice." in found.what
    assert found.mend == "Test it again."
