"""Of a damaged index come the same answers or one clear error, and the next run heals it.

The tool tries every kind of damage with a few trials here; README says how to run many.
"""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from folders import run, written

from indexer.config import Config
from indexer.engines import EMBEDDED
from indexer.errors import IndexDamaged, IndexMissing, IndexOutdated
from indexer.pipeline.builder import Job, build, is_stale
from indexer.storage.damage import told_as_damage
from indexer.storage.index_directory import Library, check, current_generation, open_library
from indexer.storage.inventory import LIST, read_inventory
from search_app.web.app import create_app

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks/robust"))

import damage as tool

CONFIG = Config()
TEXTS = {
    "a.txt": "冷戦の終結 the end of the cold war",
    "b.txt": "条約の調印 a treaty is signed",
    "c.txt": "議会 parliament",
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        written(tmp_path / "source" / name, text)
    return tmp_path / "source"


@pytest.fixture
def index(tmp_path: Path, source: Path) -> Path:
    """An index of one generation."""
    build(Job((source,), tmp_path / "index", jobs=1))
    return tmp_path / "index"


def in_force(index: Path) -> Path:
    generation = current_generation(index)
    assert generation
    return generation


def documents(library: Library) -> int:
    with library.store as store:
        return store.counts()[1]


def flip(path: Path, at: int = -100) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.unlink()  # a hard link of the generation before keeps what it has
    path.write_bytes(content)


def store_file(index: Path) -> Path:
    return max((in_force(index) / "store").iterdir())


@pytest.mark.parametrize("engine", EMBEDDED)
def test_no_damage_ends_in_a_traceback_or_in_other_answers_after_a_check(engine: str, tmp_path: Path) -> None:
    pytest.importorskip("fcntl", reason="trials are forked")
    counts, wrong = tool.run(tool.some_documents(tmp_path / "some"), engine, number=6, seed=16, heal=5)
    assert not wrong and counts["healed same"] == 2 and counts["check noticed"] >= 5


Way = Callable[[Path], object]


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize(("damaged", "said"), [
    (Path.unlink, "is gone"), (emptied, "has 0 bytes instead of"), (cut, "bytes instead of"),
])  # fmt: skip
@pytest.mark.parametrize("name", ["collection.toml", "store/000001.sqlite"])
def test_a_file_that_is_gone_or_cut_is_named_when_the_index_is_opened(
    tmp_path: Path, source: Path, name: str, damaged: Way, said: str
) -> None:
    written(source / "collection.toml", '[collection]\ntitle = { ja = "資料", en = "Sources" }\n')
    build(Job((source,), tmp_path / "index", jobs=1))
    damaged(in_force(tmp_path / "index") / name)
    with pytest.raises(IndexDamaged, match=rf"gen-1/{name} .*{said}.*sakuin index FOLDER --index"):
        open_library(tmp_path / "index", CONFIG)


@pytest.mark.parametrize(
    "content", [b"", b"gen-2\n", b"gen-1\n", b"gen-1 00\n", b"\xff\0/..\n", b"gen-9 " + b"0" * 64 + b"\n"]
)
def test_a_damaged_pointer_is_no_index_and_no_other_generation(index: Path, content: bytes) -> None:
    (index / "CURRENT").write_bytes(content)
    assert check(index).damaged
    library = open_library(index, CONFIG)
    assert library.generation == "gen-1" and library.instead and documents(library) == len(TEXTS)


def test_a_list_that_is_gone_or_changed_is_damage_itself(index: Path) -> None:
    flip(in_force(index) / LIST)
    assert check(index).damaged == (f"gen-1/{LIST} is not as it was written",)
    (in_force(index) / LIST).unlink()
    assert check(index).damaged == (f"gen-1/{LIST} is gone",)


def test_an_index_of_an_earlier_version_is_outdated_not_damaged(index: Path) -> None:
    (in_force(index) / LIST).unlink()
    (index / "CURRENT").write_bytes(b"gen-1\n")
    with pytest.raises(IndexOutdated):
        check(index)


def test_what_only_a_check_finds_is_remembered_until_the_file_is_whole_again(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.storage.inventory.SMALL", 0)
    content = store_file(index).read_bytes()
    flip(store_file(index))
    assert not open_library(index, CONFIG).instead
    assert check(index).damaged == ("gen-1/store/000001.sqlite is not as it was written",)
    with pytest.raises(IndexDamaged, match=r"store/000001\.sqlite"):
        open_library(index, CONFIG)
    store_file(index).write_bytes(content)
    assert not check(index).damaged and documents(open_library(index, CONFIG)) == len(TEXTS)


def test_the_generation_before_is_searched_where_it_is_whole(source: Path, index: Path) -> None:
    written(source / "d.txt", "追加 an addition")
    run(source, index)
    flip(store_file(index))
    library = open_library(index, CONFIG)
    assert (library.generation, documents(library)) == ("gen-1", len(TEXTS))
    assert "gen-2/store/" in library.instead and "gen-1 is searched" in library.instead


def test_the_page_says_that_the_index_before_was_searched(source: Path, index: Path) -> None:
    written(source / "d.txt", "追加 an addition")
    run(source, index)
    flip(store_file(index))
    notes = create_app(index).test_client().get("/search.json?q=treaty").get_json()["notes"]
    assert [note["code"] for note in notes] == ["index-damaged"]


def test_a_server_answers_503_for_an_index_that_is_damaged_while_it_runs(index: Path) -> None:
    client = create_app(index).test_client()
    assert client.get("/search.json?q=treaty").status_code == 200
    flip(store_file(index))
    check(index)
    answer = client.get("/search.json?q=treaty")
    assert answer.status_code == 503 and "is damaged: gen-1/store/" in answer.get_json()["error"]


def test_any_error_over_a_damaged_index_is_told_as_damage_and_over_a_whole_one_as_itself(index: Path) -> None:
    with pytest.raises(ZeroDivisionError), told_as_damage(in_force(index)):
        raise ZeroDivisionError
    flip(store_file(index))
    with pytest.raises(IndexDamaged), told_as_damage(in_force(index)):
        raise ZeroDivisionError


def test_a_panic_of_the_engine_over_a_damaged_index_is_answered_with_503(index: Path) -> None:
    app = create_app(index)
    panic = type("PanicException", (BaseException,), {})

    def panicking() -> str:
        raise panic("index out of bounds")

    app.add_url_rule("/panicking.json", view_func=panicking)
    flip(store_file(index))
    answer = app.test_client().get("/panicking.json")
    assert answer.status_code == 503 and "is damaged: gen-1/store/" in answer.get_json()["error"]


@pytest.mark.parametrize("engine", EMBEDDED)
def test_a_run_upon_a_damaged_index_makes_it_anew_with_its_engine(source: Path, tmp_path: Path, engine: str) -> None:
    index = tmp_path / "index"
    job = Job((source,), index, jobs=1, engine=engine)
    build(job)
    flip(max((in_force(index) / "engine").iterdir(), key=lambda path: path.stat().st_size))
    check(index)
    assert is_stale(Job((source,), index, jobs=1))
    summary = build(Job((source,), index, jobs=1))
    assert summary.rebuilt.startswith("the index was damaged: gen-1/engine/")
    library = open_library(index, CONFIG)
    assert not check(index).damaged and (library.engine_name, documents(library)) == (engine, len(TEXTS))


def test_a_shared_file_keeps_its_first_sum_so_that_a_run_hides_no_damage(source: Path, index: Path) -> None:
    first = read_inventory(in_force(index))
    for number in range(2):
        written(source / f"{number}.txt", f"追加 addition {number}")
        run(source, index)
    shared = read_inventory(in_force(index)).keys() & first.keys()
    assert all(read_inventory(in_force(index))[name] == first[name] for name in shared if name.endswith(".sqlite"))


def test_what_was_read_to_be_merged_is_compared_first(
    source: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.storage.inventory.SMALL", 0)
    content = store_file(index).read_bytes()
    store_file(index).write_bytes(content.replace(b"c.txt", b"x.txt"))  # as if SQLite had written it
    for name in TEXTS:  # so much changes that all layers are written as one
        written(source / name, f"別の本文 another text of {name}")
    summary = run(source, index)
    assert summary.rebuilt.startswith("the index was damaged: gen-1/store/") and not check(index).damaged


def test_without_an_index_there_is_nothing_to_check(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        check(tmp_path)
