"""What is shown: documents, passages and the places where they stand, in a stack of SQLite files beside the engine.

An engine answers with ids; titles, texts, headings and dates come from here. A passage is kept once, however often it
stands in the collection; each of its places has the document, the headings above it, and the metadata it has there.

Within the files all go by numbers. What is asked by id is found in three steps (places, their documents, their
passages), each of which reads one view (see `layers`).
"""

import hashlib
import sqlite3
import sys
import weakref
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Self

from indexer.storage.layers import count, layer_paths, layers, open_stack
from indexer.storage.passage_tables import PassageTables
from indexer.storage.records import (
    AMONG,
    DOCUMENT,
    PLACE,
    DocumentRow,
    FileRow,
    Place,
    TextRow,
    as_json,
    document_row,
    file_row,
    id_number,
    id_numbers,
    number_id,
    place_row,
    spans,
)
from indexer.storage.texts import Packing, known_dictionary
from indexer.storage.vocabulary import Vocabulary

FILE = "path, size, mtime, hash, problem, notes, kind"

DOCUMENTS_AT_ONCE = 500
"""Documents whose places are in memory at once where all are gone through."""

DOCUMENT_COLUMNS = {
    "title": "title",
    "date": "json_extract(about, '$[2]')",
    "lang": "json_extract(about, '$[1]')",
    "source": "json_extract(about, '$[3]')",
}
"""What documents may be listed by -> where it stands (see `about_document`)."""


class Store:
    """The store of a generation, opened for reading. Several threads may ask it (see `sqlite_reading`), each of which
    has its own cursor."""

    def __init__(self, folder: Path) -> None:
        self._open(open_stack(layer_paths(folder)))

    def _open(self, db: sqlite3.Connection) -> None:
        self._db = db
        # Whoever drops a store lets go of its files too: a command ends, a server takes up a new generation.
        weakref.finalize(self, db.close)
        self._layers = layers(db)
        self._packing = Packing(known_dictionary(db, self._layers))
        self.vocabulary = Vocabulary(db)
        self.passages = PassageTables(db)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self._db.close()

    # what the index says of itself

    def meta(self, key: str, default: str = "") -> str:
        """What the index says of itself under a key, `default` where it says nothing; the last run says it all."""
        row = self._db.execute(f"SELECT value FROM {self._layers[-1]}.meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else default

    def counts(self) -> tuple[int, int, int]:
        """How many files, documents and passages there are."""
        return self._counts

    @cached_property
    def _counts(self) -> tuple[int, int, int]:
        return count(self._db, "files"), count(self._db, "documents"), count(self._db, "passages")

    # files and documents

    def files(self) -> dict[str, FileRow]:
        """Every file of the index by its path."""
        return {row[0]: file_row(row) for row in self._db.execute(f"SELECT {FILE} FROM files")}

    def has_document(self, document_id: str) -> bool:
        """Whether a document of this id is there."""
        return self._number("documents", "id", document_id) is not None

    def document(self, document_id: str) -> DocumentRow | None:
        """The document of this id, without its passages."""
        row = self._db.execute(f"SELECT {DOCUMENT} FROM documents WHERE id = ?", (document_id,)).fetchone()
        return document_row(row) if row else None

    def title(self, document_id: str) -> str:
        """The title of a document; empty where it has none or there is no such document."""
        row = self._db.execute("SELECT title FROM documents WHERE id = ?", (document_id,)).fetchone()
        return str(row[0]) if row else ""

    def titles(self, document_ids: Iterable[str]) -> dict[str, str]:
        """The titles of those of several documents that are there; empty of one that has none."""
        rows = self._db.execute(f"SELECT id, title FROM documents WHERE id {AMONG}", (as_json(list(document_ids)),))
        return dict(rows)

    def documents(self) -> Iterator[DocumentRow]:
        """All documents by id."""
        return map(document_row, self._db.execute(f"SELECT {DOCUMENT} FROM documents ORDER BY id"))

    def documents_of(self, files: Iterable[str]) -> tuple[DocumentRow, ...]:
        """The documents of the files of these paths, by id."""
        numbers = self._db.execute(f"SELECT number FROM files WHERE path {AMONG}", (as_json(sorted(files)),))
        found = self._chosen(f"SELECT {DOCUMENT} FROM documents", (row[0] for row in numbers), "file")
        return tuple(sorted(map(document_row, found), key=lambda row: row.id))

    def documents_by(self, column: str, down: bool, lang: str, offset: int, most: int) -> tuple[DocumentRow, ...]:
        """At most so many documents, of one language or, for "", of any, by a column of DOCUMENT_COLUMNS; those that
        say nothing there come last."""
        by, language = DOCUMENT_COLUMNS[column], DOCUMENT_COLUMNS["lang"]
        order = f"{by} = '', {by} {'DESC' if down else 'ASC'}, id LIMIT ? OFFSET ?"
        found = f"SELECT {DOCUMENT} FROM documents WHERE ? IN ('', {language}) ORDER BY {order}"
        return tuple(map(document_row, self._db.execute(found, (lang, most, offset))))

    def languages(self) -> dict[str, int]:
        """How many documents there are of each language, the most first."""
        by = DOCUMENT_COLUMNS["lang"]
        return dict(self._db.execute(f"SELECT {by}, count(*) FROM documents GROUP BY 1 ORDER BY 2 DESC, 1"))

    def passage_counts(self) -> dict[str, int]:
        """How many passages every document has, each once."""
        names = dict(self._db.execute("SELECT number, id FROM documents"))
        rows = self._db.execute("SELECT document, count(DISTINCT passage) FROM places GROUP BY document")
        return {names[number]: n for number, n in rows}

    def file_of(self, document_id: str) -> str:
        """The path of the file that a document came from, as it is kept; empty where there is no such document."""
        found = self._db.execute("SELECT file FROM documents WHERE id = ?", (document_id,)).fetchone()
        row = found and self._db.execute("SELECT path FROM files WHERE number = ?", found).fetchone()
        return str(row[0]) if row else ""

    def files_of_documents(self) -> dict[str, str]:
        """The path of the file, as it is kept, that each document came from, by the id of the document."""
        paths = dict(self._db.execute("SELECT number, path FROM files"))
        return {name: paths[file] for name, file in self._db.execute("SELECT id, file FROM documents")}

    def described_by(self, column: str, most: int) -> int:
        """How many documents say something in one of the columns `authors`, `type` and `archive`, as far as `most`."""
        some = f"SELECT 1 FROM documents WHERE {column} NOT IN ('', '[]') LIMIT ?"
        return int(self._db.execute(f"SELECT count(*) FROM ({some})", (most,)).fetchone()[0])

    def works(self) -> frozenset[str]:
        """The works that documents are part of, as far as these are no documents themselves."""
        found = {row[0] for row in self._db.execute("SELECT work FROM documents")} - {""}
        return frozenset(work for work in found if not self.has_document(work))

    def neighbours(self, document_id: str) -> tuple[DocumentRow | None, DocumentRow | None]:
        """The documents before and after one, by id."""
        sides = (("<", "DESC"), (">", "ASC"))
        asked = (f"SELECT {DOCUMENT} FROM documents WHERE id {sign} ? ORDER BY id {way} LIMIT 1" for sign, way in sides)
        rows = [self._db.execute(one, (document_id,)).fetchone() for one in asked]
        before, after = (document_row(row) if row else None for row in rows)
        return before, after

    def file_times(self, document_ids: Iterable[str]) -> dict[str, int]:
        """When the files of documents were last changed, in nanoseconds since 1970."""
        chosen = f"SELECT id, file FROM documents WHERE id {AMONG}"
        files = dict(self._db.execute(chosen, (as_json(list(document_ids)),)))
        rows = f"SELECT number, mtime FROM files WHERE number {AMONG}"
        times = dict(self._db.execute(rows, (as_json(sorted(set(files.values()))),)))
        return {document: times[file] for document, file in files.items() if file in times}

    # passages and their places

    def text(self, passage_id: str) -> tuple[str, tuple[tuple[int, int], ...]]:
        """A passage's text and the spans hidden in it. Raises KeyError for an unknown id."""
        number = self._passage_number(passage_id)
        if number is None:
            raise KeyError(passage_id)
        found = self._texts([number])[number]
        return found.text, found.hidden

    def places(self, passage_id: str) -> tuple[Place, ...]:
        """Everywhere a passage stands, by document and ordinal; empty for an unknown id."""
        return self.first_places([passage_id]).get(passage_id, ())

    def first_places(self, passage_ids: Sequence[str]) -> dict[str, tuple[Place, ...]]:
        """The places of several passages at once."""
        chosen = f"SELECT number FROM passages WHERE id {AMONG}"
        numbers = [row[0] for row in self._db.execute(chosen, (id_numbers(passage_ids),))]
        found: dict[str, list[Place]] = {}
        for place in self._places(f"passage {AMONG}", as_json(numbers)):
            found.setdefault(place.passage.id, []).append(place)
        return {passage_id: tuple(places) for passage_id, places in found.items()}

    def passages_beginning(self, start: str, most: int) -> tuple[str, ...]:
        """At most so many ids of passages that begin with these figures, in order."""
        first, last = id_number(start.ljust(16, "0")), id_number(start.ljust(16, "f"))
        rows = self._db.execute(
            "SELECT id FROM passages WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?", (first, last, most)
        )
        return tuple(number_id(row[0]) for row in rows)

    def documents_beginning(self, start: str, most: int) -> tuple[str, ...]:
        """At most so many ids of documents that begin so, in order."""
        after = start + chr(sys.maxunicode)
        rows = self._db.execute(
            "SELECT id FROM documents WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?", (start, after, most)
        )
        return tuple(row[0] for row in rows)

    def passages_of(self, document_id: str) -> tuple[Place, ...]:
        """A document's passages as they stand in it."""
        number = self._number("documents", "id", document_id)
        return tuple(self._places("document = ?", number)) if number is not None else ()

    def places_beside(self, passage_ids: Iterable[str]) -> Iterator[tuple[Place, ...]]:
        """Of each document that has any of these passages the places of all its passages, as they stand in it; many
        documents are read at once."""
        chosen = f"SELECT DISTINCT document FROM places WHERE passage IN (SELECT number FROM passages WHERE id {AMONG})"
        documents = self._db.execute(f"{chosen} ORDER BY document", (id_numbers(passage_ids),))
        while numbers := [row[0] for row in documents.fetchmany(DOCUMENTS_AT_ONCE)]:
            places = self._places(f"document {AMONG}", as_json(numbers))
            yield from (tuple(each) for _, each in groupby(places, key=lambda place: place.document.id))

    def passage_ids(self) -> Iterator[str]:
        """The ids of all passages."""
        return (number_id(row[0]) for row in self._db.execute("SELECT id FROM passages"))

    def digest(self) -> str:
        """A hash of every place and the passage that stands there, some documents at a time."""
        documents = self._db.execute("SELECT number, id FROM documents ORDER BY id")
        found = hashlib.sha256()
        while names := dict(documents.fetchmany(DOCUMENTS_AT_ONCE)):
            rows = self._chosen("SELECT document, ordinal, passage FROM places", names, "document").fetchall()
            ids = dict(self._chosen("SELECT number, id FROM passages", (passage for _, _, passage in rows)))
            for row in sorted((names[document], ordinal, number_id(ids[at])) for document, ordinal, at in rows):
                found.update(as_json(row).encode())
        return found.hexdigest()[:16]

    # near-duplicates; `pipeline.near_duplicates` makes the bands

    def bands(self) -> Iterable[tuple[int, bytes]]:
        """Every passage that has bands, by the number of its id (`records.number_id`), with these as they were put."""
        return self._db.execute("SELECT id, bands FROM passages WHERE bands != x''")

    # by number

    def _number(self, table: str, column: str, value: object) -> int | None:
        row = self._db.execute(f"SELECT number FROM {table} WHERE {column} = ?", (value,)).fetchone()
        return row[0] if row else None

    def _passage_number(self, passage_id: str) -> int | None:
        known = id_number(passage_id)
        return None if known is None else self._number("passages", "id", known)

    def _places(self, condition: str, value: object) -> list[Place]:
        """The places for which a condition holds, by document and ordinal."""
        rows = self._db.execute(f"SELECT {PLACE} FROM places WHERE {condition}", (value,)).fetchall()
        documents = self._documents(row[0] for row in rows)
        texts = self._texts(row[2] for row in rows)
        found = [place_row(row, documents[row[0]], texts[row[2]]) for row in rows]
        return sorted(found, key=lambda place: (place.document.id, place.passage.ordinal))

    def _documents(self, numbers: Iterable[int]) -> dict[int, DocumentRow]:
        rows = self._chosen(f"SELECT number, {DOCUMENT} FROM documents", numbers)
        return {row[0]: document_row(row[1:]) for row in rows}

    def _texts(self, numbers: Iterable[int]) -> dict[int, TextRow]:
        rows = self._chosen("SELECT number, id, lang, hidden, at FROM passages", numbers).fetchall()
        packed = self._chosen("SELECT number, data FROM texts", (row[0] - row[4] for row in rows))
        blocks = {first: self._packing.unpacked(data) for first, data in packed}
        return {
            number: TextRow(number_id(known), lang, spans(hidden), blocks[number - at](at))
            for number, known, lang, hidden, at in rows
        }

    def _chosen(self, select: str, numbers: Iterable[int], column: str = "number") -> sqlite3.Cursor:
        return self._db.execute(f"{select} WHERE {column} {AMONG}", (as_json(sorted(set(numbers))),))
