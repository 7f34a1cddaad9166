"""Every screen and message that has words of somebody in it, to be drawn with any words."""

from collections.abc import Callable
from dataclasses import replace

from bot import refusals
from bot.outreach.candidates.erasures import Outcome
from bot.outreach.notices.cards import Credit
from bot.outreach.pictures import Choice, Deleted
from bot.outreach.plans.editions import Fate
from bot.rules.drafts import StageDraft
from bot.rules.steers import Mending
from bot.slack.views import (
    answer_forms,
    approval,
    away,
    blocking,
    breaks,
    candidate_forms,
    credit,
    digest,
    digest_settings,
    enroll,
    files,
    forget,
    help,
    home,
    leaving,
    letter,
    logged,
    mailbox,
    mend,
    news,
    permission,
    preview,
    question,
    refusal,
    release,
    reminder,
    reminder_forms,
    reply,
    review,
    saved,
    script,
    sequence,
    settings,
    snooze,
    stage,
    trouble,
    unfurl,
    why,
    writing_back,
)
from storage.statuses import Mark, PermissionStatus, ReleaseStatus, StageKind, TouchStatus
from tests.bot.slack.views import (
    asked,
    attached,
    cast,
    digested,
    edited,
    forms,
    hands,
    known,
    steered,
    tabular,
)
from tests.bot.slack.views.cast import Json

BY_WORDS: dict[str, Callable[[str], Json]] = (
    {
        **tabular.BY_WORDS,
        **steered.BY_WORDS,
        "stage, first": lambda words: stage.build(cast.stage_form(words, number=1)),
        "stage, later": lambda words: stage.build(cast.stage_form(words, number=4, first_email=False)),
        "stage, full of files": lambda words: stage.build(
            cast.stage_form(stage=replace(cast.stage(words), attachments=attached.files(5, words)))
        ),
        "editor, fetching files": lambda words: sequence.build(
            cast.editor(2), note=files.fetching([attached.chosen(words)] * 5)
        ),
        "stage, by hand": lambda words: stage.build(
            cast.stage_form(words, number=4, stage=cast.stage(words, kind=StageKind.CALL))
        ),
        "enrolled": lambda words: enroll.done(words, words, first=words, enrollment_id=4),
        "reminder": lambda words: reminder.build(cast.reminder(words)),
        "reminder, long": lambda words: reminder.build(cast.reminder(words, text=f"{words} long " * 900)),
        "reminder, the whole text": lambda words: reminder.whole(
            cast.reminder(words, text=f"{words} " * 900)
        ),
        "reminder with a strange link": lambda words: reminder.build(cast.reminder(words, link=words)),
        "reminder, handed over": lambda words: reminder.build(
            cast.reminder(words, handed_by=words, snoozed_until=cast.NOW, may_stop=False)
        ),
        "reminder, settled in every way": lambda words: reminder.build(
            hands.settled_reminder(words, mark=Mark.NOT_INTERESTED, reason=words)
        ),
        "reminder, own words": lambda words: reminder_forms.words(
            forms.own_words(words, subject=None), reminder_forms.Spot(channel="D1", message="1.2", place="77")
        ),
        "reminder, hand over": lambda words: reminder_forms.hand(
            5, person=words, spot=reminder_forms.Spot(channel="D1")
        ),
        "reminder, why not": lambda words: reminder_forms.why(
            5, person=words, spot=reminder_forms.Spot(channel="D1", message="1.2", place="77")
        ),
        "reminder, settled": lambda words: reminder.build(
            cast.reminder(words, status=TouchStatus.DONE, settled="marked sent", can_undo=True)
        ),
        "connect by address": lambda words: mailbox.build(
            address=words, consent_url="https://www.example.com/consent"
        ),
        "home, by address": lambda words: home.build(cast.home(1, words, mailbox=None, connect_url="")),
        "home, several senders": lambda words: home.build(cast.home(1, words, mailbox=cast.connected(words))),
        "home, a sender gone": lambda words: home.build(
            cast.home(1, words, mailbox=cast.connected(words, chosen=words, withdrawn=words))
        ),
        "settings": lambda words: settings.build(cast.settings(words)),
        "settings, no mailbox": lambda words: settings.build(cast.settings(words, cap=None)),
        "snooze": lambda words: snooze.build(
            5, person=words, suggested=cast.NOW, channel="D1", message="1.2"
        ),
        "away": lambda words: away.build(hands.standing(words), cast.NOW.date()),
        "away, told": lambda words: away.message(hands.standing(words)),
        "away, done": lambda words: away.done(hands.standing(words)),
        "there": lambda _: away.message(hands.standing(absence=None)),
        "away by status": lambda words: home.build(cast.home(1, words, away=hands.by_status(words))),
        "away by status, form": lambda words: away.build(hands.by_status(words), None, by_status=True),
        "home, away": lambda words: home.build(cast.home(1, words, away=hands.standing(words))),
        "letter": lambda words: letter.build(hands.letter(words)),
        "letter, answering": lambda words: letter.build(hands.letter(words, subject="", missing=(words,))),
        "log": lambda words: logged.build(hands.log_form(words)),
        "log, no stage": lambda words: logged.build(hands.log_form(words, waiting=None)),
        "log, done": lambda words: logged.done(words, 7),
        "break": lambda words: breaks.build(4, person=words, suggested=cast.NOW.date()),
        "break, done": breaks.done,
        "reply": lambda words: reply.build(cast.reply(words)),
        "reply, answered": lambda words: reply.build(
            cast.reply(words, reply=words, answered_at=cast.NOW, answered_by=words)
        ),
        "release": lambda words: release.build(asked.release(words)),
        "blocked": lambda words: blocking.told(words),
        "permission": lambda words: permission.build(asked.permission(words)),
        "permission, changed": lambda words: permission.build(
            asked.permission(words, news="changed", status=PermissionStatus.ALLOWED)
        ),
        "question": lambda words: question.build(asked.question(words)),
        "question, settled": lambda words: question.build(asked.question(words, settled=words)),
        "own words": lambda words: question.form(forms.own_words(words)),
        "own words in a thread": lambda words: question.form(forms.own_words(words, subject=None)),
        "write back": lambda words: writing_back.build(forms.reply_form(words)),
        "not now": lambda words: answer_forms.not_now(
            3, person=words, suggested=cast.NOW.date(), channel="D1"
        ),
        "not interested": lambda words: answer_forms.not_interested(3, person=words, channel="D1"),
        "reply, shared": lambda words: reply.build(cast.reply(words, is_shared=True)),
        "reply, claimed": lambda words: reply.build(cast.reply(words, is_shared=True, claimed_by="U0ANA")),
        "reply, the wrong person": lambda words: reply.build(
            cast.reply(words, mark=Mark.WRONG_PERSON, can_undo=True)
        ),
        "reply, marked": lambda words: reply.build(cast.reply(words, mark=Mark.INTERESTED)),
        "import": lambda _: script.build(),
        "import, all the room there is": lambda _: script.build(script.BOXES),
        "editor, imported": lambda words: sequence.build(cast.editor(2), note=script.note([words] * 9)),
        "help": lambda words: help.build(words),
        "digests, at rest": lambda words: digest_settings.build(
            [cast.digest_line(words, sequences=(words,) * 9, resting=words)]
        ),
        "digest with nothing": lambda words: digest.build(digested.digest(0, words, is_chosen=True)),
        "digest on": lambda words: digest_settings.turned_on(cast.digest_line(words)),
        "digest off": lambda words: digest_settings.turned_off(words),
        "refusal": lambda words: refusal.message(refusals.Refusal(words, words), incident="a1"),
        "refusal in a modal": lambda words: refusal.modal(refusals.Refusal(words, words)),
        "stage, one variant of several": lambda words: stage.build(
            cast.stage_form(words, sheet=forms.sheet(words, note=preview.not_sent(refusals.Refusal(words))))
        ),
        "stage, with many tokens": lambda words: stage.build(
            cast.stage_form(words, sheet=forms.sheet(words, tokens=forms.vocabulary(words, 50)))
        ),
        "preview, in its styles": lambda words: preview.build(
            replace(cast.preview(1), stages=(replace(cast.stages_shown(1, words)[0], body=words),))
        ),
        "stage, with a bare token": lambda words: stage.build(
            cast.stage_form(words, stage=StageDraft(subject=words, body="At {{company}}, {{title}}"))
        ),
        "editor, to start from": lambda words: sequence.build(
            cast.editor(0, words, copies=tuple(Choice(id=place, name=words) for place in range(60)))
        ),
        "editor, one deleted": lambda words: sequence.build(
            cast.editor(2, words, deleted=Deleted(index=3, stage=cast.stage(words)))
        ),
        "saved, asked": lambda words: saved.build(
            edited.saved(2, words, waits=True, older=3, inside=None), asked=words
        ),
        "saved, for nobody else": lambda words: saved.build(
            edited.saved(2, words, waits=True, may_ask=False)
        ),
        "saved, for few": lambda words: saved.build(edited.saved(2, words, waits=True, is_shared=False)),
        "saved, another order": lambda words: saved.build(edited.saved(2, words, inside=edited.inside(0))),
        "saved, taken along": lambda words: saved.outcome(words, words),
        "approval, settled": lambda words: approval.build(
            edited.approval(2, words, settled=words, settled_by="U0BEN")
        ),
        "approval, a note": lambda _: approval.note_form(2, channel="D1", message="1.2"),
        "news": lambda words: news.build(edited.news(words)),
        "several people, looked up": lambda _: review.opening(50),
        "credit": lambda words: credit.build(Credit(person=words, recruiter=words, day=words)),
        "under a link": lambda words: {"text": "A link", **unfurl.build(words, words)},
        "archive": lambda words: leaving.build(edited.leaving(words)),
        "forgotten": lambda words: forget.done(Outcome(name=words, waits=False)),
        "forgotten, soon": lambda words: forget.done(Outcome(name=words, waits=True)),
        "a card of somebody forgotten": lambda _: forget.card(),
        "archived": lambda words: leaving.done(words, 12, Fate.STOP),
        "enroll, no address yet": lambda words: enroll.build(
            cast.enroll_form(1, words, may_wait=True, waits=True)
        ),
        "enroll, two people": lambda words: enroll.build(
            cast.enroll_form(1, words, same=known.question(2, words, conflict=True))
        ),
        "reconnect": why.reconnect,
        "edit details": lambda words: candidate_forms.edit(known.details(words), "V1"),
        "add an address": lambda _: candidate_forms.add_address(3, "V1"),
        "merge with": lambda words: candidate_forms.merge_with(3, words, "V1"),
        "mended": lambda words: trouble.mended(words, 4),
        "fill in": lambda words: mend.fill_in(4, words, ["reason", "extra1"]),
        "fix address": lambda words: mend.fix_address(4, words, words),
    }
    | {
        f"release {status}, {news}": lambda words, status=status, news=news: release.build(
            asked.release(words, news=news, status=status)
        )
        for status in ReleaseStatus
        for news in ("asked", "answered")
    }
    | {
        f"permission {status}, {news}": lambda words, status=status, news=news: permission.build(
            asked.permission(words, news=news, status=status, is_always=True)
        )
        for status in PermissionStatus
        for news in ("asked", "answered")
    }
    | {
        f"why, {mending}": lambda words, mending=mending: why.build(forms.explanation(words, mending=mending))
        for mending in Mending
    }
    | {
        f"trouble {kind}": lambda words, kind=kind: trouble.build(forms.trouble(kind, words))
        for kind in trouble.TITLES
    }
    | {
        f"trouble {kind} of a reply": lambda words, kind=kind: trouble.build(
            forms.trouble(kind, words, is_reply=True)
        )
        for kind in trouble.REPLY_BUTTONS
    }
)
