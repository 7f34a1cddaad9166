"""What a person wants, by their own words: never hear from us again, or a first guess at an answer."""

from enum import StrEnum

from gmail import optouts
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


_WRONG = any_of(
    r"\bwrong (?:person|address|e-?mail|grace|guy|one)\b|\bnot the right (?:person|contact)\b",
    r"\b(?:not|nicht) (?:me|ich)\b.{0,12}\b(?:another|ein anderer)|\bmistaken me for\b",
    r"\bfalsche[rn]? (?:person|ansprechpartner\w*|adresse)\b|\bnicht der richtige ansprechpartner\b|\bverwechs\w+",
    r"\bmauvaise personne\b|\bpas la bonne personne\b|\btrompez de (?:personne|destinataire)\b",
    r"\bpersona equivocada\b|\bequivocad\w (?:de )?persona\b|\bno soy la persona\b",
    r"\b(?:sbagliato|sbagliata) (?:persona|indirizzo)\b|\bpersona sbagliata\b|\bnon sono la persona\b",
    r"\bpessoa errada\b|\bn[ãa]o sou a pessoa\b|\bverkeerde persoon\b|\bniet de juiste persoon\b",
    r"\bpomyłk\w+|\b(?:niewłaściw|zł)\w+ osob\w+|人違い|宛先を?(?:間違|お間違)|別人です",
)
_NOT_NOW = any_of(
    r"\bnot (?:right now|at (?:the|this) (?:moment|time|point)|at present|yet)\b",
    r"\bnot (?:actively )?looking (?:right now|at the moment|currently)\b",
    r"\b(?:maybe|perhaps) (?:later|in (?:a few|the|some)|next (?:year|month|quarter))\b",
    r"\b(?:bad|wrong|not (?:a|the) (?:good|right)) (?:time|timing|moment)\b|\bin (?:a few|six|three|\d+) months\b",
    r"\b(?:momentan|zur ?zeit|derzeit|im moment|aktuell) (?:leider |noch )?(?:nicht|kein\w*)\b",
    r"\b(?:später|nächstes jahr) vielleicht",
    r"\bpas (?:pour le|en ce) moment\b|\bpas actuellement\b|\bpeut-être plus tard\b|\bpour l['’]instant non\b",
    r"\bpor (?:el momento|ahora) no\b|\bno (?:es )?(?:un )?buen momento\b|\ben este momento no\b",
    r"\bquizás? más adelante\b",
    r"\b(?:al|per il|in questo) momento (?:no|non)\b|\bnon (?:è )?(?:il|un buon) momento\b|\bmagari più avanti\b",
    r"\b(?:no|neste|por este) momento,? n[ãa]o\b|\bagora n[ãa]o\b|\btalvez mais tarde\b|\bpor enquanto n[ãa]o\b",
    r"\bop dit moment (?:niet|geen)\b|\bmomenteel (?:niet|geen)\b|\bmisschien later\b|\bnu (?:even )?niet\b",
    r"\b(?:obecnie|teraz|na razie|w tej chwili|aktualnie) nie\b|\bmoże (?:później|za (?:rok|kilka))\b",
    r"今(?:は|のところ|すぐ|回)(?:は)?[^。\n]{0,12}(?:考えて(?:い)?ませ|予定は(?:ござい|あり)ませ|難しい)|今のところ|時期が来",
)
_NO = any_of(
    r"\bnot interested\b|\bno interest\b|\bno,? thank(?:s| you)\b|\bnot for me\b|\bhappy where i am\b",
    r"\b(?:have to|must|will|would|gotta|i['’]ll) (?:pass|decline)\b|\bnot (?:currently |really )?looking\b",
    r"\bnot a (?:good )?(?:fit|match)\b|\b(?:kein|nicht) (?:\w+ )?interess\w+|\bnein,? danke\b",
    r"\bpas (?:\w+ )?intéress\w+|\bnon,? merci\b|\bne m['’]intéresse (?:pas|plus)\b",
    r"\bno (?:estoy|me) interesa\w*|\bno,? gracias\b|\bno tengo interés\b",
    r"\bnon (?:sono|mi|siamo) interessa\w*|\bno,? grazie\b|\bn[ãa]o (?:tenho|há|estou|me) interess\w*",
    r"\bn[ãa]o,? obrigad[oa]\b",
    r"\b(?:geen|niet) (?:\w+ )?(?:interesse|geïnteresseerd)\b|\bnee,? (?:bedankt|dank)\b",
    r"\bnie (?:jestem|jesteśmy) (?:\w+ )?zainteresowan\w+|\bnie interesuje\b|\bnie,? dziękuję\b",
    r"興味(?:が|は)?(?:あり|ござい)ませ|関心(?:が|は)?(?:あり|ござい)ませ|辞退|見送らせて|お断り",
)
_YES = any_of(
    r"\b(?:i['’]?m|i am|we are|sounds?) (?:very |really |quite |definitely )?(?:interest\w+|great|good|exciting)\b",
    r"\b(?:happy|glad|love|keen|open|like) to (?:chat|talk|hear\w*|learn\w*|discuss\w*|connect\w*|know)\b",
    r"\blet['’]?s (?:talk|chat|connect|set)|\btell me more\b|^\W*(?:sure|yes|absolutely)\b|\bcalendly\.com\b",
    r"\bsend me (?:more|the|some)\b|\bgive me a call\b|\b(?:klingt|hört sich) (?:sehr )?(?:gut|interessant|spannend)\b",
    r"\bgerne?\b|\bavec plaisir\b|\b(?:ça|cela) m['’]intéresse\b|\bvolontiers\b|\bje suis (?:très )?intéressée?\b",
    r"\bme interesa\b|\bestoy (?:muy )?interesad[oa]\b|\bcon (?:mucho )?gusto\b|\bencantad[oa]\b",
    r"\bsuena (?:muy )?bien\b",
    r"\bsono (?:molto )?interessat[oa]\b|\bmi interessa\b|\bvolentieri\b|\bcon piacere\b",
    r"\bsembra (?:molto )?interessante\b",
    r"\btenho (?:muito )?interesse\b|\bestou interessad[oa]\b|\bparece (?:muito )?(?:bom|interessante)\b",
    r"\bcom (?:muito )?prazer\b",
    r"\bik (?:heb|ben) (?:zeker |wel )?(?:interesse|geïnteresseerd)\b",
    r"\bklinkt (?:heel |erg )?(?:goed|interessant|leuk)\b|\bgraag\b",
    r"\bjestem (?:bardzo )?zainteresowan[ya]\b|\bbrzmi (?:ciekawie|dobrze|interesująco)\b|\bchętnie\b",
    r"\bz przyjemnością\b",
    r"興味(?:が|は)(?:あり|ござい)ます|ぜひ|是非|お話を(?:伺|聞|お聞)",
)


def wants_out(words: str) -> bool:
    """Tell whether own words (quotes removed) ask never to be written to again."""
    words = " ".join(words[:READ_LIMIT].split())
    words = optouts.DENIED.sub("", words)
    if optouts.MEANT.search(words):
        return True
    return len(words.split()) <= SHORT and bool(optouts.ALONE.search(words))


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
