"""The index of each generation on the cluster: its name in the generation's folder, the alias, what is let go of.

The folder keeps one small file, `cluster.json`, with the name of the index and the address of its cluster, never a
credential. Each commit makes an index of its own, so that nobody who searches meets a half-written one; those that a
run made on its way go when it publishes, and with a folder goes the index that no other folder names.
"""

import json
import secrets
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from indexer.config import Config
from indexer.engines import COMMITTED, UNFINISHED
from indexer.engines.opensearch_access import access
from indexer.engines.opensearch_cluster import Cluster
from indexer.engines.opensearch_mapping import FIGURES, FORMAT, Figures
from indexer.errors import IndexMissing, IndexOutdated

MOST_BEFORE = 4
"""Indexes before its own that a folder names; a run makes two at most."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """Which index of which cluster; `before` are those that it went on from."""

    address: str
    index: str
    before: tuple[str, ...] = ()

    def next(self, index: str) -> "Pointer":
        """The pointer to an index that goes on from this one."""
        return Pointer(self.address, index, (*self.before, self.index)[-MOST_BEFORE:])


def read_pointer(path: Path, file: str = COMMITTED) -> Pointer | None:
    """What a folder names; None where nothing was committed."""
    try:
        said = json.loads((path / file).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return Pointer(said["address"], said["index"], tuple(said["before"]))


def write_pointer(path: Path, pointer: Pointer, file: str = COMMITTED) -> None:
    """Name an index in a folder, in one step."""
    path.mkdir(parents=True, exist_ok=True)
    unfinished = path / (file + ".new")
    unfinished.write_text(json.dumps(asdict(pointer)) + "\n", encoding="utf-8", newline="\n")
    unfinished.replace(path / file)


def open_cluster(pointer: Pointer | None) -> Cluster:
    """The cluster of the settings, else that of an index."""
    return Cluster(access(pointer.address if pointer else ""))


def new_name(alias: str) -> str:
    """A name for an index that no other has."""
    return f"{alias}-{time.strftime('%Y%m%d-%H%M%S')}-{secrets.token_hex(4)}"


def figures_of(cluster: Cluster, index: str) -> Figures:
    """What an index says of its passages. Raises IndexOutdated for one of another format."""
    said = cluster.sources(index, [FIGURES], ["table"]).get(FIGURES, {}).get("table", {})
    if said.get("format") != FORMAT:
        raise IndexOutdated(f"the index {index} was made by another version; run: sakuin index FOLDER")
    return Figures(**said["figures"])


def remember(cluster: Cluster, index: str, figures: Figures) -> None:
    """Have an index say what is known of its passages."""
    table = {"format": FORMAT, "figures": asdict(figures)}
    cluster.send(index, [{"_op_type": "index", "_id": FIGURES, "kind": FIGURES, "table": table}])


def committed(path: Path) -> Pointer:
    """What was committed at `path`. Raises IndexMissing where nothing was."""
    pointer = read_pointer(path)
    if pointer is None:
        raise IndexMissing(
            f"{path} names no index on a cluster; make one with: sakuin index FOLDER --engine opensearch"
        )
    return pointer


def move_alias(path: Path) -> None:
    """Move the alias to what was committed at `path`, in one step."""
    pointer, alias = committed(path), Config().text("opensearch_alias")
    cluster = open_cluster(pointer)
    held = cluster.ask(lambda client: client.indices.get_alias(name=alias, ignore=[404]))
    others = [name for name, said in held.items() if isinstance(said, dict) and "aliases" in said]
    moves = [{"remove": {"index": name, "alias": alias}} for name in others if name != pointer.index]
    moves.append({"add": {"index": pointer.index, "alias": alias}})
    cluster.ask(lambda client: client.indices.update_aliases(body={"actions": moves}))
    cluster.close()


def clear_away(gone: Iterable[Path], kept: Iterable[Path]) -> None:
    """Delete the indexes that folders name which are going, and those that runs made on their way to the others."""
    going = [found for path in gone for file in (COMMITTED, UNFINISHED) if (found := read_pointer(path, file))]
    staying = [found for path in kept if (found := read_pointer(path))]
    names = {name for found in going for name in (found.index, *found.before)}
    names |= {name for found in staying for name in found.before}
    if doomed := names - {found.index for found in staying}:
        cluster = open_cluster((going + staying)[0])
        delete(cluster, doomed)
        cluster.close()


def delete(cluster: Cluster, names: Iterable[str]) -> None:
    """Delete indexes, as far as they are there."""
    cluster.ask(lambda client: client.indices.delete(index=sorted(names), params={"ignore_unavailable": "true"}))
