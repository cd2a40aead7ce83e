"""Bringing an index up to date: what a run does again, what it leaves alone, and that the result is as if made anew."""

import json
import multiprocessing
import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from folders import COLLECTION, FILES, GRAIN_EN, GRAIN_JA, generations, many_documents, run, sample, written

from indexer.config import Config
from indexer.engines import AUTO, EMBEDDED, LARGE_ENGINE, SMALL_ENGINE
from indexer.engines.base import LAGGING
from indexer.engines.tantivy_merging import extension
from indexer.errors import CollectionError, IndexBusy, IndexMissing, IndexOutdated, SakuinError
from indexer.pipeline.builder import Job, Summary, build, is_stale
from indexer.pipeline.reading_workers import ReadingPool
from indexer.storage.document_store import Store
from indexer.storage.index_directory import STORE, current_generation, open_library
from indexer.storage.locking import writing
from indexer.storage.records import Place
from search_app.export.json_objects import page_object
from search_app.search.results_page import search
from search_app.search.searcher import Searcher
from search_app.state.state import read_state

CONFIG = Config()
Answers = dict[str, Any]
Change = Callable[[Path], object]

each_engine = pytest.mark.parametrize("engine", EMBEDDED)
both_languages = pytest.mark.parametrize("lang", ["ja", "en"])


FILE_COUNT = len(FILES) - 1

QUESTIONS: tuple[tuple[tuple[str, str], ...], ...] = (
    (("q", "ソ連"),),
    (("q", "Soviet Union"),),
    (("q", "穀物 -価格"),),
    (("q", "grain -prices"),),
    (("q", '"鉄のカーテン"'),),
    (("q", '"bad harvest"'),),
    (("q", "封じ込め OR 着陸"),),
    (("q", "containment OR pilot"),),
    (("q", "ゴルバチョフ"),),
    (("q", "gorba*"),),
    (("q", "昭和48年"),),
    (("q", "year:1940..1955"),),
    (("q", "title:協定"),),
    (("q", "heading:background"),),
    (("q", "条約 署名"), ("match", "any")),
    (("q", "signed missiles harbour"), ("match", "any")),
    (("q", "記録"), ("sort", "date")),
    (("q", "record"), ("sort", "-date")),
    (("q", ""), ("sort", "doc")),
    (("q", ""), ("actor", "ussr"), ("lang", "-en")),
    (("q", ""), ("era", "cold-war"), ("from", "1950"), ("until", "昭和63年")),
    (("q", "港湾"), ("year", "1948")),
)


# What tests are made of


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The small collection of FILES."""
    folder = tmp_path / "source"
    return sample(folder)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


def counts(summary: Summary) -> tuple[int, int, int, int]:
    return summary.new, summary.changed, summary.gone, summary.unchanged


def answers(index: Path) -> Answers:
    """All that the index answers to QUESTIONS: ids, scores, texts, places, facets."""
    library = open_library(index, CONFIG)
    try:
        return asked_of(Searcher(library, CONFIG))
    finally:
        library.close()


def exact(found: Answers, engine: str) -> Answers:
    """What is exact in answers of an engine: all, or all but scores and their order where nothing merges deletions."""
    if engine not in LAGGING or extension():
        return found
    hits = {question: sorted(page["hits"], key=lambda hit: hit["id"]) for question, page in found.items()}
    scoreless = {question: [{**hit, "score": 0} for hit in rows] for question, rows in hits.items()}
    return {question: {**page, "hits": scoreless[question]} for question, page in found.items()}


def asked_of(searcher: Searcher) -> Answers:
    return {str(pairs): ask(searcher, *pairs) for pairs in QUESTIONS}


def ask(searcher: Searcher, *pairs: tuple[str, str]) -> Any:
    state, notes = read_state([*pairs, ("per_page", "200")], CONFIG)
    return page_object(search(searcher, state, notes))


def documents_found(index: Path, q: str = "", *pairs: tuple[str, str]) -> list[str]:
    """The ids of every document that has a passage found, in order of id."""
    library = open_library(index, CONFIG)
    try:
        page = ask(Searcher(library, CONFIG), ("q", q), *pairs)
        return sorted({place["doc"] for hit in page["hits"] for place in hit["places"]})
    finally:
        library.close()


def passages(index: Path) -> dict[str, tuple[Place, ...]]:
    """Each document's id, with its passages as they stand in it."""
    generation = current_generation(index)
    assert generation
    with Store(generation / STORE) as store:
        return {row.id: store.passages_of(row.id) for row in store.documents()}


def passage_ids(index: Path) -> dict[str, list[str]]:
    return {document: [place.passage.id for place in places] for document, places in passages(index).items()}


def on_disk(index: Path) -> dict[str, tuple[int, bytes]]:
    """Every file of the index with its time and bytes; the lock belongs to whoever runs."""
    files = (path for path in index.rglob("*") if path.is_file() and path.name != "lock")
    return {path.relative_to(index).as_posix(): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


def made_anew(source: Path, index: Path, engine: str = "") -> Answers:
    """What an index made of the source from nothing answers."""
    fresh = index.with_name("anew")
    shutil.rmtree(fresh, ignore_errors=True)
    run(source, fresh, engine=engine)
    return answers(fresh)


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Counts the files that are read, hashed and taken from the manifest from here on."""
    counted: Counter[str] = Counter()

    def counting(name: str, target: str) -> None:
        module, _, function = target.rpartition(".")
        classes = {each.__name__: each for each in (Store, ReadingPool)}
        owner: Any = classes.get(module.rpartition(".")[2]) or sys.modules[module]
        original = getattr(owner, function)

        def counted_function(*args: Any) -> Any:
            counted[name] += 1
            return original(*args)

        monkeypatch.setattr(owner, function, counted_function)

    counting("read", "indexer.pipeline.reading_workers.ReadingPool.read")
    counting("hashed", "indexer.pipeline.manifest.file_hash")
    counting("manifest", "indexer.storage.document_store.Store.files")
    return counted


# A first run


@pytest.mark.parametrize(
    ("q", "document"),
    [
        ("穀物", "grain.ja"),
        ("harvest", "grain.en"),
        ("鉄のカーテン", "notes/memo"),
        ("Reykjavik", "page"),
        ("中距離核戦力", "row-1"),
        ("intermediate forces", "row-2"),
        ("飛行士", "cell-1"),
        ("unhindered", "cell-2"),
    ],
)
def test_a_first_run_makes_every_format_searchable(source: Path, index: Path, q: str, document: str) -> None:
    summary = run(source, index)
    assert (counts(summary), summary.documents, summary.problems) == ((FILE_COUNT, 0, 0, 0), 8, ())
    assert (summary.rebuilt, summary.generation) == ("there was no index", "gen-1")
    assert document in documents_found(index, q)


def test_each_question_of_the_table_finds_something_or_stands_for_what_is_not_there(source: Path, index: Path) -> None:
    run(source, index)
    silent = [pairs for pairs, page in answers(index).items() if not page["total"]]
    assert len(silent) <= 6, f"a table that finds nothing compares nothing: {silent}"


def test_the_collection_file_of_a_source_is_found_by_itself(source: Path, index: Path) -> None:
    run(source, index)
    assert documents_found(index, "", ("era", "cold-war"), ("actor", "gorbachev")) == ["page"]
    assert "collection.toml" not in {Path(place.document.path).name for p in passages(index).values() for place in p}


def test_a_single_file_can_be_a_source(source: Path, index: Path) -> None:
    assert counts(run(source / "rows.jsonl", index)) == (1, 0, 0, 0)
    assert documents_found(index) == ["row-1", "row-2"]


def test_what_is_hidden_is_passed_over_and_what_is_of_an_unknown_kind_is_named(source: Path, index: Path) -> None:
    for name in (".hidden.md", ".git/notes.md", "Thumbs.db"):
        written(source / name, "隠れた文書 hidden document")
    assert (counts(run(source, index)), run(source, index).problems) == ((FILE_COUNT, 0, 0, 0), ())
    for name in ("image.png", "原稿.xyz"):
        written(source / name, b"\x89PNG\r\n\x1a\n\0")
    summary = run(source, index)
    assert counts(summary) == (2, 0, 0, FILE_COUNT)
    assert [problem.path for problem in summary.problems] == [
        (source / n).as_posix() for n in ("image.png", "原稿.xyz")
    ]


# Later runs


def _edit(source: Path) -> None:
    written(source / "grain.ja.md", GRAIN_JA.replace("不作のため", "港湾の封鎖のため"))
    written(source / "grain.en.md", GRAIN_EN.replace("bad harvest", "harbour blockade"))


def _touch(source: Path) -> None:
    for name in ("grain.ja.md", "grain.en.md"):
        os.utime(source / name, (1, 1))


def _add(source: Path) -> None:
    written(source / "a/record.ja.md", "# 記録\n\n1948年、ソ連はベルリンの港湾を封鎖した。\n")
    written(source / "z/record.en.md", "# Record\n\nIn 1948 the harbour of Berlin was closed by the Soviet Union.\n")


def _remove(source: Path) -> None:
    (source / "rows.jsonl").unlink()
    shutil.rmtree(source / "notes")


def _rename(source: Path) -> None:
    (source / "notes").rename(source / "papers")


def _everything(source: Path) -> None:
    _edit(source)
    _add(source)
    _remove(source)
    os.utime(source / "table.csv", (1, 1))


CHANGES: tuple[tuple[Change, tuple[int, int, int, int]], ...] = (
    (_add, (2, 0, 0, FILE_COUNT)),
    (_edit, (0, 2, 0, FILE_COUNT - 2)),
    (_remove, (0, 0, 2, FILE_COUNT - 2)),
    (_rename, (1, 0, 1, FILE_COUNT - 1)),
    (_everything, (2, 2, 2, FILE_COUNT - 4)),
)


@each_engine
@pytest.mark.parametrize(("change", "expected"), CHANGES, ids=[change.__name__[1:] for change, _ in CHANGES])
def test_after_a_change_the_index_answers_as_if_it_were_made_anew(
    source: Path, index: Path, work: Counter[str], change: Change, expected: tuple[int, int, int, int], engine: str
) -> None:
    run(source, index, engine=engine)
    before = answers(index)
    work.clear()
    change(source)
    summary = run(source, index)
    assert (counts(summary), summary.rebuilt, summary.generation) == (expected, "", "gen-2")
    assert work["read"] == summary.new + summary.changed
    assert exact(answers(index), engine) == exact(made_anew(source, index, engine), engine)
    assert answers(index) != before


@each_engine
def test_after_many_runs_the_index_still_answers_as_if_it_were_made_anew(
    source: Path, index: Path, engine: str
) -> None:
    run(source, index, engine=engine)
    for change in (_add, _edit, _remove):
        change(source)
        run(source, index)
    sample(source)
    (source / "a/record.ja.md").unlink()
    assert counts(run(source, index)) == (2, 2, 1, 3)
    assert exact(answers(index), engine) == exact(made_anew(source, index, engine), engine)


def test_a_touched_file_is_told_by_its_hash_and_that_only_once(source: Path, index: Path, work: Counter[str]) -> None:
    run(source, index)
    before = answers(index)
    _touch(source)
    work.clear()
    summary = run(source, index)
    assert (counts(summary), summary.generation) == ((0, 0, 0, FILE_COUNT), "gen-2")
    assert (work["read"], work["hashed"]) == (0, 2)
    work.clear()
    assert counts(run(source, index)) == (0, 0, 0, FILE_COUNT)
    assert (work["read"], work["hashed"]) == (0, 0)
    assert answers(index) == before


def test_a_file_touched_beside_an_edited_one_is_not_hashed_again_by_every_run(
    source: Path, index: Path, work: Counter[str]
) -> None:
    run(source, index)
    _edit(source)
    os.utime(source / "table.csv", (1, 1))
    run(source, index)
    work.clear()
    run(source, index)
    assert work["hashed"] == 0


def test_the_manifest_is_not_read_again_for_each_touched_file(source: Path, index: Path, work: Counter[str]) -> None:
    run(source, index)
    work.clear()
    run(source, index)
    untouched = work["manifest"]
    for path in source.rglob("*.*"):
        os.utime(path, (1, 1))
    work.clear()
    run(source, index)
    assert work["manifest"] <= untouched + 1, "with n touched files of n the time grows with n²"


def test_a_run_with_nothing_to_do_leaves_the_index_as_it_is(source: Path, index: Path, work: Counter[str]) -> None:
    run(source, index)
    before = on_disk(index)
    work.clear()
    summary = run(source, index)
    assert (counts(summary), summary.generation) == ((0, 0, 0, FILE_COUNT), "gen-1")
    assert (work["read"], work["hashed"]) == (0, 0)
    assert on_disk(index) == before


def test_a_run_over_a_thousand_unchanged_files_looks_into_none(tmp_path: Path, index: Path, work: Counter[str]) -> None:
    source = tmp_path / "many"
    for number in range(500):
        written(source / f"{number:03}.ja.txt", f"記録{number}")
        written(source / f"{number:03}.en.txt", f"Record {number}")
    run(source, index, engine="memory")
    assert (work["read"], work["hashed"]) == (1000, 1000)
    before = on_disk(index)
    work.clear()
    assert counts(run(source, index)) == (0, 0, 0, 1000)
    assert (work["read"], work["hashed"]) == (0, 0)
    assert on_disk(index) == before


@each_engine
def test_editing_one_of_two_hundred_documents_reads_one_and_gives_what_a_rebuild_gives(
    tmp_path: Path, index: Path, work: Counter[str], engine: str
) -> None:
    source = many_documents(tmp_path / "many", 200)
    run(source, index, engine=engine)
    for name, old, new in (
        ("0070.ja.md", "話し合った", "港湾で条約に署名した"),
        ("0071.en.md", "spoke of", "signed missiles and"),
    ):
        work.clear()
        written(source / name, (source / name).read_text(encoding="utf-8").replace(old, new))
        summary = run(source, index)
        assert (counts(summary), summary.documents) == ((0, 1, 0, 199), 200)
        assert (work["read"], work["hashed"]) == (1, 1)
        assert exact(answers(index), engine) == exact(made_anew(source, index, engine), engine)
    assert documents_found(index, "港湾で条約に署名") == ["doc-70"]
    assert documents_found(index, '"signed missiles"') == ["doc-71"]


# Identical passages

SAME = {
    "ja": ("両国は穀物と宇宙開発についての合意を同じ文面で発表した。", "背景", "結論", "文面"),
    "en": ("Both governments published the agreement on grain in the same words.", "Background", "Outcome", "words"),
}


def two_with_the_same(folder: Path, lang: str) -> None:
    """Two files with one paragraph in common, below different headings and with different actors."""
    text, first, second, _ = SAME[lang]
    for name, heading, actor in (("one", first, "kissinger"), ("two", second, "dobrynin")):
        front = f"---\ntitle: {name}\nlang: {lang}\nactors: [{actor}]\n---\n"
        written(folder / f"{name}.md", f"{front}\n## {heading}\n\n{text}\n")


@each_engine
@both_languages
def test_an_identical_passage_is_kept_once_and_found_through_each_of_its_places(
    tmp_path: Path, index: Path, engine: str, lang: str
) -> None:
    source = tmp_path / "same"
    two_with_the_same(source, lang)
    summary = run(source, index, engine=engine)
    _, first, second, word = SAME[lang]
    assert (summary.documents, summary.passages) == (2, 1)
    assert passage_ids(index)["one"] == passage_ids(index)["two"]
    for pairs in (
        (("q", word),),
        (("q", f"heading:{first}"),),
        (("q", f"heading:{second}"),),
        (("q", word), ("actor", "kissinger")),
        (("q", word), ("actor", "dobrynin")),
        (("q", ""), ("doc", "one")),
        (("q", ""), ("doc", "two")),
    ):
        library = open_library(index, CONFIG)
        page = ask(Searcher(library, CONFIG), *pairs)
        library.close()
        assert [[place["doc"] for place in hit["places"]] for hit in page["hits"]] == [["one", "two"]], pairs


@each_engine
@both_languages
@pytest.mark.parametrize(("removed", "kept"), [("one", "two"), ("two", "one")])
def test_an_identical_passage_keeps_its_other_place_when_a_file_goes(
    tmp_path: Path, index: Path, engine: str, lang: str, removed: str, kept: str
) -> None:
    source = tmp_path / "same"
    two_with_the_same(source, lang)
    run(source, index, engine=engine)
    _, *headings, word = SAME[lang]
    place = {"one": (headings[0], "kissinger"), "two": (headings[1], "dobrynin")}
    (source / f"{removed}.md").unlink()
    summary = run(source, index)
    assert (summary.documents, summary.passages) == (1, 1)
    assert documents_found(index, word, ("actor", place[kept][1])) == [kept]
    assert documents_found(index, f"heading:{place[kept][0]}") == [kept]
    assert documents_found(index, word, ("actor", place[removed][1])) == []
    assert documents_found(index, f"heading:{place[removed][0]}") == []
    assert exact(answers(index), engine) == exact(made_anew(source, index, engine), engine)


@each_engine
@both_languages
def test_a_passage_gone_from_every_file_is_gone(tmp_path: Path, index: Path, engine: str, lang: str) -> None:
    source = tmp_path / "same"
    two_with_the_same(source, lang)
    run(source, index, engine=engine)
    text, *_, word = SAME[lang]
    for name in ("one.md", "two.md"):
        written(source / name, (source / name).read_text(encoding="utf-8").replace(text, "空白 blank"))
    assert run(source, index).passages == 1
    assert documents_found(index, word) == []


# Ids

LONG = {
    "ja": [
        f"第{n}節。" + f"{year}年、両国の代表は会議の席で第{n}の議題を取り上げ、長い討論の末に結論を先へ送った。" * 6
        for n, year in enumerate(range(1950, 1958))
    ],
    "en": [
        f"Part {n}. " + f"In {year} the delegates took up item {n} and, after long debate, put off the decision. " * 6
        for n, year in enumerate(range(1950, 1958))
    ],
}


@both_languages
@pytest.mark.parametrize("place", [0, 4, 8])
def test_passage_ids_outlive_a_paragraph_inserted_elsewhere(tmp_path: Path, index: Path, lang: str, place: int) -> None:
    source, paragraphs = tmp_path / "long", LONG[lang]
    written(source / "long.md", "\n\n".join(paragraphs))
    run(source, index)
    before = passage_ids(index)["long"]
    written(source / "long.md", "\n\n".join([*paragraphs[:place], "追記 A late remark.", *paragraphs[place:]]))
    run(source, index)
    after = passage_ids(index)["long"]
    assert len(before) == 8
    assert len(set(before) & set(after)) >= 7, "the remark may join one neighbour, and moves no other"
    added = " ".join([LONG[lang][0].replace("0", "9"), "新しい段落。"])
    written(source / "long.md", "\n\n".join([*paragraphs[:place], added, *paragraphs[place:]]))
    run(source, index)
    assert [i for i in passage_ids(index)["long"] if i in before] == before


@both_languages
def test_passage_ids_outlive_a_document_inserted_elsewhere(tmp_path: Path, index: Path, lang: str) -> None:
    source = tmp_path / "long"
    written(source / "long.md", "\n\n".join(LONG[lang]))
    run(source, index)
    before = passage_ids(index)["long"]
    written(source / "earlier.md", "先に来る文書。 A document that comes first.")
    run(source, index)
    assert passage_ids(index)["long"] == before


def test_two_documents_with_the_same_id_are_both_kept(source: Path, index: Path) -> None:
    written(source / "copies/grain.ja.md", GRAIN_JA.replace("穀物を", "小麦を"))
    written(source / "copies/grain.en.md", GRAIN_EN.replace("bought grain", "bought wheat"))
    summary = run(source, index)
    assert (summary.documents, summary.problems) == (10, ())
    # The files come in the order of their paths; whoever comes first has the bare id.
    assert documents_found(index, "小麦") == ["grain.ja"]
    assert documents_found(index, "wheat") == ["grain.en"]
    assert "grain.ja@grain.ja.md" in documents_found(index, "穀物を買")
    assert "grain.en@grain.en.md" in documents_found(index, "bought grain")


def test_rows_of_one_table_with_the_same_id_are_all_kept(tmp_path: Path, index: Path) -> None:
    rows = ("甲の文書", "Document two", "丙の文書")
    source = written(tmp_path / "t/rows.jsonl", "".join(json.dumps({"id": "x", "text": row}) + "\n" for row in rows))
    assert run(source.parent, index).documents == 3
    assert documents_found(index) == ["x", "x@rows.jsonl", "x@rows.jsonl#2"]


def test_a_new_file_takes_no_id_away_from_a_document_that_was_there(source: Path, index: Path) -> None:
    run(source, index)
    _edit(source)
    written(source / "later.md", GRAIN_JA.replace("穀物を", "小麦を"))
    run(source, index)
    assert documents_found(index, "港湾の封鎖") == ["grain.ja"], "a citation of grain.ja now leads elsewhere"


# When everything is done again


@both_languages
def test_a_changed_collection_file_is_taken_up_and_said(source: Path, index: Path, lang: str) -> None:
    run(source, index)
    name, document = {"ja": ("飛行士", "cell-1"), "en": ("young pilot", "cell-2")}[lang]
    added = f'\n[[actor]]\nid = "rust"\nkind = "person"\n{lang} = "{name}"\n'
    assert documents_found(index, "", ("actor", "rust")) == []
    written(source / "collection.toml", COLLECTION + added)
    summary = run(source, index)
    assert (summary.described, summary.rebuilt, counts(summary)) == (True, "", (0, 0, 0, FILE_COUNT))
    assert documents_found(index, "", ("actor", "rust")) == [document]
    assert not run(source, index).described


def test_a_collection_file_that_comes_or_goes_is_a_changed_one(source: Path, index: Path) -> None:
    (source / "collection.toml").unlink()
    run(source, index)
    assert documents_found(index, "", ("era", "cold-war")) == []
    written(source / "collection.toml", COLLECTION)
    assert run(source, index).described
    assert documents_found(index, "", ("era", "cold-war"))
    (source / "collection.toml").unlink()
    assert run(source, index).described
    assert documents_found(index, "", ("era", "cold-war")) == []


def test_a_named_collection_file_stands_for_the_one_in_the_source(source: Path, index: Path, tmp_path: Path) -> None:
    named = written(tmp_path / "other.toml", '[[actor]]\nid = "pilot"\nkind = "person"\nja = "飛行士"\nen = "pilot"\n')
    run(source, index, collection=named)
    assert documents_found(index, "", ("actor", "pilot")) == ["cell-1", "cell-2"]
    assert run(source, index, collection=named).rebuilt == ""


def test_another_version_of_the_analysis_asks_for_a_rebuild_and_gets_it(
    source: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(source, index)
    before = answers(index)
    monkeypatch.setattr("indexer.analysis.version", lambda: "another")
    with pytest.raises(IndexOutdated, match="sakuin index"):
        open_library(index, CONFIG)
    summary = run(source, index)
    assert (summary.rebuilt, counts(summary)) == ("the analysis or the format of the index changed", (6, 0, 0, 0))
    assert answers(index) == before
    assert run(source, index).rebuilt == ""


def test_a_collection_that_outgrows_its_engine_moves_to_the_larger_one(
    source: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(source, index)
    assert engine_of(index) == SMALL_ENGINE
    monkeypatch.setattr("indexer.pipeline.builder.MANY", 12)
    written(source / "more.md", "\n\n".join(f"## 節{n}\n\n第{n}の文 sentence {n}." for n in range(9)))
    summary = run(source, index)
    assert (engine_of(index), summary.rebuilt) == (LARGE_ENGINE, "more than 12 passages are work for engine tantivy")
    assert exact(answers(index), LARGE_ENGINE) == exact(made_anew(source, index, SMALL_ENGINE), LARGE_ENGINE)
    (source / "more.md").unlink()
    assert (run(source, index).rebuilt, engine_of(index)) == ("", LARGE_ENGINE)


def test_an_engine_that_was_named_is_kept_however_many_passages_there_are(
    source: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("builder", "former"):
        monkeypatch.setattr(f"indexer.pipeline.{module}.MANY", 1)
    run(source, index, engine=SMALL_ENGINE)
    assert engine_of(index) == SMALL_ENGINE
    assert "engine" in run(source, index, engine=AUTO).rebuilt
    assert engine_of(index) == LARGE_ENGINE


def engine_of(index: Path) -> str:
    library = open_library(index, CONFIG)
    library.close()
    return library.engine_name


def test_another_engine_rebuilds_and_stays_without_being_named_again(source: Path, index: Path) -> None:
    run(source, index, engine="memory")
    assert run(source, index).rebuilt == ""
    assert "engine" in run(source, index, engine="whoosh").rebuilt
    summary = run(source, index)
    assert summary.rebuilt == ""
    library = open_library(index, CONFIG)
    assert library.engine_name == "whoosh"
    library.close()


# Files that cannot be read, and what is passed over


def _forbidden(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away the right to read a file, from root too."""
    path.chmod(0)
    original = Path.open

    def guarded(self: Path, *args: Any, **options: Any) -> Any:
        if self == path and not path.stat().st_mode & 0o400:
            raise PermissionError(13, "Permission denied")
        return original(self, *args, **options)

    monkeypatch.setattr(Path, "open", guarded)


NOT_READ = (
    ("zz.ja.txt", b"\xff\xfd\x80" * 60, "not text in UTF-8"),
    ("zz.en.md", b"\x00\x01\x02\xff\xfe\x80\x81" * 40, "not text in UTF-8"),
    ("zz.md", b"", "the file is empty"),
    ("zz.txt", "　\n\n".encode(), "no text"),
    ("zz.html", b"<html><body></body></html>", "text"),
    ("zz.csv", "題名,内容\n甲,乙\n".encode(), "column 'text'"),
    ("zz.jsonl", b"[1]\n{}\n", "there is no text in it"),
)


@pytest.mark.parametrize(("name", "content", "reason"), NOT_READ, ids=[f"{n}-{r}" for n, _, r in NOT_READ])
def test_a_file_that_cannot_be_read_is_a_problem_and_all_else_is_indexed(
    source: Path, index: Path, work: Counter[str], name: str, content: bytes, reason: str
) -> None:
    expected = made_anew(source, index)
    path = written(source / name, content)
    summary = run(source, index)
    assert summary.new == FILE_COUNT + 1
    reasons = [problem.reason for problem in summary.problems if problem.path == path.as_posix()]
    assert len(reasons) == len(summary.problems) and any(reason in text for text in reasons), summary.problems
    assert {q: page["total"] for q, page in answers(index).items()} == {q: p["total"] for q, p in expected.items()}
    work.clear()
    again = run(source, index)
    assert (again.problems, again.generation, work["read"]) == (summary.problems, "gen-1", 0)
    path.unlink()
    assert run(source, index).problems == ()
    assert answers(index) == expected


def test_a_file_that_was_mended_is_a_problem_no_more(source: Path, index: Path) -> None:
    written(source / "zz.txt", b"\xff\xfd\x80" * 60)
    assert len(run(source, index).problems) == 1
    written(source / "zz.txt", "直した文書。mended")
    summary = run(source, index)
    assert (summary.changed, summary.problems) == (1, ())
    assert documents_found(index, "直した") == documents_found(index, "mended") == ["zz"]


def test_a_forbidden_file_is_a_problem_and_all_else_is_indexed(
    source: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(source / "secret.txt", "秘密の文書。 A secret.")
    _forbidden(path, monkeypatch)
    (problem,) = run(source, index).problems
    assert problem.path == path.as_posix()
    assert "cannot be opened" in problem.reason and "check that you may read it" in problem.reason
    assert documents_found(index, "穀物") and documents_found(index, "grain")


def test_a_file_that_may_be_read_at_last_is_read(source: Path, index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(source / "secret.txt", "秘密の文書。 A secret.")
    _forbidden(path, monkeypatch)
    run(source, index)
    path.chmod(0o600)
    assert run(source, index).problems == ()
    assert documents_found(index, "秘密") == documents_found(index, "secret") == ["secret"]


def test_a_file_whose_library_is_installed_at_last_is_read(
    source: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "markdown_it", None)
        problems = run(source, index).problems
        assert [Path(problem.path).name for problem in problems] == ["grain.en.md", "grain.ja.md"]
        assert all("pip install markdown-it-py" in problem.reason for problem in problems)
    assert run(source, index).problems == ()
    assert documents_found(index, "穀物") and documents_found(index, "harvest")


def test_a_file_whose_library_is_still_missing_makes_no_new_generation(
    source: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "markdown_it", None)
    first = run(source, index)
    again = run(source, index)
    assert (again.problems, again.generation) == (first.problems, "gen-1")


PASSED_OVER = (
    (
        "zz.jsonl",
        '{"id": "a", "text": "良い行"}\n{"id": "b", "text": \n{"id": "c", "text": "good row"}\n',
        "line 2: not JSON",
        ["良い行", "good row"],
    ),
    ("zz.csv", "id,text\na,良い行\nb\nc,good row\n", "line 3: ", ["良い行", "good row"]),
    ("zz.md", "---\ntitle: [破れた\nlang: ja\n---\n\n破れた前書きの本文\n", "front matter, line ", ["本文"]),
    ("zz.en.md", '---\ntitle: "torn\nlang: en\n---\n\nThe torn body\n', "front matter, line ", ["torn body"]),
    (
        "zz.open.md",
        "---\ntitle: 開いたまま\n\n閉じない文 unclosed\n",
        "no second line of ---",
        ["閉じない", "unclosed"],
    ),
)


@pytest.mark.parametrize(("name", "content", "reason", "found"), PASSED_OVER, ids=[row[0] for row in PASSED_OVER])
def test_a_fault_inside_a_file_is_noted_and_the_rest_of_the_file_is_indexed(
    source: Path, index: Path, name: str, content: str, reason: str, found: list[str]
) -> None:
    path = written(source / name, content)
    (problem,) = run(source, index).problems
    assert problem.path == path.as_posix() and reason in problem.reason
    assert all(documents_found(index, q) for q in (*found, "穀物", "grain"))
    assert run(source, index).problems == (problem,)


def test_a_file_edited_while_it_is_read_is_read_again_by_the_next_run(
    source: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(source / "live.txt", "古い文 old text")
    original = ReadingPool.read

    def read_then_edit(pool: ReadingPool, file: Path, root: Path) -> Any:
        reading = original(pool, file, root)
        if file == path:
            written(path, "新い文 new text")
            os.utime(path, (5, 5))
        return reading

    with monkeypatch.context() as editing:
        editing.setattr(ReadingPool, "read", read_then_edit)
        run(source, index)
    assert documents_found(index, "old text") == ["live"]
    run(source, index)
    assert documents_found(index, "new text") == documents_found(index, "新い文") == ["live"]
    assert documents_found(index, "old text") == []


# Mistakes of the person who asks


@pytest.mark.parametrize(
    ("wrong", "error", "words"),
    [
        ({"sources": (Path("/nowhere/書庫"),)}, SakuinError, "/nowhere/書庫 is not there"),
        ({"collection": Path("/nowhere/c.toml")}, SakuinError, "/nowhere/c.toml is not there"),
        ({"engine": "グーグル"}, SakuinError, "there is no engine 'グーグル'"),
    ],
)
def test_a_mistaken_job_says_what_is_wrong_and_changes_nothing(
    source: Path, index: Path, wrong: dict[str, Any], error: type[SakuinError], words: str
) -> None:
    run(source, index)
    before = on_disk(index)
    with pytest.raises(error, match=words):
        build(replace(Job((source,), index, jobs=1), **wrong))
    assert on_disk(index) == before


def test_a_mistake_in_the_collection_file_is_said_and_changes_nothing(source: Path, index: Path) -> None:
    run(source, index)
    before = on_disk(index)
    written(source / "collection.toml", '[[era]]\nja = "名無し"\n')
    with pytest.raises(CollectionError, match=r"era\.id: is missing"):
        run(source, index)
    assert on_disk(index) == before


def test_a_run_that_fails_half_way_leaves_the_index_as_it_was(
    source: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(source, index)
    before = answers(index)
    _everything(source)
    with monkeypatch.context() as failing:
        failing.setattr("indexer.pipeline.preparing.prepared_or_not", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            run(source, index)
    assert answers(index) == before
    run(source, index)
    assert answers(index) == made_anew(source, index)


@pytest.mark.parametrize("change", [None, _add, _edit, _remove, _touch], ids=lambda change: change and change.__name__)
def test_an_index_is_stale_exactly_if_a_run_would_change_it(source: Path, index: Path, change: Change | None) -> None:
    job = Job((source,), index, jobs=1)
    assert is_stale(job)
    first = build(job).generation
    if change:
        change(source)
    assert is_stale(job) == (build(job).generation != first)


def test_there_is_no_index_where_none_was_made(index: Path) -> None:
    with pytest.raises(IndexMissing, match="sakuin index"):
        open_library(index, CONFIG)
    assert not index.exists()


# Others at the same index


def test_a_held_lock_says_that_the_index_is_busy_and_leaves_it_alone(source: Path, index: Path) -> None:
    run(source, index)
    _edit(source)
    with writing(index):
        before = on_disk(index)
        with pytest.raises(IndexBusy, match="another run is writing"):
            run(source, index)
        assert on_disk(index) == before
    assert run(source, index).changed == 2


@each_engine
def test_a_library_opened_before_goes_on_answering_through_later_runs(source: Path, index: Path, engine: str) -> None:
    run(source, index, engine=engine)
    before = answers(index)
    library = open_library(index, CONFIG)
    for change in (_edit, _add, _remove):
        change(source)
        run(source, index)
        assert asked_of(Searcher(library, CONFIG)) == before
    untouched = open_library(index, CONFIG)
    assert untouched.generation == "gen-4" and asked_of(Searcher(untouched, CONFIG)) != before
    library.close()
    untouched.close()


@each_engine
def test_a_library_that_was_asked_nothing_yet_answers_after_two_further_runs(
    source: Path, index: Path, engine: str
) -> None:
    run(source, index, engine=engine)
    before = answers(index)
    library = open_library(index, CONFIG)
    for change in (_edit, _add):
        change(source)
        run(source, index)
    assert asked_of(Searcher(library, CONFIG)) == before
    library.close()


def test_the_index_can_be_searched_while_a_run_is_half_way(source: Path, index: Path) -> None:
    run(source, index)
    before = answers(index)
    during: list[bool] = []
    _everything(source)
    build(Job((source,), index, jobs=1, report=lambda _: during.append(answers(index) == before)))
    assert len(during) > 4 and all(during)
    assert answers(index) != before


def test_old_generations_and_unfinished_ones_are_cleared_away(source: Path, index: Path) -> None:
    run(source, index)
    written(index / "gen-1.new/store/000001.sqlite", b"left by a run that died")
    written(index / "gen-7.new/engine/x", b"left by another")
    written(source / "n.txt", "追加 0")
    for number in range(1, 5):
        written(source / "n.txt", f"追加 addition {'x' * number}")
        run(source, index)
    assert generations(index) == ["gen-4", "gen-5"]
    assert (index / "CURRENT").read_text(encoding="utf-8").split()[0] == "gen-5"


def test_the_generation_that_was_in_force_is_kept_for_its_readers_after_a_run_that_died_late(
    source: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(source, index)
    _edit(source)
    with monkeypatch.context() as dying:
        dying.setattr("indexer.storage.generations.sync", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            run(source, index)
    assert (index / "CURRENT").read_text(encoding="utf-8").split()[0] == "gen-1"
    run(source, index)
    assert "gen-1" in generations(index), "whoever opened it just before the last run may still be opening files"
    assert answers(index) == made_anew(source, index)


# Several processes


def analysing() -> int:
    """The processes there are besides this one and those that read what may bring a process down."""
    return sum(child.name != "reading" for child in multiprocessing.active_children())


def test_two_processes_make_the_same_index_as_one(tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.pipeline.run.SMALL_BYTES", 0)
    monkeypatch.setattr("indexer.pipeline.batches.BATCH_CHARACTERS", 1)
    source = many_documents(tmp_path / "many", 60)
    for name, content, _ in NOT_READ:
        written(source / name, content)
    for name, content, *_ in PASSED_OVER:
        written(source / f"x{name}", content)
    processes: list[int] = []
    job = Job((source,), index, jobs=2, report=lambda _: processes.append(analysing()))
    double = build(job)
    assert max(processes) == 2 and not multiprocessing.active_children()
    alone = index.with_name("alone")
    single = run(source, alone)
    assert replace(double, seconds=0) == replace(single, seconds=0)
    assert passages(index) == passages(alone)
    assert answers(index) == answers(alone)


def test_two_processes_bring_an_index_up_to_date_as_one_does(
    tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = many_documents(tmp_path / "many", 40)
    run(source, index)
    monkeypatch.setattr("indexer.pipeline.run.SMALL_BYTES", 0)
    for path in sorted(source.glob("*.md"))[::4]:
        written(path, path.read_text(encoding="utf-8").replace("ソ連", "ロシア").replace("Soviet Union", "Russians"))
    assert run(source, index, jobs=2).changed == 10
    assert answers(index) == made_anew(source, index)


def test_little_work_starts_no_process_to_analyse_it(source: Path, index: Path) -> None:
    processes: list[int] = []
    build(Job((source,), index, jobs=2, report=lambda _: processes.append(analysing())))
    assert processes and max(processes) == 0


# The report of progress


def test_progress_goes_from_nothing_to_every_byte_and_names_each_file(source: Path, index: Path) -> None:
    size = sum((source / name).stat().st_size for name in FILES if name != "collection.toml")
    reported: list[tuple[int, int]] = []
    named: set[str] = set()
    build(Job((source,), index, jobs=1, report=lambda p: (reported.append((p.done, p.known)), named.add(p.file))))  # type: ignore[func-returns-value]
    assert reported[0] == (0, size) and reported[-1] == (size, size)
    assert named == {*FILES, ""} - {"collection.toml"}
    assert [done for done, _ in reported] == sorted(done for done, _ in reported)
