"""Engines keep terms and answer query trees; each stands behind the protocol of `base`.

    memory          the reference: lists and loops, the judge in the contract test
    whoosh_engine   for small collections: Whoosh's index (whoosh_postings) under `evaluate` and `finding`
    tantivy_engine  for large ones: tantivy, which answers by itself what tantivy_queries puts in its terms (`pruning`
                    leaves out what it has not)
    opensearch_engine  for what no machine holds alone: a cluster of OpenSearch, asked over the network

An engine has no analyzer and no query language of its own. ENGINES names them; a module is imported when it is
asked for, so that a library is missed only by who wants it.
"""

import logging
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import cast

from indexer.engines.base import EngineModule
from indexer.errors import LibraryMissing, SakuinError

ENGINES = {
    "memory": ("indexer.engines.memory", ""),
    "whoosh": ("indexer.engines.whoosh_engine", "whoosh3"),
    "tantivy": ("indexer.engines.tantivy_engine", "tantivy"),
    "opensearch": ("indexer.engines.opensearch_engine", "opensearch-py"),
}
"""Name -> (module, the distribution it needs)."""

CLUSTER = "opensearch"
"""The engine that keeps what it has outside of this machine, and files besides (see `shared_files`)."""

EMBEDDED = tuple(name for name in ENGINES if name != CLUSTER)
"""Those that keep all they have in the folder of a generation."""

OUTSIDE = "indexer.engines.opensearch_generations"
COMMITTED, UNFINISHED = "cluster.json", "unfinished.json"
"""The module of the other, and the files in such a folder that name what was committed elsewhere, or was begun."""

_LOG = logging.getLogger("sakuin")

AUTO = "auto"
"""In place of a name: SMALL_ENGINE, and LARGE_ENGINE from MANY passages on."""

SMALL_ENGINE, LARGE_ENGINE = "whoosh", "tantivy"

MANY = 5_000
"""Passages beyond which LARGE_ENGINE is taken. At this size SMALL_ENGINE makes a page in 10 to 40 ms, still unnoticed,
but needs three times as long to index; below it, it has the better manners: exact statistics after every deletion, and
any k1 and b. See benchmarks/README.md."""


def engine_module(name: str) -> EngineModule:
    """The module of an engine. Raises SakuinError for an unknown name, LibraryMissing for a missing package."""
    if name not in ENGINES:
        raise SakuinError(f"there is no engine {name!r}; choose one of {', '.join(ENGINES)}")
    return cast(EngineModule, engine_part(name, ENGINES[name][0]))


def engine_part(name: str, module: str) -> ModuleType:
    """A module that an engine consists of. Raises LibraryMissing for the engine's package."""
    distribution = ENGINES[name][1]
    try:
        return import_module(module)
    except ImportError as error:
        raise LibraryMissing(
            f"engine {name} needs {distribution}; install it with: pip install {distribution}"
        ) from error


def put_in_force(path: Path) -> None:
    """Have what an engine keeps outside of the folder `path` known there as what is in force."""
    _outside("move_alias", [path], path)


def let_go(gone: Iterable[Path], kept: Iterable[Path]) -> None:
    """Clear away what engines keep outside of folders that are going, but for what those that stay name too."""
    going, staying = list(gone), list(kept)
    _outside("clear_away", [*going, *staying], going, staying)


def _outside(name: str, folders: Iterable[Path], *arguments: object) -> None:
    """A cluster that does not answer then is no reason to call off a run that is done: it is told, no more."""
    if not any((folder / file).exists() for folder in folders for file in (COMMITTED, UNFINISHED)):
        return
    try:
        getattr(import_module(OUTSIDE), name)(*arguments)
    except (SakuinError, ImportError) as error:
        _LOG.warning("%s", error)
