"""What one word of a question asks of one layer: its words in a row, near one another, or in another writing."""

import re
from collections.abc import Sequence

from indexer.analysis import QueryWords, canonical, fold, gram_slots
from indexer.analysis.keys import katakana_runs
from indexer.analysis.romaji import SHORTEST_ROMAJI, reading_key
from indexer.query import And, Near, Query, Reason, Term
from indexer.query_trees import NOTHING, all_of
from search_app.planning.query_builders import literal, row
from search_app.query_language.scripts import KATAKANA
from search_app.query_language.syntax import Quoted

LOOSE_FROM = 5
"""From this many words on, an unspaced question need only have them all, not in a row."""

_KATAKANA = re.compile(f"[{KATAKANA}]{{3,}}")


def words_in_a_row(field: str, words: QueryWords, via: Reason) -> Query:
    """The words of a compound: in a row; joined by と, near in any order; many, all of them anywhere."""
    terms = words.terms
    if not terms:
        return NOTHING
    if len(terms) == 1:
        return Term(field, terms[0], via)
    if len(terms) >= LOOSE_FROM:
        return And(tuple(Term(field, term, via) for term in dict.fromkeys(terms)))
    if words.linked:
        return Near(tuple(row(field, [term], via) for term in terms), len(terms) * 4, via=via)
    return row(field, terms, via)


def near(part: str, pieces: Sequence[tuple[str, Sequence[str]]], node: Quoted) -> Query:
    """The pieces of a quotation, each with its terms, near one another."""
    field = f"{part}_w"
    rows = [row(field, terms, Reason("near", typed)) for typed, terms in pieces]
    if len(rows) < 2:
        return rows[0] if rows else NOTHING
    return Near(tuple(rows), node.distance or 0, node.ordered, Reason("near", node.text))


def romanised(words: QueryWords, any_word: bool, via: Reason) -> list[Query]:
    """The word in Latin letters, as one name or as several in any order: 松岡洋右, Matsuoka Yōsuke, Yōsuke Matsuoka."""
    keys = [reading_key(reading) for reading in words.readings]
    whole = reading_key("".join(words.readings))
    found: list[Query] = []
    if len(whole) >= SHORTEST_ROMAJI:
        found.append(Term("keys", "l:" + whole, via))
    if len(keys) > 1 and all(len(key) >= SHORTEST_ROMAJI for key in keys):
        found.append(all_of([Term("keys", "l:" + key, via) for key in keys]))
    if any_word and len(keys) > 1:
        found += (Term("keys", "l:" + key, via) for key in keys if len(key) >= SHORTEST_ROMAJI)
    return found


def other_kana(text: str, via: Reason) -> Query:
    """Other renderings of the katakana in a word; what else is in the word must stand as typed, beside it."""
    source = canonical(text).text
    keys = [key for run in katakana_runs(source, fold(source)) for key in run.beside or (run.key,)]
    if not keys:
        return NOTHING
    rest = [(piece, gram_slots(canonical(piece))) for piece in _KATAKANA.split(source)]
    literals = [literal("body_g", slots, Reason("literal", piece)) for piece, slots in rest if slots]
    return all_of([*(Term("keys", key, via) for key in keys), *literals])
