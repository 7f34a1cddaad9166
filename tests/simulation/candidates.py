"""What candidates do about the mail they get: answer, bounce, be away, ask to be left alone, or nothing."""

from collections.abc import Callable
from typing import Any

from storage import mailboxes
from tests.simulation import letters
from tests.simulation.cast import Person
from tests.simulation.gmail import Account, Mail
from tests.simulation.world import World

MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0


class Candidates:
    """Everybody written to."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.random = world.random

    def clicks(self) -> list[Callable[[Person], None]]:
        """List what a recruiter may click in the moment a mail is made."""
        return []

    def got_mail(self, person: Person, position: int) -> None:
        """Let a candidate decide what to do about a mail."""
        mail = person.sent[position].mail
        chance = self.random.random()
        quick = self.random.random() < 0.5
        after = self.random.uniform(0, 20) if quick else self.random.uniform(0, 3 * DAY)
        acts: list[tuple[float, Callable[[], None]]] = [
            (0.22, lambda: self._answers(person, letters.reply, mail)),
            (0.05, lambda: self._answers_from_elsewhere(person, mail)),
            (0.05, lambda: self._answers_anew(person, mail)),
            (0.05, lambda: self._answers(person, letters.opt_out, mail)),
            (0.06, lambda: self._answers(person, letters.bounce, mail)),
            (0.06, lambda: self._away(person, mail)),
            (0.04, lambda: self._answers(person, letters.by_hand, mail)),
        ]
        for share, act in acts:
            if chance < share:
                self.world.soon(after, after + 1, act)
                return
            chance -= share

    def is_about_to_get_mail(self, account: Account) -> None:
        """Let people answer, and recruiters click, in the very moment the next mail to them is made."""
        person, _ = self.world.witness.whose(list(account.drafts.values())[-1])
        chance = self.random.random()
        if chance < 0.12 and person.sent:
            mail = person.sent[max(person.sent)].mail
            self.world.soon(0, 3, lambda: self._answers(person, letters.reply, mail))
        elif chance < 0.18:
            click = self.random.choice(self.clicks())
            self.world.soon(0, 1.5, lambda: click(person))

    def _answers(self, person: Person, how: Callable[..., Mail], mail: Mail, **more: Any) -> None:
        account = person.owner.account
        person.answers.append(how(account, mail, **more))
        self.wake(person)

    def _answers_from_elsewhere(self, person: Person, mail: Mail) -> None:
        self._answers(person, letters.reply, mail, sender=f"private.{person.address}")

    def _answers_anew(self, person: Person, mail: Mail) -> None:
        self._answers(person, letters.reply_anew, mail, naming=self.random.random() < 0.5)

    def _away(self, person: Person, mail: Mail) -> None:
        letters.absence(person.owner.account, mail)
        self.wake(person)

    def wake(self, person: Person) -> None:
        """Let the poll come within a minute of a mail, which it may also miss: idle polls are left out here."""
        if self.random.random() < 0.8:
            self.world.soon(0, MINUTE, lambda: self._woken(person.owner.mailbox_id))

    def _woken(self, mailbox_id: int) -> None:
        with self.world.db.transaction() as tx:
            mailboxes.wake(tx, mailbox_id, self.world.clock())

    def read_again(self) -> None:
        """Let every mailbox be read now."""
        for mailbox_id in self.world.owners:
            self._woken(mailbox_id)
