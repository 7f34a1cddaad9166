"""What can go wrong with the memory, each with what mends it.

DatabaseTrouble
|-- DatabaseBusy      locked or overloaded: nothing was changed, try again
|-- DatabaseAbsent    it cannot be reached or opened
|-- Clash             somebody wrote down the same a moment before
|-- DatabaseOlder     its tables are older than the program, or missing
`-- DatabaseNewer     it was written by a newer Overture
"""


class DatabaseTrouble(Exception):
    """Report trouble with the database in words an operator can act on; never with its password."""

    def __init__(self, what: str, mend: str = "") -> None:
        super().__init__(f"{what} {mend}".strip())
        self.what = what
        self.mend = mend


class DatabaseBusy(DatabaseTrouble):
    """The database is locked or overloaded; nothing was changed."""


class DatabaseAbsent(DatabaseTrouble):
    """The database cannot be reached or opened."""


class Clash(DatabaseTrouble):
    """Somebody has written down the same a moment before; nothing was changed."""


class DatabaseOlder(DatabaseTrouble):
    """The tables are missing or older than this program."""


class DatabaseNewer(DatabaseTrouble):
    """The database was written by a newer program."""


class Overtaken(Exception):
    """Something is not as it was when it was planned to change it: look again, and take the careful way."""


class LeaseLost(Exception):
    """Another worker has taken the mailbox: stop silently, touch nothing."""
