"""The map: everything Slack can send us -> one function. A test holds it against manifest.yml."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from slack_bolt import App

from bot.slack import commands, doorkeeper, failing
from bot.slack.conversations import (
    approval,
    away,
    enroll,
    home,
    listing,
    logged,
    mailbox,
    permission,
    person,
    preview,
    question,
    release,
    reminder,
    reminder_forms,
    reply,
    report,
    review,
    saved,
    script,
    sequence,
    settings,
    stage,
    today,
    tokens,
    trouble,
    unfurl,
    writing_back,
)
from bot.slack.room import Room
from bot.slack.views import (
    advice,
    answer_forms as forms_view,
    approval as approval_view,
    away as away_view,
    breaks as break_view,
    enroll as enroll_view,
    files as files_view,
    home as home_view,
    leaving as leaving_view,
    listing as listing_view,
    logged as logged_view,
    mailbox as mailbox_view,
    mend as mend_view,
    override as override_view,
    permission as permission_view,
    preview as preview_view,
    question as question_view,
    reminder as reminder_view,
    reminder_forms as reminder_forms_view,
    reminders as reminders_view,
    reply as reply_view,
    report as report_view,
    review as review_view,
    saved as saved_view,
    script as script_view,
    sequence as sequence_view,
    settings as settings_view,
    shelf as shelf_view,
    snooze as snooze_view,
    stage as stage_view,
    stage_words as words_view,
    today as today_view,
    tokens as tokens_view,
    trouble as trouble_view,
    unfurl as unfurl_view,
    whereabouts as whereabouts_view,
    why as why_view,
    writing_back as writing_back_view,
)
from bot.slack.work import Work

Listener = Callable[..., object]
Map = Mapping[str, Listener]

COMMANDS: Map = {
    "/sequence": commands.sequence_typed,
    "/enroll": commands.enroll_typed,
    "/why": commands.why_typed,
}

GLOBAL_SHORTCUTS: Map = {"sequence_new": sequence.new_clicked}
MESSAGE_SHORTCUTS: Map = {"enroll_from_message": enroll.from_message}
EVENTS: Map = {"app_home_opened": home.opened}
OPTIONAL_EVENTS: Map = {doorkeeper.LINK_SHARED: unfurl.shared}
"""What Slack tells us of only where the app has what manifest.unfurl.yml adds."""

SUBMISSIONS: Map = {
    sequence_view.CALLBACK: sequence.submitted,
    stage_view.CALLBACK: stage.submitted,
    script_view.CALLBACK: script.submitted,
    tokens_view.CALLBACK: tokens.submitted,
    enroll_view.CALLBACK: enroll.submitted,
    snooze_view.CALLBACK: reminder.snoozed,
    reminder_forms_view.WORDS_CALLBACK: reminder_forms.rewritten,
    reminder_forms_view.HAND_CALLBACK: reminder_forms.handed,
    mailbox_view.CALLBACK: mailbox.submitted,
    settings_view.CALLBACK: settings.submitted,
    away_view.CALLBACK: away.submitted,
    logged_view.CALLBACK: logged.submitted,
    break_view.CALLBACK: person.snoozed,
    forms_view.NOT_NOW_CALLBACK: reply.not_now_said,
    forms_view.NOT_INTERESTED_CALLBACK: reply.not_interested_said,
    writing_back_view.CALLBACK: writing_back.sent,
    leaving_view.CALLBACK: listing.archived,
    approval_view.CALLBACK: approval.noted,
    question_view.CALLBACK: question.rewritten,
    mend_view.FILL_IN_CALLBACK: trouble.filled_in,
    mend_view.FIX_ADDRESS_CALLBACK: trouble.address_fixed,
}

OPTIONS: Map = {preview_view.PERSON: preview.people_asked, whereabouts_view.ZONE: enroll.zones_asked}

CLOSINGS: Map = {sequence_view.CALLBACK: sequence.closed}

ACTIONS: Map = {
    sequence_view.ADD_STAGE: sequence.add_stage,
    sequence_view.STAGE_MENU: sequence.stage_menu,
    sequence_view.START_FROM: sequence.started,
    **dict.fromkeys(advice.OPEN, sequence.stage_opened),
    sequence_view.PREVIEW: sequence.previewed,
    sequence_view.PREVIOUS: sequence.paged,
    sequence_view.NEXT: sequence.paged,
    sequence_view.GO_TO_PAGE: sequence.paged,
    sequence_view.KEEP_DRAFT: sequence.kept,
    sequence_view.DISCARD_DRAFT: sequence.discarded,
    preview_view.PREVIOUS: preview.paged,
    preview_view.NEXT: preview.paged,
    preview_view.PERSON: preview.person_chosen,
    preview_view.TRY: preview.tried,
    stage_view.TRY: stage.tried,
    **dict.fromkeys(stage_view.CHANGES, stage.changed),
    stage_view.PREVIEW: stage.previewed,
    words_view.INSERT_TOKEN: stage.token_inserted,
    words_view.ADD_VARIANT: stage.variant_added,
    words_view.SHOW_VARIANT: stage.variant_shown,
    words_view.REMOVE_VARIANT: stage.variant_removed,
    files_view.REMOVE: stage.file_removed,
    tokens_view.OWN: tokens.own_opened,
    tokens_view.REMOVE: tokens.removed,
    script_view.PREVIOUS: script.paged,
    script_view.NEXT: script.paged,
    script_view.MORE_ROOM: script.more_room,
    enroll_view.SEQUENCE: enroll.redrawn,
    whereabouts_view.LOCATION: enroll.redrawn,
    whereabouts_view.ZONE: enroll.redrawn,
    enroll_view.NEW_SEQUENCE: sequence.new_clicked,
    override_view.ASK_OWNER: release.owner_asked,
    **dict.fromkeys(release.SAID, release.answered),
    review_view.SEQUENCE: review.sequence_chosen,
    review_view.ENROLL: review.enrolled,
    review_view.OPEN: review.opened,
    review_view.ENROLL_ALL: review.all_enrolled,
    review_view.PREVIOUS: review.paged,
    review_view.NEXT: review.paged,
    review_view.GO_TO_PAGE: review.paged,
    unfurl_view.ADD: enroll.from_unfurl,
    listing_view.NEW: sequence.new_clicked,
    listing_view.MENU: listing.menu,
    shelf_view.SEE_ALL: listing.see_all,
    shelf_view.PREVIOUS: listing.paged,
    shelf_view.NEXT: listing.paged,
    shelf_view.GO_TO_PAGE: listing.paged,
    **dict.fromkeys((*report_view.TABS.values(), report_view.WHOSE, report_view.PERIOD), report.turned),
    report_view.CSV: report.exported,
    settings_view.OPEN: settings.opened,
    away_view.OPEN: away.opened,
    away_view.BACK: away.back_clicked,
    home_view.CONNECT: home.connect_clicked,
    home_view.RECONNECT: home.connect_clicked,
    home_view.CONNECT_BY_ADDRESS: mailbox.connect_clicked,
    mailbox_view.CONSENT: mailbox.consent_opened,
    mailbox_view.SENDER: mailbox.sender_chosen,
    home_view.DISCONNECT: home.disconnect_clicked,
    home_view.RESUME_DRAFT: home.resume_draft,
    home_view.DIGEST_OFF: home.digest_off,
    home_view.DIGEST_RESUME: home.digest_resumed,
    reminder_view.MARK_SENT: reminder.mark_sent,
    reminder_view.MARK_REPLIED: reminder.mark_replied,
    reminder_view.SNOOZE: reminder.snooze,
    reminder_view.SKIP: reminder.skip,
    reminder_view.STOP: reminder.stop,
    reminder_view.UNDO: reminder.undo,
    reminder_view.EDIT: reminder.edit,
    reminder_view.HAND_OVER: reminder.hand_over,
    reminder_view.TAKE_BACK: reminder.take_back,
    reminder_view.LABEL: reminder.label,
    reminders_view.MORE: reminder.more,
    reminders_view.SNOOZE_ALL: reminder.snooze_all,
    reminders_view.PREVIOUS: reminder.paged,
    reminders_view.NEXT: reminder.paged,
    reminder_view.OPEN_PROFILE: reminder.profile_opened,
    reminder_view.SHOW_ALL: reminder.all_shown,
    **dict.fromkeys(reply.MARKS, reply.label),
    reply_view.NOT_NOW: reply.not_now,
    reply_view.NOT_INTERESTED: reply.not_interested,
    reply_view.CLAIM: reply.claim,
    reply_view.GIVE_BACK: reply.give_back,
    reply_view.NOT_A_REPLY: reply.not_a_reply,
    reply_view.OTHER_ADDRESS: reply.other_address,
    reply_view.UNDO: reply.undo,
    reply_view.OPEN_GMAIL: reply.gmail_opened,
    writing_back_view.REPLY: writing_back.clicked,
    **dict.fromkeys(permission.SAID, permission.answered),
    permission_view.PREVIEW: permission.previewed,
    permission_view.REVOKE: permission.revoked,
    permission_view.REVOKE_AT_HOME: permission.revoked_at_home,
    question_view.SEND: question.sent,
    question_view.EDIT: question.edited,
    question_view.SKIP: question.skipped,
    today_view.OPEN: reply.gmail_opened,
    today_view.HOLD: today.hold,
    today_view.RELEASE: today.release,
    today_view.MARK_SENT: today.mark_sent,
    today_view.PREVIEW: today.preview,
    today_view.SHOW_TEXT: today.text_shown,
    **dict.fromkeys(trouble.ANSWERS, trouble.answered),
    trouble_view.IS_REPLY: trouble.is_reply,
    trouble_view.RESUME: trouble.resume,
    trouble_view.RESUME_ANSWERED: trouble.resume_answered,
    trouble_view.STOP: trouble.stop,
    trouble_view.FILL_IN: trouble.fill_in,
    trouble_view.FIX_ADDRESS: trouble.fix_address,
    trouble_view.KEEP_MANUAL: trouble.keep_manual,
    trouble_view.IN_A_WEEK: trouble.in_a_week,
    trouble_view.UNDO_OPT_OUT: trouble.undo_opt_out,
    trouble_view.OPEN: trouble.opened,
    trouble_view.RECONNECT: trouble.opened,
    saved_view.ALSO_THEM: saved.also_them,
    saved_view.EYES: saved.chosen,
    saved_view.ASK: saved.ask,
    approval_view.APPROVE: approval.approve,
    approval_view.NOT_YET: approval.not_yet,
    approval_view.PREVIOUS: approval.paged,
    approval_view.NEXT: approval.paged,
    why_view.MENU: person.steered,
    why_view.STOP: person.steered,
}


def register(app: App, room: Room, work: Work) -> None:
    """Bind every listener to the room it works in; nobody comes past the doorkeeper.

    Forms are answered with what became of them; everything else is acknowledged before anything is done.
    """
    app.use(_bound(doorkeeper.let_in, room))
    doors: tuple[tuple[Map, Callable[[str], Any]], ...] = (
        (COMMANDS, app.command),
        (GLOBAL_SHORTCUTS, app.global_shortcut),
        (MESSAGE_SHORTCUTS, app.message_shortcut),
        (EVENTS, app.event),
        (OPTIONAL_EVENTS, app.event),
        (ACTIONS, app.action),
    )
    for listeners, door in doors:
        for name, listener in listeners.items():
            door(name)(work.after_ack(_bound(listener, room)))
    for name, listener in SUBMISSIONS.items():
        app.view_submission(name)(_bound(listener, room))
    for name, listener in OPTIONS.items():
        app.options(name)(_bound(listener, room))
    for name, listener in CLOSINGS.items():
        app.view_closed(name)(_bound(listener, room))
    app.error(failing.tell)


def _bound(listener: Listener, room: Room) -> Any:
    """Give a listener its room, if it works in one."""
    names = listener.__code__.co_varnames[: listener.__code__.co_argcount]
    return partial(listener, room) if names[:1] == ("room",) else listener
