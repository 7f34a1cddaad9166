"""Which questions are put to a large database: those of the hot modules, but for some."""

HOT = (
    "agenda", "touches", "mailboxes", "queues", "letters", "postings", "plans", "notices", "inbox", "suppressions",
    "candidates", "enrollments", "digests", "seen", "sequences", "recruiters", "budgets", "facts", "attachments",
    "replies", "logged", "logged_counts", "custom_tokens", "trials", "stragglers", "approvals", "borrowings",
    "permissions", "reviews", "mergers", "timelines", "notice_paces", "standings", "imports", "own_stages", "errands",
    "withdrawn", "quiet", "forgotten", "forgetting", "disclosures", "contacts", "overrides", "releases",
    "status_readings",
)  # fmt: skip
COSTLY_AND_RARE = {
    "enrollments.hold_all_of_mailbox": "a mailbox was lost: all its people change",
    "enrollments.resume_all_of_mailbox": "a mailbox is back: all its people change",
    "mailboxes.wake_for_sequence": "a sequence was resumed by hand",
    "agenda.threads_watched": "the history cursor is lost: everything is compared",
    "enrollments.held_for": "a mailbox is back: all its people change",
    "enrollments.hold_borrowers": "a mailbox was lost: all who borrow it change",
    "touches.let_wait_no_more": "a recruiter is back: what waited for them goes on",
    "enrollments.held_in": "a colleague allows a sequence: all its people who wait for that change",
    "enrollments.has_any": "a person opens the Home tab",
    "enrollments.of_sequence": "a person opens a sequence",
    "enrollments.last_of": "a person asks for the tokens there are",
    **dict.fromkeys(("standings.held", "standings.coming", "standings.unanswered"), "a digest is told"),
    **{
        f"trials.{name}": "a person asks how a sequence is doing"
        for name in ("delivered", "replied", "texts")
    },
    "custom_tokens.stages_with": "a person takes a token away",
    **dict.fromkeys(("errands.people", "errands.count"), "a person opens the people of a sequence"),
    "errands.ids": "a person does something with many people of a sequence",
    "withdrawn.remove": "an enrollment is taken back: what names it is looked for",
    "stragglers.after": "a sequence was edited or archived: all its people are gone through",
    **dict.fromkeys(
        ("stragglers.count", "stragglers.had"), "a sequence was edited: all its people are counted"
    ),
    "stragglers.names_without": "a sequence was edited: some of its people are named",
}
"""Questions that may look at all that belongs to one mailbox, sequence or person, and why; no scan even there."""

NOT_ASKED_HERE = {
    "mailboxes.changed", "mailboxes.read_until", "grants.refresh_token", "grants.seal", "grants.reseal_all",
    "sequences.key",
    "touches.may_have_left", "budgets.charge", "candidates.add_address", "candidates.add_link",
    "candidates.remove_address", "digests.add",
    "digests.remove", "enrollments.add", "enrollments.open_elsewhere", "inbox.has_other_answer", "inbox.add",
    "sequences.add", "sequences.add_version", "sequences.before",
    "releases.ensure", "overrides.add", "suppressions.of_company", "suppressions.keys_of",
    "agenda.next_by_hand_at", "agenda.next_of_all_mail_at", "agenda.open_of_recruiter", "logged.add", "logged.remove",
    "errands.begin", "custom_tokens.remove", "custom_tokens.may_still_go",
    "permissions.ensure", "touches.add", "attachments.add", "postings.moved_on", "postings.finished", "postings.plan",
    "recruiters.appoint", "imports.add", "imports.seal", "imports.unseal", "imports.note",
    "notices.take", "notices.put_off", "notices.give_up",
    "reviews.add", "reviews.rewrite", "quiet.last_contact", "forgetting.find", "forgetting.in_flight",
    "forgetting.cancel", "forgetting.erase", "forgotten.remember", "forgotten.lift",
}  # fmt: skip
"""Questions given rows or code: they write what they are given, or ask nothing. And three that no worker asks: when the
next thing happens, for whoever moves the sandbox's clock, and what a person has open, for their Home tab.
Recruiters, of whom there are few, are looked through once an hour."""
