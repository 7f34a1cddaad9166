"""How long and how many Slack allows, and the tighter limits this house keeps."""

import re
import unicodedata

# A view or a message.
MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
VIEW_BYTES = 250_000
VIEW_TITLE = 24
METADATA = 3_000
ID = 255
STACK = 3

# Blocks.
SECTION_TEXT = 3_000
FIELDS = 10
FIELD_TEXT = 2_000
HEADER = 150
ACTIONS = 25
CONTEXT = 10
CONTEXT_TEXT = 2_000
ALERT = 200
ALT_TEXT = 2_000
TABLE_ROWS = 100
TABLE_COLUMNS = 20
TABLE_TEXT = 10_000

# Elements.
BUTTON_TEXT = 75
BUTTON_VALUE = 2_000
URL = 3_000
OPTION_TEXT = 75
OPTION_VALUE = 150
OPTIONS = 100
OVERFLOW = 5
RADIO = 10
PLACEHOLDER = 150
LABEL = 2_000
INPUT = 3_000
FILES = 10
CONFIRM_TITLE = 100
CONFIRM_TEXT = 300
CONFIRM_BUTTON = 30

# Charts. Sources differ on the series (6 or 12): the smaller one is safe.
CHARTS = 2
CHART_TITLE = 50
CHART_LABEL = 20
CHART_CATEGORIES = 20
CHART_SERIES = 6

# The house.
ROWS = 10
HOUSE_BLOCKS = 40
HOUSE_TEXT = 3_500
HOUSE_BLOCK_TEXT = 10_000

ELLIPSIS = "…"
_BROKEN_ENTITY = re.compile(r"&[a-z]{0,4}$")
_JOINER = "\u200d"


def shorten(text: str, limit: int) -> str:
    """Cut plain text to so many characters, ending in an ellipsis where something is gone."""
    if len(text) <= limit:
        return text
    end = limit - 1
    while end > 0 and _belongs_together(text[end - 1], text[end]):
        end -= 1
    return text[:end].rstrip() + ELLIPSIS


def clip(markup: str, limit: int) -> str:
    """Cut mrkdwn to so many characters, never through an entity or a link."""
    if len(markup) <= limit:
        return markup
    kept = _BROKEN_ENTITY.sub("", markup[: limit - 1])
    opened = kept.rfind("<")
    if opened > kept.rfind(">"):
        kept = kept[:opened]
    return kept.rstrip() + ELLIPSIS


def _belongs_together(left: str, right: str) -> bool:
    # Half an emoji or a letter without its accent is worse than one character less.
    return _JOINER in {left, right} or bool(unicodedata.combining(right)) or right in "\ufe0e\ufe0f"
