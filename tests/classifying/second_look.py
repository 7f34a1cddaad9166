"""A second look at mail, written after the rules were mended for the first and before they were tried on this."""

from collections.abc import Iterator

from gmail.classify import Kind
from tests.classifying.letters import (
    ASKED,
    GRACE,
    HARD,
    NOT_HARD,
    OURS,
    PERSON,
    POLICY,
    SOFT,
    Letter,
    block,
    bounced,
    dsn,
    known,
    mail,
)

REPORTS = [
    ("google", "Mail Delivery Subsystem <mailer-daemon@google.com>", "Delivery Status Notification (Failure)",
     "** Message blocked **\n\nYour message to grace@example.com has been blocked. See technical details below.",
     "5.7.509", "550 5.7.509 Access denied, sending domain acme.example does not pass DMARC verification", POLICY),
    ("google", "Mail Delivery Subsystem <mailer-daemon@googlemail.com>", "Delivery Status Notification (Failure)",
     "** Recipient inbox full **\n\nYour message couldn't be delivered to grace@example.com. Their inbox is full, or "
     "it's getting too much mail right now.", "4.2.2", "452-4.2.2 The recipient's inbox is out of storage space", SOFT),
    ("google", "Mail Delivery Subsystem <mailer-daemon@googlemail.com>", "Delivery Status Notification (Failure)",
     "** Indirizzo non trovato **\n\nIl tuo messaggio non è stato consegnato a grace@example.com perché "
     "l'indirizzo non "
     "è stato trovato", "5.1.1", "550 5.1.1 The email account that you tried to reach does not exist.", HARD),
    ("microsoft", "Mail Delivery System <postmaster@acme.onmicrosoft.com>", "Undeliverable: A role for you",
     "Your message couldn't be delivered. grace wasn't found at example.com.", "5.1.10",
     "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup", HARD),
    ("microsoft", "postmaster@outlook.com", "Undeliverable: A role for you",
     "Delivery has failed to these recipients or groups", "5.5.0",
     "550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302).", HARD),
    ("microsoft", "postmaster@hotmail.com", "Undeliverable: A role for you", "Delivery has failed", "5.7.1",
     "550 5.7.1 Unfortunately, messages from [203.0.113.9] weren't sent. part of their network is on our block list "
     "(S3140).", POLICY),
    ("microsoft", "postmaster@example.com", "Undeliverable: A role for you", "The recipient's mailbox is full "
     "and can't "
     "accept messages now.", "5.2.2", "554 5.2.2 mailbox full", SOFT),
    ("microsoft", "postmaster@example.com", "Undeliverable: A role for you", "The message is too large.", "5.3.4",
     "552 5.3.4 Message size exceeds fixed maximum message size", SOFT),
    ("microsoft", "postmaster@example.com", "Undeliverable: A role for you", "Your message wasn't delivered because of "
     "security policies.", "5.7.1", "550 5.7.1 TRANSPORT.RULES.RejectMessage; the message was rejected", POLICY),
    ("mimecast", "MAILER-DAEMON@acme.example", "Undelivered Mail Returned to Sender", "This is the mail system.",
     "5.0.0", "554 Email rejected due to security policies - https://community.mimecast.com/docs/DOC-1369#554", POLICY),
    ("mimecast", "MAILER-DAEMON@acme.example", "Undelivered Mail Returned to Sender", "This is the mail system.",
     "4.7.1", "451 Internal resource temporarily unavailable - https://community.mimecast.com/docs/DOC-1369#451", SOFT),
    ("proofpoint", "MAILER-DAEMON@acme.example", "Undelivered Mail Returned to Sender", "This is the mail system.",
     "5.1.1", "550 5.1.1 <grace@example.com>: Recipient address rejected: User unknown in relay recipient table", HARD),
    ("barracuda", "MAILER-DAEMON@acme.example", "Undelivered Mail Returned to Sender", "This is the mail system.",
     "5.7.1", "554 5.7.1 Service unavailable; Client host blocked using Barracuda Reputation", POLICY),
    ("yahoo", "MAILER-DAEMON@acme.example", "Undelivered Mail Returned to Sender", "This is the mail system.",
     "5.0.0", "552 1 Requested mail action aborted, mailbox not found", HARD),
    ("yahoo", "MAILER-DAEMON@acme.example", "Undelivered Mail Returned to Sender", "This is the mail system.",
     "5.7.9", "554 5.7.9 Message not accepted for policy reasons. See https://postmaster.yahooinc.com", POLICY),
    ("aol", "MAILER-DAEMON@acme.example", "Undelivered Mail Returned to Sender", "This is the mail system.",
     "5.2.2", "552 5.2.2 grace IS NOT ACCEPTING MAIL FROM THIS SENDER; mailbox full", SOFT),
    ("strato", "MAILER-DAEMON@acme.example", "Undelivered Mail Returned to Sender", "This is the mail system.",
     "5.1.1", "550 5.1.1 Recipient unknown", HARD),
    ("ionos", "MAILER-DAEMON@acme.example", "Undelivered Mail Returned to Sender", "This is the mail system.",
     "5.1.1", "550 Requested action not taken: mailbox unavailable invalid DNS MX or A/AAAA resource record", HARD),
    ("ovh", "MAILER-DAEMON@acme.example", "Undelivered Mail Returned to Sender", "This is the mail system.",
     "5.5.1", "550 5.5.1 Mailbox unavailable. Your IP address 203.0.113.9 is blacklisted", POLICY),
    ("fastmail", "MAILER-DAEMON@acme.example", "Undelivered Mail Returned to Sender", "This is the mail system.",
     "5.1.1", "550 5.1.1 <grace@fastmail.com>: Recipient address rejected: User unknown in virtual mailbox "
     "table", HARD),
    ("mail.ru", "MAILER-DAEMON@acme.example", "Undelivered Mail Returned to Sender", "This is the mail system.",
     "5.0.0", "550 Message was not accepted -- invalid mailbox. Local mailbox grace@mail.ru is unavailable: user not "
     "found", HARD),
    ("qq", "MAILER-DAEMON@acme.example", "Undelivered Mail Returned to Sender", "This is the mail system.",
     "5.0.0", "550 Mail content denied. http://service.mail.qq.com", POLICY),
    ("postfix", "MAILER-DAEMON@acme.example", "Undelivered Mail Returned to Sender", "This is the mail system.",
     "4.4.3", "Host or domain name not found. Name service error for name=example.com type=MX: Host not found, "
     "try again",
     SOFT),
    ("postfix", "MAILER-DAEMON@acme.example", "Undelivered Mail Returned to Sender", "This is the mail system.",
     "5.4.6", "mail for example.com loops back to myself", NOT_HARD),
    ("postfix", "MAILER-DAEMON@acme.example", "Undelivered Mail Returned to Sender", "This is the mail system.",
     "5.1.2", "550 5.1.2 <grace@example.com>: Recipient address rejected: Domain not found", HARD),
    ("sendmail", "Mail Delivery Subsystem <MAILER-DAEMON@mx.example.com>", "Returned mail: Local configuration error",
     "The original message was received at Mon, 23 Nov 2026", "5.3.5", "553 5.3.5 system config error", NOT_HARD),
    ("exim", "Mail Delivery System <Mailer-Daemon@mx.example.com>", "Mail delivery failed: returning message to sender",
     "A message that you sent could not be delivered", "5.0.0", "550 Administrative prohibition", NOT_HARD),
    ("exim", "Mail Delivery System <Mailer-Daemon@mx.example.com>", "Mail delivery failed: returning message to sender",
     "A message that you sent could not be delivered", "5.0.0", "550-Callback setup failed while verifying\n "
     "550 Sender verify failed", NOT_HARD),
    ("zimbra", "MAILER-DAEMON@mail.example.com (Mail Delivery System)", "Undelivered Mail Returned to Sender",
     "This is the mail system at host mail.example.com.", "5.2.2", "552 5.2.2 Over quota", SOFT),
    ("icewarp", "MAILER-DAEMON@example.com", "Delivery failed: A role for you", "Your message was not delivered",
     "5.1.1", "550 5.1.1 User unknown; rejecting", HARD),
]  # fmt: skip
ABSENCES = [
    ("de", "Abwesenheitsnotiz: A role for you", {"X-Auto-Response-Suppress": "All", "Return-Path": "<>"}),
    ("de", "Ich bin nicht im Büro", {"Auto-Submitted": "auto-replied"}),
    ("en", "Out of Office AutoReply: A role for you", {"X-Auto-Response-Suppress": "All"}),
    ("en", "Out of Office: A role for you", {"Return-Path": "<>"}),
    ("en", "Re: A role for you", {"Auto-Submitted": "auto-replied (vacation)", "Precedence": "bulk"}),
    ("en", "[Auto-Reply] A role for you", {"Precedence": "junk"}),
    ("en", "Thank you for contacting us", {"Auto-Submitted": "auto-generated"}),
    ("en", "Away from office", {"X-Autoreply-From": "grace@example.com", "Precedence": "bulk"}),
    ("en", "Vacation reply", {"X-Mailer": "vacation 1.2.7"}),
    ("fr", "Réponse automatique d'absence : A role for you", {"X-Auto-Response-Suppress": "All"}),
    ("fr", "Absence : A role for you", {"Auto-Submitted": "auto-replied"}),
    ("es", "Respuesta automática: A role for you", {"Precedence": "bulk"}),
    ("it", "Risposta automatica: A role for you", {"X-MS-Exchange-Inbox-Rules-Loop": GRACE}),
    ("pt", "Resposta automática: A role for you", {"Return-Path": "<>"}),
    ("nl", "Automatisch antwoord: A role for you", {"X-Auto-Response-Suppress": "DR, OOF, AutoReply"}),
    (
        "pl",
        "Odpowiedź automatyczna: A role for you",
        {"X-Auto-Response-Suppress": "All", "Return-Path": "<>"},
    ),
    ("ja", "自動返信: A role for you", {"Precedence": "bulk"}),
    ("fi", "Automaattinen vastaus: A role for you", {"X-Auto-Response-Suppress": "All"}),
    ("no", "Automatisk svar: A role for you", {"X-Auto-Response-Suppress": "All"}),
    ("hu", "Automatikus válasz: A role for you", {"X-Auto-Response-Suppress": "All"}),
    ("tr", "Otomatik Yanıt: A role for you", {"X-Auto-Response-Suppress": "All"}),
    ("ru", "Автоматический ответ: A role for you", {"X-Auto-Response-Suppress": "All"}),
    ("zh", "自动答复: A role for you", {"X-Auto-Response-Suppress": "All"}),
    ("ko", "자동 회신: A role for you", {"X-Auto-Response-Suppress": "All"}),
    ("uk", "Автоматична відповідь: A role for you", {"X-Auto-Response-Suppress": "All"}),
    ("ro", "Răspuns automat: A role for you", {"X-Auto-Response-Suppress": "All"}),
    ("el", "Αυτόματη απάντηση: A role for you", {"X-Auto-Response-Suppress": "All"}),
    ("sv", "Frånvaro: A role for you", {"Auto-Submitted": "auto-generated"}),
]
PEOPLE = [
    ("thanks for an automatic subject", {"Subject": "Your automatic reply made me laugh"}, "Hi! Let's talk."),
    ("an answer from a phone abroad", {"Subject": "Re: A role for you"}, "In vacanza fino al 10, poi volentieri!"),
    ("a bounce of their own", {"Subject": "Fwd: Undeliverable: A role for you"}, "See what I got when I answered you."),
    ("forwarded with a German mark", {"Subject": "WG: Unzustellbar: A role for you"}, "Kam zurück, daher nochmal."),
    ("a sysadmin's question", {"From": "Admin <postmaster@example.com>", "Subject": "Re: A role for you"},
     "Our server said 550 user unknown to your mail, but Grace exists. She asked me to say yes."),
    ("a name of delivery", {"From": "Delivery Hero Careers <grace@example.com>"}, "I work here, but yes."),
    ("a system administrator by trade", {"From": "Grace, System Administrator <grace@example.com>"}, "Interested!"),
    ("a mail delivery consultant", {"From": "Mail Delivery Consulting <grace@example.com>"}, "Yes, call me."),
    ("a postman", {"From": "Mail Delivery <grace@example.com>", "Subject": "Mail delivery person"}, "I deliver mail."),
    ("a mailer of a service", {"From": "Grace <bounces+1@em.example.com>"}, "Yes, through our tool."),
    ("warnings", {"Subject": "Warning: I am expensive"}, "But let's talk."),
    ("returned", {"Subject": "Returned your call"}, "Nobody there. Try again?"),
    ("a message status", {"Subject": "Message delivery team lead"}, "Is it that role?"),
    ("a challenge", {"Subject": "Challenge accepted"}, "Let's do it. https://example.com/cv"),
    ("a robot", {}, "Before I answer: please confirm that you are a real person :)"),
    ("a list answer", {"Precedence": "list", "List-Id": "<jobs.example.org>", "In-Reply-To": OURS}, "Me!"),
    ("a calendar in words", {}, "Accepted your invitation for Monday, see you."),
    ("an ill person", {"Subject": "Re: A role for you"}, "Ich bin krank und bis Freitag nicht erreichbar. "
     "Danach gerne."),
    ("German left", {}, "Ich bin nicht mehr bei Acme, aber gerne unter dieser Adresse."),
    ("no longer there", {}, "I am no longer with Acme. Happy to hear more though."),
    ("only HTML entities", {}, "&nbsp;"),
    ("a zero-width", {}, "\u200b\u200e"),
    ("mixed directions", {}, "\u202bכן\u202c yes"),
    ("emoji only", {}, "🙏🏽🙏🏽"),
    ("a long ramble", {}, "I think it over. " * 400),
    ("Auto-Submitted: no; comment", {"Auto-Submitted": "no; user sent"}, "Yes"),
    ("a stamp of a gateway", {"X-Autoreply": "No", "X-Auto-Responder": ""}, "Yes"),
]  # fmt: skip
MARKED = [
    (
        "a stamp, and an absence in the words",
        {"X-Auto-Response-Suppress": "All"},
        "I am out of office next week, but yes!",
    ),
    ("bulk and a list", {"Precedence": "bulk", "List-Unsubscribe": "<x>", "In-Reply-To": OURS}, "Yes."),
    (
        "a rule and a stamp",
        {"X-MS-Exchange-Inbox-Rules-Loop": GRACE, "X-Auto-Response-Suppress": "All"},
        "Yes.",
    ),
    (
        "an odd subject",
        {"Subject": "OOO next week but let's talk", "X-Auto-Response-Suppress": "All"},
        "Yes.",
    ),
]
QUOTES = [
    ("gmail, wrapped German", "Ja.\n\nAm Mo., 23. Nov. 2026 um 09:00 Uhr schrieb Ana Maria von Lovelace-Byron "
     "<\nana@acme."
     "example>:\n\n> Hallo", "Ja."),
    ("gmail, wrapped French", "Oui.\n\nLe lun. 23 nov. 2026 à 09:00, Ana Lovelace de la Société Acme "
     "<\nana@acme.example>"
     " a écrit :\n\n> Bonjour", "Oui."),
    ("gmail, Brazil", "Sim.\n\nEm seg., 23 de nov. de 2026, 09:00, Ana <ana@acme.example> escreveu:\n\n> Olá", "Sim."),
    ("gmail, Dutch phone", "Ja.\n\nOp ma 23 nov. 2026 09:00 schreef Ana <ana@acme.example>:\n\n> Hallo", "Ja."),
    ("gmail, Swedish", "Ja.\n\nDen mån 23 nov. 2026 kl 09:00 skrev Ana <ana@acme.example>:\n\n> Hej", "Ja."),
    ("gmail, Chinese", "好的。\n\nAna <ana@acme.example> 于2026年11月23日周一 09:00写道：\n\n> 您好", "好的。"),
    ("gmail, Russian", "Да.\n\nпн, 23 нояб. 2026 г. в 09:00, Ana <ana@acme.example>:\n\n> Привет", "Да."),
    ("outlook, Swedish", "Ja.\n\nFrån: Ana <ana@acme.example>\nSkickat: den 23 november 2026 09:00\nTill: "
     "Grace\nÄmne: A "
     "role\n\nHej", "Ja."),
    ("outlook, Danish", "Ja.\n\nFra: Ana <ana@acme.example>\nSendt: 23. november 2026 09:00\nTil: Grace\nEmne: "
     "A role\n\n"
     "Hej", "Ja."),
    ("outlook on the web, Spanish", "Sí.\n________________________________\nDe: Ana "
     "<ana@acme.example>\nEnviado: lunes, 23 "
     "de noviembre de 2026 9:00\nPara: Grace <grace@example.com>\nAsunto: A role\n\nHola", "Sí."),
    ("outlook, old Polish", "Tak.\n\n-----Original Message-----\nFrom: Ana\nSent: Monday\nTo: Grace\nSubject: A "
     "role\n\nCześć",
     "Tak."),
    ("GMX", "Ja.\n\nGesendet: Montag, 23. November 2026 um 09:00 Uhr\nVon: \"Ana\" <ana@acme.example>\nAn: "
     "grace@example.com\n"
     "Betreff: A role\n\nHallo", "Ja."),
    ("web.de phone", "Ja.\n--\nDiese Nachricht wurde von meinem Android Mobiltelefon mit WEB.DE Mail "
     "gesendet.\n\nAm 23.11.26, "
     "09:00 schrieb Ana <ana@acme.example>:\n\n> Hallo", "Ja."),
    ("mutt", "* Ana Lovelace <ana@acme.example> [2026-11-23 09:00]:\n> Are you free?\n\nYes.", "Yes."),
    ("emacs", "Ana Lovelace <ana@acme.example> writes:\n\n> Are you free?\n\nYes.", "Yes."),
    ("zimbra", "Yes.\n\n----- Original Message -----\n| From: \"Ana\" <ana@acme.example>\n| To: \"Grace\"\n| "
     "Sent: Monday\n"
     "| Subject: A role\n\nHello", "Yes."),
    ("spark", "Yes.\n\nSent from Spark\nOn 23 Nov 2026, 09:00 +0100, Ana <ana@acme.example>, wrote:\n> Hello", "Yes."),
    ("fairmail", "Yes.\n\n23 November 2026 09:00:00 CET, Ana <ana@acme.example>:\n>Hello", "Yes."),
    ("k9", "Yes.\n\nOn 23 November 2026 09:00:00 CET, Ana <ana@acme.example> wrote:\n>Hello\n>\n-- \nSent from "
     "my phone. "
     "Please excuse my brevity.", "Yes."),
    ("edge of a list", "Yes.\n\n_______________________________________________\ndev mailing "
     "list\ndev@lists.example.org", "Yes."),
    ("a group's footer", "Yes.\n\n-- \nYou received this message because you are subscribed to the Google "
     "Groups group.", "Yes."),
    ("inline twice", "> One?\n\nYes.\n\n> Two?\n\nNo.\n\n> Ana", "Yes.\n\nNo."),
    ("outlook inline", "See my answers below.\n\nFrom: Ana\nSent: Monday\nTo: Grace\nSubject: A role\n\nOne? Yes.",
     "See my answers below."),
    ("a greeting and a name", "Hi Ana,\n\nyes.\n\nGrace", "Hi Ana,\n\nyes.\n\nGrace"),
    ("a time in the text", "Call me on Monday 23 Nov at 9:00:\n+1 555 0100", "Call me on Monday 23 Nov at "
     "9:00:\n+1 555 0100"),
    ("a quoted sentence", "You wrote on 23.11. that it is remote:\nis that true?", "You wrote on 23.11. that it "
     "is remote:\nis "
     "that true?"),
    ("dashes as bullets", "--remote\n--full time", "--remote\n--full time"),
    ("subject line in words", "Subject: yes.\nDate: any.", "Subject: yes.\nDate: any."),
]  # fmt: skip


def letters() -> Iterator[Letter]:
    """Give all of it."""
    for number, (source, sender, subject, words, status, said, verdicts) in enumerate(REPORTS):
        raw = dsn({"From": sender, "Subject": subject}, words, block(status, said.replace("\n", "\n ")))
        yield bounced(source, f"second look, {number}: {said[:50]}", raw, verdicts)
    for language, subject, headers in ABSENCES:
        raw = mail({**headers, "Subject": subject}, "I am away.")
        yield known("absences, again", f"{language}: {subject}", raw, Kind.AUTO_REPLY)
    for name, headers, words in PEOPLE:
        yield Letter(source="people, again", name=name, raw=mail(headers, words), kinds=PERSON)
    for name, headers, words in MARKED:
        yield Letter(source="people, again", name=name, raw=mail(headers, words), kinds=ASKED)
    for name, text, own in QUOTES:
        yield Letter(source="answers, again", name=name, raw=mail({}, text), kinds=PERSON, own=own)
