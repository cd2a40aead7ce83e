"""Every document in the order of its title, by kana and letters: made once for an open index."""

import re
import sys
from typing import NamedTuple

from indexer.analysis import fold
from indexer.analysis.compiled import reading_columns
from indexer.storage.records import DocumentRow
from search_app.search.execution import count
from search_app.search.searcher import Searcher
from search_app.state.state import SearchState
from search_app.suggestions.collation import Key, plain_kana
from search_app.views.facet_values import initial
from search_app.views.recent import Recent

MOST_READ = 48
"""Characters of a title by which it is ordered."""

_SIGNS = re.compile(r"^[\W_]+")
_KATAKANA = re.compile("[ァ-ヶー]+")

_kept: "Recent[tuple[CatalogueRow, ...]]" = Recent(most=1)


class CatalogueRow(NamedTuple):
    """A document: the row of kana or the letter that its title stands under, and what it is listed by; `passages` are
    those that a filter on it brings."""

    letter: str
    id: str
    lang: str
    type: str
    date: str
    source: str
    passages: int


def catalogue(searcher: Searcher) -> tuple[CatalogueRow, ...]:
    """All documents by title: Japanese in the order of the fifty sounds, then by the alphabet, then all others."""
    return _kept.get(searcher.library, "", lambda: _made(searcher))


def _made(searcher: Searcher) -> tuple[CatalogueRow, ...]:
    passages = searcher.library.store.passage_counts()
    keyed: list[tuple[Key, CatalogueRow]] = []
    works: set[str] = set()
    for each in searcher.library.store.documents():
        keyed.append((title_place(each.title), _entry(each, passages.get(each.id, 0))))
        works.add(each.work)
    rows = (entry._replace(letter=sys.intern(initial(key))) for key, entry in sorted(keyed))
    return tuple(_whole(searcher, row) if row.id in works else row for row in rows)


def _whole(searcher: Searcher, row: CatalogueRow) -> CatalogueRow:
    """A document that others are part of, as a volume's front matter is: the filter on it brings their passages too."""
    return row._replace(passages=count(searcher, SearchState(chosen=(("doc", row.id),))))


def _entry(row: DocumentRow, passages: int) -> CatalogueRow:
    lang, kind, source = map(sys.intern, (row.lang, row.type, row.source))
    return CatalogueRow("", row.id, lang, kind, row.date, source, passages)


def title_place(title: str) -> Key:
    """What titles are ordered by: 『冷戦』の終わり by レイセン…, whatever follows; one that begins with a figure, or
    with what nobody can read, after all others. It costs a tenth of the order of a word (see `collation`)."""
    text = _SIGNS.sub("", title[:MOST_READ])
    if text[:1].isascii():
        return (1 if text[:1].isalpha() else 2, fold(text), "")
    cut = reading_columns(text)
    words = zip(cut.texts(), cut.starts, cut.ends, strict=True)
    kana = plain_kana("".join(reading or text[start:end] for reading, start, end in words))
    return (0 if _KATAKANA.match(kana) else 2, kana, "")
