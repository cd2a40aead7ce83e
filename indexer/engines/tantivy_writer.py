"""What tantivy keeps of a passage, and how it gets there.

Finished terms go in as they are, places parted by spaces under the `whitespace` tokenizer; only a line with stacked
terms is handed over token by token. An integer field, never an unsigned one: a negative number would kill the thread
that writes. Each segment has its passages in the order of the index, so that one made of several tells nothing of how
they came (see tantivy_merging).
"""

from pathlib import Path
from typing import Self

from tantivy import Document, Index, PreTokenizedString, Schema, SchemaBuilder, Token

from indexer.document import IndexEntry
from indexer.engines.base import UNDATED, once, order_of
from indexer.engines.tantivy_queries import INDEXED, SPAN, span_term
from indexer.schema import COMBINED, KEYWORD_FIELDS, TEXT_FIELDS
from indexer.terms import STACK, Terms

HEAP = 256_000_000
"""Bytes of memory that the writer fills before it writes a segment."""


def _schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_text_field("order", stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    builder.add_text_field(SPAN, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("oldest", fast=True)
    builder.add_integer_field("newest", fast=True)
    for name, option in INDEXED.items():
        keyword = name in KEYWORD_FIELDS
        builder.add_text_field(
            name, fast=keyword, tokenizer_name="raw" if keyword else "whitespace", index_option=option
        )
    return builder.build()


def open_writer(path: Path) -> "TantivyWriter":
    """A writer at `path`, which is made if it is not there."""
    return TantivyWriter(path)


class TantivyWriter:
    """One tantivy writer, opened for one commit."""

    def __init__(self, path: Path) -> None:
        path.mkdir(parents=True, exist_ok=True)
        index = Index(_schema(), path=str(path), sort_by_field="order")
        self._fresh = index.searcher().num_docs == 0
        self._writer = index.writer(HEAP, 1)
        self._put: set[str] = set()
        self._open = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._open:
            self._writer.rollback()
            self._writer.wait_merging_threads()

    def put(self, entry: IndexEntry) -> None:
        """As Writer.put."""
        once(entry.id, self._put)
        document = _document(entry)
        self._forget(entry.id)
        self._put.add(entry.id)
        self._writer.add_document(document)

    def delete(self, passage_id: str) -> None:
        """As Writer.delete."""
        once(passage_id, self._put)
        self._forget(passage_id)

    def _forget(self, passage_id: str) -> None:
        if not self._fresh:
            self._writer.delete_documents_by_term("id", passage_id)

    def commit(self) -> None:
        """As Writer.commit."""
        self._writer.commit()
        self._writer.wait_merging_threads()
        self._open = False


def _document(entry: IndexEntry) -> Document:
    document = Document()
    document.add_text("id", entry.id)
    document.add_text("order", order_of(entry))
    for first, last in entry.dates:
        document.add_text(SPAN, span_term(first, last))
    document.add_integer("oldest", min((first for first, _ in entry.dates), default=UNDATED))
    document.add_integer("newest", -min((first for first, _ in entry.dates), default=-UNDATED))
    for name in TEXT_FIELDS:
        if terms := entry.texts.get(name):
            _add_terms(document, name, terms)
    for name, parts in COMBINED.items():
        lines = (entry.texts.get(part, "") for part in parts)
        document.add_text(name, " ".join(line for line in lines if line).replace(STACK, " "))
    for name in KEYWORD_FIELDS:
        for value in dict.fromkeys(entry.keywords.get(name, ())):
            document.add_text(name, value)
    return document


def _add_terms(document: Document, name: str, terms: Terms) -> None:
    if STACK in terms:
        places = enumerate(terms.split(" "))
        tokens = [Token(term, position, 0, 0) for position, place in places for term in place.split(STACK)]
        document.add_pre_tokenized_text(name, PreTokenizedString("", tokens))
    else:
        document.add_text(name, terms)
