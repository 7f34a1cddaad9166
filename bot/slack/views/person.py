"""What can be done with somebody who is in a sequence, wherever they are shown."""

from bot.slack.views import parts
from bot.slack.views.parts import Json

UNDO = "person_undo"
STAGES = "person_stages"
DONE = "person_undone"


def undo(enrollment_id: int, person: str) -> Json:
    """Make the button that takes an enrollment back."""
    told = f"Nothing was sent to {parts.label(person)}, and nothing will be. It is as if it had not been."
    sure = parts.confirm("Undo the enrollment?", told, yes="Undo", danger=False)
    return parts.button("Undo", UNDO, value=str(enrollment_id), confirm=sure)


def stages(enrollment_id: int) -> Json:
    """Make the button that opens what one person gets, stage by stage."""
    return parts.button("Their stages", STAGES, value=str(enrollment_id))


def read(value: str) -> int:
    """Read the enrollment a button acts on."""
    return int(value)


def undone(person: str, sequence: str) -> Json:
    """Say in the place of a form that somebody was taken out again."""
    return parts.modal(DONE, "Undone", [parts.section(_told(person, sequence))], close="Done")


def undone_message(person: str, sequence: str) -> Json:
    """Say it in the place of a message."""
    told = _told(person, sequence)
    return parts.message(told, [parts.section(told)])


def _told(person: str, sequence: str) -> str:
    return f"{parts.bold(person)} is not in {parts.bold(sequence)} any more. Nothing was sent."
