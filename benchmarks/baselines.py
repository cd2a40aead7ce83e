"""The baselines: what a sensible person would use instead, over the same texts; every one searches for any term."""

import re
import sqlite3
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

import fugashi
from bm25 import Bm25
from corpora import Text

LIMIT = 100
Answer = Callable[[str], list[str]]
"""A search engine: from a question to the ids it finds, best first."""

_RUNS = re.compile(r"[a-z0-9]+|[^\W_]+")


def whoosh_cjk(texts: Sequence[Text]) -> Answer:
    """Whoosh with the analyzer it has for Japanese: every character a term, BM25F."""
    from whoosh.analysis import CJKAnalyzer
    from whoosh.fields import ID, TEXT, Schema
    from whoosh.filedb.filestore import RamStorage
    from whoosh.query import Or, Term

    analyzer = CJKAnalyzer()
    index = RamStorage().create_index(Schema(id=ID(stored=True), body=TEXT(analyzer=analyzer)))
    with index.writer(limitmb=512) as writer:
        for text in texts:
            writer.add_document(id=text.id, body=text.whole)
    searcher = index.searcher()

    def answer(question: str) -> list[str]:
        terms = dict.fromkeys(token.text for token in analyzer(question, mode="query"))
        hits = searcher.search(Or([Term("body", term) for term in terms]), limit=LIMIT)
        return [hit["id"] for hit in hits]

    return answer


def bm25(cut: Callable[[str], list[str]], texts: Sequence[Text]) -> Answer:
    """BM25 over the terms that `cut` makes."""
    index = Bm25([cut(text.whole) for text in texts])
    return lambda question: [texts[number].id for number in index.search(cut(question), LIMIT)]


def words(text: str) -> list[str]:
    """MeCab's words as they are written."""
    return [word.surface for word in _tagger(_folded(text)) if any(letter.isalnum() for letter in word.surface)]


def bigrams(text: str) -> list[str]:
    """Every two characters that stand together; Latin words and numbers whole."""
    return [term for run in _RUNS.findall(_folded(text)) for term in _grams(run)]


def _grams(run: str) -> Iterator[str]:
    if run.isascii() or len(run) < 2:
        yield run
    else:
        yield from (run[i : i + 2] for i in range(len(run) - 1))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


_tagger = fugashi.Tagger()


def fts5_trigram(texts: Sequence[Text]) -> Answer:
    """SQLite's full-text search with its trigram tokenizer; it finds nothing for fewer than three characters."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE texts USING fts5(id UNINDEXED, body, tokenize = 'trigram')")
    base.executemany("INSERT INTO texts VALUES (?, ?)", ((text.id, text.whole) for text in texts))

    def answer(question: str) -> list[str]:
        grams = dict.fromkeys(question[i : i + 3].replace('"', '""') for i in range(len(question) - 2))
        match = " OR ".join(f'"{gram}"' for gram in grams)
        sql = "SELECT id FROM texts WHERE texts MATCH ? ORDER BY bm25(texts) LIMIT ?"
        return [row[0] for row in base.execute(sql, (match, LIMIT))] if match else []

    return answer


BASELINES: Mapping[str, Callable[[Sequence[Text]], Answer]] = {
    "whoosh CJK": whoosh_cjk,
    "BM25 words": partial(bm25, words),
    "BM25 bigrams": partial(bm25, bigrams),
    "FTS5 trigram": fts5_trigram,
}
