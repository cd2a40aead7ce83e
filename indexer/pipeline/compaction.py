"""Writes the index of an engine anew from the store, so that nothing that was deleted counts in scores.

Engines of segments (tantivy, as Lucene) keep a deleted passage in their statistics until its segment is merged. What a
run deletes is therefore rewritten within the run where that is in proportion; else the scores lag, and say so. A new
index can lag too: the entry of a passage that stands in several documents is put again once all of them are read.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

from indexer.document import IndexEntry
from indexer.engines import engine_module
from indexer.engines.base import BM25, Writer
from indexer.pipeline.entries import entry, merged
from indexer.storage.document_store import Store

PROMPT = 2_000
"""So many passages are written anew within seconds (600 short ones take 0.2 s), after whatever change."""


def is_in_proportion(passages: int, written: int) -> bool:
    """Whether to write all `passages` anew costs seconds, or twice what a run did that has `written` so many."""
    return passages <= PROMPT + 2 * written


def lag(engine: str, path: Path) -> int:
    """How many deleted passages still count in the scores of the index at `path`."""
    if not path.is_dir():
        return 0
    opened = engine_module(engine).open_engine(path, BM25())
    try:
        return opened.lag()
    finally:
        opened.close()


def compact(store: Store, open_writer: Callable[[], Writer], path: Path) -> None:
    """Write the index at `path`, which nobody reads yet, anew from all that the store has."""
    documents = store.documents_of_passages()
    shutil.rmtree(path)
    with open_writer() as writer:
        for passage_id in sorted(documents, key=lambda each: (documents[each], each)):
            writer.put(entry_of(store, passage_id))
        writer.commit()


def entry_of(store: Store, passage_id: str) -> IndexEntry:
    """The entry of a passage, from all places where it stands."""
    return merged([entry(place.passage, place.metadata, place.document) for place in store.places(passage_id)])
