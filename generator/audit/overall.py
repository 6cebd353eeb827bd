"""What the answers of an appraisal come to, where the rule of its tool can be worked out."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import NamedTuple

_CONCERNS, _NO_INFORMATION = "some concerns", "no information"
# So many domains of RoB 2 without information leave the overall open.
_MANY_UNKNOWN = 3


class Allowed(NamedTuple):
    """The overall answers that go with the answers of an appraisal, and their count in words."""

    answers: tuple[str, ...]
    words: str


def overall_allowed(
    tool_id: str, answers: Mapping[str, str], *, about_something: bool
) -> Allowed | None:
    """Return the overall answers that a tool's rule allows; None where no rule can be worked out.

    `answers` are the answers by the id of the item; `about_something` says whether a result is
    named. The rules are those laid down in vocabulary/appraisal_tools.yml, where their sources
    stand.

    >>> overall_allowed("robins-i", {"D1": "serious", "D2": "low"}, about_something=True).answers
    ('serious',)
    >>> overall_allowed("minors", {"M1": "2", "M2": "0"}, about_something=True).answers
    ('2 of 4',)
    """
    if tool_id == "rob-2":
        return _rob_2(answers, about_something=about_something)
    rule = _RULES.get(tool_id)
    return rule(answers) if rule else None


def _rob_2(answers: Mapping[str, str], *, about_something: bool) -> Allowed:
    """Let one high domain decide; several concerns may be raised to high by the rater."""
    counts = Counter(answers.values())
    concerns, unknown = counts[_CONCERNS], counts[_NO_INFORMATION]
    words = f"{counts['high']} high, {concerns} some concerns, {unknown} no information"
    if counts["high"]:
        return Allowed(("high",), words)
    # RoB 2 judges results, so an appraisal that names none cannot come to an overall.
    if unknown >= _MANY_UNKNOWN or not about_something:
        return Allowed((_NO_INFORMATION,), words)
    # RoB 2 lets a rater raise several concerns to high, and only several.
    if concerns > 1:
        return Allowed((_CONCERNS, "high"), words)
    return Allowed((_CONCERNS,) if concerns or unknown else ("low",), words)


def _robins_i(answers: Mapping[str, str]) -> Allowed:
    """Let the worst judged domain decide; an unknown one may leave a better overall open."""
    counts = Counter(answers.values())
    words = ", ".join(f"{number} {answer}" for answer, number in sorted(counts.items()))
    for answer in ("critical", "serious"):
        if counts[answer]:
            return Allowed((answer,), words)
    unknown = (_NO_INFORMATION,) if counts[_NO_INFORMATION] else ()
    if counts["moderate"]:
        return Allowed(("moderate", *unknown), words)
    return Allowed(unknown or ("low",), words)


def _minors(answers: Mapping[str, str]) -> Allowed | None:
    """Add the items up, of two points each."""
    # A sum with an unknown answer in it is no sum.
    if not all(answer.isdecimal() for answer in answers.values()):
        return None
    points = [int(answer) for answer in answers.values()]
    added = f"{' + '.join(map(str, points))} = {sum(points)}"
    return Allowed((f"{sum(points)} of {2 * len(points)}",), added)


def _amstar_2(answers: Mapping[str, str]) -> Allowed:
    """Count critical flaws, as all items kept here are: one gives low, more critically low."""
    flaws = sum(answer == "no" for answer in answers.values())
    unknown = sum(answer == _NO_INFORMATION for answer in answers.values())
    words = f"{flaws} critical flaws, {unknown} without information"
    if flaws:
        return Allowed(("low" if flaws == 1 else "critically low",), words)
    # Weaknesses that are not critical tell moderate from high, and no item here asks for them.
    return Allowed((_NO_INFORMATION,) if unknown else ("moderate", "high"), words)


def _half_of_questions(deciding: str) -> Callable[[Mapping[str, str]], Allowed]:
    """Return the rule of half the applicable questions and one that decides.

    A rater may exclude a study all the same.
    """

    def rule(answers: Mapping[str, str]) -> Allowed:
        # A question that does not apply is no missing yes.
        applicable = [answer for answer in answers.values() if answer != "not applicable"]
        yes = applicable.count("yes")
        decided = answers.get(deciding, "missing")
        words = f"{yes} of {len(applicable)} applicable questions yes, {deciding} {decided}"
        enough = 2 * yes >= len(applicable) and decided == "yes"
        return Allowed(("include" if enough else "seek further information", "exclude"), words)

    return rule


_RULES: Mapping[str, Callable[[Mapping[str, str]], Allowed | None]] = {
    "robins-i": _robins_i,
    "minors": _minors,
    "amstar-2": _amstar_2,
    "jbi-case-series": _half_of_questions("Q8"),
    "jbi-case-reports": _half_of_questions("Q6"),
}
