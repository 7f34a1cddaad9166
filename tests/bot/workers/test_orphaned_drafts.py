"""Whoever was to delete a draft dies before it does: no second right to send may lie in the mailbox."""

from contextlib import suppress

from tests.bot.workers.office import Killed, Office


def dies() -> None:
    raise Killed


def test_a_draft_nobody_deleted_is_gone_before_its_mail_is_written_anew(office: Office) -> None:
    office.enroll()
    office.fault("429:20", "/drafts/send")
    office.tick()
    (orphan,) = office.drafts()
    office.stand_in.move(hours=10)  # it is evening: the mail waits for the morning, and its draft goes
    with suppress(Killed):
        office.rounds(before={"delete_draft": dies}).tick()
    assert [draft.id for draft in office.drafts()] == [orphan.id]

    seen_before_sending: list[str] = []
    office.stand_in.move(hours=13)
    morning = office.rounds(before={"send_draft": lambda: seen_before_sending.extend(ids(office))})
    morning.tick()

    assert (len(seen_before_sending), orphan.id in seen_before_sending) == (1, False)
    assert (len(office.mails()), office.drafts()) == (1, [])


def ids(office: Office) -> list[str]:
    """Name what lies in the drafts."""
    return [draft.id for draft in office.drafts()]
