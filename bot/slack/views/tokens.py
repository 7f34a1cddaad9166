"""What `/sequence tokens` answers: everything that is filled in for each person."""

from bot.rules import templates
from bot.slack.views import parts
from bot.slack.views.parts import Json

FALLBACK = (
    "*When a value may be missing*, say what to write instead: `{{company|your team}}`. "
    "Without that, the message waits and asks you; it never goes out with a gap."
)


def build() -> Json:
    """List every token with its meaning and an example."""
    rows = [_row(known) for known in templates.TOKENS]
    told = f"{parts.count(len(rows), 'token')} may stand in a subject or a text."
    blocks = [
        parts.section(f"*Tokens* are filled in for each person. {told}"),
        parts.section("\n".join(rows)),
        parts.section(FALLBACK),
    ]
    return parts.message("\n".join([told, *rows]), blocks)


def _row(known: templates.Known) -> str:
    return f"`{{{{{known.name}}}}}`  {parts.label(known.about)}, such as _{parts.label(known.example)}_"
