"""What a run takes from the generation before it, as far as that can tell: a damaged one may not."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from indexer.engines import AUTO, ENGINES, LARGE_ENGINE, MANY, SMALL_ENGINE
from indexer.storage.damage import known_faults
from indexer.storage.document_store import Store
from indexer.storage.index_directory import STORE, current_generation, generations_before
from indexer.storage.records import FileRow

T = TypeVar("T")


def choice_before(directory: Path) -> str:
    """The engine that the index was made with, or AUTO; of a damaged one as far as it, or the one before, tells."""
    for generation in (current_generation(directory), *generations_before(directory)):
        if (choice := said_by(generation, "choice")) in (AUTO, *ENGINES):
            return choice
    return ""


def engine_by_size(current: Path | None) -> str:
    """The engine for a collection of the size it had; that it grows past MANY shows when it is read. Once the larger
    one is there it stays, for nothing is gained by going back."""
    large = told(current, lambda store: store.meta("engine") == LARGE_ENGINE or store.counts()[2] > MANY, False)
    return LARGE_ENGINE if large else SMALL_ENGINE


def said_by(generation: Path | None, key: str) -> str:
    """What a generation says of itself under a key, nothing where it cannot."""
    return told(generation, lambda store: store.meta(key), "")


def told(generation: Path | None, asked: Callable[[Store], T], otherwise: T) -> T:
    """What the store of a generation tells, `otherwise` where it is not there or known to be damaged."""
    if generation is None or not generation.is_dir():
        return otherwise
    try:
        with Store(generation / STORE) as store:
            return asked(store)
    except Exception:
        if known_faults(generation):
            return otherwise
        raise


def known_files(base: Path | None) -> dict[str, FileRow]:
    """The files that a generation was made of."""
    return told(base, Store.files, {})
