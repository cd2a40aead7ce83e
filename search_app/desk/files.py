"""Every file of the folder: what it is, what came of it, what keeps it from being read, what changed since."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, jsonify
from werkzeug.wrappers import Response

from indexer.paths import from_kept, shown
from indexer.pipeline.look import Look
from indexer.pipeline.manifest import SourceFile
from indexer.storage.records import FileRow
from search_app.desk.reasons import kind_in, said_in
from search_app.desk.rendering import desk_page
from search_app.desk.shelf import Shelf, current_shelf
from search_app.web.error_pages import language_asked

blueprint = Blueprint("desk-files", __name__, url_prefix="/desk")

NEW, CHANGED, GONE, SAME = "new", "changed", "gone", ""


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is shown: its name below the folder, the name of its format, its size in bytes, how many documents
    it gave; why it was not read, and what in it was passed over, in English; how it stands to the index."""

    name: str
    kind: str
    size: int
    documents: int = 0
    problem: str = ""
    notes: tuple[str, ...] = ()
    state: str = SAME

    @property
    def order(self) -> tuple[int, str]:
        """Those that were not read first, then those read in part, then what a run would do something about."""
        rank = 0 if self.problem else 1 if self.notes else 2 if self.state else 3
        return rank, self.name


@blueprint.get("/files")
def files_page() -> str:
    """The page that lists the files."""
    current_shelf()
    return desk_page("files.html", "files")


@blueprint.get("/files.json")
def files_json() -> Response:
    """All files, those with problems first; reasons and notes as pairs of a sentence and its language."""
    files, ui = sorted(files_of(current_shelf()), key=lambda file: file.order), language_asked()
    return jsonify({
        "files": [_row(file, ui) for file in files],
        "waiting": sum(file.state != SAME for file in files),
    })  # fmt: skip


def _row(f: File, ui: str) -> list[object]:
    return [f.name, kind_in(ui, f.kind), f.size, f.documents, _said(ui, f.problem), _said(ui, *f.notes), f.state]


def _said(ui: str, *reasons: str) -> list[tuple[str, str]]:
    return [said_in(ui, reason) for reason in reasons if reason]


def files_of(shelf: Shelf) -> Iterator[File]:
    """Every file there is or was: as it was indexed, and as it stands to the index."""
    rows = shelf.rows()
    look = shelf.look(rows)
    counts = Counter(shelf.store.files_of_documents().values()) if shelf.store else Counter[str]()
    states = _states(look)
    for file in look.files:
        row, state = rows.get(file.key), states.get(file.key, SAME)
        yield _indexed(row, file, counts[file.key], state) if row else _unread(file, look, shelf)
    for row in map(rows.__getitem__, look.changes.gone):
        yield File(
            shown(from_kept(row.path.removeprefix(shelf.root))), row.kind, row.size, counts[row.path], state=GONE
        )


def _states(look: Look) -> dict[str, str]:
    said = ((NEW, look.changes.new), (CHANGED, look.changes.changed))
    return {file.key: state for state, files in said for file in files}


def _indexed(row: FileRow, file: SourceFile, documents: int, state: str) -> File:
    return File(file.name, row.kind, file.size, documents, row.problem, row.notes, state)


def _unread(file: SourceFile, look: Look, shelf: Shelf) -> File:
    """A file that no run has met yet: only what the folder itself tells of it."""
    notes = look.sidecars.notes.get(file.path, ())
    state = NEW if shelf.store else SAME
    return File(file.name, look.kind(file), file.size, problem=file.fault, notes=notes, state=state)
