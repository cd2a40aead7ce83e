"""The date of a document as a catalogue writes it, and what is said of one that nobody can read."""

from pathlib import Path

import pytest

from indexer.document import Document
from indexer.metadata import unread_dates
from indexer.metadata.written import parse
from indexer.pipeline.builder import Job, build


@pytest.mark.parametrize(
    ("written", "days", "approximate"),
    [
        ("1950-05-26", "1950-05-26", False),
        ("1950/1955", "1950/1955", False),
        ("1950~", "1950", True),
        ("c. 1950", "1950", True),
        ("ca. 1950", "1950", True),
        ("circa May 1950", "1950-05", True),
        ("[1950]", "1950", True),
        ("[1950?]", "1950", True),
        ("1950年頃", "1950", True),
        ("約1950年", "1950", True),
        ("between 1950 and 1955", "1950/1955", False),
        ("from May 1950 to 1951", "1950-05-01/1951-12-31", False),
        ("1950年から1955年まで", "1950/1955", False),
        ("1950-55", "1950/1955", False),
        ("1950〜1955", "1950/1955", False),
        ("26.5.1950", "1950-05-26", False),
        ("1.5.1950", "1950-05-01", False),
        ("26/5/1950", "1950-05-26", False),
        ("5/26/1950", "1950-05-26", False),
        ("1950/05/26", "1950-05-26", False),
        ("19500526", "1950-05-26", False),
        ("26 May 1950", "1950-05-26", False),
        ("1950年5月26日", "1950-05-26", False),
        ("昭和二十五年五月二十六日付", "1950-05-26", False),
        ("昭和25年", "1950", False),
        ("1950年（昭和25年）", "1950", False),
        ("Moscow, April 18, 1961, 2 p.m.", "1961-04-18", False),
        ("1961-04-18T14:00:00", "1961-04-18", False),
        ("Spring 1950", "1950-03-01/1950-05-31", True),
        ("1950年春", "1950-03-01/1950-05-31", True),
        ("before 1950", "0001/1949", False),
        ("1950年以前", "0001/1950", False),
        ("not after May 1950", "0001-01-01/1950-05-31", False),
        ("after 1950", "1951/9999", False),
        ("1950年以降", "1950/9999", False),
        ("since May 1950", "1950-05-01/9999-12-31", False),
        ("after c. 1950", "1951/9999", True),
        ("early 1950s", "1950/1953", False),
        ("安政元年三月三日", "1854-03-31", False),
        ("昭和二十五年五月上旬", "1950-05-01/1950-05-10", False),
    ],
)
def test_a_date_is_understood_as_it_is_written(written: str, days: str, approximate: bool) -> None:
    found = parse(written)
    assert found is not None
    assert (found.iso, found.approximate) == (days, approximate)


@pytest.mark.parametrize(
    "written",
    ["", "n.d.", "undated", "日付不明", "5/6/1950", "before", "before long", "31.2.1950", "9" * 5000, "[" * 99],
)
def test_what_is_no_date_or_may_be_two_is_none(written: str) -> None:
    assert parse(written) is None


def test_dates_that_nobody_can_read_are_named_with_what_to_write() -> None:
    dated = [Document(f"r{number}", "題", "ja", (), date="n.d.") for number in range(1, 8)]
    (note,) = unread_dates([Document("r0", "T", "en", (), date="c. 1950"), *dated])
    assert note.startswith("dates not understood: 'n.d.' of r1, 'n.d.' of r2")
    assert "and 2 more; write them as 1950-05-26" in note
    assert unread_dates([Document("r0", "T", "en", (), date="1950"), Document("r1", "T", "en", ())]) == ()


def test_the_run_names_the_dates_it_could_not_read(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("件名;年月日;本文\n甲;昭和25年;本文の甲\nB;n.d.;text of B\n", encoding="utf-8")
    summary = build(Job((tmp_path,), tmp_path / "index", jobs=1))
    assert [problem.reason for problem in summary.problems] == [
        "dates not understood: 'n.d.' of rows#3; write them as 1950-05-26, 1950-05, 1950, 1950/1955 or 1950~"
    ]
