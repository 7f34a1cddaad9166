"""What is said of a recruiter's Gmail: connect it, it is connected, it is not any more."""

from bot.slack.views import parts
from bot.slack.views.parts import Json

CONNECT = "mailbox_connect"


def connect(url: str) -> Json:
    """Ask for the connection; `url` is Google's consent page, bound to this person."""
    told = "*Connect your Gmail first.*\nEmails leave from your own address, and I see the answers."
    button = parts.button("Connect Gmail", CONNECT, url=url, style="primary")
    text = "Connect your Gmail first: emails leave from your own address."
    return parts.message(text, [parts.section(told), parts.actions(button)])


def connected(address: str) -> Json:
    """Say that a mailbox is connected, and what comes next."""
    told = f"{parts.bold(address)} is connected."
    following = parts.context(
        "Next: write a sequence with `/sequence new`, then enroll somebody with `/enroll`."
    )
    return parts.message(told, [parts.section(told), following])


def disconnected(address: str, *, waiting: int = 0) -> Json:
    """Say that a mailbox is disconnected; `waiting` is how many emails now wait."""
    told = f"{parts.bold(address)} is disconnected: nothing is sent from it any more."
    if waiting:
        told += f" {parts.count(waiting, 'email')} will wait until you connect it again on my Home tab."
    return parts.message(told, [parts.section(told)])
