"""A document or a passage by its id; where it leads nowhere, the ids much like it: one was cut short, or miscopied."""

from indexer.errors import NotFound
from indexer.storage.records import DocumentRow, Place
from search_app.search.searcher import Searcher

COMMON = 8
"""Figures that the id of a passage has in common with those named for it: of 16, so that chance names none."""

FEW = 3
"""Letters that the id of a document is cut short to, at least, to be looked for by its beginning."""

MOST_NEAR = 5


def document_of(searcher: Searcher, document_id: str) -> DocumentRow:
    """The document of this id. Raises NotFound."""
    if found := searcher.library.store.document(document_id):
        return found
    near = searcher.known_values.names("doc").nearest_values(document_id)
    begun = searcher.library.store.documents_beginning(document_id, MOST_NEAR) if len(document_id) >= FEW else ()
    near = tuple(dict.fromkeys((*near, *begun)))[:MOST_NEAR]
    message = f'there is no document {document_id!r} in this index; sakuin search "" --facets lists documents'
    raise NotFound(message, "document", document_id, near)


def places_of(searcher: Searcher, passage_id: str) -> tuple[Place, ...]:
    """Everywhere the passage of this id stands, at least once. Raises NotFound."""
    store, start = searcher.library.store, passage_id.strip().lower()[:COMMON]
    if places := store.places(passage_id):
        return places
    near = store.passages_beginning(start, MOST_NEAR) if len(start) == COMMON else ()
    message = f"there is no passage {passage_id!r} in this index; its text may have been changed or taken out"
    raise NotFound(message, "passage", passage_id, near)
