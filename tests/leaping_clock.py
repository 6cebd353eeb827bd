"""A clock that leaps over every wait, so that nobody waits for it."""

from generator.network.rate_limit import Clock


class LeapingClock(Clock):
    """Goes as the system's clock does, and is ahead of it by all that was slept."""

    def __init__(self) -> None:
        self.slept = 0.0

    def time(self) -> float:
        return super().time() + self.slept

    def monotonic(self) -> float:
        return super().monotonic() + self.slept

    def sleep(self, seconds: float) -> None:
        self.slept += seconds
