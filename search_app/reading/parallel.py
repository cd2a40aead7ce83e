"""A document beside the same text in the other language: which passages stand side by side.

Nobody has aligned the two, so they are laid side by side by what their makers gave them: section by section where both
have as many, and within a section one after the other. Where the sections differ nothing but the order is left.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from indexer.storage.records import DocumentRow
from search_app.notes import Note
from search_app.reading.document import ReaderPassage, Wanted, readable, weight
from search_app.reading.outline import Outline, Standing, outline
from search_app.reading.sections import Section, sections
from search_app.search.searcher import Searcher
from search_app.state.state import SearchState


@dataclass(frozen=True, slots=True)
class Row:
    """Passages that stand side by side; either side may be empty."""

    left: tuple[ReaderPassage, ...]
    right: tuple[ReaderPassage, ...]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two documents in rows, those of a section of both. `by_section` says that the rows follow the documents' own
    sections, not the order alone."""

    document: DocumentRow
    other: DocumentRow
    section: Section
    rows: tuple[Row, ...]
    by_section: bool
    notes: tuple[Note, ...]


_Pair = tuple[tuple[Standing, ...], tuple[Standing, ...]]


def side_by_side(searcher: Searcher, document_id: str, state: SearchState, wanted: Wanted) -> SideBySide | None:
    """The document and its parallel, the section of both that is wanted; None where it has none. Raises NotFound."""
    mine = outline(searcher, document_id, state)
    if not mine.document.parallel or searcher.library.store.document(mine.document.parallel) is None:
        return None
    other = outline(searcher, mine.document.parallel, state)
    pairs, by_section = _paired(mine, other)
    rows = [(*left, *right) for left, right in pairs]
    section = wanted.among(sections([weight(row) for row in rows]), rows)
    shown = tuple(
        Row(tuple(readable(searcher, state, mine, left)), tuple(readable(searcher, state, other, right)))
        for left, right in pairs[section.start : section.stop]
    )
    return SideBySide(mine.document, other.document, section, shown, by_section, (*mine.notes, *searcher.budget.notes))


def _paired(mine: Outline, other: Outline) -> tuple[list[_Pair], bool]:
    """The rows of two documents, and whether they follow the sections."""
    left, right = _sections(mine.standings), _sections(other.standings)
    if len(left) == len(right):
        return [row for pair in zip(left, right, strict=True) for row in _rows(*pair)], True
    return list(_rows(mine.standings, other.standings)), False


def _sections(standings: Sequence[Standing]) -> list[list[Standing]]:
    return [list(group) for _, group in groupby(standings, key=lambda each: each.place.passage.heading_path)]


def _rows(left: Sequence[Standing], right: Sequence[Standing]) -> Iterator[_Pair]:
    """One beside one; where one side has more, the last of the other side stands beside all that are left."""
    shared = min(len(left), len(right))
    cut = max(shared - 1, 0)
    yield from (((a,), (b,)) for a, b in zip_longest(left[:cut], right[:cut]))
    if left or right:
        yield tuple(left[cut:]), tuple(right[cut:])
