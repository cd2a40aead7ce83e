"""Readers turn a file into documents: the first stage on the way in.

    file ─▶ bytes ─▶ text ─▶ Blocks (headings, paragraphs) ─▶ Document
    here    here     encoding   the reader of the file's format    header

A reader is a module with one function, `read(file: File) -> Reading`. It finds the headings and paragraphs of its
format and leaves their text as it was written: what should be shown but not searched becomes a hidden span, never
a deletion. What a document says about itself (title, date, actors) goes through `header`, the same for front
matter and for the row of a table. A reader may raise ReadError; what it can step over it notes in the Reading.

To add a format, write its module beside these and give it a line in READERS. A module is imported when the first
file of its kind is met, and it imports the libraries it needs by itself, so that only whoever has such a file
needs them.

    .txt                        plain    -> lines, headings, aozora, residue
    .md  .html                  markup   -> frontmatter, markdown, webpage, flat, residue
    .jsonl  .csv  .tsv          table    -> columns
    .xml  .tei                  xml      -> tei, ead, jats, plain_xml -> setting, composer, anchors
    .xml  .alto  .hocr          alto, page_xml, hocr                  -> printed, hyphens
"""

from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from indexer.errors import LibraryMissing, ReadError
from indexer.readers.reading import File, Reading

__all__ = ["READERS", "File", "Reading", "read"]

READERS: Mapping[str, str] = {
    ".txt": "plain",
    ".md": "markup",
    ".markdown": "markup",
    ".html": "markup",
    ".htm": "markup",
    ".xhtml": "markup",
    ".jsonl": "table",
    ".csv": "table",
    ".tsv": "table",
    ".xml": "xml",
    ".tei": "xml",
    ".alto": "xml",
    ".hocr": "hocr",
}
"""Suffix -> the module of this package that reads it."""

PACKAGES: Mapping[str, str] = {
    "yaml": "PyYAML",
    "markdown_it": "markdown-it-py",
    "mdit_py_plugins": "mdit-py-plugins",
}
"""Import name -> the name to install it by, where the two differ."""


class Reader(Protocol):
    """What a module named in READERS offers."""

    def read(self, file: File) -> Reading:
        """The documents of `file`."""


def read(path: Path, root: Path) -> Reading:
    """The documents of the file at `path`, named by their place below `root`.

    Raises ReadError if the file cannot be read, is empty or of a format unknown here, and LibraryMissing if a
    package that its format needs is not installed.
    """
    file = File(_name(path, root), b"")
    if file.suffix not in READERS:
        raise ReadError(f"{file.name}: no reader for '{file.suffix}'; Sakuin reads {', '.join(READERS)}")
    file = replace(file, data=_bytes(path, file.name))
    try:
        reader = cast(Reader, import_module(f"{__name__}.{READERS[file.suffix]}"))
        reading = reader.read(file)
    except ReadError as error:
        raise ReadError(f"{file.name}: {error}") from error
    except ModuleNotFoundError as error:
        raise _library_missing(file, error) from error
    return Reading(tuple(replace(document, path=file.name) for document in reading.documents), reading.notes)


def _name(path: Path, root: Path) -> str:
    """The path below `root`; the bare name where `root` is the file itself or lies elsewhere."""
    if path != root and path.is_relative_to(root):
        return path.relative_to(root).as_posix()
    return path.name


def _bytes(path: Path, name: str) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(f"{name}: cannot be opened ({error.strerror or error}); check that you may read it") from error
    if not data.strip():
        raise ReadError(f"{name}: the file is empty; remove it or put text in it")
    return data


def _library_missing(file: File, error: ModuleNotFoundError) -> LibraryMissing:
    module = (error.name or "").partition(".")[0]
    package = PACKAGES.get(module, module)
    return LibraryMissing(f"{file.name}: reading {file.suffix} needs {package}; install it with: pip install {package}")
