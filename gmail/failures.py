"""Why a server refused a mail: a dead address, a refused content, or something that may pass."""

import re
from enum import StrEnum

from gmail.phrases import any_of


class Bounce(StrEnum):
    """HARD: the address is dead. POLICY: this mail was refused. SOFT: it may work another day."""

    HARD = "hard"
    SOFT = "soft"
    POLICY = "policy"


_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
_REPLY_CODE = re.compile(r"(?<![\d.])([45])\d\d[ -]")
_DEAD = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.4", "5.1.6", "5.1.10", "5.2.1", "5.4.4"})

_EXPIRED = frozenset({"5.4.7", "5.4.300"})

_PLACE = r"(?:mail ?box|mail ?folder|mail ?file|maildir|inbox|account|quota|storage|disk|user)"
_PERSON = r"(?:user|recipient|rcpt|address|addressee|account|mail ?box|alias|e-?mail|person|name)s?"
_HOST = r"(?:domain|host|server|destination)s?"

_FULL = any_of(
    rf"{_PLACE}\W{{1,3}}(?:\w+\W+){{0,4}}?(?:full|exceed\w*|over ?quota)\b",
    rf"{_PLACE}\W{{1,3}}(?:\w+\W+){{0,4}}?over (?:the |its |their )?(?:storage )?(?:limit|quota)",
    r"\bover ?quota\b|quota ?exceed|\bfull mailbox\b|(?:mailbox|disk) full",
    r"exceed\w* (?:\w+ ){0,4}(?:quota|storage|mailbox size)",
    r"(?:insufficient|not enough|out of|no) (?:disk |system |storage |mailbox )*(?:space|storage)\b",
    r"(?:postfach|mailbox|speicher)\W(?:\w+\W){0,3}voll\b",
    r"boîte (?:aux lettres |de réception )?(?:est )?pleine|quota dépass",
    r"buzón (?:\w+ ){0,3}(?:lleno|completo)|casella (?:\w+ ){0,3}piena|caixa (?:\w+ ){0,4}cheia",
    r"postvak (?:\w+ ){0,3}vol\b",
    r"skrzynk\w (?:\w+ ){0,3}(?:jest )?(?:przepełnion|pełn)|容量(?:を超|オーバー|不足|超過)",
    r"メールボックスがいっぱい|邮箱已满",
)
_SIZE = any_of(
    r"(?:message|mail|size|file)\W(?:\w+\W){0,5}too (?:big|large|long)",
    r"(?:message|mail|size|file)\W(?:\w+\W){0,5}exceed\w* (?:\w+ ){0,4}(?:size|limit|maximum)",
    r"(?:maximum|max) (?:message )?size|(?:message )?size (?:limit )?exceed|size limit",
)
_PASSING = any_of(
    r"temp_failure|try again later|temporar(?:y|ily)|timed? ?out|greylist",
    r"connection (?:dropped|refused|reset|lost)|could not (?:connect|initiate)|deferred",
    r"(?:message|delivery(?: time)?|queue\w*)\W{1,3}(?:has |have )?expired|been in the queue too long|too old\b",
    r"(?:server|host|service) (?:is )?(?:busy|not responding|did not (?:accept|respond))|rate limit",
    r"too many (?:messages|connections)",
)
_UNKNOWN = any_of(
    rf"(?:no such|unknown|invalid|unrecogni[sz]ed|non-?existent|bad|undefined)[ _](?:\w+ )?(?:{_PERSON}|{_HOST})\b",
    rf"(?:{_PERSON}|{_HOST})\W(?:[^\n.;]{{0,80}}\W)?(?:unknown|unavailable|inactive|disabled|discontinued)\b",
    rf"(?:{_PERSON}|{_HOST})\W(?:[^\n.;]{{0,80}}\W)?(?:not (?:found|known|exist)|lookup failed)",
    rf"{_PERSON}\W(?:[^\n;]{{0,80}}\W)?(?:is|was|has been) (?:now )?(?:closed|deleted|deactivated|suspended|invalid)",
    rf"(?:{_PERSON}|{_HOST})\W(?:[^\n;]{{0,80}}\W)?no longer (?:exists?|valid|active|available|in (?:use|service)|on)",
    r"(?:does|did|do)(?: not|n['’]?t) (?:exist|have an? [\w.]{0,30} ?account|like recipient)",
    r"(?:is )?not (?:an? |our )?(?:known|valid|active|local|listed|recogni[sz]ed)\b",
    r"isn['’]?t (?:listed|an? (?:valid|known|active))|that['’]s not a valid",
    r"\bno (?:mail ?box|account|user|mail exchanger|mx)\b(?! quota)|deactivated mail ?box",
    r"could(?:n['’]t| not) be found|unable to find|couldn't find any host|cannot be resolved|wasn't found",
    r"un(?:known)?user|user ?unknown|unrout(?:e?)able|name or service not known|nxdomain|dns error",
    r"host (?:or domain )?name not found|domain name not found|no valid recipients?|recipientnotfound",
    r"(?:recipient|address) rejected|mailbox (?:is )?(?:not available|disabled)|bad_recipient",
    r"no longer (?:works|employed|with)|retired|empfänger (?:unbekannt|nicht gefunden)",
    r"null mx|does(?: not|n['’]t) (?:receive|accept) (?:any )?e-?mail|(?:address|mailbox) (?:not found|unknown)",
    r"adresse (?:\w+ ){0,2}(?:nicht gefunden|unbekannt|existiert nicht|introuvable|inconnue)|existiert nicht",
    r"(?:utilisateur|destinataire) (?:\w+ )?(?:inconnu|introuvable)|n['’]existe (?:pas|plus)",
    r"(?:usuario|destinatario|dirección|buzón) (?:\w+ ){0,3}(?:desconocid|no existe|no encontrad|inexistente)",
    r"no se ha encontrado la dirección",
    r"(?:utente|destinatario|indirizzo) (?:\w+ ){0,2}(?:sconosciut|inesistente|non (?:esiste|trovat))",
    r"(?:usuário|utilizador|destinatário|endereço) (?:\w+ ){0,2}(?:desconhecid|inexistente|não (?:existe|encontrad))",
    r"onbekende (?:gebruiker|ontvanger)",
    r"(?:gebruiker|ontvanger|adres) (?:\w+ ){0,2}(?:onbekend|bestaat niet|niet gevonden)",
    r"(?:nieznany|nieznanego) (?:użytkownik|odbiorc|adres)",
    r"(?:użytkownik|odbiorca|adres|konto) (?:\w+ ){0,2}nie (?:istnieje|znalezion)",
    r"宛先不明|(?:宛先|アドレス|ユーザー?)[^\n。]{0,12}(?:存在しま|見つかりま|不明)|アドレス不明|(?:收件人|用户|邮箱)不存在",
    # A server that takes no mail for a domain: whoever wrote the address has the domain wrong.
    r"rcpthosts|relay(?:ing)? (?:not|denied|prohibited|access)|as a relay|unable to relay",
)
_POLICY = any_of(
    r"\bspam\w*|block(?:ed|list)|black ?list|\brbl\b|sorbs\b|unsolicited|reputation|\b(?:dmarc|spf|dkim)\b",
    r"\bpolic(?:y|ies)\b|prohibited|forbidden|banned|not authorized|unauthenticated|access denied",
    r"content (?:reject|filter|restriction)|message (?:content )?(?:was |has been )?reject",
    r"virus|suspicious|bulk ?mail|\bjunk\b|appears to be|looks like|scored",
    r"(?:your|sender) (?:\w+ )?(?:ip|address|domain|host)\W(?:[^\n.]{0,40}\W)?(?:reject|block|list)",
    r"refused by|sender (?:rejected|denied|verify)|(?:have|need|without) permission|restriction",
    r"authentication required",
)
_LISTED = any_of(
    r"\b(?:black|block) ?list\w*|\bdnsbl\b|spamhaus|spamcop|(?:poor|bad|low) reputation|banned sending"
)
_FAILURE = any_of(
    r"could ?(?:n['’]t| not) be delivered|wasn['’]t (?:able to be )?delivered|undeliver",
    r"(?:was|were) (?:not|un)\W?(?:able to be )?deliver|(?:unable|not able) to deliver|not a valid user",
    r"delivery (?:has |to \S+ )?fail|permanent(?:ly)? (?:fatal )?(?:error|fail)",
    r"konnte nicht zugestellt|n'a pas pu être|no (?:se )?pudo (?:ser )?entreg",
)


def status(value: str) -> str:
    """Find an enhanced status code in a text, or an empty string."""
    found = _STATUS.search(value)
    return ".".join(str(int(number)) for number in found.groups()) if found else ""


def speaks_of_failure(text: str) -> bool:
    """Tell whether a text says that a mail could not be delivered."""
    return bool(_FAILURE.search(text))


def judge(code: str, said: str, context: str) -> Bounce:
    """Judge a failure by its status code and the server's words; `context` counts when those say nothing."""
    said, context = " ".join(said.split()), " ".join(context.split())
    code = status(said) if code in {"", "5.0.0", "4.0.0"} and status(said) else code
    # A refusal in the server's own code is about this mail, whatever the letter around it says.
    for text in (said,) if code.startswith("5.7.") else (said, context):
        verdict = _by_words(code, text)
        if verdict is not None:
            return verdict
    if code in _DEAD:
        return Bounce.HARD
    return Bounce.SOFT if _is_temporary(code, said) else Bounce.POLICY


def _by_words(code: str, text: str) -> Bounce | None:
    if _FULL.search(text) or _SIZE.search(text):
        return Bounce.SOFT
    if _LISTED.search(text) and code not in _DEAD:
        return Bounce.POLICY
    if _POLICY.search(text) and code not in _DEAD and (code.startswith("5.7.") or not _UNKNOWN.search(text)):
        return Bounce.POLICY
    if _UNKNOWN.search(text) and not code.startswith("4."):
        return Bounce.HARD
    return None


def _is_temporary(code: str, said: str) -> bool:
    if code:
        return (
            code.startswith(("4.", "5.2.2", "5.2.3", "5.3."))
            or code in _EXPIRED
            or bool(_PASSING.search(said))
        )
    reply = _REPLY_CODE.search(said)
    return reply.group(1) == "4" if reply else bool(_PASSING.search(said))
