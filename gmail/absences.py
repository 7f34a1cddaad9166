"""Answers no person wrote: how sure we are, and when their owner is back."""

import re
from dataclasses import dataclass

from gmail.inbound import Inbound
from gmail.phrases import any_of

_START = r"^[\s\[(<*]*"
_END = r"(?=\s*(?:[:：\])}>»\u2013\u2014-]|$|to\b|from\b|auf\b|à\b))"
_AUTO_SUBJECT = any_of(
    _START
    + rf"auto(?:matic|mated)?[ -]?(?:re(?:ply|sponse|spond\w*|spons)|answer|notification){_END}|^auto:",
    _START
    + rf"out[ -]of[ -](?:the[ -])?office (?:auto\w*[ -]?)?(?:reply|response|message|notification){_END}",
    _START + rf"auto(?:matisch\w*|matisk\w*|m\.?)? ?(?:antwort|svar|besked|antwoord|autosvar|atbilde){_END}",
    _START + rf"auto(?:odpowied\w+|matyczna\w* odpowied\w+|matick\w+ odpov\w+|matikus v[áa]lasz){_END}",
    _START + rf"automaattinen vastaus{_END}|{_START}(?:odpowied\w+ automatyczna|răspuns automat){_END}",
    _START + rf"(?:r[ée]ponse|respuesta|ri?sp?osta|resposta) autom[áa]ti(?:que|ca)(?: d.absence)?{_END}",
    _START + rf"(?:abwesenheitsnotiz|abwesenheits(?:nachricht|meldung|agent|assistent)|autoantwort){_END}",
    _START + rf"(?:message d.absence|réponse d.absence|notification d.absence){_END}",
    _START + rf"(?:mensaje|aviso|respuesta) de ausencia{_END}|{_START}mensagem de ausência{_END}",
    _START + rf"(?:afwezigheids(?:bericht|melding)|afwezigheidsassistent|frånvaromeddelande){_END}",
    _START + r"(?:автоответ|автоматический ответ|автоматична відповідь|αυτόματη απάντηση"
    r"|自動応答|自動返信|自动回复|自动答复|自動回覆|자동 회신|yanıt: otomatik)",
    _START + rf"otomatik (?:yanıt|cevap){_END}",
)
_AWAY_START = _START + r"(?:\w[\w .,'-]{0,40} (?:is|ist|est|está|è|is momenteel|jest) )?"
_AWAY_SUBJECT = any_of(
    _AWAY_START
    + r"(?:out of (?:the )?office|ooo\b|away (?:from|until|on)\b|not (?:in|at) (?:the |my )?office)",
    _AWAY_START + r"on (?:annual leave|vacation|holidays?|leave|parental|maternity|paternity)\b",
    _AWAY_START + r"(?:vacation|holiday|absence) (?:reply|response|notice|message)",
    _AWAY_START + r"(?:abwesen|nicht im (?:büro|haus)|im urlaub|urlaub\b|außer haus)",
    _AWAY_START + r"(?:absente?\b (?:du|jusqu|de)|absence (?:du|de|jusqu)|absence$|en congés?\b|en vacances)",
    _AWAY_START + r"(?:fuera de (?:la )?oficina|ausente|ausencia|de vacaciones)",
    _AWAY_START + r"(?:fuori (?:sede|ufficio)|assen[zt]a|assente|in ferie)",
    _AWAY_START + r"(?:afwezig|niet aanwezig|op vakantie|buiten kantoor)",
    _AWAY_START + r"(?:fora do escrit[óo]rio|ausência|ausente|de férias)",
    _AWAY_START + r"(?:nieobecn|poza biurem|na urlopie|urlop\b|mimo kancelář|nepřítomn)",
    _AWAY_START + r"(?:frånvaro|fravær|ikke på kontoret|poissa)",
    _AWAY_START + r"(?:【?\s*(?:不在|休暇|休業|夏季休暇|年末年始)|外出中|.{0,20}不在の(?:お知らせ|連絡))",
    _AWAY_START + r"(?:вне офиса|в отпуске|不在办公室|休假)",
)
_TRAILING_MARK = any_of(
    r"[\[(](?:automatic|automated|auto)[ -]?(?:response|reply)[\])]|is out of (?:the )?office"
)
_NOTES_SUBJECT = re.compile(
    r"^auto:\s.{2,100}?\b(?:is|ist|est|está|è|jest) \S?.{0,20}(?:out of|away|nicht im|abwesend|absent|ausente|fuera"
    r"|fuori|assente|afwezig|nieobecn)",
    re.IGNORECASE,
)
_LEFT = any_of(
    r"(?:no longer|not any ?more) (?:with|at|work\w*|employed|part of|a member|an employee|be reached at)",
    r"ha(?:s|ve) left (?:the )?(?:company|organi[sz]ation|firm|team|business|[A-Z]\w+ (?:on|in|as of))",
    r"(?:my|the) last (?:working )?day (?:at|with|was)|no longer works? (?:here|for)",
    r"nicht mehr (?:bei|für|im unternehmen|beschäftigt|tätig|in unserem)|(?:unternehmen|firma) verlassen",
    r"ausgeschieden|ne travaille plus|ne fais? plus partie|ai quitté",
    r"a quitté (?:la société|l['’]entreprise|son poste|notre)",
    r"ya no (?:trabaj\w+|forma|est(?:á|a|oy) (?:en|con)|pertenec\w+)|(?:ha|he) dejado (?:la empresa|de trabajar)",
    r"non (?:lavor[ao]|fa(?:ccio)?|collabor[ao]) più|ha lasciato (?:l['’]azienda|la società)",
    r"(?:já )?n[ãa]o (?:trabalh\w+ mais|faz(?:emos|er)? (?:mais )?parte|trabalha n)|deixou a empresa",
    r"já não (?:trabalh|faz)",
    r"werkt niet (?:meer|langer)|niet (?:meer|langer) werkzaam|heeft (?:ons bedrijf|de organisatie) verlaten",
    r"(?:już )?nie pracuj[eę] (?:już)?|nie jest już pracownik\w*|zakończył\w? (?:pracę|współpracę)",
    r"退職(?:いた|致|し|に)|退社(?:いた|致)",
)
_AGENT = "mailbox rules agent"
_MARKING = re.compile(
    r"x-(?:mail-)?auto-?(?:reply|repl(?:y|ied)-\w+|respon(?:d|der|se|ded)|generated|answer)"
    r"|x-vacation(?:-\w+)?|x-fc-machinegenerated|x-autoreply-\w+|x-out-of-office"
)
_WRITER = re.compile(r"\b(?:vacation|auto-?respon\w+|auto-?reply\w*|out of office)\b", re.IGNORECASE)
_NO = {"no", "false", "0", "none", "off"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The strongest strong and the strongest weak sign that a machine wrote; empty where there is none."""

    strong: str = ""
    weak: str = ""


def marks(inbound: Inbound) -> Marks:
    """Look for signs of a machine in the headers; the body of a mail is never one."""
    return Marks(strong=_declared(inbound) or _added_up(inbound), weak=next(iter(_weak(inbound)), ""))


def has_left(text: str) -> bool:
    """Tell whether an automatic answer says that its owner works there no more."""
    return bool(_LEFT.search(text))


def _declared(inbound: Inbound) -> str:
    """Find a header that says what only a machine says of itself."""
    submitted = inbound.header("auto-submitted").strip().lower()
    if submitted and not submitted.startswith("no"):
        return "Auto-Submitted"
    for name in inbound.headers:
        if _MARKING.fullmatch(name) and inbound.header(name).strip().lower() not in {"", *_NO}:
            return name.title()
    for name in ("precedence", "x-precedence", "preference"):
        if re.match(r"auto[_-]?reply", inbound.header(name).strip().lower()):
            return "Precedence"
    if _AGENT in inbound.header("x-ms-exchange-generated-message-source").lower():
        return "written by a mailbox rule"
    if (
        _WRITER.search(inbound.header("x-mailer"))
        or "autoresponder" in inbound.header("delivered-to").lower()
    ):
        return "written by an answering program"
    return "a subject only Notes writes" if _NOTES_SUBJECT.search(_beginning(inbound.subject)) else ""


def _added_up(inbound: Inbound) -> str:
    """Add weak signs up: two that have different causes make a strong one."""
    found = set(_weak(inbound))
    if _calls_itself_automatic(inbound.subject) and len(found) > 1:
        return "an automatic subject, and a header"
    if _UNANSWERABLE in found and _SUBJECT in found:
        return "no return path and an absence in the subject"
    # A company may stamp the mail of its people, but none of them can send without a return path and as bulk.
    return "bulk mail without a return path" if {_UNANSWERABLE, _BULK} <= found else ""


_SUBJECT = "only its subject looks automatic"
_SUPPRESSED = "it only asks for no automatic answers"
_BULK = "it only calls itself bulk mail"
_UNANSWERABLE = "it only lacks a return path"
_RULE = "it only passed a mailbox rule"


def _weak(inbound: Inbound) -> tuple[str, ...]:
    signs = {
        _SUBJECT: _speaks_of_absence(inbound.subject),
        _SUPPRESSED: bool(inbound.header("x-auto-response-suppress")),
        _BULK: inbound.header("precedence").strip().lower() in {"bulk", "junk"},
        _UNANSWERABLE: inbound.header("return-path").strip() == "<>",
        _RULE: bool(inbound.header("x-ms-exchange-inbox-rules-loop")),
    }
    return tuple(sign for sign, is_there in signs.items() if is_there)


def _calls_itself_automatic(subject: str) -> bool:
    return bool(_AUTO_SUBJECT.search(_beginning(subject)))


def _speaks_of_absence(subject: str) -> bool:
    # At the start only: "Re: Automatic replies in our product" is a person's subject.
    beginning = _beginning(subject)
    return any(pattern.search(beginning) for pattern in (_AUTO_SUBJECT, _AWAY_SUBJECT, _TRAILING_MARK))


def _beginning(subject: str) -> str:
    return " ".join(subject.split())[:200]
