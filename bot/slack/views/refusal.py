"""How a no is said: one sentence, and the one thing that mends it."""

from bot.refusals import Refusal
from bot.slack.views import parts
from bot.slack.views.parts import Json

CALLBACK = "refusal"


def message(refusal: Refusal, *, incident: str = "") -> Json:
    """Say no in a message only the person sees; `incident` is the id that stands in the log."""
    told = _told(refusal)
    return parts.message(told, [parts.section(told), *_small(incident)])


def modal(refusal: Refusal, *, incident: str = "") -> Json:
    """Say no in a small modal."""
    return parts.modal(CALLBACK, "That cannot be done", [parts.section(_told(refusal)), *_small(incident)])


def home(refusal: Refusal) -> Json:
    """Say no on somebody's Home tab."""
    return {"type": "home", "blocks": [parts.section(_told(refusal))]}


def _told(refusal: Refusal) -> str:
    said = [parts.mrkdwn(parts.clean(one).strip()) for one in (refusal.what, refusal.mend)]
    return "\n".join(one for one in said if one) or "That cannot be done now."


def _small(incident: str) -> list[Json]:
    return (
        [parts.context(f"If you ask for help, give this number: `{parts.label(incident)}`")]
        if incident
        else []
    )
