"""What a person wrote themselves: without the quoted mail below and without the signature."""

import re
from collections.abc import Iterator, Sequence

from mailparser_reply import EmailReplyParser

from gmail import openings

READ_LIMIT = 20_000
"""Characters looked at; an answer is at the top."""

LINE_LIMIT = 2_000

_LANGUAGES = ["en", "de", "fr", "es", "it", "nl", "sv", "da", "cs", "zh", "ko"]
"""Without those whose rules take one line that begins like a heading for a quote."""

_QUOTED = re.compile(r"[ \t]*>")
_RULER = re.compile(r"(?:\n[ \t]*[-_=*][-_=* \t]{2,})+\s*$")
"""A line drawn above a quote that is gone."""

_LINK = re.compile(r"[<(\[]{0,2}https?://[^\s<>()\[\]]+[>)\]]{0,2}")
_DASHES = re.compile(r"--[ \t]?$|[ \t]*\[?image: signature", re.IGNORECASE)
_SENT_FROM = re.compile(
    r"[ \t]*(?:Sent (?:from|via|with)|Get Outlook for|Gesendet (?:von|mit|über|aus)|Von \w+ .{1,40} gesendet"
    r"|Diese (?:Nachricht|E-?Mail) wurde (?:von|mit) .{1,60} gesendet|Outlook für .{1,20} beziehen"
    r"|Envoyé (?:de|depuis|à partir|avec)|Provenance : Courrier"
    r"|(?:Télécharger|Téléchargez|Obtenir|Obtenez|Obtener|Obter o|Ottieni|Scarica|Hämta|Hent|Pobierz"
    r"(?: aplikację)?|Hol dir) Outlook|Enviad[oa] (?:desde|do|de|da|a partir|com|con|pelo|via)|Inviato (?:da|dal|con)"
    r"|Outlook voor .{1,20} downloaden|(?:Verzonden|Verstuurd) (?:vanaf|met|via|van)|Wysłan[eoay] (?:z|za|przez)"
    r"|Skickat från|Sendt fra|Odesláno z|Lähetetty|Отправлено (?:с|из)|发自我的|从我的)\b[^\n.,!?;:]{0,60}\.?$"
    r"|.{0,40}(?:から|より)送信(?:しました)?。?$|.{0,40}を入手$|\S.{0,30}에서 보냄$",
    re.IGNORECASE,
)


def own_words(text: str) -> str:
    """Give what the writer added, wherever they wrote it: above, below or between the quoted lines."""
    lines = [line[:LINE_LIMIT].rstrip() for line in text[:READ_LIMIT].replace("\xa0", " ").splitlines()]
    top = _RULER.sub("", "\n".join(_unquoted(lines)).rstrip())
    # Below a separator nobody can tell the quoted mail from an answer under it: then there are no own words.
    return _without_signature(_latest(top)) if _letters(top) else ""


def _unquoted(lines: Sequence[str]) -> Iterator[str]:
    """Leave out marked lines and what introduces them; stop where a quote begins that is not marked."""
    at = 0
    while at < len(lines):
        if _QUOTED.match(lines[at]):
            at += 1
        elif openings.separates(lines, at):
            return
        elif count := openings.introduction(lines, at):
            said = " ".join(lines[at : at + count])
            at += count
            if _is_marked(lines, at):
                continue
            if openings.says_nothing_else(said):
                return
            yield said
        else:
            yield lines[at]
            at += 1


def _is_marked(lines: Sequence[str], at: int) -> bool:
    """Tell whether what follows is marked as quoted, line by line."""
    following = next((line for line in lines[at:] if line.strip()), ">")
    return bool(_QUOTED.match(following))


def _latest(text: str) -> str:
    """Let the library find what introduces a quote in the languages it knows."""
    # Its signatures are not used: a line that begins with "Thanks," would end the answer.
    replies = EmailReplyParser(languages=list(_LANGUAGES)).read(text).replies
    for reply in replies:
        own: str = reply.content.replace(reply.headers or "", "").strip()
        if _letters(own):
            return own
    return text


def _without_signature(text: str) -> str:
    lines = text.split("\n")
    first = next(
        (number for number, line in enumerate(lines) if _letters(line) and not _signs(line)), len(lines)
    )
    end = next((number for number, line in enumerate(lines) if number > first and _signs(line)), len(lines))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines[:end])).strip()


def _signs(line: str) -> bool:
    """Tell whether a line begins a signature, or was put there by a telephone."""
    if _DASHES.match(line):
        return True
    return bool(_SENT_FROM.match(_LINK.sub("", line[:200]).replace("[", "").replace("]", "").rstrip()))


def _letters(text: str) -> bool:
    return any(sign.isalnum() or sign > "\u2190" for sign in text)  # a thumb is an answer too
