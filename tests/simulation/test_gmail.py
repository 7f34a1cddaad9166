"""The Google of the simulation keeps Gmail's rules, or what it proves would be about another Gmail."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from gmail import compose
from gmail.compose import Letter
from gmail.errors import CursorExpired, NotFound
from tests.simulation import letters
from tests.simulation.gmail import Account, Lag, Mail

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

PROMPT = Lag()


@dataclass
class Desk:
    """An account, its time, and what has left it."""

    now: datetime = NOW
    left: list[Mail] = field(default_factory=list)

    def account(self, lag: Lag = PROMPT) -> Account:
        """Open the account."""
        return Account("ana@acme.example", lambda: self.now, Random(1), self._watched, lag=lag)

    def _watched(self, _account: Account, mail: Mail) -> None:
        self.left.append(mail)


def letter(subject: str = "A role", before: str = "") -> bytes:
    return compose.mime(
        Letter(
            from_name="Ana",
            from_address="ana@acme.example",
            to_name="Grace",
            to_address="grace@example.com",
            subject=subject,
            text="Hello",
            html="<p>Hello</p>",
            token="tok1",
            in_reply_to=before,
            references=(before,) if before else (),
        )
    )


def test_a_draft_is_sent_once_and_becomes_a_new_message() -> None:
    desk = Desk()
    account = desk.account()
    draft = account.keep_draft(letter(), "")
    sent = account.send(draft.id)

    with pytest.raises(NotFound):
        account.send(draft.id)
    assert sent.message_id != draft.message_id
    assert [mail.shown.token for mail in desk.left] == ["tok1"]


def test_an_edited_draft_keeps_its_id_and_changes_its_message() -> None:
    account = Desk().account()
    draft = account.keep_draft(letter(), "")
    account.edit_draft(draft.id)
    assert account.draft(draft.id).message_id != draft.message_id


@pytest.mark.parametrize(("subject", "stays"), [("Re: A role", True), ("Another role", False)])
def test_a_mail_stays_in_its_thread_by_reference_and_subject(subject: str, stays: bool) -> None:
    desk = Desk()
    account = desk.account()
    first = account.send(account.keep_draft(letter(), "").id)
    follow_up = letter(subject, desk.left[0].shown.rfc_id)
    assert (account.keep_draft(follow_up, first.thread_id).thread_id == first.thread_id) is stays


def test_history_shows_an_answer_only_some_seconds_later_and_never_before_its_cursor() -> None:
    desk = Desk()
    account = desk.account(Lag(history=5.0))
    account.send(account.keep_draft(letter(), "").id)
    before = account.history(0, "").cursor
    letters.reply(account, desk.left[0])

    desk.now += timedelta(seconds=6)
    seen = account.history(before, "")
    assert seen.cursor > before
    assert any("INBOX" in added.labels for added in seen.added)


def test_a_cursor_that_is_too_old_is_refused() -> None:
    account = Desk().account()
    account.oldest = 2000
    with pytest.raises(CursorExpired):
        account.history(1000, "")


def test_an_answer_comes_into_the_thread_of_the_mail_it_answers() -> None:
    desk = Desk()
    account = desk.account()
    sent = account.send(account.keep_draft(letter(), "").id)
    answer = letters.reply(account, desk.left[0])
    assert answer.shown.thread_id == sent.thread_id
    assert letters.reply_anew(account, desk.left[0], naming=False).shown.thread_id != sent.thread_id
