"""The file that a document came from, opened for readers where the server is told that it may be (`originals`).

Whatever an index says, no file is opened that does not lie in one of the folders that were indexed: links are
followed first, and the place they lead to must still be inside.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from indexer.errors import NotFound
from indexer.paths import from_kept, shown
from indexer.storage.document_store import Store
from indexer.storage.records import DocumentRow
from search_app.search.searcher import Searcher
from search_app.state.addresses import rooted

MEMBER = "!/"
"""What parts a container from its member in the path of a document: bundle.zip!/inner/cable.txt."""


@dataclass(frozen=True, slots=True)
class Original:
    """The file at `path`, links followed. Of a document that is a `member` of it the container is opened."""

    document: str
    path: Path
    member: bool

    def at(self, kind: str = "", number: int = 0) -> str:
        """Its address, at a page where viewers can be sent to one (RFC 8118: `#page=` of a PDF counts from 1)."""
        address = rooted(f"/original/{quote(self.document)}")
        paged = kind == "page" and number > 0 and not self.member and self.path.suffix.lower() == ".pdf"
        return f"{address}#page={number}" if paged else address


def sources_of(store: Store) -> tuple[Path, ...]:
    """The folders and files that were indexed, as they were found then: absolute, without links."""
    return tuple(Path(source) for source in json.loads(store.meta("sources", "[]")))


def original(searcher: Searcher, document_id: str) -> Original:
    """The file of a document. Raises NotFound, which says why, where it may not or cannot be opened."""
    if not searcher.config.integer("originals"):
        raise NotFound("this server opens no originals; whoever runs it allows it with: sakuin serve --originals")
    store = searcher.library.store
    document, key = store.document(document_id), store.file_of(document_id)
    if document is None or not key:
        raise NotFound(f"there is no document {document_id!r} in this index")
    file = Path(from_kept(key))
    path = _inside(file, sources_of(store))
    if path is None:
        raise NotFound(f"the file of {document_id!r} does not lie in the folders of this collection and is not opened")
    if not path.is_file():
        raise NotFound(f"the file of {document_id!r} is no longer in its folder; index the folder again")
    member = MEMBER in document.path and not shown(file.as_posix()).endswith(document.path)
    return Original(document_id, path, member)


def _inside(file: Path, sources: tuple[Path, ...]) -> Path | None:
    """Where the links of a file lead; None where that is in none of the sources. The sources themselves are taken as
    they were when they were indexed, so that a folder cannot be exchanged for a link meanwhile."""
    try:
        path = file.resolve()
    except (OSError, RuntimeError, ValueError):
        return None
    inside = any(file.is_relative_to(source) and path.is_relative_to(source) for source in sources)
    return path if inside else None


def original_of(searcher: Searcher, document: DocumentRow) -> Original | None:
    """The same for a link to it; None where there is nothing to link to."""
    try:
        return original(searcher, document.id)
    except NotFound:
        return None
