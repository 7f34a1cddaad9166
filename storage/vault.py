"""Secrets at rest: sealed with the first key, opened with any."""

from collections.abc import Sequence as Keys

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class UnreadableSecret(Exception):
    """A stored secret was sealed with a key we were not given."""


class Vault:
    """Seal and open refresh tokens; `keys` are Fernet keys, the newest first."""

    def __init__(self, keys: Keys[str]) -> None:
        self._fernet = MultiFernet([Fernet(key) for key in keys])

    def seal(self, secret: str) -> str:
        """Encrypt with the newest key."""
        return self._fernet.encrypt(secret.encode()).decode()

    def open(self, sealed: str) -> str:
        """Decrypt with whichever key fits; raises UnreadableSecret."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken as error:
            raise UnreadableSecret("a stored secret fits none of ENCRYPTION_KEYS") from error

    def reseal(self, sealed: str) -> str:
        """Encrypt anew with the newest key; raises UnreadableSecret."""
        return self.seal(self.open(sealed))
