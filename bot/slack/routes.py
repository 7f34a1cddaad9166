"""The map: everything Slack can send us -> one function. A test holds it against manifest.yml."""

from collections.abc import Callable
from functools import partial
from typing import Any

from slack_bolt import App

from bot.slack import commands, doorkeeper, failing
from bot.slack.buttons import ACTIONS, Listener, Map
from bot.slack.conversations import (
    approval,
    away,
    candidate,
    crowd,
    enroll,
    from_csv,
    home,
    listing,
    logged,
    mailbox,
    person,
    preview,
    privacy,
    question,
    reminder,
    reminder_forms,
    reply,
    script,
    sequence,
    settings,
    stage,
    their_stages,
    tokens,
    transfer,
    trouble,
    unfurl,
    writing_back,
)
from bot.slack.room import Room
from bot.slack.views import (
    answer_forms as forms_view,
    approval as approval_view,
    away as away_view,
    breaks as break_view,
    candidate_forms,
    crowd as crowd_view,
    enroll as enroll_view,
    forget as forget_view,
    from_csv as from_csv_view,
    leaving as leaving_view,
    logged as logged_view,
    mailbox as mailbox_view,
    mend as mend_view,
    preview as preview_view,
    question as question_view,
    reminder_forms as reminder_forms_view,
    script as script_view,
    sequence as sequence_view,
    settings as settings_view,
    snooze as snooze_view,
    stage as stage_view,
    their_stages as their_stages_view,
    tokens as tokens_view,
    transfer as transfer_view,
    whereabouts as whereabouts_view,
    writing_back as writing_back_view,
)
from bot.slack.work import Work

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
    from_csv_view.CALLBACK: from_csv.uploaded,
    from_csv_view.PREVIEW: from_csv.begun,
    snooze_view.CALLBACK: reminder.snoozed,
    reminder_forms_view.WORDS_CALLBACK: reminder_forms.rewritten,
    reminder_forms_view.HAND_CALLBACK: reminder_forms.handed,
    reminder_forms_view.WHY_CALLBACK: reminder_forms.explained,
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
    forget_view.CALLBACK: privacy.forgotten,
    mend_view.FIX_ADDRESS_CALLBACK: trouble.address_fixed,
    candidate_forms.EDIT_CALLBACK: candidate.edited,
    candidate_forms.ADDRESS_CALLBACK: candidate.address_added,
    candidate_forms.MERGE_CALLBACK: candidate.merge_asked,
    candidate_forms.CONFIRM_CALLBACK: candidate.merged,
    their_stages_view.FORM: their_stages.written,
    transfer_view.CALLBACK: transfer.submitted,
    crowd_view.CALLBACK: crowd.submitted,
}

OPTIONS: Map = {
    preview_view.PERSON: preview.people_asked,
    candidate_forms.WITH: candidate.people_asked,
    whereabouts_view.ZONE: enroll.zones_asked,
}

CLOSINGS: Map = {sequence_view.CALLBACK: sequence.closed}


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
