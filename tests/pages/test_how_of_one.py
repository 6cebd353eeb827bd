"""A trial that stands alone says how its figure came about."""

from generator.audit.verdict import Audit
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.model.evidence import Evidence
from generator.pages.estimate_section import estimate_section
from generator.pictures.gallery import Gallery


def test_a_single_trial_says_how_its_figure_came_about(vaccines: Evidence) -> None:
    page = OpenPage(SiteEvidence(vaccines, Audit(())), "compare/travelling-adults/antibodies.html")
    comparisons = page.site.comparisons.values()
    (estimate, *_) = [
        estimate
        for comparison in comparisons
        for estimate in comparison.together
        if len(estimate.inputs) == 1
    ]
    section = estimate_section(page, Gallery(), estimate, "together-1")
    how = estimate.inputs[0].figure.how
    assert how[1:20] in section
    assert "How this was computed" in section
