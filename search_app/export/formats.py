"""All hits of a search in one file, whatever their number: tables, JSON lines, entries for reference managers.

A file is made as it is sent, so that a hundred thousand hits need no more memory than two hundred.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import PurePath

from indexer.document import Label
from indexer.errors import SakuinError
from search_app.export.bibliographies import bibtex, csl, ris
from search_app.export.citations import STYLES, Cited, citation, cited
from search_app.export.json_objects import bare_hit_object
from search_app.highlighting.matching import clauses
from search_app.reading.locators import cited_span, pages
from search_app.search.all_hits import BareHit, all_hits
from search_app.search.execution import Asked, ask
from search_app.search.lookup import places_of
from search_app.search.searcher import Searcher
from search_app.state.state import SearchState


@dataclass(frozen=True, slots=True)
class Row:
    """A hit, ready to be written."""

    number: int
    found: BareHit
    cited: Cited
    state: SearchState
    made: str

    @property
    def text(self) -> str:
        """The passage."""
        return self.found.place.passage.text


Write = Callable[[Iterator[Row]], Iterator[str]]

BOM = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection")."""

COLUMNS: tuple[tuple[str, Callable[[Row], object]], ...] = (
    ("id", lambda row: row.found.id),
    ("citation", lambda row: row.made),
    ("date", lambda row: row.cited.date),
    ("lang", lambda row: row.cited.lang),
    ("number", lambda row: row.number),
    ("doc", lambda row: row.cited.document),
    ("title", lambda row: row.cited.title),
    ("headings", lambda row: " › ".join(row.cited.headings)),
    ("paragraph", lambda row: row.cited.paragraph),
    ("years", lambda row: " ".join(map(str, row.found.metadata.years))),
    ("eras", lambda row: " ".join(row.found.metadata.eras)),
    ("actors", lambda row: " ".join(row.found.metadata.actors)),
    ("source", lambda row: row.cited.source),
    ("url", lambda row: row.cited.address),
    ("score", lambda row: row.found.score),
    ("places", lambda row: len(row.found.places)),
    ("similar", lambda row: " ".join(row.found.similar)),
    ("text", lambda row: row.text),
    ("author", lambda row: "; ".join(row.cited.authors)),
    ("pages", lambda row: " ".join(pages(row.found.place.passage.marks))),
    ("path", lambda row: row.found.place.document.path),
    ("date_origin", lambda row: dict(row.found.place.document.origins).get("date", "")),
)
"""The columns of a table: what a hit is cited by stands first."""


def cell(value: object) -> object:
    """A value as a cell that no spreadsheet runs: =1+1 -> '=1+1. Numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _table(rows: Iterator[Row], delimiter: str = ",", mark: str = "") -> Iterator[str]:
    yield mark
    yield cells([name for name, _ in COLUMNS], delimiter)
    for row in rows:
        yield cells([value(row) for _, value in COLUMNS], delimiter)


def cells(values: Iterable[object], delimiter: str) -> str:
    """A line of a table; a cell of one separated by tabs is one line too."""
    line = io.StringIO()
    plain = delimiter == "\t"
    made = [" ".join(v.split()) if plain and isinstance(v, str) else v for v in map(cell, values)]
    csv.writer(line, delimiter=delimiter, lineterminator="\r\n").writerow(made)
    return line.getvalue()


def _lines(rows: Iterator[Row]) -> Iterator[str]:
    for row in rows:
        made = {"citation": row.made, "sha256": row.cited.hash, "paragraph": row.cited.paragraph}
        yield json.dumps(bare_hit_object(row.found, row.state) | made, ensure_ascii=False) + "\n"


def _each(entry: Callable[[Cited, str], str], rows: Iterator[Row]) -> Iterator[str]:
    return (entry(row.cited, row.text) for row in rows)


def _csl_list(rows: Iterator[Row]) -> Iterator[str]:
    before = "[\n"
    for row in rows:
        yield before + csl(row.cited, row.text)
        before = ",\n"
    yield "\n]\n" if before == ",\n" else "[]\n"


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file. `name` is what its address and its name end in."""

    name: str
    label: Label
    media_type: str
    write: Write


FORMATS = (
    Format("csv", Label("CSV", "CSV"), "text/csv", _table),
    Format("excel.csv", Label("CSV（Excel 用）", "CSV for Excel"), "text/csv", partial(_table, mark=BOM)),
    Format("tsv", Label("TSV", "TSV"), "text/tab-separated-values", partial(_table, delimiter="\t")),
    Format("ndjson", Label("NDJSON", "NDJSON"), "application/x-ndjson", _lines),
    Format("bib", Label("BibTeX", "BibTeX"), "application/x-bibtex", partial(_each, bibtex)),
    Format("ris", Label("RIS", "RIS"), "application/x-research-info-systems", partial(_each, ris)),
    Format("csl.json", Label("CSL-JSON", "CSL-JSON"), "application/vnd.citationstyles.csl+json", _csl_list),
)  # fmt: skip
BY_NAME = {each.name: each for each in FORMATS}
ALSO_NAMED = {"jsonl": "ndjson", "bibtex": "bib", "json": "csl.json", "txt": "csv"}
"""Other endings of files that mean a format."""


def format_of(file: str) -> str:
    """The name of the format that a file's name ends in; CSV for a name without an ending. Raises SakuinError."""
    ending = PurePath(file).suffix.lower().removeprefix(".")
    found = [name for name in BY_NAME if file.lower().endswith(f".{name}")]
    if not (found or ending in ALSO_NAMED or not ending):
        raise SakuinError(f"{file}: nothing is exported as .{ending}; end the name in one of: {', '.join(BY_NAME)}")
    return max(found, key=len, default=ALSO_NAMED.get(ending, FORMATS[0].name))


def export(searcher: Searcher, state: SearchState, kind: Format, base: str) -> Iterator[str]:
    """The parts of a file of every hit, in the order of the pages. `base` is the address of the search page."""
    return kind.write(all_rows(searcher, state, base))


def all_rows(searcher: Searcher, state: SearchState, base: str) -> Iterator[Row]:
    """Every hit, in the order of the pages, ready to be written. Raises TooMuch as `all_hits` does."""
    hits = all_hits(searcher, state)
    return _rows(searcher, state, hits.asked, hits.found(), base)


def of_passage(searcher: Searcher, passage_id: str, state: SearchState, kind: Format, base: str) -> Iterator[str]:
    """The parts of a file of one passage. Raises NotFound."""
    places = places_of(searcher, passage_id)
    asked, found = ask(searcher, state), iter([BareHit(passage_id, 0.0, places, ())])
    return kind.write(_rows(searcher, state, asked, found, base))


def _rows(searcher: Searcher, state: SearchState, asked: Asked, found: Iterator[BareHit], base: str) -> Iterator[Row]:
    """Hits with their citations, in Chicago's style, at the page of their first match."""
    today, title = date.today(), searcher.library.collection.title
    marked = clauses(asked.query) if state.q else None
    for number, each in enumerate(found, 1):
        facts = cited(each.place, title, base, cited_span(each.place, marked, state.switches))
        yield Row(number, each, facts, state, citation(facts, STYLES[0], today))
