"""The part of the offline check that looks inside blocks: elements, options, texts, rich text, charts."""

from collections.abc import Iterator

from bot.slack.views import limits
from bot.slack.views.parts import Json

Faults = Iterator[str]

SELECTS = frozenset({"static_select", "external_select", "conversations_select", "users_select"})
PICKERS = frozenset({"datepicker", "timepicker"})
TYPED = frozenset(
    {
        "plain_text_input",
        "number_input",
        "email_text_input",
        "rich_text_input",
        "datetimepicker",
        "file_input",
    }
)
GROUPS = frozenset({"radio_buttons", "checkboxes"})
ALLOWED = {
    "section": SELECTS | PICKERS | GROUPS | {"button", "overflow"},
    "actions": SELECTS | PICKERS | GROUPS | {"button", "overflow", "datetimepicker"},
    "input": SELECTS | PICKERS | GROUPS | TYPED,
}
MOST = {"overflow": limits.OVERFLOW, "radio_buttons": limits.RADIO, "checkboxes": limits.RADIO}
INLINE = frozenset({"text", "link", "emoji"})
STYLES = frozenset({"bold", "italic", "strike", "code"})


def faults(element: Json, within: str) -> Faults:
    """Say what is wrong with an element of an actions, input or section block."""
    kind = element.get("type", "")
    if kind not in ALLOWED[within]:
        yield f"{kind or 'nothing'} is not allowed here"
        return
    yield from identity(element, "action_id", required=True)
    if "placeholder" in element:
        yield from words(element, "placeholder", limits.PLACEHOLDER, plain=True)
    if kind == "button":
        yield from _button(element)
    if kind in MOST or kind == "static_select":
        yield from _menu(element, MOST.get(kind, limits.OPTIONS))
    if kind in TYPED:
        yield from _typed(element)


def words(holder: Json, key: str, limit: int, *, plain: bool = False) -> Faults:
    """Say what is wrong with a text object."""
    made = holder.get(key)
    if not isinstance(made, dict) or made.get("type") not in {"plain_text", "mrkdwn"}:
        yield f"{key} is not a text object"
        return
    if plain and made["type"] != "plain_text":
        yield f"{key} must be plain text"
    if not 0 < len(made.get("text", "")) <= limit:
        yield f"{key} has {len(made.get('text', ''))} characters, not 1 to {limit}"


def identity(holder: Json, key: str, *, required: bool = False) -> Faults:
    """Say what is wrong with an id."""
    if key not in holder:
        if required:
            yield f"{key} is missing"
    elif not isinstance(holder[key], str) or not 0 < len(holder[key]) <= limits.ID:
        yield f"{key} has 1 to {limits.ID} characters"


def rich_text(block: Json) -> Faults:
    """Say what is wrong with a rich text block or value."""
    if not block.get("elements"):
        yield "rich text needs elements"
    for part in block.get("elements", []):
        yield from _rich_part(part)


def chart(block: Json) -> Faults:
    """Say what is wrong with a chart."""
    if not 0 < len(block.get("title", "")) <= limits.CHART_TITLE:
        yield f"the title has 1 to {limits.CHART_TITLE} characters"
    drawn = block.get("chart", {})
    if drawn.get("type") == "pie":
        yield from _pie(drawn.get("segments", []))
    elif drawn.get("type") in {"bar", "line", "area"}:
        yield from _bars(drawn)
    else:
        yield f"no such chart: {drawn.get('type')}"


def _button(element: Json) -> Faults:
    yield from words(element, "text", limits.BUTTON_TEXT, plain=True)
    if len(element.get("value", "")) > limits.BUTTON_VALUE:
        yield f"value is longer than {limits.BUTTON_VALUE}"
    if len(element.get("url", "")) > limits.URL:
        yield f"url is longer than {limits.URL}"
    if element.get("style", "primary") not in {"primary", "danger"}:
        yield f"no such style: {element['style']}"
    if asked := element.get("confirm"):
        yield from words(asked, "title", limits.CONFIRM_TITLE, plain=True)
        yield from words(asked, "text", limits.CONFIRM_TEXT)
        yield from words(asked, "confirm", limits.CONFIRM_BUTTON, plain=True)
        yield from words(asked, "deny", limits.CONFIRM_BUTTON, plain=True)


def _menu(element: Json, most: int) -> Faults:
    options = element.get("options", [])
    if not 0 < len(options) <= most:
        yield f"{element['type']} has 1 to {most} options, not {len(options)}"
    for one in options:
        yield from words(one, "text", limits.OPTION_TEXT)
        if not 0 < len(one.get("value", "")) <= limits.OPTION_VALUE:
            yield f"an option's value has 1 to {limits.OPTION_VALUE} characters"
        if "description" in one:
            yield from words(one, "description", limits.OPTION_TEXT)
    if len({one.get("value") for one in options}) < len(options):
        yield "two options have the same value"
    if "initial_option" in element and element["initial_option"] not in options:
        yield "initial_option is none of the options"


def _typed(element: Json) -> Faults:
    kind = element["type"]
    if not 1 <= element.get("max_files", 1) <= limits.FILES:
        yield f"max_files is 1 to {limits.FILES}"
    if kind == "rich_text_input":
        if "initial_value" in element:
            yield from rich_text(element["initial_value"])
        return
    if kind == "number_input" and not isinstance(element.get("is_decimal_allowed"), bool):
        yield "number_input needs is_decimal_allowed"
    if not 0 <= element.get("max_length", 1) <= limits.INPUT:
        yield f"max_length is at most {limits.INPUT}"
    if len(element.get("initial_value", "")) > element.get("max_length", limits.INPUT):
        yield "initial_value is longer than max_length"


def _rich_part(part: Json) -> Faults:
    kind = part.get("type")
    if kind == "rich_text_list":
        if part.get("style") not in {"bullet", "ordered"} or not part.get("elements"):
            yield "a list has a style and items"
        for item in part.get("elements", []):
            yield from _rich_part(item)
    elif kind in {"rich_text_section", "rich_text_quote", "rich_text_preformatted"}:
        for one in part.get("elements", []):
            yield from _inline(one)
    else:
        yield f"no such part of rich text: {kind}"


def _inline(one: Json) -> Faults:
    if one.get("type") not in INLINE:
        yield f"no such rich text element: {one.get('type')}"
    if one.get("type") == "text" and not one.get("text"):
        yield "a text element is empty"
    if one.get("type") == "link" and not one.get("url"):
        yield "a link goes nowhere"
    if unknown := set(one.get("style", {})) - STYLES:
        yield f"no such style: {', '.join(sorted(unknown))}"


def _pie(segments: list[Json]) -> Faults:
    if not 0 < len(segments) <= limits.CHART_SERIES:
        yield f"a pie has 1 to {limits.CHART_SERIES} segments"
    if any(one["value"] <= 0 for one in segments):
        yield "a pie's values are above 0"
    yield from _labels(one["label"] for one in segments)


def _bars(drawn: Json) -> Faults:
    series, categories = drawn.get("series", []), drawn.get("axis_config", {}).get("categories", [])
    if not 0 < len(series) <= limits.CHART_SERIES:
        yield f"1 to {limits.CHART_SERIES} series"
    if not 0 < len(categories) <= limits.CHART_CATEGORIES:
        yield f"1 to {limits.CHART_CATEGORIES} categories"
    yield from _labels(iter(categories))
    yield from _labels(one["name"] for one in series)
    for one in series:
        if [point["label"] for point in one["data"]] != categories:
            yield f"series {one['name']!r} does not have every category"


def _labels(labels: Iterator[str]) -> Faults:
    known = list(labels)
    if len(set(known)) < len(known):
        yield "two labels are the same"
    if any(not 0 < len(one) <= limits.CHART_LABEL for one in known):
        yield f"a label has 1 to {limits.CHART_LABEL} characters"
