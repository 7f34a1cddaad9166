"""When somebody who is away says they are back."""

import re
import unicodedata
from datetime import date

from gmail import days
from gmail.days import Mention
from gmail.phrases import any_of

READ_LIMIT = 4_000

_BACK = any_of(
    r"return\w*|\bback\b|again|reachable|available|resum\w+|respond\w*",
    r"wieder|zurück|zurueck|erreichbar ab|rückkehr|anwesend ab|im büro ab",
    r"\bretour|revien\w+|reviendrai|serai (?:de|à nouveau)|joignable|disponible|reprend\w+",
    r"regres\w+|vuelv\w+|volver[ée]|vuelta|incorpor\w+|retom\w+",
    r"rientr\w+|\btorn\w+|ritorn\w+|di nuovo|nuovamente|reperibile",
    r"\bvolt\w+|retorn\w+|de volta|novamente|disponíve\w+",
    r"\bterug|\bweer\b|bereikbaar|hervat\w*|aanwezig",
    r"wrac\w+|wróc\w+|powr\w+|ponownie|dostępn\w+|będę w",
    r"戻り|戻る|出社|復帰|再開|以降|より(?:通常|出社|業務|勤務|対応|復帰)|から(?:通常|出社|業務|復帰)",
)
_UNTIL = any_of(
    r"until|till\b|through|thru|\bto\b|\bbis\b|jusqu|\bau\b|hasta|\bal\b|fino|sino a|até|\btot\b|t/m|\bdo\b",
    r"[-–—~〜]\s*$|から\s*$",
)
_UNTIL_BEHIND = re.compile(r"\s{0,3}(?:\(.\)\s{0,3})?(?:まで|迄)")


def returns_on(text: str, received: date) -> date | None:
    """Find the day an automatic answer names as the return; None for none, a past one or one too far away."""
    text = unicodedata.normalize("NFKC", text[:READ_LIMIT])
    mentions = tuple(days.mentioned(text, received))
    for is_meant in (_speaks_of_return, _speaks_of_an_end):
        near = [mention.day for mention in mentions if is_meant(text, mention)]
        if near:
            return max(near)
    return max((mention.day for mention in mentions if not mention.is_vague), default=None)


def _speaks_of_return(text: str, mention: Mention) -> bool:
    behind = re.split(r"[.!?。](?:\s|$)|;|\n\n", text[mention.end : mention.end + 25])[0]
    return bool(_BACK.search(_before(text, mention, 45)) or _BACK.search(behind))


def _speaks_of_an_end(text: str, mention: Mention) -> bool:
    return bool(_UNTIL.search(_before(text, mention, 24)) or _UNTIL_BEHIND.match(text, mention.end))


def _before(text: str, mention: Mention, length: int) -> str:
    return re.split(r"[.!?。]\s|。|\n\n", text[max(0, mention.start - length) : mention.start])[-1]
