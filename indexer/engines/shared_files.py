"""The protocol of files that an engine outside of this machine keeps, for servers that share no disk."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from indexer.errors import LibraryMissing

KEEPERS = {"opensearch": ("indexer.engines.opensearch_files", "OpenSearchFiles", "opensearch-py")}
"""Engine -> the module and the class of the files that it keeps, and the distribution it needs."""

CLUSTER = next(iter(KEEPERS))
"""The engine that is meant where nothing names one."""


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


def shared_files(engine: str, path: Path | None = None) -> SharedFiles:
    """The files that an engine keeps, where the settings say it is, else where its folder `path` does. Raises
    LibraryMissing."""
    module, name, distribution = KEEPERS[engine]
    try:
        found = getattr(import_module(module), name)
    except ImportError as error:
        raise LibraryMissing(
            f"engine {engine} needs {distribution}; install it with: pip install {distribution}"
        ) from error
    return cast(SharedFiles, found(path))
