"""Troubles ordered in advance, and the log of every call."""

from dataclasses import dataclass, field

from sandbox.slack.wire import Payload

_KEPT = 5_000


@dataclass(slots=True, kw_only=True)
class Fault:
    """A trouble that strikes the next `times` calls of a method; "" strikes any method."""

    method: str
    kind: str
    times: int = 1
    retry_after: int = 1


@dataclass(slots=True)
class Faults:
    """The troubles still to come."""

    waiting: list[Fault] = field(default_factory=list)

    def take(self, method: str) -> Fault | None:
        """Take the first trouble that fits this call and count it down."""
        for fault in self.waiting:
            if fault.method in {"", method}:
                fault.times -= 1
                if fault.times <= 0:
                    self.waiting.remove(fault)
                return fault
        return None


@dataclass(slots=True)
class CallLog:
    """Every Web API call, oldest first, tokens left out."""

    entries: list[Payload] = field(default_factory=list)
    count: int = 0

    def add(self, method: str, args: Payload, *, error: str | None = None) -> None:
        """Write one call down."""
        self.count += 1
        args = {key: value for key, value in args.items() if key != "token"}
        entry = {"n": self.count, "method": method, "args": args, "ok": error is None, "error": error}
        self.entries.append(entry)
        del self.entries[:-_KEPT]

    def since(self, number: int) -> list[Payload]:
        """List the calls after this number."""
        return [entry for entry in self.entries if entry["n"] > number]
