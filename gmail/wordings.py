"""How mail servers name themselves and what they say, in their languages."""

from gmail.phrases import any_of

DAEMON = any_of(
    r"^(?:mailer-?daemon|mail-?daemon|postmaster|microsoftexchange\w*|mdaemon)@",
    r"^(?:mail\.?delivery\S*|no?bounces?)@|^(?:mailer-?daemon|postmaster)$",
)
DAEMON_NAME = any_of(
    r"mail(?:er)?[ -]?daemon|mail[ -]?delivery (?:sub)?(?:system|service|agent)|internet mail delivery"
    r"|delivery subsystem|^system administrator$"
)
_MARKS_BEFORE = r"^(?:\W|auto:)*"
FAILURE_SUBJECT = any_of(
    _MARKS_BEFORE + r"(?:undeliver|non.?deliver|ndn:|bounced?:|user unknown|delayed mail|devolución)",
    _MARKS_BEFORE + r"delivery (?:status notification|has failed|failure|failed|problem|report)",
    _MARKS_BEFORE + r"failure (?:notice|delivery|report)|^\W*permanent delivery failure",
    _MARKS_BEFORE + r"mail (?:delivery|system error|status report|failure|could not be)",
    _MARKS_BEFORE + r"(?:returned (?:mail|e-?mail|to sender)|rejected (?:posting|message))",
    _MARKS_BEFORE + r"(?:warning: (?:message|e-?mail|could not)|error (?:sending|delivering))",
    _MARKS_BEFORE
    + r"message (?:status|delivery|could not|undeliverable|not delivered|you sent (?:blocked|to))",
    _MARKS_BEFORE
    + r"(?:unzustellbar|nicht zustellbar|fehler bei der|échec de|non remis|notification d.état)",
    _MARKS_BEFORE + r"(?:impossible de remettre|no se (?:puede|pudo) entregar|mensaje no entregado)",
    _MARKS_BEFORE + r"correo (?:no entregado|devuelto)|no entregado:|no se puede entregar",
    _MARKS_BEFORE + r"(?:mancata consegna|non recapitabile|recapito non riuscito|impossibile recapitare)",
    _MARKS_BEFORE
    + r"(?:mensagem não (?:entregue|pôde)|não (?:entregue|é possível entregar)|falha (?:na|de) entrega)",
    _MARKS_BEFORE
    + r"(?:onbestelbaar|niet (?:bezorgd|bestelbaar)|uw bericht kon niet|niedostarcz|nie można dostarczyć)",
    _MARKS_BEFORE
    + r"(?:e-?mail|nachricht|mailzustellung)\b.{0,20}(?:nicht zugestellt|fehlgeschlagen)|zustell(?:fehler|ung)",
    _MARKS_BEFORE
    + r"(?:remise (?:impossible|échouée)|echec de)|_?(?:配信(?:不能|エラー|できません)|送信エラー|未配信)",
    _MARKS_BEFORE
    + r"(?:来自\S{0,40}的退信|系统退信|退信|недоставлен|не доставлено|olevererbar|kan inte levereras)",
)
DELAY_SUBJECT = any_of(
    r"\bdelay(?:ed)?\b|^\W*warning: |still being retried|verzöger|retardé|différé|en retard|retrasad|demorad",
    r"ritard|atrasad|atraso|vertraag|opóźnion|遅延|配信が遅れ|延迟",
)
DELAY_TEXT = any_of(
    r"this is a warning message only|(?:do|does) not need to re-?send (?:your|the) message",
    r"will (?:continue to|keep) (?:be )?(?:retr|try)|will be re-?tried|still (?:being )?(?:try|retr|queued)",
    r"delivery (?:attempts will continue|is being retried)|temporary problem delivering",
    r"(?:has been|is|are) delayed|not been delivered (?:yet|so far)|no action is required on your part",
    r"(?:not yet|n['’]t yet|hasn['’]t) been delivered|noch nicht zugestellt|weiterhin versucht",
    r"pas encore (?:été )?remis",
    r"(?:aún|todavía) no se ha|se seguirá intentando|non è (?:stato )?ancora|ainda não (?:foi|pôde)",
    r"nog niet (?:bezorgd|afgeleverd)|jeszcze nie (?:została|zosta)|まだ配信されて|再送を(?:試み|続け)",
)
LIMIT = any_of(
    r"you have reached a limit for sending|daily (?:user )?sending (?:quota|limit) exceeded",
    r"exceeded (?:your|the) (?:daily )?(?:sending|outgoing) (?:limit|quota)",
)
RETURNED = any_of(
    r"^.{0,20}(?:original message|message header|returned message|message follows|unsent message).{0,60}$",
    r"^.{0,20}(?:copy of (?:the|your) message|your message (?:reads|is returned)|forwarded message).{0,60}$",
    r"^.{0,20}ursprüngliche nachricht.{0,60}$|^(?:Received|Return-Path): ",
)
