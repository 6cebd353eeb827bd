"""What was recorded of the last version belongs to the newest of the recorded versions."""

from collections.abc import Iterator

from generator.audit.check import check
from generator.model.evidence import Evidence
from generator.model.finding import Finding
from generator.model.rule import Rule

_PUBLISHED = "data/releases/published.json"


@check(
    "E373",
    "published-is-newest",
    "What the last version stated does not belong to the newest version",
    why="What's new would compare the evidence with the wrong state, and tell readers of "
    "changes that were none.",
    reads=(),
)
def published_is_newest(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding where the last version's statements are missing or of another version."""
    newest = max((release.version for release in evidence.releases), default=None)
    held = evidence.published.version if evidence.published else None
    if newest == held:
        return
    seen = f"holds version {held}" if held else "holds nothing that can be read"
    expected = "a file of that version beside it"
    if newest:
        expected = f"version {newest}, the newest in data/releases/"
    yield rule.broken(
        evidence.places.find(_PUBLISHED),
        seen=seen,
        expected=expected,
        remedy="Restore data/releases/ from the history of the project; only `evidence release`"
        " writes there.",
    )
