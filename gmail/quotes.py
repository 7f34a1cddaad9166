"""What a person wrote themselves: without the quoted mail below and without the signature."""

import re

from mailparser_reply import EmailReplyParser

READ_LIMIT = 20_000
"""Characters looked at; an answer is at the top."""

LINE_LIMIT = 2_000

_LANGUAGES = ["en", "de", "fr", "es", "it", "nl", "pl", "sv", "da", "cs"]

_SEPARATOR = re.compile(
    r"^[ \t]*(?:-{2,}|_{2,}|\*{2,})[ \t]*(?:original message|urspr(?:ü|ue?)ngliche nachricht"
    r"|original-nachricht"
    r"|message d['’]origine|message original|mensaje original|messaggio originale|mensagem original"
    r"|oorspronkelijk bericht|forwarded message|weitergeleitete nachricht)[ \t]*(?:-|_|\*)*[ \t]*$"
    r"|^[ \t]*_{20,}[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_HEADER_BLOCK = re.compile(
    r"^[ \t]*\*?(?:From|Von|De|Da|Van|Från|Fra|Od)[ \t]*:\*?[^\n]*\n(?:[^\n]*\n){0,2}?"
    r"[ \t]*\*?(?:Sent|Date|Gesendet|Datum|Envoyé|Envoyée|Enviado|Enviado el|Fecha|Inviato|Data"
    r"|Verzonden|Skickat|Sendt)"
    r"(?: le| el| am)?[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_INTRODUCTION = re.compile(
    r"^[ \t]*(?:On|Am|Le|El|Il|Em|Op|Den|W dniu)\b[^\n]{3,200}(?:\n[^\n]{1,120}){0,2}?"
    r"(?:wrote|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|skrev|napisał)[^\n]{0,120}:[ \t]*$",
    re.MULTILINE,
)
_SIGNATURE = re.compile(
    r"^--[ \t]?$|^[ \t]*(?:Sent from my|Get Outlook for|Sent via|Von meinem \S+ gesendet|Gesendet von"
    r"|Envoyé depuis"
    r"|Envoyé de mon|Enviado desde mi|Inviato da|Verzonden vanaf)\b[^\n]{0,80}$",
    re.MULTILINE,
)
_QUOTED_LINE = re.compile(r"^[ \t]*>[^\n]*\n?", re.MULTILINE)


def own_words(text: str) -> str:
    """Give what the writer added, wherever they wrote it: above, below or between the quoted lines."""
    lines = [line[:LINE_LIMIT].rstrip() for line in text[:READ_LIMIT].replace("\xa0", " ").splitlines()]
    plain = "\n".join(lines)
    top = _above(_INTRODUCTION.sub("", _QUOTED_LINE.sub("", plain)))
    # Below a separator nobody can tell the quoted mail from an answer under it: then there are no own words.
    return _without_signature(_latest(top)) if _letters(top) else ""


def _above(text: str) -> str:
    """Cut at the first sign that another mail begins."""
    starts = [found.start() for sign in (_SEPARATOR, _HEADER_BLOCK) if (found := sign.search(text))]
    return text[: min(starts)] if starts else text


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
    found = _SIGNATURE.search(text)
    kept = text[: found.start()] if found and _letters(text[: found.start()]) else text
    return re.sub(r"\n{3,}", "\n\n", kept).strip()


def _letters(text: str) -> bool:
    return any(sign.isalnum() or sign > "\u2190" for sign in text)  # a thumb is an answer too
