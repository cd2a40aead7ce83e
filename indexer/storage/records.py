"""What a row of the store holds, and how the values of a passage are written in one."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from indexer.document import DateSpan, Document, Mark, Metadata, Passage, Span


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document without its passages; `actors` as it names them."""

    id: str
    path: str
    title: str
    lang: str
    date: str
    source: str
    parallel: str
    work: str
    authors: tuple[str, ...]
    type: str
    archive: str
    publisher: str
    extra: tuple[tuple[str, str], ...]
    origins: tuple[tuple[str, str], ...]
    actors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """One place where a passage stands."""

    document: DocumentRow
    passage: Passage
    metadata: Metadata


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file as it was when it was indexed; `problem` says why it could not be read, empty if it could. `kind`
    names its format. `hash` is of its bytes, with what its reading depends on besides (see manifest)."""

    path: str
    size: int
    mtime: int
    hash: str
    problem: str = ""
    notes: tuple[str, ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Size:
    """How much a passage adds to its years: its words, in its language; no years where it is undated."""

    lang: str
    words: int
    years: frozenset[int]


DOCUMENT = "id, title, work, authors, type, archive, origins, about"
PLACE = "document, ordinal, passage, headings, continues, opens, dates, eras, actors, marks, kind"
"""The columns of a document and of a place, in the order in which `document_row` and `place_row` take them."""


AMONG = "IN (SELECT value FROM json_each(?))"
"""Whether a column is one of those that a list has, which is handed over `as_json`."""


def as_json(value: object) -> str:
    """A value in the columns that hold lists."""
    return _JSON.encode(value)


_JSON = json.JSONEncoder(ensure_ascii=False)  # json.dumps would make one for each value


def id_number(passage_id: str) -> int | None:
    """A passage's id as the number that is kept, half as long; None for what is no id of a passage."""
    try:
        number = int.from_bytes(bytes.fromhex(passage_id), signed=True)
    except ValueError:
        return None
    return number if abs(number) <= 2**63 and number_id(number) == passage_id else None


def id_numbers(passage_ids: Iterable[str]) -> str:
    """The numbers of passages' ids, for AMONG; what is no id of a passage is left out."""
    return as_json([number for passage_id in passage_ids if (number := id_number(passage_id)) is not None])


def number_id(number: int) -> str:
    """The id that `id_number` made a number of."""
    return f"{number % 2**64:016x}"


def file_row(row: tuple[Any, ...]) -> FileRow:
    """A row of `files`."""
    path, size, mtime, digest, problem, notes, kind = row
    return FileRow(path, size, mtime, digest, problem, tuple(json.loads(notes)), kind)


def document_row(row: tuple[Any, ...]) -> DocumentRow:
    """The columns DOCUMENT."""
    identifier, title, work, authors, type_, archive, origins, about = row
    path, lang, date_, source, parallel, publisher, extra, actors = json.loads(about)
    return DocumentRow(
        identifier, path, title, lang, date_, source, parallel, work, _strings(authors), type_, archive, publisher,
        _pairs(extra), _pairs(json.loads(origins)), tuple(actors),
    )  # fmt: skip


def about_document(d: Document) -> str:
    """What `document_row` takes last: all that is only shown."""
    return as_json([d.path, d.lang, d.date, d.source, d.parallel, d.publisher, d.extra, d.actors])


def _pairs(rows: Iterable[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((key, value) for key, value in rows)


@lru_cache(1024)
def _strings(text: str) -> tuple[str, ...]:
    return tuple(_list(text))


def document_of(row: DocumentRow) -> Document:
    """The document of a row, as far as a row tells it: without what stands in it."""
    return Document(
        row.id, row.title, row.lang, (), row.path, row.date, row.source, row.actors, row.work, row.parallel,
        row.authors, row.type, row.archive, row.publisher, row.extra, row.origins,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class TextRow:
    """A passage wherever it stands."""

    id: str
    lang: str
    hidden: tuple[Span, ...]
    text: str


def place_row(row: tuple[Any, ...], document: DocumentRow, known: TextRow) -> Place:
    """The columns PLACE of a document and a passage."""
    _, ordinal, _, headings, continues, opens, dates, eras, actors, marks, kind = row
    passage = Passage(
        known.id, document.id, ordinal, known.text, known.lang, _strings(headings), known.hidden, bool(continues),
        _strings(opens), tuple(Mark(*mark) for mark in _list(marks)), kind,
    )  # fmt: skip
    return Place(document, passage, Metadata(_dates(dates), _strings(eras), _strings(actors)))


def spans(text: str) -> tuple[Span, ...]:
    """Spans as a passage keeps them."""
    return tuple((start, end) for start, end in _list(text))


@lru_cache(maxsize=50_000)
def short_json(values: tuple[object, ...]) -> str:
    """A list as JSON, empty where it is: most passages hide nothing, and few begin on another page. Passages side by
    side have the same headings, eras and actors, so what was written stays known."""
    return as_json(values) if values else ""


def _list(text: str) -> list[Any]:
    return json.loads(text) if text else []


@lru_cache(4096)
def dump_dates(dates: tuple[DateSpan, ...]) -> str:
    """The dates of a place, as it keeps them."""
    rows = ((d.first.toordinal(), d.last.toordinal(), int(d.inherited), int(d.approximate)) for d in dates)
    return short_json(tuple(rows))


@lru_cache(4096)
def _dates(text: str) -> tuple[DateSpan, ...]:
    rows = _list(text)
    return tuple(DateSpan(date.fromordinal(a), date.fromordinal(b), bool(i), bool(x)) for a, b, i, x in rows)


@lru_cache(4096)
def years_of(text: str) -> frozenset[int]:
    """The years of dates as `dump_dates` wrote them."""
    return frozenset(Metadata(_dates(text)).years)
