"""A first guess at what an answer means, in nine languages; a label and nothing more."""

import pytest

from gmail import wishes
from gmail.wishes import Hint


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
