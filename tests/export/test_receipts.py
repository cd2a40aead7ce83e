"""The receipt of a search says all that was asked and found, and its replay says exactly what has changed."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from library import CONFIG, built, document, searcher, searcher_of, state, whole

from indexer.errors import SakuinError
from indexer.pipeline.builder import Job, build
from indexer.storage.index_directory import open_library
from search_app.cli.main import main
from search_app.export.receipts import _moved, receipt, replay
from search_app.search.searcher import Searcher
from search_app.state.state import SearchState
from search_app.web.app import create_app

STATES = (
    state("冷戦 (デタント OR 「封じ込め」)"),
    state("NATO -Clinton", ("lang", "en"), ("year", "-1994"), expand="-name", sort="date", similar="show"),
    state("Why did NATO expand", match="any"),
    state(""),
)


@pytest.mark.parametrize("asked", STATES, ids=lambda asked: asked.address())
def test_on_the_same_index_a_replay_finds_no_difference(asked: SearchState) -> None:
    kept = json.loads(json.dumps(receipt(searcher(), asked), ensure_ascii=False))
    found = replay(searcher(), kept)
    assert found.same and found.same_index
    del kept["index"]["lag"]  # as earlier versions wrote it
    assert replay(searcher(), kept).same_index
    assert [hit["id"] for hit in kept["hits"]] == [hit.id for hit in whole(searcher(), asked).hits]


def test_a_receipt_says_what_a_methods_section_needs() -> None:
    kept = receipt(searcher(), state("ソ連 -NATO", expand="-reading"))
    assert kept["parsed"] == "ソ連 AND NOT NATO"
    assert kept["tree"]["node"] == "AllOf" and kept["tree"]["parts"][1]["node"] == "Without"
    assert {each["text"] for each in kept["expansions"]} >= {"Soviet Union", "USSR"}
    assert kept["switches"]["name"] is True and kept["switches"]["reading"] is False
    assert kept["parameters"] == [["q", "ソ連 -NATO"], ["expand", "-reading"]]
    assert kept["index"]["passages"] == searcher().library.engine.count()
    assert kept["counts"]["hits"] == len(kept["hits"]) == kept["counts"]["total"] - kept["counts"]["folded"]


@pytest.mark.parametrize("jobs", [1])
def test_on_an_edited_index_a_replay_names_exactly_the_edited_passages(tmp_path: Path, jobs: int) -> None:
    folder, index = tmp_path / "docs", tmp_path / "index"
    folder.mkdir()
    texts = {n: f"Article {n} of the treaty concerns matter number {n} alone." for n in range(12)}
    for n, text in texts.items():
        (folder / f"{n:02}.txt").write_text(text, encoding="utf-8")
    asked = state("treaty", sort="doc")
    kept = _receipt(folder, index, asked, jobs)
    (folder / "03.txt").write_text(texts[3] + " It was amended.", encoding="utf-8")
    (folder / "07.txt").unlink()
    (folder / "99.txt").write_text("Another treaty was found in the archive.", encoding="utf-8")
    now = _receipt(folder, index, asked, jobs)
    library = open_library(index, CONFIG)
    found = replay(Searcher(library, CONFIG), kept)
    library.close()
    assert [hit["doc"] for hit in found.removed] == ["03", "07"]
    assert [hit["doc"] for hit in found.added] == ["03", "99"]
    assert not found.moved and not found.same_index and found.now["hits"] == now["hits"]


def _receipt(folder: Path, index: Path, asked: SearchState, jobs: int) -> dict[str, object]:
    build(Job((folder,), index, jobs=jobs))
    library = open_library(index, CONFIG)
    kept = receipt(Searcher(library, CONFIG), asked)
    library.close()
    return kept


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        ("abcde", "abcde", ""),
        ("abcde", "acdeb", "b"),
        ("abcde", "edcba", None),
        ("abc", "cab", "c"),
        ("", "", ""),
    ],
)
def test_the_fewest_that_explain_a_new_order_are_said_to_have_moved(before: str, after: str, moved: str | None) -> None:
    found = _moved(list(before), list(after))
    assert "".join(found) == moved if moved is not None else len(found) == len(before) - 1
    rest = [key for key in after if key not in found]
    assert rest == [key for key in before if key not in found]


@pytest.mark.parametrize(
    "damaged",
    [
        None,
        [],
        {},
        {"kind": "sakuin-receipt"},
        {"kind": "sakuin-receipt", "hits": [1], "parameters": []},
        {"kind": "sakuin-receipt", "hits": [{"id": "\ud800"}], "parameters": []},
        {"kind": "sakuin-receipt", "hits": [{"id": "a", "doc": 1}], "parameters": []},
        {"kind": "sakuin-receipt", "hits": [], "parameters": [["q", "\udfff"]]},
        {"kind": "sakuin-receipt", "hits": [], "parameters": [["q", ["NATO"]]]},
        {"kind": "sakuin-receipt", "hits": [], "parameters": [], "counts": [1]},
        {"kind": "sakuin-receipt", "hits": [], "parameters": [], "counts": None},
        {"kind": "sakuin-receipt", "hits": [], "parameters": [], "index": ["gen-1"]},
    ],
)
def test_what_is_no_receipt_is_said_to_be_none(damaged: object) -> None:
    with pytest.raises(SakuinError, match="receipt"):
        replay(searcher(), damaged)


def test_page_and_command_line_write_receipts_that_the_command_line_replays(tmp_path: Path) -> None:
    answer = create_app(built()).test_client().get("/receipt.json?q=NATO&actor=yeltsin")
    assert "attachment" in answer.headers["Content-Disposition"]
    out = tmp_path / "receipt.json"
    call = ["receipt", "NATO", "--actor", "yeltsin", "--out", str(out), "--index", str(built())]
    assert CliRunner().invoke(main, call).exit_code == 0
    assert json.loads(out.read_text(encoding="utf-8")) == answer.get_json()
    run = CliRunner().invoke(main, ["replay", str(out), "--index", str(built())])
    assert run.exit_code == 0 and "the index is the same" in run.output
    kept = json.loads(out.read_text(encoding="utf-8"))
    kept["hits"] = [*kept["hits"][1:], {"id": "0" * 16, "doc": "lost", "paragraph": 1, "sha256": ""}]
    out.write_text(json.dumps(kept), encoding="utf-8")
    run = CliRunner().invoke(main, ["replay", str(out), "--index", str(built())])
    assert run.exit_code == 1 and "- 0000000000000000  lost" in run.output and "+ " in run.output
    out.write_text("{", encoding="utf-8")
    assert CliRunner().invoke(main, ["replay", str(out), "--index", str(built())]).exit_code == 2


def test_two_indexes_of_the_same_texts_have_the_same_digest() -> None:
    texts = [document("a", "冷戦の始まり。"), document("b", "The cold war began.")]
    assert searcher_of(*texts).digest == searcher_of(*texts).digest != searcher_of(texts[0]).digest
