"""The page of an included study still to be extracted: what is known of it, and no number."""

from collections.abc import Mapping
from functools import partial

from generator.html.element import facts, listed, missing, tag, together
from generator.html.escape import Safe
from generator.html.notices import concern_banner
from generator.html.open_page import OpenPage
from generator.html.page import Page
from generator.html.page_read import original_link, page_read
from generator.html.retractions import banner
from generator.html.study_facts import registration
from generator.model.study import Study
from generator.pages.links import papers_of
from generator.pages.page import make_page
from generator.pages.page_kind import Materials, PageKind, Writer

# How the desk begins what is still to be filled in.
_UNSAID = "to be extracted"


def draft_page(page: OpenPage, study: Study) -> Page:
    """Return the page of a study that waits for extraction."""
    included = study.extraction.first.words()
    # A study may be retracted before anybody extracts it.
    retracted = "retraction" in page.notices_seen(study)
    return make_page(
        page,
        "draft.md",
        title=f"{study.label} (retracted)" if retracted else study.label,
        description=f"{study.label}: included on {included}, still to be extracted",
        study=study,
        included=included,
        retracted=banner(page, study),
        concern=concern_banner(page, study),
        card=_card(page, study),
        read_in=_sources(page, study),
        papers=papers_of(page, study),
    )


def _card(page: OpenPage, study: Study) -> Safe:
    """Return what the record states of the study so far, words and names but no figures."""
    evidence, who, where = page.evidence, study.population, study.setting
    design = evidence.designs.get(study.design)
    people = (who.disease, who.age_group, who.subtype) if who else ()
    place = (where.site, where.city, where.country, where.period) if where else ()
    # A draft may name what the vocabulary does not hold yet.
    populations = filter(evidence.populations.__contains__, study.populations)
    drugs = filter(evidence.drugs.__contains__, study.drugs)
    who_words = (_stated(people), together(map(page.population, populations), ", ") or None)
    numbers = together(map(registration, study.registrations), ", ")
    is_unread = study.summary.casefold().startswith(_UNSAID)
    return facts(
        (
            ("Kind of evidence", study.evidence),
            ("Drugs", together(map(page.drug, drugs), " ") or None),
            ("Who", together(who_words, ". ") or None),
            ("Design", design.label if design else missing(_UNSAID)),
            ("Where and when", _stated(place)),
            ("Sponsor", where.sponsor if where else None),
            ("Registration", numbers or missing()),
            ("Funding", study.funding),
            ("Known so far", None if is_unread else study.summary),
        )
    )


def _stated(parts: tuple[str | None, ...]) -> str | None:
    stated = [part for part in parts if part and not part.casefold().startswith(_UNSAID)]
    return ", ".join(stated) or None


def _sources(page: OpenPage, study: Study) -> Safe | None:
    lines = [
        together(
            (
                original_link(page.site.originals.get((study.id, name)), source.url),
                page_read(page.evidence, source.url, source.title),
                tag("small", f"{source.kind_words}, seen {source.seen.words()}"),
            ),
            " ",
        )
        for name, source in study.sources.items()
    ]
    return listed(lines) if lines else None


def _writers(materials: Materials) -> Mapping[str, Writer]:
    return {
        f"studies/{study.id}.html": partial(draft_page, study=study)
        for study in materials.evidence.drafts.values()
    }


# No family: the ways from one study to the next pass over drafts, of which nothing was read.
PAGES = PageKind(path="studies/*.html", listed_on="studies/index.html", weight=4, write=_writers)
