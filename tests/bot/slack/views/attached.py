"""Files for the screens, harmless and hostile."""

from bot.rules.attachments import Attached, clean_name
from bot.slack.views.files import Chosen


def files(count: int, words: str = "Grace Hopper") -> tuple[Attached, ...]:
    name = clean_name(words)
    return tuple(Attached(id=place + 1, name=name, size=2_200_000 * (place + 1)) for place in range(count))


def chosen(words: str = "Grace Hopper") -> Chosen:
    return Chosen(
        name=clean_name(words), size=340_000, kind="application/pdf", url="https://files.slack.com/1"
    )
