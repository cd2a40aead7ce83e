"""Another collection file: eras and actors of all passages are found anew, and put where they are others than before.

Nothing is read or analysed for that. The dates of a passage do not depend on the collection; its text, its headings and
what its document says of actors are in the store.
"""

from indexer.collection import Collection
from indexer.metadata import describe_dated
from indexer.storage.records import document_of
from indexer.storage.store_writer import StoreWriter


def described_anew(store: StoreWriter, collection: Collection) -> set[str]:
    """Bring the metadata in a store up to date; gives the passages for which it is another."""
    ids = [row.id for row in store.documents()]
    return {passage for document_id in ids for passage in _document_anew(store, document_id, collection)}


def _document_anew(store: StoreWriter, document_id: str, collection: Collection) -> set[str]:
    places = store.passages_of(document_id)
    if not places:
        return set()
    dates = [place.metadata.dates for place in places]
    passages = [place.passage for place in places]
    found = describe_dated(document_of(places[0].document), passages, dates, collection)
    changed = {place.passage.id for place, about in zip(places, found, strict=True) if place.metadata != about}
    if changed:
        store.put_metadata(places, found)
    return changed
