"""Files that describe other files of their folder and are no documents themselves.

    metadata.csv  metadata.tsv     a row to a file, with a column `filename` (ファイル名); where a column `document id`
                                   (文書ID) says so, to one document of a file that holds several
    *.ris                          Zotero's export with its files, named by L1, L2 and L4
    *.json                         CSL-JSON, which names no files: its items are those of a RIS beside it, or those that
                                   Zotero names its files by (`Khrushchev - 1961 - Letter.pdf`)

What a sidecar says goes before what a document says of itself; of two sidecars the upper in this list is believed.
"""

import hashlib
import json
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from indexer.document import Document
from indexer.errors import why
from indexer.readers import header
from indexer.readers.reading import Reading
from indexer.readers.sidecars import references, registers
from indexer.readers.sidecars.entries import Entry, Item

OF_ONE_DOCUMENT = frozenset({"title", "date", "author"})
"""What a row for a whole file cannot say of each of the documents in it."""

LONGEST_NAME = 255
"""Of a longer name in a sidecar, where a quotation mark was left open, no more is shown."""

LARGEST = 50_000_000
"""A larger file describes no folder."""


@dataclass(frozen=True, slots=True)
class Description:
    """What the sidecars say of one file: keys of `header` with their values, as text. `each` has the same for single
    documents of it, by their ids."""

    given: tuple[tuple[str, str], ...]
    each: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()

    @property
    def stamp(self) -> str:
        """A hash that changes whenever the description does."""
        said = [self.given, self.each] if self.each else self.given
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Sidecars:
    """The sidecars among some files: what they say of which file, and notes on each sidecar itself."""

    descriptions: Mapping[Path, Description]
    notes: Mapping[Path, tuple[str, ...]]

    def stamp(self, path: Path) -> str:
        """What has to be the same, besides a file's bytes, for what was read from it to hold; empty for most files."""
        if path in self.notes:
            return hashlib.sha256(json.dumps(["sidecar", *self.notes[path]]).encode()).hexdigest()[:16]
        return self.descriptions[path].stamp if path in self.descriptions else ""


@dataclass(frozen=True, slots=True)
class Found:
    """A sidecar, read: its entries, or why it could not be read. The lower `rank` is believed before the higher."""

    path: Path
    rank: int
    entries: tuple[Entry, ...] = ()
    fault: str = ""


Said = dict[Path, dict[str, dict[str, str]]]
"""What is said of each file, by the id of the document that it is said of; of the whole file under OF_ALL."""

OF_ALL = ""


def find(paths: Iterable[Path]) -> Sidecars:
    """The sidecars among `paths`, and what they say of the other paths. Reads only files that have a sidecar's name."""
    files = {path_key(path): path for path in paths}
    found = [sidecar for path in files.values() if (sidecar := _open(path)) is not None]
    folders: dict[Path, list[Found]] = {}
    for sidecar in found:
        folders.setdefault(sidecar.path.parent, []).append(sidecar)
    said: Said = {}
    notes: dict[Path, tuple[str, ...]] = {}
    for sidecar in sorted(found, key=lambda sidecar: (-sidecar.rank, sidecar.path)):
        entries = _with_files(sidecar, folders[sidecar.path.parent], files)
        notes[sidecar.path] = tuple(_apply(sidecar, entries, files, said))
    given = {path: _description(rows) for path, rows in said.items() if path not in notes}
    return Sidecars(given, notes)


def describe(reading: Reading, path: str, description: Description) -> Reading:
    """What was read from the file `path`, as its sidecar describes it; of what lay inside a container only what is
    named by its id."""
    own = sum(document.path == path for document in reading.documents)
    given = {key: value for key, value in description.given if own == 1 or key not in OF_ONE_DOCUMENT}
    each = {document: dict(said) for document, said in description.each}
    documents = tuple(_described(d, given if d.path == path else {}, each.get(d.id, {})) for d in reading.documents)
    missing = each.keys() - {document.id for document in documents}
    notes = (f"metadata.csv names a document {name[:LONGEST_NAME]} that is not in it" for name in sorted(missing))
    return replace(reading, documents=documents, notes=(*reading.notes, *notes))


def _described(document: Document, *said: Mapping[str, str]) -> Document:
    """The document as the whole file is described, then as it is itself."""
    given = {key: value for each in said for key, value in each.items()}
    return header.described(document, given) if given else document


def _description(rows: Mapping[str, Mapping[str, str]]) -> Description:
    each = tuple((name, tuple(sorted(given.items()))) for name, given in sorted(rows.items()) if name != OF_ALL)
    return Description(tuple(sorted(rows.get(OF_ALL, {}).items())), each)


def _open(path: Path) -> Found | None:
    """The sidecar at `path`; None for any other file."""
    is_register = path.stem.lower() == "metadata" and path.suffix.lower() in registers.SEPARATORS
    if not is_register and path.suffix.lower() not in references.FORMATS:
        return None
    parse, rank = (registers.entries, 0) if is_register else references.FORMATS[path.suffix.lower()]
    try:
        if path.stat().st_size > LARGEST:
            return None
        entries = parse(path.read_bytes())
    except OSError as error:
        return Found(path, rank, fault=f"cannot be opened ({error.strerror or error}); check that you may read it")
    except Exception as error:
        return Found(path, rank, fault=why(error))
    return None if entries is None else Found(path, rank, entries)


def _with_files(sidecar: Found, beside: Sequence[Found], files: Mapping[str, Path]) -> Iterator[Entry]:
    """The entries; an item that names no file with the files of the same item in another sidecar of the folder, or
    with those that Zotero named after it."""
    nameless = {entry.item for entry in sidecar.entries if entry.item and not entry.files}
    others = [entry for other in beside if other is not sidecar for entry in other.entries if entry.files]
    found = _named_after(sidecar.path.parent, nameless, files) if nameless and not others else {}
    for item in nameless:
        same = [entry.files for entry in others if entry.item == item]
        if len(same) == 1:
            found[item] = same[0]
    for entry in sidecar.entries:
        yield entry if entry.files else replace(entry, files=found.get(entry.item, ()) if entry.item else ())


def _named_after(folder: Path, items: Collection[Item], files: Mapping[str, Path]) -> dict[Item, tuple[str, ...]]:
    """The items that files below the folder are named after; a file is left alone that could be of several."""
    found: dict[Item, tuple[str, ...]] = {}
    for path in files.values():
        if " - " not in path.stem or not path.is_relative_to(folder):
            continue
        fitting = [item for item in items if references.is_named_after(path.stem, item)]
        if len(fitting) == 1:
            found[fitting[0]] = (*found.get(fitting[0], ()), path.relative_to(folder).as_posix())
    return found


def _apply(sidecar: Found, entries: Iterable[Entry], files: Mapping[str, Path], said: Said) -> Iterator[str]:
    """Put what the entries say in `said`, over what less trusted sidecars said; gives the notes on the sidecar."""
    if sidecar.fault:
        yield sidecar.fault
    described = 0
    for entry in entries:
        if entry.fault:
            yield f"{entry.place}: {entry.fault}"
        for name in entry.files:
            path = files.get(path_key(sidecar.path.parent / name.replace("\\", "/")))
            if path is None or path == sidecar.path:
                missing = f"there is no file {name[:LONGEST_NAME]} beside it"
                yield f"{entry.place}: {missing}; correct the name, or put the file there"
            else:
                said.setdefault(path, {}).setdefault(entry.document, {}).update(entry.given)
                described += 1
    if not described and not sidecar.fault:
        yield "it describes no file of this folder; name them, or export it from Zotero with its files"


def path_key(path: Path) -> str:
    """A path by which a name is found however its accents are written: macOS parts か and its dakuten."""
    parts: list[str] = []
    for part in path.as_posix().split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part != ".":
            parts.append(part)
    return unicodedata.normalize("NFC", "/".join(parts))
