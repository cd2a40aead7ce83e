"""The store of a generation that is being made: what a run puts goes into one new file on top of the older ones.

Whatever a run takes out or replaces stands either in its own file, where it is deleted, or in an older one, where it
is masked; the number tells which.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from indexer.document import Document, Metadata, Passage
from indexer.storage.document_store import Store
from indexer.storage.layers import layer_paths, merge, next_numbers, open_layer
from indexer.storage.records import (
    AMONG,
    FileRow,
    Place,
    TextRow,
    about_document,
    as_json,
    document_of,
    dump_dates,
    id_number,
    number_id,
    short_json,
)
from indexer.storage.texts import TextWriter, known_dictionary
from indexer.storage.vocabulary import put_titles, put_words

MOST_WORDINGS = 100_000
"""Distinct headings, titles and the like that are remembered to be kept once; after so many it begins anew."""

NO_FILE = 0
"""The number of the file of a document that came from none."""


class StoreWriter(Store):
    """A store in which a run writes; it is one thread's. It reads what it wrote."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        below = layer_paths(folder)
        number = int(below[-1].stem) + 1 if below else 1
        self._folder = folder
        self._open(open_layer(folder / f"{number:06}.sqlite", below))
        self._texts_written = TextWriter(self._db, known_dictionary(self._db, self._layers))
        self._next = next_numbers(self._db)
        self._first = dict(self._next)
        self._wordings: dict[str, int] = {}
        self._document = "", 0
        self._anew = not below
        self._known: dict[tuple[str, object], int] = {}

    def counts(self) -> tuple[int, int, int]:
        """How many files, documents and passages there are by now."""
        self.__dict__.pop("_counts", None)
        return super().counts()

    def finish(self) -> None:
        """Keep for good what was put, and bring the files into the order in which they are read."""
        self._texts_written.finish()
        put_titles(self._db)
        self._db.commit()
        self.close()
        merge(self._folder)

    def set_meta(self, key: str, value: str) -> None:
        """Say something of the index."""
        self._db.execute("INSERT OR REPLACE INTO main.meta VALUES (?, ?)", (key, value))

    # files

    def put_file(self, row: FileRow) -> None:
        """Keep what is remembered of a file, in place of what was; its documents are still its own."""
        number = self._number("files", "path", row.path) or self._take("files", row.path)
        self._drop("files", "number", number)
        values = (number, row.path, row.size, row.mtime, row.hash, row.problem, as_json(row.notes), row.kind)
        self._insert("files", values)

    def note_file(self, path: str, note: str) -> None:
        """Add a note to what is remembered of a file that this run put."""
        row = self._db.execute("SELECT notes FROM main.files WHERE path = ?", (path,)).fetchone()
        notes = as_json([*json.loads(row[0]), note])
        self._db.execute("UPDATE main.files SET notes = ? WHERE path = ?", (notes, path))

    def touch_file(self, path: str, mtime: int) -> None:
        """A file has another time but the same bytes."""
        row = self._db.execute("SELECT * FROM files WHERE path = ?", (path,)).fetchone()
        self._drop("files", "number", row[0])
        self._insert("files", (*row[:3], mtime, *row[4:]))

    def forget_file(self, path: str) -> None:
        """Take out what is remembered of a file, whose documents are gone."""
        number = self._number("files", "path", path)
        if number is not None:
            self._drop("files", "number", number)

    def digests(self, paths: Iterable[str]) -> dict[str, bytes]:
        """The documents of files, with the digests they were put with."""
        found = self._db.execute(f"SELECT number FROM files WHERE path {AMONG}", (as_json(list(paths)),))
        return dict(self._chosen("SELECT id, digest FROM documents", (row[0] for row in found), "file"))

    # documents and passages

    def put_document(self, document: Document, file: str, digest: bytes = b"") -> None:
        """Keep a new document of a file; its places come by `put_place`."""
        d, words, number = document, self._wording, self._take("documents", document.id)
        self._document = document.id, number
        values = (
            number, d.id, self._number("files", "path", file) or NO_FILE, digest, words(d.title), words(d.work),
            words(short_json(d.authors)), words(d.type), words(d.archive), words(as_json(d.origins)),
            words(about_document(d)),
        )  # fmt: skip
        self._insert("documents", values)

    def put_place(self, passage: Passage, metadata: Metadata, words: int, bands: bytes = b"") -> bool:
        """Keep a passage of so many words, with its bands, at its place; says whether it stands nowhere else."""
        number = self._passage_number(passage.id)
        alone = number is None or not self._stands(number)
        if number is None:
            number = self._put_passage(passage, words, bands)
        document_id, document = self._document
        assert document_id == passage.document_id, "places are put after their document"
        place = (
            document, passage.ordinal, number, self._wording(short_json(passage.heading_path)), passage.continues,
            self._wording(short_json(passage.opens)), self._wording(dump_dates(metadata.dates)),
            self._wording(short_json(metadata.eras)), self._wording(short_json(metadata.actors)),
            short_json(passage.marks), passage.kind,
        )  # fmt: skip
        self._insert("places", place)
        return alone

    def put_metadata(self, places: Sequence[Place], metadata: Sequence[Metadata]) -> None:
        """Keep all places of a document again, with other metadata."""
        document = document_of(places[0].document)
        digest = self._db.execute("SELECT digest FROM documents WHERE id = ?", (document.id,)).fetchone()[0]
        file = self.file_of(document.id)
        self.forget_document(document.id)
        self.put_document(document, file, digest)
        for place, about in zip(places, metadata, strict=True):
            self.put_place(place.passage, about, 0)

    def forget_document(self, document_id: str) -> set[str]:
        """Take out a document and its places; gives the ids of the passages that stood there."""
        number = self._number("documents", "id", document_id)
        if number is None:
            return set()
        passages = [row[0] for row in self._db.execute("SELECT passage FROM places WHERE document = ?", (number,))]
        self._db.execute("DELETE FROM main.places WHERE document = ?", (number,))
        self._drop("documents", "number", number)
        return {number_id(row[1]) for row in self._chosen("SELECT number, id FROM passages", passages)}

    def orphans(self, passage_ids: Iterable[str]) -> set[str]:
        """Those of the passages that stand nowhere any more."""
        numbers = ((i, self._passage_number(i)) for i in passage_ids)
        return {i for i, number in numbers if number is not None and not self._stands(number)}

    def drop_passages(self, passage_ids: Iterable[str]) -> None:
        """Take passages out whose places are gone, with their groups."""
        for passage_id in passage_ids:
            number = self._passage_number(passage_id)
            if number is not None:
                self._drop("twins", "passage", number)
                self._drop("passages", "number", number)

    def set_twins(self, passage_ids: Iterable[str], names: Mapping[str, str]) -> None:
        """The groups of these passages are now those of `names`; who is not in it has none."""
        chosen = as_json([id_number(passage) for passage in {*passage_ids, *names}])
        rows = self._db.execute(f"SELECT id, number FROM passages WHERE id {AMONG}", (chosen,))
        numbers = {number_id(known): number for known, number in rows}
        before = dict(self._chosen("SELECT passage, name FROM twins", numbers.values(), "passage"))
        for passage, number in numbers.items():
            name = numbers[names[passage]] if passage in names else None
            if name != before.get(number):
                self._drop("twins", "passage", number)
                if name is not None:
                    self._insert("twins", (number, name))

    def put_words(self, words: Iterable[str]) -> None:
        """Keep words that can be looked up; those that are there already stay as they are."""
        put_words(self._db, words)

    # how it is written

    def _put_passage(self, passage: Passage, words: int, bands: bytes) -> int:
        number = self._take("passages", id_number(passage.id))
        at = self._texts_written.put(number, passage.text)
        values = (number, id_number(passage.id), passage.lang, words, short_json(passage.hidden), bands, at)
        self._insert("passages", values)
        return number

    def _texts(self, numbers: Iterable[int]) -> dict[int, TextRow]:
        self._texts_written.finish()
        self._packing = self._texts_written.packing
        return super()._texts(numbers)

    def _number(self, table: str, column: str, value: object) -> int | None:
        """In a store that is made anew whatever was not put in this run is not there: nearly all that is asked for."""
        if self._anew and (table, value) not in self._known:
            return None
        return super()._number(table, column, value)

    def _stands(self, number: int) -> bool:
        return self._db.execute("SELECT 1 FROM places WHERE passage = ? LIMIT 1", (number,)).fetchone() is not None

    def _wording(self, text: str) -> int:
        """The number of a text that many rows have."""
        found = self._wordings.get(text)
        if found is None:
            if len(self._wordings) >= MOST_WORDINGS:
                self._wordings.clear()
            found = self._wordings[text] = self._take("wordings")
            self._insert("wordings", (found, text))
        return found

    def _take(self, table: str, key: object = None) -> int:
        """The next number of a table, for what is known by a key."""
        number = self._next[table]
        self._next[table] += 1
        if self._anew and key is not None:
            self._known[table, key] = number
        return number

    def _insert(self, table: str, values: tuple[object, ...]) -> None:
        self._db.execute(_insertion(table, len(values)), values)

    def _drop(self, table: str, key: str, number: int) -> None:
        """Take a row out, wherever it stands; a group is known by its passage."""
        self._db.execute(f"DELETE FROM main.{table} WHERE {key} = ?", (number,))
        if number < self._first["passages" if table == "twins" else table]:
            self._db.execute("INSERT OR IGNORE INTO main.masks VALUES (?, ?)", (table, number))


@cache
def _insertion(table: str, columns: int) -> str:
    return f"INSERT INTO main.{table} VALUES ({', '.join('?' * columns)})"
