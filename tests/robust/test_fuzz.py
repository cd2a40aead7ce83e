"""Questions and requests drawn by chance, in small numbers; benchmarks/robust/fuzz.py draws the large ones."""

import sys
from pathlib import Path

import pytest
from amounts import tried
from library import built

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks/robust"))

import fuzz

SEED = 1
QUESTIONS, REQUESTS = tried(300, 20_000), tried(100, 2_000)
"""As many as take about two minutes of a processor; each engine is asked all the questions."""

SLOWEST = 4.0
"""Processor seconds. The tool's limit is one; of a thousand questions some four still take longer (see README)."""


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_no_question_raises_or_takes_long(engine: str) -> None:
    report = fuzz.run(built(engine=engine), QUESTIONS, SEED, http=False)
    assert report.asked == QUESTIONS
    assert not report.failed and report.slowest[0][0] < SLOWEST, report.slowest[0]


def test_no_request_ends_in_500_or_takes_long() -> None:
    report = fuzz.run(built(), REQUESTS, SEED, http=True)
    assert report.asked == REQUESTS
    assert not report.failed and report.slowest[0][0] < SLOWEST, report.slowest[0]


def test_what_fails_is_told_with_the_question_that_draws_it_again() -> None:
    report = fuzz.Report()
    fuzz.timed(report, "seed 1-7", lambda: [][0])
    assert report.failed[0].startswith("seed 1-7\nTraceback") and "IndexError" in report.failed[0]
