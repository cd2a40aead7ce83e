"""Projects at the desk: the pages of `web.projects`, of which each project is a file in the folder `projects`.

A project is asked for by its id; which file it is in, the folder says: no name that comes from a browser is ever part
of a path. What another program wrote meanwhile is not written over (its SHA-256 is not the one that was read), and
what cannot be read is left alone and named.
"""

import hashlib
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Response, jsonify, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as Answer

from indexer.errors import SakuinError
from search_app.desk.desk import current_desk
from search_app.notes import Note
from search_app.projects.archive import packed, receipts_in, unpacked
from search_app.projects.reading import project_of, read_json
from search_app.projects.values import MOST_BYTES, SUFFIX, Project, ProjectMistake
from search_app.projects.writing import project_object
from search_app.state.addresses import rooted
from search_app.state.parameters import Json
from search_app.web.api import asked
from search_app.web.error_pages import language_asked
from search_app.web.projects import receipts_of, told

blueprint = Blueprint("desk-projects", __name__, url_prefix="/desk")

FOLDER = "projects"
LONGEST_NAME = 60
"""Characters of a title that the name of its file begins with."""

NEW = ""
"""The hash of a file that is not there yet."""

DEVICES = frozenset({"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(10))})
"""What Windows takes for a device whatever its suffix (https://learn.microsoft.com/windows/win32/fileio/naming-a-file)."""

_NO_NAME = re.compile(r"[^\w -]+")


@dataclass(frozen=True, slots=True)
class Kept:
    """A project in its file, as both are now."""

    path: Path
    data: bytes
    project: Project

    @property
    def hash(self) -> str:
        """What tells whether another program wrote it meanwhile."""
        return hashlib.sha256(self.data).hexdigest()


blueprint.register_error_handler(ProjectMistake, told)


@blueprint.get("/projects")
def desk_projects_page() -> Answer:
    """The projects: the page is that of the search."""
    return redirect(rooted("/projects", request.query_string.decode()))


@blueprint.get("/projects.json")
def listed_projects() -> Response:
    """Every project of the folder, and the files that cannot be read with the reason."""
    rows: list[Json] = []
    unread: list[Json] = []
    for path in files_in(_folder()):
        try:
            kept = read_file(path)
        except ProjectMistake as error:
            unread.append({"file": path.name, "reason": error.note.sentence(language_asked())})
            continue
        if kept:
            rows.append(_row(kept))
    return jsonify({"projects": rows, "unread": unread})


def _row(kept: Kept) -> Json:
    project = kept.project
    return {
        "id": project.id,
        "title": project.title,
        "changed": project.changed,
        "items": len(project.items),
        "file": kept.path.name,
    }


@blueprint.get("/projects/<id_>.json")
def read_one(id_: str) -> ResponseReturnValue:
    """A project and the SHA-256 of its file."""
    kept = kept_project(_folder(), id_)
    if kept is None:
        return _said(Note("project-gone", id_), 404)
    return jsonify({"sha256": kept.hash, "file": kept.path.name, "project": project_object(kept.project)})


@blueprint.put("/projects/<id_>.json")
def write_one(id_: str) -> ResponseReturnValue:
    """Write a project; If-Match says what was read before, empty for a new one."""
    project = project_of(read_json(request.get_data()))
    if project.id != id_ or not id_:
        raise ProjectMistake("project-damaged", "id")
    folder = _folder()
    kept = kept_project(folder, id_)
    if request.headers.get("If-Match", NEW) != (kept.hash if kept else NEW):
        return _overtaken(kept)
    data = packed(project, _receipts(project, kept))
    if len(data) > MOST_BYTES:
        raise ProjectMistake("project-too-big", f"{MOST_BYTES // 2**20} MB")
    path = kept.path if kept else new_path(folder, project.title)
    write_whole(path, data)
    return jsonify({"sha256": hashlib.sha256(data).hexdigest(), "file": path.name})


@blueprint.delete("/projects/<id_>.json")
def remove_one(id_: str) -> ResponseReturnValue:
    """Take a project's file away, where it is still what was read."""
    kept = kept_project(_folder(), id_)
    if kept is None:
        return _said(Note("project-gone", id_), 404)
    if request.headers.get("If-Match") != kept.hash:
        return _overtaken(kept)
    kept.path.unlink()
    return jsonify({})


def _receipts(project: Project, kept: Kept | None) -> Json:
    """The receipts of the file, and of what else is searched as far as the index is there."""
    try:
        searcher, _, _ = asked()
    except SakuinError:
        return dict(receipts_in(kept.data)) if kept else {}
    return receipts_of(searcher, project, dict(receipts_in(kept.data)) if kept else None)


def _overtaken(kept: Kept | None) -> ResponseReturnValue:
    return _said(Note("project-overtaken", kept.path.name if kept else FOLDER), 409)


def _said(note: Note, status: int) -> ResponseReturnValue:
    return jsonify({"error": note.sentence(language_asked()), "status": status}), status


# the folder


def _folder() -> Path:
    return current_desk().open_folder() / FOLDER


def files_in(folder: Path) -> Iterator[Path]:
    """The files of projects in a folder, by name; none where it is a link that leads out of the documents' folder."""
    if not folder.is_dir() or folder.resolve().parent != folder.parent.resolve():
        return
    for path in sorted(folder.iterdir()):
        if path.name.endswith(SUFFIX) and not path.name.startswith(".") and path.is_file() and not path.is_symlink():
            yield path


def read_file(path: Path) -> Kept | None:
    """A file with the project in it; None for one that went away. Raises ProjectMistake."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError:
        return None
    return Kept(path, data, unpacked(data))


def kept_project(folder: Path, id_: str) -> Kept | None:
    """The project of an id, where the folder has it; of two files of one project the first by name."""
    for path in files_in(folder):
        try:
            kept = read_file(path)
        except ProjectMistake:
            continue
        if kept and kept.project.id == id_:
            return kept
    return None


def new_path(folder: Path, title: str) -> Path:
    """A name for a new file after its title, letters of any script and figures alone, that no other has."""
    stem = " ".join(_NO_NAME.sub(" ", title).split())[:LONGEST_NAME].strip(" -") or "project"
    if unicodedata.normalize("NFKC", stem).upper() in DEVICES:
        stem = f"project {stem}"
    names = (f"{stem}{SUFFIX}", *(f"{stem} {number}{SUFFIX}" for number in range(2, 10_000)))
    return next(path for path in (folder / name for name in names) if not path.exists())


def write_whole(path: Path, data: bytes) -> None:
    """A file in one step: whoever reads it meanwhile has the old one or the new one. Raises ProjectMistake where its
    folder is a link."""
    path.parent.mkdir(exist_ok=True)
    if path.parent.resolve().parent != path.parent.parent.resolve():
        raise ProjectMistake("project-damaged", FOLDER)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".part", delete=False) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)
