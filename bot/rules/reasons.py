"""Why people say no, as it is written down of an answer: one of these, and words of one's own behind it."""

REASONS = (
    "Happy where they are",
    "Pay",
    "Location",
    "The role",
    "The company",
    "Another offer",
    "Something else",
)
OTHER = "Something else"
UNSAID = "No reason given"


def kind(written: str) -> str:
    """Tell which reason was chosen; words of one's own are never counted by what they say, for they may name people."""
    if not written:
        return UNSAID
    chosen = written.partition(":")[0]
    return chosen if chosen in REASONS else OTHER
