"""The original is opened where it may be, as what it is, and no path leads out of the folders that were indexed."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from folders import archive, run, written
from werkzeug.test import TestResponse

from indexer.config import Config
from indexer.paths import kept
from indexer.storage.document_store import Store
from indexer.storage.index_directory import STORE, current_generation
from indexer.storage.records import FileRow, document_of
from indexer.storage.store_writer import StoreWriter
from search_app.cli.main import main
from search_app.web.app import create_app


@dataclass(frozen=True)
class Shelf:
    """An indexed folder, what lies beside it, and the server over it."""

    folder: Path
    outside: Path
    index: Path

    def client(self, originals: int = 1) -> FlaskClient:
        return create_app(self.index, Config(originals=originals)).test_client()

    def get(self, address: str, **how: object) -> TestResponse:
        return self.client().get(address, buffered=True, **how)  # type: ignore[arg-type]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    made = Shelf(
        archive(tmp_path / "docs"), written(tmp_path / "outside/secret.txt", "geheim 秘密"), tmp_path / "index"
    )
    run(made.folder, made.index)
    return made


@pytest.mark.parametrize(
    ("document", "file", "disposition", "kind", "is_sandboxed"),
    [
        ("note", "note.pdf", "inline", "application/pdf", False),
        ("memo", "memo.txt", "inline", "text/plain; charset=utf-8", True),
        ("old", "old.txt", "inline", "text/plain", True),
        ("jis", "jis.txt", "inline", "text/plain", True),
        ("電報/cable", "電報/cable.md", "inline", "text/plain; charset=utf-8", True),
        ("talk", "talk.html", "attachment", "text/html", True),
        ("bundle.zip!/inner/note", "bundle.zip", "attachment", "application/zip", True),
    ],
)  # fmt: skip
def test_an_original_is_sent_as_it_is(
    shelf: Shelf, document: str, file: str, disposition: str, kind: str, is_sandboxed: bool
) -> None:
    answer = shelf.get(f"/original/{document}")
    assert (answer.status_code, answer.data) == (200, (shelf.folder / file).read_bytes())
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["Content-Disposition"].startswith(f"{disposition}; filename")
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'") and ("sandbox" in policy) == is_sandboxed
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_viewer_may_ask_for_a_part(shelf: Shelf) -> None:
    answer = shelf.get("/original/note", headers={"Range": "bytes=0-4"})
    assert (answer.status_code, answer.data) == (206, b"%PDF-")


def test_nothing_is_opened_and_nothing_linked_unless_the_server_is_told(shelf: Shelf) -> None:
    client = shelf.client(originals=0)
    answer = client.get("/original/note?ui=en")
    assert answer.status_code == 404 and "sakuin serve --originals" in answer.text
    for address in ("/doc/note", "/search?q=harbour", "/doc/talk"):
        assert "/original/" not in client.get(address).text
        assert "/original/" in shelf.get(address).text or address != "/doc/note"


@pytest.mark.parametrize(
    "address",
    [
        "/original/nothing",
        "/original/",
        "/original/../outside/secret.txt",
        "/original/..%2foutside%2fsecret.txt",
        "/original/%2e%2e/outside/secret.txt",
        "/original//etc/passwd",
        "/original/%2fetc%2fpasswd",
        "/original/note/../../../outside/secret.txt",
        "/original/bundle.zip!/../../outside/secret.txt",
        "/original/note%00.txt",
        "/original/empty.pdf",
    ],
)
def test_an_address_that_is_no_document_opens_nothing(shelf: Shelf, address: str) -> None:
    answer = shelf.get(address, follow_redirects=True)
    assert answer.status_code == 404 and "秘密" not in answer.text and "root:" not in answer.text


def exchanged(path: Path, target: Path) -> None:
    """A link in place of what was there."""
    path.rename(path.with_name(path.name + ".before"))
    path.symlink_to(target)


TAMPERED: dict[str, Callable[[Shelf], object]] = {
    "the file is a link out of the folder": lambda s: exchanged(s.folder / "memo.txt", s.outside),
    "the folder is a link to another": lambda s: exchanged(s.folder, s.outside.parent),
    "the index names a file elsewhere": lambda s: renamed(s, s.outside.as_posix()),
    "the index names a way up": lambda s: renamed(s, f"{s.folder.as_posix()}/../outside/secret.txt"),
    "the index names a folder": lambda s: renamed(s, s.folder.as_posix()),
    "the file is gone": lambda s: (s.folder / "memo.txt").unlink(),
    "the file is a pipe": lambda s: ((s.folder / "memo.txt").unlink(), os.mkfifo(s.folder / "memo.txt")),
    "the file is a link to itself": lambda s: exchanged(s.folder / "memo.txt", s.folder / "memo.txt"),
}


def renamed(shelf: Shelf, path: str) -> None:
    """An index that says that a document came from another file."""
    generation = current_generation(shelf.index)
    assert generation is not None
    with Store(generation / STORE) as store:
        said = {key: store.meta(key) for key in ("engine", "fingerprint", "sources")}
    with StoreWriter(generation / STORE) as store:
        places = store.passages_of("memo")
        store.forget_document("memo")
        store.put_file(FileRow(kept(path), 0, 0, "another"))
        store.put_document(document_of(places[0].document), kept(path))
        for place in places:
            store.put_place(place.passage, place.metadata, 0)
        for key, value in said.items():
            store.set_meta(key, value)
        store.finish()


@pytest.mark.parametrize("how", TAMPERED)
def test_what_was_exchanged_since_is_not_opened(shelf: Shelf, how: str) -> None:
    written(shelf.outside.parent / "memo.txt", "another 秘密")
    TAMPERED[how](shelf)
    answer = shelf.get("/original/memo?ui=en")
    said = {404: "folder", 503: "damaged"}  # 503 where the index itself was changed
    assert answer.status_code in said and "秘密" not in answer.text
    assert said[answer.status_code] in answer.text and shelf.folder.as_posix() not in answer.text
    assert "/original/" not in shelf.get("/doc/memo").text


def test_a_link_that_stays_in_the_folder_is_followed(shelf: Shelf) -> None:
    (shelf.folder / "memo.txt").rename(shelf.folder / "elsewhere.txt")
    (shelf.folder / "memo.txt").symlink_to(shelf.folder / "elsewhere.txt")
    assert shelf.get("/original/memo").status_code == 200


def test_a_file_whose_name_is_not_utf_8_is_opened_too(tmp_path: Path) -> None:
    name = os.fsdecode("公文.txt".encode("cp932"))
    folder = written(tmp_path / "docs" / name, "港湾の封鎖について話し合った。").parent
    run(folder, tmp_path / "index")
    shelf = Shelf(folder, tmp_path, tmp_path / "index")
    document = shelf.get("/search.json?q=港湾").get_json()["hits"][0]["doc"]
    answer = shelf.get(f"/original/{document}")
    assert answer.status_code == 200 and "港湾" in answer.text


def test_of_two_sources_the_file_is_that_of_the_document(tmp_path: Path) -> None:
    for name, text in (("a", "One text of the harbour."), ("b", "Another text of the harbour.")):
        written(tmp_path / name / "same.md", f"---\nid: {name}\n---\n\n{text}\n")
    index = tmp_path / "index"
    call = ["index", str(tmp_path / "a"), str(tmp_path / "b"), "--index", str(index)]
    assert CliRunner().invoke(main, call).exit_code == 0
    shelf = Shelf(tmp_path, tmp_path, index)
    assert b"One text" in shelf.get("/original/a").data and b"Another" in shelf.get("/original/b").data


def test_the_command_line_lets_originals_be_opened() -> None:
    text = CliRunner().invoke(main, ["serve", "--help"]).output
    assert "--originals" in text
