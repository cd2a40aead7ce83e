"""Indexing at the desk: one run at a time, in a process of its own, that says how far it is and can be stopped."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from desks import HERE, owner
from flask.testing import FlaskClient
from library import ended

from indexer.storage.index_directory import current_generation
from indexer.storage.locking import writing
from search_app.desk import indexing_process
from search_app.desk.indexing import At

WITHIN = 60.0


def start(client: FlaskClient, ui: str = "ja") -> Any:
    return client.post(f"/desk/index?ui={ui}", json={}, headers=HERE)


def at_end(client: FlaskClient, ui: str = "ja") -> dict[str, Any]:
    """What is said of the run when it has ended."""
    until = time.monotonic() + WITHIN
    while time.monotonic() < until:
        at: dict[str, Any] = client.get(f"/desk/index.json?ui={ui}").json or {}
        if at["state"] != "running":
            return at
        time.sleep(0.1)
    raise AssertionError("the run did not end")


def texts(folder: Path, number: int, length: int = 40) -> None:
    for each in range(number):
        (folder / f"{each:04}.txt").write_text(f"第{each}号。" + "米国はソビエト連邦を承認した。" * length, "utf-8")


@pytest.mark.parametrize(("ui", "done"), [
    ("ja", "文書3件、箇所3件。読めなかったファイルが1件あります。"),
    ("en", "3 documents, 3 passages. 1 files could not be read."),
])  # fmt: skip
def test_a_folder_is_indexed_and_what_was_done_is_said(tmp_path: Path, ui: str, done: str) -> None:
    texts(tmp_path, 3, 1)
    (tmp_path / "絵.jpg").write_bytes(b"\xff\xd8\xff")
    client = owner(tmp_path)
    assert client.get("/desk/index.json").json == {
        "state": "none", "done": 0, "known": 0, "file": "", "said": "", "detail": "", "indexed": False,
    }  # fmt: skip
    assert start(client).json["state"] == "running"
    at = at_end(client, ui)
    assert (at["state"], at["said"], at["indexed"]) == ("done", done, True)
    assert (client.get("/search.json?q=承認").json or {})["total"] == 3


def test_a_run_can_be_stopped_with_what_was_to_follow_it_and_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    texts(tmp_path, 1)
    client = owner(tmp_path)
    start(client)
    at_end(client)
    before = current_generation(tmp_path / ".sakuin")
    texts(tmp_path, 600, 400)
    start(client)
    assert start(client, "en").json["state"] == "running"
    assert client.post("/desk/index/stop?ui=en", headers=HERE).json["said"].startswith("Stopped")
    assert at_end(client)["state"] == "stopped" and current_generation(tmp_path / ".sakuin") == before
    assert sorted(each.name for each in (tmp_path / ".sakuin").glob("gen-*")) == [before.name if before else ""]


def test_what_is_saved_while_a_run_reads_is_read_by_one_that_follows(tmp_path: Path) -> None:
    texts(tmp_path, 1)
    client = owner(tmp_path)
    start(client)
    late = tmp_path / "遅れて.txt"
    late.write_text("後から加えた覚書。 A late memorandum.", encoding="utf-8")
    start(client)
    assert at_end(client)["state"] == "done"
    assert (client.get("/search.json?q=memorandum").json or {})["total"] == 1


@pytest.mark.parametrize(("toml", "said"), [("[[era]]\nid = 3\n", "collection.toml says"), (None, "Another sakuin")])
def test_what_fails_is_said(tmp_path: Path, toml: str | None, said: str) -> None:
    texts(tmp_path, 1)
    client = owner(tmp_path)
    if toml:
        (tmp_path / "collection.toml").write_text(toml)
        start(client)
        at = at_end(client, "en")
    else:
        with writing(tmp_path / ".sakuin"):
            start(client)
            at = at_end(client, "en")
    assert at["state"] == "failed" and said in at["said"] and at["detail"]


def test_a_run_of_another_site_is_not_started(tmp_path: Path) -> None:
    client = owner(tmp_path)
    for path in ("/desk/index", "/desk/index/stop"):
        assert client.post(path, json={}, headers={"Origin": "http://evil.example"}).status_code == 403


def test_a_desk_without_a_folder_indexes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from search_app.desk.app import create_desk
    from search_app.desk.desk import Desk

    client = create_desk(Desk(None, tmp_path / "none"), "t" * 24).test_client()
    client.get("/desk/?token=" + "t" * 24)
    assert start(client).status_code == 400 and not (tmp_path / "none").exists()


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="this system has no groups of processes")
def test_a_run_ends_when_the_desk_does_however_that_ended(tmp_path: Path) -> None:
    texts(tmp_path, 600, 400)
    command = [sys.executable, "-m", indexing_process.__name__, str(tmp_path), str(tmp_path / ".sakuin")]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True)
    assert process.stdin and process.stdout and json.loads(process.stdout.readline())["state"] == "running"
    process.stdin.close()
    assert process.wait(WITHIN) != 0
    process.stdout.close()
    until = time.monotonic() + 10
    while time.monotonic() < until and _lives(process.pid):
        time.sleep(0.1)
    assert not _lives(process.pid)


def _lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="this system has no groups of processes")
def test_ctrl_c_at_the_desk_leaves_nothing_running(tmp_path: Path) -> None:
    texts(tmp_path, 600, 400)
    script = (
        "import os, sys, time\nfrom pathlib import Path\nfrom search_app.desk.indexing import Run\n"
        f"run = Run(Path({str(tmp_path)!r}), Path({str(tmp_path / '.sakuin')!r}), lambda: None)\n"
        "while not run.at.known: time.sleep(.05)\nprint(run._process.pid, flush=True)\ntime.sleep(60)\n"
    )
    desk = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert desk.stdout
    group = int(desk.stdout.readline())
    ended(desk, signal.SIGINT)
    until = time.monotonic() + 12
    while time.monotonic() < until and _lives(group):
        time.sleep(0.1)
    assert not _lives(group)


def test_lines_that_are_no_counts_leave_the_counts_alone() -> None:
    at = (
        At()
        .after({"state": "running", "done": 1, "known": 2, "file": "甲.txt"})
        .after({"state": "done", "documents": 3})
    )
    assert (at.state, at.done, at.file, at.counts) == ("done", 1, "甲.txt", {"documents": 3})
