"""No regular expression runs away on a text made to have it do so: its time grows by no powers, nor by cubes."""

import re
from collections.abc import Mapping
from time import thread_time

import pytest
from hostile_patterns import OTHERWISE, hostile, patterns

from indexer.metadata import own_words, written

TIMES = (16, 24, 32, 48, 64, 400)
"""Times that a part is written: what grows by powers is seen among few, what grows by cubes with 400."""

SECONDS = 0.05
"""Processor seconds under which nothing is asked of how the time grows: a text of 400 short parts takes 0.0002 where it
grows with the length, 0.002 where it grows by squares, 1 by cubes."""

GROWTH = 6
"""How many times the time of its first half a text may take: twice where the time grows with the length, four times by
squares, eight by cubes. A ratio of the same moment, so that a busy machine has no say."""

PATTERNS = patterns()

MOST: Mapping[str, int] = {
    "indexer.metadata.own_words": own_words.LONGEST,
    "indexer.metadata.written": written.LONGEST,
}
"""Characters of the texts that a module looks at with its patterns: no others ever reach them."""


def taken(pattern: re.Pattern[str], text: str) -> float:
    """The seconds of every way to look: from anywhere, and at the whole."""
    began = thread_time()
    for _ in pattern.finditer(text):
        pass
    pattern.fullmatch(text)
    return thread_time() - began


def slow(pattern: re.Pattern[str], most: int | None = None) -> str:
    """A text of which a pattern takes too long, every time, shortened; empty where there is none. A text has `most`
    characters."""
    for before, part in sorted(hostile(pattern)):
        for times in TIMES:
            if all(_runs_away(pattern, (before + part * times)[:most]) for _ in range(3)):
                return f"{(before, part)!a} {times} times"
    return ""


def _runs_away(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a text takes long, and much longer than its first half."""
    seconds = taken(pattern, text + OTHERWISE)
    return seconds > SECONDS and seconds > GROWTH * taken(pattern, text[: len(text) // 2] + OTHERWISE)


@pytest.mark.parametrize("where", PATTERNS)
def test_a_pattern_does_not_run_away(where: str) -> None:
    assert not slow(PATTERNS[where], next((most for module, most in MOST.items() if where.startswith(module)), None))


@pytest.mark.parametrize("growing", [r"(a+)+b", r"(?:から|か|ら)+", r"^(\w+\s?)*$", r"a+b*a+c", r"(.+?),(.+?),(.+?);"])
def test_patterns_that_run_away_are_noticed(growing: str) -> None:
    assert slow(re.compile(growing))
