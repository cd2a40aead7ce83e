"""The registers of a folder, found, read once, corrected and written: where a correction goes, and what was there."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from indexer.document import Document
from indexer.editing.files import ABSENT, ChangedMeanwhile, bytes_of, replaced, seal_of
from indexer.editing.registers import Cell, Register
from indexer.errors import ReadError
from indexer.paths import leads_outside
from indexer.readers import header
from indexer.readers.sidecars.registers import SEPARATORS
from indexer.readers.sidecars.sidecars import OF_ONE_DOCUMENT, Description

STEM = "metadata"
NAMES = tuple(f"{STEM}{suffix}" for suffix in SEPARATORS)
"""What a new register is called: the second where the first is a table of documents."""


class Uncorrectable(Exception):
    """A register that cannot be written to: `path` names it, the message says why."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Change:
    """What a correction did: a cell, and what its register said before."""

    cell: Cell
    before: str


class Registers:
    """The registers of a folder as they are at one moment. Nothing outside of the folder is read or written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._listed: dict[Path, tuple[Path, ...]] = {}
        self._read: dict[Path, tuple[Register | None, str]] = {}
        self._changed: dict[Path, list[Change]] = {}

    def in_folder(self, folder: Path) -> tuple[Path, ...]:
        """The files of a folder that have the name of a register, in the order in which they are believed."""
        if folder not in self._listed:
            try:
                names = [each.name for each in os.scandir(folder) if _is_named_so(each.name)]
            except OSError:
                names = []
            self._listed[folder] = tuple(folder / name for name in sorted(names))
        return self._listed[folder]

    def seal(self, path: Path) -> str:
        """The seal of a register as it was read."""
        return self._register(path)[1]

    def value(self, cell: Cell) -> str:
        """What is said in the place of a cell, by the register that has it."""
        found = self._naming(cell)
        return found.value(cell.file, cell.document, cell.field) if found else ""

    def put(self, cell: Cell) -> None:
        """Correct a cell, in the register that names its file, else in that of the folder it lies in. Raises
        Uncorrectable."""
        register = self._naming(cell) or self._own(cell.file)
        before = register.value(cell.file, cell.document, cell.field)
        if before != cell.value:
            register.put(cell)
            self._changed.setdefault(register.path, []).append(Change(cell, before))

    def write(self, read: Mapping[str, str] | None = None) -> Iterator[Change]:
        """Write the registers that were corrected, and give what was changed as each is written. `read` has the seals
        of those that the person saw, by name. Raises ChangedMeanwhile before anything is written where they have
        others, and Uncorrectable for a folder that may not be written."""
        for path in self._changed:
            if read is not None and read.get(self.name(path), ABSENT) != self.seal(path):
                raise ChangedMeanwhile(path)
            if not os.access(path.parent, os.W_OK):
                raise Uncorrectable(path, "its folder may not be written to")
        for path, changes in self._changed.items():
            register, seal = self._read[path]
            assert register
            try:
                replaced(path, None if register.is_spent else register.written(), seal)
            except OSError as error:
                raise Uncorrectable(path, error.strerror or str(error)) from error
            yield from changes

    def name(self, path: Path) -> str:
        """The name of a register below the folder."""
        return path.relative_to(self.folder).as_posix()

    def _naming(self, cell: Cell) -> Register | None:
        """The register that says something of the file or the document; of several the one that is believed."""
        folders = [each for each in cell.file.parents if each.is_relative_to(self.folder)]
        paths = sorted((path for folder in folders for path in self.in_folder(folder)), reverse=True)
        readable = (register for path in paths if (register := self._register(path)[0]))
        return next((each for each in readable if each.names(cell.file, cell.document)), None)

    def _own(self, file: Path) -> Register:
        """The register of the folder of a file, which may be a new one."""
        there = self.in_folder(file.parent)
        fresh = [file.parent / name for name in NAMES if name not in {path.name.lower() for path in there}]
        for path in (*there, *fresh):
            if register := self._register(path)[0]:
                return register
        raise Uncorrectable(there[0], "it is a table of documents; rename it")

    def _register(self, path: Path) -> tuple[Register | None, str]:
        if path not in self._read:
            if leads_outside(path, self.folder):
                raise Uncorrectable(path, "it is a link that leads out of the folder")
            try:
                data = bytes_of(path)
                self._read[path] = Register.read(path, data), seal_of(data)
            except (ReadError, OSError) as error:
                raise Uncorrectable(path, str(error)) from error
        return self._read[path]


def _is_named_so(name: str) -> bool:
    return name.lower() in NAMES


def said_of(description: Description, document: str, is_only: bool, is_own: bool) -> dict[str, str]:
    """What sidecars say of one document of a file; `is_own` where it does not lie inside of a container, `is_only`
    where it is the one that does not (see `sidecars.describe`)."""
    whole = {key: value for key, value in description.given if is_only or key not in OF_ONE_DOCUMENT}
    return {**(whole if is_own else {}), **dict(dict(description.each).get(document, ()))}


def described(document: Document, given: Mapping[str, str]) -> Document:
    """The document as its sidecars describe it now."""
    return header.described(document, given)


def all_in(registers: Registers, folders: Iterable[Path]) -> tuple[Path, ...]:
    """Every register of some folders."""
    return tuple(path for folder in sorted(set(folders)) for path in registers.in_folder(folder))
