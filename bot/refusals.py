"""What we may refuse a person: one sentence, and the one thing that mends it."""


class Refusal(Exception):
    """Say no to a person, in words meant for them.

    `what` is the sentence; `mend` is the one action that helps (empty when the sentence says it already).
    """

    def __init__(self, what: str, mend: str = "") -> None:
        super().__init__(f"{what} {mend}".strip())
        self.what = what
        self.mend = mend


class NotAllowed(Refusal):
    """Refuse what this person may not see or do."""


class Gone(Refusal):
    """Refuse a button whose thing has ended or been settled already; nothing was changed."""
