"""How long and how large a request may become."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.network.faults import WRONG_SETTING, NoReplyError

_SETTING = "EVIDENCE_DEADLINE"
_LONGEST_DEADLINE = 24 * 3600.0
# Four tries of a silent service, each with this share of the deadline, leave room for the pauses
# between them.
_SHARE_OF_A_TRY = 0.21
# A service that is well may need this long to connect or to begin its reply.
_LEAST_PATIENCE = 0.2


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of a request, in seconds and bytes.

    `connect` and `read` bound one wait for the other side, `deadline` all tries together. `packed`
    and `unpacked` are the largest reply as it is sent, and as it is read.
    """

    connect: float = 10.0
    read: float = 12.5
    deadline: float = 60.0
    tries: int = 4
    backoff: float = 0.5
    packed: int = 25_000_000
    unpacked: int = 50_000_000

    @classmethod
    def within(cls, deadline: float) -> "Limits":
        """Return limits under which all four tries of a silent service fit into a deadline."""
        usual, share = cls(), max(deadline * _SHARE_OF_A_TRY, _LEAST_PATIENCE)
        return cls(
            connect=min(usual.connect, share),
            read=min(usual.read, share),
            deadline=deadline,
            backoff=min(usual.backoff, deadline / 120),
        )

    @classmethod
    def of_environment(cls, environment: Mapping[str, str]) -> "Limits":
        """Return the limits under the deadline that the environment sets, if it sets one."""
        text = environment.get(_SETTING, "").strip()
        if not text:
            return cls()
        try:
            seconds = float(text)
        except ValueError:
            seconds = 0.0
        if 0 < seconds <= _LONGEST_DEADLINE:
            return cls.within(seconds)
        raise NoReplyError(
            WRONG_SETTING,
            _SETTING,
            seen=f"is {text[:20]!r}",
            expected="a number of seconds, as in 60",
            remedy="Mend it, or leave it out.",
        )
