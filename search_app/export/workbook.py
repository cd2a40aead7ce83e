"""All hits as a workbook of Excel: a sheet of them in words, and a sheet that says what was asked.

A workbook is made on disk, so that a hundred thousand hits need no more memory than one, and is sent when it is whole:
the directory of a zip stands at its end. Limits are those of "Excel specifications and limits" (Microsoft).
"""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from importlib.metadata import version
from typing import BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from indexer.document import Label
from search_app.export.rows import Row, Taken
from search_app.labels import LABELS
from search_app.reading.locators import pages
from search_app.search.conditions import conditions
from search_app.search.facets import FACET_LABELS, Labels, labels

MOST_SIGNS = 32_767
"""Units of UTF-16 that a cell holds."""

MOST_ROWS = 1_048_576
"""Rows of a sheet, the one of the headings among them; what is more goes into another sheet."""

AT_A_TIME = 64 * 1024
"""Bytes of a part of the file."""

OPTIONS = {
    "constant_memory": True,
    # A cell that begins with = is a text like any other, and an address is one.
    "strings_to_formulas": False,
    "strings_to_urls": False,
}


@dataclass(frozen=True, slots=True)
class Words:
    """What says values in words: the labels of the collection, in a language of the interface."""

    known: Labels
    ui: str

    def of(self, key: str) -> str:
        """A word of the interface."""
        return LABELS[key].in_language(self.ui)

    def listed(self, facet: str, values: tuple[str, ...]) -> str:
        """The labels of values of a facet, in one cell."""
        return self.of("comma").join(self.known[facet](v).in_language(self.ui) for v in values)

    def origin(self, row: Row) -> str:
        """Who says the date of a document."""
        name = dict(row.found.place.document.origins).get("date", "")
        return self.of(f"origin-{name}") if name else ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet of hits; `width` in characters of Latin letters."""

    label: Label
    width: int
    value: Callable[[Row, Words], str | int]


COLUMNS = (
    Column(LABELS["row-number"], 6, lambda row, _: row.number),
    Column(LABELS["title"], 40, lambda row, _: row.cited.title),
    Column(LABELS["heading"], 24, lambda row, _: " › ".join(row.cited.headings)),
    Column(LABELS["author"], 20, lambda row, _: "; ".join(row.cited.authors)),
    # A text: Excel knows no day before 1900.
    Column(LABELS["date"], 12, lambda row, _: row.cited.date),
    Column(LABELS["date-origin"], 14, lambda row, words: words.origin(row)),
    Column(LABELS["text"], 80, lambda row, _: row.text),
    Column(LABELS["page"], 10, lambda row, _: " ".join(pages(row.found.place.passage.marks))),
    Column(FACET_LABELS["lang"], 10, lambda row, words: words.listed("lang", (row.cited.lang,))),
    Column(FACET_LABELS["year"], 12, lambda row, _: " ".join(map(str, row.found.metadata.years))),
    Column(FACET_LABELS["era"], 24, lambda row, words: words.listed("era", row.found.metadata.eras)),
    Column(FACET_LABELS["actor"], 32, lambda row, words: words.listed("actor", row.found.metadata.actors)),
    Column(LABELS["type"], 12, lambda row, _: row.cited.type),
    Column(LABELS["source"], 24, lambda row, _: row.cited.source),
    Column(LABELS["publisher"], 20, lambda row, _: row.cited.publisher),
    Column(LABELS["archive"], 20, lambda row, _: row.cited.archive),
    Column(LABELS["cite"], 60, lambda row, _: row.made),
    Column(LABELS["permalink"], 40, lambda row, _: row.cited.address),
)
"""What a person reads of a hit; ids stand in the citation alone."""


def workbook(taken: Taken) -> Iterator[bytes]:
    """The parts of the file."""
    with tempfile.TemporaryFile() as file:
        with tempfile.TemporaryDirectory() as folder:
            _write(taken, file, folder)
        file.seek(0)
        while part := file.read(AT_A_TIME):
            yield part


def _write(taken: Taken, file: BinaryIO, folder: str) -> None:
    """The workbook into a file; its rows wait in a folder until it is whole."""
    words = Words(labels(taken.searcher.library.collection, taken.searcher.title), taken.state.ui)
    with Workbook(file, {**OPTIONS, "tmpdir": folder}) as book:
        # The day alone, so that one search gives one file on it.
        book.set_properties({"created": datetime.combine(date.today(), time())})
        hits = Sheets(book, words)
        _write_asked(book, taken, words)
        for row in taken.rows:
            hits.add(row)


class Sheets:
    """The sheets of hits, one after another as each is full."""

    def __init__(self, book: Workbook, words: Words) -> None:
        self._book, self._words = book, words
        self._bold = book.add_format({"bold": True})
        self._number = 0
        self._begin()

    def _begin(self) -> None:
        self._number, self._row = self._number + 1, 1
        name = self._words.of("results")
        self._sheet = self._book.add_worksheet(f"{name} {self._number}" if self._number > 1 else name)
        for place, column in enumerate(COLUMNS):
            self._sheet.set_column(place, place, column.width)
            self._sheet.write_string(0, place, column.label.in_language(self._words.ui), self._bold)
        self._sheet.freeze_panes(1, 0)

    def add(self, row: Row) -> None:
        """Write a hit."""
        if self._row == MOST_ROWS:
            self._begin()
        cut = self._words.of("cell-cut").format(address=row.cited.address).rstrip()
        for place, column in enumerate(COLUMNS):
            write_cell(self._sheet, self._row, place, column.value(row, self._words), cut)
        self._row += 1


def _write_asked(book: Workbook, taken: Taken, words: Words) -> None:
    sheet, bold = book.add_worksheet(words.of("sheet-asked")), book.add_format({"bold": True})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    for number, (name, value) in enumerate(asked_of(taken, words)):
        sheet.write_string(number, 0, name, bold)
        write_cell(sheet, number, 1, value)


def asked_of(taken: Taken, words: Words) -> Iterator[tuple[str, str | int]]:
    """What a methods section wants to know of a search: names with their values, those that have none left out."""
    state, library, of = taken.state, taken.searcher.library, words.of
    rows: list[tuple[str, str | int]] = [
        (of("collection"), library.collection.title.in_language(words.ui)),
        (of("query"), state.q or of("browse")),
        (of("read-as"), taken.asked.parsed if taken.asked.parsed != state.q else ""),
        *((of("active-filters"), each.label) for each in conditions(state, words.known)),
        *((of("note"), note.sentence(words.ui)) for note in taken.asked.notes),
        (of("passages-found"), taken.total),
        (of("passages-folded"), taken.folded),
        (of("made-on"), date.today().isoformat()),
        (of("generation"), library.generation),
        (of("digest"), taken.searcher.digest),
        ("Sakuin", version("sakuin")),
        (of("permalink-search"), taken.address),
    ]
    return ((name, value) for name, value in rows if value != "")


def write_cell(sheet: Worksheet, row: int, column: int, value: str | int, cut: str = "") -> None:
    """A value in a cell: a number as one, whatever else as a text, ending in `cut` where it is too long for a cell."""
    if isinstance(value, int):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, fitting(value, cut))


def fitting(text: str, cut: str = "") -> str:
    """A text that a cell can hold: of a longer one the beginning, and what says so."""
    units = text.encode("utf-16-le", "replace")
    if len(units) <= MOST_SIGNS * 2:
        return text
    room = MOST_SIGNS * 2 - len(cut.encode("utf-16-le"))
    return units[:room].decode("utf-16-le", "ignore") + cut
