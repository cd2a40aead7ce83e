"""How a PDF is set: the size of its text, how far its lines stand apart, which sizes are headings."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from indexer.readers.pdf.columns import Column, Flow
from indexer.readers.pdf.furniture import SIZE_ALIKE
from indexer.readers.pdf.lines import LARGER, Line, Sheet

FEW = 5
"""Fewer lines than this do not tell how wide a column is or how far its lines stand apart."""

LEADING = 1.5
"""Ems from line to line where nothing tells."""

DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Measures:
    """`body` is the size of the text in points, `leading` the ems from line to line, `width` the points that a column
    is wide; `levels` gives the headings' sizes, in steps of half a point, their levels. `outlined` says that the
    outline tells the headings instead."""

    body: float
    leading: float = LEADING
    width: float = 0.0
    levels: Mapping[int, int] = field(default_factory=dict)
    outlined: bool = False

    def level(self, line: Line) -> int:
        """The level of heading that the outline or its size gives a line; 0 for text. A lone large letter begins a
        paragraph."""
        if self.outlined:
            return line.level
        if line.row or line.size < LARGER * self.body or len(line.text) < 2:
            return 0
        return self.levels.get(_half_points(line.size), 0)


def body_size(sheets: Iterable[Sheet]) -> float:
    """The size of the text: the one that most characters are in."""
    sizes: Counter[int] = Counter()
    for sheet in sheets:
        for rows in sheet.rows:
            for row in rows:
                for line in row:
                    sizes[_half_points(line.size)] += len(line.text)
    return sizes.most_common(1)[0][0] / 2 if sizes else 0.0


def measures(flows: Iterable[Flow], body: float, outlined: bool) -> Measures:
    """The measures of a PDF whose text is in size `body`; `outlined` as in Measures."""
    columns = [flow.column for flow in flows if not flow.aside]
    large = {_half_points(line.size) for column in columns for line in column if line.size >= LARGER * body}
    levels = {size: min(level, DEEPEST) for level, size in enumerate(sorted(large, reverse=True), 1)}
    long = [column for column in columns if len(column) >= FEW]
    leadings = [found for column in long if (found := leading(column))]
    leadings = leadings or sorted(filter(None, map(narrowest, columns)))[:1]
    widths = [max(line.right for line in column) - min(line.left for line in column) for column in long]
    usual = median(leadings) if leadings else LEADING
    return Measures(body, usual, median(widths) if widths else 0.0, levels, outlined)


def leading(column: Column) -> float:
    """Ems from line to line within paragraphs: the smaller of a column's distances; 0 where it has too few."""
    steps = _steps(column)
    return steps[len(steps) // 4] if len(steps) >= FEW else 0.0


def narrowest(column: Column) -> float:
    """The smallest distance from line to line in ems; 0 where there is none."""
    return next(iter(_steps(column)), 0.0)


def _steps(column: Column) -> list[float]:
    """The distances between lines in one size, in ems."""
    steps = (step(*pair) / pair[0].size for pair in pairwise(column) if is_alike(*pair))
    return sorted(distance for distance in steps if distance > 0)


def step(one: Line, other: Line) -> float:
    """Points from a line down to the next; of feet and heads the nearer, for Latin letters in a Japanese line have a
    foot of their own."""
    return min(one.bottom - other.bottom, one.top - other.top)


def is_alike(one: Line, other: Line) -> bool:
    """Whether two lines are in one size."""
    return abs(one.size - other.size) <= SIZE_ALIKE * max(one.size, other.size)


def _half_points(size: float) -> int:
    return round(2 * size)
