"""From a file in memory to its documents, by the reader of its format."""

from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from typing import Protocol, cast

from indexer.errors import LibraryMissing, ReadError
from indexer.readers.formats import READERS, Format
from indexer.readers.kinds import kind_of
from indexer.readers.reading import File, Reading

PACKAGES: Mapping[str, str] = {
    "yaml": "PyYAML",
    "markdown_it": "markdown-it-py",
    "mdit_py_plugins": "mdit-py-plugins",
}
"""Import name -> the name to install it by, where the two differ."""


class Reader(Protocol):
    """What a module named in FORMATS offers."""

    def read(self, file: File) -> Reading:
        """The documents of `file`."""


def read_file(file: File) -> Reading:
    """The documents of a file, whose own path is kept where a reader gave them one (members of a container).

    Raises ReadError, without the file's name, if it cannot be read, is empty or of a format not read here, and
    LibraryMissing if a package that its format needs is not installed.
    """
    kind = kind_of(file)
    refuse_unread(kind, file.suffix)
    if not file.data.strip():
        raise ReadError("the file is empty; remove it or put text in it")
    try:
        reader = cast(Reader, import_module(f"indexer.readers.{kind.module}"))
        reading = reader.read(_suffixed(file, kind))
    except ModuleNotFoundError as error:
        raise _library_missing(file, error) from error
    return replace(reading, documents=tuple(replace(d, path=d.path or file.name) for d in reading.documents))


def refuse_unread(kind: Format, suffix: str) -> None:
    """Raises ReadError for a format that is named and not read, with what to do."""
    if kind.module:
        return
    if kind.advice:
        raise ReadError(f"{kind.name}: not read; {kind.advice}")
    named = f"no reader for '{suffix}'" if suffix else "no reader for a file that is no text and has no suffix"
    raise ReadError(f"{named}; Sakuin reads {', '.join(READERS)}; a text by another suffix can be renamed to .txt")


def _suffixed(file: File, kind: Format) -> File:
    """The file with a suffix of its format: readers of several formats go by it."""
    return file if file.suffix in kind.suffixes or not kind.suffixes else replace(file, told=kind.suffixes[0])


def _library_missing(file: File, error: ModuleNotFoundError) -> LibraryMissing:
    module = (error.name or "").partition(".")[0]
    package = PACKAGES.get(module, module)
    return LibraryMissing(f"{file.name}: reading {file.suffix} needs {package}; install it with: pip install {package}")
