"""Who may send in one's name: the part of App Home that says so, and takes it back."""

from collections.abc import Iterator, Sequence

from bot.outreach.overview.home_pictures import LentLine
from bot.slack.views import limits, parts, permission
from bot.slack.views.parts import Json

BLOCK = "lent"


def rows(lines: Sequence[LentLine]) -> Iterator[Json]:
    """Draw a line for each with its button; nothing where nobody may."""
    if not lines:
        return
    yield parts.header("Who may send in your name")
    for line in lines[: limits.ROWS]:
        what = parts.bold(line.sequence) if line.sequence else "every sequence of theirs"
        told = f"{parts.mention(line.asker)}: {what}"
        yield parts.section(told, accessory=_revoke(line), block_id=f"{BLOCK}:{line.permission_id}")
    if more := parts.rest(min(len(lines), limits.ROWS), len(lines), "permission"):
        yield parts.context(f"{more}; those stand here once you take some of these back.")


def _revoke(line: LentLine) -> Json:
    return permission.revoke(line.permission_id, permission.REVOKE_AT_HOME)
