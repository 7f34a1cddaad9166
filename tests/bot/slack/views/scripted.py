"""Sequences as YAML, and histories, harmless and hostile."""

from bot.outreach.pictures import History, HistoryLine
from bot.rules import scripts
from bot.rules.drafts import SequenceDraft
from storage.statuses import Deed
from tests.bot.slack.views import cast


def script(count: int, words: str = cast.NAME) -> str:
    return scripts.write(SequenceDraft(name=words, stages=cast.stages(count, words)))


def history(count: int, words: str = cast.NAME) -> History:
    deeds = list(Deed)
    lines = (
        HistoryLine(
            at=cast.NOW, who=words if place % 3 else "", deed=deeds[place % len(deeds)], version=place,
            before=words, after=words, why=words,
        )
        for place in range(min(count, 20))
    )  # fmt: skip
    return History(name=words, lines=tuple(lines), more=count > 20)
