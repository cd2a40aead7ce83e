"""The index directory: generations on disk, which of them is current, and how one is opened.

    .sakuin/
      CURRENT          the name of the generation in force, and the seal of its files
      lock             held by the one process that writes
      gen-7/           store/, engine/, a copy of collection.toml and the list of all these (see `inventory`): never
                       changed once CURRENT names it; DAMAGED besides, where it is found to be (see `damage`)

A run writes a generation of its own and then replaces CURRENT, in one step (see `generations`). Whoever is searching
keeps the generation it opened.
"""

import hashlib
import json
import logging
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from indexer import analysis
from indexer.collection import Collection, load
from indexer.config import Config
from indexer.dictionary.cache import open_glossary
from indexer.dictionary.glossary import Glossary
from indexer.engines import engine_module
from indexer.engines.base import BM25, Engine
from indexer.errors import IndexDamaged, IndexMissing, IndexOutdated, SakuinError
from indexer.schema import FORMAT_VERSION
from indexer.storage.damage import checked, damaged, known_faults, told_as_damage
from indexer.storage.document_store import Store
from indexer.storage.inventory import LIST, faults, read_inventory, seal

_LOG = logging.getLogger("sakuin")

CURRENT = "CURRENT"
STORE = "store"
ENGINE = "engine"
COLLECTION = "collection.toml"

POINTED = re.compile(rb"(gen-[0-9]+)(?: ([0-9a-f]{64}))?\r?\n")
"""What CURRENT says; earlier versions wrote no seal."""

UNKNOWN = "gen-unknown"
"""The generation that a damaged CURRENT names, which is never there."""


@dataclass(frozen=True)
class Library:
    """An opened generation."""

    generation: str
    engine_name: str
    store: Store
    engine: Engine
    collection: Collection
    glossary: Glossary | None = None
    """The bilingual glossary, None where the extra is not installed or its glossary not made yet."""
    instead: str = ""
    """What is wrong with the generation in force, where this is the one before it."""

    def close(self) -> None:
        """Close the store, the engine and the glossary."""
        if self.glossary:
            self.glossary.close()
        self.engine.close()
        self.store.close()


def current_generation(directory: Path) -> Path | None:
    """The folder of the generation in force, which may be damaged or gone; None where there is no index."""
    pointer = _pointer(directory)
    return directory / pointer[0] if pointer else None


def _pointer(directory: Path) -> tuple[str, str] | None:
    """The name and the seal that CURRENT says; None where there is none."""
    try:
        said = POINTED.fullmatch((directory / CURRENT).read_bytes())
    except FileNotFoundError:
        return None
    return (said[1].decode(), (said[2] or b"").decode()) if said else (UNKNOWN, "")


def current_faults(directory: Path, whole: bool = False) -> tuple[str, ...]:
    """What is wrong with the generation in force as far as is known or soon seen; `whole` reads every file. Nothing
    where there is no index, or one of an earlier format, which had no list."""
    name, sealed = _pointer(directory) or (UNKNOWN, "")
    generation = directory / name
    if name == UNKNOWN:
        return (f"{CURRENT} is not as it was written",) if (directory / CURRENT).exists() else ()
    if not sealed and generation.is_dir() and not (generation / LIST).exists():
        return ()
    found = checked(generation) if whole else known_faults(generation)
    return found or (() if sealed == seal(generation) else (f"{CURRENT} is not as it was written",))


@dataclass(frozen=True, slots=True)
class Check:
    """What became of a check: the generation in force, how many files and bytes were read, what is wrong with them."""

    generation: str
    files: int
    bytes: int
    damaged: tuple[str, ...]


def check(directory: Path) -> Check:
    """Compare every file of the generation in force with what was written, and remember what is wrong; those before it
    are checked too, for what they are marked with. Raises IndexMissing, or IndexOutdated for one without a list."""
    generation = _there(directory)
    found = current_faults(directory, whole=True)
    if not found and not (generation / LIST).exists():
        raise _outdated(directory)
    for earlier in generations_before(directory):
        checked(earlier)
    sizes = [] if found else [file.size for file in read_inventory(generation).values()]
    return Check(generation.name, len(sizes), sum(sizes), found)


def _there(directory: Path) -> Path:
    generation = current_generation(directory)
    if generation is None:
        raise IndexMissing(f"there is no index in {directory}; make one with: sakuin index FOLDER --index {directory}")
    return generation


def _outdated(directory: Path) -> IndexOutdated:
    return IndexOutdated(
        f"the index in {directory} was made by another version of the analysis; "
        f"run: sakuin index FOLDER --index {directory}"
    )


def generations_before(directory: Path) -> list[Path]:
    """The generations that are there besides the one in force, the latest first."""
    current = current_generation(directory)
    return [generation for generation in _generations(directory) if generation != current]


def _generations(directory: Path) -> list[Path]:
    found = {int(path.name.partition("-")[2]): path for path in directory.glob("gen-*[0-9]")}
    return [found[number] for number in sorted(found, reverse=True)]


def collection_of(generation: Path) -> Collection:
    """The collection file as it was when the generation was made."""
    path = generation / COLLECTION
    return load(path if path.is_file() else None)


def fingerprint(engine: str) -> str:
    """What an index must agree with to be searched by this program: format, analysis and engine."""
    return json.dumps({"format": FORMAT_VERSION, "analysis": analysis.version(), "engine": engine})


READING = (
    "indexer.readers",
    "indexer.metadata",
    "indexer.pipeline.passages",
    "indexer.pipeline.paragraph_cuts",
    "indexer.pipeline.places",
    "indexer.pipeline.entries",
    "indexer.pipeline.near_duplicates",
    "indexer.pipeline.near_duplicate_groups",
)
"""Modules and rooms that passages and their metadata depend on besides the analysis."""


@cache
def reading_version() -> str:
    """What READING says as a whole; where it changed, all is read again."""
    digest = hashlib.sha256()
    for source in reading_sources():
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


def reading_sources() -> Iterator[Path]:
    """The files of READING. Raises ModuleNotFoundError for one that is not there: it may have moved."""
    for name in READING:
        spec = find_spec(name)
        if spec is None or spec.origin is None:
            raise ModuleNotFoundError(f"{name}, which READING names, is not there", name=name)
        here = Path(spec.origin)
        yield from sorted(here.parent.rglob("*.py")) if spec.submodule_search_locations else (here,)


def open_library(directory: Path, config: Config) -> Library:
    """The index at `directory`; the generation before the one in force where that is damaged and this is whole (see
    Library.instead). Raises IndexMissing, IndexDamaged, or IndexOutdated where it must be rebuilt."""
    generation = _there(directory)
    try:
        if found := current_faults(directory):
            raise damaged(directory, found)
        return _opened(generation, config)
    except IndexDamaged as error:
        if current_generation(directory) != generation:  # two runs published meanwhile, and cleared this one away
            return open_library(directory, config)
        if earlier := _opened_whole(directory, config):
            _LOG.warning("%s", said := f"{error}. Until then {earlier.generation} is searched, which is whole")
            return replace(earlier, instead=said)
        raise


def _opened(generation: Path, config: Config) -> Library:
    with told_as_damage(generation):
        store = Store(generation / STORE)
        engine_name = store.meta("engine")
        if store.meta("fingerprint") != fingerprint(engine_name):
            store.close()
            raise _outdated(generation.parent)
        bm25 = BM25(config.number("k1"), config.number("b"))
        engine = engine_module(engine_name).open_engine(generation / ENGINE, bm25)
        return Library(generation.name, engine_name, store, engine, collection_of(generation), open_glossary(config))


def _opened_whole(directory: Path, config: Config) -> Library | None:
    """The latest generation that is whole and can be searched."""
    for generation in _generations(directory):
        if not any(faults(generation, whole=True)):
            with suppress(SakuinError):
                return _opened(generation, config)
    return None


def earlier_text(directory: Path, passage_id: str) -> str | None:
    """The text of a passage in the generation before the one in force, if that is still there and has it."""
    for generation in generations_before(directory):
        if not (generation / LIST).exists():  # of an earlier format
            continue
        if found := known_faults(generation):
            raise damaged(directory, found)
        with told_as_damage(generation), Store(generation / STORE) as store:
            known = store.meta("fingerprint") == fingerprint(store.meta("engine"))
            if known and (places := store.places(passage_id)):
                return places[0].passage.text
    return None
