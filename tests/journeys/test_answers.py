"""Each kind of mail that may come back, over the wire: what becomes of the sequence, and what Ana reads of it."""

import pytest

from tests.journeys import mailbag, scenes
from tests.journeys.mailbag import ROBIN, SUBJECT, Arrival, answer, bounce, mail
from tests.journeys.scenes import GRACE_ADDRESS
from tests.journeys.story import Story, said, soon
from tests.stages import Stage

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def left(story: Story) -> int:
    """Count the mails that have reached Grace."""
    return len(scenes.mails(story, GRACE_ADDRESS))


def why(story: Story) -> str:
    """Ask why about Grace; cards that came before name her sequence, too."""
    before = len(story.messages())
    story.command("/why grace")
    return said(soon(lambda: [one for one in story.messages()[before:] if "Backend, Berlin" in said(one)])[0])


def hears(story: Story, words: str, *, after: int = 0) -> str:
    """Let minutes pass until Ana reads something: a round that was under way had read before it came."""

    def read() -> str:
        story.later(minutes=1.1)
        return next((text for one in story.messages()[after:] if words in (text := said(one))), "")

    return soon(read)


def news(story: Story) -> int:
    """Count what Ana has been told."""
    return len(story.messages())


@on_sqlite
@pytest.mark.parametrize(
    ("comes", "told", "ended"),
    [
        pytest.param(answer("reply", text="Yes, gladly!"), "Yes, gladly!", "they answered.", id="an ordinary reply"),
        pytest.param(
            answer("other_address", text="From my own address."),
            "From my own address.",
            "somebody answered in the conversation.",
            id="from another address of theirs",
        ),
        pytest.param(
            answer("assistant", text="Would Thursday suit you?"),
            "Would Thursday suit you?",
            "somebody answered in the conversation.",
            id="somebody in copy, in the thread",
        ),
        pytest.param(
            mail(ROBIN, "Grace's calendar", "I look after it.", names_ours=True),
            "I look after it.",
            "somebody answered in the conversation.",
            id="an assistant, in a thread of their own",
        ),
        pytest.param(
            mail("Jo <jo@elsewhere.example>", f"Fwd: {SUBJECT}", "Grace sent me this.", names_ours=True),
            "Grace sent me this.",
            "somebody answered in the conversation.",
            id="whoever it was forwarded to",
        ),
        pytest.param(
            mail(f"Grace <{GRACE_ADDRESS}>", "Quite another subject", "About that.", names_ours=True),
            "About that.",
            "they answered.",
            id="a changed subject",
        ),
        pytest.param(
            mail("Grace <Grace.Hopper+work@Example.COM>", "A question", "Is it still open?"),
            "Is it still open?",
            "they answered.",
            id="a new mail, from a tagged address",
        ),
        pytest.param(mailbag.by_hand, "", "you wrote to them yourself.", id="Ana's own hand"),
        pytest.param(answer("accept"), "accepted", "they answered with an invitation.", id="an invitation accepted"),
        pytest.param(answer("bounce"), "An email bounced", "their address does not exist.", id="a hard bounce"),
        pytest.param(
            bounce("5.7.1", "550 5.7.1 Message rejected due to content policy"),
            "An email bounced",
            "their server refused the mail.",
            id="a bounce by policy",
        ),
        pytest.param(
            answer("left"), "no longer works there", "they no longer work there; find a new address.",
            id="who has left the company",
        ),
        pytest.param(
            answer("opt_out"), "Do not write again", "they asked not to be written to.", id="who wants out"
        ),
        pytest.param(
            mailbag.complaint, "Do not write again", "they marked the mail as spam.", id="a complaint"
        ),
    ],
)  # fmt: skip
def test_what_ends_a_sequence_is_told_and_nothing_leaves_after_it(
    story: Story, comes: Arrival, told: str, ended: str
) -> None:
    mailbag.enrolled(story)
    before = news(story)
    comes(story)

    if told:
        hears(story, told, after=before)
    story.later(minutes=2)

    assert f"The sequence has ended: {ended}" in why(story)
    for _ in range(3):
        story.later(days=7)
    assert left(story) == 1 + (comes is mailbag.by_hand)


@on_sqlite
@pytest.mark.parametrize(
    "comes",
    [
        pytest.param(
            mail("Sam <sam@example.com>", f"Re: {SUBJECT}", "Grace asked me."), id="a colleague, our subject"
        ),
        pytest.param(
            mail("Sam <sam@agency.example>", "Hello", "I speak for her.", Cc=GRACE_ADDRESS),
            id="a stranger who takes her in copy",
        ),
        pytest.param(
            mail(
                f"Grace <{GRACE_ADDRESS}>",
                f"Out of office: {SUBJECT}",
                "I am away.",
                names_ours=True,
                Precedence="bulk",
            ),
            id="perhaps an absence",
        ),
        pytest.param(
            mail(
                "Spam Arrest <verify@spamarrest.example>",
                f"Re: {SUBJECT}",
                "Confirm that you are a real person.",
                names_ours=True,
                Auto_Submitted="auto-replied",
            ),
            id="a filter's question",
        ),
    ],
)
def test_what_only_a_person_can_tell_is_held_and_asked_about(story: Story, comes: Arrival) -> None:
    mailbag.enrolled(story)
    comes(story)

    hears(story, "Is this an answer?")

    assert "It waits for you: " in why(story)
    story.later(days=7)
    assert left(story) == 1


@on_sqlite
@pytest.mark.parametrize(
    ("comes", "told", "goes_on_after"),
    [
        pytest.param(
            answer("away", until="2026-03-20"), "The sequence goes on Mon 23 Mar, 8:00.", 20, id="an absence"
        ),
        pytest.param(answer("delay"), "The sequence goes on Mon 9 Mar, 8:00.", 6, id="a delay"),
    ],
)
def test_what_only_delays_is_told_and_the_next_mail_waits(
    story: Story, comes: Arrival, told: str, goes_on_after: int
) -> None:
    mailbag.enrolled(story)
    story.later(days=2)
    comes(story)

    hears(story, told)
    story.later(days=2)
    assert left(story) == 1

    story.later(days=goes_on_after)
    assert left(story) == 2


@on_sqlite
@pytest.mark.parametrize(
    "comes",
    [
        pytest.param(
            mail("News <news@shop.example>", SUBJECT, "Only today.", List_Id="<news.shop.example>"),
            id="a list",
        ),
        pytest.param(mail("Sam <sam@example.com>", "Lunch?", "At noon?"), id="a colleague, about lunch"),
        pytest.param(mail("Sam <sam@gmail.com>", f"Re: {SUBJECT}", "Spam"), id="a stranger, our subject"),
    ],
)
def test_what_is_none_of_our_business_changes_nothing(story: Story, comes: Arrival) -> None:
    mailbag.enrolled(story)
    before = news(story)
    comes(story)

    story.later(minutes=2)
    assert news(story) == before
    story.later(days=3)

    assert left(story) == 2


@on_sqlite
def test_a_limit_notice_keeps_the_mailbox_silent_for_a_day(story: Story) -> None:
    mailbag.enrolled(story)
    story.later(days=2, hours=23)
    mailbag.limit(story)

    story.later(minutes=2)
    story.later(hours=2)
    assert left(story) == 1

    story.later(days=3)
    assert left(story) == 2


@on_sqlite
def test_what_a_stranger_writes_cannot_speak_slack(story: Story) -> None:
    mailbag.enrolled(story)
    mail(f"Grace <{GRACE_ADDRESS}>", "Hi", "<!channel> *yes* <https://evil.example|click>")(story)

    hears(story, "evil.example")

    told = story.dm("evil.example")
    assert "&lt;!channel&gt;" in told["text"]
    assert "<!channel>" not in told["text"]
    # What stands in rich text is shown as it is written; everything else is read for commands.
    read = [block for block in told["blocks"] if block["type"] != "rich_text"]
    assert not any(word in str(read) for word in ("<!channel>", "<https://evil.example|click>"))


@on_sqlite
def test_an_answer_is_in_slack_within_seventy_five_seconds(story: Story) -> None:
    mailbag.enrolled(story)
    story.later(hours=2, minutes=0.2)
    answer("reply", text="That was quick.")(story)

    waited = 0
    while not any("That was quick." in said(message) for message in story.messages()):
        story.later(minutes=5 / 60)
        waited += 5

    assert waited <= 75


@on_sqlite
def test_an_answer_to_a_finished_sequence_is_told_and_counts(story: Story) -> None:
    mailbag.enrolled(story)
    story.later(days=3, minutes=1)
    assert left(story) == 2
    story.later(days=10)
    answer("reply", text="Sorry for the late answer.")(story)

    story.later(minutes=11)

    assert "Grace Hopper" in said(story.dm("Sorry for the late answer."))
    assert "The sequence has ended: they answered." in why(story)


@on_sqlite
@pytest.mark.parametrize(
    ("method", "path"),
    [
        pytest.param("POST", "/drafts", id="before the draft is made"),
        pytest.param("GET", "/threads/", id="before the thread is looked at"),
    ],
)
def test_an_answer_between_gate_and_send_keeps_the_mail_back(
    story: Story, stage: Stage, method: str, path: str
) -> None:
    mailbag.enrolled(story)
    story.pass_time(days=3, minutes=1)
    stage.playing = mailbag.Meanwhile(
        stage.playing, method, path, lambda: answer("reply", text="Just in time.")(story)
    )

    story.work()

    assert "Just in time." in said(story.dm("Just in time."))
    story.later(days=7)
    assert left(story) == 1
    assert [mail for mail in story.inbox(mailbag.ANA_ADDRESS) if "DRAFT" in mail["labels"]] == []
