"""The documents in a table, corrected in place or many at once; what is corrected goes into metadata.csv."""

import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from indexer.editing.corrections import Change, Registers, Uncorrectable
from indexer.editing.files import ChangedMeanwhile
from indexer.editing.registers import FIELDS, Cell
from indexer.metadata import written
from indexer.paths import kept
from indexer.readers.sidecars.entries import language
from search_app.desk.documents_history import History
from search_app.desk.documents_rows import Table
from search_app.desk.rendering import desk_page, words_in
from search_app.desk.shelf import Shelf, current_shelf
from search_app.web.error_pages import language_asked

blueprint = Blueprint("desk-documents", __name__, url_prefix="/desk")

LONGEST = 2_000
"""Characters of a value; more is a text that went astray."""

FIRST = 100
"""Documents that are sent before all of them: more than a screen shows."""

_writing = threading.Lock()
"""Held by the one request that corrects; two of them would each see the register before the other's change."""


class NotCorrected(Exception):
    """A correction that is not made: the key of the sentence that says why, what it names, and the status."""

    def __init__(self, key: str, status: int = 400, **values: object) -> None:
        super().__init__(key)
        self.key, self.status, self.values = key, status, values


@blueprint.errorhandler(NotCorrected)
def _not_corrected(error: NotCorrected) -> ResponseReturnValue:
    said = words_in(language_asked())(f"desk-documents-{error.key}", **error.values)
    return jsonify({"error": said, "reason": error.key}), error.status


@blueprint.get("/documents")
def documents_page() -> str:
    """The page that the table stands on."""
    current_shelf()
    return desk_page("desk_documents.html", "documents", fields=FIELDS)


@blueprint.get("/documents.json")
def documents_json() -> Response:
    """All documents, or the first of them with ?first=1, which a page asks for first so that something stands there at
    once; the seals of the registers, and how many steps may be undone and done again."""
    shelf = current_shelf()
    first = shelf.store.documents_beginning("", FIRST) if shelf.store and "first" in request.args else None
    return jsonify(_shown(shelf, Table(shelf, first and frozenset(first))))


@blueprint.get("/understood.json")
def understood() -> Response:
    """How a date or a language is understood; empty where it is not."""
    field, value = request.args.get("field", ""), request.args.get("value", "")
    return jsonify({"understood": _understood(field, value)})


def _understood(field: str, value: str) -> str:
    if field == "date":
        span = written.parse(value)
        return ("c. " if span.approximate else "") + span.iso if span else ""
    return language(value) if field == "lang" else value


@blueprint.post("/documents.json")
def correct() -> ResponseReturnValue:
    """Correct fields: `{"corrections": [[id, field, value]], "registers": {name: seal}, "insist": false}`. A date
    that is not understood is taken where the person insists. Gives the rows as they are now."""
    body = _body()
    corrections = _corrections(body)
    with _writing:
        shelf = current_shelf()
        table = Table(shelf, frozenset(each[0] for each in corrections))
        cells = [_cell(table, *each, insists=bool(body.get("insist"))) for each in corrections]
        changes = _written(table.registers, cells, _seals(body))
        history = _history(shelf)
        history.add(changes)
    return jsonify(_shown(shelf, Table(shelf, frozenset(each[0] for each in corrections))) | {"said": ""})


@blueprint.post("/documents/undo.json")
def undo() -> ResponseReturnValue:
    """Undo the last step."""
    return _step(again=False)


@blueprint.post("/documents/redo.json")
def redo() -> ResponseReturnValue:
    """Do the step again that was undone last."""
    return _step(again=True)


def _step(again: bool) -> ResponseReturnValue:
    """Put back what a step found. What another program wrote there meanwhile is left as it is, and counted. Gives the
    rows of the files concerned."""
    with _writing:
        shelf = current_shelf()
        history, registers = _history(shelf), Registers(shelf.folder)
        step = history.last(again)
        there = [cell for cell, after in step if _is_inside(shelf, cell) and _value(registers, cell) == after]
        changes = _written(registers, there, None)
        if step:
            history.moved(changes, again)
    left = len(step) - len(there)
    said = words_in(language_asked())("desk-documents-left", n=left) if left else ""
    return jsonify(_shown(shelf, Table(shelf, _documents_of(shelf, {cell.file for cell, _ in step}))) | {"said": said})


def _documents_of(shelf: Shelf, files: Iterable[Path]) -> frozenset[str]:
    keys = {kept(file.as_posix()) for file in files}
    known = shelf.store.files_of_documents() if shelf.store else {}
    return frozenset(document for document, file in known.items() if file in keys)


def _is_inside(shelf: Shelf, cell: Cell) -> bool:
    return shelf.path_of(cell.file.as_posix()) is not None


def _value(registers: Registers, cell: Cell) -> str:
    try:
        return registers.value(cell)
    except Uncorrectable as error:
        raise NotCorrected("unwritable", 409, file=error.path.name, reason=error.reason) from error


def _written(registers: Registers, cells: Iterable[Cell], seals: dict[str, str] | None) -> list[Change]:
    done: list[Change] = []
    try:
        for cell in cells:
            registers.put(cell)
        done.extend(registers.write(seals))
    except ChangedMeanwhile as error:
        raise NotCorrected("meanwhile", 409, file=registers.name(error.path)) from error
    except Uncorrectable as error:
        raise NotCorrected("unwritable", 409, file=registers.name(error.path), reason=error.reason) from error
    return done


def _body() -> dict[str, Any]:
    body = request.get_json(silent=True)
    return body if isinstance(body, dict) else {}


def _seals(body: dict[str, Any]) -> dict[str, str]:
    seals = body.get("registers")
    return {str(name): str(seal) for name, seal in seals.items()} if isinstance(seals, dict) else {}


def _corrections(body: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What is to be corrected. Raises NotCorrected for what no page of the desk sends."""
    given = body.get("corrections")
    rows = given if isinstance(given, list) else []
    fit = all(isinstance(row, list) and len(row) == 3 and all(isinstance(each, str) for each in row) for row in rows)
    if not rows or not fit or any(row[1] not in FIELDS or len(row[2]) > LONGEST for row in rows):
        raise NotCorrected("unfit")
    return [(row[0], row[1], " ".join(row[2].split())) for row in rows]


def _cell(table: Table, document: str, field: str, value: str, insists: bool) -> Cell:
    if value and not _understood(field, value) and not (insists and field == "date"):
        raise NotCorrected(f"no-{field}", 422, value=value)
    cell, lock = table.cell(document, field, value)
    if cell is None:
        raise NotCorrected(f"lock-{lock}", 409)
    return cell


def _history(shelf: Shelf) -> History:
    return History.of(shelf.desk.directory, shelf.folder)


def _shown(shelf: Shelf, table: Table) -> dict[str, object]:
    """What the page is told: rows as they are now, of how many, the seals of the registers, and the steps."""
    history = _history(shelf)
    return {
        "rows": [row.for_page() for row in table.rows()],
        "total": len(table),
        "registers": table.seals(),
        "undo": len(history.done),
        "redo": len(history.undone),
    }
