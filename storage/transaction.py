"""A transaction: a connection at once, and SQLAlchemy's session only where objects are asked for."""

from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Connection
from sqlalchemy.orm import Session

DESK = "desk"
"""Under this name a transaction's info has its desk, where statements may wait to be put."""

if TYPE_CHECKING:
    Transaction = Session  # it answers as one
else:

    class Transaction:
        """A transaction; whatever it does not know, the session knows, which is opened when it is first needed.

        Three of four transactions of a mail need none, and to open one takes longer than what they do.
        """

        def __init__(self, connection: Connection, *, info: dict[str, Any]) -> None:
            self.info = {**info}
            self._connection = connection
            self._session: Session | None = None

        def __getattr__(self, name: str) -> Any:
            self._settle()
            if self._session is None:
                self._session = Session(self._connection, expire_on_commit=False, info=self.info)
            return getattr(self._session, name)

        def connection(self) -> Connection:
            """Give the connection, for statements that need no objects; what waits is not flushed."""
            self._settle()
            return self._connection

        def flush(self) -> None:
            """Write down what was changed in objects."""
            self._settle()
            if self._session is not None:
                self._session.flush()

        def commit(self) -> None:
            """Write down what was changed in objects and let them go; who began the transaction commits it."""
            if self._session is not None:
                self._settle()
                self._session.commit()
            elif (desk := self.info.get(DESK)) is not None:
                desk.leave()

        def _settle(self) -> None:
            desk = self.info.get(DESK)
            if desk is not None:
                desk.settle()

        def close(self) -> None:
            """Let the objects go as they are."""
            if self._session is not None:
                self._session.close()


def drop(tx: Transaction) -> None:
    """Never put the statements that still wait in a transaction: the part they belonged to was undone."""
    desk = tx.info.get(DESK)
    if desk is not None:
        desk.drop()


def opened(tx: Transaction) -> Session | None:
    """Give the session of a transaction if it has one: to ask for it otherwise would open it."""
    return cast(Session | None, vars(tx)["_session"])
