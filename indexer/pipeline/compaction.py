"""Keeps order and scores those of an index made anew from the same files, whatever became of them before.

Engines of segments (tantivy, as Lucene) count a deleted passage until its segment is merged. So a run merges what it
leaves, where that is in proportion; else the scores lag, and the run says so. A new index can lag too: the entry of a
passage that stands in several documents is put again once all of them are read.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

from indexer.document import IndexEntry
from indexer.engines.base import EngineModule, Writer
from indexer.pipeline.entries import entry, merged
from indexer.storage.document_store import Store

PROMPT = 10_000
"""So many passages are merged within a second, after whatever change (22,000 take 1.5 to 2 s)."""

QUICKER = 20
"""To merge a passage is so many times quicker than to analyse it, at least."""


def is_in_proportion(passages: int, written: int) -> bool:
    """Whether to merge all `passages` takes a second, or no longer than the run did that has `written` so many."""
    return passages <= PROMPT + QUICKER * written


def write_anew(store: Store, open_writer: Callable[[], Writer], path: Path) -> None:
    """Write the engine's index at `path`, which nobody has open, from all that the store has: analysed again."""
    shutil.rmtree(path)
    with open_writer() as writer:
        for passage_id in sorted(store.passage_ids()):
            writer.put(entry_of(store, passage_id))
        writer.commit()


def compact(engine: EngineModule, path: Path, write: Callable[[], None]) -> None:
    """Make scores exact, whatever it costs: merge the index at `path`; where there are no means to, `write` it anew."""
    if not engine.merge(path) and engine.lag(path):
        write()


def entry_of(store: Store, passage_id: str) -> IndexEntry:
    """The entry of a passage, from all places where it stands."""
    return merged([entry(place.passage, place.metadata, place.document) for place in store.places(passage_id)])
