"""What one word of a question asks of one layer: its words in a row, near one another, or in another writing."""

import re
from collections.abc import Iterable, Sequence

from indexer.analysis import QueryWords, canonical, gram_slots
from indexer.analysis.english import stem
from indexer.analysis.keys import origin_key
from indexer.analysis.romaji import SHORTEST_ROMAJI, reading_key
from indexer.analysis.variants import katakana_key
from indexer.query import And, Near, Query, Term
from search_app.leaves import NOTHING, all_of, literal, row
from search_app.syntax import Quoted

LOOSE_FROM = 5
"""From this many words on, an unspaced question need only have them all, not in a row."""

MOST_NEIGHBOURS = 8
"""Words of a `"..."~5` beyond these are left out: each more makes the search for neighbours so many times longer."""

_KATAKANA = re.compile("[ァ-ヺー]{3,}")


def in_words(field: str, words: QueryWords) -> Query:
    """The words of a compound: in a row; joined by と, near in any order; many, all of them anywhere."""
    terms = words.terms
    if not terms:
        return NOTHING
    if len(terms) == 1:
        return Term(field, terms[0], "word")
    if len(terms) >= LOOSE_FROM:
        return And(tuple(Term(field, term, "word") for term in dict.fromkeys(terms)))
    if words.linked:
        return Near(tuple(row(field, [term], "word") for term in terms), len(terms) * 4, via="word")
    return row(field, terms, "word")


def near(part: str, pieces: Sequence[Sequence[str]], node: Quoted) -> Query:
    field = f"{part}_w"
    pieces = pieces[:MOST_NEIGHBOURS]
    if len(pieces) < 2:
        return row(field, pieces[0], "near") if pieces else NOTHING
    return Near(tuple(row(field, terms, "near") for terms in pieces), node.distance or 0, node.ordered, "near")


def borrowed(text: str, words: QueryWords) -> Iterable[Query]:
    """Loanwords from a Latin word, the Latin word a katakana one comes from."""
    if len(words.terms) != 1:
        return
    if text.isascii():
        yield Term("keys", origin_key(text), "loanword")
    for origin in words.origins:
        yield all_of([Term("body_w", stem(part), "loanword") for part in origin.split()])


def romanised(words: QueryWords, any_word: bool) -> Iterable[Query]:
    """The word in Latin letters, as one name or as several in any order: 松岡洋右, Matsuoka Yōsuke, Yōsuke Matsuoka."""
    keys = [reading_key(reading) for reading in words.readings]
    whole = reading_key("".join(words.readings))
    if len(whole) >= SHORTEST_ROMAJI:
        yield Term("keys", "l:" + whole, "reading")
    if len(keys) > 1 and all(len(key) >= SHORTEST_ROMAJI for key in keys):
        yield all_of([Term("keys", "l:" + key, "reading") for key in keys])
    if any_word and len(keys) > 1:
        yield from (Term("keys", "l:" + key, "reading") for key in keys if len(key) >= SHORTEST_ROMAJI)


def other_kana(text: str) -> list[Query]:
    """Other renderings of the katakana in a word; what else is in the word must stand as typed."""
    keys = [key for run in _KATAKANA.findall(text) if (key := katakana_key(run))]
    if not keys:
        return []
    rest = [gram_slots(canonical(piece)) for piece in _KATAKANA.split(text)]
    literals = [literal("body_g", slots, "literal") for slots in rest if slots]
    return [all_of([*(Term("keys", key, "kana") for key in keys), *literals])]
