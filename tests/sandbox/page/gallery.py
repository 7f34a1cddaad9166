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
        {
            "type": "markdown",
            "text": "## Heading\nSome **bold**, *italic*, ~~struck~~ and `code`.\n\n- one\n  - inner\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |",
        },
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


def holders() -> list[Block]:
    """Give the blocks that hold others, and the elements one presses."""
    inside = [{"type": "section", "block_id": "inner", "text": mrkdwn("Inside the container")}]
    confirm = {
        "title": plain("Stop for everyone?"),
        "text": mrkdwn("*32 people* will get no more mail."),
        "confirm": plain("Stop all"),
        "deny": plain("Keep"),
        "style": "danger",
    }
    feedback = {
        "positive_button": {"text": plain("Good"), "value": "good"},
        "negative_button": {"text": plain("Bad"), "value": "bad"},
    }
    return [
        card(1),
        {"type": "carousel", "elements": [card(2), card(3), card(4)]},
        {
            "type": "container",
            "title": plain("A container"),
            "subtitle": plain("that folds"),
            "is_collapsible": True,
            "child_blocks": inside,
        },
        {
            "type": "actions",
            "block_id": "press",
            "elements": [
                button("Mark sent", style="primary"),
                button("Stop", style="danger", confirm=confirm),
                button("Profile", url="https://www.linkedin.com/in/grace-hopper-1906/"),
                {
                    "type": "static_select",
                    "action_id": "snooze",
                    "placeholder": plain("Snooze"),
                    "options": [option("1 hour"), option("Tomorrow 9:00"), option("Monday 9:00")],
                },
                {
                    "type": "overflow",
                    "action_id": "more",
                    "options": [option("Edit"), option("Duplicate"), option("Delete")],
                },
                {"type": "datepicker", "action_id": "day", "initial_date": "2026-03-02"},
            ],
        },
        {
            "type": "context_actions",
            "elements": [
                {"type": "feedback_buttons", "action_id": "feedback", **feedback},
                {"type": "icon_button", "action_id": "drop", "icon": "trash", "text": plain("Delete")},
            ],
        },
    ]


def field(label: str, element: Block, **more: Any) -> Block:
    """Make an input block named after its label."""
    name = label.lower().replace(" ", "_")
    return {
        "type": "input",
        "block_id": name,
        "label": plain(label),
        "element": {"action_id": "value", **element},
        **more,
    }


def many_options() -> list[Block]:
    """Give enough options for a search field."""
    return [option(f"Option {number}") for number in range(1, 13)]


def inputs() -> list[Block]:
    """Give one of every input."""
    return [
        {"type": "alert", "text": mrkdwn("*Two stages* have no body yet."), "level": "error"},
        {"type": "alert", "text": plain("Three to four stages work best."), "level": "info"},
        field(
            "Name",
            {"type": "plain_text_input", "max_length": 80, "placeholder": plain("Backend engineers, Berlin")},
            hint=plain("People find it by this name."),
        ),
        field(
            "Body",
            {"type": "rich_text_input", "placeholder": plain("Hi {{first_name}}, …"), "initial_value": RICH},
        ),
        field(
            "Subject",
            {"type": "plain_text_input", "multiline": True, "initial_value": "Hello"},
            optional=True,
        ),
        field(
            "Days",
            {"type": "number_input", "is_decimal_allowed": False, "min_value": "0", "initial_value": "3"},
        ),
        field("Email", {"type": "email_text_input"}),
        field("Link", {"type": "url_text_input"}),
        field(
            "Kind",
            {
                "type": "static_select",
                "options": [option("Email"), option("InMail", "by hand"), option("Call")],
                "initial_option": option("Email"),
            },
        ),
        field(
            "Long list",
            {
                "type": "multi_static_select",
                "options": many_options(),
                "placeholder": plain("Some of twelve"),
            },
        ),
        field(
            "Sequence",
            {"type": "external_select", "min_query_length": 0, "placeholder": plain("Find a sequence")},
        ),
        field("Colleague", {"type": "users_select", "initial_user": "U0BEN"}),
        field("Watchers", {"type": "multi_users_select"}),
        field("Place", {"type": "conversations_select", "default_to_current_conversation": True}),
        field("Room", {"type": "channels_select"}),
        field(
            "Days of week",
            {
                "type": "checkboxes",
                "options": [option("Monday"), option("Tuesday", "usually best")],
                "initial_options": [option("Tuesday", "usually best")],
            },
        ),
        field(
            "When",
            {
                "type": "radio_buttons",
                "options": [option("Now"), option("Later")],
                "initial_option": option("Now"),
            },
        ),
        field("Day", {"type": "datepicker", "initial_date": "2026-03-02"}),
        field("Hour", {"type": "timepicker", "initial_time": "09:30"}),
        field("Moment", {"type": "datetimepicker", "initial_date_time": 1772440200}),
        field("File", {"type": "file_input", "filetypes": ["csv"], "max_files": 2}, optional=True),
    ]


def modal() -> Block:
    """Give a modal with one of every input."""
    return {
        "type": "modal",
        "callback_id": "gallery",
        "title": plain("Everything"),
        "submit": plain("Save"),
        "close": plain("Cancel"),
        "blocks": inputs(),
    }


def home() -> Block:
    """Give a Home tab."""
    return {"type": "home", "blocks": [*words()[:4], *holders()[3:4]]}
