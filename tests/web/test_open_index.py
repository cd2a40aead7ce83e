"""A generation stays open while anybody reads from it, and is closed when the last has done so."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from indexer.engines import ENGINES
from indexer.pipeline.builder import Job, build
from search_app.search.searcher import Searcher
from search_app.web.app import create_app
from search_app.web.open_index import OpenIndex, index_of

ROWS = 450
"""Passages: an export looks 200 of them up at a time."""

EXPORT = "/search.ndjson?q=&similar=show"


class Shelf:
    """A folder with a long document, its index, and the application over it."""

    def __init__(self, folder: Path, engine: str) -> None:
        self.source, self.index, self.engine = folder / "source", folder / "index", engine
        self.source.mkdir()
        rows = (
            f"## {n}\n\n第{n}回の軍縮交渉は東京で開かれた。\n\n## Round {n}\n\nThe treaty of round {n} was signed."
            for n in range(ROWS // 2)
        )
        (self.source / "long.md").write_text("\n\n".join(rows), encoding="utf-8")
        self.publish(0)
        self.app: Flask = create_app(self.index)

    def publish(self, number: int) -> None:
        (self.source / "note.txt").write_text(f"冷戦 {number}\n\nThe cold war, part {number}.\n", encoding="utf-8")
        build(Job((self.source,), self.index, jobs=1, engine=self.engine))

    def get(self, address: str) -> bytes:
        with self.app.test_client().get(address) as got:
            return bytes(got.data)


@pytest.fixture
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(tmp_path, getattr(request, "param", "whoosh"))
    yield made
    index_of(made.app).searcher().library.close()


@pytest.mark.parametrize("shelf", ENGINES, indirect=True)
def test_an_export_that_lasts_through_three_generations_is_whole(shelf: Shelf) -> None:
    whole = shelf.get(EXPORT)
    answer = shelf.app.test_client().get(EXPORT)
    rows = iter(answer.response)
    begun = [next(rows)]  # type: ignore[call-overload]
    for number in range(1, 4):
        shelf.publish(number)
        assert f"part {number}".encode() in shelf.get(f"/search.json?q=part {number}")
    assert b"".join([*begun, *rows]) == whole  # type: ignore[misc]
    assert whole.count(b"\n") > ROWS
    answer.close()


@pytest.mark.parametrize("address", ["/search.json?q=treaty", EXPORT, "/passage/0000000000000000", "/nowhere", "/"])
def test_a_generation_is_closed_when_the_last_request_has_its_answer(shelf: Shelf, address: str) -> None:
    opened = index_of(shelf.app)
    answer, held = shelf.app.test_client().get(address), opened.held()
    shelf.publish(1)
    shelf.get("/")
    assert is_open(held.searcher)
    held.let_go()
    answer.close()
    assert not is_open(held.searcher)


def is_open(searcher: Searcher) -> bool:
    try:
        searcher.library.store.meta("engine")
    except sqlite3.ProgrammingError:
        return False
    return True


def test_what_warms_up_holds_what_it_warms(shelf: Shelf) -> None:
    opened = OpenIndex(shelf.index, index_of(shelf.app).config)
    held = opened.held()
    assert held.hold()
    held.warm()
    assert is_open(held.searcher)
    held.let_go()
    opened.searcher().library.close()
    assert not is_open(held.searcher)


def test_what_was_closed_cannot_be_held(shelf: Shelf) -> None:
    held = OpenIndex(shelf.index, index_of(shelf.app).config).held()
    held.let_go()
    held.let_go()
    assert not held.hold() and not is_open(held.searcher)
