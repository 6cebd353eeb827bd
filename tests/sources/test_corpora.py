"""Files from elsewhere, where they stand beside the project: read whole, or refused with a place."""

import re
from pathlib import Path

from generator.sources.bibtex import read_bibtex
from generator.sources.decode import decode
from generator.sources.yaml_text import read_yaml

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
ENTRY = re.compile(r"^@(?!string|preamble|comment)\w+\s*[{(]", re.IGNORECASE | re.MULTILINE)

if CORPORA.exists():

    def test_every_entry_of_every_bibliography_is_read() -> None:
        paths = [*CORPORA.glob("bib/*.bib"), *CORPORA.glob("csl-json/*.bib"), *CORPORA.glob("made/*.bib")]
        assert len(paths) > 5
        for path in paths:
            text, _ = decode(path.read_bytes(), path.name)
            citations, _, findings = read_bibtex(text, path.name)
            assert len(citations) == len(ENTRY.findall(text)), path.name
            assert not [finding for finding in findings if finding.code in {"E211", "E212"}], path.name

    def test_every_invalid_yaml_is_refused_with_a_line() -> None:
        paths = [*CORPORA.glob("yaml/*.loader-error"), CORPORA / "made" / "yaml-alias-bomb.yml"]
        # Valid as text, wrong only for readers that give types to words or merge keys; or mended, and told.
        read = {"invalid-merge-1", "invalid-utf8-byte"}
        assert len(paths) > 40
        for path in paths:
            text, faults = decode(path.read_bytes(), path.name)
            node, findings = read_yaml(text, path.name)
            assert (node is None) == (path.stem not in read), path.name
            assert (faults or findings or path.stem == "invalid-merge-1") != [], path.name
            assert all(finding.place.line for finding in [*faults, *findings]), path.name

    def test_words_in_yaml_stay_words() -> None:
        path = CORPORA / "made" / "yaml-implicit-types.yml"
        node, findings = read_yaml(path.read_text(encoding="utf-8"), path.name)
        assert findings == []
        assert node is not None
        written = dict(re.findall(r"^(\w+): (\S.*)$", path.read_text(encoding="utf-8"), re.MULTILINE))
        values = {key: getattr(value, "text", None) for key, value in node.values.items()}  # type: ignore[union-attr]
        assert {key: values[key] for key in written} == {key: text.strip('"') for key, text in written.items()}
