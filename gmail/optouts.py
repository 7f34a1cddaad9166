"""How people ask never to be written to again, in nine languages; and how they say that they do not ask it."""

from gmail.phrases import any_of

_MAILS = r"(?:e-?mails?|mails?|messages?|newsletters?|communications?|correspondence|offers?)"
_CONTACTING = (
    r"(?:e-?mailing|contacting|writing|messaging|sending|spamming|reaching out|bothering|texting|harassing)"
)
_UNLESS = r"(?! (?:before|until|till|on|at|unless|by|via|during|between|about that|through|my|our))"
_NOT = r"\b(?:do not|don['’]?t|dont|never|pls don['’]?t)"

MEANT = any_of(
    # English
    r"\b(?:remove|delete|take|strike|drop|erase) (?:me|my [\w-]+(?: address| id)?|this address) (?:from|off|out of)\b"
    r"(?! (?:the (?:hook|call|meeting|invite)|guard))",
    r"\b(?:remove|delete|erase) it from (?:your|the)\b",
    r"\b(?:remove|delete|erase) (?:me|(?:of )?my (?:name|e-?mail|address|contact))\b"
    r"\W*(?:please|pls|plz|thanks|thx|now|asap|immediately|address|info|\(|$|[.!,])",
    r"\b(?:remove|delete|erase) (?:all )?(?:of )?my (?:personal |contact )?(?:data|details|information)\b",
    r"\bplease unsubscribe\b|\bunsubscribe (?:me|this|my)\b(?! from my)|\blose my (?:e-?mail|address)",
    r"\bopt me out\b|\b(?:want|like|wish|choose|please|hereby|i) (?:to )?opt[ -]?out\b(?! of (?:the|my|our))",
    r"\b(?:stop|cease|end|discontinue) (?:all )?(?:further |this )?(?:communications?|contact|correspondence|spam)\b",
    rf"{_NOT} send (?:me|us) (?:any ?)?(?:more |further |other |such |your )?(?:anything|spam|{_MAILS})\b{_UNLESS}",
    rf"\b(?:stop|quit|cease|refrain from) (?:{_CONTACTING}|with (?:the|these) {_MAILS})\b",
    rf"{_NOT} (?:ever )?(?:e-?mail|contact|write|message|bother|spam|text)(?: to)? (?:me|us|this address)\b{_UNLESS}",
    rf"{_NOT} (?:ever )?reach out(?: to (?:me|us))?(?: again| any ?more|\W*$)",
    r"(?:\b(?:no longer|not|never|dont)|n['’]t) (?:want|wish|like|care) to (?:receive|get)\b"
    rf"(?: (?:any|more|further|your|these|this|such|other|of)){{0,4}} {_MAILS}\b(?! wrong)",
    r"(?:\b(?:no longer|not|never|dont)|n['’]t) (?:want|wish|like|care) to (?:hear from you|be contacted)\b"
    r"(?! (?:by (?:tele)?phone|at|on|before|until))",
    r"\b(?:prefer|rather|ask|want) (?:you )?not to (?:be contacted|contact me|hear from you|e-?mail me|receive)",
    rf"\bno (?:more|further) {_MAILS}|\bleave me alone\b|\bdo not contact list\b|\bnever (?:want to )?hear from you\b",
    # German
    r"\bkeine (?:weiteren?|mehr)? ?(?:e-?mails?|mails?|nachrichten|anfragen|werbung|kontaktaufnahmen?)"
    r" ?(?:mehr|schicken|senden|zu|bitte|erhalten|bekommen|wünsch|\W*$)",
    r"\bkeine weiteren? (?:e-?mails?|mails?|nachrichten|anfragen|kontaktaufnahmen?|kontakt)",
    r"\b(?:kontaktieren|schreiben|mailen|belästigen) sie (?:mich|mir|uns) (?:bitte )?(?:nicht|nie)\b"
    r"(?! (?:vor|am|zwischen|während|über|per))",
    r"\b(?:schreib|kontaktier|mail)e? (?:mich|mir) (?:bitte )?(?:nicht|nie) (?:mehr|wieder)",
    r"\bhör\w* (?:bitte )?(?:sie )?auf\b.{0,12}\b(?:mich|mir|uns) zu (?:schreiben|kontaktieren|mailen|belästigen)",
    r"\bsehen sie (?:bitte )?von weiteren\b.{0,40}\bab\b",
    r"\bunterlassen sie\b.{0,40}(?:mails?|kontakt|nachrichten|werbung)",
    r"\b(?:streichen|löschen|entfernen|nehmen) sie (?:bitte )?(?:mich|(?:alle )?meine (?:daten|adresse|e-?mail))\b",
    r"\bbitte (?:um löschung meiner|austragen|abmelden)\b|\bbitte (?:löschen|streichen|entfernen)\W*$",
    r"\blass(?:en sie)? mich (?:bitte )?in ruhe\b|\bvon weiteren\b.{0,30}\babsehen\b",
    r"\b(?:will|möchte|wünsche) keine (?:\w+ )?(?:e-?mails?|mails?|nachrichten|anfragen)",
    r"\blöschung meiner\b.{0,20}\bdaten",
    r"\b(?:aus (?:dem|ihrem|der|ihrer)|vom) (?:\w+ ){0,2}?(?:verteiler|liste|datenbank|kartei)\b",
    r"\bnicht (?:mehr|wieder|weiter|länger) (?:zu )?(?:kontaktier|anschreib|angeschrieben|anmailen|belästig)",
    # French
    r"\bne (?:me|nous|m['’]) ?(?:contact|écri|recontact|sollicit|envoy)\w+ (?:plus|jamais)\b",
    r"\bne m['’](?:écri|envoy)\w+ (?:plus|pas)\b",
    r"\bne plus (?:me |m['’]|nous |être )?(?:contact|recev|écri|recontact|sollicit|envoy)",
    r"\b(?:souhaite|veux|désire) (?:plus|pas) (?:être (?:re)?contactée?|recevoir|que vous)",
    r"\b(?:arrêtez|cessez|arrêter|cesser) de (?:m['’]|me |nous )(?:écri|contact|envoy|sollicit|harcel|spam)",
    r"\bdés(?:abonnez|inscrivez|abonner|inscrire)\b|\b(?:retirez|supprimez|enlevez|effacez)[- ]moi\b",
    r"\b(?:retirez|supprimez|enlevez|effacez) (?:mes (?:données|coordonnées|infos?)|mon (?:adresse|nom|e-?mail))\b",
    r"\blaissez[- ]moi tranquille\b|^\W*stop (?:spam|pub|mails?|sms)\b",
    r"\b(?:me|m['’]) ?(?:retirer|désinscrire|supprimer|enlever)\b",
    r"\b(?:supprimer|retirer|effacer) (?:mes données|mon (?:adresse|nom|e-?mail|mail))\b",
    # Spanish
    r"\b(?:darme|dame|d[ée]me|denme|dar) de baja\b|\bcancelar (?:mi|la) suscripci[óo]n",
    r"\bno (?:me )?(?:vuelv\w+ a )(?:contactar|escribir|enviar|mandar|llamar)",
    r"\bno me (?:contact(?:e|en|es)|escrib(?:a|an|as)|env[ií](?:e|en|es)|mand(?:e|en|es))\b"
    r"(?! (?:antes|hasta|por|el|los|en|al|hoy))",
    r"\bno (?:deseo|quiero) (?:recibir|que me (?:contact|escrib|env|mand))",
    r"\b(?:deje|deja|dejen|pare|paren) de (?:escribir|contactar|enviar|mandar|molestar)",
    r"\b(?:elimin|borr|suprim)\w* (?:todos )?(?:mis? (?:datos|correo|email|direcci[óo]n)|me de)\b",
    r"\b(?:qu[íi]ten?me|b[óo]rren?me|elim[íi]nen?me|s[áa]quen?me|retiren?me) de\b",
    r"\b(?:quitarme|borrarme|eliminarme) de\b",
    # Italian
    r"\bnon (?:mi )?(?:contatt|scriv|mand|invi)\w+ più\b|\bcancella(?:te)?mi\b|\bnon (?:contattar|scriver|inviar)mi\b",
    r"\b(?:rimuov\w+|toglie\w+|elimina\w+|cancella\w*)mi\b|\bmi (?:tolga|rimuova|cancelli|elimini)\b",
    r"\b(?:rimuov|togli)\w*temi\b",
    r"\b(?:cancell|elimin|rimuov)\w+ (?:tutti )?(?:i miei dati|il mio (?:indirizzo|nome|contatto))",
    r"\bnon (?:desidero|voglio) (?:più |piu )?(?:ricevere|essere contattat\w)",
    r"\bsmett\w+ di (?:scriver|contattar|mandar|inviar|disturbar)\w*|\bannulla\w+ (?:la |l['’])iscrizione",
    r"\bbasta (?:con (?:le|queste) )?(?:e-?mail|mail|messaggi|spam)\b|\blasciatemi (?:in pace|stare)\b",
    # Portuguese
    r"\b(?:remov|retir|tir|exclu|apag)\w{1,4}-me\b|\bme (?:remova|retire|tire|exclua)m?\b",
    r"\bn[ãa]o me (?:contact|contat|escrev|envi|mand|procur)\w+ (?:mais|novamente)\b",
    r"\bn[ãa]o (?:quero|desejo|pretendo) (?:mais )?(?:receber|ser contat|ser contactad|que me)",
    r"\b(?:pare|parem|deixe|deixem) de (?:me )?(?:enviar|escrever|contact|contat|mandar|incomodar)",
    r"\b(?:apag|elimin|exclu|remov|retir)\w+ (?:os )?meus dados",
    r"\b(?:apag|elimin|exclu|remov|retir)\w+ (?:o )?meu (?:nome|e-?mail|endereço|contato|contacto)",
    r"\bcancelar (?:a |minha |a minha )?(?:inscriç|subscriç|assinatura)|\bdescadastr\w+",
    r"^\W*(?:por favor,? )?parem?\W*$",
    # Dutch
    r"\buitschrijven\b|\bschrijf (?:mij|me) uit\b",
    r"\b(?:haal|verwijder|schrap) (?:mij|me|mijn (?:gegevens|adres|e-?mail|naam|data))\b",
    r"\b(?:niet|nooit) (?:meer|langer|weer) (?:te )?(?:mailen|contacteren|benaderen|schrijven|bellen|berichten)",
    r"\b(?:benader|contacteer|mail|schrijf|bericht) (?:mij|me) (?:alstublieft |aub )?(?:niet|nooit)(?: meer)?\b"
    r"(?! (?:voor|op|tijdens|in))",
    r"\bgeen (?:verdere |nieuwe )?(?:e-?mails?|mails?|berichten|contact)\b.{0,24}\bmeer\b",
    r"\bstop(?:pen)? met\b.{0,20}\b(?:mailen|contacteren|schrijven|benaderen|sturen)",
    r"\bniet (?:meer|langer) (?:\w+ )?(?:benaderd|gecontacteerd|gemaild|gebeld|aangeschreven) worden\b",
    r"\blaat (?:mij|me) met rust\b",
    # Polish
    r"\b(?:usunąć|usuńcie|usuń|wykreślić|wypisać|wypisz|wypiszcie|wykreśl)"
    r" (?:mnie|moje dane|mój (?:adres|e-?mail|mail|numer))\b",
    r"\bmnie (?:usunąć|wypisać|wykreślić)",
    r"\busunięcie (?:moich danych|mnie|mojego)|\bnie (?:życzę|życzymy) sobie\b.{0,40}(?:wiadomo|mail|kontakt|koresp)",
    r"\b(?:nie pisać|nie kontaktować|nie wysyłać|nie przysyłać)\b.{0,24}\b(?:więcej|już|nigdy)|"
    r"\b(?:więcej|nigdy|już)\b.{0,24}\bnie (?:pisać|kontaktować|wysyłać|przysyłać|pisz\w*|kontaktuj\w*)",
    r"\b(?:proszę )?nie (?:pisz|kontaktuj|wysyłaj)\w*\b.{0,24}\b(?:więcej|już|nigdy)\b",
    r"\bnie chcę (?:już )?(?:otrzymywać|dostawać)\b|\bprzesta(?:ń|ńcie|ć)\b.{0,16}\b(?:pisać|wysyłać|kontaktować)",
    r"\bnie (?:pisać|pisz|piszcie) do mnie\b(?! (?:na|przed|w))",
    # Japanese
    r"(?:メール|連絡|案内|スカウト)(?:は|を|も)?(?:一切)?(?:不要|いりません|結構です|お断り|ご遠慮)",
    r"(?:配信|送信|連絡|メール|受信)[のをは]?(?:停止|解除|中止)|(?:リスト|名簿|データベース)から(?:の)?(?:削除|除外|外し)",
    r"(?:個人情報|連絡先|データ|アドレス)[をの]{0,1}(?:削除|消去|抹消)",
    r"(?:今後|二度と|もう|以後|これ以上)[^。\n]{0,16}(?:不要|送らないで|連絡しないで|ご遠慮|お控え|やめて|結構です|送信しないで)",
    r"(?:送らないで|連絡しないで|送信しないで)(?:ください|下さい|ほしい|もらえ)",
)

ALONE = any_of(
    r"(?:^|[.!?,;:] )\W*(?:please |pls |kindly |graag |bitte |por favor,? |merci de )?"
    r"(?:unsubscribe|remove|opt[ -]?out|abmelden"
    r"|abbestellen|austragen|désabonne\w*|désinscri\w+|baja|cancelar suscripci[óo]n|disiscriv\w+|cancellami"
    r"|descadastrar|uitschrijven|afmelden|wypisz|rezygnuję|解除|配信停止)\b"
    r"\W*(?:please|thanks|thank you|now|me|danke|merci|gracias|grazie|obrigad[oa]|bedankt|dziękuję)?\W*(?:$|[.!])",
    r"^\W*(?:please |kindly |pls )?stop\b\W*(?:please|now|it|this)?\W*$",
)
"""In a short answer a single word is a wish and not a topic."""

DENIED = any_of(
    r"\b(?:do not|don['’]?t|never|not (?:want to|going to|asking (?:you )?to)|no need to|n['’]t (?:have to|need to))"
    r" (?:please )?(?:ever )?(?:unsubscribe|remove|delete|take me off|strike|drop|opt out|stop)\b[^.!?]{0,60}",
    r"\bdon['’]?t hesitate\b[^.!?]{0,40}|\bnot (?:to )?(?:stop|remove|unsubscribe|opt out)\b[^.!?]{0,40}",
    r"\b(?:nicht|kein\w*) (?:abmelden|austragen|abbestellen|löschen|streichen|entfernen)\b[^.!?]{0,40}",
    r"\bstreichen sie mich nicht\b[^.!?]{0,60}|\b(?:löschen|entfernen|nehmen) sie mich (?:bitte )?nicht\b[^.!?]{0,60}",
    r"\bne (?:me|m['’]) ?(?:retirez|supprimez|désabonnez|désinscrivez|enlevez) pas\b[^.!?]{0,40}",
    r"\bno me (?:quite|quiten|borre|borren|elimine|eliminen|dé de baja|den de baja)\b[^.!?]{0,40}",
    r"\bnon (?:mi )?(?:rimuov|cancell|tolg|elimin)\w+(?! più)\b[^.!?]{0,40}",
    r"\bn[ãa]o me (?:remov|retir|exclu|tir)\w+\b[^.!?]{0,40}",
    r"\b(?:verwijder|schrijf|haal) (?:mij|me) niet\b[^.!?]{0,40}|\bnie (?:usuwaj|wypisuj|wykreślaj)\w*\b[^.!?]{0,40}",
    r"(?:削除|停止|解除)しないで",
)
