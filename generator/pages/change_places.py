"""Where on the site something that changed stands now; nothing where it is gone or has no page."""

from collections.abc import Callable, Mapping

from generator.history.record_statements import AGAIN
from generator.html.open_page import OpenPage


def address_of_change(page: OpenPage, at: str) -> str | None:
    """Return the way from a page to the record, or the number, that an address of the history names."""
    section, _, rest = at.partition("/")
    find = _PAGES.get(section)
    path = find(page, rest.partition(AGAIN)[0]) if find else None
    return page.address(path) if path else None


def _study(page: OpenPage, rest: str) -> str | None:
    name = rest.partition("/")[0].partition("#")[0]
    study = page.evidence.every_study.get(name)
    if study is None:
        return None
    number = rest.partition("#")[2].partition("/")[0]
    anchor = f"#{number}" if any(row.id == number for row in study.numbers) else ""
    return f"studies/{name}.html{anchor}"


def _estimate(page: OpenPage, rest: str) -> str | None:
    population, domain, *_ = [*rest.split("/"), ""]
    known = (population, domain) in page.site.comparisons
    return f"compare/{population}/{domain}.html#_together" if known else None


def _rating(page: OpenPage, rest: str) -> str | None:
    name = rest.partition("/")[0]
    population = next((one.population for one in page.evidence.certainty if one.id == name), None)
    return (
        f"populations/{population}.html#{name}" if population in page.evidence.populations else None
    )


def _citation(page: OpenPage, rest: str) -> str | None:
    key = next(
        (key for key in page.evidence.citations if rest == key or rest.startswith(f"{key}/")), None
    )
    return f"bibliography.html#{key}" if key else None


def _trial(page: OpenPage, rest: str) -> str | None:
    name = rest.partition("/")[0]
    return (
        f"trials.html#{name}"
        if any(one.id == name for one in page.evidence.registered_trials)
        else None
    )


def _safety(page: OpenPage, rest: str) -> str | None:
    name = rest.partition("/")[0]
    return (
        f"safety.html#{name}"
        if any(one.id == name for one in page.evidence.safety_notices)
        else None
    )


def _review(page: OpenPage, rest: str) -> str | None:
    name = rest.partition("/")[0]
    known = any(one.id == name for one in page.evidence.reported_in_reviews)
    return f"methods.html#reviewed-{name}" if known else None


def _appraisal(page: OpenPage, rest: str) -> str | None:
    known = (name for name in page.evidence.studies if rest.startswith(f"{name}."))
    return next((f"studies/{name}.html" for name in known), None)


def _measure(page: OpenPage, rest: str) -> str | None:
    name = rest.partition("/")[0]
    return f"outcomes/{name}.html" if name in page.site.shared_measures else None


def _drug(page: OpenPage, rest: str) -> str | None:
    name = rest.partition("/")[0]
    return (
        f"drugs/{name}.html" if name in page.evidence.drugs and page.has_drug_page(name) else None
    )


def _population(page: OpenPage, rest: str) -> str | None:
    name = rest.partition("/")[0]
    return f"populations/{name}.html" if name in page.evidence.populations else None


def _screening(_: OpenPage, rest: str) -> str | None:
    return "screening.html" if rest else None


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
