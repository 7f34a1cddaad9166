"""How a quoted mail begins: a sentence that introduces it, a block of headings, or a line that parts it off."""

import re
from collections.abc import Sequence

INTRODUCTION_LINES = 3
"""Lines an introduction may be wrapped over."""

HEADING_LINES = 9
"""Lines in which a block of headings says enough of itself; long lists of recipients are wrapped."""

_LENGTH = 400

_WROTE = re.compile(
    r"\b(?:wrote|writes|schrieb|schreibt|a [ée]crit|écrivait|ha escrito|escribi[óo]|ha scritto|escreveu|schreef"
    r"|geschreven|skrev|napisał|napisana przez|pisze|napsal|kirjoitti|написал|пишет|писал|yazdı|írta|a scris"
    r"|έγραψε|geschrieben|napísal|napisao|va escriure|đã viết|rakstīja|rašė|kirjutas)"
    r"|写道|寫道|のメール|さん[はが]書|さんからの|작성|כתב|كتب",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\S@\S|\d{1,2}[:.h]\d\d|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\b\d{1,2}\.?\s(?:de\s)?\w{3,12}\.?,?\s(?:de\s)?\d{4}|\d年"
)
_OPENS = re.compile(
    r"\s*(?:on|am|le|el|il|em|no dia|op|den|dne|dnia|w dniu|le \w+|pon|wt|śr|czw|pt|sob|niedz|\d{1,4}[年/.-])\b"
    r".{0,200}?\d|.{0,80}<[^<>\s]{0,100}$",
    re.IGNORECASE,
)
_DATE_AND_ADDRESS = re.compile(r".{0,80}\d{1,2}[:.]\d\d\b.{0,120}<[^<>\s@]{1,80}@[^<>\s]{1,120}>\s*[:：]$")
_RUNNING_ON = re.compile(
    r"\s*(?:on|am|le|el|il|em|op|w dniu)\b[^\n]{3,120}\d[^\n<]{0,120}<[^<>\s]{3,120}>\s?(?:\w+ ){0,2}?"
    r"(?:wrote|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|napisał\S{0,3})\s?:",
    re.IGNORECASE,
)

_ADDRESS_AND_DATE = re.compile(r".{0,80}<[^<>\s@]{1,80}@[^<>\s]{1,120}>\s\[?\d.{0,30}[:：]$")
_NOTHING_BUT = re.compile(
    r"(?<!\byou)(?<!\bi)(?<!\bwe)\s(?:wrote|a [ée]crit|escribió|ha scritto|escreveu|geschreven|pisze"
    r"|napisał\S{0,3})\s?[:：]$"
    r"|(?:schrieb|schreef|skrev)\s[^:：\n]{2,60}[:：]$|のメール\s?[:：]$",
    re.IGNORECASE,
)

_HEADING = re.compile(
    r"[ \t>*_|]*(?:"
    r"(?P<sender>From|FROM|Von|De|Da|Van|Od|Från|Fra|Lähettäjä|Feladó|Kimden|От|差出人|送信者|发件人|寄件者|보낸 ?사람)"
    r"|(?P<sent>Sent|Date|SENT|Gesendet|Datum|Envoyée?|Enviad[oa](?: el| em)?|Fecha|Inviato|Data|Verzonden|Wysłan[oae]"
    r"|Skickat|Sendt|Odesláno|Lähetetty|Gönderilme|Отправлено|Дата|送信日時|日時|日付|发送时间|日期|보낸 ?날짜)"
    r"|(?P<to>To|TO|An|À|A|Para|Aan|Do|Till|Til|Komu|Vastaanottaja|Címzett|Kime|Кому|宛先|收件人|받는 ?사람)"
    r"|(?P<copy>[Cc]c|CC|Kopie|Kopia|Cci|DW|Kopi|Копия|抄送|참조)"
    r"|(?P<subject>Subject|SUBJECT|Betreff|Objet|Asunto|Assunto|Oggetto|Onderwerp|Temat|Ämne|Emne|Předmět|Aihe|Tárgy|Konu"
    r"|Тема|件名|主题|主旨|제목)"
    r")(?: le| el| am| em)?[ \t]*\*?[ \t]*[:：]"
)
_PARTING_WORDS = (
    r"original|urspr(?:ü|ue?)ng|origin|oryginaln|oorspronkelijk|původní|alkuperäinen|元の|原始|исходное"
    r"|forwarded|weitergeleitet|transféré|reenviad|inoltrat|encaminhad|doorgestuurd|przekazan|přeposlan|転送|转发|пересыл"
)
_PARTING = re.compile(
    rf"[ \t]*(?:[-_*=]{{2,}})[ \t]*[^\n]{{0,40}}?(?:{_PARTING_WORDS})[^\n]{{0,40}}?[ \t]*[-_*=]{{2,}}[ \t]*$"
    r"|[ \t]*_{20,}[ \t]*$"
    r"|[ \t]*(?:Begin (?:forwarded message|doorgestuurd bericht)|Anfang der weitergeleiteten (?:Nachricht|E-Mail)"
    r"|Début du (?:message|courriel) (?:transféré|réexpédié)|Inicio del mensaje reenviado|Inizio messaggio inoltrato"
    r"|Início da mensagem (?:re)?encaminhada|Początek przekazywanej wiadomości|転送されたメッセージ)[ \t]*[:：]$"
    r"|[ \t]+Original Message[ \t]*$",
    re.IGNORECASE,
)


def introduction(lines: Sequence[str], at: int) -> int:
    """Count the lines of a sentence that begins here and says who wrote what follows, and when; 0 for none."""
    if any(sign.match(lines[at][:_LENGTH]) for sign in (_RUNNING_ON, _DATE_AND_ADDRESS, _ADDRESS_AND_DATE)):
        return 1
    said = ""
    for count in range(1, INTRODUCTION_LINES + 1):
        line = lines[at + count - 1] if at + count <= len(lines) else ""
        if not line.strip() or line.lstrip().startswith(">"):
            return 0
        said = f"{said} {line.strip()}"
        # A person's own sentence may stand above an introduction: only one that opens it may be joined to it.
        if count > 1 and not _OPENS.match(lines[at][:_LENGTH]):
            return 0
        if _introduces(said):
            return count
    return 0


def says_nothing_else(said: str) -> bool:
    """Tell whether an introduction is one by itself: people, too, write of what was written and when."""
    return "@" in said or bool(_NOTHING_BUT.search(said))


def separates(lines: Sequence[str], at: int) -> bool:
    """Tell whether another mail begins at this line, so that nobody knows whose words follow."""
    return bool(_PARTING.match(lines[at])) or _begins_headings(lines, at)


def _introduces(said: str) -> bool:
    if len(said) > _LENGTH or not said.endswith((":", "：")):
        return False
    return bool(_WROTE.search(said) and _DATED.search(said))


def _begins_headings(lines: Sequence[str], at: int) -> bool:
    if not _HEADING.match(lines[at]):
        return False
    found = [_HEADING.match(line) for line in lines[at : at + HEADING_LINES]]
    kinds = {heading.lastgroup for heading in found if heading}
    near = {heading.lastgroup for heading in found[:3] if heading}
    return "sender" in kinds and (len(kinds) > 2 or "sent" in near)
