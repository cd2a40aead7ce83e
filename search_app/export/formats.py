"""All hits of a search in one file, whatever their number: tables, JSON lines, entries for reference managers.

A file is made as it is sent (a workbook on disk first), so that a hundred thousand hits need no more memory than two
hundred.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath

from indexer.document import Label
from indexer.errors import SakuinError
from search_app.export.bibliographies import bibtex, csl, ris
from search_app.export.citations import Cited
from search_app.export.json_objects import bare_hit_object
from search_app.export.markdown import markdown
from search_app.export.rows import Row, Taken, of_passage, of_search
from search_app.export.workbook import workbook
from search_app.reading.locators import pages
from search_app.search.searcher import Searcher
from search_app.state.state import SearchState

Write = Callable[[Taken], Iterator[bytes]]
"""What makes the parts of a file."""

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


def _table(taken: Taken, delimiter: str = ",", mark: str = "") -> Iterator[str]:
    yield mark
    yield cells([name for name, _ in COLUMNS], delimiter)
    for row in taken.rows:
        yield cells([value(row) for _, value in COLUMNS], delimiter)


def cells(values: Iterable[object], delimiter: str) -> str:
    """A line of a table; a cell of one separated by tabs is one line too."""
    line = io.StringIO()
    plain = delimiter == "\t"
    made = [" ".join(v.split()) if plain and isinstance(v, str) else v for v in map(cell, values)]
    csv.writer(line, delimiter=delimiter, lineterminator="\r\n").writerow(made)
    return line.getvalue()


_UNBROKEN = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\x85\u2028\u2029"}
"""Signs that JSON may hold as they are, and at which Python's splitlines parts a line all the same."""


def _lines(taken: Taken) -> Iterator[str]:
    for row in taken.rows:
        made = {"citation": row.made, "sha256": row.cited.hash, "paragraph": row.cited.paragraph}
        written = json.dumps(bare_hit_object(row.found, row.state) | made, ensure_ascii=False)
        yield written.translate(_UNBROKEN) + "\n"


def _each(entry: Callable[[Cited, str], str], taken: Taken) -> Iterator[str]:
    return (entry(row.cited, row.text) for row in taken.rows)


def _csl_list(taken: Taken) -> Iterator[str]:
    before = "[\n"
    for row in taken.rows:
        yield before + csl(row.cited, row.text)
        before = ",\n"
    yield "\n]\n" if before == ",\n" else "[]\n"


def _text(parts: Callable[[Taken], Iterator[str]]) -> Write:
    return lambda taken: (part.encode() for part in parts(taken))


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file. `name` is what its address and its name end in."""

    name: str
    label: Label
    media_type: str
    write: Write

    @property
    def is_text(self) -> bool:
        """Whether it is text in UTF-8."""
        return self.media_type != XLSX


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = (
    Format("xlsx", Label("Excel", "Excel"), XLSX, workbook),
    Format("csv", Label("CSV", "CSV"), "text/csv", _text(_table)),
    Format("excel.csv", Label("CSV（Excel 用）", "CSV for Excel"), "text/csv", _text(partial(_table, mark=BOM))),
    Format("tsv", Label("TSV", "TSV"), "text/tab-separated-values", _text(partial(_table, delimiter="\t"))),
    Format("ndjson", Label("NDJSON", "NDJSON"), "application/x-ndjson", _text(_lines)),
    Format("md", Label("Markdown", "Markdown"), "text/markdown", _text(markdown)),
    Format("bib", Label("BibTeX", "BibTeX"), "application/x-bibtex", _text(partial(_each, bibtex))),
    Format("ris", Label("RIS", "RIS"), "application/x-research-info-systems", _text(partial(_each, ris))),
    Format("csl.json", Label("CSL-JSON", "CSL-JSON"), "application/vnd.citationstyles.csl+json", _text(_csl_list)),
)  # fmt: skip
BY_NAME = {each.name: each for each in FORMATS}
ALSO_NAMED = {"jsonl": "ndjson", "bibtex": "bib", "json": "csl.json", "txt": "csv", "markdown": "md"}
"""Other endings of files that mean a format."""

USUAL = "csv"
"""What is written where neither a format nor the ending of a file is said."""


def ending_of(file: str) -> str:
    """The ending of a file's name, without its point and in small letters."""
    return PurePath(file).suffix.lower().removeprefix(".")


def format_of(file: str) -> str:
    """The name of the format that a file's name ends in; CSV for a name without an ending. Raises SakuinError."""
    ending = ending_of(file)
    found = [name for name in BY_NAME if file.lower().endswith(f".{name}")]
    if not (found or ending in ALSO_NAMED or not ending):
        raise SakuinError(f"{file}: nothing is exported as .{ending}; end the name in one of: {', '.join(BY_NAME)}")
    return max(found, key=len, default=ALSO_NAMED.get(ending, USUAL))


def is_named_as(file: str, name: str) -> bool:
    """Whether a file's name ends as one of this format may: hits.csv as excel.csv, hits.json as csl.json."""
    ending = ending_of(file)
    return not ending or ending == name.rpartition(".")[2] or ALSO_NAMED.get(ending) == name


def export(searcher: Searcher, state: SearchState, kind: Format, base: str) -> Iterator[bytes]:
    """The parts of a file of every hit, in the order of the pages. `base` is the address of the search page."""
    return kind.write(of_search(searcher, state, base))


def export_passage(searcher: Searcher, passage_id: str, state: SearchState, kind: Format, base: str) -> Iterator[bytes]:
    """The parts of a file of one passage. Raises NotFound."""
    return kind.write(of_passage(searcher, passage_id, state, base))
