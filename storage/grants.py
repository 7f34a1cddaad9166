"""The grants Google gave us, sealed: nobody reads them from a copy of the database."""

from typing import cast

from sqlalchemy import select

from storage.database import Transaction
from storage.mailboxes import Standing
from storage.models import Mailbox


def refresh_token(tx: Transaction, mailbox: Mailbox | Standing) -> str:
    """Open the sealed refresh token; raises storage.vault.UnreadableSecret."""
    return cast(str, tx.info["vault"].open(mailbox.sealed_token))


def seal(tx: Transaction, refresh_token: str) -> str:
    """Seal a refresh token for keeping."""
    return cast(str, tx.info["vault"].seal(refresh_token))


def reseal_all(tx: Transaction) -> int:
    """Seal every refresh token anew with the newest key; tell how many."""
    boxes = list(tx.scalars(select(Mailbox).where(Mailbox.sealed_token != "")))
    for mailbox in boxes:
        mailbox.sealed_token = tx.info["vault"].reseal(mailbox.sealed_token)
    return len(boxes)
