"""People and plans for the screens, harmless and hostile."""

from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

from bot.outreach.notices.cards import (
    AnswerLine,
    ReminderCard,
    ReplyCard,
)
from bot.outreach.overview.home_pictures import (
    HomePage,
    LentLine,
    MailboxLine,
    SettingsForm,
    Shelf,
    ShelfPage,
)
from bot.outreach.pictures import (
    Choice,
    Counts,
    DigestLine,
    DueLine,
    Editor,
    EnrollForm,
    PersonLine,
    SequenceLine,
    SequencePage,
    StageForm,
    TodayPage,
    Whereabouts,
)
from bot.outreach.plans.previews import Preview, StageShown
from bot.rules.drafts import Problem, SequenceDraft, StageDraft
from bot.rules.places import Place
from bot.rules.preferences import Preferences
from bot.rules.senders import Offer
from storage.statuses import (
    Access,
    Cadence,
    DelayUnit,
    EnrollmentStatus,
    MailboxStatus,
    SequenceStatus,
    StageKind,
    TouchStatus,
)
from tests.bot.slack.views import attached

Json = dict[str, Any]

NOW = datetime(2026, 3, 3, 8, 12, tzinfo=UTC)
NAME = "Grace Hopper"
HOSTILE = {
    "channel": "<!channel> hello",
    "mention": "<@U1>",
    "link": "<http://x|y>",
    "marks": "*_~ `a` *b* _c_ ~d~",
    "right to left": "\u202eabc\u200f\u2067 \u05e9\u05dc\u05d5\u05dd",
    "long": "x" * 5_000,
    "long marks": "<&>*" * 1_500,
    "empty": "",
    "blank": " \n\t ",
    "emoji": "\U0001f469\u200d\U0001f4bb" * 120,
    "lines": "a\nb\r\n> c\u2028d",
    "control": "a\x00b\ud800c",
}
COUNTS = (0, 1, 10, 11, 120, 1_000)
TEMPTING = ("<!channel", "<@U1>", "<http://x|y>", "\u202e", "\ud800", "\x00")


def stage(words: str = NAME, *, kind: StageKind = StageKind.EMAIL, delay: int = 3) -> StageDraft:
    return StageDraft(
        kind=kind,
        delay=delay,
        delay_unit=DelayUnit.BUSINESS_DAYS,
        subject=words[:250],
        body=words,
        at=time(9, 5),
        attachments=attached.files(2, words) if kind.is_email else (),
    )


def stages(count: int, words: str = NAME) -> tuple[StageDraft, ...]:
    kinds = list(StageKind)
    return tuple(
        replace(stage(words, kind=kinds[place % len(kinds)]), key=f"s{place}") for place in range(count)
    )


def editor(count: int, words: str = NAME, **more: Any) -> Editor:
    wrong = tuple(Problem(field="body", text=words, stage=place) for place in range(min(count, 3)))
    draft = SequenceDraft(name=words, role=words, stages=stages(count, words))
    known: Json = {"draft_id": 7, "draft": draft, "problems": wrong, "resumed": True}
    return Editor(**(known | more))


def stage_form(words: str = NAME, **more: Any) -> StageForm:
    known: Json = {
        "draft_id": 7,
        "key": "s2",
        "opened": "",
        "number": 2,
        "stage": stage(words),
        "first_email": True,
        "page": 0,
    }
    return StageForm(**(known | more))


def stages_shown(count: int, words: str = NAME) -> tuple[StageShown, ...]:
    return tuple(
        StageShown(
            number=place + 1,
            kind=StageKind.EMAIL,
            subject=words,
            text=words,
            at=NOW,
            zone="Europe/Berlin",
            moved=words,
            missing=(words,),
            attachments=(words,),
        )
        for place in range(count)
    )


def preview(count: int, words: str = NAME) -> Preview:
    return Preview(title=words, person=words, stages=stages_shown(count, words), zone="America/New_York")


def enroll_form(count: int = 1, words: str = NAME, **more: Any) -> EnrollForm:
    known: Json = {
        "link": words,
        "address": words,
        "first_name": words,
        "last_name": words,
        "company": words,
        **dict.fromkeys(("title", "school", "location"), words),
        "there": Whereabouts(now=NOW, places=(Place(name=words, zone="Europe/Berlin"),)),
        "asks": ("title", "school"),
        "sequences": tuple(Choice(id=place, name=words) for place in range(count)),
        "chosen": count - 1 if count else None,
        "needs": ("reason", "company"),
        "dates": stages_shown(count, words),
        "warnings": (words, words),
        "refusal": words,
        "zone": "America/New_York",
    }
    return EnrollForm(**(known | more))


def line(words: str = NAME, *, id: int = 1, **more: Any) -> SequenceLine:
    counts = Counts(
        enrolled=40,
        active=20,
        paused=1,
        held=2,
        replied=10,
        answered=10,
        finished=3,
        bounced=4,
        interested=6,
        delivered=36,
    )
    known: Json = {
        "id": id,
        "name": words,
        "status": SequenceStatus.ACTIVE,
        "access": Access.SHARED_USE,
        "owner": words,
        "stages": 3,
        "counts": counts,
    }
    return SequenceLine(**(known | more))


def lines(count: int, words: str = NAME, *, start: int = 0) -> tuple[SequenceLine, ...]:
    return tuple(line(words, id=start + place) for place in range(count))


def people(count: int, words: str = NAME) -> tuple[PersonLine, ...]:
    return tuple(
        PersonLine(
            enrollment_id=place, name=words, status=EnrollmentStatus.ACTIVE, stage=2, next_at=NOW, why=words
        )
        for place in range(count)
    )


def due(count: int, words: str = NAME, *, start: int = 0, **more: Any) -> tuple[DueLine, ...]:
    known: Json = {"person": words, "sequence": words, "why": words, "stage": 1, "due_at": NOW}
    known |= {"kind": StageKind.EMAIL, "status": TouchStatus.SCHEDULED} | more
    return tuple(DueLine(touch_id=start + place, **known) for place in range(count))


def answers(count: int, words: str = NAME) -> tuple[AnswerLine, ...]:
    known: Json = {
        "enrollment_id": 4,
        "person": words,
        "sequence": words,
        "opening": words,
        "received_at": NOW,
        "claimed_by": words,
    }
    known["gmail_url"] = "https://mail.example.com/#all/1"
    return tuple(AnswerLine(inbound_id=place, **known) for place in range(count))


def today_page(count: int, words: str = NAME) -> TodayPage:
    return TodayPage(
        zone="Europe/Berlin",
        now=NOW,
        sending=due(count, words),
        by_hand=due(count, words, start=10_000, kind=StageKind.INMAIL),
        held=due(count, words, start=20_000, status=TouchStatus.HELD, may_release=True),
        unanswered=answers(count, words),
    )


def digest_line(words: str = "C0123", **more: Any) -> DigestLine:
    known: Json = {"id": 1, "channel": words, "cadence": Cadence.DAILY, "at": time(9)}
    return DigestLine(**(known | {"zone": "Europe/Berlin", "next_at": NOW} | more))


def shelf(shelf: Shelf, count: int, words: str = NAME, *, most: int = 10, page: int = 0) -> ShelfPage:
    shown = lines(min(count, most), words, start=10_000 * list(Shelf).index(shelf))
    return ShelfPage(shelf=shelf, lines=shown, total=count, page=page)


def home(count: int, words: str = NAME, **more: Any) -> HomePage:
    known: Json = {
        "recruiter": "U1",
        "name": words,
        "zone": "Europe/Berlin",
        "connect_url": "https://accounts.example.com/consent?state=1",
        "mailbox": MailboxLine(address=words, status=MailboxStatus.LOST, reason=words),
        "parked": Choice(id=9, name=words),
        "is_admin": True,
        "preferences": Preferences(
            hours=words, country=words, days_off=words, zone=words, signs_follow_ups=False
        ),
        "mine": shelf(Shelf.MINE, count, words),
        "shared": shelf(Shelf.SHARED, count, words, most=5),
        "archived": shelf(Shelf.ARCHIVED, count, words, most=3),
        "today": today_page(count, words),
        "lent": tuple(LentLine(permission_id=one, asker=words, sequence=words) for one in range(count)),
        "digests": tuple(digest_line(words, id=place) for place in range(count)),
        "has_enrolled": False,
    }
    return HomePage(**(known | more))


def settings(words: str = NAME, **more: Any) -> SettingsForm:
    own = Preferences(hours=words, country=words, days_off=words, zone=words, signs_follow_ups=False)
    known: Json = {"preferences": own, "cap": 80, "most": 150, "slack_zone": words}
    return SettingsForm(**(known | more))


def connected(words: str = NAME, **more: Any) -> MailboxLine:
    offer = Offer(addresses=(words, "talent@acme.example"), default=words, **more)
    return MailboxLine(address=words, status=MailboxStatus.CONNECTED, offer=offer)


def reminder(words: str = NAME, **more: Any) -> ReminderCard:
    known: Json = {
        "touch_id": 5,
        "person": words,
        "sequence": words,
        "stage": 3,
        "stages": 3,
        "kind": StageKind.INMAIL,
        "text": words,
        "link": "https://www.linkedin.com/in/grace-hopper-1906",
        "status": TouchStatus.SCHEDULED,
        "due_at": NOW,
    }
    return ReminderCard(**(known | more))


def reply(words: str = NAME, **more: Any) -> ReplyCard:
    known: Json = dict.fromkeys(("person", "sequence", "text", "writer", "effect", "reason"), words)
    known |= {"inbound_id": 3, "enrollment_id": 4, "stage": 2, "stages": 4}
    known |= {"gmail_url": "https://mail.example.com/#all/1", "status": EnrollmentStatus.REPLIED}
    return ReplyCard(**(known | more))


def page(count: int, words: str = NAME) -> SequencePage:
    return SequencePage(
        line=line(words), role=words, stages=stages(count, words), people=people(count, words)
    )
