"""People whose mail looks like a machine's: none of it may be taken for one."""

from collections.abc import Iterator

from tests.classifying.letters import ASKED, GRACE, OURS, PERSON, Letter, block, dsn, mail, parts

BOUNCE = dsn(
    {"From": "mailer-daemon@googlemail.com", "Subject": "Delivery Status Notification (Failure)"},
    "Address not found",
    block("5.1.1", "550 no such user"),
)
PLAIN: list[tuple[str, dict[str, str], str]] = [
    ("away but interested", {}, "I am out of office next week but yes, interested!"),
    ("away until", {}, "Ich bin bis Freitag im Urlaub, danach gerne."),
    ("on holiday, French", {}, "Je suis en congés jusqu'au 5 décembre, on s'appelle après ?"),
    ("a forwarded bounce in words", {"Subject": "Fwd: Delivery Status Notification (Failure)"},
     "I got this when I answered, do you have another address?\n\n---------- Forwarded message ---------\n"
     "From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\nSubject: Delivery Status Notification (Failure)\n"
     "\nAddress not found"),
    ("a quoted automatic answer", {"Subject": "Re: Automatic reply: A role for you"},
     "Sorry for the auto-reply, I am back. Let's talk.\n\nOn Mon, Nov 23, 2026 at 9:00 AM Grace <grace@example.com> "
     "wrote:\n> I am out of office. This is an automatic reply."),
    ("an answered automatic answer, German", {"Subject": "AW: Automatische Antwort: A role"}, "Bin wieder da!"),
    ("a subject about delivery", {"Subject": "Delivery manager position"}, "Is this still open?"),
    ("a subject about mail", {"Subject": "Mail delivery engineer at Acme?"}, "Tell me more about the role please."),
    ("a subject about returns", {"Subject": "Returned from leave - interested"}, "Hi Ana, I am back and interested."),
    ("a subject about failures", {"Subject": "Failure analysis role"}, "Happy to talk."),
    ("a subject about messages", {"Subject": "Message from Grace"}, "Hi Ana, please call me."),
    ("a subject about errors", {"Subject": "Error in your job ad"}, "There is a typo in it. But I am interested."),
    ("a subject about being away", {"Subject": "Re: Away until Monday"}, "No problem, Monday works."),
    ("a holiday in the subject", {"Subject": "Holiday party and your role"}, "Let's talk after it."),
    ("a leave in the subject", {"Subject": "Parental leave policy?"}, "Do you offer parental leave?"),
    ("our subject was about automation", {"Subject": "Re: Automation engineer"}, "Sure."),
    ("auto in the subject", {"Subject": "Auto industry background - relevant?"}, "I have worked on cars for years."),
    ("an address like a machine's", {"From": "Mailer Inc <mailer@example.com>"}, "Hi, this is Grace. Interested."),
    ("a person at delivery", {"From": "Grace <delivery@example.com>"}, "Happy to chat."),
    ("a person at postmaster", {"From": "Grace Hopper <postmaster@example.com>"}, "I run mail here. Let's talk!"),
    ("an info address", {"From": "info@example.com"}, "Grace passed this on to me. She is interested."),
    ("a no-reply address of a person", {"From": "Grace <no-reply@example.com>"}, "Use my other address please."),
    ("a person called Mail", {"From": "Robert Mailer <robert.mailer@example.com>"}, "Sounds good."),
    ("a group's gateway", {"Precedence": "list", "List-Id": "<all.example.com>", "In-Reply-To": OURS}, "Yes please."),
    ("a list's footer", {"List-Unsubscribe": "<mailto:u@example.com>", "In-Reply-To": OURS}, "Yes, call me."),
    ("a mail of a sales tool", {"List-Unsubscribe": "<mailto:u@example.com>"}, "Hi Ana, I saw your post. Grace"),
    ("X-Autoreply: no", {"X-Autoreply": "no", "Auto-Submitted": "no"}, "Yes"),
    ("a spam filter's header", {"X-Spam-Flag": "NO", "X-Spam-Status": "No, score=-1"}, "Yes"),
    ("a word about unsubscribing", {}, "How did you find me? I help companies with unsubscribe flows."),
    ("a talk of robots", {}, "Are you a robot? I assume this is an automated message, but I am curious."),
    ("a story about bounces", {}, "My last answer came back: 550 5.1.1 user unknown, mail delivery failed. "
     "Trying again."),
    ("a verdict of a filter", {}, "Your message was in my spam folder, sorry. Yes, let's talk."),
    ("a challenge told of", {}, "Sorry, you may have to confirm that you are not a robot on my site."),
    ("one word", {}, "Yes"),
    ("one letter", {}, "k"),
    ("a thumb", {}, "👍"),
    ("a heart and a name", {}, "❤️ Grace"),
    ("Hebrew", {}, "כן, אשמח לשמוע עוד."),
    ("Arabic", {}, "نعم، أنا مهتمة. متى يمكننا التحدث؟"),
    ("Chinese", {}, "您好，我很感兴趣。"),
    ("Japanese", {}, "ご連絡ありがとうございます。ぜひお話を伺いたいです。"),
    ("Russian", {}, "Здравствуйте, мне интересно."),
    ("Hindi", {}, "हाँ, मुझे दिलचस्पी है।"),
    ("nothing", {}, ""),
    ("only blanks", {}, " \n \n"),
    ("only a quote", {}, "> Hello Grace, would you like to talk?"),
    ("only a signature", {}, "-- \nGrace Hopper\nRear Admiral"),
    ("a question mark", {}, "?"),
    ("a telephone number", {}, "+1 555 0100"),
    ("a gateway's disclaimer", {"X-MS-Exchange-Organization-AuthAs": "Internal"}, "Yes, Tuesday.\n\nThis message is "
     "automatically scanned. CONFIDENTIALITY NOTICE: if you are not the intended recipient, do not reply."),
    ("a gateway's banner", {}, "CAUTION: This email originated from outside of the organization.\n\nYes, let's talk."),
    ("through a ticket system", {"From": "Grace <grace@example.com>", "X-Mailer": "Zendesk Mailer"},
     "Hi Ana, yes, this is Grace. Interested."),
    ("ideas on vacation rentals", {"Subject": "Vacation rentals startup"}, "I am building one, so no."),
    ("an offer declined in Spanish", {}, "Gracias, pero no me interesa cambiar ahora."),
    ("mentions a deadline", {}, "Our delivery has failed twice this year, so I need to stay until it is done."),
    ("an answer to a calendar question", {"Subject": "Re: Invitation: talk"}, "I accepted the invitation."),
    ("undeliverable in the text", {}, "Grace's old address is undeliverable; use this one. - Alan"),
    ("a subject with limits", {"Subject": "Limits of my interest"}, "I have reached a limit for sending mail today :)"),
]  # fmt: skip
STAMPED: list[tuple[str, dict[str, str], str]] = [
    ("a company that stamps all its mail", {"X-Auto-Response-Suppress": "All"}, "Yes, interested!"),
    ("a company that stamps some", {"X-Auto-Response-Suppress": "DR, RN, NRN, OOF, AutoReply"}, "No, thanks."),
    ("a gateway's bulk", {"Precedence": "bulk"}, "Call me on Monday."),
    ("moved by a rule", {"X-MS-Exchange-Inbox-Rules-Loop": GRACE}, "Yes, interested!"),
    ("no return path", {"Return-Path": "<>"}, "Yes, interested!"),
    ("stamped and about being away", {"X-Auto-Response-Suppress": "All", "Subject": "Re: Out of office next week"},
     "Then the week after."),
    ("a new subject about an absence", {"Subject": "Out of office next week, but interested"}, "Call me after."),
    ("a new subject about vacation", {"Subject": "On vacation until Monday"}, "But yes, please send me more."),
    ("a new subject about vacation, stamped", {"Subject": "On vacation until Monday",
     "X-Auto-Response-Suppress": "All"}, "But yes, please send me more."),
    ("a subject about undelivered mail", {"Subject": "Undelivered mail"}, "My answer to you came back. Yes, please!"),
]  # fmt: skip


def letters() -> Iterator[Letter]:
    """Give every hard case of a person."""
    for name, headers, words in PLAIN:
        yield Letter(source="people", name=name, raw=mail(headers, words), kinds=PERSON)
    for name, headers, words in STAMPED:
        yield Letter(source="people, marked", name=name, raw=mail(headers, words), kinds=ASKED)
    yield from _of_parts()
    yield from _of_html()


def _of_parts() -> Iterator[Letter]:
    cases: list[tuple[str, bytes]] = [
        ("a bounce, attached", parts({}, ("text/plain", "See below."), ("message/rfc822", BOUNCE.decode()))),
        ("a report, attached as a file", parts({"Subject": "Fwd: Undeliverable: A role"}, ("text/plain", "Look."),
         ('message/delivery-status; name="details.txt"', f"Reporting-MTA: dns; x\n\n{block('5.1.1', '550 no')}"))),
        ("only a file", parts({}, ('application/pdf; name="CV.pdf"', "JVBERi0xLjQK"))),
        ("only a picture", parts({}, ("image/png", "iVBORw0KGgo="))),
        ("a vCard", parts({}, ("text/plain", "Here I am"), ('text/vcard; name="grace.vcf"', "BEGIN:VCARD"))),
        ("a signed mail", parts({}, ("text/plain", "Yes."), ("application/pkcs7-signature", "x"))),
        ("a winmail.dat", parts({}, ("text/plain", "Yes."), ('application/ms-tnef; name="winmail.dat"', "x"))),
    ]  # fmt: skip
    for name, raw in cases:
        yield Letter(source="people, in parts", name=name, raw=raw, kinds=PERSON)


def _of_html() -> Iterator[Letter]:
    cases = [
        ("right to left", '<div dir="rtl">כן, תודה</div>'),
        ("only HTML", "<p>Yes, <b>interested</b>.</p>"),
        ("an empty page", "<html><body></body></html>"),
        ("a picture in it", '<p>Yes</p><img src="cid:1">'),
        ("a hidden automatic word", '<div style="display:none">automatic reply</div><p>Yes</p>'),
    ]
    for name, html in cases:
        yield Letter(source="people, in HTML", name=name, raw=mail({}, html, kind="text/html"), kinds=PERSON)
