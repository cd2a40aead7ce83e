"""A generation from its beginning to its end: begun beside those that are searched, put in force, cleared away.

What it has in common with the one before it the two share (see `sharing`). A run that dies leaves a folder that the
next run clears away.
"""

import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from indexer.engines import let_go, put_in_force
from indexer.storage.index_directory import CURRENT, ENGINE, STORE, current_generation
from indexer.storage.inventory import seal
from indexer.storage.sharing import make_last, share, sync

NEXT = "CURRENT.new"


def begin(directory: Path, base: Path | None) -> Path:
    """A new generation folder to work in, with the store and the engine of `base`, if there is one. Clears what earlier
    runs left unfinished."""
    sweep(directory)
    folder = directory / f"gen-{_next_number(directory)}.new"
    folder.mkdir()
    if base is not None:
        for part in (STORE, ENGINE):
            if (base / part).exists():  # of an empty folder no engine was made; raises PermissionError
                share(base / part, folder / part)
    return folder


def sweep(directory: Path) -> None:
    """Take away what runs left unfinished, as far as the rights to it go."""
    _clear(directory, list(directory.glob("gen-*.new")))
    with suppress(OSError):
        (directory / NEXT).unlink(missing_ok=True)


def publish(directory: Path, folder: Path) -> Path:
    """Put a finished generation in force; the one before it stays for whoever is still reading that."""
    before, generation = current_generation(directory), folder.with_suffix("")
    _point(directory, folder, generation)
    put_in_force(generation / ENGINE)
    _clear(directory, sorted(set(directory.glob("gen-*")) - {generation, before}))
    return generation


def take_up(directory: Path, folder: Path, name: str) -> Path:
    """Put in force what another machine published as `name`; what engines keep outside is that machine's affair."""
    before, generation = current_generation(directory), directory / name
    if generation.exists():
        generation = directory / f"gen-{_next_number(directory)}"
    _point(directory, folder, generation)
    for path in set(directory.glob("gen-*")) - {generation, before}:
        shutil.rmtree(path, ignore_errors=True)
    return generation


def _point(directory: Path, folder: Path, generation: Path) -> None:
    """Have CURRENT name a finished folder, in one step."""
    make_last(folder)
    folder.rename(generation)
    pointer = directory / NEXT
    pointer.write_text(f"{generation.name} {seal(generation)}\n", encoding="utf-8")
    for path in (pointer, directory):
        sync(path)
    pointer.replace(directory / CURRENT)
    sync(directory)


def _next_number(directory: Path) -> int:
    return max((int(path.name.partition("-")[2].partition(".")[0]) for path in directory.glob("gen-*")), default=0) + 1


def _clear(directory: Path, gone: Sequence[Path]) -> None:
    """Take folders away, and what engines keep outside of them."""
    kept = set(directory.glob("gen-*")) - set(gone)
    let_go((path / ENGINE for path in gone), (path / ENGINE for path in sorted(kept)))
    for path in gone:
        shutil.rmtree(path, ignore_errors=True)
