"""Tables for a meta-analysis: what is read, what is left out, and what each fault says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.finding import Severity
from generator.model.study_table import LAYOUTS, StudyTable
from generator.pool.study_file import RULES, read_effect_table


def read(text: str) -> tuple[StudyTable | None, list[str]]:
    table, findings = read_effect_table(text.encode(), "trials.csv", "trials")
    return table, [str(finding) for finding in findings]


def test_a_table_is_read_with_its_labels_and_years() -> None:
    table, findings = read(
        'study,year,x,n,note\n"Smith, ""J""",1999,1,10,a\n\n , , , , \nB,,2,20,\n'
    )
    assert findings == []
    assert table is not None
    assert (table.layout.name, table.labels, table.years) == (
        "proportion",
        ('Smith, "J"', "B"),
        ("1999", ""),
    )
    assert dict(table.columns) == {"x": (1.0, 2.0), "n": (10.0, 20.0)}


def test_marks_and_line_ends_of_other_programs_are_read() -> None:
    table, findings = read_effect_table(
        b"\xef\xbb\xbfx,n\r\n1,10\r\n\r\n2,20\r\n", "trials.csv", "trials"
    )
    assert [finding.code for finding in findings] == ["W232"]
    assert table is not None
    assert table.labels == ("line 2", "line 4")
    assert table.years is None


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: ",".join(layout.columns))
def test_each_layout_is_known_by_its_columns(layout: object) -> None:
    names = list(layout.columns)  # type: ignore[attr-defined]
    table, findings = read(f"{','.join(names)}\n{','.join('1' for _ in names)}\n")
    assert findings == []
    assert table is not None
    assert table.layout is layout


def test_a_study_with_an_empty_cell_is_left_out_and_named() -> None:
    table, findings = read("study,x,n\nA,1,10\nB,NA,10\nC,,10\n")
    assert table is not None
    assert table.labels == ("A",)
    assert len(findings) == 2
    assert findings[0].startswith("trials.csv:3: x is empty;")
    assert findings[0].endswith("[W241]")


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("a,b\n1,2\n", "E241", "x1,n1,x2,n2 (events out of a total in two groups)"),
        ("x;n\n1;2\n", "E241", "has semicolons between its cells"),
        ("sep=;\nx;n\n1;2\n", "E241", "has semicolons between its cells"),
        ("x\tn\n1\t2\n", "E241", "has tabs between its cells"),
        ("study x n\nA 1 2\n", "E241", "has blanks between its cells"),
        ("Study,X,N\nA,1,2\n", "E241", "Write them as x,n."),
        ("x1,n1,x2\n1,2,3\n", "E241", "has no column n2; expected x1,n1,x2,n2"),
        ("A,3,3\nB,4,12\n", "E241", "holds numbers (A, 3, 3) and no names of columns"),
        (
            'yi,sei\n"0,3",1\n',
            "E242",
            "yi is “0,3”, which has a decimal comma; expected a number. Write 0.3",
        ),
        ("yi,sei\nA,0,3,0,1\n", "E225", "Decimals take a point."),
        (
            "yi,sei\n−0.3,1\n",
            "E242",
            "begins with a typographic minus; expected a number. Write -0.3",
        ),
        ("yi,sei\n1 000,1\n", "E242", "Write 1000, with nothing between thousands"),
        ('yi,sei\n"1.234,5",1\n', "E242", "12345 or 1234.5"),
        ("yi,sei\n12%,1\n", "E242", "has a percent sign"),
        ("yi,sei\n<0.1,1\n", "E242", "is no exact number"),
        ('"yi\n2",sei\n1,1\n', "E241", "has no column yi"),
        ("study,x,n\nA,1,9\nB,2,8\nTotal,3,17\n", "E246", "trials.csv:4: is called “Total”"),
        ('study,x,n\nA,1,9\n"Overall (I2 = 0 %)",1,9\n', "E246", "Delete it"),
        ("study,x,n\nA b,1,9\na  B,1,9\n", "E245", "trials.csv:3: repeats line 2 (A b)"),
        (
            "x,n\nfive,10\n",
            "E242",
            "trials.csv:2: x is “five”; expected a whole number, 0 or more.",
        ),
        ("x,n\n-1,10\n", "E242", "x is “-1”"),
        ("x,n\n2.5,10\n", "E242", "x is “2.5”"),
        ("x,n\n1,0\n", "E242", "n is “0”; expected a whole number, 1 or more"),
        ('x,n\n1,"1,000"\n', "E242", "nothing between thousands"),
        ("x,n\nnan,5\n", "E242", "x is “nan”"),
        ("x,n\n1_0,50\n", "E242", "x is “1_0”"),
        ("x,t\n1,0\n", "E242", "t is “0”; expected a number above 0"),
        ("yi,sei\n1,0\n", "E242", "sei is “0”"),
        ("yi,sei\n1e300,1\n", "E242", "yi is “1e300”"),
        ("yi,vi\ninf,1\n", "E242", "yi is “inf”"),
        ("r,n\n1.5,10\n", "E242", "r is “1.5”; expected a number from −1 to 1"),
        ("n,mean,sd\n10,1,-1\n", "E242", "sd is “-1”"),
        ("x,n\n11,10\n", "E243", "x is 11 but n is 10; expected at most n."),
        ("x1,n1,x2,n2\n1,10,11,10\n", "E243", "x2 is 11 but n2 is 10"),
        ("x,n\n", "E244", "has 0 rows"),
        ("x,n\nNA,3\n", "E244", "has 1 row, none complete"),
        ("", "E221", "the file is empty"),
        ("x,x,n\n1,1,2\n", "E222", "names the column “x” twice"),
        ("x,n\n1,2,3\n", "E225", "has 3 cells"),
        ('x,n\n"1,2\n', "E226", "cannot be read"),
    ],
)
def test_a_fault_is_one_line_with_place_and_remedy(text: str, code: str, words: str) -> None:
    table, findings = read(text)
    assert table is None
    assert any(finding.endswith(f"[{code}]") and words in finding for finding in findings), findings
    assert all("\n" not in finding for finding in findings)


def test_all_faults_are_told_in_one_run() -> None:
    _, findings = read("x,n\nfive,10\n3,2\n-1,x\n")
    assert len(findings) == 4


def test_the_codes_are_for_good() -> None:
    assert [rule.code for rule in RULES] == [
        "E241", "E242", "E243", "E244", "E245", "E246", "W241", "W242", "W243", "W244",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("study,x,n\nA,1,9\nA,2,9\n", "W242"),
        ("study,x1,n1,x2,n2\nA,4,20,6,21\nB,4,20,6,21\n", "W243"),
        ("study,x,n\nA,1,9\nB,2,8\nC,3,17\n", "W244"),
    ],
)
def test_rows_that_may_be_no_study_of_their_own_are_put_to_the_curator(
    text: str, code: str
) -> None:
    table, findings = read(text)
    assert table is not None
    assert [finding[-5:-1] for finding in findings] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "study,x,n\nA,1,12\nB,1,12\n",
        "study,x1,n1,x2,n2\nA,0,50,0,50\nB,0,50,0,50\n",
        "study,year,x,n\nA,1999,37,143\nA,2004,12,151\n",
        "study,yi,vi\nA,1,1\nB,2,2\nC,3,3\n",
        "x,n\n1,12\n1,12\n",
        "study,x,n\nTotal Health 2003,1,12\nAllen,2,12\nRandom,3,14\n",
    ],
)
def test_rows_that_are_alike_by_chance_are_left_alone(text: str) -> None:
    assert read(text)[1] == []


@given(st.binary(max_size=200))
@settings(deadline=None)
def test_whatever_stands_in_a_file_ends_in_a_table_or_in_findings(content: bytes) -> None:
    table, findings = read_effect_table(b"x,n\n" + content, "trials.csv", "trials")
    assert table is not None or any(finding.severity is Severity.ERROR for finding in findings)
