"""Delivery reports in words only, from servers old and new, and the warnings of those that still try."""

from collections.abc import Iterator

from gmail.classify import Kind
from gmail.failures import Bounce
from tests.classifying.letters import (
    GRACE,
    HARD,
    NOT_HARD,
    POLICY,
    RETURNED,
    SOFT,
    Letter,
    bounced,
    known,
    mail,
)

EXIM = (
    "This message was created automatically by mail delivery software.\n\nA message that you sent could not be "
    "delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n"
    "  grace@example.com\n    {said}\n\n------ This is a copy of the message, including all the headers. ------\n"
)
QMAIL = (
    "Hi. This is the qmail-send program at mx.example.com.\nI'm afraid I wasn't able to deliver your message to "
    "the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n"
    "<grace@example.com>:\n{said}\n\n--- Below this line is a copy of the message.\n"
)
YAHOO = (
    "Sorry, we were unable to deliver your message to the following address.\n\n<grace@yahoo.com>:\n{said}\n\n"
    "--- Below this line is a copy of the message.\n"
)
EXIM_SAYS = [
    ("unrouteable", "Unrouteable address", HARD),
    ("unknown", "SMTP error from remote mail server after RCPT TO:<grace@example.com>:\n    host mx [192.0.2.1]: "
     "550 5.1.1 No such user here", HARD),
    ("full", "mailbox is full: retry timeout exceeded", SOFT),
    ("quota", "SMTP error from remote mail server after end of data:\n    552 5.2.2 Mailbox size limit exceeded",
     SOFT),
    ("timeout", "retry timeout exceeded", SOFT),
    ("spam", "SMTP error from remote mail server after end of data:\n    550 This message was classified as SPAM "
     "and may not be delivered", POLICY),
    ("sender verify", "550 Sender verify failed", POLICY),
    ("unresolvable", "all relevant MX records point to non-existent hosts", HARD),
]  # fmt: skip
QMAIL_SAYS = [
    ("no mailbox", "Sorry, no mailbox here by that name. (#5.1.1)", HARD),
    ("vpopmail", "Sorry, no mailbox here by that name. vpopmail (#5.1.1)", HARD),
    ("no host", "Sorry, I couldn't find any host named example.invalid. (#5.1.2)", HARD),
    ("full", "user is over quota", SOFT),
    ("given up", "I'm not going to try again; this message has been in the queue too long.", SOFT),
    ("remote", "192.0.2.1 does not like recipient.\nRemote host said: 550 unknown user\nGiving up on 192.0.2.1.",
     HARD),
    ("refused", "192.0.2.1 failed after I sent the message.\nRemote host said: 554 rejected as spam", POLICY),
]  # fmt: skip
Row = tuple[str, str, str, str, str, frozenset[Bounce]]

WORDS: list[Row] = [
    ("yahoo", "unknown", "MAILER-DAEMON@yahoo.com", "Failure Notice",
     YAHOO.format(said="550: relaying denied for grace@yahoo.com. This user doesn't have a yahoo.com account"), HARD),
    ("yahoo", "deferred", "MAILER-DAEMON@yahoo.com", "Failure Notice",
     YAHOO.format(said="421: Message temporarily deferred. Giving up."), SOFT),
    ("mailenable", "unknown", "Postmaster@example.com", "Message Delivery Failure",
     "MailEnable: Message Delivery Failure.\n\nReason: The mail server could not deliver mail to "
     "grace@example.com. The account or domain may not exist, they may be blacklisted, or missing the proper "
     "dns entries.", HARD | POLICY),
    ("lotus", "report to sender", "Postmaster@example.com", "Report to Sender",
     "Incident Information:-\n\nOriginator: ana@acme.example\nRecipients: grace@example.com\nSubject: A role\n\n"
     "Message from ana@acme.example was quarantined because it contained banned content.", NOT_HARD),
    ("groupwise", "undeliverable", "Mailer-Daemon@example.com", "Message status - undeliverable",
     "The message that you sent was undeliverable to the following:\n\n  grace@example.com (user not found)", HARD),
    ("mdaemon", "unknown", "MDaemon@example.com", "Permanent Delivery Failure",
     "The attached message had PERMANENT fatal delivery errors.\n\nThe following address(es) failed: "
     "grace@example.com\n--> 550 grace@example.com, recipient unknown", HARD),
    ("barracuda", "blocked", "postmaster@example.com", "**Message you sent blocked by our bulk email filter**",
     "Your message to: grace@example.com\nwas blocked by our Spam Firewall. The email you sent with the following "
     "subject has NOT BEEN DELIVERED:\n\nSubject: A role for you", POLICY),
    ("exchange 2003", "unknown", "System Administrator <postmaster@example.com>", "Undeliverable: A role for you",
     "Your message\n\n  To: grace@example.com\n  Subject: A role for you\n  Sent: Mon, 23 Nov 2026 09:00\n\ndid not "
     "reach the following recipient(s):\n\ngrace@example.com on Mon, 23 Nov 2026 09:00\n    The e-mail account does "
     "not exist at the organization this message was sent to.", HARD),
    ("exchange 5.5", "unknown", "System Administrator", "Undeliverable: A role for you",
     "Your message did not reach the following recipient(s):\n\ngrace@example.com on Mon, 23 Nov 2026\n    The "
     "recipient name is not recognized\n\tThe MTS-ID of the original message is: c=us;a= ;p=acme", HARD),
    ("imail", "unknown", "Postmaster <postmaster@example.com>", "Undeliverable Mail",
     "Unknown user: grace@example.com\n\nOriginal message follows.\n", HARD),
    ("gmx", "unknown", "GMX Mailer Daemon <mailer-daemon@gmx.de>", "Mail delivery failed: returning message to sender",
     "This message was created automatically by mail delivery software.\n\nA message that you sent could not be "
     "delivered to one or more of\nits recipients. This is a permanent error. The following address\nfailed:\n\n"
     "\"grace@example.com\":\nSMTP error from remote server for RCPT TO command, host: mx.example.com\n"
     "550 Requested action not taken: mailbox unavailable\n", HARD),
    ("web.de", "German", "mailer-daemon@web.de", "Mail delivery failed: returning message to sender",
     "Ihre Nachricht konnte nicht zugestellt werden.\n\n\"grace@example.com\":\nDie Adresse ist unbekannt: 550 "
     "mailbox unavailable", HARD),
    ("t-online", "German", "mailer-daemon@t-online.de", "Unzustellbare Nachricht",
     "Ihre E-Mail konnte nicht zugestellt werden.\n\nEmpfänger: grace@example.com\nGrund: Empfänger unbekannt", HARD),
    ("orange", "French", "mailer-daemon@orange.fr", "Échec de remise de votre message",
     "Votre message n'a pas pu être remis à grace@example.com : adresse inconnue (utilisateur inconnu).", HARD),
    ("terra", "Spanish", "mailer-daemon@terra.es", "Correo devuelto al remitente",
     "No se pudo entregar su mensaje a grace@example.com: usuario desconocido.", HARD),
    ("libero", "Italian", "mailer-daemon@libero.it", "Mancata consegna del messaggio",
     "Il messaggio non è stato recapitato a grace@example.com: utente sconosciuto.", HARD),
    ("uol", "Portuguese", "mailer-daemon@uol.com.br", "Mensagem não entregue",
     "Sua mensagem não pôde ser entregue para grace@example.com: usuário desconhecido.", HARD),
    ("ziggo", "Dutch", "mailer-daemon@ziggo.nl", "Uw bericht kon niet worden afgeleverd",
     "Uw bericht aan grace@example.com kon niet worden bezorgd: onbekende gebruiker.", HARD),
    ("onet", "Polish", "mailer-daemon@onet.pl", "Niedostarczona wiadomość",
     "Wiadomość do grace@example.com nie została dostarczona: nieznany użytkownik.", HARD),
    ("docomo", "Japanese", "postmaster@docomo.ne.jp", "Mail System Error - Returned Mail",
     "次のあて先へのメッセージはエラーのため送信できませんでした。\n\ngrace@example.com\n550 Unknown user", HARD),
    ("nifty", "Japanese", "MAILER-DAEMON@nifty.com", "配信エラーのお知らせ",
     "お送りいただいたメールは、宛先不明のため grace@example.com に配信できませんでした。", HARD),
    ("qq", "Chinese", "PostMaster@qq.com", "来自qq.com的退信",
     "抱歉,您的邮件被退回来了……\n收件人:grace@example.com\n退信原因: 550 Mailbox not found", HARD),
    ("mail.ru", "Russian", "mailer-daemon@corp.mail.ru", "Mail failure.",
     "This message was created automatically by mail delivery software.\n\nA message that you sent could not be "
     "delivered to one or more of its recipients.\n\n  grace@mail.ru\n    invalid mailbox. User not found", HARD),
    ("symantec.cloud", "policy", "MAILER-DAEMON@messagelabs.com", "Mail Delivery Failure",
     "This is the mail delivery agent at messagelabs.com. I was unable to deliver your message to the following "
     "addresses:\n\ngrace@example.com\n\nReason: 553-SPF (Sender Policy Framework) domain authentication fail.",
     POLICY),
    ("proofpoint", "essentials", "postmaster@ppe-hosted.com", "Undeliverable: A role for you",
     "Your message could not be delivered to grace@example.com.\n\n550 5.1.1 User unknown", HARD),
    ("microsoft", "no longer in use", "postmaster@outlook.com", "Delivery Status Notification (Failure)",
     "This is an automatically generated Delivery Status Notification.\n\nDelivery to the following recipients "
     "failed.\n\n       grace@hotmail.com\n\n550 5.5.0 Requested action not taken: mailbox unavailable", HARD),
    ("google", "of 2012", "Mail Delivery Subsystem <mailer-daemon@googlemail.com>",
     "Delivery Status Notification (Failure)", "Delivery to the following recipient failed permanently:\n\n     "
     "grace@example.com\n\nTechnical details of permanent failure:\nGoogle tried to deliver your message, but it was "
     "rejected. The error that the other server returned was: 550 550 5.1.1 User unknown (state 14).\n\n----- "
     "Original message -----\n", HARD),
]  # fmt: skip
LATE: list[tuple[str, str, str, str]] = [
    ("exim", "Mail Delivery System <Mailer-Daemon@mx.example.com>",
     "Warning: message 1kHx4J-0001 delayed 24 hours", "A message that you sent has not yet been delivered to one or "
     "more of its recipients after more than 24 hours on the queue.\n\n  grace@example.com\n\nNo action is required "
     "on your part. Delivery attempts will continue for some time."),
    ("sendmail", "Mail Delivery Subsystem <MAILER-DAEMON@mx.example.com>",
     "Warning: could not send message for past 4 hours", "   **********************************************\n"
     "   **      THIS IS A WARNING MESSAGE ONLY      **\n   **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **\n"
     "<grace@example.com>... Deferred: Connection timed out"),
    ("postfix", "MAILER-DAEMON@mx.example.com (Mail Delivery System)", "Delayed Mail (still being retried)",
     "This is the mail system at host mx.example.com.\n\nYour message could not be delivered for more than 4 hour(s). "
     "It will be retried until it is 5 day(s) old.\n\n<grace@example.com>: connection timed out"),
    ("google", "Mail Delivery Subsystem <mailer-daemon@googlemail.com>", "Delivery Status Notification (Delay)",
     "This is an automatically generated Delivery Status Notification\n\nTHIS IS A WARNING MESSAGE ONLY.\n\nYOU DO "
     "NOT NEED TO RESEND YOUR MESSAGE.\n\nDelivery to the following recipient has been delayed:\n\n  "
     "grace@example.com"),
    ("microsoft, German", "postmaster@example.com", "Zustellung verzögert: A role for you",
     "Die Nachricht an grace@example.com wurde noch nicht zugestellt. Es wird weiterhin versucht, sie zuzustellen."),
    ("microsoft, French", "postmaster@example.com", "Remise différée : A role for you",
     "Le message à grace@example.com n'a pas encore été remis. Les tentatives de remise vont continuer."),
    ("microsoft, Spanish", "postmaster@example.com", "Entrega retrasada: A role for you",
     "El mensaje a grace@example.com aún no se ha entregado. Se seguirá intentando."),
]  # fmt: skip


def letters() -> Iterator[Letter]:
    """Give every report that is only words."""
    for name, said, verdicts in EXIM_SAYS:
        head = {
            "From": "Mail Delivery System <Mailer-Daemon@mx.example.com>",
            "Auto-Submitted": "auto-replied",
        }
        head |= {"Subject": "Mail delivery failed: returning message to sender", "X-Failed-Recipients": GRACE}
        yield bounced("exim", name, _noticed(head, EXIM.format(said=said)), verdicts)
    for name, said, verdicts in QMAIL_SAYS:
        head = {"From": "MAILER-DAEMON@mx.example.com", "Subject": "failure notice"}
        yield bounced("qmail", name, _noticed(head, QMAIL.format(said=said)), verdicts)
    for source, name, sender, subject, words, verdicts in WORDS:
        raw = _noticed({"From": sender, "Subject": subject}, words)
        yield Letter(source=source, name=name, raw=raw, kinds=frozenset({Kind.BOUNCE}), bounces=verdicts)
    for source, sender, subject, words in LATE:
        yield known(source, "still trying", _noticed({"From": sender, "Subject": subject}, words), Kind.DELAY)


def _noticed(headers: dict[str, str], words: str) -> bytes:
    return mail({"Return-Path": "<>", "To": "ana@acme.example", **headers}, f"{words}\n{RETURNED}")
