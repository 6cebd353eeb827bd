"""Where links lead: to the report or the register; a copy is behind them and is called a copy."""

import json
from collections import Counter
from pathlib import Path

from lxml import html

from generator.formats.bibtex import read_bibtex
from generator.formats.ris import read_ris
from generator.model.evidence import Evidence

COPY = "copy on a third party's site"


def test_a_link_to_a_copy_says_that_it_is_one(site: Path, evidence: Evidence) -> None:
    unsaid: Counter[str] = Counter()
    copies = 0
    for path in sorted(site.rglob("*.html")):
        for anchor in html.parse(path).getroot().iter("a"):
            address = anchor.get("href") or ""
            host = evidence.host_of(address) if address.startswith("http") else None
            if host is None or host.kind != "copy":
                continue
            copies += 1
            beside = " ".join(anchor.getparent().text_content().split())
            if COPY not in beside:
                unsaid[f"{path.relative_to(site)}: {address}: {beside[:80]}"] += 1
    assert copies
    assert sorted(unsaid) == []


def test_citations_to_download_lead_to_the_report(site: Path, evidence: Evidence) -> None:
    wanted = {citation.key: citation.address for citation in evidence.citations.values()}
    found: Counter[str] = Counter()
    for path in sorted((site / "studies").glob("*.bib")):
        records, _ = read_bibtex(path.read_text("utf-8"), path.name)
        ris, _ = read_ris(path.with_suffix(".ris").read_text("utf-8"), path.name)
        items = json.loads(path.with_suffix(".csl.json").read_text("utf-8"))
        for record in records:
            key = record.citation.key
            found[key] += 1
            assert record.citation.url == wanted[key]
        assert [record.citation.url for record in ris] == [
            record.citation.url for record in records
        ]
        assert [item.get("URL", "") for item in items] == [
            record.citation.url for record in records
        ]
    assert len(found) > len(evidence.studies) / 2
