"""What the pages of a PDF repeat at their edges, running heads and page numbers, is told from their text.

A line is furniture if it is the outermost of its page, no larger than the text, and stands on another page at the
same height with the same words, or with a number that grows as the pages do (a lone number may stand anywhere: at the
foot where a chapter begins, else at the head). Left and right pages need not agree.
What is not repeated is never dropped; where it stands in the place of a running head, it is set beside the text, and
between two pages with one it is shown but not searched.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from indexer.readers.pdf.lines import Line, Rows, Sheet

DEEPEST = 3
"""So many rows from an edge may be furniture, such as a head in two lines."""

TOLERANCE = 4.0
"""Points by which furniture may stand higher on one page than on another."""

LARGEST = 1.15
"""Furniture is at most so many times as large as the text: `No. 11`, `No. 12` on top of letters are headings."""

SIZE_ALIKE = 0.08
"""Sizes that differ by this share are one size."""

APART = 0.6
"""So many ems part furniture from the text: the heads of a table that goes on are none."""

NUMBER = re.compile(r"(?<![^\W_])[0-9０-９]{1,5}(?![^\W_])")
ROMAN = re.compile(r"[-–—\s(\[]*([ivxlc]{1,8})[-–—\s)\]]*", re.IGNORECASE)
ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
KANJI = re.compile(r"[〇一二三四五六七八九]{1,4}")
KANJI_DIGITS = str.maketrans("〇一二三四五六七八九", "0123456789")

Key = tuple[str, int]
"""A text, its number taken out, and by how much that number is ahead of the page's."""

Edge = tuple[int, bool]
"""A direction of writing, and whether the upper edge of it is meant."""


Place = tuple[Edge, int]
"""An edge, and how far from it, in steps of TOLERANCE."""

FOLIOS = ("#", "-#-", "- # -", "– # –", "—#—", "(#)", "[#]", "roman", "kanji")
"""What the keys of lines say that are nothing but a page's number."""

ANYWHERE: Place = (0, True), -1


@dataclass(frozen=True, slots=True)
class Cleared:
    """A sheet without its furniture, and the lines that stand where furniture stands on other pages."""

    sheet: Sheet
    above: tuple[Line, ...] = ()
    below: tuple[Line, ...] = ()


def cleared(sheets: Sequence[Sheet], body: float) -> list[Cleared]:
    """The sheets without furniture. `body` is the size of the text. Where all would be furniture, all is kept."""
    repeats = _Repeats(sheets, body)
    bare = [repeats.without_furniture(sheet) for sheet in sheets]
    if not any(rows for sheet in bare for rows in sheet.rows):
        return [Cleared(sheet) for sheet in sheets]
    return [repeats.set_beside(sheet) for sheet in bare]


class _Repeats:
    """What stands how often at which height; heights are counted in steps of TOLERANCE from the edge."""

    def __init__(self, sheets: Sequence[Sheet], body: float) -> None:
        self.largest = LARGEST * body
        self.pages: Counter[tuple[Place, Key]] = Counter()
        self.places: Counter[Place] = Counter()
        self.sizes: dict[tuple[Edge, int, int], float] = {}
        for sheet in sheets:
            self.pages.update(
                {fact for edge, rows, height in _edges(sheet) for fact in _facts(sheet, edge, rows, height)}
            )

    def without_furniture(self, sheet: Sheet) -> Sheet:
        """The sheet cleared from both edges of each direction."""
        groups = list(sheet.rows)
        for index, (turns, height) in enumerate(zip(sheet.turns, sheet.heights, strict=True)):
            for upper in (True, False):
                rows = self._cleared(groups[index][:: 1 if upper else -1], sheet.number, (turns, upper), height)
                groups[index] = rows[:: 1 if upper else -1]
        return replace(sheet, rows=tuple(groups))

    def _cleared(self, rows: Rows, number: int, edge: Edge, height: float) -> Rows:
        """Rows, from an edge inwards, without the furniture that they begin with, down to a gap."""
        kept: Rows = []
        for depth, row in enumerate(rows[:DEEPEST]):
            text = [line for line in row if not self._is_furniture(line, number, edge, height)]
            if len(text) == len(row):
                break
            kept.append(text)
            if _is_apart(rows, depth):
                self._note(rows[: depth + 1], kept, number, edge, height)
                return [*filter(None, kept), *self._cleared(rows[depth + 1 :], number, edge, height)]
            if text:
                break
        return rows

    def _is_furniture(self, line: Line, number: int, edge: Edge, height: float) -> bool:
        step = _step(line, edge, height)
        return line.size <= self.largest and self._repeated(line, number, edge, step) > 1

    def _note(self, rows: Rows, kept: Rows, number: int, edge: Edge, height: float) -> None:
        """Remember where furniture stands."""
        for row, text in zip(rows, kept, strict=True):
            for line in row:
                if line not in text:
                    step = _step(line, edge, height)
                    self.places[edge, step] += 1
                    self.sizes[edge, step, number] = line.size

    def _repeated(self, line: Line, number: int, edge: Edge, step: int) -> int:
        """On how many pages a line stands at its height, or next to it."""
        return max(
            self.pages[ANYWHERE, key]
            if key[0] in FOLIOS
            else sum(self.pages[(edge, step + near), key] for near in (-1, 0, 1))
            for key in _keys(line.text, number)
        )

    def set_beside(self, sheet: Sheet) -> Cleared:
        """The sheet with the lines told apart that stand, parted from the text, where others have furniture."""
        groups = list(sheet.rows)
        beside: dict[bool, list[Line]] = {True: [], False: []}
        for index, (turns, height) in enumerate(zip(sheet.turns, sheet.heights, strict=True)):
            for upper in (True, False):
                rows = groups[index][:: 1 if upper else -1]
                if (
                    rows
                    and _is_apart(rows, 0)
                    and all(self._is_place(line, (turns, upper), height) for line in rows[0])
                ):
                    edge = turns, upper
                    beside[upper] += (self._unsearched(line, edge, height, sheet.number) for line in rows[0])
                    groups[index] = rows[1:][:: 1 if upper else -1]
        return Cleared(replace(sheet, rows=tuple(groups)), tuple(beside[True]), tuple(beside[False]))

    def _unsearched(self, line: Line, edge: Edge, height: float, number: int) -> Line:
        """A line between two running heads of its size is one itself: the only left page, the page of a short
        chapter."""
        step = _step(line, edge, height)
        sizes = [
            max(self.sizes.get((edge, step + near, page), 0.0) for near in (-1, 0, 1))
            for page in (number - 1, number + 1)
        ]
        alike = all(abs(size - line.size) <= SIZE_ALIKE * line.size for size in sizes)
        return line._replace(hidden=((0, len(line.text)),)) if alike else line

    def _is_place(self, line: Line, edge: Edge, height: float) -> bool:
        step = _step(line, edge, height)
        return line.size <= self.largest and sum(self.places[edge, step + near] for near in (-1, 0, 1)) > 1


def _edges(sheet: Sheet) -> Iterator[tuple[Edge, Rows, float]]:
    """The outermost rows of each direction, from the upper and from the lower edge."""
    for turns, rows, height in zip(sheet.turns, sheet.rows, sheet.heights, strict=True):
        yield (turns, True), _outer(rows), height
        yield (turns, False), _outer(rows[::-1]), height


def _outer(rows: Rows) -> Rows:
    """The first few rows down to a gap: none of text that begins at the edge."""
    apart = [depth for depth in range(min(DEEPEST, len(rows))) if _is_apart(rows, depth)]
    return rows[: apart[-1] + 1] if apart else []


def _facts(sheet: Sheet, edge: Edge, rows: Rows, height: float) -> Iterator[tuple[Place, Key]]:
    for row in rows:
        for line in row:
            for key in _keys(line.text, sheet.number):
                yield (ANYWHERE if key[0] in FOLIOS else (edge, _step(line, edge, height))), key


def _step(line: Line, edge: Edge, height: float) -> int:
    return round((height - line.bottom if edge[1] else line.bottom) / TOLERANCE)


def _is_apart(rows: Rows, depth: int) -> bool:
    """Whether a gap parts a row from the next one inwards, if there is one."""
    if depth + 1 == len(rows):
        return True
    row, within = rows[depth], rows[depth + 1]
    downwards = min(line.bottom for line in row) - max(line.top for line in within)
    upwards = min(line.bottom for line in within) - max(line.top for line in row)
    return max(downwards, upwards) >= APART * max(line.size for line in row)


def _keys(text: str, page: int) -> Iterator[Key]:
    """What a line may share with others: its text; its first or last number, as far as it is ahead of the page's."""
    yield text, 0
    numbers = list(NUMBER.finditer(text))
    for number in {numbers[0], numbers[-1]} if numbers else ():
        yield f"{text[: number.start()]}#{text[number.end() :]}", int(number[0]) - page
    if roman := ROMAN.fullmatch(text):
        yield "roman", _roman(roman[1]) - page
    if KANJI.fullmatch(text):
        yield "kanji", int(text.translate(KANJI_DIGITS)) - page


def _roman(numeral: str) -> int:
    """xii -> 12; what is no numeral (`ill`) gives a number that no page has."""
    values = [ROMAN_VALUES[letter] for letter in numeral.lower()]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )
