"""What a curator set aside for an average: a number, and a reason that may be set aside."""

from collections.abc import Iterator
from dataclasses import replace

from generator.audit.check import check, value_check
from generator.audit.verdict import Ruling, Verdict
from generator.model.evidence import Evidence
from generator.model.finding import Finding
from generator.model.pooling_override import PoolingOverride
from generator.model.rule import Rule
from generator.synthesis.bodies_of_evidence import form_bodies
from generator.synthesis.candidates import candidates
from generator.synthesis.groups import domain
from generator.synthesis.overrides import OVERRIDABLE, is_known
from generator.synthesis.reasons import Reason

_FILE = "data/pooling_overrides.yml"


@check(
    "E395",
    "override-can-be",
    "An override sets aside what nobody may, or no number",
    why="What is false, counted twice or cannot be computed stays out of an average whoever wishes "
    "it in; whether people, times and treatments are near enough is for a curator to judge.",
    reads=("result", "reason"),
)
def override_can_be(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each override of no number, or of a reason that stays."""
    for place, override in enumerate(evidence.pooling_overrides):
        if "#" not in override.result:
            yield rule.broken(
                evidence.places.find(_FILE, f"[{place}].result"),
                seen=f"is {override.result!r}",
                expected="the address of one number, as in paper-2021#fever-free-4w",
                remedy="Name the number: the id of the study, #, the id of the result.",
            )
        if not is_known(override):
            yield rule.broken(
                evidence.places.find(_FILE, f"[{place}].reason"),
                seen=f"is {override.reason!r}, {_what_of(override.reason)}",
                expected=f"one of: {', '.join(sorted(OVERRIDABLE))}",
                remedy="Copy the reason from the table of what is left out, or take the entry out.",
            )


def _what_of(reason: str) -> str:
    known = {each.value for each in Reason}
    return "which may not be set aside" if reason in known else "which no page names as a reason"


@value_check(
    "W519",
    "override-sets-aside",
    "An override sets nothing aside",
    checked="Whether an override moves its number among others",
    why="Shown beside an average, a judgement that changes nothing tells readers of a doubt that "
    "nobody has any more.",
    method="What goes together is formed with the override and without it, and compared",
    reads=("result", "reason", "population"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
def override_sets_aside(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether each override changes what goes together on a page."""
    for place, override in enumerate(evidence.pooling_overrides):
        others = tuple(each for each in evidence.pooling_overrides if each is not override)
        without = replace(evidence, pooling_overrides=others)
        moves = any(
            _together(evidence, *page) != _together(without, *page)
            for page in _pages(evidence, override)
        )
        yield Verdict(
            ruling=Ruling.TO_READ.unless(moves),
            path=f"[{place}].reason",
            words=f"{override.reason!r} is set aside for {override.result}"
            if moves
            else f"sets nothing aside: {override.result} stands where it would without",
            file=_FILE,
            expected="an entry without which the number would stand elsewhere",
            remedy="Take the entry out, or look up what keeps the number out on its page.",
        )


def _pages(evidence: Evidence, override: PoolingOverride) -> Iterator[tuple[str, str]]:
    """Yield the population and domain of each page on which an override holds."""
    study_id, _, number = override.result.partition("#")
    study = evidence.studies.get(study_id)
    for result in study.results if study else ():
        if study and result.id == number:
            for population in study.populations:
                if override.population in {None, population}:
                    yield population, domain(evidence, result)


def _together(
    evidence: Evidence, population: str, domain_name: str
) -> frozenset[frozenset[tuple[str, str]]]:
    bodies = form_bodies(evidence, candidates(evidence, population, domain_name))
    return frozenset(frozenset(each.key for each in body.included) for body in bodies)
