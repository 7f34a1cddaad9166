"""When somebody who is away says they are back: nine languages, and everything that only looks like a day."""

from datetime import date

import pytest

from gmail import returning

MONDAY = date(2026, 7, 27)


def days(language: str, *rows: tuple[str, date | None]) -> list[object]:
    """Give some sentences of one language an id each."""
    return [pytest.param(text, day, id=f"{language}: {text}") for text, day in rows]


AUG_3, AUG_5, AUG_14, AUG_17 = (date(2026, 8, day) for day in (3, 5, 14, 17))

LANGUAGES = [
    *days(
        "en",
        ("I will be back on August 17.", AUG_17),
        ("I'll return on 17 August 2026", AUG_17),
        ("I am on leave from 3 to 14 August.", AUG_14),
        ("Out of office from August 3 to August 14, 2026.", AUG_14),
        ("I am away August 3-14.", AUG_14),
        ("Away Aug 3rd through 14th", AUG_14),
        ("On vacation July 27 - August 14", AUG_14),
        ("I'm out until and including Friday, August 14th.", AUG_14),
        ("I am out of the office through 8/14/2026.", AUG_14),
        ("I will be back in the office on 08/05.", AUG_5),
        ("I'm out and back 2026-08-17", AUG_17),
        ("Back on 17.08.2026", AUG_17),
        ("Back 17-Aug-2026.", AUG_17),
        ("I will be back on Monday.", AUG_3),
        ("I return next Wednesday.", date(2026, 7, 29)),
        ("I'm away till Thu 30 July", date(2026, 7, 30)),
        ("I will be back tomorrow.", date(2026, 7, 28)),
        ("I'm away until Monday, 17th of August, with limited access.", AUG_17),
        ("Returning: Monday 17/08/2026", AUG_17),
        ("I left on July 20 and will be back August 17.", AUG_17),
        ("I am out of the office starting 07/24/2026 and will not return until 08/17/2026.", AUG_17),
    ),
    *days(
        "de",
        ("Ich bin ab dem 17. August wieder im Büro.", AUG_17),
        ("Ich bin vom 3. bis 14. August im Urlaub.", AUG_14),
        ("Ich bin vom 3.8. bis einschließlich 14.8. nicht im Haus.", AUG_14),
        ("Ich bin vom 03.08.2026 bis zum 14.08.2026 abwesend.", AUG_14),
        ("Vom 3.–14.8. bin ich nicht erreichbar.", AUG_14),
        ("Ich bin am 05.08. zurück.", AUG_5),
        ("Ich bin am 05/08/2026 zurück.", AUG_5),
        ("Ab Montag bin ich wieder erreichbar.", AUG_3),
        ("Ich bin bis Mittwoch nicht im Büro.", date(2026, 7, 29)),
        ("Ab morgen bin ich wieder da.", date(2026, 7, 28)),
        ("Ich kehre am Montag, dem 17. August 2026, zurück.", AUG_17),
    ),
    *days(
        "fr",
        ("Je serai de retour le 17 août.", AUG_17),
        ("Je suis absent du 3 au 14 août 2026.", AUG_14),
        ("Absente jusqu'au 14 août inclus.", AUG_14),
        ("Je suis en congés du 03/08 au 14/08.", AUG_14),
        ("De retour le 05/08/2026.", AUG_5),
        ("Je reviens lundi.", AUG_3),
        ("Je serai de retour lundi 17 août.", AUG_17),
        ("Je reviendrai le 1er août.", date(2026, 8, 1)),
        ("Je serai joignable à partir de demain.", date(2026, 7, 28)),
    ),
    *days(
        "es",
        ("Estaré de vuelta el 17 de agosto.", AUG_17),
        ("Estoy de vacaciones del 3 al 14 de agosto.", AUG_14),
        ("Estaré fuera hasta el 14 de agosto de 2026 inclusive.", AUG_14),
        ("Vuelvo el 05/08/2026.", AUG_5),
        ("Regreso el lunes.", AUG_3),
        ("Me reincorporo el próximo miércoles.", date(2026, 7, 29)),
        ("Vuelvo mañana.", date(2026, 7, 28)),
        ("Contesto por la mañana, vuelvo el 17 de agosto.", AUG_17),
    ),
    *days(
        "it",
        ("Sarò di ritorno il 17 agosto.", AUG_17),
        ("Sono in ferie dal 3 al 14 agosto.", AUG_14),
        ("Sono assente fino al 14/08/2026 compreso.", AUG_14),
        ("Rientrerò il 05/08.", AUG_5),
        ("Torno lunedì.", AUG_3),
        ("Rientro mercoledì prossimo.", date(2026, 7, 29)),
        ("Torno in ufficio domani.", date(2026, 7, 28)),
    ),
    *days(
        "pt",
        ("Estarei de volta no dia 17 de agosto.", AUG_17),
        ("Estou de férias de 3 a 14 de agosto.", AUG_14),
        ("Estou ausente até 14 de agosto de 2026, inclusive.", AUG_14),
        ("Retorno em 05/08/2026.", AUG_5),
        ("Volto na segunda-feira.", AUG_3),
        ("Regresso na próxima quarta.", date(2026, 7, 29)),
        ("Volto amanhã.", date(2026, 7, 28)),
    ),
    *days(
        "nl",
        ("Ik ben op 17 augustus weer terug.", AUG_17),
        ("Ik ben van 3 t/m 14 augustus met vakantie.", AUG_14),
        ("Ik ben afwezig tot en met 14 augustus 2026.", AUG_14),
        ("Ik ben vanaf 05-08-2026 weer bereikbaar.", AUG_5),
        ("Maandag ben ik weer aanwezig.", AUG_3),
        ("Ik ben tot woensdag afwezig.", date(2026, 7, 29)),
        ("Ik ben morgen weer terug.", date(2026, 7, 28)),
    ),
    *days(
        "pl",
        ("Wracam 17 sierpnia.", AUG_17),
        ("Jestem na urlopie od 3 do 14 sierpnia 2026 r.", AUG_14),
        ("Jestem nieobecny do 14.08.2026 włącznie.", AUG_14),
        ("Wrócę 05.08.", AUG_5),
        ("Będę ponownie dostępna w poniedziałek.", AUG_3),
        ("Jestem poza biurem do środy.", date(2026, 7, 29)),
        ("Wracam jutro.", date(2026, 7, 28)),
    ),
    *days(
        "ja",
        ("8月17日に出社いたします。", AUG_17),
        ("8月3日から8月14日まで休暇をいただいております。", AUG_14),
        ("2026年8月3日～14日は不在です。", AUG_14),
        ("8月５日より通常通り対応いたします。", AUG_5),
        ("8/5に戻ります。", AUG_5),
        ("2026/08/14まで夏季休暇です。", AUG_14),
        ("月曜日に戻ります。", AUG_3),
        ("次の水曜日まで外出しております。", date(2026, 7, 29)),
        ("明日戻ります。", date(2026, 7, 28)),
        ("７月２７日（月）～８月１４日（金）まで休業", AUG_14),
    ),
]

NO_DAY = [
    pytest.param("I was back on July 2.", id="past, and next year is too far"),
    pytest.param("I am back on 2 July 2026.", id="past, with a year"),
    pytest.param("Back on 26 July 2025", id="last year"),
    pytest.param("I will be back on 1 December.", id="further than sixty days"),
    pytest.param("Back in the office on 17 August 2062.", id="a lifetime away"),
    pytest.param("Back on August 32.", id="no such day"),
    pytest.param("Back on 31.02.", id="no such day in numbers"),
    pytest.param("I may return your call.", id="a month that is a verb"),
    pytest.param("Please march on without me.", id="another one"),
    pytest.param("Call +49 30 12345 or 555-0199; room 8.14, 10:30.", id="telephone and room"),
    pytest.param("Invoice 3/14 is 8.5.1 of 12,50 EUR", id="numbers of an invoice"),
    pytest.param("Version 1.8.2026.4 is out.", id="a version"),
    pytest.param("I am away for some time.", id="no day at all"),
    pytest.param("", id="nothing"),
    pytest.param("Ich bin im Urlaub, morgens erreichen Sie Alan.", id="mornings"),
    pytest.param("Atiendo por la mañana.", id="mornings, Spanish"),
    pytest.param("13月45日まで不在です。", id="no such day, Japanese"),
]


@pytest.mark.parametrize(("text", "day"), LANGUAGES)
def test_the_day_of_return_is_read_in_nine_languages(text: str, day: date) -> None:
    assert returning.returns_on(text, MONDAY) == day


@pytest.mark.parametrize("text", NO_DAY)
def test_what_is_no_day_of_return_is_none(text: str) -> None:
    assert returning.returns_on(text, MONDAY) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("Back on January 4.", date(2027, 1, 4), id="en"),
        pytest.param("Away from 21 December to 4 January.", date(2027, 1, 4), id="en, a range"),
        pytest.param("Ich bin vom 21.12. bis 04.01. im Urlaub.", date(2027, 1, 4), id="de"),
        pytest.param("Absente du 21 décembre au 4 janvier.", date(2027, 1, 4), id="fr"),
        pytest.param("De vacaciones hasta el 4 de enero.", date(2027, 1, 4), id="es"),
        pytest.param("In ferie fino al 04/01/2027.", date(2027, 1, 4), id="it"),
        pytest.param("Estou ausente até 4 de janeiro.", date(2027, 1, 4), id="pt"),
        pytest.param("Afwezig tot en met 4 januari.", date(2027, 1, 4), id="nl"),
        pytest.param("Nieobecna do 4 stycznia.", date(2027, 1, 4), id="pl"),
        pytest.param("12月28日～1月4日まで休業いたします。", date(2027, 1, 4), id="ja"),
    ],
)
def test_an_absence_over_new_year_ends_next_year(text: str, day: date) -> None:
    assert returning.returns_on(text, date(2026, 12, 22)) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("I will be back on 05/06.", date(2026, 5, 6), id="English reads the month first"),
        pytest.param("Ich bin am 05/06 zurück.", date(2026, 6, 5), id="German the day"),
        pytest.param("De retour le 05/06.", date(2026, 6, 5), id="French the day"),
        pytest.param("5/6に戻ります。", date(2026, 5, 6), id="Japanese the month"),
        pytest.param("I will be back on 20/05.", date(2026, 5, 20), id="where only one way is a day"),
        pytest.param("I will be back on 01/05/2026.", date(2026, 5, 1), id="where one way is past"),
    ],
)
def test_two_numbers_are_read_as_the_language_has_them(text: str, day: date) -> None:
    assert returning.returns_on(text, date(2026, 4, 20)) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "Thank you for your email. I am currently out of the office with no access to email, returning "
            "Monday, December 7th. For urgent matters please contact Alan at +1 555 0100.",
            date(2026, 12, 7),
        ),
        ("I will be out of office Nov 23rd - Dec 4th.", date(2026, 12, 4)),
        ("OOO 11/23-12/4", date(2026, 12, 4)),
        ("I am on PTO through Dec. 4.", date(2026, 12, 4)),
        ("Back in office: 7 Dec", date(2026, 12, 7)),
        ("I'll be back on Dec 7th, 2026 at 9:00 AM.", date(2026, 12, 7)),
        ("away until the 7th of December", date(2026, 12, 7)),
        ("I am on annual leave and will be back on Tuesday 1st December.", date(2026, 12, 1)),
        (
            "I will be away from Monday 23rd November until Friday 27th November inclusive.",
            date(2026, 11, 27),
        ),
        ("On leave 23/11/2026 to 27/11/2026", date(2026, 11, 27)),
        ("I'm traveling this week and will return on Monday.", date(2026, 11, 30)),
        (
            "Vielen Dank für Ihre E-Mail. Ich bin ab dem 07.12.2026 wieder erreichbar. Ihre E-Mail wird nicht "
            "weitergeleitet.",
            date(2026, 12, 7),
        ),
        ("Ich bin bis einschl. 4.12. im Urlaub und ab Montag, 7.12. wieder im Büro.", date(2026, 12, 7)),
        ("Bin vom 23.-27.11. nicht da.", date(2026, 11, 27)),
        (
            "Ich bin in der Zeit vom 23. November bis zum 4. Dezember 2026 nicht im Büro. In dringenden Fällen: "
            "Tel. 030/1234-56.",
            date(2026, 12, 4),
        ),
        ("Ich bin am Donnerstag wieder für Sie da", date(2026, 11, 26)),
        ("Bonjour, je suis en congé jusqu'au vendredi 4 décembre inclus.", date(2026, 12, 4)),
        ("Absent du 23/11/2026 au 04/12/2026.", date(2026, 12, 4)),
        ("Je serai de retour au bureau le lundi 7 décembre 2026", date(2026, 12, 7)),
        ("Estaré ausente de la oficina del 23 de noviembre al 4 de diciembre.", date(2026, 12, 4)),
        ("Me encuentro de vacaciones hasta el próximo lunes 7 de diciembre", date(2026, 12, 7)),
        ("Sono fuori ufficio fino al 4 dicembre compreso. Per urgenze: 02 1234567.", date(2026, 12, 4)),
        ("Rientrerò in ufficio lunedì 7 dicembre.", date(2026, 12, 7)),
        ("Estou de férias até dia 04/12. Retorno dia 07/12.", date(2026, 12, 7)),
        ("Estarei ausente de 23/11 a 04/12/2026", date(2026, 12, 4)),
        (
            "Van 23 november tot en met 4 december ben ik afwezig. Maandag 7 december ben ik weer bereikbaar.",
            date(2026, 12, 7),
        ),
        ("W dniach 23.11-4.12.2026 przebywam na urlopie.", date(2026, 12, 4)),
        ("Będę nieobecna do 4 grudnia. Wracam w poniedziałek 7 grudnia.", date(2026, 12, 7)),
        (
            "11月23日（月）から12月4日（金）まで休暇を取得しております。12月7日（月）より通常業務に戻ります。",
            date(2026, 12, 7),
        ),
        ("12/4まで不在です。", date(2026, 12, 4)),
        ("11月30日（月）に出社いたします", date(2026, 11, 30)),
        ("Jag är tillbaka den 7 december.", date(2026, 12, 7)),
        ("I'm out sick today.", None),
        ("I am on maternity leave until June 2027.", None),
        ("Founded in 2019. Call 8-12 or 13-17.", None),
        ("Sent 23.11.2025", None),
        ("We are open 24/7.", None),
        ("Ticket 12/1234", None),
    ],
)
def test_whole_answers_are_read_as_a_colleague_would(text: str, day: date | None) -> None:
    assert returning.returns_on(text, date(2026, 11, 23)) == day
