"""Files that a cluster keeps for whoever asks it: named once and never changed, but for those that point to others.

They lie in an index of their own beside those of the passages, `ALIAS-files`, each in parts of PART bytes, for a
cluster takes no request of any size:

    _id                   name         part  of  bytes
    file/9f86d081…:0      file/9f8…       0   2  (base64)
    file/9f86d081…:1      file/9f8…       1   2

The first part is sent last, so that a file whose sender died is not there.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from indexer.config import Config
from indexer.engines.opensearch_cluster import CHUNK
from indexer.engines.opensearch_generations import open_cluster, read_pointer
from indexer.errors import ClusterAway

PART = 3_000_000
"""Bytes of a part; in base64 they are a third more."""

MAPPING: Mapping[str, Any] = {
    "settings": {"index": {"number_of_shards": 1, "auto_expand_replicas": "0-1"}},
    "mappings": {
        "dynamic": False,
        "properties": {
            "name": {"type": "keyword"},
            "part": {"type": "integer"},
            "of": {"type": "integer", "index": False},
            "bytes": {"type": "binary"},
        },
    },
}


class OpenSearchFiles:
    """As SharedFiles. Every method raises ClusterAway, as those of Cluster do."""

    def __init__(self, path: Path | None = None) -> None:
        self._cluster = open_cluster(read_pointer(path) if path else None)
        self._cluster.check_version()
        self._index = f"{Config().text('opensearch_alias')}-files"
        self._there = False

    def close(self) -> None:
        """As SharedFiles.close."""
        self._cluster.close()

    def names(self, prefix: str) -> set[str]:
        """As SharedFiles.names."""
        self._make()
        self._cluster.ask(lambda client: client.indices.refresh(index=self._index))
        firsts = {"bool": {"filter": [{"prefix": {"name": prefix}}, {"term": {"part": 0}}]}}
        body = {"query": firsts, "sort": [{"name": "asc"}], "_source": ["name"]}
        return {hit["_source"]["name"] for hit in self._cluster.stream(self._index, body)}

    def put(self, name: str, content: BinaryIO, size: int) -> None:
        """As SharedFiles.put."""
        self._make()
        number = max(1, -(-size // PART))
        first = content.read(PART)
        for part in range(1, number):
            self._send(name, part, number, content.read(PART))
        self._send(name, 0, number, first)

    def get(self, name: str) -> Iterator[bytes] | None:
        """As SharedFiles.get."""
        self._make()
        first = self._part(name, 0)
        return None if first is None else self._parts(name, first)

    def drop(self, names: Iterable[str]) -> None:
        """As SharedFiles.drop."""
        wanted = sorted(names)
        for place in range(0, len(wanted), CHUNK):
            firsts = [f"{name}:0" for name in wanted[place : place + CHUNK]]
            rows = self._cluster.sources(self._index, firsts, ["name", "of"]).values()
            gone = (f"{row['name']}:{part}" for row in rows for part in range(int(row["of"])))
            self._cluster.send(self._index, ({"_op_type": "delete", "_id": identity} for identity in gone))

    def _parts(self, name: str, first: Mapping[str, Any]) -> Iterator[bytes]:
        yield b64decode(first["bytes"])
        for part in range(1, int(first["of"])):
            found = self._part(name, part)
            if found is None:
                raise ClusterAway(f"the cluster at {self._cluster.address} has {name} in part only; ask again later")
            yield b64decode(found["bytes"])

    def _part(self, name: str, part: int) -> Mapping[str, Any] | None:
        identity = f"{name}:{part}"
        return self._cluster.sources(self._index, [identity], ["of", "bytes"]).get(identity)

    def _send(self, name: str, part: int, number: int, content: bytes) -> None:
        row = {"name": name, "part": part, "of": number, "bytes": b64encode(content).decode()}
        self._cluster.send(self._index, [{"_op_type": "index", "_id": f"{name}:{part}", **row}])

    def _make(self) -> None:
        """The index of the files, where it is not there yet; another may make it at the same time."""
        if not self._there:
            body, known = MAPPING, {"ignore": [400]}
            if not self._cluster.ask(lambda client: client.indices.exists(index=self._index)):
                self._cluster.ask(lambda client: client.indices.create(index=self._index, body=body, params=known))
            self._there = True
