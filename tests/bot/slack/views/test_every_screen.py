"""What holds for every screen and message: Slack takes it, and nobody's text becomes markup."""

import pytest

from bot.outreach.overview.home_pictures import MailboxLine
from bot.slack.views import (
    check,
    home,
    sequence,
)
from storage.statuses import MailboxStatus
from tests.bot.slack.views import (
    cast,
    reading,
)
from tests.bot.slack.views.lists import BY_COUNT
from tests.bot.slack.views.worded import BY_WORDS


@pytest.mark.parametrize("count", cast.COUNTS)
@pytest.mark.parametrize("name", BY_COUNT)
def test_slack_takes_it_however_many_there_are(name: str, count: int) -> None:
    assert check.faults(BY_COUNT[name](count, cast.NAME)) == []


@pytest.mark.parametrize("words", cast.HOSTILE.values(), ids=cast.HOSTILE.keys())
@pytest.mark.parametrize("name", BY_COUNT)
def test_hostile_words_stay_words_on_every_list(name: str, words: str) -> None:
    made = BY_COUNT[name](11, words)

    assert check.faults(made) == []
    assert [text for text in reading.mrkdwn_of(made) if any(one in text for one in cast.TEMPTING)] == []


@pytest.mark.parametrize("words", cast.HOSTILE.values(), ids=cast.HOSTILE.keys())
@pytest.mark.parametrize("name", BY_WORDS)
def test_hostile_words_stay_words_on_every_card(name: str, words: str) -> None:
    made = BY_WORDS[name](words)

    assert check.faults(made) == []
    assert [text for text in reading.mrkdwn_of(made) if any(one in text for one in cast.TEMPTING)] == []


@pytest.mark.parametrize("name", BY_WORDS)
def test_slack_takes_every_card(name: str) -> None:
    assert check.faults(BY_WORDS[name](cast.NAME)) == []


@pytest.mark.parametrize("state", [None, *MailboxStatus])
def test_home_fits_with_any_mailbox(state: MailboxStatus | None) -> None:
    line = state and MailboxLine(address="ana@example.com", status=state)

    assert check.faults(home.build(cast.home(3, mailbox=line))) == []


def test_a_thousand_stages_make_a_small_view() -> None:
    view = sequence.build(cast.editor(1_000, page=57))

    assert len(view["blocks"]) < 25
    assert len(str(view)) < 40_000
