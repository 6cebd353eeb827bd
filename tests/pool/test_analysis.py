"""A table analysed by every measure: what belongs together, what is dropped, and what has no number."""

import json

import pytest

from generator.model.study_table import LAYOUTS, StudyTable
from generator.pool.analysis import analyse, order_of
from generator.pool.measures import measures_for, names_for
from generator.pool.study_file import read_effect_table
from generator.pool.summary import summarise
from generator.pool.text_report import pooled_lines, printed_estimate, remarks


def table_of(text: str) -> StudyTable:
    table, findings = read_effect_table(text.encode(), "trials.csv", "trials")
    assert table is not None, findings
    return table


SHARES = "study,year,x,n\nA,2001,3,10\nB,1999,0,20\nC,1999,7,9\n"


def analyses(text: str, measure: str | None = None) -> dict[str, dict[str, object]]:
    answer = json.loads(json.dumps(analyse(table_of(text), measure), allow_nan=False))
    found: dict[str, dict[str, object]] = answer["analyses"]
    return found


def test_one_measure_brings_what_belongs_to_it() -> None:
    assert list(analyses(SHARES, "PLO")) == ["PLO", "GLMM_PLO", "beta_binomial", "crude"]
    assert list(analyses(SHARES, "PAS")) == ["PAS"]
    assert list(analyses("x1,n1,x2,n2\n1,10,3,10\n2,20,5,20\n", "OR")) == ["OR", "PETO", "GLMM_OR"]
    assert list(analyses("x1,t1,x2,t2\n1,10,3,10\n2,20,5,20\n", "IRR")) == ["IRR", "GLMM_IRR"]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: ",".join(layout.columns))
def test_every_name_of_every_layout_gives_an_answer_that_json_can_hold(layout: object) -> None:
    columns = list(layout.columns)  # type: ignore[attr-defined]
    rows = [["0.5" if column == "r" else str(4 + place + 9 * (column[0] in "nt")) for column in columns]
            for place in range(4)]  # fmt: skip
    text = "\n".join([",".join(columns), *(",".join(row) for row in rows)])
    table = table_of(text)
    for name in names_for(table):
        found = json.dumps(analyse(table, name), allow_nan=False)
        assert f'"{name}"' in found
    for measure in measures_for(table).values():
        summary = summarise(table, measure)
        assert summary is not None
        assert len(pooled_lines(summary)) > 5


@pytest.mark.parametrize(
    "text",
    [
        "x,n\n0,10\n0,7\n",
        "x,n\n10,10\n7,7\n5,5\n",
        "x,n\n3,10\n",
        "x,n\n0,1\n1,1\n",
        "x,n\n0,10\n10,10\n0,30\n25,25\n",
        "x1,n1,x2,n2\n0,10,0,10\n0,5,0,5\n",
        "x1,n1,x2,n2\n0,10,3,10\n",
        "x1,n1,x2,n2\n10,10,10,10\n5,5,5,5\n3,6,2,6\n",
        "x1,n1,x2,n2\n0,10,5,10\n0,5,3,5\n0,9,4,9\n",
        "x,t\n0,100\n0,50\n",
        "x1,t1,x2,t2\n0,100,0,50\n0,10,0,20\n",
        "x1,t1,x2,t2\n0,100,4,50\n0,10,3,20\n",
        "yi,vi\n1,1e-10\n1,1e-10\n",
        "yi,vi\n1,1e-10\n2,1e-10\n1.5,2e-10\n",
        "yi,sei\n0,1\n0,1\n",
        "r,n\n1,10\n0.5,3\n",
        "x,n\n300000,1000000000\n100,1000000\n5,400\n",
    ],
)
def test_bare_and_extreme_studies_never_end_in_an_error_or_a_number_that_is_none(text: str) -> None:
    table = table_of(text)
    json.dumps(analyse(table), allow_nan=False)
    for measure in measures_for(table).values():
        summary = summarise(table, measure)
        assert summary is None or pooled_lines(summary)


def test_where_nobody_had_the_event_the_likelihood_says_so_and_so_does_the_reader_s_table() -> None:
    text = "x,n\n0,10\n0,20\n0,7\n"
    assert "error" in analyses(text)["GLMM_PLO"]
    summary = summarise(table_of(text), measures_for(table_of(text))["PLO"])
    assert summary is not None
    assert summary.exact is None
    assert remarks(summary)[0].startswith("nobody had the event, 0 of 37 (0 to 9 %, exact)")


def test_a_study_by_itself_is_shown_by_its_counts_with_nothing_added() -> None:
    table = table_of(SHARES)
    summary = summarise(table, measures_for(table)["PLO"])
    assert summary is not None
    assert [printed_estimate(line, summary) for line in summary.studies] == [
        "3 of 10, 30 % (11 to 60 %)",
        "0 of 20, 0 % (0 to 16 %)",
        "7 of 9, 78 % (45 to 94 %)",
    ]
    assert any("fewer than 5 studies" in remark for remark in remarks(summary))


def test_a_study_without_spread_is_dropped_by_name() -> None:
    found = analyses("study,n1,m1,sd1,n2,m2,sd2\nA,10,1,0,10,2,0\nB,10,1,1,10,2,1\nC,9,1,1,9,3,2\n")
    assert found["MD"]["dropped"] == ["A"]
    assert found["MD"]["k"] == 2
    assert found["SMD"]["dropped"] == ["A"]


def test_one_study_has_a_common_effect_alone() -> None:
    found = analyses("x,n\n3,10\n")["PLO"]
    assert list(found["fits"]) == ["FE"]  # type: ignore[call-overload]


def test_order_is_by_year_then_row_and_text_years_sort_as_text() -> None:
    assert order_of(table_of(SHARES)) == [1, 2, 0]
    assert order_of(table_of("year,x,n\n1981b,1,2\n1981a,1,2\n1980,1,2\n")) == [2, 1, 0]
    assert order_of(table_of("year,x,n\n,1,2\n2001,1,2\n")) == [1, 0]
    assert order_of(table_of("x,n\n1,2\n1,3\n")) == [0, 1]
    assert analyse(table_of("x,n\n1,2\n1,3\n"))["cumulative_order"] == "row"


def test_first_steps_of_the_cumulative_list_are_single_studies() -> None:
    steps = analyses(SHARES)["PR"]["cumulative"]
    assert isinstance(steps, list)
    assert [step["added"] for step in steps] == ["B", "C", "A"]
    assert set(steps[0]["DL_z"]) == {"k", "estimate", "se"}
    assert steps[0]["REML_knha"] is None
