"""Scripts for R: foreign text stays text, numbers keep every digit, and R itself agrees where it is installed."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from r_installed import has_metafor

from generator.model.study_table import StudyTable
from generator.pool.analysis import kept
from generator.pool.measures import Measure, measures_for
from generator.pool.r_script import r_number, r_script, r_text
from generator.pool.study_file import read_effect_table
from generator.statistics.cumulant import Binomial, Poisson
from generator.statistics.glmm import fit_random_intercept
from generator.statistics.pooling import around, pool_common, pool_random, quantile

TABLES = (
    "study,x,n\nA,3,10\nB,0,20\nC,7,9\nD,5,40\n",
    "study,x1,n1,x2,n2\nA,4,123,11,139\nB,0,306,29,303\nC,0,50,0,40\nD,3,231,11,220\n",
    "study,x,t\nA,9,413.5\nB,0,263\nC,3,487\n",
    "study,x1,t1,x2,t2\nA,9,413.5,19,398\nB,0,263,3,260\nC,6,237,2,300\n",
    "study,n1,m1,sd1,n2,m2,sd2\nA,155,55,47,156,75,64\nB,31,27,7,32,29,4\nC,9,1,0,9,2,0\nD,20,5,3,18,4,2.5\n",
    "study,n,mean,sd\nA,209,0.2,1.446\nB,144,0.08,1.004\nC,29,-1.3,1.831\n",
    "study,n,m_pre,m_post,sd_pre,sd_post,r\nA,20,23.1,19.7,13.8,14.8,0.47\nB,42,24.9,25.3,4.1,3.3,0.64\n",
    "study,r,n\nA,0.3,40\nB,0.6,26\nC,-0.1,90\n",
    "study,yi,sei\nA,-0.592,0.345\nB,-0.0791,0.0787\nC,-0.237,0.144\n",
    "study,yi,vi\nA,1e-5,1e-10\nB,4e-5,2e-10\nC,9e-5,3e-10\n",
    "study,yi,vi\nA,0.5,0.25\n",
)
NASTY = 'O\'Hara "2001"\\n`x`); system("touch hacked") #\n\r\t%s {} \x00\u202e\U0001f600 é'


def table_of(text: str) -> StudyTable:
    table, _ = read_effect_table(text.encode(), "trials.csv", "trials")
    assert table is not None
    return table


@given(st.text())
@settings(deadline=None)
def test_any_text_is_one_inert_string_of_plain_signs(text: str) -> None:
    written = r_text(text)
    inside = written[1:-1]
    assert (written[0], written[-1]) == ('"', '"')
    assert '"' not in inside
    assert inside.isascii()
    assert inside.isprintable() or not inside
    assert inside.count("\\") == inside.count("\\u{") + inside.count("\\U{")


@given(st.floats(allow_nan=False, allow_infinity=False))
@settings(deadline=None)
def test_numbers_keep_every_digit(value: float) -> None:
    assert float(r_number(value)) == value


def test_a_label_cannot_leave_its_string() -> None:
    label = '"); system("touch hacked")'
    quoted = label.replace('"', '""')
    table = table_of(f'study,x,n\n"{quoted}",1,10\nB,2,20\n')
    script = r_script(table, measures_for(table)["PR"])
    assert "system" in script
    assert "system(" + '"' not in script
    assert r_text(label) in script


def expected(table: StudyTable, measure: Measure) -> dict[str, tuple[float, float, float]]:
    used, effects, _ = kept(table, measure)
    common = pool_common(*effects)
    found = {"common": (common.estimate, *common.ci)}
    if len(used) > 1:
        random = pool_random(*effects)
        assert random.pi_t_km1 is not None
        found["random"] = (random.estimate, *random.ci)
        found["prediction"] = (random.estimate, *random.pi_t_km1)
        if measure.stratify is not None:
            fit = measure.stratify(*(table.columns[column] for column in measure.columns))
            assert fit is not None
            found["mantel_haenszel"] = (fit.estimate, *fit.ci)
        if measure.name in {"PLO", "IRLN"}:
            counts = Binomial if measure.name == "PLO" else Poisson
            exact = fit_random_intercept(
                counts.of(*(table.columns[column] for column in measure.columns))
            )
            found["exact"] = (
                exact.estimate,
                *around(exact.estimate, quantile(exact.k - 1) * exact.se),
            )
    return found


@pytest.mark.skipif(not has_metafor(), reason="R with metafor is not installed")
@pytest.mark.parametrize("text", TABLES, ids=lambda text: text.split("\n")[0])
def test_r_agrees_with_every_script(text: str, tmp_path: Path) -> None:
    table = table_of(text)
    measures = measures_for(table)
    for name, measure in measures.items():
        (tmp_path / f"{name}.R").write_text(r_script(table, measure), encoding="utf-8")
    # One start of R for all scripts of a table: it takes longer than the work.
    each = 'for (name in commandArgs(TRUE)) { cat("#", name, "\\n"); source(paste0(name, ".R"), local = new.env()) }'
    command = ["Rscript", "-e", each, *measures]
    outcome = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert outcome.returncode == 0, outcome.stderr
    for part in outcome.stdout.split("# ")[1:]:
        first, *lines = part.splitlines()
        measure = measures[first.strip()]
        printed = {line.split()[0]: tuple(map(float, line.split()[1:])) for line in lines}
        wanted = expected(table, measure)
        assert printed.keys() == wanted.keys()
        for name, numbers in wanted.items():
            tolerance = 1e-3 if name == "exact" else 1e-6
            assert printed[name] == pytest.approx(numbers, rel=tolerance, abs=1e-9), (
                measure.name,
                name,
            )


@pytest.mark.skipif(not has_metafor(), reason="R with metafor is not installed")
def test_r_reads_back_exactly_the_text_that_was_written(tmp_path: Path) -> None:
    script = tmp_path / "text.R"
    script.write_text(f"writeLines(as.character(utf8ToInt({r_text(NASTY)})))\n", encoding="utf-8")
    outcome = subprocess.run(
        ["Rscript", script], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    read = "".join(chr(int(code)) for code in outcome.stdout.split())
    assert read == NASTY.replace("\x00", "\ufffd")
    assert list(tmp_path.iterdir()) == [script]
