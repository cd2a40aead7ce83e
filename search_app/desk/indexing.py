"""Indexing at the desk: a run is started, followed and stopped, one at a time."""

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from flask import Blueprint, Flask, current_app, jsonify
from flask.typing import ResponseReturnValue

from search_app.desk import indexing_process
from search_app.desk.desk import current_desk
from search_app.desk.rendering import words_in
from search_app.web.error_pages import language_asked

blueprint = Blueprint("desk-indexing", __name__, url_prefix="/desk")
KEY = "sakuin-desk-run"

NONE, RUNNING, DONE, FAILED, STOPPED = "none", "running", "done", "failed", "stopped"

FAILURES: Mapping[str, str] = {
    "IndexBusy": "desk-index-busy", "CollectionError": "desk-index-collection", "NotAllowed": "desk-index-not-allowed",
}  # fmt: skip
"""Error of a run -> what is said of it; of the others that it failed. What it says itself stands behind."""


@dataclass(frozen=True, slots=True)
class At:
    """How far a run is, or how it ended: bytes of files done and of all, the file; what was counted; `detail` is what
    an error says, in English."""

    state: str = NONE
    done: int = 0
    known: int = 0
    file: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    error: str = ""
    detail: str = ""

    def after(self, line: Mapping[str, Any]) -> "At":
        """What it is after a line of the process."""
        known = {name: line[name] for name in ("state", "done", "known", "file", "error", "detail") if name in line}
        counts = {name: value for name, value in line.items() if name not in At.__dataclass_fields__}
        return replace(self, **known, counts=counts)


class Run:
    """A run of a folder in a process of its own, followed by a thread."""

    def __init__(self, folder: Path, directory: Path) -> None:
        self.folder = folder
        self.at = At(RUNNING)
        self._told = False
        command = [sys.executable, "-m", indexing_process.__name__, str(folder), str(directory)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", start_new_session=True
        )
        self._follower = threading.Thread(target=self._follow, daemon=True)
        self._follower.start()

    def _follow(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            if line.startswith("{"):
                self.at = self.at.after(json.loads(line))
        self._process.stdout.close()
        status = self._process.wait()
        if self.at.state == RUNNING:
            self.at = replace(self.at, state=STOPPED if self._told else FAILED, detail=f"exit status {status}")
        self._close()

    def _close(self) -> None:
        with contextlib.suppress(OSError):
            assert self._process.stdin
            self._process.stdin.close()

    def stop(self) -> None:
        """End it and wait until it has ended; the index stays as it was."""
        self._told = True
        self._close()
        self._follower.join(indexing_process.PATIENCE * 2)


class Runs:
    """The run of a desk: the one there is, or the last one there was."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._run: Run | None = None

    def start(self, folder: Path, directory: Path) -> bool:
        """Start a run unless one runs; whether it was started."""
        with self._lock:
            if self._run and self._run.at.state == RUNNING:
                return False
            self._run = Run(folder, directory)
            return True

    def stop(self) -> None:
        """Stop the run, if there is one."""
        with self._lock:
            if self._run and self._run.at.state == RUNNING:
                self._run.stop()

    def at(self, folder: Path | None) -> At:
        """How far the run of a folder is; nothing is said of another's."""
        return self._run.at if self._run and self._run.folder == folder else At()


def runs_of(app: Flask) -> Runs:
    """The runs of an application."""
    return cast(Runs, app.extensions.setdefault(KEY, Runs()))


@blueprint.get("/index.json")
def how_far() -> ResponseReturnValue:
    """How far the run is."""
    desk = current_desk()
    at, t = runs_of(current_app).at(desk.folder), words_in(language_asked())
    said = {"state": at.state, "done": at.done, "known": at.known, "file": at.file, "said": _said(at, t)}
    return jsonify({**said, "detail": at.detail if at.state == FAILED else "", "indexed": desk.is_indexed})


@blueprint.post("/index")
def start() -> ResponseReturnValue:
    """Start a run of the folder that lies open."""
    desk = current_desk()
    if not runs_of(current_app).start(desk.open_folder(), desk.directory):
        return jsonify({"error": words_in(language_asked())("desk-index-runs")}), 409
    return how_far()


@blueprint.post("/index/stop")
def stop() -> ResponseReturnValue:
    """Stop the run."""
    runs_of(current_app).stop()
    return how_far()


def _said(at: At, t: Any) -> str:
    """How it is or was, in a sentence."""
    if at.state == DONE:
        parts = [t("desk-index-done", documents=f"{at.counts['documents']:,}", passages=f"{at.counts['passages']:,}")]
        unread = at.counts["unread"]
        return "".join([*parts, *([t("desk-index-unread", n=f"{unread:,}")] if unread else [])])
    if at.state == FAILED:
        return str(t(FAILURES.get(at.error, "desk-index-failed")))
    return str(t("desk-index-stopped")) if at.state == STOPPED else ""
