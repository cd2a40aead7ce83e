"""Indexes for tests: of documents given in a test, and of the project's own corpus, each built once in a run."""

import atexit
import io
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from flask import Flask
from openpyxl import load_workbook

from indexer.collection import Collection
from indexer.config import Config
from indexer.document import Authority, Block, Document, Label
from indexer.engines import engine_module
from indexer.engines.base import BM25
from indexer.pipeline.builder import Job, build
from indexer.pipeline.entries import entry, merged, prepare_document
from indexer.pipeline.near_duplicate_groups import Groups, packed
from indexer.pipeline.words_met import WordsMet
from indexer.query import Query, SearchRequest
from indexer.storage.document_store import Store
from indexer.storage.index_directory import Library, open_library
from indexer.storage.store_writer import StoreWriter
from indexer.terms import words
from search_app.export.formats import BY_NAME, export
from search_app.search.execution import ask
from search_app.search.hits import HitView
from search_app.search.results_page import Page, search
from search_app.search.searcher import Searcher
from search_app.state.state import SearchState, read_state
from search_app.web.app import create_app
from search_app.web.open_index import KEY, OpenIndex, OpenSearcher

PATIENCE = 30
"""Seconds that a process has to end in."""

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpus"
SEEDS = ROOT.parent / "shared" / "seeds"
FRUS = ROOT.parent / "shared" / "data" / "frus"
"""Three volumes of Foreign Relations of the United States, without a collection.toml."""

needs_frus = pytest.mark.skipif(not FRUS.exists(), reason="the test data in ../shared is not here")

MANY = 100_000
"""A page that holds every hit."""

CONFIG = Config()


@cache
def _workshop() -> Path:
    """A folder for the indexes of this run; it goes when the run ends."""
    folder = Path(tempfile.mkdtemp(prefix="sakuin-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def built(source: Path = CORPUS, engine: str = "whoosh") -> Path:
    """The directory of an index of a folder of documents."""
    directory = Path(tempfile.mkdtemp(dir=_workshop()))
    summary = build(Job((source,), directory, jobs=1, engine=engine))
    assert not summary.problems, summary.problems
    return directory


@cache
def searcher(source: Path = CORPUS, engine: str = "whoosh") -> Searcher:
    """A folder of documents, ready to be searched."""
    return _opened(open_library(built(source, engine), CONFIG))


def searcher_of(*documents: Document, collection: Collection | None = None, engine: str = "memory") -> Searcher:
    """Documents given in a test, ready to be searched."""
    folder = Path(tempfile.mkdtemp(dir=_workshop()))
    known = collection or Collection()
    with StoreWriter(folder / "store") as store:
        groups, met = Groups(store), WordsMet(store)
        for document in documents:
            prepared = prepare_document(document, known)
            store.put_document(prepared.document, document.id)
            for passage, metadata, finished, bands in prepared.rows():
                assert finished
                store.put_place(passage, metadata, words(finished.texts["body_w"]), packed(bands))
                groups.keep(passage.id)
                met.keep(finished.texts)
        groups.settle(())
        met.settle()
        places = [store.passages_of(document.id) for document in documents]
        ids = dict.fromkeys(place.passage.id for row in places for place in row)
        with engine_module(engine).open_writer(folder / "engine") as writer:
            for passage_id in ids:
                found = store.places(passage_id)
                writer.put(merged([entry(p.passage, p.metadata, p.document) for p in found]))
            writer.commit()
        store.finish()
    opened = engine_module(engine).open_engine(folder / "engine", BM25())
    return _opened(Library("gen-1", engine, Store(folder / "store"), opened, known))


def _opened(library: Library) -> Searcher:
    atexit.register(library.close)
    return Searcher(library, CONFIG)


class _Held(OpenIndex):
    """Documents given in a test in place of an index on disk."""

    def __init__(self, opened: Searcher) -> None:
        super().__init__(Path(), opened.config)
        self._held = OpenSearcher(opened, (None, False, False))

    def held(self) -> OpenSearcher:
        self._held.hold()
        return self._held


def ended(process: subprocess.Popen[str], how: signal.Signals) -> int:
    """The exit status of a process that is told to end, and killed where it does not."""
    process.send_signal(how)
    try:
        process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
    return process.returncode


def app_of(opened: Searcher) -> Flask:
    """The application over documents given in a test."""
    app = create_app(Path(), opened.config)
    app.extensions[KEY] = _Held(opened)
    return app


def with_settings(opened: Searcher, **settings: float) -> Searcher:
    """The same index, searched by other settings."""
    return replace(opened, config=Config(**settings))


def document(id_: str, *texts: str | Block, title: str = "", lang: str = "", **other: object) -> Document:
    """A document of paragraphs; `# …` and `## …` are headings. The language is that of its first letter."""
    blocks = tuple(text if isinstance(text, Block) else _block(text) for text in texts)
    found = lang or ("en" if blocks[0].text.lstrip('"')[:1].isascii() else "ja")
    return Document(id_, title, found, blocks, **other)  # type: ignore[arg-type]


def _block(text: str) -> Block:
    signs, _, rest = text.partition(" ")
    return Block(rest, len(signs)) if signs and set(signs) == {"#"} else Block(text)


def names(*rows: Sequence[str], kind: str = "term") -> Collection:
    """A collection that knows these names; each row is what one thing is called."""
    authorities = tuple(Authority(row[0], kind, Label(row[0], row[-1]), tuple(row)) for row in rows)
    digest = repr((kind, rows))
    return Collection(digest=digest, **{"terms" if kind == "term" else "actors": authorities})  # type: ignore[arg-type]


def state(q: str = "", *pairs: tuple[str, str], **single: str) -> SearchState:
    """The search that parameters ask for; `from_` stands for `from`."""
    given = [("q", q), *pairs, *((name.rstrip("_"), value) for name, value in single.items())]
    return read_state(given, CONFIG)[0]


def whole(library: Searcher, asked: SearchState) -> Page:
    """Every hit of a search on one page."""
    return search(library, asked.changed(per_page=MANY))


def hits(library: Searcher, q: str = "", *pairs: tuple[str, str], **single: str) -> tuple[HitView, ...]:
    """Every hit of a search."""
    return whole(library, state(q, *pairs, **single)).hits


def documents_of(found: Iterable[HitView]) -> list[str]:
    """The documents of hits, each once, best first."""
    return list(dict.fromkeys(place.document.id for hit in found for place in hit.places))


def query_of(library: Searcher, q: str, any_word: bool = False) -> Query:
    """What the engine is asked for a question."""
    return ask(library, state(q, match="any" if any_word else "all")).query


def found_ids(library: Searcher, query: Query) -> set[str]:
    """Ids of the passages that a query finds."""
    return {hit.id for hit in library.library.engine.search(SearchRequest(query, limit=MANY)).hits}


def exported(found: Searcher, asked: SearchState, name: str, base: str = "http://sakuin.test") -> str:
    """A whole file of a search as text; of a workbook its cells."""
    data = b"".join(export(found, asked, BY_NAME[name], base))
    return (
        data.decode()
        if BY_NAME[name].is_text
        else "\n".join("\t".join(map(str, row)) for rows in sheets(data).values() for row in rows)
    )


def sheets(data: bytes) -> dict[str, list[tuple[object, ...]]]:
    """The rows of each sheet of a workbook, as openpyxl reads them."""
    book = load_workbook(io.BytesIO(data), read_only=True)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def golden() -> list[tuple[str, ...]]:
    """The rows of golden.tsv: question, parameters, documents wanted, documents not wanted, total."""
    lines = Path(__file__).with_name("golden.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    return [tuple(row + [""] * (5 - len(row))) for row in rows]
