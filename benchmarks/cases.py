"""The search cases: a few passages each, a question, and what it must and must not find."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpora import present

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


@dataclass(frozen=True, slots=True)
class Case:
    """A case with its documents, which are named by their ids."""

    id: str
    query: str
    documents: tuple[Document, ...]
    must: frozenset[str]
    must_not: frozenset[str]

    @classmethod
    def read(cls, line: str) -> "Case":
        row = json.loads(line)
        documents = tuple(Document(p["id"], "", p["lang"], (Block(p["text"]),)) for p in row["passages"])
        return cls(row["id"], row["query"], documents, frozenset(row["must"]), frozenset(row["must_not"]))


def failing(folder: Path) -> tuple[int, Sequence[str]]:
    """How many cases the folder has, and the ids of those that fail."""
    collection = load(present(folder / "collection.toml"))
    cases = [Case.read(line) for line in present(folder / "ja_cases.jsonl").read_text(encoding="utf-8").splitlines()]
    return len(cases), [case.id for case in cases if not _passes(case, collection)]


def _passes(case: Case, collection: Collection) -> bool:
    found = _found(case, collection)
    return case.must <= found and not case.must_not & found


def _found(case: Case, collection: Collection) -> set[str]:
    prepared = [prepare_document(document, collection) for document in case.documents]
    entries = {entry.id: entry for each in prepared for entry in each.entries}
    names = {entry.id: each.document.id for each in prepared for entry in each.entries}
    query = Planner(Weights.of(Config()), Names(collection)).plan(parse(case.query).tree).query
    hits = MemoryEngine(entries, BM25()).search(SearchRequest(query)).hits
    return {names[hit.id] for hit in hits}
