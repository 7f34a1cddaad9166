"""Mail in the name of a colleague: what they are asked, what they are told of, and what the asker hears."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.outreach.notices.cards import PermissionCard
from bot.slack.views import parts
from bot.slack.views.parts import Json
from storage.statuses import PermissionStatus

BLOCK = "permission"
ALLOW = "permission_allow"
ALWAYS = "permission_always"
PREVIEW = "permission_preview"
NO = "permission_no"
REVOKE = "permission_revoke"
REVOKE_AT_HOME = "permission_revoke_at_home"

SETTLED = {
    PermissionStatus.ALLOWED: "You allow it.",
    PermissionStatus.REFUSED: "You said no: nothing leaves in your name.",
    PermissionStatus.REVOKED: "You have taken it back: nothing more leaves in your name.",
}


def build(card: PermissionCard) -> Json:
    """Draw one of the three."""
    return {"changed": _changed, "answered": _answered}.get(card.news, _asked)(card)


def read(value: str) -> tuple[int, int | None, str]:
    """Read the permission, the sequence and the news of the card a button stands on."""
    permission_id, sequence_id, news = value.split(":")
    return int(permission_id), int(sequence_id) if sequence_id else None, news


def revoke(permission_id: int, action: str, *, value: str = "") -> Json:
    """Make the button that takes leave back."""
    told = "What is planned in your name waits, and nothing more leaves."
    sure = parts.confirm("Take it back?", told, yes="Revoke")
    return parts.button("Revoke", action, value=value or f"{permission_id}::", style="danger", confirm=sure)


def _asked(card: PermissionCard) -> Json:
    told = f"{parts.mention(card.asker)} wants emails to leave *in your name*, from your Gmail"
    where = f"{parts.label(card.sequence)}, {_numbers(card.stages)}"
    blocks = [parts.section(told), parts.context(where)]
    if card.status is not PermissionStatus.ASKED:
        settled = _settled(card)
        return parts.message(f"{told}: {settled}", [*blocks, parts.context(settled)])
    hint = "Answers come to your mailbox and are told to both of you. You can take it back on the Home tab."
    blocks += [parts.context(hint), parts.actions(*_answers(card), block_id=f"{BLOCK}:{card.permission_id}")]
    return parts.message(f"{told}: {parts.label(card.sequence)}", blocks)


def _answers(card: PermissionCard) -> Iterator[Json]:
    value = _value(card)
    yield parts.button("Allow this sequence", ALLOW, value=value, style="primary")
    yield parts.button("Allow always", ALWAYS, value=value, confirm=_always(card))
    yield parts.button("Preview first", PREVIEW, value=value)
    yield parts.button("No", NO, value=value)


def _always(card: PermissionCard) -> Json:
    told = f"Every sequence of {parts.mention(card.asker)} may then send in your name, those to come as well."
    return parts.confirm("Allow always?", told, yes="Allow always", danger=False)


def _settled(card: PermissionCard) -> str:
    if card.is_always and card.status is PermissionStatus.ALLOWED:
        return f"You allow every sequence of {parts.mention(card.asker)}."
    return SETTLED.get(card.status, "")


def _changed(card: PermissionCard) -> Json:
    told = (
        f"{parts.bold(card.sequence)} of {parts.mention(card.asker)} says something else *in your name* now"
    )
    blocks = [parts.section(told), parts.context(_numbers(card.stages))]
    if card.status is not PermissionStatus.ALLOWED:
        settled = _settled(card)
        return parts.message(f"{told}: {settled}", [*blocks, parts.context(settled)])
    buttons = (
        parts.button("Look", PREVIEW, value=_value(card)),
        revoke(card.permission_id, REVOKE, value=_value(card)),
    )
    blocks.append(parts.actions(*buttons, block_id=f"{BLOCK}:{card.permission_id}"))
    return parts.message(told, blocks)


def _answered(card: PermissionCard) -> Json:
    who = parts.mention(card.colleague)
    what = parts.bold(card.sequence) if card.sequence else "every sequence of yours"
    says: Mapping[PermissionStatus, Callable[[], str]] = {
        PermissionStatus.ALLOWED: lambda: (
            f"{who} allows {what} to send in their name. You can enroll people now."
        ),
        PermissionStatus.REFUSED: lambda: (
            f"{who} does not want {what} to send in their name. Choose another sender in its stages."
        ),
        PermissionStatus.REVOKED: lambda: (
            f"{who} no longer allows {what} to send in their name. What is planned there is held when it is due."
        ),
    }
    told = says.get(card.status, lambda: f"{who} is asked about {what} again.")()
    return parts.message(told, [parts.section(told)])


def _numbers(stages: Sequence[int]) -> str:
    if not stages:
        return "no stage at the moment"
    *most, last = [str(number) for number in stages[:20]]
    more = ", …" if len(stages) > 20 else ""
    return f"stages {', '.join(most)} and {last}{more}" if most else f"stage {last}"


def _value(card: PermissionCard) -> str:
    return f"{card.permission_id}:{card.sequence_id or ''}:{card.news}"
