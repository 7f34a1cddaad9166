"""Answers no person wrote: how sure we are, and when their owner is back."""

import re
from dataclasses import dataclass

from gmail.inbound import Inbound
from gmail.phrases import any_of

_START = r"^[\s\[(<*]*"
_AUTO_SUBJECT = any_of(
    _START + r"auto(?:matic|mated)?[ -]?(?:re(?:ply|sponse|spond\w*|spons)|notification)\b|^auto:",
    _START + r"auto(?:matisch\w*|m\.?)? ?(?:antwort|svar|autosvar|antwoord)",
    _START + r"automaty\w+ odpowied\w+|^[\s\[]*automatick\w+ odpov\w+|^[\s\[]*automatikus v[áa]lasz",
    _START
    + r"(?:r[ée]ponse automatique|respuesta autom[áa]tica|ri?esposta automatica|resposta autom[áa]tica)",
    _START + r"(?:автоответ|автоматический ответ|自動応答|自動返信|自动回复)",
)
_AWAY_START = _START + r"(?:\w[\w .'-]{0,40} (?:is|ist|est|está) )?"
_AWAY_SUBJECT = any_of(
    _AWAY_START + r"(?:out of (?:the )?office|ooo\b|away (?:from|until|on)\b)",
    _AWAY_START + r"on (?:vacation|holiday|leave|parental|maternity|paternity)\b",
    _AWAY_START + r"vacation (?:reply|response|notice|message)",
    _AWAY_START + r"(?:abwesen|nicht im (?:büro|haus)|im urlaub|urlaub\b)",
    _AWAY_START + r"(?:absente?\b (?:du|jusqu|de)|absence (?:du|de|jusqu)|absence$|en congés?\b|en vacances)",
    _AWAY_START + r"(?:fuera de (?:la )?oficina|ausente|ausencia|de vacaciones)",
    _AWAY_START + r"(?:fuori (?:sede|ufficio)|assenza|in ferie|afwezig|fora do escrit[óo]rio|ausência)",
    _AWAY_START + r"(?:frånvaro|fravær)",
)
_TRAILING_MARK = any_of(
    r"[\[(](?:automatic|automated|auto)[ -]?(?:response|reply)[\])]|is out of (?:the )?office"
)
_LEFT = any_of(
    r"(?:no longer|not any ?more) (?:with|at|work\w*|employed|part of|a member|an employee|be reached at)",
    r"ha(?:s|ve) left (?:the )?(?:company|organi[sz]ation|firm|team|business)",
    r"(?:my|the) last (?:working )?day (?:at|with|was)",
    r"nicht mehr (?:bei|für|im unternehmen|beschäftigt|tätig|in unserem)|(?:unternehmen|firma) verlassen",
    r"ausgeschieden|ne travaille plus|ne fais? plus partie|ai quitté",
    r"a quitté (?:la société|l['’]entreprise|son poste|notre)",
    r"ya no (?:trabaj\w+|forma|est(?:á|a|oy) (?:en|con)|pertenec\w+)|(?:ha|he) dejado (?:la empresa|de trabajar)",
    r"non lavor[ao] più|n[ãa]o trabalh\w+ mais|werkt niet (?:meer|langer)",
)
_AGENT = "mailbox rules agent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The strongest strong and the strongest weak sign that a machine wrote; empty where there is none."""

    strong: str = ""
    weak: str = ""


def marks(inbound: Inbound) -> Marks:
    """Look for signs of a machine in the headers; the body of a mail is never one."""
    return Marks(strong=_strong(inbound), weak=_weak(inbound))


def has_left(text: str) -> bool:
    """Tell whether an automatic answer says that its owner works there no more."""
    return bool(_LEFT.search(text))


def _strong(inbound: Inbound) -> str:
    submitted = inbound.header("auto-submitted").strip().lower()
    if submitted and not submitted.startswith("no"):
        return "Auto-Submitted"
    for name in ("x-autoreply", "x-autorespond", "x-autoresponder"):
        value = inbound.header(name).strip().lower()
        if value and value not in {"no", "false", "0"}:
            return name.title()
    if re.match(r"auto[_-]?reply", inbound.header("precedence").strip().lower()):
        return "Precedence"
    if _AGENT in inbound.header("x-ms-exchange-generated-message-source").lower():
        return "written by a mailbox rule"
    if _has_no_return_path(inbound) and _speaks_of_absence(inbound.subject):
        return "no return path and an absence in the subject"
    return ""


def _weak(inbound: Inbound) -> str:
    if _speaks_of_absence(inbound.subject):
        return "only its subject looks automatic"
    if inbound.header("x-auto-response-suppress"):
        return "it only asks for no automatic answers"
    if inbound.header("precedence").strip().lower() in {"bulk", "junk"}:
        return "it only calls itself bulk mail"
    if _has_no_return_path(inbound):
        return "it only lacks a return path"
    if inbound.header("x-ms-exchange-inbox-rules-loop"):
        return "it only passed a mailbox rule"
    return ""


def _has_no_return_path(inbound: Inbound) -> bool:
    return inbound.header("return-path").strip() == "<>"


def _speaks_of_absence(subject: str) -> bool:
    # At the start only: "Re: Automatic replies in our product" is a person's subject.
    return any(pattern.search(subject[:200]) for pattern in (_AUTO_SUBJECT, _AWAY_SUBJECT, _TRAILING_MARK))
