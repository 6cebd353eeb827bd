"""How many studies compare a result with a control group, in a sentence that is true for none, one and all."""

import pytest

from generator.wording.control_sentence import control_sentence

SOME = "no result with a control group and cannot show what the drug added."
NONE = "so we cannot tell what the drug added."


@pytest.mark.parametrize(
    ("studies", "controlled", "said"),
    [
        (0, 0, "No study of people on alphadrug is counted yet."),
        (1, 1, "1 study of people on alphadrug; it compares a result with a control group."),
        (
            1,
            0,
            f"1 study of people on alphadrug; it compares no result with a control group, {NONE}",
        ),
        (3, 3, "3 studies of people on alphadrug; each compares a result with a control group."),
        (3, 2, f"3 studies of people on alphadrug; 1 compares {SOME}"),
        (3, 1, f"3 studies of people on alphadrug; 2 compare {SOME}"),
        (
            3,
            0,
            f"3 studies of people on alphadrug; none compares a result with a control group, {NONE}",
        ),
    ],
)
def test_every_number_of_studies_has_its_sentence(studies: int, controlled: int, said: str) -> None:
    assert control_sentence("people on alphadrug", studies, controlled) == said
