"""What is shown: documents, passages and the places where they stand, in one SQLite file beside the engine.

An engine answers with ids; titles, texts, headings and dates come from here. A passage is kept once, however
often it stands in the collection; each of its places has the document, the headings above it, and the metadata
it has there.

Within the file a passage goes by its number, and its text is compressed (zlib): both keep the index small.
"""

import hashlib
import sqlite3
import weakref
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Self

from indexer.document import Document, Metadata, Passage
from indexer.sqlite_reading import open_reading
from indexer.storage.group_tables import GroupTables
from indexer.storage.records import (
    DOCUMENT,
    PLACE,
    DocumentRow,
    FileRow,
    Place,
    Size,
    as_json,
    document_row,
    dump_metadata,
    file_row,
    load_metadata,
    packed,
    place_row,
)

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS files (
  path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime INTEGER NOT NULL, hash TEXT NOT NULL,
  problem TEXT NOT NULL DEFAULT '', notes TEXT NOT NULL DEFAULT '[]', kind TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS documents (
  id TEXT PRIMARY KEY, file TEXT NOT NULL, path TEXT NOT NULL, title TEXT NOT NULL, lang TEXT NOT NULL,
  date TEXT NOT NULL, source TEXT NOT NULL, parallel TEXT NOT NULL, work TEXT NOT NULL, authors TEXT NOT NULL,
  type TEXT NOT NULL, archive TEXT NOT NULL, publisher TEXT NOT NULL, extra TEXT NOT NULL, origins TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS documents_file ON documents (file);
CREATE TABLE IF NOT EXISTS passages (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, lang TEXT NOT NULL, words INTEGER NOT NULL,
  hidden TEXT NOT NULL, text BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS places (
  document TEXT NOT NULL, ordinal INTEGER NOT NULL, passage INTEGER NOT NULL, headings TEXT NOT NULL,
  continues INTEGER NOT NULL, opens TEXT NOT NULL, metadata TEXT NOT NULL, marks TEXT NOT NULL, kind TEXT NOT NULL,
  PRIMARY KEY (document, ordinal)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS places_passage ON places (passage);
CREATE TABLE IF NOT EXISTS bands (
  band INTEGER NOT NULL, passage INTEGER NOT NULL, PRIMARY KEY (band, passage)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS twins (passage TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
"""


class Store(GroupTables):
    """One store file. Opened for reading it may be asked by several threads (see `sqlite_reading`), each of which has
    its own cursor; opened for writing it is one thread's."""

    def __init__(self, path: Path, writable: bool = False) -> None:
        if not writable and path.with_name(path.name + "-journal").exists():
            # A run that only noted new file times was killed: SQLite undoes its half-done change when opened to write.
            Store(path, writable=True).close()
        self._db = sqlite3.connect(path, check_same_thread=False) if writable else open_reading(path)
        # Whoever drops a store lets go of its file too: a command ends, a server takes up a new generation.
        weakref.finalize(self, self._db.close)
        if writable:
            self._db.executescript(SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; what was not committed is lost."""
        self._db.close()

    def commit(self) -> None:
        """Keep for good what was put since the last time."""
        self._db.commit()

    # what the index says of itself

    def meta(self, key: str, default: str = "") -> str:
        """What the index says of itself under a key, `default` where it says nothing."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else default

    def set_meta(self, key: str, value: str) -> None:
        """Say something of the index."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def counts(self) -> tuple[int, int, int]:
        """How many files, documents and passages there are."""
        tables = ("files", "documents", "passages")
        files, documents, passages = (self._db.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables)
        return int(files), int(documents), int(passages)

    # files

    def files(self) -> dict[str, FileRow]:
        """Every file of the index by its path."""
        rows = self._db.execute("SELECT path, size, mtime, hash, problem, notes, kind FROM files")
        return {row[0]: file_row(row) for row in rows}

    def put_file(self, row: FileRow) -> None:
        """Keep what is remembered of a file, in place of what was."""
        values = (row.path, row.size, row.mtime, row.hash, row.problem, as_json(row.notes), row.kind)
        self._db.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)", values)

    def touch_file(self, path: str, mtime: int) -> None:
        """A file has another time but the same bytes."""
        self._db.execute("UPDATE files SET mtime = ? WHERE path = ?", (mtime, path))

    def forget_file(self, path: str) -> set[str]:
        """Take out a file's documents and places; gives the ids of the passages that stood there."""
        ids = [row[0] for row in self._db.execute("SELECT id FROM documents WHERE file = ?", (path,))]
        passages: set[str] = set()
        for document in ids:
            rows = "SELECT t.id FROM places p JOIN passages t ON t.number = p.passage WHERE p.document = ?"
            passages.update(row[0] for row in self._db.execute(rows, (document,)))
            self._db.execute("DELETE FROM places WHERE document = ?", (document,))
        self._db.execute("DELETE FROM documents WHERE file = ?", (path,))
        self._db.execute("DELETE FROM files WHERE path = ?", (path,))
        return passages

    # documents and passages

    def has_document(self, document_id: str) -> bool:
        """Whether a document of this id is there."""
        return self._db.execute("SELECT 1 FROM documents WHERE id = ?", (document_id,)).fetchone() is not None

    def put_document(self, document: Document, file: str) -> None:
        """Keep a new document of a file; its places come by `put_place`."""
        d = document
        values = (
            d.id, file, d.path, d.title, d.lang, d.date, d.source, d.parallel, d.work, as_json(d.authors), d.type,
            d.archive, d.publisher, as_json(d.extra), as_json(d.origins),
        )  # fmt: skip
        self._db.execute(f"INSERT INTO documents VALUES ({', '.join('?' * len(values))})", values)

    def put_place(self, passage: Passage, metadata: Metadata, words: int) -> bool:
        """Keep a passage of so many words at its place; says whether it stands nowhere else."""
        number = self._number(passage.id)
        if number is None:
            values = (passage.id, passage.lang, words, as_json(passage.hidden), packed(passage.text))
            insert = "INSERT INTO passages (id, lang, words, hidden, text) VALUES (?, ?, ?, ?, ?)"
            number = self._db.execute(insert, values).lastrowid
        place = (
            passage.document_id, passage.ordinal, number, as_json(passage.heading_path), passage.continues,
            as_json(passage.opens), dump_metadata(metadata), as_json(passage.marks), passage.kind,
        )  # fmt: skip
        self._db.execute(f"INSERT INTO places VALUES ({', '.join('?' * len(place))})", place)
        count = self._db.execute("SELECT count(*) FROM places WHERE passage = ?", (number,)).fetchone()[0]
        return bool(count == 1)

    def _number(self, passage_id: str) -> int | None:
        row = self._db.execute("SELECT number FROM passages WHERE id = ?", (passage_id,)).fetchone()
        return row[0] if row else None

    def orphans(self, passage_ids: Iterable[str]) -> set[str]:
        """Those of the passages that stand nowhere any more."""
        standing = "SELECT 1 FROM places WHERE passage = (SELECT number FROM passages WHERE id = ?)"
        return {i for i in passage_ids if not self._db.execute(standing, (i,)).fetchone()}

    def drop_passages(self, passage_ids: Iterable[str]) -> None:
        """Take passages out whose places, bands and groups are gone."""
        self._db.executemany("DELETE FROM passages WHERE id = ?", ((i,) for i in passage_ids))

    def places(self, passage_id: str) -> tuple[Place, ...]:
        """Everywhere a passage stands, by document and ordinal; empty for an unknown id."""
        return tuple(self._places("t.id = ?", (passage_id,)))

    def first_places(self, passage_ids: Sequence[str]) -> dict[str, tuple[Place, ...]]:
        """The places of several passages at once."""
        marks = ", ".join("?" * len(passage_ids))
        found: dict[str, list[Place]] = {}
        for place in self._places(f"t.id IN ({marks})", tuple(passage_ids)):
            found.setdefault(place.passage.id, []).append(place)
        return {passage_id: tuple(places) for passage_id, places in found.items()}

    def document(self, document_id: str) -> DocumentRow | None:
        """The document of this id, without its passages."""
        rows = self._db.execute(f"SELECT {DOCUMENT} FROM documents d WHERE d.id = ?", (document_id,))
        row = rows.fetchone()
        return document_row(row) if row else None

    def title(self, document_id: str) -> str:
        """The title of a document; empty where it has none or there is no such document."""
        row = self._db.execute("SELECT title FROM documents WHERE id = ?", (document_id,)).fetchone()
        return str(row[0]) if row else ""

    def file_of(self, document_id: str) -> str:
        """The path of the file that a document came from, as it is kept; empty where there is no such document."""
        row = self._db.execute("SELECT file FROM documents WHERE id = ?", (document_id,)).fetchone()
        return str(row[0]) if row else ""

    def described_by(self, column: str) -> int:
        """How many documents say something in one of the columns `authors`, `type` and `archive`."""
        rows = self._db.execute(f"SELECT count(*) FROM documents WHERE {column} NOT IN ('', '[]')")
        return int(rows.fetchone()[0])

    def works(self) -> frozenset[str]:
        """The works that documents are part of, as far as these are no documents themselves."""
        rows = "SELECT DISTINCT work FROM documents WHERE work != '' AND work NOT IN (SELECT id FROM documents)"
        return frozenset(row[0] for row in self._db.execute(rows))

    def neighbours(self, document_id: str) -> tuple[DocumentRow | None, DocumentRow | None]:
        """The documents before and after one, by id."""
        sides = (("<", "DESC"), (">", "ASC"))
        asked = (
            f"SELECT {DOCUMENT} FROM documents d WHERE d.id {sign} ? ORDER BY d.id {way} LIMIT 1" for sign, way in sides
        )
        rows = [self._db.execute(one, (document_id,)).fetchone() for one in asked]
        before, after = (document_row(row) if row else None for row in rows)
        return before, after

    def file_times(self, document_ids: Iterable[str]) -> dict[str, int]:
        """When the files of documents were last changed, in nanoseconds since 1970."""
        rows = (
            "SELECT d.id, f.mtime FROM documents d JOIN files f ON f.path = d.file "
            "WHERE d.id IN (SELECT value FROM json_each(?))"
        )
        return dict(self._db.execute(rows, (as_json(list(document_ids)),)))

    def documents(self) -> Iterator[DocumentRow]:
        """All documents by id."""
        return (document_row(row) for row in self._db.execute(f"SELECT {DOCUMENT} FROM documents d ORDER BY d.id"))

    def passages_of(self, document_id: str) -> tuple[Place, ...]:
        """A document's passages as they stand in it."""
        return tuple(self._places("p.document = ?", (document_id,)))

    def documents_of_passages(self) -> dict[str, str]:
        """The first document of every passage."""
        rows = "SELECT t.id, min(p.document) FROM places p JOIN passages t ON t.number = p.passage GROUP BY p.passage"
        return dict(self._db.execute(rows))

    def sizes(self) -> dict[str, Size]:
        """The language, words and years of every passage."""
        rows = "SELECT t.id, t.lang, t.words, p.metadata FROM passages t JOIN places p ON p.passage = t.number"
        found: dict[str, Size] = {}
        for passage, lang, words, metadata in self._db.execute(rows):
            years = frozenset(load_metadata(metadata).years)
            before = found.get(passage)
            found[passage] = Size(lang, words, years | before.years if before else years)
        return found

    def digest(self) -> str:
        """A hash of every place and the passage that stands there."""
        found = hashlib.sha256()
        rows = "SELECT p.document, p.ordinal, t.id FROM places p JOIN passages t ON t.number = p.passage ORDER BY 1, 2"
        for row in self._db.execute(rows):
            found.update(as_json(row).encode())
        return found.hexdigest()[:16]

    def _places(self, condition: str, values: tuple[Any, ...]) -> Iterator[Place]:
        rows = self._db.execute(
            f"SELECT {DOCUMENT}, {PLACE} "
            "FROM places p JOIN documents d ON d.id = p.document JOIN passages t ON t.number = p.passage "
            f"WHERE {condition} ORDER BY p.document, p.ordinal",
            values,
        )
        return (place_row(row) for row in rows)
