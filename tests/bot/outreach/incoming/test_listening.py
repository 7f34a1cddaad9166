"""What a mailbox listens for."""

from bot.outreach.incoming import listening
from storage.database import Database
from storage.models import Mailbox, Touch
from tests.bot.outreach.post import DAY, Post, rows, written_to
from tests.builders import GRACE, NOW, TEAM, make_inbound


def test_what_is_read_for_is_everybody_written_to_lately(db: Database) -> None:
    written_to(db)
    post = Post(db)

    asked = listening.reading(db, post.lease)
    sought = listening.sought(db, post.lease, NOW + DAY)

    assert (asked.cursor, asked.since) == (1000, NOW)
    assert (set(sought.threads), set(sought.addresses)) == ({"thread1"}, {GRACE})
    assert listening.sought(db, post.lease, NOW + 61 * DAY).threads == set()


def test_what_has_come_is_asked_about_and_nothing_else(db: Database) -> None:
    written_to(db)
    sent = rows(db, Touch)[0]
    watch = listening.Watch(db, rows(db, Mailbox)[0].id, TEAM)

    assert watch.ours([sent.gmail_id, "another"]) == {sent.gmail_id}
    assert watch.threads_among(["thread1", "another"]) == {"thread1"}
    assert watch.concerns(make_inbound(thread_id="another"))
    assert watch.concerns(make_inbound(from_address="pa@example.net", references=(sent.rfc_id,)))
    assert not watch.concerns(make_inbound(from_address="pa@example.net"))
