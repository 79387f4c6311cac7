"""How often a reader may ask: a leaky bucket for each, in one number (GCRA)."""

import math
import threading
import time
from collections.abc import Callable
from typing import Final

from schemas.base import Struct

WINDOW: Final = 60
"""Seconds that a quota is counted over."""
_MOST: Final = 100_000
"""Readers remembered at a time; beyond that the emptiest buckets are forgotten."""


class Standing(Struct, frozen=True, kw_only=True):
    """How a reader stands after a request: what is left, and when all of it is back."""

    allowed: bool
    policy: str
    quota: int
    remaining: int
    reset: int
    """Seconds until the whole quota is there again."""
    wait: int
    """Seconds until the next request is allowed; 0 when it is now."""

    def headers(self) -> list[tuple[bytes, bytes]]:
        """Return the headers of draft-ietf-httpapi-ratelimit-headers (10)."""
        return [
            (b"ratelimit-policy", f'"{self.policy}";q={self.quota};w={WINDOW}'.encode()),
            (b"ratelimit", f'"{self.policy}";r={self.remaining};t={self.reset}'.encode()),
        ]


class Limiter:
    """The quota of one kind of requests. For many threads.

    A reader who has asked nothing for a minute may ask *quota* times at once, then as often
    as the quota is spread over a minute.
    """

    def __init__(
        self, policy: str, quota: int, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Count requests named *policy*; a *quota* of 0 limits nobody."""
        self.policy = policy
        self.quota = quota
        self._clock = clock
        self._full: dict[str, float] = {}
        self._lock = threading.Lock()

    def take(self, reader: str, factor: int = 1) -> Standing:
        """Count a request of *reader*, who has *factor* times the quota."""
        quota = self.quota * factor
        step = WINDOW / quota
        now = self._clock()
        with self._lock:
            empty_at = max(self._full.get(reader, now), now) + step
            allowed = empty_at - now <= WINDOW + step / 2
            if allowed:
                self._full[reader] = empty_at
                if len(self._full) > _MOST:
                    self._forget(now)
            else:
                empty_at -= step
        return Standing(
            allowed=allowed,
            policy=self.policy,
            quota=quota,
            remaining=max(round((WINDOW - (empty_at - now)) / step - 1e-6), 0) if allowed else 0,
            reset=math.ceil(empty_at - now),
            wait=0 if allowed else max(math.ceil(empty_at + step - now - WINDOW), 1),
        )

    def _forget(self, now: float) -> None:
        """Drop the buckets that are empty, and if need be those that soon will be."""
        kept = sorted(self._full.items(), key=lambda item: -item[1])[: _MOST // 2]
        self._full = {reader: empty_at for reader, empty_at in kept if empty_at > now}
