"""The list of calls Google has had, for whoever wants to see what the application does."""

from dataclasses import asdict, dataclass, field
from typing import Any

KEPT = 5000


@dataclass(slots=True, kw_only=True)
class Entry:
    """One call. `status` is what the caller was told, 0 when it was told nothing; `fault` says why."""

    n: int
    account: str
    method: str
    path: str
    name: str
    units: int
    status: int
    fault: str = ""


@dataclass(slots=True)
class Log:
    """The latest calls, numbered from 1."""

    entries: list[Entry] = field(default_factory=list)
    count: int = 0

    def note(
        self, method: str, path: str, status: int, *, account: str = "", name: str = "", units: int = 0
    ) -> None:
        """Write down one call."""
        self.count += 1
        entry = Entry(
            n=self.count, account=account, method=method, path=path, name=name, units=units, status=status
        )
        self.entries = [*self.entries[-KEPT + 1 :], entry]

    def blame(self, fault: str, status: int) -> None:
        """Say of the last call that its answer was spoilt on purpose."""
        self.entries[-1].fault = fault
        self.entries[-1].status = status

    def since(self, n: int) -> list[dict[str, Any]]:
        """List the calls after number n."""
        return [asdict(entry) for entry in self.entries if entry.n > n]
