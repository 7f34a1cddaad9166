"""Walk through somebody's card and what mends them on `/why`, and keep what stands there in the end."""

from bot.slack.views import candidate, candidate_forms, card_button, why
from storage import candidates
from storage.models import Candidate
from storage.statuses import Access, MailboxStatus
from tests import builders
from tests.bot.slack.pressed import world
from tests.bot.slack.pressed.tour import Tour
from tests.builders import ANA, NOW, TEAM

NAMESAKE = "https://www.linkedin.com/in/quarntoday-quarndon-1906"
BOUNCED = 7


def walk(tour: Tour) -> None:
    """Look at everything that is drawn of one person."""
    _write(tour)
    for name in ("quarnneedy", "quarnbounced", "quarnpaused"):
        tour.types(f"/why {name}")
    tour.types("/why quarnlost", who=world.EMIL)
    tour.presses(why.RECONNECT, who=world.EMIL)
    for _ in range(2):
        tour.types("/why quarntoday")
        tour.presses(card_button.OPEN, near="Quarntoday")
    for name in (candidate.EDIT, candidate.ADD_ADDRESS, candidate.MERGE, candidate.MERGE):
        tour.presses(name, near="Quarntoday")
    tour.sends_off(candidate_forms.MERGE_CALLBACK)
    tour.presses(candidate.NEXT, near="Quarntoday")
    tour.types(f"/enroll {NAMESAKE} in {world.HIDDEN}")


def _write(tour: Tour) -> None:
    """Give one person many addresses, and Emil somebody who waits for his mailbox."""
    db = tour.rig.db
    with db.transaction() as tx:
        person = tx.query(Candidate).filter(Candidate.first_name == "Quarntoday").one()
        for number in range(BOUNCED):
            address = f"quarn{number}@example.com"
            candidates.add_address(tx, person, address, address).bounced_at = NOW
        candidates.add_address(
            tx, person, "quarnlast@example.com", "quarnlast@example.com"
        ).is_preferred = True
        for _ in range(3):
            gone = candidates.add(tx, TEAM, NOW)
            gone.merged_into_id, gone.merged_at, gone.merged_by = person.id, NOW, ANA.slack_id
    builders.make_sequence(db, who=world.EMIL, name="Nightjar lost", access=Access.PERSONAL)
    builders.make_enrollment(
        db, who=world.EMIL, sequence="Nightjar lost", address="quarnlost.quarndon@example.com"
    )
    builders.make_mailbox(db, world.EMIL, status=MailboxStatus.LOST)
