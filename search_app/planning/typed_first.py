"""What was typed comes before what is searched in its place.

A passage that has what was typed, in any form of it, gets a constant: 冷戦 comes before Cold War, unless the rest of
the question speaks clearly for the other. It is given in passages of the language that was typed alone; an English
article that puts one word in kanji in brackets is no answer to a question in Japanese.
"""

from collections.abc import Sequence

from indexer.query import Boost, Constant, Maybe, Query, Term
from indexer.query_trees import all_of, any_of
from search_app.query_language.scripts import is_japanese


def typed_alone(text: str, typed: Sequence[Query]) -> Query:
    """A typed text that has something searched in its place, with the queries that find it."""
    return all_of([any_of(typed), Term("lang", "ja" if is_japanese(text) else "en")])


def typed_first(query: Query, typed: Sequence[Query], weight: float, any_word: bool) -> Query:
    """The query with a constant for each typed text. `any_word` asks for any of them: then one constant stands for all,
    since the score says which of them are there."""
    there = [any_of(typed)] if any_word and typed else typed
    bonus = [Boost(Constant(each), weight) for each in there]
    return Maybe(query, any_of(bonus)) if bonus else query
