"""Two small forms that mend an enrollment: the values that are missing, and an address that works."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.rules.drafts import Problem
from bot.slack.views import limits, parts, values
from bot.slack.views.parts import Json

FILL_IN_CALLBACK = "fill_in_form"
FIX_ADDRESS_CALLBACK = "fix_address_form"
VALUE_BLOCK = "fill_in_value"
VALUE = "fill_in_value_typed"
ADDRESS_BLOCK = "fix_address"
ADDRESS = "fix_address_typed"
NAME = 120  # characters of a name that are kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """What was typed for one enrollment, and whose it is; only one of `values` and `address` is asked for."""

    enrollment_id: int
    person: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    address: str = ""
    channel: str = ""
    message: str = ""


def fill_in(
    enrollment_id: int, person: str, tokens: Sequence[str], *, channel: str = "", message: str = ""
) -> Json:
    """Ask for the values of some tokens; `message` is the timestamp of the card in its channel."""
    blocks = [parts.section(f"What shall I write for {parts.bold(person)}?")]
    for token in tokens[: limits.ROWS]:
        line = parts.text_input(VALUE, limit=1_000)
        blocks.append(parts.field(f"{VALUE_BLOCK}:{token}", token.replace("_", " ").capitalize(), line))
    metadata = _kept(enrollment_id, person, channel, message)
    title = "Fill in"
    return parts.modal(FILL_IN_CALLBACK, title, blocks, submit="Save", close="Cancel", metadata=metadata)


def fix_address(
    enrollment_id: int, person: str, address: str, *, channel: str = "", message: str = ""
) -> Json:
    """Ask for an address that works."""
    line = parts.text_input(ADDRESS, kind="email_text_input", value=address)
    blocks = [
        parts.section(f"Which address reaches {parts.bold(person)}?"),
        parts.field(ADDRESS_BLOCK, "Email address", line),
    ]
    metadata = _kept(enrollment_id, person, channel, message)
    title = "Fix address"
    return parts.modal(FIX_ADDRESS_CALLBACK, title, blocks, submit="Save", close="Cancel", metadata=metadata)


def read(view: Mapping[str, Any]) -> Mended:
    """Read either form."""
    kept = parts.metadata(view)
    return Mended(
        enrollment_id=int(kept["enrollment"]),
        person=str(kept.get("person", "")),
        values=values.named(view, VALUE_BLOCK),
        address=values.text(view, ADDRESS_BLOCK) or "",
        channel=str(kept.get("channel", "")),
        message=str(kept.get("message", "")),
    )


def errors(problems: Iterable[Problem], view: Mapping[str, Any]) -> dict[str, str]:
    """Put every problem under its token, or under the address."""
    problems = list(problems)
    blocks = {problem.field: f"{VALUE_BLOCK}:{problem.field}" for problem in problems}
    default = ADDRESS_BLOCK if values.place(view, ADDRESS_BLOCK) else VALUE_BLOCK
    return values.errors(view, problems, blocks, default=default)


def _kept(enrollment_id: int, person: str, channel: str, message: str) -> dict[str, object]:
    named = parts.one_line(person, NAME)
    return {"enrollment": enrollment_id, "person": named, "channel": channel, "message": message}
