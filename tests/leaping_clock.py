"""A clock that leaps over every wait; run as a command, this is `evidence` going by it."""

import sys

from generator.cli import main
from generator.network import rate_limit
from generator.network.rate_limit import Clock

COMMAND = (sys.executable, __file__)


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


if __name__ == "__main__":
    CLOCK = LeapingClock()
    rate_limit.Clock = lambda: CLOCK  # type: ignore[misc, assignment]
    sys.exit(main())
