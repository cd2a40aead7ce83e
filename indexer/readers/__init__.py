"""Readers turn a file into documents: the first stage on the way in.

    file ─▶ bytes ─▶ text ─▶ Blocks (headings, paragraphs) ─▶ Document
    here    here     encoding   the reader of the file's format    header
            kinds

A reader is a module with one function, `read(file: File) -> Reading`. It finds the headings and paragraphs of its
format and leaves their text as it was written: what should be shown but not searched becomes a hidden span, never
a deletion. What a document says about itself (title, date, actors) goes through `header`, the same for front
matter and for the row of a table. A reader may raise ReadError; what it can step over it notes in the Reading.

To add a format, write its module beside these and give it a row in `formats`. A module is imported when the first
file of its kind is met, and it imports the libraries it needs by itself, so that only whoever has such a file
needs them.

    formats, kinds    which formats there are, and which of them a file has
    dispatch          a file in memory -> the reader of its format; containers call it for their members
    encoding          bytes -> text, with plausibility where several encodings would do
    header            what a document says of itself, with properties and languages
    text              plain text by its lines; headings, hyphens and aozora's notation
    web               Markdown and HTML, whose author marked the headings
    tables            CSV, JSON Lines, spreadsheets: a row is a document or a paragraph
    office  rtf       Word, LibreOffice and their slides; Rich Text
    books             EPUB
    pdf               characters -> lines -> columns -> paragraphs
    xml  ocr          editions, finding aids, articles; recognised print
    containers        archives, mail, saved pages, crawls: files in files
    sidecars          files that describe other files and are no documents
    package  trees    a zip of parts, and XML, opened within limits, for those above
    residue           what a saved page shows beside its words
"""

from dataclasses import replace
from pathlib import Path

from indexer.errors import ReadError
from indexer.paths import is_whole, shown
from indexer.readers.dispatch import read_file, refuse_unread
from indexer.readers.formats import FORMATS, READERS, ZIP, Format
from indexer.readers.kinds import HEAD, kind_by_head
from indexer.readers.reading import File, Reading

__all__ = ["FORMATS", "READERS", "File", "Reading", "format_name", "is_isolated", "read", "read_file"]

MOST_BYTES = 800_000_000
"""A larger file is not taken into memory."""


def read(path: Path, root: Path) -> Reading:
    """The documents of the file at `path`, named by their place below `root`; of a container, those of its members.

    Raises ReadError if the file cannot be read, is empty or of a format not read here, and LibraryMissing if a
    package that its format needs is not installed.
    """
    name = _name(path, root)
    try:
        reading = read_file(File(name, _bytes(path)))
    except ReadError as error:
        raise ReadError(f"{name}: {error}") from error
    misnamed = () if is_whole(str(path)) else (f"its name is not UTF-8 and is shown as {name}; rename it",)
    return replace(reading, notes=(*reading.notes, *misnamed))


def format_name(path: Path) -> str:
    """The name of the format that the file at `path` seems to have; empty where it cannot be opened."""
    kind = _kind_at(path)
    return kind.name if kind else ""


def is_isolated(path: Path) -> bool:
    """Whether the file at `path` is to be read in a process that may die."""
    kind = _kind_at(path)
    return kind is not None and (kind.container == ZIP or bool(kind.module and kind.isolated))


def _kind_at(path: Path) -> Format | None:
    """The format that the beginning of a file shows; None where it cannot be opened."""
    try:
        with path.open("rb") as file:
            return kind_by_head(path.name, file.read(HEAD))
    except OSError:
        return None


def _name(path: Path, root: Path) -> str:
    """The path below `root`, as it can be shown; the bare name where `root` is the file itself or lies elsewhere."""
    if path != root and path.is_relative_to(root):
        return shown(path.relative_to(root).as_posix())
    return shown(path.name)


def _bytes(path: Path) -> bytes:
    """The bytes of a file; of one that its beginning shows not to be read here, no more than that is taken."""
    try:
        with path.open("rb") as file:
            kind = kind_by_head(path.name, head := file.read(HEAD))
            if not kind.container:
                refuse_unread(kind, path.suffix.lower())
            if path.stat().st_size > MOST_BYTES:
                raise ReadError(f"it is larger than {MOST_BYTES:,} bytes; split it")
            return head + file.read()
    except OSError as error:
        raise ReadError(f"cannot be opened ({error.strerror or error}); check that you may read it") from error
