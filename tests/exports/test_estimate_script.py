"""The R script of an average: where R is installed it is run, and gives what the page shows."""

import math
import subprocess
from pathlib import Path

import pytest
from made_trials import FORMS, Form, Trials
from made_up import POPULATION
from r_installed import has_metafor

from generator.exports.estimate_script import estimate_script
from generator.model.evidence import Evidence
from generator.synthesis.bodies_of_evidence import form_bodies
from generator.synthesis.candidates import candidates
from generator.synthesis.estimate import estimate


@pytest.mark.skipif(not has_metafor(), reason="R with metafor is not installed")
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("seed", range(5))
def test_r_prints_the_average_and_the_weights_of_the_page(
    small: Evidence, form: Form, seed: int, tmp_path: Path
) -> None:
    trials = Trials(small, form, f"in R {seed}")
    for _ in range(2 + seed):
        trials.add()
    evidence = trials.evidence
    (body,) = form_bodies(evidence, candidates(evidence, POPULATION, trials.domain))
    shown = estimate(evidence, body)
    script, pooled = estimate_script(shown), shown.pooled
    assert script is not None
    assert pooled is not None
    file = tmp_path / "estimate.R"
    file.write_text(script, encoding="utf-8")
    command = ["Rscript", str(file)]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    (random,) = [line.split()[1:] for line in lines if line.startswith("random ")]
    back = math.exp if pooled.scale == "ratio" else float
    assert [back(float(text)) for text in random] == pytest.approx(
        [pooled.value, pooled.low, pooled.high], rel=1e-6
    )
    weights = [float(line.split()[-1]) for line in lines if line.startswith("weight ")]
    assert weights == pytest.approx(pooled.weights, rel=1e-6)
