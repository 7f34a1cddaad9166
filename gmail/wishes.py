"""What a person wants, by their own words: never hear from us again, or a first guess at an answer."""

from enum import StrEnum

from gmail.phrases import any_of

READ_LIMIT = 4_000
SHORT = 12
"""Words up to which a lone "unsubscribe" or "stop" is a wish and not a topic."""


class Hint(StrEnum):
    """A guess shown as a label, never acted on."""

    INTERESTED = "interested"
    NOT_NOW = "not_now"
    NOT_INTERESTED = "not_interested"
    WRONG_PERSON = "wrong_person"


_MAILS = r"(?:e-?mails?|mails?|messages?|nachrichten|anfragen|werbung|correos|mensajes)"
_CONTACTING = r"(?:e-?mailing|contacting|writing|messaging|sending|spamming|reaching out|bothering)"
_UNLESS = r"(?! (?:before|until|till|on|at|unless|by|via|during|between|about that))"

_OPT_OUT = any_of(
    r"\b(?<!not )(?<!n't )(?<!never )(?:remove|delete|take|strike) (?:me|my \w+(?: address)?) (?:from|off|out of)\b",
    r"\b(?<!not )(?<!n't )(?:remove|delete) (?:me|my (?:name|e-?mail|address|contact|data|details))\b\W*(?:please|$)",
    r"\bplease unsubscribe\b|\bunsubscribe (?:me|this|my)\b|\bopt(?:ing)?[ -](?:me )?out\b",
    rf"\b(?:stop|quit|cease) (?:{_CONTACTING}|with (?:the|these) {_MAILS})\b",
    rf"\b(?:do not|don['’]?t|never) (?:e-?mail|contact|write|message|bother|spam) (?:to )?(?:me|us)\b{_UNLESS}",
    rf"\b(?:do not|don['’]?t) (?:want|wish|like) to (?:receive|get)\b(?: \w+){{0,4}} {_MAILS}",
    r"\b(?:do not|don['’]?t) (?:want|wish) to (?:hear from you|be (?:contacted|e-?mailed))",
    rf"\bno (?:more|further) {_MAILS}|\bleave me alone\b",
    # German
    rf"\bkeine (?:weiteren?|mehr)? ?{_MAILS} (?:mehr|schicken|senden|zu|bitte)|\bkeine weiteren {_MAILS}",
    r"\b(?:kontaktieren|schreiben|mailen|belästigen) sie (?:mich|mir|uns) (?:bitte )?(?:nicht|nie)\b(?! vor)",
    r"\b(?:schreib|kontaktier|mail)e? (?:mich|mir) (?:bitte )?(?:nicht|nie) (?:mehr|wieder)",
    r"\b(?:streichen|löschen|entfernen|nehmen) sie (?:bitte )?(?:mich|meine (?:daten|adresse|e-?mail))\b",
    r"\bbitte (?:löschen|streichen|entfernen|austragen|abmelden)\b",
    r"\b(?:aus (?:dem|ihrem|der|ihrer)|vom) (?:\w+ ){0,2}?(?:verteiler|liste|datenbank)\b",
    r"\bnicht (?:mehr|wieder|weiter|länger) (?:zu )?(?:kontaktier|anschreib|angeschrieben|kontaktiert)",
    # French
    r"\bne (?:me|nous) (?:contact|écri|recontact|sollicit|envoy)\w+ (?:plus|pas)\b",
    r"\bne plus (?:me |nous |être )?(?:contact|recev|écri|recontact|sollicit|envoy)",
    r"\b(?:souhaite|veux|désire) (?:plus|pas) (?:être (?:re)?contacté|recevoir)",
    r"\bdés(?:abonnez|inscrivez|abonner|inscrire)\b|\b(?:retirez|supprimez|enlevez|effacez)[- ](?:moi|mes|mon)\b",
    # Spanish
    r"\b(?:darme|dame|d[ée]me|denme|dar) de baja\b|\bcancelar (?:mi|la) suscripci[óo]n",
    r"\bno me (?:vuelv\w+ a |contact(?:e|en|es)\b|escrib(?:a|an|as)\b|env[ií](?:e|en|es)\b|mand(?:e|en|es)\b)",
    r"\bno (?:deseo|quiero) (?:recibir|que me)|\belimin(?:e|en|a|ar) (?:mis? (?:datos|correo|email)|me de)\b",
    # Italian, Dutch, Portuguese
    r"\bnon (?:mi )?(?:contatt|scriv)\w+ più\b|\bcancellatemi\b|\buitschrijven\b",
    r"\bniet meer (?:mailen|contacteren|benaderen)|\bn[ãa]o me contact\w+ mais\b",
)
_LONE = any_of(
    r"\bunsubscribe\b|^\W*remove\W*$|\babmelden\b|\bopt out\b|\bd[ée]sabonne|\bbaja\W*$",
    r"^\W*(?:please )?stop\b\W*(?:please|now|it|this)?\W*$",
)
_WRONG = any_of(
    r"\bwrong (?:person|address|e-?mail)\b|\bnot the right (?:person|contact)\b",
    r"\bfalsche[rn]? (?:person|ansprechpartner\w*|adresse)\b|\bnicht der richtige ansprechpartner\b",
    r"\bmauvaise personne\b|\bpas la bonne personne\b|\bpersona equivocada\b",
)
_NOT_NOW = any_of(
    r"\bnot (?:right now|at (?:the|this) (?:moment|time|point)|at present|yet)\b",
    r"\bnot (?:actively )?looking (?:right now|at the moment|currently)\b",
    r"\b(?:maybe|perhaps) (?:later|in (?:a few|the|some)|next (?:year|month|quarter))\b",
    r"\b(?:bad|wrong|not (?:a|the) (?:good|right)) (?:time|timing|moment)\b|\bin (?:a few|six|three|\d+) months\b",
    r"\b(?:momentan|zur ?zeit|derzeit|im moment) (?:leider )?nicht\b|\bpas (?:pour le|en ce) moment\b",
    r"\bpas actuellement\b|\bpor (?:el momento|ahora) no\b|\bno (?:es )?(?:un )?buen momento\b",
)
_NO = any_of(
    r"\bnot interested\b|\bno interest\b|\bno,? thank(?:s| you)\b|\bnot for me\b|\bhappy where i am\b",
    r"\b(?:have to|must|will|would|gotta|i['’]ll) (?:pass|decline)\b|\bnot (?:currently |really )?looking\b",
    r"\bnot a (?:good )?(?:fit|match)\b|\b(?:kein|nicht) interess\w+|\bnein,? danke\b",
    r"\bpas intéress\w+|\bnon,? merci\b|\bno (?:estoy|me) interesa\w*|\bno,? gracias\b",
)
_YES = any_of(
    r"\b(?:i['’]?m|i am|we are|sounds?) (?:very |really |quite |definitely )?(?:interest\w+|great|good|exciting)\b",
    r"\b(?:happy|glad|love|keen|open) to (?:chat|talk|hear|learn|discuss|connect|know)\b",
    r"\blet['’]?s (?:talk|chat|connect|set)|\btell me more\b|^\W*(?:sure|yes|absolutely)\b|\bcalendly\.com\b",
    r"\bsend me (?:more|the|some)\b|\bgive me a call\b|\b(?:klingt|hört sich) (?:sehr )?(?:gut|interessant|spannend)\b",
    r"\bgerne?\b|\bavec plaisir\b|\bça m['’]intéresse\b|\bvolontiers\b|\bme interesa\b|\bestoy interesad[oa]\b",
    r"\bcon (?:mucho )?gusto\b|\bencantad[oa]\b|\bsuena (?:muy )?bien\b",
)


def wants_out(words: str) -> bool:
    """Tell whether own words (quotes removed) ask never to be written to again."""
    words = " ".join(words[:READ_LIMIT].split())
    if _OPT_OUT.search(words):
        return True
    return len(words.split()) <= SHORT and bool(_LONE.search(words))


def hint(words: str) -> Hint | None:
    """Guess what an answer means; None where nothing is plain."""
    words = " ".join(words[:READ_LIMIT].split())
    for pattern, meaning in (
        (_WRONG, Hint.WRONG_PERSON),
        (_NOT_NOW, Hint.NOT_NOW),
        (_NO, Hint.NOT_INTERESTED),
        (_YES, Hint.INTERESTED),
    ):
        if pattern.search(words):
            return meaning
    return None
