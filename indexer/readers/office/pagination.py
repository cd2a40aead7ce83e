"""Where pages begin in a document, as the word processor laid it out when it was last saved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indexer.document import Block
from indexer.readers.office.runs import Line, carried

ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
         (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """How the pages of a section are numbered: from which number (0 carries on) and in which numerals (`lowerRoman`).

    `is_continuous` says that it begins on the page on which the section before it ends.
    """

    start: int = 0
    numerals: str = ""
    is_continuous: bool = False


class Pages:
    """The page that is being read.

    A page ends where the processor said so (`turn`), or where the writer ordered it (`order`): there the processor may
    say so again, before any text. Nothing is marked in a file that does not say where its pages ended.
    """

    def __init__(self, sections: Sequence[Section], is_known: bool) -> None:
        self._sections = list(sections) or [Section()]
        self._is_known = is_known
        self._is_ordered = False
        self._is_marked = False
        self._start = 0
        self.place = (1, self._sections[0].start or 1)
        """The number of the page in the file, and the number printed on it."""

    def order(self, start: int = 0) -> None:
        """What follows shall begin on a new page, with the number `start` printed on it if that is not 0."""
        self._is_ordered = True
        self._start = start or self._start

    def turn(self, line: Line) -> None:
        """A page begins here."""
        self.place = (self.place[0] + 1, self._start or self.place[1] + 1)
        self._is_ordered, self._start = False, 0
        self._mark(line)

    def reach(self, line: Line) -> None:
        """Text follows here."""
        if self._is_ordered:
            self.turn(line)
        elif not self._is_marked:
            self._mark(line)

    def end_section(self) -> None:
        """What follows is numbered as the next section says."""
        if len(self._sections) > 1:
            self._sections.pop(0)
            self._start = self._sections[0].start
            self._is_ordered = self._is_ordered or not self._sections[0].is_continuous

    def beside(self, cells: Iterable[Iterable[Block]]) -> list[list[Block]]:
        """The blocks of the cells of a row, which begin on one page: what ends in each is counted once."""
        before = furthest = self.place
        found = []
        for cell in cells:
            self.place = before
            found.append(list(carried(cell)))
            furthest = max(furthest, self.place)
        self.place = furthest
        return found

    def _mark(self, line: Line) -> None:
        self._is_marked = True
        if self._is_known:
            number, printed = self.place
            line.mark("page", numeral(printed, self._sections[0].numerals), number)


def numeral(number: int, numerals: str = "") -> str:
    """A number as it is printed: `lowerRoman` and `upperRoman` as xii and XII, all else as 12."""
    if not numerals.endswith("Roman") or not 0 < number < 4000:
        return str(number)
    letters = ""
    for value, sign in ROMAN:
        letters += sign * (number // value)
        number %= value
    return letters if numerals == "lowerRoman" else letters.upper()
