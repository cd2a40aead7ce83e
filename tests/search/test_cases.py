"""The search cases of the shared folder: each a few passages, a question, and what it must and must not find."""

import json
from functools import cache
from pathlib import Path

import pytest

from indexer.collection import Collection, load
from indexer.config import Config
from indexer.document import Block, Document
from indexer.engines.base import BM25
from indexer.engines.memory import MemoryEngine
from indexer.pipeline.entries import prepare_document
from indexer.query import SearchRequest
from search_app.planning.planner import Planner
from search_app.planning.weights import Weights
from search_app.query_language.authorities import Names
from search_app.query_language.parser import parse

SHARED = Path(__file__).parents[3] / "shared"
CASES = SHARED / "cases" / "ja_cases.jsonl"
WANTED = 247
"""All of them. What fails is listed by id, so that a change shows at once what it broke."""


@cache
def collection() -> Collection:
    return load(SHARED / "cases" / "collection.toml")


def found(case: dict[str, object], any_word: bool = False) -> list[str]:
    """Ids of the passages that the case's question finds, best first."""
    entries = {}
    for row in case["passages"]:  # type: ignore[attr-defined]
        document = Document(row["id"], "", row["lang"], (Block(row["text"]),))
        entries |= {entry.id: (row["id"], entry) for entry in prepare_document(document, collection()).entries}
    engine = MemoryEngine({key: entry for key, (_, entry) in entries.items()}, BM25())
    planned = Planner(Weights.of(Config()), Names(collection()), any_word).plan(parse(str(case["query"])).tree)
    return [entries[hit.id][0] for hit in engine.search(SearchRequest(planned.query)).hits]


def passes(case: dict[str, object]) -> bool:
    ids = set(found(case))
    return set(case["must"]) <= ids and not set(case["must_not"]) & ids  # type: ignore[call-overload]


def test_the_visible_cases_find_what_they_must_and_not_what_they_must_not() -> None:
    if not CASES.exists():
        pytest.skip("the shared search cases are not beside the project")
    cases = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    failed = [case["id"] for case in cases if not passes(case)]
    assert len(cases) - len(failed) >= WANTED, f"{len(cases) - len(failed)} of {len(cases)} pass; not: {failed}"
