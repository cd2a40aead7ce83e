"""What was typed comes before what is searched in its place.

A passage that has what was typed, in any form of it, gets a constant: 冷戦 comes before Cold War, unless the rest of
the question speaks clearly for the other. It is given in passages of the language that was typed alone; an English
article that puts one word in kanji in brackets is no answer to a question in Japanese.
"""

from collections.abc import Sequence

from indexer.query import Boost, Constant, Maybe, Query, Term
from indexer.query_trees import all_of, any_of
from search_app.query_language.scripts import is_japanese


class TypedFirst:
    """The words of one question that have something searched in their place. `any_word` asks for any of them: then one
    constant stands for all, since the score says which of them are there."""

    def __init__(self, weight: float, any_word: bool) -> None:
        self._weight = weight
        self._any = any_word
        self._found: list[Query] = []

    def add(self, text: str, typed: Sequence[Query]) -> None:
        """A typed text, with the queries that find it."""
        language = Term("lang", "ja" if is_japanese(text) else "en")
        self._found.append(all_of([any_of(typed), language]))

    @property
    def count(self) -> int:
        """How many texts were added."""
        return len(self._found)

    def only(self, count: int) -> None:
        """Forget what was added after the first `count`."""
        del self._found[count:]

    def before(self, query: Query) -> Query:
        """The query with its constants."""
        there = [any_of(self._found)] if self._any and self._found else self._found
        bonus = [Boost(Constant(typed), self._weight) for typed in there]
        return Maybe(query, any_of(bonus)) if bonus else query
