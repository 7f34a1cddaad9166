"""Delivery reports with a machine's own part, as today's servers write them."""

from collections.abc import Iterator

from gmail.classify import Kind
from gmail.failures import Bounce
from tests.classifying.letters import (
    GRACE,
    HARD,
    NOT_HARD,
    OURS,
    POLICY,
    SOFT,
    Letter,
    block,
    bounced,
    dsn,
    known,
)

GMAIL = {
    "From": "Mail Delivery Subsystem <mailer-daemon@googlemail.com>",
    "Subject": "Delivery Status Notification (Failure)",
    "Auto-Submitted": "auto-replied",
    "In-Reply-To": OURS,
    "References": OURS,
    "X-Failed-Recipients": GRACE,
}
EXCHANGE = "Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@acme.onmicrosoft.com>"

Row = tuple[str, str, str, frozenset[Bounce]]

GMAIL_SAYS: list[Row] = [
    ("no such user", "5.1.1", "550-5.1.1 The email account that you tried to reach does not exist. Please try "
     "double-checking the recipient's email address for typos or unnecessary spaces. - gsmtp", HARD),
    ("disabled", "5.2.1", "550-5.2.1 The email account that you tried to reach is inactive. - gsmtp", HARD),
    ("full", "5.2.2", "552-5.2.2 The recipient's inbox is out of storage space and inactive. - gsmtp", SOFT),
    ("DMARC", "5.7.26", "550-5.7.26 This mail has been blocked because the sender is unauthenticated.", POLICY),
    ("spam", "5.7.1", "550-5.7.1 [203.0.113.9 12] Our system has detected that this message is likely "
     "unsolicited mail. To reduce the amount of spam sent to Gmail, this message has been blocked.", POLICY),
    ("no domain", "5.1.2", "DNS Error: DNS type 'mx' lookup of example.invalid responded with code NXDOMAIN\n"
     " Domain name not found: example.invalid", HARD),
    ("null MX", "5.1.0", "The domain example.com doesn't receive email according to the administrator: "
     "returned Null MX", HARD),
    ("too busy", "4.2.1", "450-4.2.1 The user you are trying to contact is receiving mail at a rate that "
     "prevents additional messages from being delivered.", SOFT),
    ("no answer for days", "4.4.1", "The recipient server did not accept our requests to connect. "
     "[mx.example.com 192.0.2.1: timed out]", SOFT),
    ("group refuses", "5.7.1", "550 5.7.1 You might not have permission to post messages to the group", POLICY),
]  # fmt: skip
GMAIL_WORDS = [
    ("en", "** Address not found **\n\nYour message wasn't delivered to {who} because the address couldn't be "
     "found, or is unable to receive mail.\n\nThe response from the remote server was:\n{said}"),
    ("de", "** Adresse nicht gefunden **\n\nIhre Nachricht wurde nicht an {who} zugestellt, weil die Adresse "
     "nicht gefunden wurde oder keine E-Mails empfangen kann.\n\n{said}"),
    ("fr", "** Adresse introuvable **\n\nVotre message n'est pas parvenu à {who}, car l'adresse est "
     "introuvable ou n'accepte pas les messages.\n\n{said}"),
    ("es", "** No se ha encontrado la dirección **\n\nTu mensaje no se ha entregado a {who} porque no se ha "
     "encontrado la dirección.\n\n{said}"),
    ("ja", "** アドレス不明 **\n\nアドレスが見つからないか、メールを受信できないため、{who} "
     "にメッセージを配信できませんでした。\n\n{said}"),
]  # fmt: skip
EXCHANGE_SAYS: list[Row] = [
    ("not found in Office 365", "5.1.10", "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient "
     "grace@example.com not found by SMTP address lookup", HARD),
    ("not found on the ground", "5.1.1", "#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##", HARD),
    ("legacy address", "5.1.1", "#550 5.1.1 RESOLVER.ADR.ExRecipNotFound; not found ##", HARD),
    ("directory blocks", "5.4.1", "550 5.4.1 Recipient address rejected: Access denied. "
     "[DB5EUR01FT003.eop-EUR01.prod.protection.outlook.com]", HARD),
    ("disabled mailbox", "5.2.1", "550 5.2.1 mailbox disabled, STOREDRV.Deliver", HARD),
    ("full", "5.2.2", "554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException", SOFT),
    ("too large", "5.2.3", "#550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for this recipient ##",
     SOFT),
    ("senders restricted", "5.7.1", "#550 5.7.1 RESOLVER.RST.AuthRequired; authentication required ##", POLICY),
    ("not allowed", "5.7.133", "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication "
     "required; Delivery restriction check failed", POLICY),
    ("banned", "5.7.606", "550 5.7.606 Access denied, banned sending IP [203.0.113.9]. To request removal", POLICY),
    ("transport rule", "5.7.1", "550 5.7.1 TRANSPORT.RULES.RejectMessage; the message was rejected by "
     "organization policy", POLICY),
    ("expired", "4.4.7", "#550 4.4.7 QUEUE.Expired; message expired ##", SOFT),
    ("expired in the cloud", "5.4.300", "550 5.4.300 Message expired -> 451 4.4.0 Primary target IP address "
     "responded with: 421 4.4.2 Connection dropped due to SocketError", SOFT),
    ("domain unknown", "5.4.310", "550 5.4.310 DNS domain example.invalid does not exist [Message=InfoDomain"
     "Nonexistent]", HARD),
    ("loop", "5.4.6", "554 5.4.6 Hop count exceeded - possible mail loop", NOT_HARD),
]  # fmt: skip
EXCHANGE_SUBJECTS = [
    ("en", "Undeliverable: A role for you", "Your message to grace@example.com couldn't be delivered."),
    ("de", "Unzustellbar: A role for you", "Fehler bei der Nachrichtenzustellung an folgende Empfänger"),
    ("fr", "Non remis : A role for you", "Échec de la remise à ces destinataires ou groupes :"),
    ("es", "No se puede entregar: A role for you", "No se pudo entregar el mensaje a estos destinatarios:"),
    (
        "it",
        "Non recapitabile: A role for you",
        "Impossibile recapitare il messaggio ai destinatari seguenti:",
    ),
    ("pt", "Não é possível entregar: A role for you", "Falha na entrega a estes destinatários ou grupos:"),
    ("nl", "Onbestelbaar: A role for you", "De bezorging bij deze geadresseerden of groepen is mislukt:"),
    ("pl", "Niedostarczalne: A role for you", "Nie można dostarczyć wiadomości do następujących adresatów:"),
    ("ja", "配信不能: A role for you", "次の受信者またはグループへの配信に失敗しました:"),
]
OTHERS: list[tuple[str, str, str, str, Row]] = [
    ("postfix", "MAILER-DAEMON@mx.example.com (Mail Delivery System)", "Undelivered Mail Returned to Sender",
     "This is the mail system at host mx.example.com.\n\nI'm sorry to have to inform you that your message "
     "could not be delivered to one or more recipients.", row)
    for row in (
        ("unknown", "5.1.1", "550 5.1.1 <grace@example.com>: Recipient address rejected: User unknown in "
         "virtual mailbox table", HARD),
        ("unknown without a code", "5.0.0", "550 unknown user", HARD),
        ("host not found", "5.4.4", "X-Postfix; Host or domain name not found. Name service error", HARD),
        ("greylisted too long", "4.7.1", "450 4.7.1 <grace@example.com>: Recipient address rejected: "
         "Greylisted, try again later", SOFT),
        ("full", "5.2.2", "552 5.2.2 <grace@example.com>: user is over quota", SOFT),
        ("blocked", "5.7.1", "554 5.7.1 Service unavailable; Client host [203.0.113.9] blocked using "
         "zen.spamhaus.org", POLICY),
        ("refused connection", "4.4.1", "connect to mx.example.com[192.0.2.1]:25: Connection refused", SOFT),
        ("proofpoint", "5.1.1", "550 5.1.1 User Unknown (in reply to RCPT TO command)", HARD),
        ("proofpoint policy", "5.7.0", "554 5.7.0 Blocked - see https://support.proofpoint.com/dnsbl-lookup", POLICY),
        ("mimecast unknown", "5.0.0", "550 Invalid Recipient - https://community.mimecast.com/docs/DOC-1369#550",
         HARD),
        ("mimecast policy", "5.0.0", "550 csi.mimecast.org Poor Reputation Sender - see https://community", POLICY),
        ("barracuda", "5.0.0", "550 permanent failure for one or more recipients (grace@example.com:blocked)",
         POLICY),
        ("barracuda unknown", "5.1.1", "550 5.1.1 No such user (grace@example.com)", HARD),
        ("yahoo unknown", "5.0.0", "554 delivery error: dd This user doesn't have a yahoo.com account", HARD),
        ("yahoo deferred", "4.7.0", "421 4.7.0 [TSS04] Messages from 203.0.113.9 temporarily deferred", SOFT),
        ("icloud", "5.1.1", "550 5.1.1 <grace@icloud.com>: user does not exist", HARD),
        ("icloud full", "5.2.2", "552 5.2.2 <grace@icloud.com>: user over quota", SOFT),
        ("icloud policy", "5.7.0", "554 5.7.0 Message rejected due to local policy. [HM08]", POLICY),
        ("gmx", "5.1.1", "550 Requested action not taken: mailbox unavailable. For explanation visit "
         "https://postmaster.gmx.net/en/error-messages?c=rcpt", HARD),
        ("web.de spam", "5.7.1", "554 Transaction failed. Reject due to policy restrictions.", POLICY),
        ("zimbra", "5.1.1", "550 5.1.1 <grace@example.com>: Recipient address rejected: example.com", HARD),
        ("zoho", "5.1.1", "550 5.1.1 Email address could not be found, or was misspelled (G8)", HARD),
        ("proton", "5.1.1", "550 5.1.1 <grace@proton.me>: Recipient address rejected: Address does not exist", HARD),
        ("size", "5.3.4", "552 5.3.4 Message size exceeds fixed limit", SOFT),
    )
]  # fmt: skip
SENDMAIL = (
    "The original message was received at Mon, 23 Nov 2026 09:00:00 GMT\n\n"
    "   ----- The following addresses had permanent fatal errors -----\n<grace@example.com>\n"
    "    (reason: {said})\n\n   ----- Transcript of session follows -----\n... while talking to mx.example.com"
)
SERVERS: list[tuple[str, str, str, str, Row]] = [
    ("sendmail", "Mail Delivery Subsystem <MAILER-DAEMON@mx.example.com>",
     "Returned mail: see transcript for details", SENDMAIL,
     ("unknown", "5.1.1", "550 5.1.1 <grace@example.com>... User unknown", HARD)),
    ("sendmail", "Mail Delivery Subsystem <MAILER-DAEMON@mx.example.com>", "Returned mail: Host unknown", SENDMAIL,
     ("host unknown", "5.1.2", "550 Host unknown (Name server: example.invalid: host not found)", HARD)),
    ("amazon ses", "MAILER-DAEMON@eu-west-1.amazonses.com", "Delivery Status Notification (Failure)",
     "An error occurred while trying to deliver the mail to the following recipients:\ngrace@example.com",
     ("unknown", "5.1.1", "550 5.1.1 user unknown", HARD)),
    ("amazon ses", "MAILER-DAEMON@amazonses.com", "Delivery Status Notification (Failure)",
     "An error occurred while trying to deliver the mail to the following recipients:\ngrace@example.com",
     ("suppressed", "5.1.1", "Amazon SES has suppressed sending to this address because it has a recent history "
      "of bouncing as an invalid address.", HARD)),
    ("domino", "Postmaster@example.com", "DELIVERY FAILURE: User grace (grace@example.com) not listed in Domino "
     "Directory", "Your message\n\n  Subject: A role for you\n\nwas not delivered to:\n\n  grace@example.com\n\n"
     "because:\n\n  {said}",
     ("unknown", "5.1.1", "User grace (grace@example.com) not listed in Domino Directory", HARD)),
    ("domino", "Postmaster@example.com", "DELIVERY FAILURE: The message could not be delivered because the "
     "mailbox is full", "Your message was not delivered to grace@example.com because: {said}",
     ("full", "5.0.0", "Cannot accept new mail: the recipient's mail file is over its quota", SOFT)),
    ("ironport", "Mail Delivery System <MAILER-DAEMON@esa.example.com>", "Delivery Status Notification (Failure)",
     "The following message to <grace@example.com> was undeliverable.\nThe reason for the problem:\n{said}",
     ("unknown", "5.1.0", "5.1.0 - Unknown address error 550-'User unknown'", HARD)),
    ("ironport", "Mail Delivery System <MAILER-DAEMON@esa.example.com>", "Delivery Status Notification (Failure)",
     "The following message to <grace@example.com> was undeliverable.\nThe reason for the problem:\n{said}",
     ("down", "5.4.7", "5.4.7 - Delivery expired (message too old) 'timeout'", SOFT)),
    ("oracle", "postmaster@example.com", "Delivery Notification: Delivery has failed",
     "This report relates to a message you sent with the following header fields:\n\nYour message cannot be "
     "delivered to the following recipients:\n\n  Recipient address: grace@example.com\n  Reason: {said}",
     ("unknown", "5.1.1", "unknown or illegal alias", HARD)),
    ("courier", '"Courier mail server at mx.example.com" <@mx.example.com>', "NOTICE: mail delivery status.",
     "This is a delivery status notification from mx.example.com.\nUNDELIVERABLE MAIL\nYour message to the "
     "following recipients cannot be delivered: {said}", ("unknown", "5.0.0", "550 User unknown.", HARD)),
    ("exim", "Mail Delivery System <Mailer-Daemon@mx.example.com>", "Mail delivery failed: returning message to "
     "sender", "A message that you sent could not be delivered to one or more of its recipients. This is a "
     "permanent error.", ("unrouteable", "5.0.0", "550 Unrouteable address", HARD)),
    ("mimecast", "Postmaster <postmaster@example.com>", "[Postmaster] Email Delivery Failure",
     "This is a delivery failure notification message indicating that an email you addressed to email address : "
     "-- grace@example.com could not be delivered. The problem appears to be : -- {said}",
     ("unknown", "5.1.1", "550 Administrative prohibition - envelope blocked", NOT_HARD | HARD)),
]  # fmt: skip


def letters() -> Iterator[Letter]:
    """Give every report with blocks."""
    yield from _gmail()
    yield from _exchange()
    for source, sender, subject, words, (name, status, said, verdicts) in [*OTHERS, *SERVERS]:
        headers = {"From": sender, "Subject": subject}
        raw = dsn(headers, words.replace("{said}", said), block(status, said))
        yield bounced(source, name, raw, verdicts)
    yield from _several()


def _gmail() -> Iterator[Letter]:
    for language, words in GMAIL_WORDS:
        for name, status, said, verdicts in GMAIL_SAYS:
            told = words.format(who=GRACE, said=said)
            raw = dsn(GMAIL, told, block(status, said), mta="googlemail.com")
            yield bounced("google", f"{name}, {language}", raw, verdicts)
    delay = {**GMAIL, "Subject": "Delivery Status Notification (Delay)", "X-Failed-Recipients": ""}
    words = "** Delivery incomplete **\n\nThere was a temporary problem delivering your message to " + GRACE
    late = dsn(delay, words, block("4.4.1", "timed out", action="delayed"), mta="googlemail.com")
    yield known("google", "delay", late, Kind.DELAY)
    words = (
        "** Message not delivered **\n\nYou have reached a limit for sending mail. Your message was not sent."
    )
    limit = dsn(
        GMAIL, words, block("5.4.5", "550 5.4.5 Daily user sending limit exceeded"), mta="googlemail.com"
    )
    yield known("google", "limit", limit, Kind.LIMIT)


def _exchange() -> Iterator[Letter]:
    for language, subject, words in EXCHANGE_SUBJECTS:
        for name, status, said, verdicts in EXCHANGE_SAYS:
            headers = {"From": EXCHANGE, "Subject": subject, "X-MS-Exchange-Message-Is-Ndr": ""}
            told = f"{words}\n\ngrace@example.com\n\nRemote Server returned '{said}'"
            raw = dsn(headers, told, block(status, said), mta="DB7PR01MB1234.eurprd01.prod.exchangelabs.com")
            yield bounced("microsoft", f"{name}, {language}", raw, verdicts)
    headers = {"From": "postmaster@example.com", "Subject": "Delivery delayed: A role for you"}
    words = "This message hasn't been delivered yet. Delivery will continue to be attempted."
    raw = dsn(headers, words, block("4.4.7", "", action="delayed"))
    yield known("microsoft", "delay", raw, Kind.DELAY)


def _several() -> Iterator[Letter]:
    """Give reports about more than one recipient, and those of mail that did arrive."""
    postfix = {"From": "MAILER-DAEMON@mx.example.com", "Subject": "Undelivered Mail Returned to Sender"}
    gone, late = (
        block("5.1.1", "550 User unknown"),
        block("4.4.1", "", action="delayed", who="cc@example.org"),
    )
    yield bounced("postfix", "one gone, one late", dsn(postfix, "Sorry.", late, gone), HARD)
    passed = block("2.0.0", "250 ok", action="relayed", who="cc@example.org")
    yield bounced("postfix", "one gone, one relayed", dsn(postfix, "Sorry.", passed, gone), HARD)
    for action in ("delivered", "relayed", "expanded"):
        headers = {**postfix, "Subject": "Successful Mail Delivery Report"}
        raw = dsn(
            headers, "Your message was successfully delivered.", block("2.0.0", "250 ok", action=action)
        )
        yield known("postfix", action, raw, Kind.AUTO_REPLY)
    headers = {"From": "postmaster@example.com", "Subject": "Relayed: A role for you"}
    words = "Delivery to these recipients or groups is complete, but no delivery notification was sent."
    raw = dsn(headers, words, block("2.0.0", "", action="relayed"))
    yield known("microsoft", "relayed", raw, Kind.AUTO_REPLY)
