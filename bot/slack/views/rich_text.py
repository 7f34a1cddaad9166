"""Slack's rich text and CommonMark, both ways, and how either is shown."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.slack.views import markdown_reader, markdown_writer, parts, runs
from bot.slack.views.parts import Json
from bot.slack.views.runs import Run


def to_markdown(rich_text: Mapping[str, Any]) -> str:
    """Write Slack's rich text as CommonMark; raise Refusal for mentions, which cannot be e-mailed."""
    return markdown_writer.write(rich_text.get("elements") or [])


def from_markdown(markdown: str) -> Json:
    """Read CommonMark into a rich_text block, good as an initial value and for showing."""
    found = markdown_reader.read(markdown)
    if not found:
        found = [{"type": "rich_text_section", "elements": [{"type": "text", "text": " "}]}]
    return {"type": "rich_text", "elements": found}


def to_mrkdwn(markdown: str) -> str:
    """Show CommonMark as Slack's mrkdwn; nothing in it can mention or mislead."""
    blocks: list[str] = []
    listed = False
    for part in markdown_reader.read(markdown):
        text = _part(part)
        if listed and part["type"] == "rich_text_list":
            blocks[-1] += "\n" + text
        else:
            blocks.append(text)
        listed = part["type"] == "rich_text_list"
    return "\n\n".join(blocks).strip("\n")


def _part(part: Json) -> str:
    elements = part["elements"]
    match part["type"]:
        case "rich_text_list":
            return "\n".join(_items(part))
        case "rich_text_quote":
            return "\n".join(f"> {one}" for one in _lines(elements))
        case "rich_text_preformatted":
            text = "".join(one.get("text", "") for one in elements)
            return f"```\n{parts.mrkdwn(text)}\n```"
    return "\n".join(_lines(elements))


def _items(part: Json) -> Iterator[str]:
    indent = "    " * int(part.get("indent", 0))
    for place, item in enumerate(part["elements"], start=int(part.get("offset", 0)) + 1):
        marker = f"{place}. " if part["style"] == "ordered" else "• "
        first, *others = _lines(item["elements"]) or [""]
        yield indent + marker + first
        yield from (f"{indent}   {one}" for one in others)


def _lines(elements: Sequence[Json]) -> list[str]:
    return ["".join(_marked(run) for run in line) for line in runs.lines(runs.read(elements))]


def _marked(run: Run) -> str:
    shown = parts.link(run.url, run.text) if run.url else parts.mrkdwn(run.text)
    for wanted, mark in ((run.code, "`"), (run.strike, "~"), (run.italic, "_"), (run.bold, "*")):
        if wanted:
            shown = f"{mark}{shown}{mark}"
    return shown
