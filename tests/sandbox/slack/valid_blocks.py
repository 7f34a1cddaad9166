"""One proper specimen of every block, and of every element."""

from typing import Any

import pytest

from tests.sandbox.slack import samples
from tests.sandbox.slack.samples import option, plain

Block = dict[str, Any]
MRKDWN = {"type": "mrkdwn", "text": "*Hello*"}
IMAGE = {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "A"}
CONFIRM = {
    "title": plain("Sure?"),
    "text": MRKDWN,
    "confirm": plain("Yes"),
    "deny": plain("No"),
    "style": "danger",
}
RICH = {
    "type": "rich_text",
    "elements": [
        {
            "type": "rich_text_section",
            "elements": [
                {"type": "text", "text": "Hi ", "style": {"bold": True}},
                {"type": "link", "url": "https://example.com", "text": "there"},
                {"type": "emoji", "name": "wave"},
                {"type": "user", "user_id": "U0ANA"},
                {"type": "channel", "channel_id": "C0RECRUIT"},
                {"type": "usergroup", "usergroup_id": "S1"},
                {"type": "broadcast", "range": "here"},
                {"type": "color", "value": "#fff"},
                {"type": "date", "timestamp": 1, "format": "{date}"},
            ],
        },
        {
            "type": "rich_text_list",
            "style": "bullet",
            "indent": 1,
            "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "one"}]}],
        },
        {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "code"}], "border": 0},
        {"type": "rich_text_quote", "elements": [{"type": "text", "text": "said"}]},
    ],
}
GROUPS = [{"label": plain("Group"), "options": [option("a")]}]
FILTER = {"include": ["public", "im"], "exclude_bot_users": True}
POINTS = [{"label": "Mon", "value": 1}, {"label": "Tue", "value": 2.5}]
SERIES = {
    "series": [{"name": "Mail", "data": POINTS}],
    "axis_config": {"categories": ["Mon", "Tue"], "x_label": "Day"},
}
CARD = {
    "type": "card",
    "hero_image": IMAGE,
    "slack_icon": {"type": "icon", "name": "star"},
    "title": MRKDWN,
    "subtitle": plain("Sub"),
    "body": MRKDWN,
    "subtext": plain("Small"),
    "actions": [samples.button("go")],
}
CELL = {"type": "raw_text", "text": "Cell"}
PLAIN_INPUT = {
    "type": "plain_text_input",
    "multiline": True,
    "min_length": 1,
    "max_length": 3_000,
    "initial_value": "x",
    "placeholder": plain("Type"),
    "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
    "focus_on_load": True,
}

ACCESSORIES: list[Block] = [
    samples.button("b", value="v", url="https://example.com", style="primary", confirm=CONFIRM),
    {
        "type": "workflow_button",
        "text": plain("Run"),
        "workflow": {"trigger": {"url": "https://example.com"}},
    },
    {"type": "overflow", "options": [{**option("a"), "url": "https://example.com"}], "confirm": CONFIRM},
    {
        "type": "static_select",
        "options": [option("a")],
        "initial_option": option("a"),
        "placeholder": plain("?"),
    },
    {"type": "external_select", "min_query_length": 0, "initial_option": option("a")},
    {"type": "users_select", "initial_user": "U0ANA"},
    {"type": "conversations_select", "filter": FILTER, "default_to_current_conversation": True},
    {"type": "channels_select", "initial_channel": "C0RECRUIT"},
    {
        "type": "multi_static_select",
        "option_groups": GROUPS,
        "initial_options": [option("a")],
        "max_selected_items": 2,
    },
    {"type": "multi_external_select", "min_query_length": 2},
    {"type": "multi_users_select", "initial_users": ["U0ANA"]},
    {"type": "multi_conversations_select", "filter": FILTER},
    {"type": "multi_channels_select", "initial_channels": ["C0RECRUIT"]},
    {"type": "checkboxes", "options": [{"text": MRKDWN, "value": "a", "description": MRKDWN}]},
    {"type": "radio_buttons", "options": [option("a"), option("b")], "initial_option": option("b")},
    {"type": "datepicker", "initial_date": "2027-03-01", "placeholder": plain("When")},
    {"type": "timepicker", "initial_time": "09:00", "timezone": "Europe/Berlin"},
]
INPUTS: list[Block] = [
    PLAIN_INPUT,
    {"type": "email_text_input", "initial_value": "a@example.com"},
    {"type": "url_text_input"},
    {"type": "number_input", "is_decimal_allowed": True, "min_value": "-1.5", "max_value": "9"},
    {"type": "rich_text_input", "initial_value": RICH, "min_lines": 2, "max_lines": 9},
    {"type": "file_input", "filetypes": ["csv"], "max_files": 1},
    {"type": "datetimepicker", "initial_date_time": 1_800_000_000},
]
CONTEXT_ACTIONS: list[Block] = [
    {
        "type": "feedback_buttons",
        "positive_button": {"text": plain("Good"), "value": "good"},
        "negative_button": {"text": plain("Bad"), "value": "bad", "accessibility_label": "Bad"},
    },
    {
        "type": "icon_button",
        "icon": "trash",
        "text": plain("Away"),
        "value": "v",
        "visible_to_user_ids": ["U0ANA"],
    },
]
BLOCKS: list[tuple[str, Block]] = [
    ("message", samples.section(fields=[MRKDWN, plain("x")], accessory=IMAGE, expand=True, block_id="s")),
    ("home", {"type": "header", "text": plain("Title"), "level": 2}),
    ("modal", {"type": "divider"}),
    ("home", {"type": "context", "elements": [IMAGE, MRKDWN, plain("x")]}),
    ("message", samples.buttons(samples.button("a"), {"type": "datetimepicker"})),
    ("modal", {**IMAGE, "title": plain("Picture")}),
    ("message", {"type": "image", "alt_text": "A", "slack_file": {"id": "F1"}}),
    ("modal", samples.field("f", hint=plain("Hint"), optional=True, dispatch_action=True)),
    ("message", RICH),
    ("message", {"type": "markdown", "text": "**Hi**"}),
    (
        "home",
        {
            "type": "table",
            "rows": [[CELL, RICH], [{**CELL, "text": ""}, CELL]],
            "column_settings": [{"align": "right", "is_wrapped": True}, None],
        },
    ),
    (
        "message",
        {
            "type": "data_table",
            "caption": "Numbers",
            "page_size": 10,
            "row_header_column_index": 0,
            "rows": [[CELL, CELL], [CELL, {"type": "raw_number", "value": 3, "text": "three"}]],
        },
    ),
    ("message", {"type": "data_visualization", "title": "Replies", "chart": {"type": "bar", **SERIES}}),
    ("message", {"type": "data_visualization", "title": "Area", "chart": {"type": "area", **SERIES}}),
    ("message", {"type": "data_visualization", "title": "Line", "chart": {"type": "line", **SERIES}}),
    (
        "message",
        {
            "type": "data_visualization",
            "title": "Pie",
            "chart": {"type": "pie", "segments": [{"label": "a", "value": 1}]},
        },
    ),
    ("modal", {"type": "alert", "level": "error", "text": MRKDWN}),
    ("modal", CARD),
    ("home", {"type": "carousel", "elements": [CARD]}),
    (
        "message",
        {
            "type": "container",
            "title": plain("Box"),
            "subtitle": MRKDWN,
            "icon": IMAGE,
            "width": "wide",
            "is_collapsible": True,
            "default_collapsed": True,
            "child_blocks": [samples.section(), samples.buttons(samples.button("in"))],
        },
    ),
    ("message", {"type": "context_actions", "elements": CONTEXT_ACTIONS}),
    ("message", {"type": "file", "external_id": "x", "source": "remote"}),
    (
        "home",
        {
            "type": "video",
            "alt_text": "A",
            "title": plain("Video"),
            "thumbnail_url": "https://example.com/a.png",
            "video_url": "https://example.com/v",
            "description": plain("About"),
            "author_name": "Ana",
        },
    ),
]
REQUIRED = {
    "header": "text",
    "context": "elements",
    "actions": "elements",
    "input": "label",
    "image": "alt_text",
    "rich_text": "elements",
    "markdown": "text",
    "table": "rows",
    "data_table": "caption",
    "data_visualization": "chart",
    "alert": "text",
    "carousel": "elements",
    "container": "title",
    "context_actions": "elements",
    "file": "external_id",
    "video": "video_url",
}
REQUIRING = {block["type"]: block for _, block in BLOCKS if block["type"] in REQUIRED}


def params() -> list[Any]:
    """List every block where it belongs, and every element in a block that takes it."""
    with_accessory = [samples.section(accessory=element) for element in ACCESSORIES]
    with_input = [samples.field("x", element) for element in INPUTS]
    return [
        *(pytest.param(surface, block, id=f"{block['type']} in a {surface}") for surface, block in BLOCKS),
        *(pytest.param("message", one, id=one["accessory"]["type"]) for one in with_accessory),
        *(pytest.param("modal", one, id=one["element"]["type"]) for one in with_input),
    ]
