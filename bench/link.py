"""The links that pages are measured over, and the arithmetic of a shared one.

Knows rates and delays. Does not know HTTP or sockets; time comes in with the call.
Not modelled: TLS, TCP's slow start, loss, and the way up. All of them make a real phone slower, ours and stock alike.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """A link with a rate (Mbit/s down, shared by all connections) and a round trip (s)."""

    name: str
    megabits: float
    round_trip: float

    @property
    def bytes_per_second(self) -> float:
        """The link's rate."""
        return self.megabits * 1e6 / 8

    def __str__(self) -> str:
        return f"{self.name} ({self.megabits:g} Mbit/s, {self.round_trip * 1000:g} ms)"


FAST_4G = Link("Fast 4G", 9, 0.060)
SLOW_4G = Link("Slow 4G", 1.6, 0.150)


class Bucket:
    """Hands out a link's time: what is sent on one connection delays all the others."""

    def __init__(self, bytes_per_second: float) -> None:
        self.bytes_per_second = bytes_per_second
        self.free_at = 0.0

    def reserve(self, size: int, now: float) -> float:
        """Put size bytes in the queue; returns the time at which the last of them has arrived."""
        self.free_at = max(self.free_at, now) + size / self.bytes_per_second
        return self.free_at
