"""How passages get to a cluster: each commit an index of its own, a clone of the one before or a new one.

A clone shares the files of what it is made from (`_clone` links them), so that a small change is soon there. Passages
are sent in bulk as they come; what they replace is read first, for the list of terms and the lengths.
"""

from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from indexer.config import Config
from indexer.document import IndexEntry
from indexer.engines import UNFINISHED
from indexer.engines.base import once
from indexer.engines.opensearch_cluster import CHUNK, Cluster
from indexer.engines.opensearch_generations import (
    Pointer,
    committed,
    delete,
    figures_of,
    new_name,
    open_cluster,
    read_pointer,
    remember,
    write_pointer,
)  # fmt: skip
from indexer.engines.opensearch_mapping import COUNTED, Figures, new_index, sent_of, settings, terms_of
from indexer.engines.opensearch_words import WordChanges
from indexer.errors import ClusterAway


def open_writer(path: Path) -> "OpenSearchWriter":
    """A writer at `path`, which is made if it is not there. Raises ClusterAway."""
    return OpenSearchWriter(path)


class OpenSearchWriter:
    """The writer of one commit. The index is made when the first entries are sent; a commit of few passages has all
    figures by then, so that only a large one has to close its index for new similarities."""

    def __init__(self, path: Path) -> None:
        path.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._config = Config()
        self._base = read_pointer(path)
        self._cluster = open_cluster(self._base)
        self._cluster.check_version()
        self._figures = figures_of(self._cluster, self._base.index) if self._base else Figures()
        self._words = WordChanges()
        self._put: set[str] = set()
        self._replaced: set[str] = set()
        self._pending: list[dict[str, Any]] = []
        self._index = ""
        self._similarities: dict[str, Any] = {}
        self._open = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._open and self._index:
            with suppress(ClusterAway):  # the next run clears it away
                delete(self._cluster, [self._index])
                (self._path / UNFINISHED).unlink(missing_ok=True)
        self._cluster.close()

    def put(self, entry: IndexEntry) -> None:
        """As Writer.put."""
        once(entry.id, self._put)
        document = sent_of(entry)
        self._figures.count(document, 1)
        self._words.count(terms_of(document), 1)
        self._put.add(entry.id)
        self._add({"_op_type": "index", "_id": entry.id, **document})

    def delete(self, passage_id: str) -> None:
        """As Writer.delete."""
        once(passage_id, self._put)
        if self._base:
            self._add({"_op_type": "delete", "_id": passage_id})

    def commit(self) -> None:
        """As Writer.commit."""
        self._send()
        self._words.write(self._cluster, self._index, fresh=self._base is None)
        self._settle()
        remember(self._cluster, self._index, self._figures)
        self._cluster.ask(lambda client: client.indices.refresh(index=self._index))
        write_pointer(self._path, self._pointer())
        (self._path / UNFINISHED).unlink(missing_ok=True)
        self._open = False

    def _pointer(self) -> Pointer:
        return self._base.next(self._index) if self._base else Pointer(self._cluster.address, self._index)

    def _add(self, action: dict[str, Any]) -> None:
        self._pending.append(action)
        if len(self._pending) >= CHUNK:
            self._send()

    def _send(self) -> None:
        pending, self._pending = self._pending, []
        if self._base:
            self._take_out(self._base.index, {action["_id"] for action in pending} - self._replaced)
        if not self._index:
            self._make()
        self._figures.dead += self._cluster.send(self._index, pending)

    def _take_out(self, base: str, ids: set[str]) -> None:
        """Count what was committed of these passages no longer."""
        self._replaced |= ids
        for document in self._cluster.sources(base, sorted(ids), COUNTED).values() if ids else ():
            self._figures.count(document, -1)
            self._figures.dead += 1
            self._words.count(terms_of(document), -1)

    def _make(self) -> None:
        """Make the index, which the folder names before it is there: so a run that dies leaves nothing unknown."""
        name = new_name(self._config.text("opensearch_alias"))
        write_pointer(self._path, Pointer(self._cluster.address, name), UNFINISHED)
        self._index, self._similarities = name, self._figures.similarities()
        if self._base:
            self._clone(self._base.index, name)
        else:
            body = new_index(self._figures, self._config.integer("opensearch_shards"))
            self._cluster.ask(lambda client: client.indices.create(index=name, body=body, params=_ACTIVE))

    def _clone(self, base: str, name: str) -> None:
        body = settings(self._figures)
        body["index"]["blocks.write"] = None
        blocked = {"index.blocks.write": True}  # what is cloned must stand still; and once committed it does
        self._cluster.ask(lambda client: client.indices.put_settings(index=base, body=blocked))
        self._cluster.ask(
            lambda client: client.indices.clone(index=base, target=name, body={"settings": body}, params=_ACTIVE)
        )

    def _settle(self) -> None:
        """Give the index the similarities of all its passages."""
        if self._figures.similarities() == self._similarities:
            return
        name = self._index
        self._cluster.ask(lambda client: client.indices.close(index=name))
        self._cluster.ask(lambda client: client.indices.put_settings(index=name, body=settings(self._figures)))
        self._cluster.ask(lambda client: client.indices.open(index=name, params=_ACTIVE))
        self._cluster.ask(lambda client: client.cluster.health(index=name, params={"wait_for_status": "yellow"}))


_ACTIVE = {"wait_for_active_shards": "1"}


def lag(path: Path) -> int:
    """As EngineModule.lag."""
    pointer = read_pointer(path)
    if pointer is None:
        return 0
    cluster = open_cluster(pointer)
    found = dead(cluster, pointer.index)
    cluster.close()
    return found


def dead(cluster: Cluster, index: str) -> int:
    """How many passages of an index that were deleted count in scores still, at most."""
    known = figures_of(cluster, index).dead
    if not known:
        return 0
    stats = cluster.ask(lambda client: client.indices.stats(index=index, metric="docs"))
    return min(known, int(stats["_all"]["total"]["docs"]["deleted"]))  # of all copies, for any may be asked


def merge(path: Path) -> bool:
    """As EngineModule.merge: each part of the index one segment, which nothing dead is in. Copies that are being made
    are waited for, since they would not be merged."""
    if not lag(path):
        return False
    pointer = committed(path)
    cluster = open_cluster(pointer)
    figures = figures_of(cluster, pointer.index)
    figures.dead = 0
    settled = {"wait_for_no_initializing_shards": "true", "timeout": "60s", "request_timeout": 90}
    cluster.ask(lambda client: client.cluster.health(index=pointer.index, params=settled, ignore=[408]))
    cluster.ask(lambda client: client.indices.forcemerge(
        index=pointer.index, params={"max_num_segments": "1", "request_timeout": 3_600}
    ))  # fmt: skip
    remember(cluster, pointer.index, figures)
    cluster.ask(lambda client: client.indices.refresh(index=pointer.index))
    cluster.close()
    return True
