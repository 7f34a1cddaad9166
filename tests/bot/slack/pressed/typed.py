"""What is typed after the slash: about a sequence or a person of Ana's, mistyped, and by anybody."""

from tests.bot.slack.pressed import world

OF_ONE = {
    "show", "status", "people", "edit", "history", "export", "clone", "follow", "unfollow", "pause", "resume",
    "archive",
}  # fmt: skip
"""The words after `/sequence` that are followed by the name of one."""

HERS = [
    *(f"/sequence {verb} {world.HIDDEN}" for verb in sorted(OF_ONE - {"resume"})),
    "/sequence resume Nightjar rests",
    "/sequence unblock kept@elsewhere.example",
    f"/enroll https://www.linkedin.com/in/ada in {world.HIDDEN}",
    f"/enroll csv in {world.HIDDEN}",
    "/sequence forget Quarnanswers Quarndon",
    "/sequence export person Quarnanswers Quarndon",
    "/sequence log quarntoday",
]
MISTYPED = [
    *(f"/sequence {verb} {words}" for verb in sorted(OF_ONE) for words in ("Nightj", "Nightjar lettres")),
    "/enroll https://www.linkedin.com/in/ada in Nightj",
    "/why Quarnanswrs Quarndn",
    "/sequence forget Quarnanswrs Quarndn",
    "/sequence log Quarnanswrs Quarndn",
]
ANYBODYS = [
    *(f"/sequence {verb}" for verb in ("", "help", "new", "list", "status", "today", "tokens", "import", "digest")),
    "/sequence away", "/sequence away until 2027-01-04", "/sequence back", "/sequence report team all",
    "/sequence digest C0OTHER weekly at 9:00",
    "/sequence unforget ada.lovelace@example.com",
    "/why Quarnanswers Quarndon",
    f"/why {world.VEILED}",
    f"/enroll {world.VEILED}",
    f"/enroll {world.VEILED} ada.lovelace@example.com",
    "/enroll quarnanswers.quarndon@example.com",
    "/enroll help",
    "/enroll csv",
    "/sequence block somebody@elsewhere.example",
]  # fmt: skip
