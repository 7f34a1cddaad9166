"""What people want, in nine languages: never to hear from us again, or perhaps to talk; and all that only sounds so."""

import pytest

from gmail import wishes
from gmail.wishes import Hint

OUT = {
    "en": [
        "Please take me off your mailing list.",
        "Kindly remove me from your database.",
        "Stop sending me these emails.",
        "Please don't contact me again",
        "Do not reach out to me again.",
        "I no longer wish to receive your emails.",
        "I don't want to hear from you.",
        "I don't want to be contacted.",
        "I'd prefer not to be contacted.",
        "Please refrain from contacting me in the future.",
        "Lose my email address.",
        "Unsubscribe please",
        "UNSUBSCRIBE",
        "Delete all my data (GDPR).",
        "How did you get my address? Remove it from your records.",
        "Please never email me again.",
        "I have asked you before: stop contacting me.",
    ],
    "de": [
        "Bitte nehmen Sie mich aus Ihrem Verteiler.",
        "Bitte keine E-Mails mehr.",
        "Ich möchte keine weiteren Nachrichten erhalten.",
        "Kontaktieren Sie mich bitte nicht mehr.",
        "Bitte schreiben Sie mir nicht mehr.",
        "Bitte sehen Sie von weiteren Anfragen ab.",
        "Löschen Sie alle meine Daten gemäß DSGVO.",
        "Ich wünsche keine weitere Kontaktaufnahme.",
        "Bitte nicht mehr anschreiben!",
        "Hör auf, mir zu schreiben.",
        "Abmelden",
    ],
    "fr": [
        "Merci de me retirer de votre liste.",
        "Veuillez ne plus me contacter.",
        "Je ne souhaite plus recevoir vos messages.",
        "Arrêtez de m'écrire.",
        "Supprimez mes données.",
        "Merci de supprimer mon adresse de vos fichiers.",
        "Ne me contactez plus.",
        "Désabonnez-moi",
        "Désinscription",
        "Je vous demande de cesser de me contacter.",
    ],
    "es": [
        "Por favor, deje de escribirme.",
        "No me contacten más.",
        "Quítenme de su lista.",
        "Bórreme de su base de datos.",
        "No quiero recibir más mensajes.",
        "Deseo darme de baja.",
        "No vuelva a escribirme.",
        "Eliminen mis datos, por favor.",
        "Baja",
        "Les pido que no me escriban más.",
    ],
    "it": [
        "Vi prego di non contattarmi più.",
        "Non scrivetemi più.",
        "Rimuovetemi dalla vostra lista.",
        "Cancellate i miei dati.",
        "Non desidero ricevere altre email.",
        "Smettetela di scrivermi.",
        "Mi tolga dalla mailing list.",
        "Non voglio più ricevere messaggi.",
        "Cancellami",
    ],
    "pt": [
        "Por favor, remova-me da sua lista.",
        "Não me contacte mais.",
        "Não quero receber mais e-mails.",
        "Pare de me enviar mensagens.",
        "Parem de me escrever.",
        "Apague os meus dados.",
        "Quero cancelar a inscrição.",
        "Retire o meu nome da lista.",
        "Não me escreva mais, por favor.",
        "Descadastrar",
    ],
    "nl": [
        "Haal mij van uw lijst.",
        "Gelieve mij niet meer te contacteren.",
        "Stuur mij geen e-mails meer.",
        "Ik wil geen berichten meer ontvangen.",
        "Verwijder mijn gegevens.",
        "Neem geen contact meer met mij op.",
        "Stop met mij te mailen.",
        "Graag uitschrijven.",
        "Benader mij niet meer.",
    ],
    "pl": [
        "Proszę mnie usunąć z listy.",
        "Proszę więcej do mnie nie pisać.",
        "Nie życzę sobie dalszych wiadomości.",
        "Proszę nie kontaktować się ze mną więcej.",
        "Proszę usunąć moje dane.",
        "Nie chcę otrzymywać więcej maili.",
        "Przestańcie do mnie pisać.",
        "Wypisz mnie",
        "Proszę o usunięcie moich danych.",
    ],
    "ja": [
        "今後の連絡は不要です。",
        "今後メールを送らないでください。",
        "配信停止をお願いします。",
        "リストから削除してください。",
        "二度と連絡しないでください。",
        "私の個人情報を削除してください。",
        "メールの送信を停止してください。",
        "今後のご連絡はご遠慮ください。",
    ],
}

NOT_OUT = [
    "Don't remove me from your list, I am curious.",
    "Please don't take me off the list!",
    "Never mind what I said, do not unsubscribe me.",
    "Feel free to stop by any time.",
    "I can't stop thinking about this role.",
    "Please don't hesitate to contact me.",
    "Don't contact me before noon.",
    "Do not email me on Friday, call me instead.",
    "I don't want to get into details by mail.",
    "I do not want to be contacted by phone, mail is better.",
    "I'd take it off the table.",
    "I build unsubscribe pages for newsletters, so this fits well.",
    "Our mails must never stop, that is my job.",
    "Why would I opt in to remote work?",
    "Could you remove the salary cap from the offer?",
    "I removed the attachment, please resend.",
    "Stop. Let me think about it. I am interested in the second role you named in your mail.",
    "Not interested, thanks.",
    "No thanks.",
    "Do not contact my employer please.",
    "Please don't contact my manager, contact me.",
    "I don't want to get emails wrong again, so: which role?",
    "Kontaktieren Sie mich nicht vor Montag.",
    "Zögern Sie nicht, mich zu kontaktieren.",
    "Ich möchte mich nicht abmelden, ganz im Gegenteil, erzählen Sie mir bitte mehr von der Stelle!",
    "Kein Interesse.",
    "N'hésitez pas à me contacter.",
    "Ne me contactez pas avant lundi.",
    "Je ne suis pas intéressée.",
    "No dude en contactarme.",
    "No me llame antes de las 10, escríbame.",
    "El sueldo es bajo y la empresa está de baja.",
    "Non esitate a contattarmi.",
    "Non mi interessa.",
    "Não hesite em contactar-me.",
    "Não tenho interesse.",
    "Aarzel niet om contact met mij op te nemen.",
    "Geen interesse.",
    "Proszę śmiało się ze mną kontaktować.",
    "Nie jestem zainteresowany.",
    "ご連絡ください。",
    "今回は見送らせていただきます。",
    "",
    "👍",
]


@pytest.mark.parametrize(
    "words", [pytest.param(words, id=words) for group in OUT.values() for words in group]
)
def test_a_wish_never_to_hear_from_us_again_is_heard_in_nine_languages(words: str) -> None:
    assert wishes.wants_out(words)


@pytest.mark.parametrize("words", [pytest.param(words, id=words or "nothing") for words in NOT_OUT])
def test_what_only_sounds_like_such_a_wish_suppresses_nobody(words: str) -> None:
    assert not wishes.wants_out(words)


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        pytest.param(words, hint, id=words)
        for hint, group in {
            Hint.INTERESTED: [
                "Yes, I'd love to chat.",
                "This sounds interesting, can we talk next week?",
                "I am open to hearing more.",
                "Gerne, wann passt es Ihnen?",
                "Das klingt spannend.",
                "Avec plaisir, appelez-moi.",
                "Cela m'intéresse.",
                "Me interesa mucho.",
                "Suena bien, hablemos.",
                "Sono interessata, mi piacerebbe saperne di più.",
                "Volentieri!",
                "Tenho interesse, podemos conversar?",
                "Parece interessante.",
                "Ik heb interesse.",
                "Klinkt goed, laten we bellen.",
                "Jestem zainteresowana.",
                "Brzmi ciekawie, chętnie porozmawiam.",
                "ぜひお話を伺いたいです。",
                "興味があります。",
            ],
            Hint.NOT_INTERESTED: [
                "I'm not interested.",
                "Thanks, but I'm happy where I am.",
                "Ich habe kein Interesse.",
                "Danke, aber ich bin nicht interessiert.",
                "Je ne suis pas intéressé.",
                "No me interesa.",
                "Non sono interessato.",
                "Não tenho interesse.",
                "Geen interesse, dank u.",
                "Ik ben niet geïnteresseerd.",
                "Nie jestem zainteresowany.",
                "興味がありません。",
                "今回は辞退させていただきます。",
            ],
            Hint.NOT_NOW: [
                "Not at the moment, ask me in spring.",
                "Maybe later this year.",
                "Momentan leider nicht.",
                "Pas pour le moment.",
                "Por el momento no.",
                "Al momento no, magari più avanti.",
                "No momento não.",
                "Op dit moment niet.",
                "Obecnie nie szukam.",
                "今は考えていません。",
            ],
            Hint.WRONG_PERSON: [
                "I think you have the wrong person.",
                "Sie haben die falsche Person.",
                "Vous vous trompez de personne.",
                "Se ha equivocado de persona.",
                "Ha sbagliato persona.",
                "Você está falando com a pessoa errada.",
                "U heeft de verkeerde persoon.",
                "To pomyłka, nie jestem tą osobą.",
                "人違いです。",
            ],
        }.items()
        for words in group
    ],
)
def test_a_hint_is_a_guess_at_plain_words_of_nine_languages(words: str, hint: Hint) -> None:
    assert wishes.hint(words) is hint


@pytest.mark.parametrize(
    "words", ["Who is this?", "What is the salary?", "Wo ist das Büro?", "", "給与はいくらですか。"]
)
def test_a_question_is_no_hint(words: str) -> None:
    assert wishes.hint(words) is None
