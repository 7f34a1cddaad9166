"""Trouble on demand: answers that never come, come broken, late, or say something else."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sandbox.google import errors
from sandbox.google.errors import ApiError

MESSAGES = {
    403: "Rate Limit Exceeded",
    404: "Requested entity was not found.",
    500: "Internal error encountered.",
    503: "The service is currently unavailable.",
}
CUTS = frozenset({"lost_answer", "reset", "half_answer", "drop_before"})


class UnknownFault(Exception):
    """Say that there is no such kind of trouble."""


@dataclass(slots=True, kw_only=True)
class Fault:
    """One kind of trouble for the next calls that match: a part of the path, and a verb; empty matches all.

    lost_answer: carried out, then the connection is closed without an answer. reset: carried out, then a TCP
    reset. half_answer: carried out, then half of the answer. drop_before: closed, nothing done. 5xx: carried
    out, then the error; with "_before" nothing is done. 4xx, with an optional reason behind a colon (429:
    seconds to wait): refused, nothing done. slow:<seconds>: carried out after real seconds.
    """

    path: str
    method: str
    kind: str
    times: int

    def matches(self, method: str, path: str) -> bool:
        """Tell whether this call is to be spoilt."""
        return self.times > 0 and self.path in path and self.method in {"", method}

    def seconds(self) -> float:
        """Tell how long a slow answer takes."""
        return float(self.kind.partition(":")[2]) if self.kind.startswith("slow") else 0.0

    def carries_out(self) -> bool:
        """Tell whether the call is performed all the same."""
        return self.kind in CUTS - {"drop_before"} or (
            self.kind[0] == "5" and not self.kind.endswith("_before")
        )

    def refusal(self, now: datetime) -> ApiError:
        """Give the error the caller sees; a 429 is over after the seconds behind its colon, or a minute."""
        word, _, rest = self.kind.partition(":")
        code = int(word.removesuffix("_before"))
        if code == 429:
            return errors.too_fast(now + timedelta(seconds=int(rest) if rest.isdigit() else 60))
        return ApiError(code, MESSAGES.get(code, "The request was refused."), rest)


@dataclass(slots=True)
class Faults:
    """What is going to go wrong."""

    waiting: list[Fault] = field(default_factory=list)

    def add(self, fault: Fault) -> None:
        """Plan trouble; raise UnknownFault when the kind is none."""
        if not _is_kind(fault.kind):
            raise UnknownFault(fault.kind)
        self.waiting.append(fault)

    def take(self, method: str, path: str) -> Fault | None:
        """Find the trouble this call is to have and count it off."""
        fault = next((fault for fault in self.waiting if fault.matches(method, path)), None)
        if fault:
            fault.times -= 1
            self.waiting = [planned for planned in self.waiting if planned.times > 0]
        return fault


def _is_kind(kind: str) -> bool:
    if kind in CUTS:
        return True
    word, _, rest = kind.partition(":")
    if word == "slow":
        return rest.replace(".", "", 1).isdigit()
    code = word.removesuffix("_before")
    return code.isdigit() and 400 <= int(code) < 600
