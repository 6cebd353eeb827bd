"""What kind of site each page is on: readers see it in words behind every source."""

from collections.abc import Iterator

from generator.audit.check import value_check
from generator.audit.verdict import Ruling, Verdict
from generator.model.evidence import Evidence, study_file
from generator.model.host import host_name

_FILES = {
    "registered_trials": "data/registered_trials.yml",
    "safety_notices": "data/safety_notices.yml",
    "reported_in_reviews": "data/reported_in_reviews.yml",
}


@value_check(
    "N456",
    "site-of-unknown-kind",
    "A page stands on a site of unknown kind",
    checked="Kind of the site of a page",
    why="A reader is told whether a figure was read at the publisher, in the news or on a copy.",
    method="A list by the curator: data/vocabulary/hosts.yml",
    reads=("url", "host", "kind"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
def site_of_unknown_kind(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether the site of every page that was read is listed with its kind.

    A site is asked for once, at the first page that stands on it; a project without a list is not
    asked at all.
    """
    if not evidence.hosts:
        return
    asked: set[str] = set()
    for study, file, path, address in _pages(evidence):
        host = evidence.host_of(address)
        name = host_name(address)
        if host:
            yield _verdict(Ruling.AGREES, study, file, path, f"is on {name}: {host.words}")
        elif name not in asked:
            asked.add(name)
            yield _verdict(Ruling.TO_READ, study, file, path, f"is on {name}, which is not listed")


def _pages(evidence: Evidence) -> Iterator[tuple[str, str, str, str]]:
    """Yield the study, the file, the place in it and the address of every page that was read."""
    for study in evidence.studies.values():
        for name, source in study.sources.items():
            yield study.id, study_file(study.id), f"sources.{name}.url", source.url
    for records, file in _FILES.items():
        for place, entry in enumerate(getattr(evidence, records)):
            yield "", file, f"[{place}].url", entry.url


def _verdict(ruling: Ruling, study: str, file: str, path: str, seen: str) -> Verdict:
    return Verdict(
        ruling=ruling,
        study=study,
        file=file,
        path=path,
        words=seen,
        expected="a line for its site in data/vocabulary/hosts.yml",
        remedy="Add the site and say what it is: register, publisher, news, copy and the like.",
    )
