"""Who may run a query next: in order of arrival, but nobody may take every place."""

import threading
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

from api.errors import Busy
from schemas.base import Struct

WAITING_PER_PLACE: Final = 8
"""Queries that may wait for each place; the next are told that the server is busy."""


class Ticket(Struct, frozen=True, kw_only=True):
    """A place in the queue."""

    number: int
    client: str


class Turns:
    """A number of places and a bounded queue before them. For many threads.

    With more than one place, one client never has all of them, nor more than half the queue.
    """

    def __init__(self, places: int) -> None:
        self._places = places
        self._share = max(places - 1, 1)
        self.waiting = places * WAITING_PER_PLACE
        self._queue: list[Ticket] = []
        self._running: Counter[str] = Counter()
        self._number = 0
        self._changed = threading.Condition()

    @property
    def queued(self) -> int:
        """Number of queries that wait."""
        return len(self._queue)

    @property
    def running(self) -> int:
        """Number of queries that run."""
        return self._running.total()

    def enter(self, client: str) -> Ticket:
        """Return a place in the queue.

        Raises:
            Busy: the queue is full, or *client* has its share of it.
        """
        with self._changed:
            mine = sum(ticket.client == client for ticket in self._queue)
            if len(self._queue) >= self.waiting or mine >= self.waiting // 2:
                raise Busy("too many queries wait already", hint="Try again in a moment.")
            self._number += 1
            ticket = Ticket(number=self._number, client=client)
            self._queue.append(ticket)
            return ticket

    @contextmanager
    def turn(self, ticket: Ticket, seconds: float) -> Generator[None]:
        """Wait until it is the turn of *ticket*, and have its place during the block.

        Raises:
            Busy: that takes longer than *seconds*.
        """
        with self._changed:
            come = self._changed.wait_for(lambda: self._next() is ticket, seconds)
            self._queue.remove(ticket)
            if come:
                self._running[ticket.client] += 1
            self._changed.notify_all()
        if not come:
            raise Busy("no query process came free in time", hint="Try again later.")
        try:
            yield
        finally:
            with self._changed:
                self._running[ticket.client] -= 1
                if not self._running[ticket.client]:
                    del self._running[ticket.client]
                self._changed.notify_all()

    def _next(self) -> Ticket | None:
        if self._running.total() >= self._places:
            return None
        return next((t for t in self._queue if self._running[t.client] < self._share), None)
