"""Slack is answered first and the work done after, so that nobody's answer waits for somebody else's work."""

import inspect
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait

from slack_bolt import Args

from bot.slack import failing

WORKERS = 8


class Work:
    """A pool for what comes after an acknowledgement; what was acknowledged is done, even when we are to leave."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="work")
        self._going: set[Future[None]] = set()
        self._lock = threading.Lock()

    def after_ack(self, listener: Callable[..., object]) -> Callable[[Args], None]:
        """Make a listener that acknowledges at once and does the rest in the pool."""
        names = tuple(inspect.signature(listener).parameters)

        def listen(args: Args) -> None:
            args.ack()
            self._give(lambda: _do(listener, names, args))

        return listen

    def leave(self, patience: float) -> bool:
        """Finish what was acknowledged, `patience` seconds at most; tell whether it was finished."""
        finished = self.rest(patience)
        self._pool.shutdown(wait=finished, cancel_futures=True)
        return finished

    def rest(self, patience: float = 60.0) -> bool:
        """Wait until nothing that was acknowledged is left to do, so many seconds at most; tell whether it is so."""
        with self._lock:
            going = set(self._going)
        return not wait(going, timeout=patience).not_done

    def _give(self, task: Callable[[], None]) -> None:
        with self._lock:
            future = self._pool.submit(task)
            self._going.add(future)
        future.add_done_callback(self._done)

    def _done(self, future: Future[None]) -> None:
        with self._lock:
            self._going.discard(future)


def _do(listener: Callable[..., object], names: tuple[str, ...], args: Args) -> None:
    try:
        listener(**{name: getattr(args, name) for name in names})
    except Exception as error:  # noqa: BLE001  whatever it is, whoever clicked is told
        failing.tell(error, args.body, args.client, args.respond, args.ack)
