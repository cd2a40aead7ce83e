"""A document beside the same text in the other language: which passages stand side by side.

Nobody has aligned the two, so they are laid side by side by what their makers gave them: section by section where both
have as many, and within a section one after the other. Where the sections differ nothing but the order is left.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from search_app.search.searcher import Searcher
from search_app.state.state import SearchState
from search_app.views.document import Reader, ReaderPassage, open_document


@dataclass(frozen=True, slots=True)
class Row:
    """Passages that stand side by side; either side may be empty."""

    left: tuple[ReaderPassage, ...]
    right: tuple[ReaderPassage, ...]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two documents in rows. `by_section` says that the rows follow the sections, not the order alone."""

    other: Reader
    rows: tuple[Row, ...]
    by_section: bool


def side_by_side(searcher: Searcher, reader: Reader, state: SearchState) -> SideBySide | None:
    """The document's parallel beside it; None where it has none."""
    if reader.parallel is None:
        return None
    other = open_document(searcher, reader.parallel.id, state)
    left, right = _sections(reader.passages), _sections(other.passages)
    if len(left) == len(right):
        rows = [row for pair in zip(left, right, strict=True) for row in _rows(*pair)]
    else:
        rows = list(_rows(reader.passages, other.passages))
    return SideBySide(other, tuple(rows), len(left) == len(right))


def _sections(passages: Sequence[ReaderPassage]) -> list[list[ReaderPassage]]:
    return [list(group) for _, group in groupby(passages, key=lambda each: each.place.passage.heading_path)]


def _rows(left: Sequence[ReaderPassage], right: Sequence[ReaderPassage]) -> Iterator[Row]:
    """One beside one; where one side has more, the last of the other side stands beside all that are left."""
    shared = min(len(left), len(right))
    cut = max(shared - 1, 0)
    yield from (Row((a,), (b,)) for a, b in zip_longest(left[:cut], right[:cut]))
    if left or right:
        yield Row(tuple(left[cut:]), tuple(right[cut:]))
