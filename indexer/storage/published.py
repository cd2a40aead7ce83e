"""A generation where every machine reaches it: its files in a cluster, for servers that have nothing but its address.

    the machine that indexes          the cluster                 any other
    publish ─▶ offer ── files ─────▶  file/SUM …     ── those that it lacks ──▶ take ─▶ CURRENT
                     └─ at last ───▶  published      ── which files, by name ─┘

Files are known by their sums: what two generations share is sent once and taken once. Those of the generation in force
and of the one before it stay.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from indexer.engines import CLUSTER
from indexer.engines.shared_files import SharedFiles, bytes_of, put_bytes, shared_files
from indexer.errors import ClusterAway, IndexMissing
from indexer.storage.generations import take_up
from indexer.storage.index_directory import (
    ENGINE,
    current_faults,
    current_generation,
    generations_before,
)  # fmt: skip
from indexer.storage.inventory import LIST, Listed, read_inventory, seal
from indexer.storage.locking import writing
from indexer.storage.sharing import WRITTEN_ONCE, linked

PUBLISHED, FILE = "published", "file/"
NAME = re.compile("gen-[0-9]+")
TAKEN = "taken.new"
"""The folder in which what is taken is put together; who died over it left it to the next."""


@dataclass(frozen=True, slots=True)
class Published:
    """What is in force: the name of the generation and the list of its files (see `inventory`)."""

    generation: str
    list: str

    @property
    def seal(self) -> str:
        """As of inventory.seal."""
        return self.list.splitlines()[-1]


def offer(directory: Path, engine: str) -> int:
    """Have the cluster of an engine hold the generation in force, if it keeps files at all; gives how many were sent.
    Raises ClusterAway: then the next run does it."""
    generation = current_generation(directory)
    if engine != CLUSTER or generation is None:
        return 0
    with closing(shared_files(generation / ENGINE)) as files:
        said = Published(generation.name, (generation / LIST).read_text(encoding="utf-8"))
        if _published(files) == said:
            return 0
        there = files.names(FILE)
        lacking = {FILE + file.sum: generation / name for name, file in read_inventory(generation).items()}
        new = {name: path for name, path in lacking.items() if name not in there}
        for name, path in new.items():
            with path.open("rb") as content:
                files.put(name, content, path.stat().st_size)
        _say(files, said)
        files.drop(there - set(_names_of((generation, *generations_before(directory)))))
        return len(new)


def _names_of(generations: Iterable[Path]) -> Iterator[str]:
    for generation in generations:
        if (generation / LIST).exists():
            yield from (FILE + file.sum for file in read_inventory(generation).values())


def take(directory: Path) -> str:
    """Have the directory hold what the cluster has in force; gives its name, nothing where that is there already.

    Raises IndexMissing where nothing was published, ClusterAway, IndexBusy. What was in force here stays so then.
    """
    generation = current_generation(directory)
    with closing(shared_files(generation / ENGINE if generation else None)) as files:
        said = _published(files)
        while said and said.seal != _seal_here(directory):
            with writing(directory):
                if taken := _taken(directory, files, said):
                    return taken.name
            before, said = said, _published(files)
            if said == before:
                raise ClusterAway(f"the cluster lacks files of {before.generation}; index again where it was made")
    if said is None:
        raise IndexMissing(
            "nothing was published in the cluster yet; where the documents are run: "
            f"sakuin index FOLDER --engine {CLUSTER}"
        )
    return ""


def _published(files: SharedFiles) -> Published | None:
    """What was published. Raises ClusterAway for what no version of this program wrote."""
    found = bytes_of(files, PUBLISHED)
    if found is None:
        return None
    try:
        said = Published(**json.loads(found))
        if NAME.fullmatch(said.generation) and said.list:
            return said
    except (ValueError, TypeError):
        pass
    raise ClusterAway("what was published in the cluster was made by another version; index again where it was made")


def _say(files: SharedFiles, said: Published) -> None:
    put_bytes(files, PUBLISHED, json.dumps(asdict(said)).encode())


def _seal_here(directory: Path) -> str:
    """The seal of the generation in force, nothing where that is not whole."""
    generation = current_generation(directory)
    if generation is None or current_faults(directory) or not (generation / LIST).exists():
        return ""
    return seal(generation)


def _taken(directory: Path, files: SharedFiles, said: Published) -> Path | None:
    """The generation put together and put in force; None where a file of it is no longer there."""
    folder, own = directory / TAKEN, _own(directory)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / LIST).write_text(said.list, encoding="utf-8", newline="\n")
    for name, file in read_inventory(folder).items():
        target = _below(folder, name)
        target.parent.mkdir(parents=True, exist_ok=True)
        if not (file in own and linked(own[file], target)) and not _fetched(files, file, target):
            shutil.rmtree(folder)
            return None
    return take_up(directory, folder, said.generation)


def _below(folder: Path, name: str) -> Path:
    """Where a file goes. Raises ClusterAway for one that would lie elsewhere: whoever writes to the cluster shall not
    write to this disk."""
    if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts or "\\" in name:
        raise ClusterAway(f"the list that was published names {name!r}, which is no file of a generation")
    return folder / name


def _own(directory: Path) -> dict[Listed, Path]:
    """The files here that nobody writes again, by what they are known by."""
    generation = current_generation(directory)
    if generation is None or not _seal_here(directory):
        return {}
    rows = read_inventory(generation).items()
    return {file: generation / name for name, file in rows if Path(name).suffix in WRITTEN_ONCE}


def _fetched(files: SharedFiles, file: Listed, target: Path) -> bool:
    """Whether the file was there to be fetched. Raises ClusterAway where it is not what was sent."""
    found = files.get(FILE + file.sum)
    if found is None:
        return False
    digest = hashlib.sha256()
    with target.open("wb") as out:
        for part in found:
            digest.update(part)
            out.write(part)
    if digest.hexdigest() != file.sum:
        raise ClusterAway(f"{target.name} came from the cluster otherwise than it was sent; index again where it was")
    return True
