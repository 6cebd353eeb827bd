"""Where on the site something that changed stands now; nothing where it is gone or has no page."""

from collections.abc import Callable, Iterable, Mapping

from generator.history.record_statements import AGAIN
from generator.html.open_page import OpenPage
from generator.model.register import RegisteredTrial, ReviewedStudy, SafetyNotice
from generator.model.result import Result
from generator.model.study import Harm, Study


def address_of_change(page: OpenPage, changed: str) -> str | None:
    """Return the way from a page to the record or number that an address of the history names."""
    section, _, rest = changed.partition("/")
    find = _PAGES.get(section)
    # The mark of a second row of the same name is no part of the id that a page knows.
    path = find(page, rest.partition(AGAIN)[0]) if find else None
    return page.address(path) if path else None


def numbered(page: OpenPage, changed: str) -> tuple[Study | None, Result | Harm | None]:
    """Return the study and the number that an address of the history names, where they stand."""
    name, _, number = changed.removeprefix("studies/").partition("#")
    study = page.evidence.studies.get(_first(name))
    if study is None:
        return None, None
    return study, next((row for row in study.numbers if row.id == _first(number)), None)


def _study(page: OpenPage, rest: str) -> str | None:
    name, _, number = rest.partition("#")
    study = page.evidence.every_study.get(_first(name))
    if study is None:
        return None
    number = _first(number)
    known = any(row.id == number for row in study.numbers)
    return f"studies/{study.id}.html#{number}" if known else f"studies/{study.id}.html"


def _estimate(page: OpenPage, rest: str) -> str | None:
    # The empty domain lets an address that ends too early lead nowhere instead of failing.
    population, domain, *_ = [*rest.split("/"), ""]
    known = (population, domain) in page.site.comparisons
    return f"compare/{population}/{domain}.html#_together" if known else None


def _rating(page: OpenPage, rest: str) -> str | None:
    name = _first(rest)
    for rating in page.evidence.certainty:
        if rating.id == name and rating.population in page.evidence.populations:
            return f"populations/{rating.population}.html#{name}"
    return None


def _citation(page: OpenPage, rest: str) -> str | None:
    # A BibTeX key may hold a slash itself.
    for key in page.evidence.citations:
        if rest == key or rest.startswith(f"{key}/"):
            return f"bibliography.html#{key}"
    return None


def _trial(page: OpenPage, rest: str) -> str | None:
    return _anchor("trials.html#", rest, page.evidence.registered_trials)


def _safety(page: OpenPage, rest: str) -> str | None:
    return _anchor("safety.html#", rest, page.evidence.safety_notices)


def _review(page: OpenPage, rest: str) -> str | None:
    return _anchor("methods.html#reviewed-", rest, page.evidence.reported_in_reviews)


def _appraisal(page: OpenPage, rest: str) -> str | None:
    # An id holds no full stop, so that the first one ends the name of the study.
    known = (name for name in page.evidence.studies if rest.startswith(f"{name}."))
    return next((f"studies/{name}.html" for name in known), None)


def _measure(page: OpenPage, rest: str) -> str | None:
    name = _first(rest)
    return f"outcomes/{name}.html" if name in page.site.shared_measures else None


def _drug(page: OpenPage, rest: str) -> str | None:
    name = _first(rest)
    known = name in page.evidence.drugs and page.has_drug_page(name)
    return f"drugs/{name}.html" if known else None


def _population(page: OpenPage, rest: str) -> str | None:
    name = _first(rest)
    return f"populations/{name}.html" if name in page.evidence.populations else None


def _screening(_: OpenPage, rest: str) -> str | None:
    return "screening.html" if rest else None


def _first(rest: str) -> str:
    """Return the record an address names, without the field in it."""
    return rest.partition("/")[0]


def _anchor(
    place: str, rest: str, records: Iterable[RegisteredTrial | SafetyNotice | ReviewedStudy]
) -> str | None:
    name = _first(rest)
    return f"{place}{name}" if any(record.id == name for record in records) else None


_PAGES: Mapping[str, Callable[[OpenPage, str], str | None]] = {
    "studies": _study,
    "estimate": _estimate,
    "certainty": _rating,
    "notices": _citation,
    "citations": _citation,
    "trials": _trial,
    "safety": _safety,
    "reviews": _review,
    "appraisals": _appraisal,
    "measures": _measure,
    "screening": _screening,
    "drugs": _drug,
    "populations": _population,
}
