"""Why a calculation has no answer: callers show the reason and never a number in its place."""


class NoAnswerError(ValueError):
    """The data give no answer of the kind that was asked for."""


class NoMaximumError(NoAnswerError):
    """The likelihood has no highest point: it grows without end, as when nobody had the event."""


class NotConvergedError(NoAnswerError):
    """A search was given up before it settled, so that no answer can be vouched for."""

    def __init__(self, sought: str, rounds: int) -> None:
        super().__init__(f"no answer after {rounds} steps towards {sought}")
