"""The terms of an index with their passages, which a cluster keeps but lists to nobody: so they are written beside.

Each block holds about BLOCK consecutive terms of one field, and is found by its first and its last. A run that changes
a few passages writes the blocks anew that have their terms.
"""

import secrets
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from indexer.engines.opensearch_cluster import Cluster
from indexer.engines.opensearch_mapping import WORDS

BLOCK = 1_000
"""Terms of a block when it is made; one of twice as many is parted."""

BLOCKS_AT_ONCE = 200
"""Blocks that are fetched in one answer."""

MOST_KEPT = 500
"""Blocks that are kept, of about 100 kB each."""

LAST_CHARACTER = "\U0010ffff"

Counted = tuple[str, int]
"""A term, and how many passages have it."""


@dataclass(frozen=True, slots=True)
class WordBlock:
    """Where a block is, and the term it begins with; one that is not there yet has no id."""

    id: str = ""
    first: str = ""


class WordList:
    """The list of an index, read block by block; threads may ask at once. Those read last are kept."""

    def __init__(self, cluster: Cluster, index: str) -> None:
        self._cluster = cluster
        self._index = index
        self._blocks = lru_cache(maxsize=100)(self._read_blocks)
        self._rows = lru_cache(maxsize=MOST_KEPT)(self._read_rows)

    def rows(self, field: str, prefix: str = "") -> Iterator[Counted]:
        """The terms of a field that begin with `prefix`, in code point order."""
        held = [{"range": {"last": {"gte": prefix}}}, {"range": {"first": {"lte": prefix + LAST_CHARACTER}}}]
        body = {**_blocks_of([field], *held), "_source": ["table"]}
        for block in self._cluster.stream(self._index, body, part=BLOCKS_AT_ONCE):
            found = _table(block["_source"]).items()
            yield from ((term, count) for term, count in found if term.startswith(prefix))

    def frequency(self, field: str, term: str) -> int:
        """How many passages have a term: who asks for one mostly asks for its neighbours too."""
        firsts, blocks = self._blocks(field)
        return self._rows(blocks[max(0, bisect_right(firsts, term) - 1)].id).get(term, 0) if blocks else 0

    def _read_blocks(self, field: str) -> tuple[list[str], list[WordBlock]]:
        blocks = _there(self._cluster, self._index, [field])[field]
        return [block.first for block in blocks], blocks

    def _read_rows(self, block: str) -> dict[str, int]:
        return _table(self._cluster.sources(self._index, [block], ["table"])[block])


def _blocks_of(fields: Sequence[str], *others: Mapping[str, Any]) -> dict[str, Any]:
    wanted = [{"term": {"kind": WORDS}}, {"terms": {"field": fields}}, *others]
    return {"query": {"bool": {"filter": wanted}}, "sort": [{"field": "asc"}, {"first": "asc"}]}


def _table(source: Mapping[str, Any]) -> dict[str, int]:
    return dict(zip(source["table"]["terms"], source["table"]["counts"], strict=True))


class WordChanges:
    """By how many passages more, or fewer, each term is had since the list was written."""

    def __init__(self) -> None:
        self._changes: dict[str, Counter[str]] = defaultdict(Counter)

    def count(self, terms: Mapping[str, Iterable[str]], sign: int) -> None:
        """Add the terms of a passage (`sign` 1), or take them out (-1)."""
        for field, found in terms.items():
            counter = self._changes[field]
            for term in found:
                counter[term] += sign

    def write(self, cluster: Cluster, index: str, fresh: bool) -> None:
        """Bring the list of an index up to date; a `fresh` one has none."""
        cluster.send(index, self._actions(cluster, index, fresh))

    def _actions(self, cluster: Cluster, index: str, fresh: bool) -> Iterator[dict[str, Any]]:
        changed = {field: sorted(term for term, n in counts.items() if n) for field, counts in self._changes.items()}
        there = {} if fresh else _there(cluster, index, [field for field, terms in changed.items() if terms])
        tasks = [
            (field, block, found)
            for field, terms in changed.items()
            for block, found in _shared_out(terms, there.get(field, [])).items()
        ]
        for some in (tasks[i : i + BLOCKS_AT_ONCE] for i in range(0, len(tasks), BLOCKS_AT_ONCE)):
            known = cluster.sources(index, [block.id for _, block, _ in some if block.id], ["table"])
            for field, block, terms in some:
                table = _table(known[block.id]) if block.id else {}
                for term in terms:
                    table[term] = table.get(term, 0) + self._changes[field][term]
                yield from _written(field, block, sorted((term, count) for term, count in table.items() if count))


def _there(cluster: Cluster, index: str, fields: Sequence[str]) -> dict[str, list[WordBlock]]:
    """The blocks of fields, each in order."""
    found: dict[str, list[WordBlock]] = defaultdict(list)
    for block in cluster.stream(index, {**_blocks_of(fields), "_source": False}):
        field, first = block["sort"][:2]
        found[field].append(WordBlock(block["_id"], first))
    return found


def _shared_out(terms: Sequence[str], blocks: Sequence[WordBlock]) -> dict[WordBlock, list[str]]:
    """Which block each term stands in, or is to."""
    firsts = [block.first for block in blocks]
    found: dict[WordBlock, list[str]] = defaultdict(list)
    for term in terms:
        found[blocks[max(0, bisect_right(firsts, term) - 1)] if blocks else WordBlock()].append(term)
    return found


def _written(field: str, block: WordBlock, found: Sequence[Counted]) -> Iterator[dict[str, Any]]:
    """The actions that put rows in the place of a block."""
    if block.id and not found:
        yield {"_op_type": "delete", "_id": block.id}
    size = len(found) if len(found) < 2 * BLOCK else BLOCK
    for start in range(0, len(found), max(1, size)):
        part = found[start : start + size]
        known = block.id if block.id and not start else f"{WORDS} {field} {secrets.token_hex(8)}"
        table = {"terms": [term for term, _ in part], "counts": [count for _, count in part]}
        ends = {"first": part[0][0], "last": part[-1][0]}
        yield {"_op_type": "index", "_id": known, "kind": WORDS, "field": field, **ends, "table": table}
