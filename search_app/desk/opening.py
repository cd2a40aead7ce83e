"""Which folder lies on the desk: a page that asks for its path, with what may be meant while it is typed."""

import os
from pathlib import Path

from flask import Blueprint, current_app, jsonify, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from indexer.errors import DeskMistake, IndexMissing
from search_app.desk.desk import current_desk, desk_of_folder
from search_app.desk.rendering import desk_page
from search_app.state.addresses import rooted

blueprint = Blueprint("desk", __name__, url_prefix="/desk", template_folder="templates", static_folder="static")

MOST_PATHS = 20
"""Folders that are offered while a path is typed."""


@blueprint.get("/")
def desk_home() -> Response:
    """The desk: its first page, or the question which folder it is."""
    return redirect(rooted("/desk/files" if current_desk().folder else "/desk/open", request.query_string.decode()))


@blueprint.get("/open")
def ask_for_folder() -> str:
    """The question which folder lies on the desk."""
    return desk_page("open.html", typed=str(current_desk().folder or Path.home()) + os.sep, mistake="")


@blueprint.post("/open")
def open_folder() -> ResponseReturnValue:
    """Have the folder that was typed lie on the desk; one that is none is asked for again, with the reason."""
    from search_app.desk.app import put_on

    typed = request.form.get("path", "").strip()
    try:
        desk = desk_of_folder(_whole(typed))
    except (DeskMistake, ValueError, OSError, RuntimeError) as error:
        return desk_page("open.html", typed=typed, mistake=str(error)), 400
    put_on(current_app, desk)
    return redirect(rooted("/desk/files", request.query_string.decode()), 303)


def _whole(typed: str) -> Path:
    """A path from the root on: where the desk itself runs says nothing to who sits in the browser."""
    path = Path(typed).expanduser()
    if not path.is_absolute():
        raise DeskMistake(
            f"{typed!r} is no whole path; write it from the beginning, such as {Path.home()}{os.sep}letters"
        )
    return path


def before_the_first_index(error: IndexMissing) -> ResponseReturnValue:
    """What stands in the place of a page of the search before the first index; whoever asks for a file is told so."""
    if "." in request.path.rpartition("/")[2]:
        return jsonify({"error": str(error), "status": error.http_status}), error.http_status
    return desk_page("no_index.html", "projects" if request.path.startswith("/project") else "")


@blueprint.get("/paths.json")
def paths() -> Response:
    """The folders that a path which begins so may mean."""
    return jsonify(folders_that_begin(request.args.get("path", "")))


def folders_that_begin(typed: str) -> list[str]:
    """The folders in the folder of a path whose names begin as its last part does; hidden ones where that is typed."""
    try:
        head, begins = os.path.split(str(Path.home()) + typed[1:] if typed.startswith("~/") else typed)
        above = Path(head)
        if not above.is_absolute():
            return []
        names = (each.name for each in os.scandir(above) if each.is_dir())
        met = sorted(name for name in names if name.lower().startswith(begins.lower()))
    except (OSError, ValueError, RuntimeError):
        return []
    seen = [name for name in met if begins.startswith(".") or not name.startswith(".")]
    return [str(above / name) + os.sep for name in seen[:MOST_PATHS]]
