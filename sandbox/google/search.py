"""Gmail's search: the operators people use, over an index that lags behind the mailbox."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

from sandbox.google import reading
from sandbox.google.mailbox import Message

TERM = re.compile(r'-?[({]|[)}]|-?(?:\w+:)?(?:"[^"]*"|[^\s(){}"]+)')
PLACES = {
    "sent": "SENT",
    "inbox": "INBOX",
    "drafts": "DRAFT",
    "draft": "DRAFT",
    "spam": "SPAM",
    "trash": "TRASH",
}
HIDDEN = frozenset({"SPAM", "TRASH"})

Test = Callable[[Message], bool]


def find(messages: list[Message], query: str, *, hidden: bool, indexed: datetime) -> list[Message]:
    """Keep what fits the query and was indexed by then; spam and trash only when asked for."""
    hidden = hidden or bool(re.search(r"\bin:(anywhere|spam|trash)\b", query, re.IGNORECASE))
    fits = compiled(query)
    seen = (m for m in messages if m.at <= indexed or not query)
    return [m for m in seen if (hidden or not m.labels & HIDDEN) and fits(m)]


def compiled(query: str) -> Test:
    """Make a test of a query: words side by side must all hold, in braces or around OR one is enough."""
    return _Reader(query).group("", any_of=False)


class _Reader:
    def __init__(self, query: str) -> None:
        self.terms = [match.group().strip() for match in TERM.finditer(query)]

    def group(self, prefix: str, *, any_of: bool) -> Test:
        """Read up to the closing bracket; `prefix` is the operator in front of the opening one."""
        tests: list[Test] = []
        either = False
        while self.terms and self.terms[0] not in {")", "}"}:
            term = self.terms.pop(0)
            if term == "OR":
                either = True
                continue
            test = self._term(term, prefix)
            if either:
                test = _any([tests.pop(), test]) if tests else test
                either = False
            tests.append(test)
        if self.terms:
            self.terms.pop(0)
        return _any(tests) if any_of else _all(tests)

    def _term(self, term: str, prefix: str) -> Test:
        if term.startswith("-") and len(term) > 1:
            return _not(self._term(term[1:], prefix))
        if term in {"(", "{"}:
            return self.group(prefix, any_of=term == "{")
        if term.endswith(":") and self.terms and self.terms[0] in {"(", "{"}:
            return self.group(term, any_of=self.terms.pop(0) == "{")
        return _word(prefix + term)


def _word(term: str) -> Test:
    operator, _, value = term.partition(":")
    test = OPERATORS.get(operator.lower()) if value else None
    if test:
        return test(value.strip('"'))
    return _mentions(term.strip('"'))


def _all(tests: list[Test]) -> Test:
    return lambda message: all(test(message) for test in tests)


def _any(tests: list[Test]) -> Test:
    return lambda message: any(test(message) for test in tests)


def _not(test: Test) -> Test:
    return lambda message: not test(message)


def _field(*names: str) -> Callable[[str], Test]:
    def about(value: str) -> Test:
        return lambda message: any(value.lower() in message.letter.text(name).lower() for name in names)

    return about


def _mentions(words: str) -> Test:
    def test(message: Message) -> bool:
        shown = (
            f"{message.letter.text('Subject')} {message.letter.text('From')} {reading.text(message.letter)}"
        )
        return words.lower() in shown.lower()

    return test


def _within(value: str) -> Test:
    label = PLACES.get(value.lower(), value.upper())
    return lambda message: label == "ANYWHERE" or label in message.labels


def _is(value: str) -> Test:
    if value.lower() == "read":
        return lambda message: "UNREAD" not in message.labels
    return lambda message: value.upper() in message.labels


def _message_id(value: str) -> Test:
    return lambda message: message.letter.message_id().strip("<>") == value.strip("<>")


def _after(value: str) -> Test:
    return lambda message: message.at >= _instant(value)


def _before(value: str) -> Test:
    return lambda message: message.at < _instant(value)


def _instant(value: str) -> datetime:
    if re.fullmatch(r"\d{9,}", value):
        return datetime.fromtimestamp(int(value), UTC)
    try:
        return datetime.strptime(value.replace("-", "/"), "%Y/%m/%d").replace(tzinfo=UTC)
    except ValueError:
        return datetime.fromtimestamp(0, UTC)


OPERATORS: dict[str, Callable[[str], Test]] = {
    "from": _field("From"),
    "to": _field("To", "Cc", "Bcc"),
    "cc": _field("Cc"),
    "bcc": _field("Bcc"),
    "subject": _field("Subject"),
    "in": _within,
    "label": _within,
    "is": _is,
    "after": _after,
    "newer": _after,
    "before": _before,
    "older": _before,
    "rfc822msgid": _message_id,
}
