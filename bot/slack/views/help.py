"""The help card: the same in an answer to a command and on App Home."""

from collections.abc import Sequence

from bot.outreach.notices.cards import AnswerLine
from bot.slack.views import parts, today
from bot.slack.views.parts import Json

COMMANDS = (
    ("/sequence new [name]", "write a sequence"),
    ("/sequence list", "all sequences you may use"),
    ("/sequence show <name>", "one sequence: its stages and its people"),
    ("/sequence people <name>", "pause, snooze, stop or move many of its people at once"),
    ("/sequence today", "what goes out today, and what waits for you"),
    ("/sequence log <name or email>", "a call or message of yours beside every sequence"),
    ("/sequence away [until <day>] or back", "what waits while you are away"),
    ("/sequence status [name]", "how it goes, in numbers"),
    ("/sequence report [mine or team] [30d, this month, all]", "the numbers of a time, and their formulas"),
    ("/sequence pause, resume, edit, clone or archive <name>", "as they say"),
    ("/sequence history <name>", "who changed it, and when"),
    ("/sequence export <name>", "a sequence as YAML, to keep or to pass on; `import` reads it back"),
    ("/sequence import", "a sequence from YAML, as a draft of your own"),
    ("/sequence follow or unfollow <name>", "hear of its answers, too"),
    (
        "/sequence digest #channel daily at 9:00 [for <name>, …]",
        "a status digest for a channel; `off` ends it",
    ),
    (
        "/sequence forget or unforget <name or link>",
        "erase somebody and their mail for good; let them be added again",
    ),
    ("/sequence export person <name or link>", "all that is held on somebody, as JSON"),
    ("/sequence tokens", "what is filled in for each person, and tokens of your own"),
    (
        "/enroll <profile link or email> [more…] [in <name>]",
        "put somebody into a sequence, or several people one tap each",
    ),
    ("/enroll csv [in <name>]", "put everybody in a CSV file into a sequence"),
    (
        "/sequence block or unblock <address, domain or company>",
        "nobody may approach them, or everybody again",
    ),
    ("/why <name, link or email>", "what happened to somebody, what is next, and why; and their card"),
)
INTRODUCTION = (
    "I send your outreach from your own Gmail, one stage after the other, and stop the moment somebody answers. "
    "For an InMail or a call I remind you, with the text ready to copy."
)


def build(unknown: str = "", waiting: Sequence[AnswerLine] = ()) -> Json:
    """Draw the help card; `unknown` is what was typed and not understood, `waiting` the answers that wait."""
    said = f"I do not know {parts.bold(unknown, 80)}. Here is what I understand." if unknown else ""
    first = [*([parts.section(said)] if said else []), *today.unanswered(waiting, 5)]
    told = said or "Here is what I can do: " + ", ".join(command for command, _ in plain_commands()[:3]) + "…"
    return parts.message(told, [*first, *blocks()])


def blocks() -> list[Json]:
    """Draw what help there is, for any place."""
    rows = [f"`{parts.mrkdwn(command)}`  {about}" for command, about in COMMANDS]
    return [
        parts.section(f"*What I do*\n{INTRODUCTION}"),
        parts.section("\n".join(rows)),
        parts.context("You can also open a message's menu and choose *Enroll in a sequence*."),
    ]


def plain_commands() -> list[tuple[str, str]]:
    """List the commands as safe mrkdwn with what they do."""
    return [(parts.mrkdwn(command), about) for command, about in COMMANDS]
