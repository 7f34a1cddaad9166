"""The news, for whoever named a person, that they have answered."""

from bot.outreach.notices.cards import Credit
from bot.slack.views import parts
from bot.slack.views.parts import Json


def build(credit: Credit) -> Json:
    """Draw the news; of the answer itself it says nothing."""
    named = f", whom you named on {parts.label(credit.day)}," if credit.day else ", whom you named,"
    told = f"{parts.bold(credit.person)}{named} has answered {parts.label(credit.recruiter)}."
    return parts.message(told, [parts.section(told)])
