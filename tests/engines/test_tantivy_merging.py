"""An index of tantivy whose segments were made one answers as one made anew, of the same entries in any order."""

from pathlib import Path

import pytest
from engine_cases import entry, opened, w, write

from indexer.engines import tantivy_engine
from indexer.engines.tantivy_merging import extension
from indexer.query import Or, Results, SearchRequest

pytestmark = pytest.mark.skipif(extension() is None, reason="native/merging was not built")

WORDS = ("war", "war peace", "peace war 条約 peace", "条約 war", "条約")
ENTRIES = [entry(f"a{number:02}", WORDS[number % len(WORDS)]) for number in range(30)]


def found(path: Path) -> Results:
    query = Or((w("war"), w("peace"), w("条約")))
    return opened("tantivy", path).search(SearchRequest(query, limit=10))


def test_no_history_shows_in_scores_or_in_the_order_of_more_ties_than_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tantivy_engine, "MOST_TIES", 0)
    changed, anew = tmp_path / "changed", tmp_path / "anew"
    write("tantivy", anew, ENTRIES)
    write("tantivy", changed, [*ENTRIES[20:], entry("a05", words="war " * 50), entry("a99", words="war")])
    write("tantivy", changed, ENTRIES[:20][::-1], delete=["a99"])
    assert (tantivy_engine.lag(changed), tantivy_engine.lag(anew)) == (2, 0)
    assert found(changed) != found(anew)
    assert tantivy_engine.merge(changed)
    assert tantivy_engine.lag(changed) == 0
    assert found(changed) == found(anew)
    assert not tantivy_engine.merge(changed), "one segment without deletions is as it should be"


def test_all_may_be_deleted(tmp_path: Path) -> None:
    write("tantivy", tmp_path, ENTRIES[:2])
    write("tantivy", tmp_path, [], delete=["a00", "a01"])
    tantivy_engine.merge(tmp_path)
    assert (found(tmp_path).total, tantivy_engine.lag(tmp_path)) == (0, 0)


def test_where_nothing_is_there_nothing_lags(tmp_path: Path) -> None:
    assert (tantivy_engine.lag(tmp_path), tantivy_engine.merge(tmp_path)) == (0, False)
