"""Google as the sandbox knows it: accounts with their mailboxes, grants, limits and the calls it has had."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sandbox.google import ids
from sandbox.google.faults import Faults
from sandbox.google.log import Log
from sandbox.google.mailbox import Mailbox
from sandbox.google.oauth import Grants
from sandbox.google.quota import Meter
from sandbox.google.services import Services
from sandbox.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """Another address an account may write from, once it is accepted."""

    address: str
    name: str
    accepted: bool = True
    signature: str = ""
    reply_to: str = ""
    default: bool = False


@dataclass(slots=True, kw_only=True)
class Account:
    """One Google account. `role` is "recruiter" or "candidate"; only recruiters can use the consent page."""

    address: str
    name: str
    role: str
    signature: str = ""
    aliases: tuple[Alias, ...] = ()
    subject: str = field(default_factory=ids.subject)
    mailbox: Mailbox = field(default_factory=Mailbox)

    def addresses(self) -> dict[str, str]:
        """Map each address this account may write from to the name that goes with it."""
        aliases = {alias.address: alias.name for alias in self.aliases if alias.accepted}
        return {self.address: self.name, **aliases}


@dataclass(slots=True)
class Rules:
    """What differs from one day to the next at Google, and from one test to the next.

    `search_lag` is in seconds of the world's time; `history_days` is how long records are kept. Of the history
    listings with news each `empty_page_every`-th opens with a page without records; 0 means never. What Google
    does not do, but nobody promised: with `drafts_stay` a draft survives its sending, with `strips_own_headers`
    mail leaves without its X- fields, with `rewrites_aliases` it leaves from the primary address whatever its From,
    and with `takes_any_sender` from any address at all.
    """

    search_lag: int = 30
    empty_page_every: int = 5
    history_days: int = 7
    units_per_user: int = 6_000
    units_per_project: int = 1_200_000
    sends_per_day: int = 2_000
    drafts_stay: int = 0
    strips_own_headers: int = 0
    rewrites_aliases: int = 0
    takes_any_sender: int = 0


class Google:
    """The state of the stand-in: plain data, picklable but for the world, which `settle` gives back."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.rules = Rules()
        self.accounts: dict[str, Account] = {}
        self.grants = Grants()
        self.services = Services()
        self.meter = Meter()
        self.faults = Faults()
        self.log = Log()
        self.uploads: dict[str, Any] = {}
        _populate(self)

    def __getstate__(self) -> dict[str, Any]:
        """Leave the world out: it belongs to the running server."""
        return {name: value for name, value in self.__dict__.items() if name != "world"}

    def settle(self, world: World) -> None:
        """Come back to a world after having been unpickled."""
        self.world = world

    def find(self, address: str) -> Account | None:
        """Find the account an address belongs to: its own, an alias of it, or one with a +tag."""
        plain = untagged(address)
        owners = (a for a in self.accounts.values() if plain in {alias.address for alias in a.aliases})
        return self.accounts.get(plain) or next(owners, None)

    def welcome(self, address: str, name: str = "") -> Account:
        """Find the account of an address, or make a candidate's."""
        account = self.find(address)
        if account is None:
            plain = untagged(address)
            account = Account(address=plain, name=name or guessed_name(plain), role="candidate")
            self.accounts[plain] = account
        return account

    def grant(self, address: str, scopes: Iterable[str]) -> str:
        """Grant scopes without the web page and give the refresh token; raise KeyError for a stranger."""
        account = self.accounts[untagged(address)]
        token = self.grants.consent(account.address, frozenset(scopes), self.world.now())
        self.world.changed()
        return token

    def revoke(self, address: str) -> None:
        """Take the access away: access tokens die at once, the next refresh answers invalid_grant."""
        self.grants.revoke(untagged(address))
        self.world.changed()


def untagged(address: str) -> str:
    """Give an address in lower case and without its +tag."""
    local, _, domain = address.strip().lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def guessed_name(address: str) -> str:
    """Make a display name of an address: grace.hopper@… is Grace Hopper."""
    words = address.partition("@")[0].replace("_", ".").replace("-", ".").split(".")
    return " ".join(word.capitalize() for word in words if word)


def _populate(google: Google) -> None:
    google.accounts["ana@acme.example"] = Account(
        address="ana@acme.example",
        name="Ana Lovelace",
        role="recruiter",
        signature='<div dir="ltr"><b>Ana Lovelace</b><br>Talent Partner, Acme</div>',
        aliases=(Alias(address="talent@acme.example", name="Acme Talent"),),
    )
    google.accounts["ben@acme.example"] = Account(
        address="ben@acme.example",
        name="Ben Okafor",
        role="recruiter",
        signature='<div dir="ltr"><b>Ben Okafor</b><br>Recruiting, Acme</div>',
    )
    for name in ("Grace Hopper", "Alan Turing", "Katherine Johnson"):
        google.welcome(name.lower().replace(" ", ".") + "@example.com", name)
