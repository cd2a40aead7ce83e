"""How deep the headings of plain text lie, where nothing but their order and form shows it.

米ソ関係                                  1   the title
  歴史                                    2   led straight on to another heading: lies above it
    第二次世界大戦前 (1917年 - 1939年)      3   a span of years
      臨時政府時代                          4   below the span; its equals follow
    冷戦期 (1947年 - 1991年)               3   not within the span before: beside it
      冷戦終結 (1989年 - 1991年)            4   within the span before: below it
  脚注                                    2   no prose follows: it closes the whole
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from indexer.readers.text.headings import Sign

TOP = 2
"""The level below the title's."""


@dataclass(slots=True)
class _State:
    """Where in the tree the last heading stood."""

    base: int = TOP - 1
    spans: list[tuple[int, tuple[int, int]]] = field(default_factory=list)
    leaf: int | None = None
    previous: int = TOP - 1

    @property
    def floor(self) -> int:
        """The highest place for a heading here: below the span of years it belongs to, or the marked heading."""
        return (self.spans[-1][0] if self.spans else self.base) + 1


def levels(signs: Mapping[int, Sign]) -> dict[int, int]:
    """The level of each heading, by the index of its unit."""
    ranks = sorted({sign.rank for sign in signs.values() if sign.rank is not None})
    marked = {rank: TOP + order for order, rank in enumerate(ranks)}
    state, found = _State(), {}
    for index in sorted(signs):
        sign = signs[index]
        if sign.hashes:
            found[index] = sign.hashes
        elif sign.rank is not None:
            found[index] = marked[sign.rank]
            state = _State(base=found[index], previous=found[index])
        else:
            found[index] = _placed(state, index, signs)
        state.previous = found[index]
    return found


def _placed(state: _State, index: int, signs: Mapping[int, Sign]) -> int:
    """The level of a heading that has nothing but its place; `state` moves on to it."""
    sign = signs[index]
    if sign.closing:
        state.spans, state.leaf = [], None
        return state.floor
    if sign.years:
        return _of_years(state, sign.years, index - 1 in signs)
    if index - 1 in signs:
        level = max(state.previous + 1, state.floor)
    else:
        level = max(state.floor, (state.leaf or state.floor) - _run(index, signs) + 1)
    if index + 1 not in signs:
        state.leaf = level
    return level


def _of_years(state: _State, years: tuple[int, int], follows_heading: bool) -> int:
    """A span of years lies below the span that holds it, or beside the last one that does not."""
    beside = None
    while state.spans and not _holds(state.spans[-1][1], years):
        beside = state.spans.pop()[0]
    if state.spans:
        level = state.floor
    elif beside is not None:
        level = beside
    else:
        level = state.previous + 1 if follows_heading else state.floor
    state.spans.append((level, years))
    state.leaf = None
    return level


def _holds(outer: tuple[int, int], inner: tuple[int, int]) -> bool:
    return outer != inner and outer[0] <= inner[0] and inner[1] <= outer[1]


def _run(index: int, signs: Mapping[int, Sign]) -> int:
    """How many headings without years or marks follow one another from here; the last has the text below it."""
    length = 1
    while (after := signs.get(index + length)) and after.years is None and after.rank is None and not after.closing:
        length += 1
    return length
