"""Every screen that lists something, by how much it lists and in which words."""

from collections.abc import Callable

from bot import refusals
from bot.outreach.overview.home_pictures import Shelf
from bot.slack.views import (
    approval,
    blocking,
    candidate,
    candidate_forms,
    digest,
    digest_settings,
    enroll,
    forget,
    history,
    home,
    listing,
    preview,
    reminders,
    report,
    review,
    saved,
    script,
    sequence,
    shelf,
    show,
    stage,
    status,
    today,
    today_all,
    tokens,
    why,
)
from tests.bot.slack.views import (
    asked,
    cast,
    counted,
    digested,
    edited,
    forms,
    hands,
    known,
    named,
    scripted,
    steered,
    tabular,
)
from tests.bot.slack.views.cast import Json

BY_COUNT: dict[str, Callable[[int, str], Json]] = {
    **tabular.BY_COUNT,
    **steered.BY_COUNT,
    "editor": lambda count, words: sequence.build(cast.editor(count, words)),
    "editor, last page": lambda count, words: sequence.build(cast.editor(count, words, page=10**6)),
    "editor, much to mend": lambda count, words: sequence.build(
        cast.editor(count, words, problems=forms.problems(count, words), tokens=forms.vocabulary(words))
    ),
    "saved": lambda count, words: saved.build(edited.saved(count, words)),
    "saved, waits": lambda count, words: saved.build(
        edited.saved(count, words, waits=True), note=preview.not_sent(refusals.Refusal(words))
    ),
    "approval": lambda count, words: approval.build(edited.approval(count, words)),
    "approval, last page": lambda count, words: approval.build(edited.approval(count, words), page=10**6),
    "preview": lambda count, words: preview.build(
        cast.preview(count, words),
        preview.Shown(draft_id=1, person=7),
        note=preview.not_sent(refusals.Refusal(words)),
    ),
    "preview, last page": lambda count, words: preview.build(
        cast.preview(count, words), preview.Shown(page=10**6)
    ),
    "enroll": lambda count, words: enroll.build(cast.enroll_form(count, words)),
    "card": lambda count, words: candidate.build(known.portrait(count, words), note=words),
    "card, last page": lambda count, words: candidate.build(
        known.portrait(count, words, page=count, pages=count + 1)
    ),
    "enroll, the same person?": lambda count, words: enroll.build(
        cast.enroll_form(1, words, same=known.question(count, words))
    ),
    "whom to merge": lambda count, words: candidate_forms.confirm(known.merge(count, words), "V1"),
    "enroll, against advice": lambda count, words: enroll.build(asked.against(count, words), note=words),
    "blocking": lambda count, words: blocking.build(asked.blocked(count, words)),
    "several people": lambda count, words: review.build(named.page(count, words)),
    "several people, last page": lambda count, words: review.build(named.page(count, words, page=10**6)),
    "home": lambda count, words: home.build(cast.home(count, words)),
    "list": lambda count, words: listing.build(
        cast.shelf(Shelf.MINE, count, words), cast.shelf(Shelf.SHARED, count, words)
    ),
    "show": lambda count, words: show.build(cast.page(count, words)),
    "today": lambda count, words: today.build(cast.today_page(count, words)),
    "all of today": lambda count, words: today_all.build(cast.today_page(count, words)),
    "all of today, last page": lambda count, words: today_all.build(cast.today_page(count, words), 10**6),
    "morning": lambda count, words: today.morning(cast.today_page(count, words)),
    "status": lambda count, words: status.build(cast.lines(count, words)),
    "status, one": lambda count, words: status.build(
        cast.lines(1, words), sections=counted.sections(count, words)
    ),
    "report": lambda count, words: report.build(counted.report(count, words), counted.TAB),
    "report as tables": lambda count, words: report.build(
        counted.report(count, words), counted.TAB, charted=False
    ),
    "csv": lambda count, words: report.exported(words, f"{words},1\r\n" * count * 400),
    "stage, so many senders": lambda count, words: stage.build(
        cast.stage_form(words, senders=asked.sender_offer(count, words))
    ),
    "digest": lambda count, words: digest.build(digested.digest(count, words)),
    "digest as a table": lambda count, words: digest.fallback_table(digested.digest(count, words)),
    "digest with a picture": lambda count, words: digest.pictured(
        digested.digest(count, words), "F0PICTURE1", with_table=True
    ),
    "digest in words": lambda count, words: digest.in_words(digested.digest(count, words)),
    "reminders": lambda count, words: reminders.build(hands.reminders(count, words)),
    "reminders, settled": lambda count, words: reminders.build(
        hands.reminders(count, words, rows=tuple(hands.settled_reminder(words) for _ in range(min(count, 6))))
    ),
    "reminders, overdue": lambda count, words: reminders.build(
        hands.reminders(count, words, is_overdue=True, page=0, pages=1)
    ),
    "digests": lambda count, words: digest_settings.build(
        [cast.digest_line(words, id=place) for place in range(count)]
    ),
    "shelf": lambda count, words: shelf.build(cast.shelf(Shelf.MINE, count, words)),
    "shelf, last page": lambda count, words: shelf.build(
        cast.shelf(Shelf.ARCHIVED, count, words, page=max(count - 1, 0) // 10)
    ),
    "history": lambda count, words: history.build(scripted.history(count, words)),
    "export": lambda count, words: script.exported(1, words, scripted.script(count, words)),
    "export, last page": lambda count, words: script.exported(
        1, words, scripted.script(count, words), page=10**6
    ),
    "export of a person": lambda count, words: script.person(
        1, words, "\n".join([words] * (1 + 200 * count))
    ),
    "forget": lambda count, words: forget.build(forms.known(words, count + 1)),
    "tokens": lambda count, words: tokens.build(forms.token_page(words, count)),
    "our own tokens": lambda count, words: tokens.form(forms.token_page(words, count), note="Added."),
    "why": lambda count, words: why.build(*(forms.explanation(words) for _ in range(count))),
}
