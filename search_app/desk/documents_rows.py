"""The documents as the table shows them: as they are in the index, and as the registers describe them by now."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from indexer.document import Document
from indexer.editing.corrections import Registers, all_in, described, said_of
from indexer.editing.registers import FIELDS, Cell
from indexer.metadata import written
from indexer.paths import from_kept, is_whole, shown
from indexer.readers.sidecars.sidecars import Sidecars, find
from indexer.storage.records import DocumentRow, FileRow, document_of
from search_app.desk.shelf import Shelf

FIELD_OF: Mapping[str, str] = {key: "authors" if key == "author" else key for key in FIELDS}
"""Field of a register -> field of a document."""

ORIGINS = {"sidecar": "s", "header": "h", "document": "d", "properties": "p", "inferred": "i"}
GUESSED, NOTHING, BACK = "g", "-", "b"
"""Where a value comes from, a letter each; guessed from the text or the name of the file, not said, and what the
document itself says, which only a run tells."""

ELSEWHERE, TWINS, UNNAMED = "elsewhere", "twins", "unnamed"
"""Why a document cannot be corrected: its file lies in another folder; another one in its file has the same id; the
name of its file is not UTF-8, so that no register can name it."""

ISO = re.compile(r"\d{4}(-\d\d){0,2}")
SIDECARS = (".csv", ".tsv", ".ris", ".json")
"""How the names of files end that may describe others."""

UNREAD = "?"
"""Where a date would stand in the order of time: it cannot be understood."""


@dataclass(frozen=True, slots=True)
class Row:
    """A document. `values` and `origins` go with FIELDS; `waiting` are the fields that the next run will have otherwise
    than the index in force, `lock` says why nothing can be corrected, `order` where its date stands among others."""

    id: str
    file: str
    values: tuple[str, ...]
    origins: str
    waiting: str
    lock: str
    order: str

    def for_page(self) -> list[str]:
        """What the page is sent."""
        return [self.id, self.file, *self.values, self.origins, self.waiting, self.lock, self.order]


@dataclass(frozen=True, slots=True)
class Origin:
    """The file that documents came from: as the index has it, its path if it lies in the folder, its documents."""

    row: FileRow
    name: str
    path: Path | None
    own: int
    ids: Counter[str]

    def cell_name(self, document: DocumentRow) -> str:
        """The id by which a register names the document; "" for the only one of its file."""
        return "" if self.own == 1 and document.path == self.name else self.reading_id(document.id)

    def reading_id(self, document_id: str) -> str:
        """The id that a document has in its file: a second doc-1 of the collection is doc-1@letters/b.md."""
        if "@" not in document_id:
            return document_id
        head, sign, _ = document_id.rpartition(f"@{self.name}")
        return head if sign and re.fullmatch(re.escape(head + sign) + r"(#\d+)?", document_id) else document_id

    def lock(self, document: DocumentRow) -> str:
        """Why the document cannot be corrected; "" where it can."""
        if self.path is None:
            return ELSEWHERE
        if not is_whole(str(self.path)):
            return UNNAMED
        name = self.cell_name(document)
        return TWINS if name and self.ids[name] > 1 else ""


class Table:
    """Documents of an index with what the registers say of them now: those that are named, or all of them for None."""

    def __init__(self, shelf: Shelf, ids: Collection[str] | None = None) -> None:
        self.shelf = shelf
        self.registers = Registers(shelf.folder)
        self._ids = ids
        self._root = shelf.root
        self._files = shelf.rows()
        self._file_of = shelf.store.files_of_documents() if shelf.store else {}
        self._documents = {row.id: row for row in self._together()}
        self.sidecars, self._paths = self._sidecars()
        self._origins = self._all_origins()

    def _together(self) -> Iterable[DocumentRow]:
        """The documents, with all others of their files, which decide what a register calls them."""
        store = self.shelf.store
        if store is None or self._ids is None:
            return store.documents() if store else ()
        return store.documents_of({self._file_of[each] for each in self._ids if each in self._file_of})

    def _sidecars(self) -> tuple[Sidecars, dict[str, Path]]:
        """What the sidecars say of the files of these documents, and the paths of those files and of the sidecars."""
        wanted = {self._file_of[each] for each in self._documents}
        keys = (key for key in self._files if key in wanted or key.lower().endswith(SIDECARS))
        paths = {key: Path(from_kept(key)) for key in keys}
        folders = {key.rpartition("/")[0] for key in self._files if key.startswith(self._root)}
        inside = {self.shelf.folder, *(Path(from_kept(folder)) for folder in folders)}
        return find(dict.fromkeys((*paths.values(), *all_in(self.registers, inside)))), paths

    def seals(self) -> dict[str, str]:
        """The seals of the registers by their names, so that it is seen when another program writes one."""
        found = {}
        for path in self.sidecars.notes:
            if path.is_relative_to(self.shelf.folder) and path in self.registers.in_folder(path.parent):
                found[self.registers.name(path)] = self.registers.seal(path)
        return found

    def __len__(self) -> int:
        """How many documents there are in all."""
        return len(self._file_of)

    def rows(self) -> Iterator[Row]:
        """The rows of the documents, by id."""
        for document in self._documents.values():
            if self._ids is None or document.id in self._ids:
                yield self._row(document, self._origins[self._file_of[document.id]])

    def cell(self, document_id: str, field: str, value: str) -> tuple[Cell | None, str]:
        """The cell of a field of a document, or why there is none."""
        document = self._documents.get(document_id)
        if document is None:
            return None, ELSEWHERE
        origin = self._origins[self._file_of[document_id]]
        lock = origin.lock(document)
        path = self.shelf.path_of(origin.row.path)
        if lock or path is None:
            return None, lock or ELSEWHERE
        return Cell(path, origin.cell_name(document), field, value), ""

    def _all_origins(self) -> dict[str, Origin]:
        """The files of the documents."""
        by_file: dict[str, list[DocumentRow]] = {}
        for document in self._documents.values():
            by_file.setdefault(self._file_of[document.id], []).append(document)
        return {file: self._origin(file, rows) for file, rows in by_file.items()}

    def _origin(self, file: str, documents: list[DocumentRow]) -> Origin:
        name = shown(from_kept(file.removeprefix(self._root)))
        path = self._paths[file] if file.startswith(self._root) else None
        own = sum(document.path == name for document in documents)
        bare = Origin(self._files[file], name, path, own, Counter())
        bare.ids.update(bare.reading_id(document.id) for document in documents)
        return bare

    def _row(self, row: DocumentRow, origin: Origin) -> Row:
        before = document_of(row)
        now, back = self._now(before, row, origin)
        values, said = [_value(now, field) for field in FIELDS], dict(now.origins)
        waiting = [
            field
            for field, value in zip(FIELDS, values, strict=True)
            if now is not before and (field in back or _value(before, field) != value)
        ]
        origins = "".join(
            BACK if field in back else _origin(said.get(FIELD_OF[field], ""), value)
            for field, value in zip(FIELDS, values, strict=True)
        )
        shown_values = tuple("" if field in back else value for field, value in zip(FIELDS, values, strict=True))
        codes = "".join(str(FIELDS.index(field)) for field in waiting)
        return Row(row.id, row.path, shown_values, origins, codes, origin.lock(row), _order(now.date))

    def _now(self, before: Document, row: DocumentRow, origin: Origin) -> tuple[Document, frozenset[str]]:
        """The document as it is described by now, and the fields that no sidecar gives any longer."""
        path = self._paths[origin.row.path]
        if origin.row.hash.partition("+")[2] == self.sidecars.stamp(path):
            return before, frozenset()
        description = self.sidecars.descriptions.get(path)
        is_own = row.path == origin.name
        given = (
            said_of(description, origin.reading_id(row.id), origin.own == 1, is_own) if description is not None else {}
        )
        said = dict(before.origins)
        back = (f for f in FIELDS if said.get(FIELD_OF[f]) == "sidecar" and not (f in given or FIELD_OF[f] in given))
        return described(before, given), frozenset(back)


def _value(document: Document, field: str) -> str:
    value = getattr(document, FIELD_OF[field])
    return "; ".join(value) if isinstance(value, tuple) else str(value)


def _origin(said: str, value: str) -> str:
    return ORIGINS[said] if said else GUESSED if value else NOTHING


def _order(date: str) -> str:
    """Where a date stands in the order of time; empty for none and for what is in order as it is written."""
    if not date or ISO.fullmatch(date):
        return ""
    span = written.parse(date)
    return span.first.isoformat() if span else UNREAD
