"""The store as a stack of files: what a run put over others reads as if it had all been put at once."""

import hashlib
import random
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest
from amounts import tried

from indexer.document import Document, Metadata, Passage
from indexer.pipeline.passages import passage_id
from indexer.storage import layers, sharing, texts
from indexer.storage.document_store import Store
from indexer.storage.layers import MOST_LAYERS, layer_paths
from indexer.storage.records import FileRow, id_number, number_id
from indexer.storage.sharing import share
from indexer.storage.store_writer import StoreWriter
from indexer.storage.texts import Packing, trained
from indexer.storage.vocabulary import CHARACTERS, LETTERS, SOUNDING, SOUNDS, WRITTEN

SENTENCES = tuple(f"第{n}条 両国は穀物の輸出について話し合う。" for n in range(12)) + tuple(
    f"Article {n}. Both parties shall talk about grain." for n in range(12)
)

State = dict[str, dict[str, list[str]]]
"""File -> document -> its passages."""


def put(store: StoreWriter, file: str, documents: dict[str, list[str]]) -> None:
    store.put_file(FileRow(file, 1, 1, "hash"))
    for name, found in documents.items():
        store.put_document(Document(name, f"題 {file} {len(found)}", "ja", (), file, authors=("某",)), file, b"digest")
        for ordinal, text in enumerate(found):
            store.put_place(Passage(passage_id(text), name, ordinal, text, "ja", (f"節{ordinal}",)), Metadata(), 5)


def take_out(store: StoreWriter, file: str, documents: dict[str, list[str]]) -> set[str]:
    return {passage for name in documents for passage in store.forget_document(name)}


def changed(folder: Path, before: State, after: State) -> None:
    """One run from one state to another, file by file."""
    with StoreWriter(folder) as store:
        left: set[str] = set()
        for file in before.keys() | after.keys():
            if before.get(file) == after.get(file):
                continue
            left |= take_out(store, file, before.get(file, {}))
            if file in after:
                put(store, file, after[file])
            else:
                store.forget_file(file)
        orphans = store.orphans(left)
        living = sorted({passage_id(text) for file in after.values() for found in file.values() for text in found})
        store.set_twins(living, dict.fromkeys(living[:3], living[0]))
        store.drop_passages(orphans)
        store.finish()


def told(folder: Path) -> object:
    """Everything that a store says."""
    with Store(folder) as store:
        rows = list(store.documents())
        return (
            store.counts(), store.files(), rows, [store.passages_of(row.id) for row in rows], store.digest(),
            grouped(store), {i: store.passages.sizes.of(i) for i in store.passage_ids()},
            dict(store.passages.twins), store.described_by("authors", 100),
            [store.neighbours(row.id) for row in rows], [store.file_of(row.id) for row in rows],
            store.file_times(row.id for row in rows), {i: store.places(i) for i in store.passage_ids()},
            sorted(set(store.vocabulary.titles(""))),
        )  # fmt: skip


def grouped(store: Store) -> list[list[list[str]]]:
    """The passages, as their documents and their sections part them."""
    ids, units = sorted(store.passage_ids()), store.passages.units
    first = dict(store.passages.documents)
    assert list(first) == sorted(first, key=id_number) and len(store.passages.documents) == len(first)
    names: list[dict[str, object]] = [
        {i: first[i] for i in ids},
        {i: units.sections(i) for i in ids},
        {i: units.documents(i) for i in ids},
    ]
    return [sorted([i for i in ids if named[i] == name] for name in set(named.values())) for named in names]


def some_state(chance: random.Random) -> State:
    files = chance.sample("abcdefgh", chance.randint(1, 8))
    return {f: {f"{f}{n}": chance.sample(SENTENCES, chance.randint(1, 4)) for n in range(3)} for f in files}


@pytest.mark.parametrize("seed", range(tried(3, 6)))
@pytest.mark.parametrize("heavier", [0, layers.HEAVIER], ids=["never merged before it must be", "merged by weight"])
def test_a_store_after_many_runs_says_what_one_made_at_once_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, heavier: int
) -> None:
    monkeypatch.setattr(layers, "HEAVIER", heavier)
    chance = random.Random(seed)
    before: State = {}
    for number in range(14):
        after = {**before, **some_state(chance)} if number % 3 else some_state(chance)
        changed(tmp_path / "runs", before, after)
        changed(tmp_path / f"once-{number}", {}, after)
        assert told(tmp_path / "runs") == told(tmp_path / f"once-{number}")
        assert len(layer_paths(tmp_path / "runs")) <= MOST_LAYERS
        before = after


def test_a_run_changes_no_file_of_the_store_before_it(tmp_path: Path) -> None:
    before = {"a": {"甲": list(SENTENCES)}, "b": {"乙": list(SENTENCES[:3])}}
    changed(tmp_path / "old", {}, before)
    old = {path.name: hashlib.sha256(path.read_bytes()).digest() for path in (tmp_path / "old").iterdir()}
    said = told(tmp_path / "old")
    share(tmp_path / "old", tmp_path / "new")
    changed(tmp_path / "new", before, {"b": {"乙": [*SENTENCES[:3], "Another."]}})
    assert {path.name: hashlib.sha256(path.read_bytes()).digest() for path in (tmp_path / "old").iterdir()} == old
    assert told(tmp_path / "old") == said != told(tmp_path / "new")


def test_files_are_shared_where_there_are_links_and_copied_where_there_are_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed(tmp_path / "old", {}, {"a": {"甲": list(SENTENCES)}})
    (tmp_path / "old/meta.json").write_text("{}")
    share(tmp_path / "old", tmp_path / "linked")
    links = {path.name: path.stat().st_nlink for path in (tmp_path / "linked").iterdir()}
    assert links == {"000001.sqlite": 2, "meta.json": 1}, "what is written again must not be shared"

    def no_links(*paths: Path) -> None:
        raise OSError("not here")

    monkeypatch.setattr(sharing.os, "link", no_links)
    share(tmp_path / "old", tmp_path / "copied")
    assert {path.stat().st_nlink for path in (tmp_path / "copied").iterdir()} == {1}
    assert told(tmp_path / "copied") == told(tmp_path / "linked")


# Words


def test_words_are_kept_once_however_often_and_in_however_many_runs_they_are_put(tmp_path: Path) -> None:
    runs = (["冷戦", "霊泉", "missile"], ["missile", "冷戦", "ミサイル", "missiles"], ["冷戦"])
    for words in runs:
        with StoreWriter(tmp_path / "runs") as store:
            store.put_words(words)
            store.finish()
    with StoreWriter(tmp_path / "once") as store:
        store.put_words(word for words in runs for word in words)
        store.finish()
    with Store(tmp_path / "runs") as runs_store, Store(tmp_path / "once") as once:
        assert known(runs_store) == known(once)
        assert runs_store.vocabulary.sounding("reisen") == ("冷戦", "霊泉")
        assert list(runs_store.vocabulary.words(SOUNDING, "misa")) == [("misairu", "ミサイル")]
        assert list(runs_store.vocabulary.words(WRITTEN, "みさ")) == [("みさいる", "ミサイル")]
        assert known(once)[2] == Counter({"missile": 2, "missiles": 2, "冷戦": 1, "霊泉": 1, "reisen": 1})


def known(store: Store) -> tuple[object, ...]:
    """All that is told of words."""
    words = store.vocabulary
    pairs = (
        (LETTERS, {"^m", "ss"}, range(7, 9)),
        (CHARACTERS, {"^冷", "泉$"}, range(1, 9)),
        (SOUNDS, {"^r"}, range(9)),
    )
    shared = Counter(word for asked in pairs for found in words.sharing(*asked) for word in found)
    return list(words.words(WRITTEN, "")), list(words.words(SOUNDING, "")), shared


# Texts


TEXTS = ("", "穀物", "grain", "\0", "𠮷野家", "が" * 100_000, "a\n\nb", *SENTENCES)


@pytest.mark.parametrize("dictionary", [b"", trained(f"{s} {n}" for n, s in enumerate(SENTENCES * 50))], ids=len)
def test_a_block_of_texts_comes_back_text_by_text(dictionary: bytes) -> None:
    packing = Packing(dictionary)
    for kept in (packing.packed(TEXTS), Packing().packed(TEXTS)):
        text = packing.unpacked(kept)
        assert tuple(map(text, range(len(TEXTS)))) == TEXTS


def test_a_dictionary_is_made_where_there_is_enough_to_make_it_from_and_never_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert trained(SENTENCES) == b""
    monkeypatch.setattr(texts, "FEWEST", 10)
    first = {"a": {"甲": [f"{s} 第{n}写" for n, s in enumerate(SENTENCES * 9)]}}
    both = {**first, "b": {"乙": [f"{s} copy {n}" for n, s in enumerate(SENTENCES * 9)]}}
    changed(tmp_path / "runs", {}, first)
    changed(tmp_path / "runs", first, both)
    changed(tmp_path / "once", {}, both)
    with Store(tmp_path / "runs") as store:
        rows = [store._db.execute(f"SELECT count(*) FROM {layer}.dictionaries") for layer in store._layers]
        assert sum(row.fetchone()[0] for row in rows) == 1
    assert told(tmp_path / "runs") == told(tmp_path / "once")


def test_threads_read_texts_of_one_store_at_once(tmp_path: Path) -> None:
    changed(tmp_path, {}, {f: {f"{f}{n}": [f"{s}{f}{n}" for s in SENTENCES] for n in range(20)} for f in "abc"})
    wrong: list[str] = []

    def read(store: Store, first: str) -> None:
        for n in range(20):
            found = tuple(place.passage.text for place in store.passages_of(f"{first}{n}"))
            if found != tuple(f"{s}{first}{n}" for s in SENTENCES):
                wrong.append(f"{first}{n}")

    with Store(tmp_path) as store:
        threads = [threading.Thread(target=read, args=(store, first)) for first in "abc" * 3]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert not wrong


@pytest.mark.parametrize(
    ("given", "known"),
    [
        (passage_id("穀物"), True),
        (passage_id("grain"), True),
        ("f" * 16, True),
        ("7" + "f" * 15, True),
        ("8" + "0" * 15, True),
        (passage_id("grain").upper(), False),
        ("", False),
        ("0" * 18, False),
        ("穀物", False),
        ("12 34 5678901234", False),
    ],
)
def test_an_id_is_kept_as_a_number_and_what_is_none_is_told(given: str, known: bool) -> None:
    number = id_number(given)
    assert (number is not None) == known
    assert number is None or (number_id(number) == given and abs(number) <= sys.maxsize + 1)


def test_a_store_without_files_is_empty(tmp_path: Path) -> None:
    with Store(tmp_path / "nowhere") as store:
        assert (store.counts(), store.files(), store.meta("engine"), dict(store.passages.twins)) == (
            (0, 0, 0),
            {},
            "",
            {},
        )
