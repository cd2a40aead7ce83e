"""What a run need not do again: documents, and the places of passages, that stand in the index as they would be put.

An edited table is read anew, but most of its rows say what they said; a book with another sentence in the middle has
all its other passages where they were. Documents are told by a digest that the store keeps, places by a key that is
made from what the store says of them.
"""

from hashlib import blake2b
from typing import Protocol

from indexer.document import Document, Metadata, Passage
from indexer.storage.document_store import Store

SIZE = 8
"""Bytes of a digest: of 2^32 changed documents one is taken for what it was."""


class Described(Protocol):
    """What a passage is narrowed by besides its metadata: a document, read anew or from the store."""

    @property
    def title(self) -> str: ...
    @property
    def work(self) -> str: ...
    @property
    def authors(self) -> tuple[str, ...]: ...
    @property
    def type(self) -> str: ...
    @property
    def archive(self) -> str: ...


def document_digest(document: Document, file: str) -> bytes:
    """What a document of a file is known by; any other word of it, any other field, gives another."""
    return blake2b(repr((file, document)).encode(errors="surrogatepass"), digest_size=SIZE).digest()


def place_key(passage: Passage, metadata: Metadata, document: Described) -> bytes:
    """What a place is known by: all that the engine's entry of it is made of (see `entries.entry`)."""
    p, d = passage, document
    written = (
        p.id, p.document_id, p.ordinal, p.lang, p.heading_path, p.hidden, p.opens, metadata,
        d.title, d.work, d.authors, d.type, d.archive,
    )  # fmt: skip
    return blake2b(repr(written).encode(errors="surrogatepass"), digest_size=SIZE).digest()


def standing(store: Store, document_id: str) -> dict[bytes, str]:
    """The places of a document that the store has, by their keys, with the passage that stands in each."""
    found = store.passages_of(document_id)
    return {place_key(place.passage, place.metadata, place.document): place.passage.id for place in found}
