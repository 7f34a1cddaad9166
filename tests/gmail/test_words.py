"""What people write: their own words, their wishes, and when they are back."""

from datetime import date

import pytest

from gmail import quotes, returning, wishes
from gmail.wishes import Hint

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "own"),
    [
        pytest.param(
            "Yes.\n\nOn Mon, Nov 23, 2026 at 9:00 AM Ana <ana@acme.example> wrote:\n> Hi", "Yes.", id="Gmail"
        ),
        pytest.param(
            "Yes.\n\nOn Mon, Nov 23, 2026 at 9:00 AM Ana Lovelace\n<ana@acme.example> wrote:\n> Hi",
            "Yes.",
            id="wrapped",
        ),
        pytest.param(
            "Ja.\n\nAm Mo., 23. Nov. 2026 um 09:00 Uhr schrieb Ana <ana@acme.example>:\n> Hi",
            "Ja.",
            id="German",
        ),
        pytest.param(
            "Oui.\n\nLe lun. 23 nov. 2026 à 09:00, Ana <ana@acme.example> a écrit :\n\n> Bonjour",
            "Oui.",
            id="French",
        ),
        pytest.param(
            "Claro.\n\nEl lun, 23 nov 2026 a las 9:00, Ana (<ana@acme.example>) escribió:\n\n> Hola",
            "Claro.",
            id="Spanish",
        ),
        pytest.param(
            "Yes.\n\nFrom: Ana\nSent: Monday\nTo: Grace\nSubject: A role\n\nHi", "Yes.", id="Outlook"
        ),
        pytest.param(
            "Ja.\n\nVon: Ana\nGesendet: Montag\nAn: Grace\nBetreff: Stelle\n\nHallo",
            "Ja.",
            id="Outlook, German",
        ),
        pytest.param(
            "Oui.\n\nDe : Ana\nEnvoyé : lundi\nÀ : Grace\nObjet : Poste\n\nBonjour",
            "Oui.",
            id="Outlook, French",
        ),
        pytest.param("Yes.\n\n-----Original Message-----\nHi", "Yes.", id="a separator"),
        pytest.param("Yes.\n________________________________\nHi", "Yes.", id="a line"),
        pytest.param(
            "On Mon, Nov 23, 2026 at 9:00 AM Ana <ana@acme.example> wrote:\n> Hi\n\nYes.", "Yes.", id="below"
        ),
        pytest.param("> Are you free?\nYes.\n> Monday?\nNo.", "Yes.\nNo.", id="between"),
        pytest.param("Yes.\n-- \nGrace\nRear Admiral", "Yes.", id="a signature"),
        pytest.param("Yes.\n\nSent from my iPhone", "Yes.", id="a telephone"),
        pytest.param(
            "Hi Ana,\n\nThanks, but please remove me.",
            "Hi Ana,\n\nThanks, but please remove me.",
            id="thanks is no end",
        ),
        pytest.param(
            "👍\n\nOn Mon, Nov 23, 2026 at 9:00 AM Ana <ana@acme.example> wrote:\n> Hi", "👍", id="a thumb"
        ),
        pytest.param("> only\n> quoted", "", id="nothing own"),
        pytest.param("", "", id="nothing at all"),
    ],
)
def test_own_words_are_what_the_writer_added(text: str, own: str) -> None:
    assert quotes.own_words(text) == own


@pytest.mark.parametrize(
    "words",
    [
        "Please remove me from your list.",
        "Take me off this list",
        "unsubscribe",
        "STOP",
        "Please stop emailing me.",
        "Don't contact me again.",
        "Do not email me anymore",
        "No more emails please",
        "I want to opt out",
        "I don't want to receive any further emails",
        "Bitte keine weiteren Mails.",
        "Bitte kontaktieren Sie mich nicht mehr.",
        "Bitte löschen Sie meine Daten.",
        "Nehmen Sie mich bitte aus dem Verteiler",
        "Schreib mir bitte nicht mehr",
        "Merci de ne plus me contacter.",
        "Ne m'écrivez plus, désinscrivez-moi",
        "Retirez-moi de votre liste",
        "Je ne souhaite plus être contactée",
        "Por favor, no me contacte más.",
        "Quiero darme de baja",
        "No deseo recibir más correos",
        "Elimine mis datos",
        "Non mi contattate più",
    ],
)
def test_a_wish_to_be_left_alone_is_heard(words: str) -> None:
    assert wishes.wants_out(words)


@pytest.mark.parametrize(
    "words",
    [
        "Sure, let's talk on Monday.",
        "Please don't hesitate to contact me.",
        "Please do not contact me before Monday, I am travelling.",
        "Feel free to stop by our office.",
        "How do people unsubscribe from the product you build, and what does the team do about churn?",
        "Please do not remove me from consideration.",
        "I stopped working there in May.",
        "Not interested, thanks.",
        "Ich habe keine E-Mail von Ihnen bekommen.",
        "Kein Interesse, danke.",
        "Könnten Sie mir bitte mehr schreiben?",
        "Je suis intéressée, n'hésitez pas à me contacter.",
        "No me interesa ahora mismo.",
        "Me interesa, escríbeme.",
        "",
    ],
)
def test_anything_else_is_no_wish_to_be_left_alone(words: str) -> None:
    assert not wishes.wants_out(words)


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("I'm very interested, tell me more", Hint.INTERESTED),
        ("Klingt spannend, gerne!", Hint.INTERESTED),
        ("Not interested, thanks.", Hint.NOT_INTERESTED),
        ("Kein Interesse, danke.", Hint.NOT_INTERESTED),
        ("Not right now, maybe next year.", Hint.NOT_NOW),
        ("You have the wrong person.", Hint.WRONG_PERSON),
        ("Who is this?", None),
    ],
)
def test_a_hint_is_a_guess_at_plain_words(words: str, hint: Hint | None) -> None:
    assert wishes.hint(words) is hint


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("I will be back on December 7.", date(2026, 12, 7), id="month first"),
        pytest.param("back on the 7th of December 2026", date(2026, 12, 7), id="day first"),
        pytest.param("Returning 2026-12-07.", date(2026, 12, 7), id="ISO"),
        pytest.param("I am away from 24 November to 4 December.", date(2026, 12, 4), id="a range"),
        pytest.param(
            "Away 24 Nov - 4 Dec. Call Alan from 1 December on.", date(2026, 12, 4), id="the end of a range"
        ),
        pytest.param("I return on Thursday.", date(2026, 11, 26), id="a weekday"),
        pytest.param("I am back tomorrow.", date(2026, 11, 24), id="tomorrow"),
        pytest.param("Ich bin ab dem 7.12. wieder erreichbar.", date(2026, 12, 7), id="German, dotted"),
        pytest.param("Ich bin bis 04.12.2026 im Urlaub.", date(2026, 12, 4), id="German, with a year"),
        pytest.param("Zurück am 7. Dezember", date(2026, 12, 7), id="German, in words"),
        pytest.param("Ich bin ab Donnerstag wieder da.", date(2026, 11, 26), id="German, a weekday"),
        pytest.param("Je serai de retour le 7 décembre.", date(2026, 12, 7), id="French"),
        pytest.param("Absent jusqu'au 4 décembre 2026 inclus", date(2026, 12, 4), id="French, until"),
        pytest.param("Estaré de vuelta el 7 de diciembre.", date(2026, 12, 7), id="Spanish"),
        pytest.param("Estoy fuera hasta el 4/12/2026.", date(2026, 12, 4), id="Spanish, slashes"),
        pytest.param("Back on 12/20/2026", date(2026, 12, 20), id="American slashes"),
        pytest.param("Back on January 4.", date(2027, 1, 4), id="across the year"),
        pytest.param("I was back on November 2.", None, id="past, and next year is too far"),
        pytest.param("Back in my office on 1 June 2031.", None, id="too far"),
        pytest.param("Back on February 31.", None, id="no day at all"),
        pytest.param("Call me at 555-0199 or 10:30.", None, id="numbers"),
        pytest.param("I am away.", None, id="no date"),
    ],
)
def test_the_day_of_return_is_the_one_named(text: str, day: date | None) -> None:
    assert returning.returns_on(text, MONDAY) == day
