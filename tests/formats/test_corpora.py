"""Files from elsewhere, where they stand beside the project: read whole, or refused with a place."""

import json
import re
from pathlib import Path

import pytest
from lxml import etree

from generator.files.bibliography_file import read_bibliography
from generator.formats.any_file import read_records
from generator.formats.collection import Collection
from generator.text.decode import decode
from generator.text.yaml_text import read_yaml

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
ENTRY = re.compile(r"^@(?!string|preamble|comment)\w+\s*[{(]", re.IGNORECASE | re.MULTILINE)

if CORPORA.exists():

    def test_every_entry_of_every_bibliography_is_read() -> None:
        paths = [
            *CORPORA.glob("bib/*.bib"),
            *CORPORA.glob("csl-json/*.bib"),
            *CORPORA.glob("made/*.bib"),
        ]
        assert len(paths) > 5
        for path in paths:
            text, _ = decode(path.read_bytes(), path.name)
            citations, _, findings = read_bibliography(text, path.name)
            assert len(citations) == len(ENTRY.findall(text)), path.name
            assert not [finding for finding in findings if finding.code in {"E211", "E212"}], (
                path.name
            )

    def test_every_invalid_yaml_is_refused_with_a_line() -> None:
        paths = [*CORPORA.glob("yaml/*.loader-error"), CORPORA / "made" / "yaml-alias-bomb.yml"]
        # Mended, and noted.
        read = {"invalid-utf8-byte"}
        assert len(paths) > 40
        for path in paths:
            text, faults = decode(path.read_bytes(), path.name)
            node, findings = read_yaml(text, path.name)
            assert (node is None) == (path.stem not in read), path.name
            assert (faults or findings) != [], path.name
            assert all(finding.place.line for finding in [*faults, *findings]), path.name

    def test_words_in_yaml_stay_words() -> None:
        path = CORPORA / "made" / "yaml-implicit-types.yml"
        node, findings = read_yaml(path.read_text(encoding="utf-8"), path.name)
        assert findings == []
        assert node is not None
        written = dict(
            re.findall(r"^(\w+): (\S.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        )
        values = {key: getattr(value, "text", None) for key, value in node.values.items()}  # type: ignore[union-attr]
        assert {key: values[key] for key in written} == {
            key: text.strip('"') for key, text in written.items()
        }

    def imported(path: Path) -> Collection:
        return read_records(path.read_bytes(), path.name)

    def test_every_pubmed_record_is_its_own() -> None:
        paths = sorted(CORPORA.glob("pubmed-xml/*.xml"))
        assert len(paths) > 80
        for path in paths:
            collection = imported(path)
            if path.stem == "37909814":
                assert [finding.code for finding in collection.findings] == ["N261"]
                continue
            (record,) = collection.records
            assert collection.findings == (), path.name
            assert str(record.citation.pmid) == f"PMID {path.stem}"
            tree = etree.parse(path)
            own = [
                one.text
                for one in tree.iterfind(
                    "PubmedArticle/PubmedData/ArticleIdList/ArticleId[@IdType='doi']"
                )
            ]
            assert [record.citation.doi.name if record.citation.doi else None] == (own or [None])
            assert record.other_dois == ()
            whole = "".join(
                tree.find("PubmedArticle/MedlineCitation/Article/ArticleTitle").itertext()
            )  # type: ignore[union-attr]
            assert record.citation.title == " ".join(whole.split()).removesuffix(".")

    def test_replies_that_are_no_records_are_refused_by_name() -> None:
        for path in CORPORA.glob("entrez/e[flps]*.xml"):
            (finding,) = imported(path).findings
            assert finding.code == "E261"
            assert re.search(r"e[A-Z]\w+Result|pmc-articleset", str(finding)), path.name
        assert "HTML page" in str(imported(CORPORA / "entrez" / "pubmed3.html").findings[0])

    @pytest.mark.parametrize(
        ("name", "code"),
        [
            ("billion-laughs.xml", "E263"), ("external-entity.xml", "E263"), ("html-error-with-status-200.xml", "E261"),
            ("eutils-429-body.json", "E261"),
        ],
    )  # fmt: skip
    def test_bombs_and_error_pages_are_refused_by_name(name: str, code: str) -> None:
        collection = imported(CORPORA / "made" / name)
        assert (collection.records, [finding.code for finding in collection.findings]) == (
            (),
            [code],
        )

    def test_a_work_in_four_formats_is_one_citation() -> None:
        works = [
            imported(CORPORA / "csl-json" / f"bibliography.{end}").records[0]
            for end in ("bib", "json", "nbib", "ris")
        ]
        assert len({record.citation.doi for record in works}) == 1
        assert len({record.citation.title for record in works}) == 1
        assert len({record.citation.year for record in works}) == 1
        assert (
            len(
                {
                    tuple((one.family, one.given) for one in record.citation.authors)
                    for record in works
                }
            )
            == 1
        )

    def test_no_entry_and_no_object_is_lost() -> None:
        for path in [
            *CORPORA.glob("bib/*.bib"),
            *CORPORA.glob("made/*.bib"),
            *CORPORA.glob("csl-json/*.bib"),
        ]:
            collection = imported(path)
            assert len(collection.records) == len(
                ENTRY.findall(decode(path.read_bytes(), path.name)[0])
            ), path.name
        for path in [*CORPORA.glob("csl-json/*.json"), *CORPORA.glob("register-json/*.json")]:
            collection = imported(path)
            count = len(json.loads(path.read_text())) if path.parent.name == "csl-json" else 1
            lost = [finding for finding in collection.findings if finding.code == "E262"]
            assert len(collection.records) + len(lost) == count, path.name
