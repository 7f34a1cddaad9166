"""One of everything that one can fill in, as an app would send it."""

from typing import Any

from tests.sandbox.page.gallery import RICH, Block, mrkdwn, option, plain


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


def alerts() -> list[Block]:
    """Give two alerts."""
    return [
        {"type": "alert", "text": mrkdwn("*Two stages* have no body yet."), "level": "error"},
        {"type": "alert", "text": plain("Three to four stages work best."), "level": "info"},
    ]


def typed() -> list[Block]:
    """Give the inputs one types into."""
    name = {"type": "plain_text_input", "max_length": 80, "placeholder": plain("Backend engineers, Berlin")}
    body = {"type": "rich_text_input", "placeholder": plain("Hi {{first_name}}, …"), "initial_value": RICH}
    subject = {"type": "plain_text_input", "multiline": True, "initial_value": "Hello"}
    days = {"type": "number_input", "is_decimal_allowed": False, "min_value": "0", "initial_value": "3"}
    return [
        field("Name", name, hint=plain("People find it by this name.")),
        field("Body", body),
        field("Subject", subject, optional=True),
        field("Days", days),
        field("Email", {"type": "email_text_input"}),
        field("Link", {"type": "url_text_input"}),
    ]


def chosen() -> list[Block]:
    """Give the select menus."""
    kinds = [option("Email"), option("InMail", "by hand"), option("Call")]
    many = [option(f"Option {number}") for number in range(1, 13)]
    kind = {"type": "static_select", "options": kinds, "initial_option": kinds[0]}
    long = {"type": "multi_static_select", "options": many, "placeholder": plain("Some of twelve")}
    found = {"type": "external_select", "min_query_length": 0, "placeholder": plain("Find a sequence")}
    return [
        field("Kind", kind),
        field("Long list", long),
        field("Sequence", found),
        field("Colleague", {"type": "users_select", "initial_user": "U0BEN"}),
        field("Watchers", {"type": "multi_users_select"}),
        field("Place", {"type": "conversations_select", "default_to_current_conversation": True}),
        field("Room", {"type": "channels_select"}),
    ]


def ticked() -> list[Block]:
    """Give boxes, dates and files."""
    days = [option("Monday"), option("Tuesday", "usually best")]
    times = [option("Now"), option("Later")]
    return [
        field("Days of week", {"type": "checkboxes", "options": days, "initial_options": days[1:]}),
        field("When", {"type": "radio_buttons", "options": times, "initial_option": times[0]}),
        field("Day", {"type": "datepicker", "initial_date": "2026-03-02"}),
        field("Hour", {"type": "timepicker", "initial_time": "09:30"}),
        field("Moment", {"type": "datetimepicker", "initial_date_time": 1772440200}),
        field("File", {"type": "file_input", "filetypes": ["csv"], "max_files": 2}, optional=True),
    ]


def modal(*blocks: Block) -> Block:
    """Give a modal with these blocks, or with one of every input."""
    return {
        "type": "modal",
        "callback_id": "gallery",
        "title": plain("Everything"),
        "submit": plain("Save"),
        "close": plain("Cancel"),
        "blocks": list(blocks) or [*alerts(), *typed(), *chosen(), *ticked()],
    }
