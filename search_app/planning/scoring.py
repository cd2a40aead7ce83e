"""What ranks the passages that a word of a question finds: terms that are never marked, each with its weight.

    words    BM25
    bigrams  BM25, lightly: for what MeCab cuts otherwise

A whole question of `match=any` (one with particles, or LOOSE_FROM words and more) is scored by how much of it a passage
has: one that has more of its words comes before one that has a few of them often. Titles and names are not: what is
named often is meant.

    words    BM25, and a constant for each word that is there at all
    bigrams  the same, lightly
    pairs    neighbouring words in a row

A title stands above every passage of its document: a word in it is as good as one in the text. Words are counted in one
field of all parts (BM25F with equal weights; Robertson, Zaragoza and Taylor 2004, "Simple BM25 Extension to Multiple
Weighted Fields"). For bigrams such a field would be a fifth of the index; of them the best part counts.

Sources: the best of the parts is Lucene's DisjunctionMaxQuery; the constant for a word that is there at all is the
delta of BM25+ (Lv and Zhai 2011, "Lower-Bounding Term Frequency Normalization"), the pairs are the ordered features of
the sequential dependence model (Metzler and Croft 2005, "A Markov Random Field Model for Term Dependencies").
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from indexer.analysis import GramSlot, QueryWords
from indexer.query import Boost, Query, Term
from indexer.query_trees import any_of, best_of
from indexer.schema import PARTS
from search_app.planning.query_builders import row
from search_app.planning.weights import Weights
from search_app.planning.word_clauses import LOOSE_FROM

INTERROGATIVES = frozenset({
    "何", "何時", "何処", "誰", "何の", "何れ", "何方", "幾つ", "幾ら", "どう", "如何", "何故", "どんな", "何時頃",
})  # fmt: skip
"""Words that ask: a text that answers いつ need not say it. They are rare in texts and would count as telling."""


ABOVE, BOTH = 0.8, 0.15
"""What a bigram that stands in a title or heading alone is worth beside one in a text of average length, and what it
adds there in any case. Fitted on the Kyoto titles and terms, so that a field of all bigrams can be done without."""


def is_question(words: Sequence[QueryWords]) -> bool:
    """Whether typed words are a whole question, not a name: a sentence, a word that asks, LOOSE_FROM words and more."""
    asks = any(each.sentence or not INTERROGATIVES.isdisjoint(each.terms) for each in words)
    return asks or sum(len(each.terms) for each in words) >= LOOSE_FROM


def scoring(
    words: QueryWords, slots: Sequence[GramSlot], parts: Sequence[str], any_word: bool, weights: Weights
) -> Query:
    """What a word or an unspaced question adds; title and headings count as part of the text."""
    grams = tuple(dict.fromkeys(slot.text for slot in slots if not slot.prefix and not words.acronym))
    terms = telling(words.terms)
    question = any_word and is_question([words])
    scored = list(_weighed(parts, terms, grams, question, weights))
    if question and "body" in parts:
        scored += (Boost(pair, weights.pair) for pair in _pairs("body_w", terms))
    return any_of(scored)


def _weighed(
    parts: Sequence[str], terms: Sequence[str], grams: Sequence[str], question: bool, weights: Weights
) -> Iterable[Query]:
    """The words and bigrams."""
    words = ("text",) if tuple(parts) == PARTS else parts
    layers = ((_fields(words, "w"), tuple(dict.fromkeys(terms)), 1.0), (_fields(parts, "g"), grams, weights.gram))
    for fields, found, weight in layers if grams else layers[:1]:
        yield Boost(any_of(_counted(fields, term) for term in found), weight)
        if question:
            yield Boost(any_of(_there(fields, term) for term in found), weight * weights.presence)


def _fields(parts: Sequence[str], layer: str) -> Sequence[str]:
    return [f"{part}_{layer}" for part in parts]


def _counted(fields: Sequence[str], term: str) -> Query:
    """A term, counted in the first field, and nearly as good where it stands in the others alone."""
    first, *above = (Term(field, term, once=place > 0) for place, field in enumerate(fields))
    best = best_of([first, *(Boost(other, ABOVE) for other in above)])
    return any_of([best, *(Boost(other, BOTH) for other in above)])


def _there(fields: Sequence[str], term: str) -> Query:
    """A term that is there at all, in whatever field."""
    return best_of([Term(field, term, once=True) for field in fields])


def telling(terms: Sequence[str]) -> Sequence[str]:
    """The terms without the words that ask, if others are left: of 理由は何か 理由."""
    return [term for term in terms if term not in INTERROGATIVES] or terms


def _pairs(field: str, terms: Sequence[str]) -> Iterable[Query]:
    """Each two neighbours as a phrase, once."""
    return (row(field, pair, None) for pair in dict.fromkeys(pairwise(terms)))
