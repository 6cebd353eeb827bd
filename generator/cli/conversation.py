"""Questions and answers at the terminal; answers on a record are kept until it is decided."""

import contextlib
from collections.abc import Callable, Sequence
from typing import TypeVar

from generator.cli.messages import visible
from generator.desk.desk_memory import DeskMemory
from generator.model.reference import ScreeningRecord

_Value = TypeVar("_Value")
_HELP = "Type an answer; b goes back, q stops and keeps what was answered."
Listen = Callable[[str], str]


class WentBackError(Exception):
    """The curator wants to go back."""


class StoppedError(Exception):
    """The curator stops, or nothing more can be typed."""


class UnclearAnswerError(Exception):
    """An answer does not do; the text says what would."""


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
            raise StoppedError from None
        # What a terminal sends need not be UTF-8.
        return visible(typed.encode("utf-8", "surrogateescape").decode("utf-8", "replace")).strip()

    def ask(
        self, question: str, prompt: str, read: Callable[[str], _Value], explain: Sequence[str] = ()
    ) -> _Value:
        """Return the answer to a question as `read` understands it; nobody is asked twice.

        `b` goes back, `q` stops, `?` explains; `read` raises UnclearAnswerError where an answer
        does not do.
        """
        kept = self._memory.answers(self.row).get(question) if self.row else None
        if kept is not None:
            # What did before may no longer do: a key may be taken by now.
            with contextlib.suppress(UnclearAnswerError):
                value = read(kept)
                afresh = "b at the next question starts this record afresh"
                self.say(f"{prompt}{kept}   (answered before; {afresh})")
                return value
        while True:
            typed = self._typed_answer(prompt, explain)
            try:
                value = read(typed)
            except UnclearAnswerError as unclear:
                self.say(f"  {unclear}")
                continue
            if self.row:
                self._memory.remember(self.row, question, typed)
            return value

    def _typed_answer(self, prompt: str, explain: Sequence[str]) -> str:
        """Return what is typed, where it is no wish to go back, to stop or to have explained."""
        while True:
            typed = self.choose(prompt)
            if typed == "q":
                raise StoppedError
            if typed == "b":
                raise WentBackError
            if typed != "?":
                return typed
            self.say(*(explain or (_HELP,)))
