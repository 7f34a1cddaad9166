"""The words all screens share: kinds, delays, standings, who may see."""

from collections.abc import Sequence

from bot.rules import prose
from bot.rules.drafts import StageDraft
from bot.slack.views import dates, parts
from storage.statuses import Access, DelayUnit, EnrollmentStatus, Mark, SequenceStatus, StageKind

KINDS = {
    StageKind.EMAIL: "Email",
    StageKind.INMAIL: "LinkedIn InMail",
    StageKind.CONNECTION: "LinkedIn connection note",
    StageKind.CALL: "Phone call",
    StageKind.TEXT: "Text message",
    StageKind.TASK: "Task",
}
UNITS = {DelayUnit.BUSINESS_DAYS: "business day", DelayUnit.DAYS: "day"}
ACCESS = {
    Access.SHARED_USE: ("Shared: everybody may use it", "shared"),
    Access.SHARED_VIEW: ("Shared: everybody may look at it", "shared to look at"),
    Access.PERSONAL: ("Personal: only you see it", "personal"),
    Access.CONFIDENTIAL: ("Confidential: only you, and in no digest", "confidential"),
}
STARTERS = {
    "passive": "Passive engineer: a first word",
    "reengage": "Re-engage: we spoke a while ago",
    "silver": "Silver medallist: second last time",
    "executive": "Executive: few words, by hand",
}
SEQUENCES = {
    SequenceStatus.ACTIVE: "active",
    SequenceStatus.PAUSED: "paused",
    SequenceStatus.FINISHING: "archived, its people finish it",
    SequenceStatus.ARCHIVED: "archived",
}
ENROLLMENTS = {
    EnrollmentStatus.ACTIVE: "in progress",
    EnrollmentStatus.PAUSED: "paused",
    EnrollmentStatus.HELD: "waiting for you",
    EnrollmentStatus.REPLIED: "replied",
    EnrollmentStatus.FINISHED: "finished",
    EnrollmentStatus.STOPPED: "stopped",
    EnrollmentStatus.BOUNCED: "bounced",
    EnrollmentStatus.OPTED_OUT: "opted out",
}
MARKS = {
    Mark.INTERESTED: "Interested",
    Mark.NOT_NOW: "Not now",
    Mark.NOT_INTERESTED: "Not interested",
    Mark.WRONG_PERSON: "Wrong person",
    Mark.NOT_A_REPLY: "Not a reply",
}


def kind(of: StageKind) -> str:
    """Name a kind of stage."""
    return KINDS[of]


def days(number: int, unit: DelayUnit) -> str:
    """Say "1 business day" or "3 days"."""
    return parts.count(number, UNITS[unit])


def when(stage: StageDraft, index: int) -> str:
    """Say when a stage goes, in mrkdwn."""
    if index == 0:
        return dates.moment(stage.not_before) if stage.not_before else "right away"
    at = f", at {dates.clock(stage.at)}" if stage.at else ""
    if stage.delay == 0:
        return f"together with stage {index}{at}"
    return f"{days(stage.delay, stage.delay_unit)} after stage {index}{at}"


def span(stages: Sequence[StageDraft]) -> str:
    """Say how long a sequence takes, by its delays."""
    told = [
        days(total, unit)
        for unit in UNITS
        if (total := sum(stage.delay for stage in stages[1:] if stage.delay_unit is unit))
    ]
    return " + ".join(told) or "no waiting"


def opening(stage: StageDraft, limit: int = 100) -> str:
    """Give the first words of a stage, on one line of plain text."""
    return parts.one_line(prose.plain(stage.body), limit) or "(nothing written yet)"
