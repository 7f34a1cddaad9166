"""What was done to a sequence: who, what and when, the newest first."""

from collections.abc import Callable, Mapping

from bot.outreach.pictures import History, HistoryLine
from bot.slack.views import dates, parts, phrases
from bot.slack.views.parts import Json
from storage.statuses import Deed

OVERTURE = "Overture"
_WIDE = 60


def build(history: History) -> Json:
    """Draw the latest changes as a message only who asked sees."""
    told = f"{parts.bold(history.name)}: who changed what, and when"
    rows = [_row(line) for line in history.lines] or ["Nothing is written down yet."]
    blocks = [
        parts.section(told),
        *(parts.section("\n".join(rows[at : at + 5])) for at in range(0, len(rows), 5)),
    ]
    if history.more:
        blocks.append(parts.context(f"These are the latest {len(rows)}; there is older."))
    return parts.message("\n".join([told, *rows]), blocks)


def _row(line: HistoryLine) -> str:
    who = parts.mention(line.who) if line.who else OVERTURE
    return f"• {dates.moment(line.at)}: {who} {_DEEDS[line.deed](line)}"


def _cloned(line: HistoryLine) -> str:
    return f"made it as a copy of {parts.bold(line.before, _WIDE)}" if line.before else "made it as a copy"


def _edited(line: HistoryLine) -> str:
    return f"edited its stages (version {line.version})" if line.version else "edited its stages"


def _paused(line: HistoryLine) -> str:
    return f"paused it: {parts.label(line.why)}" if line.why else "paused it"


def _archived(line: HistoryLine) -> str:
    inside = parts.count(line.figures.get("count", 0), "person", "people")
    told = {"finish": f"; the {inside} in it finish it", "stop": f" and stopped the {inside} in it"}
    return f"archived it{told.get(line.people, '')}"


def _brought_along(line: HistoryLine) -> str:
    moved = parts.count(line.figures.get("moved", 0), "person", "people")
    told = f"took {moved} along to version {line.version}"
    rest = [
        f"{line.figures[name]:,} {word}"
        for name, word in (("finished", "finished"), ("kept", "kept the old text"))
        if line.figures.get(name)
    ]
    return f"{told} ({', '.join(rest)})" if rest else told


def _renamed(line: HistoryLine) -> str:
    return f"renamed it from {parts.bold(line.before, _WIDE)} to {parts.bold(line.after, _WIDE)}"


def _for_another(line: HistoryLine) -> str:
    if not line.after:
        return f"took its role away ({parts.bold(line.before, _WIDE)})"
    told = f"made it one for the role {parts.bold(line.after, _WIDE)}"
    return f"{told} instead of {parts.bold(line.before, _WIDE)}" if line.before else told


def _opened(line: HistoryLine) -> str:
    return f"changed who may see it from {_access(line.before)} to {_access(line.after)}"


def _access(value: str) -> str:
    known = {access.value: short for access, (_, short) in phrases.ACCESS.items()}
    return f"_{known[value]}_" if value in known else parts.label(value or "something else")


_DEEDS: Mapping[Deed, Callable[[HistoryLine], str]] = {
    Deed.CREATED: lambda _: "wrote it",
    Deed.CLONED: _cloned,
    Deed.IMPORTED: lambda _: "imported it from YAML",
    Deed.EDITED: _edited,
    Deed.RENAMED: _renamed,
    Deed.ACCESS_CHANGED: _opened,
    Deed.ROLE_CHANGED: _for_another,
    Deed.PAUSED: _paused,
    Deed.RESUMED: lambda _: "resumed it",
    Deed.ARCHIVED: _archived,
    Deed.FORGOTTEN: lambda _: "had somebody in it forgotten",
    Deed.EXPORTED: lambda _: "exported it as YAML",
    Deed.BROUGHT_ALONG: _brought_along,
    Deed.APPROVAL_ASKED: lambda line: f"asked for approval of version {line.version}",
    Deed.APPROVED: lambda line: f"approved version {line.version}",
    Deed.OVERRULED: lambda line: f"enrolled somebody against a warning ({parts.label(line.why, _WIDE)})",
    Deed.NOT_APPROVED: lambda line: f"did not approve version {line.version} yet",
}
