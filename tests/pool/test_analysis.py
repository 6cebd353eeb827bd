"""A table analysed by every measure: what belongs together, what is dropped, and what has no number."""

import json

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from generator.model.study_table import LAYOUTS, Kind, StudyTable
from generator.pool.analysis import analyse, order_of
from generator.pool.measures import measures_for, names_for
from generator.pool.r_script import r_script
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


def lines_of(text: str, name: str) -> list[str]:
    table = table_of(text)
    summary = summarise(table, measures_for(table)[name])
    assert summary is not None
    return pooled_lines(summary)


BOTH = "study,x1,n1,x2,n2\n"


@pytest.mark.parametrize(
    ("rows", "name", "why"),
    [
        ("A,10,10,12,12\nB,5,5,6,6\n", "RR", "everybody had the event in each group of every study"),
        ("A,10,10,12,12\nB,5,5,6,6\n", "OR", "everybody had the event in each group of every study"),
        ("A,0,101,0,105\nB,0,20,0,22\n", "RR", "nobody had the event in either group of any study"),
        ("A,0,101,0,105\nB,0,20,0,22\n", "RD", "nobody had the event in either group of any study"),
        ("A,0,9,0,9\nB,7,7,8,8\n", "RR", "in each study nobody had the event, or everybody had"),
        ("A,0,9,2,9\nB,0,7,3,8\n", "RR", "no study has an event in the first group"),
        ("A,9,9,0,9\nB,7,7,0,8\n", "RD", "every study has a group without events, or with nothing"),
    ],
)  # fmt: skip
def test_where_sums_give_no_estimate_the_reason_stands_in_its_place(
    rows: str, name: str, why: str
) -> None:
    fit = analyses(BOTH + rows)[name]["mantel_haenszel"]
    assert isinstance(fit, dict)
    assert set(fit) == {"call", "error"}
    assert str(fit["error"]).startswith(why)
    printed = " ".join(lines_of(BOTH + rows, name))
    assert f"no Mantel-Haenszel estimate: {why}" in printed


def test_an_estimate_made_of_what_was_added_says_so() -> None:
    printed = lines_of(f"{BOTH}A,0,101,0,105\nB,0,20,0,22\n", "RR")
    assert (
        "  Remark: nobody had the event in either group of any study: the figure is made of what "
        "was added, and tells nothing of a difference."
    ) in printed


def test_how_many_studies_had_something_added_is_said_with_their_names() -> None:
    text = f"{BOTH}A,0,50,0,50\nB,0,40,3,41\nC,5,40,9,41\nD,6,6,7,7\n"
    printed = lines_of(text, "RR")
    assert any("0.5 was added to counts of 3 of 4 studies (A, B, D)" in line for line in printed)
    assert any("in 1 of 4 studies (A) nobody had the event" in line for line in printed)
    assert any("in 1 of 4 studies (D) everybody had the event" in line for line in printed)
    assert not any("added to counts" in line for line in lines_of(text, "AS"))
    assert analyses(text)["RR"]["zeros"] == {
        "half_added_to": ["A", "B", "D"], "nobody_had_it": ["A"], "everybody_had_it": ["D"],
    }  # fmt: skip


def test_shares_and_rates_say_what_was_added_too() -> None:
    assert any("counts of 1 of 3 studies (B)" in line for line in lines_of(SHARES, "PLO"))
    rates = "study,x,t\nA,0,10\nB,3,20\n"
    assert any("counts of 1 of 2 studies (A)" in line for line in lines_of(rates, "IRLN"))
    assert not any("added to" in line for line in lines_of(rates, "IRS"))


def test_nothing_is_added_to_the_sums_that_stand_beside_the_average() -> None:
    printed = lines_of(f"{BOTH}A,0,50,4,50\nB,2,40,3,41\n", "RR")
    assert any(line.startswith("  Mantel-Haenszel, nothing added") for line in printed)


def test_what_differs_between_studies_keeps_its_own_digits() -> None:
    text = "study,yi,vi\nA,0.001,1e-7\nB,0.0018,1e-7\nC,0.0011,1e-7\n"
    (tau,) = [line.split()[5] for line in lines_of(text, "GEN") if "tau, on" in line]
    assert float(tau) == pytest.approx(0.0003, abs=1e-6)


def test_studies_that_agree_too_closely_have_no_interval_for_how_far_they_differ() -> None:
    text = "study,yi,vi\nA,1,1\nB,1,1\nC,1.001,1\n"
    printed = " ".join(lines_of(text, "GEN"))
    assert "0 (REML; no interval: the studies agree more closely than by chance)" in printed
    assert "0.000" not in printed
    heterogeneity = analyses(text)["GEN"]["heterogeneity_ci"]
    assert isinstance(heterogeneity, dict)
    assert "empty" in heterogeneity


def test_each_row_keeps_its_place_where_a_study_has_no_estimate() -> None:
    text = "study,n,mean,sd\nA,10,1,0\nB,10,2,1\nC,,3,1\nD,10,4,2\n"
    facts = analyse(table_of(text))
    found = analyses(text)["MN"]
    assert facts["rows"] == ["A", "B", "C", "D"]
    assert found["yi"] == [None, 2, None, 4]
    assert found["vi"] == [None, 0.1, None, 0.4]
    assert found["k"] == 2
    weights = found["weights_percent"]
    assert isinstance(weights, dict)
    assert [value is None for value in weights["FE"]] == [True, False, True, False]


def test_what_is_too_far_apart_to_be_weighed_has_a_reason() -> None:
    found = analyses("study,yi,vi\nA,1,1e-15\nB,2,1e15\n")["GEN"]
    assert "check the units" in str(found["error"])


COUNTS = st.sampled_from([0, 0, 1, 2, 7, 40, 999, 10**6, 10**12])
NUMBERS = st.sampled_from([0.0, 1.0, -1.0, 0.5, 3.25, 1e-15, -1e-15, 1e15, 1e29, 1e-29, 0.999])


@st.composite
def tables(draw: st.DrawFn) -> str:
    layout = draw(st.sampled_from(LAYOUTS))
    lines = [",".join(["study", *layout.columns])]
    for place in range(draw(st.integers(1, 6))):
        cells = {}
        for name, kind in layout.columns.items():
            is_count = kind in {Kind.COUNT, Kind.TOTAL}
            number = draw(COUNTS if is_count else NUMBERS)
            cells[name] = str(max(1, number) if kind is Kind.TOTAL else number)
            if kind in {Kind.ABOVE_ZERO, Kind.NOT_BELOW_ZERO}:
                cells[name] = str(abs(number) or 1.0)
            if kind is Kind.CORRELATION:
                cells[name] = str(max(-1.0, min(1.0, number)))
        for part, whole in layout.parts:
            events = min(int(cells[part]), int(cells[whole]))
            cells[part] = draw(st.sampled_from(["0", str(events), cells[whole]]))
        lines.append(",".join([f"S{place}", *cells.values()]))
    return "\n".join(lines)


@given(tables())
# Few and always the same: the likelihood models of a large table take a second each.
@settings(deadline=None, max_examples=8, derandomize=True, phases=(Phase.generate,))
def test_no_table_ends_in_an_error_or_prints_a_number_that_is_none(text: str) -> None:
    table, findings = read_effect_table(text.encode(), "trials.csv", "trials")
    if table is None:
        assert findings
        return
    json.dumps(analyse(table), allow_nan=False)
    for measure in measures_for(table).values():
        summary = summarise(table, measure)
        printed = pooled_lines(summary) if summary else []
        assert not {"nan", "inf", "-inf"} & set(" ".join(printed).split())
        r_script(table, measure)
