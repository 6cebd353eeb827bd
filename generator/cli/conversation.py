"""Questions and answers at the terminal, a line each; what was answered for a record is kept until it is decided."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from generator.cli.messages import one_line
from generator.desk.desk_memory import DeskMemory
from generator.model.reference import ScreeningRecord

_Value = TypeVar("_Value")
Listen = Callable[[str], str]


class GoBack(Exception):  # noqa: N818 - a wish, not a fault
    """The curator wants to go back."""


class Stop(Exception):  # noqa: N818 - a wish, not a fault
    """The curator stops, or nothing more can be typed."""


class Again(Exception):  # noqa: N818 - a wish, not a fault
    """An answer does not do; the words say what would."""


class Conversation:
    """Asks about one record at a time; `row` is set before its first question."""

    def __init__(self, memory: DeskMemory, listen: Listen) -> None:
        self._memory = memory
        self._listen = listen
        self.row: ScreeningRecord | None = None

    def say(self, *lines: str) -> None:
        """Print lines; foreign text in them cannot steer the terminal."""
        for line in lines:
            print(visible(line), flush=True)

    def choose(self, prompt: str) -> str:
        """Return what is typed to a question whose answer is not kept."""
        try:
            typed = self._listen(prompt)
        except (EOFError, KeyboardInterrupt):
            self.say("")
            raise Stop from None
        return visible(typed.encode("utf-8", "surrogateescape").decode("utf-8", "replace")).strip()

    def ask(
        self, question: str, prompt: str, read: Callable[[str], _Value], explain: Sequence[str] = ()
    ) -> _Value:
        """Return the answer to a question, as `read` understands it; it is kept, so that nobody is asked twice.

        `b` goes back, `q` stops, `?` explains; `read` raises Again where an answer does not do.
        """
        kept = self._memory.answers(self.row).get(question) if self.row else None
        if kept is not None:
            try:
                value = read(kept)
            except Again:
                pass
            else:
                self.say(
                    f"{prompt}{kept}   (answered before; b at the next question starts this record afresh)"
                )
                return value
        while True:
            typed = self.choose(prompt)
            if typed == "q":
                raise Stop
            if typed == "b":
                raise GoBack
            if typed == "?":
                self.say(
                    *(
                        explain
                        or ("Type an answer; b goes back, q stops and keeps what was answered.",)
                    )
                )
                continue
            try:
                value = read(typed)
            except Again as again:
                self.say(f"  {again}")
                continue
            if self.row:
                self._memory.remember(self.row, question, typed)
            return value


def visible(line: str) -> str:
    """Return a line with its margin, on one line, without anything that could steer a terminal."""
    margin = line[: len(line) - len(line.lstrip(" "))]
    return margin + one_line(line)
