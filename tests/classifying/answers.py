"""Answers with what lies around them: clients, languages, signatures; and what their writers really added."""

from collections.abc import Iterator

from tests.classifying.letters import PERSON, Letter, mail

OURS = """\
Hello Grace,

would you like to talk? If you had rather not hear from me, answer: please unsubscribe me.

Ana"""
QUOTED = "\n".join(f"> {line}".rstrip() for line in OURS.splitlines())
WORDS = {
    "en": "Yes, Tuesday at 10 works for me.",
    "de": "Ja, Dienstag um 10 Uhr passt mir gut.",
    "fr": "Oui, mardi à 10 heures me convient.",
    "es": "Sí, el martes a las 10 me viene bien.",
    "it": "Sì, martedì alle 10 va bene.",
    "pt": "Sim, terça-feira às 10 está bem para mim.",
    "nl": "Ja, dinsdag om 10 uur is prima.",
    "pl": "Tak, wtorek o 10 mi odpowiada.",
    "ja": "はい、火曜日の10時で大丈夫です。",
}
GMAIL = {
    "en": "On Mon, Nov 23, 2026 at 9:00 AM Ana Lovelace <ana@acme.example> wrote:",
    "de": "Am Mo., 23. Nov. 2026 um 09:00 Uhr schrieb Ana Lovelace <ana@acme.example>:",
    "fr": "Le lun. 23 nov. 2026 à 09:00, Ana Lovelace <ana@acme.example> a écrit :",
    "es": "El lun, 23 nov 2026 a las 9:00, Ana Lovelace (<ana@acme.example>) escribió:",
    "it": "Il giorno lun 23 nov 2026 alle ore 09:00 Ana Lovelace <ana@acme.example> ha scritto:",
    "pt": "Em seg., 23 de nov. de 2026 às 09:00, Ana Lovelace <ana@acme.example> escreveu:",
    "nl": "Op ma 23 nov 2026 om 09:00 schreef Ana Lovelace <ana@acme.example>:",
    "pl": "pon., 23 lis 2026 o 09:00 Ana Lovelace <ana@acme.example> napisał(a):",
    "ja": "2026年11月23日(月) 9:00 Ana Lovelace <ana@acme.example>:",
}
APPLE = {
    "en": "On 23 Nov 2026, at 09:00, Ana Lovelace <ana@acme.example> wrote:",
    "de": "Am 23.11.2026 um 09:00 schrieb Ana Lovelace <ana@acme.example>:",
    "fr": "Le 23 nov. 2026 à 09:00, Ana Lovelace <ana@acme.example> a écrit :",
    "es": "El 23 nov 2026, a las 9:00, Ana Lovelace <ana@acme.example> escribió:",
    "it": "Il giorno 23 nov 2026, alle ore 09:00, Ana Lovelace <ana@acme.example> ha scritto:",
    "pt": "No dia 23/11/2026, às 09:00, Ana Lovelace <ana@acme.example> escreveu:",
    "nl": "Op 23 nov. 2026 om 09:00 heeft Ana Lovelace <ana@acme.example> het volgende geschreven:",
    "pl": "Wiadomość napisana przez Ana Lovelace <ana@acme.example> w dniu 23 lis 2026, o godz. 09:00:",
    "ja": "2026/11/23 9:00、Ana Lovelace <ana@acme.example>のメール:",
}
THUNDERBIRD = {
    "en": "On 11/23/2026 9:00 AM, Ana Lovelace wrote:",
    "de": "Am 23.11.26 um 09:00 schrieb Ana Lovelace:",
    "fr": "Le 23/11/2026 à 09:00, Ana Lovelace a écrit :",
    "es": "El 23/11/26 a las 9:00, Ana Lovelace escribió:",
    "it": "Il 23/11/2026 09:00, Ana Lovelace ha scritto:",
    "pt": "Em 23/11/2026 09:00, Ana Lovelace escreveu:",
    "nl": "Op 23-11-2026 om 09:00 schreef Ana Lovelace:",
    "pl": "W dniu 23.11.2026 o 09:00, Ana Lovelace pisze:",
    "ja": "On 2026/11/23 9:00, Ana Lovelace wrote:",
}
OUTLOOK = {
    "en": ("From", "Sent", "To", "Subject", "Monday, November 23, 2026 9:00 AM"),
    "de": ("Von", "Gesendet", "An", "Betreff", "Montag, 23. November 2026 09:00"),
    "fr": ("De", "Envoyé", "À", "Objet", "lundi 23 novembre 2026 09:00"),
    "es": ("De", "Enviado el", "Para", "Asunto", "lunes, 23 de noviembre de 2026 9:00"),
    "it": ("Da", "Inviato", "A", "Oggetto", "lunedì 23 novembre 2026 09:00"),
    "pt": ("De", "Enviada em", "Para", "Assunto", "segunda-feira, 23 de novembro de 2026 09:00"),
    "nl": ("Van", "Verzonden", "Aan", "Onderwerp", "maandag 23 november 2026 09:00"),
    "pl": ("Od", "Wysłano", "Do", "Temat", "poniedziałek, 23 listopada 2026 09:00"),
    "ja": ("差出人", "送信日時", "宛先", "件名", "2026年11月23日月曜日 9:00"),
}
PHONES = {
    "en": "Sent from my iPhone",
    "de": "Von meinem iPhone gesendet",
    "fr": "Envoyé de mon iPhone",
    "es": "Enviado desde mi iPhone",
    "it": "Inviato da iPhone",
    "pt": "Enviado do meu iPhone",
    "nl": "Verstuurd vanaf mijn iPhone",
    "pl": "Wysłane z iPhone'a",
    "ja": "iPhoneから送信",
}
OUTLOOK_PHONES = {
    "en": "Get Outlook for iOS<https://aka.ms/o0ukef>",
    "de": "Outlook für Android beziehen<https://aka.ms/AAb9ysg>",
    "fr": "Télécharger Outlook pour iOS<https://aka.ms/o0ukef>",
    "es": "Obtener Outlook para Android<https://aka.ms/AAb9ysg>",
    "it": "Ottieni Outlook per iOS<https://aka.ms/o0ukef>",
    "pt": "Obter o Outlook para iOS<https://aka.ms/o0ukef>",
    "nl": "Outlook voor iOS downloaden<https://aka.ms/o0ukef>",
    "pl": "Pobierz aplikację Outlook dla systemu iOS<https://aka.ms/o0ukef>",
    "ja": "Outlook for iOS を入手<https://aka.ms/o0ukef>",
}
LINES = {
    "en": "-----Original Message-----",
    "de": "-----Ursprüngliche Nachricht-----",
    "fr": "-----Message d'origine-----",
    "es": "-----Mensaje original-----",
    "it": "-----Messaggio originale-----",
    "pt": "-----Mensagem original-----",
    "nl": "-----Oorspronkelijk bericht-----",
    "pl": "-----Oryginalna wiadomość-----",
    "ja": "-----元のメッセージ-----",
}
OTHERS = [
    ("inline", f"Hi Ana,\n\n{GMAIL['en']}\n> Would you like to talk?\n\nYes.\n\n> When?\n\nTuesday.\n",
     "Hi Ana,\n\nYes.\n\nTuesday."),
    ("below", f"{THUNDERBIRD['de']}\n{QUOTED}\n\nJa, gerne.\n", "Ja, gerne."),
    ("a signature of dashes", f"Yes.\n\n-- \nGrace Hopper\n+1 555 0100\n\n{GMAIL['en']}\n{QUOTED}", "Yes."),
    ("wrapped introduction", "Yes.\n\nOn Mon, Nov 23, 2026 at 9:00 AM Ana Lovelace of the Acme Company <\n"
     f"ana.lovelace@acme.example> wrote:\n\n{QUOTED}", "Yes."),
    ("yahoo", f"Yes.\n\n    On Monday, November 23, 2026 at 09:00:00 AM GMT+1, Ana <ana@acme.example> wrote:  "
     f"\n \n {OURS}",
     "Yes."),
    ("outlook.com", f"Yes.\n________________________________\nFrom: Ana <ana@acme.example>\nSent: Monday, November 23, "
     f"2026 9:00 AM\nTo: Grace <grace@example.com>\nSubject: A role\n\n{OURS}", "Yes."),
    ("outlook on a phone", "Yes.\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n" + "_" * 32 + "\nFrom: "
     f"Ana <ana@acme.example>\nSent: Monday\nTo: Grace\nSubject: A role\n\n{OURS}", "Yes."),
    ("bold headings", f"Yes.\n\n*From:* Ana <ana@acme.example>\n*Sent:* Monday, November 23, 2026\n*To:* Grace\n"
     f"*Subject:* A role\n\n{OURS}", "Yes."),
    ("notes", "Yes.\n\n\n\nFrom:\tAna Lovelace <ana@acme.example>\nTo:\tGrace <grace@example.com>\nDate:\t23/11/2026 "
     f"09:00\nSubject:\tA role\n\n{OURS}", "Yes."),
    ("notes, old", f"Yes.\n\nAna Lovelace <ana@acme.example> wrote on 23/11/2026 09:00:00:\n\n{QUOTED}", "Yes."),
    ("name first", f"Yes.\n\nAna Lovelace <ana@acme.example> wrote:\n\n{QUOTED}", "Yes."),
    ("German, name first", f"Ja.\n\nAna Lovelace <ana@acme.example> schrieb am Mo., 23. Nov. 2026, "
     f"09:00:\n\n{QUOTED}", "Ja."),
    ("forwarded below", "Yes, and see below.\n\n---------- Forwarded message ---------\nFrom: Alan <alan@example.com>\n"
     "Date: Mon, Nov 23, 2026\nSubject: Notes\nTo: Grace\n\nHer notes.", "Yes, and see below."),
    ("apple forwards", "See below.\n\nBegin forwarded message:\n\nFrom: Alan <alan@example.com>\nSubject: Notes\nDate: "
     "23 Nov 2026\n\nHer notes.", "See below."),
    ("begins with On", "On Tuesday I am free.\nOn Friday I am not.", "On Tuesday I am free.\nOn Friday I am not."),
    ("a colon at the end", "Here is what Ana wrote:\nI like it.", "Here is what Ana wrote:\nI like it."),
    ("a list of points", "Two questions:\n- salary?\n- remote?", "Two questions:\n- salary?\n- remote?"),
    ("dashes in a line", "I can do 10-12 -- or later.", "I can do 10-12 -- or later."),
    ("headings in the text", "From: my side all good.\nTo: be clear, yes.", "From: my side all good.\nTo: be "
     "clear, yes."),
    ("sent from in the text", "I sent from my phone the CV already.", "I sent from my phone the CV already."),
    ("a closing", f"Yes.\n\nBest,\nGrace\n\n{GMAIL['en']}\n{QUOTED}", "Yes.\n\nBest,\nGrace"),
    ("proton", f"Yes.\n\nSent with [Proton Mail](https://proton.me/) secure email.\n\nOn Monday, November 23rd, "
     f"2026 at "
     f"9:00 AM, Ana <ana@acme.example> wrote:\n\n{QUOTED}", "Yes."),
    ("yahoo on a phone", "Yes.\n\nSent from Yahoo Mail on Android \n \n  On Mon, Nov 23, 2026 at 9:00, Ana<ana@acme."
     f"example> wrote:   {OURS}", "Yes."),
    ("samsung", "Yes.\n\n\nSent from my Galaxy\n\n-------- Original message --------\nFrom: Ana <ana@acme.example>\n"
     f"Date: 23/11/2026 09:00 (GMT+01:00)\nTo: Grace\nSubject: A role\n\n{OURS}", "Yes."),
    ("blackberry", "Yes.\n\nSent from my BlackBerry 10 smartphone.\n\n  Original Message  \nFrom: Ana\nSent: Monday\n"
     f"To: Grace\nSubject: A role\n\n{OURS}", "Yes."),
]  # fmt: skip
PAGES = [
    ("gmail", '<div dir="ltr">Yes.</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Mon, Nov 23, '
     '2026 at 9:00 AM Ana &lt;<a href="mailto:ana@acme.example">ana@acme.example</a>&gt; wrote:<br></div><blockquote '
     'class="gmail_quote"><div>Hello, unsubscribe</div></blockquote></div>', "Yes."),
    ("outlook", "<div><p>Yes.</p><div style='border-top:solid #E1E1E1 1.0pt'><p><b>From:</b> Ana &lt;ana@acme.example"
     "&gt;<br><b>Sent:</b> Monday, November 23, 2026 9:00 AM<br><b>To:</b> Grace<br><b>Subject:</b> A role</p></div>"
     "<p>Hello, unsubscribe</p></div>", "Yes."),
    ("apple", "<html><body>Yes.<br><div><br><blockquote type='cite'><div>On 23 Nov 2026, at 09:00, Ana &lt;ana@acme."
     "example&gt; wrote:</div><br><div>Hello, unsubscribe</div></blockquote></div></body></html>", "Yes."),
    ("gmail signature", '<div dir="ltr">Yes.<div><br></div><span class="gmail_signature_prefix">-- </span><br><div '
     'class="gmail_signature">Grace Hopper<br>Rear Admiral</div></div>', "Yes."),
    ("outlook.com", '<div>Yes.</div><div id="appendonsend"></div><hr style="width:98%"><div id="divRplyFwdMsg"><b>From:'
     "</b> Ana &lt;ana@acme.example&gt;<br><b>Sent:</b> Monday<br><b>To:</b> Grace<br><b>Subject:</b> A role</div>"
     "<div>Hello, unsubscribe</div>", "Yes."),
]  # fmt: skip


def letters() -> Iterator[Letter]:
    """Give every answer, each with its writer's own words."""
    for language, words in WORDS.items():
        for name, text in _around(language, words):
            yield _answer(f"{name}, {language}", text, words)
    for name, text, own in OTHERS:
        yield _answer(name, text, own)
    for name, html, own in PAGES:
        raw = mail({}, html, kind="text/html")
        yield Letter(source="answers, HTML", name=name, raw=raw, kinds=PERSON, own=own)


def _around(language: str, words: str) -> Iterator[tuple[str, str]]:
    heading = OUTLOOK[language]
    values = ("Ana Lovelace <ana@acme.example>", heading[4], "Grace <grace@example.com>", "A role")
    gap = " :" if language == "fr" else ":"
    block = "\n".join(f"{name}{gap} {value}" for name, value in zip(heading, values, strict=False))
    yield "gmail", f"{words}\n\n{GMAIL[language]}\n\n{QUOTED}\n"
    yield "apple", f"{words}\n\n{APPLE[language]}\n\n{QUOTED}\n"
    yield "thunderbird", f"{words}\n\n{THUNDERBIRD[language]}\n{QUOTED}\n"
    yield "outlook", f"{words}\n\n{block}\n\n{OURS}\n"
    yield "outlook, old", f"{words}\n\n{LINES[language]}\n{block}\n\n{OURS}\n"
    yield "a phone", f"{words}\n\n{PHONES[language]}\n\n{GMAIL[language]}\n\n{QUOTED}\n"
    yield "only a phone", f"{words}\n\n{PHONES[language]}\n"
    yield "outlook on a phone", f"{words}\n\n{OUTLOOK_PHONES[language]}\n{'_' * 32}\n{block}\n\n{OURS}\n"
    yield "unmarked quote", f"{words}\n\n{GMAIL[language]}\n\n{OURS}\n"


def _answer(name: str, text: str, own: str) -> Letter:
    return Letter(source="answers", name=name, raw=mail({}, text), kinds=PERSON, own=own)
