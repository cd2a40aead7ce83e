"""What a row of the store holds, and how the values of a passage are written in one."""

import json
import zlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from indexer.document import DateSpan, Mark, Metadata, Passage


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document without its passages."""

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


DOCUMENT = (
    "d.id, d.path, d.title, d.lang, d.date, d.source, d.parallel, d.work, d.authors, d.type, d.archive, d.publisher, "
    "d.extra, d.origins"
)
DOCUMENT_COLUMNS = DOCUMENT.count(",") + 1
PLACE = "p.ordinal, p.headings, p.continues, p.opens, p.metadata, p.marks, p.kind, t.id, t.lang, t.hidden, t.text"


def as_json(value: object) -> str:
    """A value in the columns that hold lists."""
    return json.dumps(value, ensure_ascii=False)


def packed(text: str) -> bytes:
    """A text as it is kept."""
    return zlib.compress(text.encode())


def unpacked(compressed: bytes) -> str:
    """The text that `packed` made of it."""
    return zlib.decompress(compressed).decode()


def file_row(row: tuple[Any, ...]) -> FileRow:
    """A row of `files`."""
    path, size, mtime, digest, problem, notes, kind = row
    return FileRow(path, size, mtime, digest, problem, tuple(json.loads(notes)), kind)


def document_row(row: tuple[Any, ...]) -> DocumentRow:
    """The columns DOCUMENT."""
    identifier, path, title, lang, date_, source, parallel, work, *known, extra, origins = row
    authors, type_, archive, publisher = known
    return DocumentRow(
        identifier, path, title, lang, date_, source, parallel, work, tuple(json.loads(authors)), type_, archive,
        publisher, _pairs(extra), _pairs(origins),
    )  # fmt: skip


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((key, value) for key, value in json.loads(text))


def place_row(row: tuple[Any, ...]) -> Place:
    """The columns DOCUMENT, then those of PLACE."""
    document = document_row(row[:DOCUMENT_COLUMNS])
    ordinal, headings, continues, opens, metadata, marks, kind, passage_id, lang, hidden, text = row[DOCUMENT_COLUMNS:]
    passage = Passage(
        passage_id, document.id, ordinal, unpacked(text), lang, tuple(json.loads(headings)),
        tuple((start, end) for start, end in json.loads(hidden)), bool(continues),
        tuple(json.loads(opens)), tuple(Mark(*mark) for mark in json.loads(marks)), kind,
    )  # fmt: skip
    return Place(document, passage, load_metadata(metadata))


def dump_metadata(metadata: Metadata) -> str:
    """Metadata as a place keeps it."""
    dates = [[d.first.isoformat(), d.last.isoformat(), d.inherited, d.approximate] for d in metadata.dates]
    return as_json([dates, metadata.eras, metadata.actors])


def load_metadata(text: str) -> Metadata:
    """Metadata as `dump_metadata` wrote it."""
    dates, eras, actors = json.loads(text)
    spans = (DateSpan(date.fromisoformat(a), date.fromisoformat(b), bool(i), bool(x)) for a, b, i, x in dates)
    return Metadata(tuple(spans), tuple(eras), tuple(actors))
