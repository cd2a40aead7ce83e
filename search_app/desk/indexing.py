"""Indexing at the desk: a run is started, followed and stopped, one at a time."""

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
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

    def __init__(self, folder: Path, directory: Path, ended: Callable[[], None]) -> None:
        self.folder = folder
        self.at = At(RUNNING)
        self._ended = ended
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
        self._ended()

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
    """The run of a desk: the one there is, or the last one there was. What is saved while one reads is read by another
    that follows it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._run: Run | None = None
        self._next: tuple[Path, Path] | None = None

    def start(self, folder: Path, directory: Path) -> bool:
        """Start a run, after the one that runs where one does; whether it was started at once."""
        with self._lock:
            if self._run and self._run.at.state == RUNNING:
                self._next = folder, directory
                return False
            self._run = Run(folder, directory, self._go_on)
            return True

    def _go_on(self) -> None:
        with self._lock:
            wanted, self._next = self._next, None
            if wanted and self._run and self._run.at.state == DONE:
                self._run = Run(*wanted, self._go_on)

    def stop(self) -> None:
        """Stop the run, if there is one, and what was to follow it."""
        with self._lock:
            self._next, run = None, self._run
        if run and run.at.state == RUNNING:
            run.stop()

    def at(self, folder: Path | None) -> At:
        """How far the run of a folder is; nothing is said of another's. A run that another follows has not ended."""
        with self._lock:
            if not self._run or self._run.folder != folder:
                return At()
            at = self._run.at
            return replace(at, state=RUNNING) if at.state == DONE and self._next else at


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
    """Start a run of the folder that lies open, after the one that runs where one does."""
    desk = current_desk()
    runs_of(current_app).start(desk.open_folder(), desk.directory)
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
