"""The rows of a page become columns in the order in which they are read; what stands in rows only becomes a table.

A page is cut into bands from the top down: a band goes on as long as the same empty strips run down between its lines.
The strips of a band part columns of prose, which are read one after the other, or the cells of a table, which is read
row by row. (A strip that one row alone has is a wide space and parts nothing.)
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from itertools import groupby, pairwise
from operator import sub
from statistics import median
from typing import NamedTuple

from indexer.readers.pdf.lines import LARGER, Line, Rows, closed, gap, laps
from indexer.readers.reading import CELL_GAP

STRIP = 0.7
"""An empty strip is so many ems wide at least."""

NARROWEST = 8.0
"""A column of prose is so many ems wide at least; narrower ones are cells, or notes in the margin."""

FILLED, FILLED_SHARE = 0.75, 0.5
"""In prose, this share of the lines fills this share of the column: a cell is as wide as it needs."""

CONFIRMED = 4
"""A strip that so many rows have is no chance."""

CLOSE, CLOSER = 1.6, 0.85
"""Ems from line to line in a cell at most; and the share of a table's widest step that lines in a cell take."""


Column = list[Line]
Interval = tuple[float, float]


class Flow(NamedTuple):
    """A column of a page, counted from 1; `aside` says that it stands beside the running text."""

    page: int
    column: Column
    aside: bool = False


def columns(rows: Rows) -> list[Column]:
    """The lines of one direction in reading order, a list for each column of each band."""
    lines = [row[0] for row in rows]
    if all(len(row) == 1 for row in rows) and not any(laps(*pair, 0.15) for pair in pairwise(lines)):
        return [lines] if lines else []
    found: list[Column] = []
    single = False
    for band, strips in _bands(rows):
        if len(strips) == 1 or not _is_apart(band):
            lines = [_side_by_side(row) for row in band]
            if single:
                found[-1] += lines
            else:
                found.append(lines)
            single = True
        else:
            found += _read(band, strips)
            single = False
    return found


def _bands(rows: Rows) -> Iterator[tuple[Rows, list[Interval]]]:
    """Rows that the same strips run through, with the intervals that their lines fill between the strips."""
    band: Rows = []
    filled: list[Interval] = []
    for number, row in enumerate(rows):
        intervals = [(line.left, line.right) for line in row]
        least = STRIP * max(line.size for line in row)
        wider = _united([*filled, *intervals], least)
        own = _united(intervals, least)
        if band and (_closes(len(band), len(filled), len(wider), len(own)) or _is_heading(rows, number)):
            yield band, filled
            band, wider = [], own
        band.append(row)
        filled = wider
    if band:
        yield band, filled


def _closes(rows: int, before: int, after: int, own: int) -> bool:
    """Whether a band of so many rows ends where a row would leave `after` of its `before` intervals, itself having
    `own`: where no strip is left, or where a row of one line crosses one that more rows have. (Justified lines have
    wide spaces by chance, which the next rows close.)"""
    if before == 1:
        return after < own
    return after == 1 or (own == 1 and after < before and rows >= CONFIRMED)


def _is_heading(rows: Rows, number: int) -> bool:
    """Whether a row is one line in larger type with nothing beside it: what follows begins anew from the left."""
    row, above = rows[number], rows[number - 1]
    below = rows[number + 1] if number + 1 < len(rows) else above
    if len(row) > 1 or laps(above[0], row[0], 0.15) or laps(row[0], below[0], 0.15):
        return False
    return all(row[0].size > LARGER * line.size for line in (above[0], below[0]))


def _is_apart(band: Rows) -> bool:
    """Whether lines stand side by side more than once: a date at the right of a letter's head makes no column."""
    beside = sum(len(row) > 1 for row in band)
    lapping = sum(laps(one[-1], other[0], 0.15) for one, other in pairwise(band))
    return beside + lapping > 1


def _united(intervals: Sequence[Interval], least: float) -> list[Interval]:
    """Intervals that overlap or nearly touch, made one."""
    found: list[Interval] = []
    for left, right in sorted(intervals):
        if found and left - found[-1][1] < least:
            found[-1] = found[-1][0], max(right, found[-1][1])
        else:
            found.append((left, right))
    return found


def _read(band: Rows, strips: Sequence[Interval]) -> list[Column]:
    """A band as columns or as a table."""
    columns: list[Column] = [[] for _ in strips]
    for row in band:
        for place, lines in groupby(row, lambda line: _place(line, strips)):
            columns[place].append(_side_by_side(list(lines)))
    if _is_table(band, columns, strips):
        return [[*_table(band, strips)]]
    return columns


def _place(line: Line, strips: Sequence[Interval]) -> int:
    return next((place for place, (_, right) in enumerate(strips) if line.left < right), len(strips) - 1)


def _is_table(band: Rows, columns: Sequence[Column], strips: Sequence[Interval]) -> bool:
    """Whether most rows hold several cells on one foot, and some column is no prose."""
    shared = sum(len(row) > 1 and _is_level(row) for row in band)
    prose = all(_is_prose(column, *strip) for column, strip in zip(columns, strips, strict=True))
    return not prose and 2 * shared >= len(band)


def _is_level(row: Sequence[Line]) -> bool:
    feet = [line.bottom for line in row]
    return max(feet) - min(feet) <= 0.3 * max(line.size for line in row)


def _is_prose(column: Column, left: float, right: float) -> bool:
    width = right - left
    filled = sum(line.right - line.left >= FILLED * width for line in column)
    wide = width >= NARROWEST * median(line.size for line in column)
    return wide and len(column) > 2 and filled >= FILLED_SHARE * len(column)


def _table(band: Rows, strips: Sequence[Interval]) -> Iterator[Line]:
    """The rows of a table, those that carry on the cells of the row above joined to it."""
    feet = [min(line.bottom for line in row) for row in band]
    widest = max(map(sub, feet, feet[1:]), default=0.0)
    cells: dict[int, Line] = {}
    for number, row in enumerate(band):
        placed: dict[int, Line] = {}
        for line in row:
            place = _place(line, strips)
            placed[place] = _beside(placed[place], line, CELL_GAP) if place in placed else line
        step = feet[number - 1] - feet[number] if number else 0.0
        if cells and not _carries_on(cells, placed, step, widest):
            yield _joined_cells(cells)
            cells = {}
        for place, line in placed.items():
            cells[place] = _beside(cells[place], line) if place in cells else line
    if cells:
        yield _joined_cells(cells)


def _carries_on(cells: Mapping[int, Line], placed: Mapping[int, Line], step: float, widest: float) -> bool:
    """Whether a row, `step` below another, carries on its cells: it has no first one, or goes on in small letters
    closer to it than rows usually are."""
    if not placed.keys() <= cells.keys():
        return False
    first = min(placed.values(), key=lambda line: line.left)
    if 0 not in placed:
        return step < CLOSE * first.size
    return step <= CLOSER * widest and any(line.text[0].islower() for line in placed.values())


def _joined_cells(cells: dict[int, Line]) -> Line:
    ordered = [cells[place] for place in sorted(cells)]
    return reduce(lambda line, cell: _beside(line, cell, CELL_GAP), ordered)._replace(row=len(ordered) > 1)


def _side_by_side(row: Sequence[Line]) -> Line:
    """The parts of a row that no strip parts, as one line."""
    return closed(reduce(lambda line, other: _beside(line, other, gap(line.text, other.text) or "　"), row))


def _beside(line: Line, other: Line, between: str | None = None) -> Line:
    """Two lines as one, with a space or what is given between them."""
    space = gap(line.text, other.text) if between is None else between
    start = len(line.text + space)
    return Line(
        line.text + space + other.text,
        min(line.left, other.left),
        min(line.bottom, other.bottom),
        max(line.right, other.right),
        max(line.top, other.top),
        max(line, other, key=lambda part: len(part.text)).size,
        (*line.hidden, *((first + start, last + start) for first, last in other.hidden)),
    )
