"""What was done to a sequence, in words."""

from typing import Any

import pytest

from bot.outreach.pictures import History, HistoryLine
from bot.slack.views import history
from storage.statuses import Deed
from tests.bot.slack.views import cast, reading, scripted


def told(deed: Deed, who: str = "U0ANA", **more: Any) -> str:
    line = HistoryLine(at=cast.NOW, who=who, deed=deed, **more)
    return reading.words(history.build(History(name="Backend", lines=(line,))))


@pytest.mark.parametrize(
    ("deed", "more", "words"),
    [
        pytest.param(Deed.CREATED, {"version": 1}, "<@U0ANA> wrote it", id="created"),
        pytest.param(Deed.CLONED, {"before": "Old"}, "<@U0ANA> made it as a copy of *Old*", id="cloned"),
        pytest.param(Deed.CLONED, {}, "made it as a copy\n", id="cloned from what one may not see"),
        pytest.param(Deed.IMPORTED, {}, "imported it from YAML", id="imported"),
        pytest.param(Deed.EDITED, {"version": 3}, "edited its stages (version 3)", id="edited"),
        pytest.param(Deed.RENAMED, {"before": "A", "after": "B"}, "renamed it from *A* to *B*", id="renamed"),
        pytest.param(
            Deed.ACCESS_CHANGED,
            {"before": "shared_use", "after": "personal"},
            "who may see it from _shared_ to _personal_",
            id="access",
        ),
        pytest.param(Deed.PAUSED, {}, "<@U0ANA> paused it\n", id="paused"),
        pytest.param(Deed.RESUMED, {}, "resumed it", id="resumed"),
        pytest.param(Deed.ARCHIVED, {}, "archived it", id="archived"),
        pytest.param(Deed.EXPORTED, {}, "exported it as YAML", id="exported"),
    ],
)
def test_a_deed_is_told_with_who_did_it(deed: Deed, more: dict[str, Any], words: str) -> None:
    assert words in told(deed, **more) + "\n"


def test_overture_is_named_where_nobody_did_it() -> None:
    assert "Overture paused it: mail to 4 of 20 people came back" in told(
        Deed.PAUSED, "", why="mail to 4 of 20 people came back"
    )


def test_every_deed_has_words_and_a_date_of_slack() -> None:
    assert all(told(deed).count("<!date^") == 2 for deed in Deed)


def test_older_changes_are_mentioned() -> None:
    assert "the latest 20; there is older" in reading.words(history.build(scripted.history(21)))


def test_no_history_is_said() -> None:
    assert "Nothing is written down yet" in reading.words(history.build(History(name="A", lines=())))
