"""What came of a press, judged: was anything done, was anything told that is not for these eyes, was it polite?"""

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bot.outreach import people
from bot.slack.views import refusal
from tests.bot.slack.pressed import screens
from tests.bot.slack.pressed.cases import Case
from tests.bot.slack.pressed.rig import Heard
from tests.bot.slack.pressed.slack import RESPOND, Json
from tests.bot.slack.pressed.world import FOREIGNER, SECRETS
from tests.builders import TEAM

SECRET = re.compile(rf"[a-z]*(?:{'|'.join(SECRETS)})[a-z]*", re.IGNORECASE)
INCIDENT = "give this number"
LONGEST = 300
"""Characters of what says no, and what mends it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a press: what was heard, and the tables in which rows came and went."""

    heard: Heard
    came: set[str]
    gone: set[str]

    @property
    def is_broken(self) -> bool:
        """Tell whether a listener broke."""
        return INCIDENT in str(self.heard)

    @property
    def is_nothing(self) -> bool:
        """Tell whether nothing was done and nothing said."""
        return not (self.came or self.gone or self.heard.calls or self.heard.answer)


def tried(case: Case, by: str, file: Path) -> Outcome:
    """Let somebody do it, in a world as a file has it."""
    rig = case.at.rig
    rig.put_back(file)
    before = rig.rows()
    heard = rig.press(case.body(by))
    after = rig.rows()
    came = {table for table, rows in before.items() if after[table] - rows}
    return Outcome(heard=heard, came=came, gone={table for table in before if before[table] - after[table]})


def as_wrong(case: Case, by: str, *, said: str = "") -> list[str]:
    """Say what is wrong with how somebody with no business there was refused; `said` is what they said themselves."""
    outcome = tried(case, by, case.at.hidden)
    return _named(case, [*_holes(outcome, said), *_rudeness(outcome.heard, by)])


def as_right(case: Case) -> list[str]:
    """Say why it does not work for whom it was drawn."""
    outcome = tried(case, case.whose, case.at.shown)
    found = ["it broke"] if outcome.is_broken else []
    if is_refused(outcome.heard):
        found.append(f"refused: {_sayings(outcome.heard)}")
    if outcome.is_nothing:
        found.append("nothing came of it")
    return _named(case, found)


def as_everybodys(case: Case, by: str, *, may_go: Collection[str] = ()) -> list[str]:
    """Say what it did to what is not theirs, or told them beyond what they had said themselves, or that it broke."""
    outcome = tried(case, by, case.at.hidden)
    found = ["it broke"] if outcome.is_broken else []
    found += _told(outcome.heard, json.dumps(case.body(by), ensure_ascii=False))
    found += [f"changed: {table}" for table in sorted(outcome.gone - set(may_go))]
    if outcome.is_nothing:
        found.append("nothing came of it")
    return _named(case, found)


def as_nothing(case: Case, by: str) -> list[str]:
    """Say what came of what only goes on in the browser, or on the screen."""
    outcome = tried(case, by, case.at.shown)
    return [] if outcome.is_nothing else _named(case, [str(outcome.heard)])


def as_outsider(case: Case, by: str) -> list[str]:
    """Say what is wrong with how somebody was refused who is no member of the workspace."""
    outcome = tried(case, by, case.at.shown)
    said = _sayings(outcome.heard)
    is_polite = len(said) == 1 and people.OUTSIDER[0] in said[0]
    return _named(case, [*_holes(outcome, ""), *([] if is_polite else [f"said: {said}"])])


def as_foreigner(case: Case) -> list[str]:
    """Say what is wrong where a member of another workspace sends the same to their own Overture."""
    theirs = replace(case, body=lambda who: _elsewhere(case.body(who)))
    outcome = tried(theirs, FOREIGNER.slack_id, case.at.shown)
    return _named(case, [*_holes(outcome, ""), *([] if is_refused(outcome.heard) else ["not refused"])])


def _elsewhere(body: Json) -> Json:
    told = json.dumps(body).replace(json.dumps(TEAM), json.dumps(FOREIGNER.team))
    return dict(json.loads(told))


def is_refused(heard: Heard) -> bool:
    """Tell whether the answer was a no, in any of the ways in which Slack lets us say it."""
    answer = heard.answer.get("response_action")
    return answer in {"errors", "push"} or any(_is_no(call.method, call.asked) for call in heard.calls)


def _is_no(method: str, asked: Json) -> bool:
    if method == RESPOND:
        return asked.get("replace_original") is False
    return method == "chat.postMessage" or asked.get("view", {}).get("callback_id") == refusal.CALLBACK


def _holes(outcome: Outcome, said: str) -> Iterator[str]:
    yield from (f"changed: {table}" for table in sorted(outcome.came | outcome.gone))
    yield from _told(outcome.heard, said)
    if outcome.is_broken:
        yield "it broke"


def _told(heard: Heard, said: str) -> list[str]:
    return [f"told: {secret}" for secret in sorted(_secrets(str(heard)) - _secrets(said))]


def _secrets(text: str) -> set[str]:
    return {found.lower() for found in SECRET.findall(text)}


def _rudeness(heard: Heard, by: str) -> Iterator[str]:
    said = _sayings(heard)
    if len(said) != 1 or not is_refused(heard):
        yield f"no one refusal: {said}"
    yield from (f"too long: {one}" for one in said if len(one) > LONGEST)
    yield from (f"offers: {name}" for name in _offers(heard, by))


def _sayings(heard: Heard) -> list[str]:
    answered = [_words(heard.answer)] if heard.answer else []
    return [_words(call.asked) for call in heard.calls] + answered


def _offers(heard: Heard, who: str) -> Iterator[str]:
    for call in heard.calls:
        drawn = screens.drawn_by(call, who)
        if drawn is not None:
            yield from (element.name for element in screens.elements(drawn))
            yield from [drawn.callback] if "submit" in drawn.drawn else []


def _words(thing: object) -> str:
    """Read what stands on a screen, or under the fields of a form."""
    if isinstance(thing, dict):
        under = thing.get("errors")
        own = [*under.values()] if isinstance(under, dict) else []
        own += [thing["text"]] if isinstance(thing.get("text"), str) and "blocks" not in thing else []
        return "\n".join([*own, *filter(None, map(_words, thing.values()))])
    if isinstance(thing, list):
        return "\n".join(filter(None, map(_words, thing)))
    return ""


def _named(case: Case, faults: list[str]) -> list[str]:
    return [f"{case.name} {case.says!r}: {fault}" for fault in faults]
