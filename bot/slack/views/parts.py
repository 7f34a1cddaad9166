"""Small constructors of Block Kit, and the one way a person's text enters Slack's mrkdwn."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.slack.views import fitting, limits

Json = dict[str, Any]

_JOINER = "\u2060"  # invisible, and neither a space nor a word boundary to Slack
_REMOVED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
)
_BREAKS = re.compile("\r\n|[\r\u2028\u2029]")
_MARKS = re.compile(r"[*~`]|(?<![^\W_])_|_(?![^\W_])")
_MENTION = re.compile(r"(<@[UW][A-Z0-9_]+>)")
_CODE = re.compile(r"`([^`\n]*)`")
_SLACK_ID = re.compile(r"[UW][A-Z0-9_]{3,}")
_CHANNEL_ID = re.compile(r"[CGD][A-Z0-9_]{3,}")
_QUOTE = re.compile(r"^(\s*)&gt;", re.MULTILINE)


def clean(text: str) -> str:
    """Drop control and bidirectional characters; line breaks become one kind."""
    return _REMOVED.sub("", _BREAKS.sub("\n", text))


def one_line(text: str, limit: int = limits.SECTION_TEXT) -> str:
    """Bring text onto one line of at most so many characters, as plain text."""
    return limits.shorten(" ".join(clean(text).split()), limit)


def mrkdwn(text: str) -> str:
    """Turn a person's text into mrkdwn that shows exactly that text: no mention, link or style."""
    safe = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    safe = _MARKS.sub(lambda mark: f"{_JOINER}{mark[0]}{_JOINER}", safe)
    return _QUOTE.sub(rf"\1{_JOINER}&gt;", safe)


def label(text: str, limit: int = 120) -> str:
    """Write a name or title within a sentence of mrkdwn."""
    return mrkdwn(one_line(text, limit) or "(no name)")


def bold(text: str, limit: int = 120) -> str:
    """Write a name or title in bold."""
    return f"*{label(text, limit)}*"


def with_mentions(text: str) -> str:
    """Write a sentence of ours in mrkdwn: mentions of people (`<@U1>`) work, everything else is only text."""
    pieces = _MENTION.split(clean(text))
    return "".join(piece if place % 2 else mrkdwn(piece) for place, piece in enumerate(pieces))


def without_code(text: str) -> str:
    """Put `code` between quotation marks, for a place where Slack reads no markup."""
    return _CODE.sub("“\\1”", text)


def mention(recruiter: str) -> str:
    """Name a colleague: a Slack id becomes a mention, a name stays a name."""
    return f"<@{recruiter}>" if is_person(recruiter) else label(recruiter)


def is_person(name: str) -> bool:
    """Tell whether it is the id of a person."""
    return _SLACK_ID.fullmatch(name) is not None


def is_channel(name: str) -> bool:
    """Tell whether it is the id of a channel, which Slack shows by its name."""
    return _CHANNEL_ID.fullmatch(name) is not None


def link(url: str, text: str) -> str:
    """Write a link in mrkdwn; only web and mail addresses become one."""
    if not is_address(url):
        return label(text)
    target = clean(url).replace("&", "&amp;").replace("<", "%3C").replace(">", "%3E").replace("|", "%7C")
    return f"<{''.join(target.split())}|{label(text)}>"


def is_address(url: str) -> bool:
    """Tell whether a person may be sent there by a click."""
    return re.match(r"(?i)(https?://|mailto:)\S", url) is not None


def count(number: int, noun: str, plural: str = "") -> str:
    """Say "1 stage" or "3 stages"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def rest(shown: int, total: int, noun: str, plural: str = "") -> str:
    """Say how many are not shown, or nothing when all are."""
    left = total - shown
    return f"and {left:,} more {noun if left == 1 else plural or noun + 's'}" if left > 0 else ""


def plain(text: str, limit: int) -> Json:
    """Make a plain text object."""
    return {"type": "plain_text", "text": limits.shorten(clean(text).strip(), limit) or " ", "emoji": True}


def written(markup: str, limit: int = limits.SECTION_TEXT) -> Json:
    """Make a mrkdwn text object; Slack links nothing in it by itself."""
    return {"type": "mrkdwn", "text": limits.clip(markup, limit) or " ", "verbatim": True}


def section(markup: str, *, accessory: Json | None = None, block_id: str = "") -> Json:
    """Show mrkdwn, with one element at its side."""
    return _with({"type": "section", "text": written(markup)}, accessory=accessory, block_id=block_id)


def fields(*markups: str) -> Json:
    """Show up to ten short pieces of mrkdwn in two columns."""
    return {
        "type": "section",
        "fields": [written(one, limits.FIELD_TEXT) for one in markups[: limits.FIELDS]],
    }


def header(text: str) -> Json:
    """Show a heading."""
    return {"type": "header", "text": plain(text, limits.HEADER)}


def context(*markups: str) -> Json:
    """Show small print."""
    shown = [written(one, limits.CONTEXT_TEXT) for one in markups if one]
    return {"type": "context", "elements": shown[: limits.CONTEXT]}


def divider() -> Json:
    """Draw a line."""
    return {"type": "divider"}


def alert(markup: str, level: str = "warning") -> Json:
    """Show a coloured notice; Slack draws it in modals only."""
    return {"type": "alert", "text": written(markup, limits.ALERT), "level": level}


def actions(*elements: Json | None, block_id: str = "") -> Json:
    """Put buttons and menus in a row; absent ones are left out."""
    return _with({"type": "actions", "elements": [one for one in elements if one]}, block_id=block_id)


def literal(text: str) -> Json:
    """Show text exactly as it is, ready to copy: nothing in it is read as markup."""
    shown = limits.shorten(clean(text).strip("\n"), limits.SECTION_TEXT) or " "
    inner: Json = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": shown}]}
    return {"type": "rich_text", "elements": [inner]}


def quoted(text: str) -> Json:
    """Show what somebody wrote, as a quotation."""
    shown = limits.shorten(clean(text).strip("\n"), limits.SECTION_TEXT) or " "
    inner: Json = {"type": "rich_text_quote", "elements": [{"type": "text", "text": shown}]}
    return {"type": "rich_text", "elements": [inner]}


def button(
    text: str,
    action_id: str,
    *,
    value: str = "",
    style: str = "",
    url: str = "",
    confirm: Json | None = None,
) -> Json:
    """Make a button; `style` is "primary", "danger" or nothing."""
    made: Json = {"type": "button", "text": plain(text, limits.BUTTON_TEXT), "action_id": action_id}
    address = url if is_address(url) and len(url) <= limits.URL else ""
    return _with(made, value=value, style=style, url=address, confirm=confirm)


def paging(page: int, pages: int, block_id: str, *, previous: str, following: str, go_to: str) -> Json:
    """Show the ways to other pages, which count from 0; with very many the menu names some of them only."""
    step = -(-pages // limits.OPTIONS)
    options = [option(f"Page {one + 1}", str(one)) for one in range(0, pages, step)]
    return actions(
        button("Previous", previous, value=str(page - 1)) if page > 0 else None,
        button("Next", following, value=str(page + 1)) if page < pages - 1 else None,
        select(go_to, options, chosen=str(page), placeholder="Go to page"),
        # Under an id that stays, Slack would go on showing the page that was chosen before.
        block_id=f"{block_id}:{page}",
    )


def confirm(title: str, markup: str, *, yes: str, no: str = "Cancel", danger: bool = True) -> Json:
    """Ask once more before something that cannot be taken back."""
    made: Json = {
        "title": plain(title, limits.CONFIRM_TITLE),
        "text": written(markup, limits.CONFIRM_TEXT),
        "confirm": plain(yes, limits.CONFIRM_BUTTON),
        "deny": plain(no, limits.CONFIRM_BUTTON),
    }
    return _with(made, style="danger" if danger else "")


def option(text: str, value: str, description: str = "") -> Json:
    """Make one choice of a menu."""
    made: Json = {"text": plain(text, limits.OPTION_TEXT), "value": value}
    return _with(made, description=plain(description, limits.OPTION_TEXT) if description else None)


def overflow(action_id: str, options: Sequence[Json]) -> Json:
    """Make a three-dot menu of one to five choices."""
    return {"type": "overflow", "action_id": action_id, "options": list(options[: limits.OVERFLOW])}


def select(action_id: str, options: Sequence[Json], *, chosen: str = "", placeholder: str = "") -> Json:
    """Make a menu; `chosen` is the value it starts with."""
    made: Json = {"type": "static_select", "action_id": action_id, "options": list(options[: limits.OPTIONS])}
    hint = plain(placeholder, limits.PLACEHOLDER) if placeholder else None
    return _with(made, initial_option=_chosen(made["options"], chosen), placeholder=hint)


def radio(action_id: str, options: Sequence[Json], *, chosen: str = "") -> Json:
    """Make a group of radio buttons; `chosen` is the value it starts with."""
    made: Json = {"type": "radio_buttons", "action_id": action_id, "options": list(options[: limits.RADIO])}
    return _with(made, initial_option=_chosen(made["options"], chosen))


def text_input(
    action_id: str,
    *,
    kind: str = "plain_text_input",
    value: str = "",
    limit: int = 0,
    placeholder: str = "",
) -> Json:
    """Make a line to type into; `kind` may be "email_text_input", which takes no limit."""
    hint = plain(placeholder, limits.PLACEHOLDER) if placeholder else None
    shown = one_line(value, limit or limits.INPUT)
    return _with(
        {"type": kind, "action_id": action_id},
        initial_value=shown,
        max_length=limit or None,
        placeholder=hint,
    )


def field(
    block_id: str, text: str, element: Json, *, hint: str = "", optional: bool = False, dispatch: bool = False
) -> Json:
    """Make an input with its label; `dispatch` sends every change at once."""
    made: Json = {
        "type": "input",
        "block_id": block_id,
        "label": plain(text, limits.LABEL),
        "element": element,
        "optional": optional,
    }
    return _with(made, hint=plain(hint, limits.LABEL) if hint else None, dispatch_action=dispatch or None)


def modal(
    callback_id: str,
    title: str,
    blocks: Iterable[Json],
    *,
    submit: str = "",
    close: str = "Close",
    metadata: Mapping[str, object] | None = None,
) -> Json:
    """Make a modal view; `metadata` comes back with everything done in it."""
    made: Json = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, limits.VIEW_TITLE),
        "close": plain(close, limits.VIEW_TITLE),
        "blocks": list(blocks),
    }
    kept = json.dumps(metadata, separators=(",", ":"), ensure_ascii=False) if metadata else ""
    return _with(made, submit=plain(submit, limits.VIEW_TITLE) if submit else None, private_metadata=kept)


def message(markup: str, blocks: Iterable[Json]) -> Json:
    """Make a message; its text is what notifications and screen readers say."""
    return {"text": limits.clip(markup, limits.HOUSE_TEXT), "blocks": fitting.fitted(blocks)}


def metadata(view: Mapping[str, Any]) -> Json:
    """Read what `modal` kept."""
    found = json.loads(view.get("private_metadata") or "{}")
    return found if isinstance(found, dict) else {}


def _chosen(options: Sequence[Json], value: str) -> Json | None:
    return next((one for one in options if one["value"] == value), None)


def _with(made: Json, **more: object) -> Json:
    made.update({key: value for key, value in more.items() if value is not None and value != ""})
    return made
