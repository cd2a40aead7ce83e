"""The protocol of files that an engine outside of this machine keeps, for servers that share no disk."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from indexer.engines import CLUSTER, engine_part


class SharedFiles(Protocol):
    """Named files. What is raised is what the engine raises where it does not answer (ClusterAway)."""

    def close(self) -> None:
        """Let go of the connections."""

    def names(self, prefix: str) -> set[str]:
        """The files that are there whole and whose names begin so."""

    def put(self, name: str, content: BinaryIO, size: int) -> None:
        """Keep `size` bytes of `content` under a name, in place of what was there: nobody finds it by halves."""

    def get(self, name: str) -> Iterator[bytes] | None:
        """The bytes of a file, part by part; None where it is not there."""

    def drop(self, names: Iterable[str]) -> None:
        """Take files out, as far as they are there."""


def shared_files(path: Path | None = None) -> SharedFiles:
    """The files that engine CLUSTER keeps, where the settings say it is, else where its folder `path` does. Raises
    LibraryMissing."""
    return cast(SharedFiles, engine_part(CLUSTER, "indexer.engines.opensearch_files").OpenSearchFiles(path))


def put_bytes(files: SharedFiles, name: str, content: bytes) -> None:
    """Keep bytes that are in memory under a name."""
    files.put(name, BytesIO(content), len(content))


def bytes_of(files: SharedFiles, name: str) -> bytes | None:
    """The whole of a file; None where it is not there."""
    found = files.get(name)
    return None if found is None else b"".join(found)
