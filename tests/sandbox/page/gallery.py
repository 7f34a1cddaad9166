"""One of everything that Block Kit can draw, as an app would send it."""

from typing import Any

Block = dict[str, Any]


def plain(text: str) -> Block:
    """Make a plain_text object."""
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Block:
    """Make a mrkdwn object."""
    return {"type": "mrkdwn", "text": text}


def option(text: str, note: str = "") -> Block:
    """Make an option whose value is its text in lower case."""
    made: Block = {"text": plain(text), "value": text.lower()}
    return made | ({"description": plain(note)} if note else {})


def button(text: str, **more: Any) -> Block:
    """Make a button whose action is its text in lower case."""
    return {"type": "button", "text": plain(text), "action_id": text.lower(), "value": text, **more}


def text(words: str, **style: bool) -> Block:
    """Make a piece of rich text."""
    return {"type": "text", "text": words} | ({"style": style} if style else {})


def rich_section(*elements: Block) -> Block:
    """Make a paragraph of rich text."""
    return {"type": "rich_text_section", "elements": list(elements)}


def rich_list(*items: str, indent: int = 0, style: str = "bullet") -> Block:
    """Make a list of rich text."""
    elements = [rich_section(text(item)) for item in items]
    return {"type": "rich_text_list", "style": style, "indent": indent, "border": 0, "elements": elements}


RICH: Block = {
    "type": "rich_text",
    "elements": [
        rich_section(
            text("Bold", bold=True),
            text(", "),
            text("italic", italic=True),
            text(", "),
            text("struck", strike=True),
            text(", "),
            text("code", code=True),
            text(" and "),
            {"type": "link", "url": "https://acme.example", "text": "a link"},
            text(" "),
            {"type": "emoji", "name": "tada", "unicode": "1f389"},
            text(" "),
            {"type": "user", "user_id": "U0BEN"},
            text(" in "),
            {"type": "channel", "channel_id": "C0RECRUIT"},
        ),
        rich_list("First", "Second"),
        rich_list("Nested under second", indent=1),
        rich_list("Third"),
        rich_list("One", "Two", style="ordered"),
        {"type": "rich_text_quote", "elements": [text("Something somebody said")]},
        {"type": "rich_text_preformatted", "elements": [text("let x = 1;\n  return x;")]},
    ],
}

MRKDWN = (
    "*Bold*, _italic_, ~struck~, `code`, <https://acme.example|a link>, <@U0BEN>, <#C0RECRUIT>, :rocket:\n"
    "> a quote with *bold*\nSent <!date^1772440200^{date_short_pretty} at {time}|on 2 March>\n"
    "```preformatted *not bold*```\nEscaped: &lt;b&gt;not a tag&lt;/b&gt; &amp; 2*3*4"
)

MARKDOWN = """## Heading
Some **bold**, *italic*, ~~struck~~ and `code`.

- one
  - inner
- two

| a | b |
|---|---|
| 1 | 2 |"""


def words() -> list[Block]:
    """Give the blocks one reads."""
    image = {
        "type": "image",
        "image_url": "https://images.example/portrait.png",
        "alt_text": "Portrait of Grace",
    }
    fields = [
        mrkdwn("*Candidate*\nGrace Hopper"),
        mrkdwn("*Stage*\n2 of 3"),
        mrkdwn("*Next*\nThu 5 Mar"),
        plain("Plain"),
    ]
    return [
        {"type": "header", "text": plain("Status of Backend, Berlin :bar_chart:")},
        {"type": "section", "block_id": "words", "text": mrkdwn(MRKDWN)},
        {
            "type": "section",
            "text": mrkdwn("*Grace Hopper* is due today"),
            "accessory": button("Open", style="primary"),
        },
        {"type": "section", "fields": fields},
        {"type": "section", "text": mrkdwn("Beside a picture"), "accessory": image},
        {"type": "divider"},
        {
            "type": "context",
            "elements": [image, mrkdwn("Sent by *Ana* · :clock9: 9:30"), plain("plain words")],
        },
        {"type": "rich_text", "block_id": "rich", **{"elements": RICH["elements"]}},
        {"type": "markdown", "text": MARKDOWN},
        {**image, "title": plain("A picture")},
        {"type": "header", "text": plain("Level three"), "level": 3},
    ]


def chart(kind: str) -> Block:
    """Make a chart of sent mails and replies."""
    days = ["Mon", "Tue", "Wed", "Thu", "Fri"]
    if kind == "pie":
        parts = [
            {"label": name, "value": value}
            for name, value in (("In progress", 21), ("Replied", 9), ("Bounced", 2))
        ]
        return {
            "type": "data_visualization",
            "title": "Where everybody is",
            "chart": {"type": "pie", "segments": parts},
        }
    series = [
        {
            "name": name,
            "data": [{"label": day, "value": value} for day, value in zip(days, values, strict=True)],
        }
        for name, values in (("Sent", (12, 18, 9, 14, 7)), ("Replied", (2, 5, 3, 6, 4)))
    ]
    axis = {"categories": days, "x_label": "Day", "y_label": "Mails"}
    return {
        "type": "data_visualization",
        "title": f"Mails a day ({kind})",
        "chart": {"type": kind, "series": series, "axis_config": axis},
    }


def numbers() -> list[Block]:
    """Give tables; charts come in messages of their own, two at most."""
    raw = [
        [{"type": "raw_text", "text": cell} for cell in row]
        for row in (("Sequence", "Enrolled", "Replied"), ("Backend", "32", "9"), ("Design", "12", "1"))
    ]
    many = [
        [
            {"type": "raw_text", "text": f"Candidate {number}"},
            {"type": "raw_number", "value": number, "text": str(number)},
        ]
        for number in range(1, 13)
    ]
    head = [{"type": "raw_text", "text": "Name"}, {"type": "raw_text", "text": "Mails"}]
    return [
        {"type": "table", "rows": raw, "column_settings": [{}, {"align": "right"}, {"align": "right"}]},
        {
            "type": "data_table",
            "caption": "Everybody",
            "rows": [head, *many],
            "page_size": 4,
            "row_header_column_index": 0,
        },
    ]


def card(number: int) -> Block:
    """Make a card with everything a card has."""
    return {
        "type": "card",
        "block_id": f"card{number}",
        "title": mrkdwn(f"*Candidate {number}*"),
        "subtitle": plain("Compiler engineer"),
        "body": mrkdwn("Wrote the first compiler."),
        "subtext": plain("Enrolled today"),
        "actions": [button(f"Show {number}")],
        "icon": {"type": "image", "image_url": "https://images.example/icon.png", "alt_text": "icon"},
    }


def confirm() -> Block:
    """Make the question before stopping a sequence."""
    return {
        "title": plain("Stop for everyone?"),
        "text": mrkdwn("*32 people* will get no more mail."),
        "confirm": plain("Stop all"),
        "deny": plain("Keep"),
        "style": "danger",
    }


def pressed() -> list[Block]:
    """Give the elements one presses."""
    times = [option("1 hour"), option("Tomorrow 9:00"), option("Monday 9:00")]
    return [
        button("Mark sent", style="primary"),
        button("Stop", style="danger", confirm=confirm()),
        button("Profile", url="https://www.linkedin.com/in/grace-hopper-1906/"),
        {"type": "static_select", "action_id": "snooze", "placeholder": plain("Snooze"), "options": times},
        {"type": "overflow", "action_id": "more", "options": [option("Edit"), option("Duplicate")]},
        {"type": "datepicker", "action_id": "day", "initial_date": "2026-03-02"},
    ]


def judged() -> list[Block]:
    """Give the elements of a context_actions block."""
    good, bad = {"text": plain("Good"), "value": "good"}, {"text": plain("Bad"), "value": "bad"}
    return [
        {
            "type": "feedback_buttons",
            "action_id": "feedback",
            "positive_button": good,
            "negative_button": bad,
        },
        {"type": "icon_button", "action_id": "drop", "icon": "trash", "text": plain("Delete")},
    ]


def holders() -> list[Block]:
    """Give the blocks that hold others, and the elements one presses."""
    inside = [{"type": "section", "block_id": "inner", "text": mrkdwn("Inside the container")}]
    container = {"type": "container", "title": plain("A container"), "subtitle": plain("that folds")}
    return [
        card(1),
        {"type": "carousel", "elements": [card(2), card(3), card(4)]},
        {**container, "is_collapsible": True, "child_blocks": inside},
        {"type": "actions", "block_id": "press", "elements": pressed()},
        {"type": "context_actions", "elements": judged()},
    ]
