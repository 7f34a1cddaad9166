"""What must be known of somebody before they can get every text of a sequence."""

from collections.abc import Collection, Iterable

from bot.rules import templates, variants
from bot.rules.drafts import StageDraft
from bot.rules.vocabulary import Vocabulary

FROM_THE_PERSON = frozenset(
    {"first_name", "last_name", "full_name", "company", "title", "school", "location"}
)
FROM_ELSEWHERE = frozenset({"day_of_week", "sender_first_name", "sender_full_name", "sender_title"})


def used(stages: Iterable[StageDraft], tokens: Vocabulary) -> tuple[str, ...]:
    """Name once each token that some text of some stage uses without a fallback."""
    sources = (source for stage in stages for source in variants.sources(stage))
    return templates.needed(*sources, also=tokens.names)


def may_wait(stages: Collection[StageDraft]) -> bool:
    """Tell whether something is done by hand while the emails wait for an address."""
    return {stage.kind.is_email for stage in stages} == {True, False}


def of_the_recruiter(stages: Iterable[StageDraft], tokens: Vocabulary) -> tuple[str, ...]:
    """Name those that only a recruiter can give: neither the person, nor the house, nor the workspace has them."""
    given = FROM_THE_PERSON | FROM_ELSEWHERE | tokens.known
    return tuple(name for name in used(stages, tokens) if name not in given)
