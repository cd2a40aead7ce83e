"""Other engines, asked the same questions over the same finished terms: search, five facets, ten stored texts."""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import tantivy
from speed_data import FACETS, Passage, Question
from speed_debian import Groonga, Xapian, has_groonga, xapian_python
from whoosh import fields, index, query, sorting
from whoosh.analysis import SpaceSeparatedTokenizer

TEXTS, VALUES = 10, 40


class Peer(Protocol):
    """An engine to compare with; `name` heads its column, `kinds` are the questions it can be asked."""

    name: str
    kinds: tuple[str, ...]

    def ask(self, question: Question) -> int:
        """Answers in full; gives how many passages there are."""


class RawTantivy:
    """tantivy alone: search and aggregation, no texts."""

    name = "raw tantivy"
    kinds = ("and", "or", "phrase", "literal", "prefix")

    def __init__(self, found: Sequence[Passage], work: Path) -> None:
        builder = tantivy.SchemaBuilder()
        for name in ("w", "g"):
            builder.add_text_field(name, tokenizer_name="whitespace")
        for name in FACETS:
            builder.add_text_field(name, tokenizer_name="raw", fast=True, index_option="basic")
        self._schema = builder.build()
        path = work / "raw-tantivy"
        fresh = not path.is_dir()
        path.mkdir(exist_ok=True)
        opened = tantivy.Index(self._schema, path=str(path))
        if fresh:
            self._write(opened, found)
        opened.reload()
        self._searcher = opened.searcher()

    @staticmethod
    def _write(opened: tantivy.Index, found: Sequence[Passage]) -> None:
        writer = opened.writer(256_000_000, 1)
        for passage in found:
            document = tantivy.Document()
            document.add_text("w", passage.words)
            document.add_text("g", passage.grams)
            for facet, value in passage.facets:
                document.add_text(facet, value)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def ask(self, question: Question) -> int:
        asked = self._query(question)
        facets = {facet: {"terms": {"field": facet, "size": VALUES, "segment_size": 60_000}} for facet in FACETS}
        self._searcher.aggregate(asked, facets)
        return int(self._searcher.search(asked, TEXTS).count)  # type: ignore[attr-defined]

    def _query(self, question: Question) -> tantivy.Query:
        make, field = tantivy.Query, "g" if question.kind == "literal" else "w"
        if question.kind == "prefix":
            return make.regex_query(self._schema, field, question.terms[0] + ".*")
        if question.kind in ("phrase", "literal") and len(question.terms) > 1:
            return make.phrase_query(self._schema, field, list(question.terms))
        occur = tantivy.Occur.Should if question.kind == "or" else tantivy.Occur.Must
        return make.boolean_query([(occur, make.term_query(self._schema, field, term)) for term in question.terms])


class StockWhoosh:
    """Whoosh with its own queries, scoring and facets over the words."""

    name = "whoosh"
    kinds = ("and", "or", "phrase", "prefix")

    def __init__(self, found: Sequence[Passage], work: Path) -> None:
        path = work / "whoosh"
        if not path.is_dir():
            self._write(found, path)
        self._searcher = index.open_dir(str(path)).searcher()

    @staticmethod
    def _write(found: Sequence[Passage], path: Path) -> None:
        path.mkdir()
        keywords = {name: fields.KEYWORD(stored=True, sortable=True) for name in FACETS}
        schema = fields.Schema(w=fields.TEXT(SpaceSeparatedTokenizer()), text=fields.STORED, **keywords)
        writer = index.create_in(str(path), schema).writer(limitmb=512)
        for passage in found:
            writer.add_document(w=passage.words, text=passage.text, **dict(passage.facets))
        writer.commit()

    def ask(self, question: Question) -> int:
        terms = [query.Term("w", term) for term in question.terms]
        kinds: dict[str, Callable[[], query.Query]] = {
            "and": lambda: query.And(terms),
            "or": lambda: query.Or(terms),
            "phrase": lambda: query.Phrase("w", list(question.terms)),
            "prefix": lambda: query.Prefix("w", question.terms[0]),
        }
        grouped = sorting.Facets()
        for facet in FACETS:
            grouped.add_field(facet)
        found = self._searcher.search(kinds[question.kind](), limit=TEXTS, groupedby=grouped)
        texts = [hit["text"] for hit in found]
        return len(found) if texts else 0


class Fts5:
    """SQLite's FTS5; `tokenizer` is unicode61 over the same words, or trigram over the texts."""

    def __init__(self, found: Sequence[Passage], work: Path, tokenizer: str) -> None:
        self.name = f"FTS5 {tokenizer}"
        self._trigram = tokenizer == "trigram"
        self.kinds = ("and", "or", "literal") if self._trigram else ("and", "or", "phrase", "prefix")
        path = work / f"fts5-{tokenizer}.sqlite"
        fresh = not path.is_file()
        self._db = sqlite3.connect(path)
        if fresh:
            self._write(found, tokenizer)

    def _write(self, found: Sequence[Passage], tokenizer: str) -> None:
        self._db.execute(f"CREATE VIRTUAL TABLE t USING fts5(x, content='', tokenize='{tokenizer}')")
        self._db.execute("CREATE TABLE texts (id INTEGER PRIMARY KEY, text TEXT)")
        self._db.execute("CREATE TABLE facets (id INTEGER, field TEXT, value TEXT)")
        for number, passage in enumerate(found):
            text = passage.text if self._trigram else passage.words
            self._db.execute("INSERT INTO t (rowid, x) VALUES (?, ?)", (number, text))
            self._db.execute("INSERT INTO texts VALUES (?, ?)", (number, passage.text))
            self._db.executemany("INSERT INTO facets VALUES (?, ?, ?)", [(number, *each) for each in passage.facets])
        self._db.execute("CREATE INDEX facets_id ON facets (id, field, value)")
        self._db.commit()

    def ask(self, question: Question) -> int:
        match = self._match(question)
        best = "SELECT texts.text FROM t JOIN texts ON id = t.rowid WHERE t MATCH ? ORDER BY t.rank LIMIT ?"
        self._db.execute(best, (match, TEXTS)).fetchall()
        counted = (
            "SELECT field, value, count(*) FROM facets WHERE id IN (SELECT rowid FROM t WHERE t MATCH ?) "
            "GROUP BY field, value ORDER BY 3 DESC LIMIT 200"
        )
        self._db.execute(counted, (match,)).fetchall()
        return int(self._db.execute("SELECT count(*) FROM t WHERE t MATCH ?", (match,)).fetchone()[0])

    def _match(self, question: Question) -> str:
        if question.kind == "prefix":
            return f'"{question.terms[0]}"*'
        if question.kind == "literal":
            return question.typed
        words = question.typed.replace(" OR ", " ").split() if self._trigram else question.terms
        quoted = [f'"{word}"' for word in words]
        return {"or": " OR ", "phrase": " + "}.get(question.kind, " AND ").join(quoted)


def installed() -> list[str]:
    """The peers that can be asked here."""
    names = ["tantivy", "unicode61", "trigram", "whoosh"]
    return names + ["groonga"] * has_groonga() + ["xapian"] * bool(xapian_python())


def peers(found: Sequence[Passage], work: Path, names: Sequence[str]) -> list[Peer]:
    """The peers of these names, each with its index made or found in `work`."""
    makers: dict[str, Callable[[], Peer]] = {
        "tantivy": lambda: RawTantivy(found, work),
        "whoosh": lambda: StockWhoosh(found, work),
        "unicode61": lambda: Fts5(found, work, "unicode61"),
        "trigram": lambda: Fts5(found, work, "trigram"),
        "groonga": lambda: Groonga(found, work),
        "xapian": lambda: Xapian(found, work),
    }
    return [makers[name]() for name in names]
