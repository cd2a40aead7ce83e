"""Words of a question looked for in the other language, with the dictionary: whole, in pieces, composed, by sound.

    whole      what is an entry: 寺院, Buddhist temple; of several typed words together too: harvest moon, 名月
    pieces     the entries of a compound that is none, each by itself: 軍備|管理|交渉
    composed   two neighbours as they stand together in the collection, in either order: Yamana family, 山名家
    sounding   a name by the readings of its kanji that the collection has: 実茂, Saneshige

Translations are looked for in passages of their own language alone: a rare English word in a Japanese text would be
worth more than what was typed. How sure one is comes from the dictionary, and each weighs less than the typed word.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from indexer.analysis import canonical, gram_slots, query_words
from indexer.analysis.romaji import SHORTEST_ROMAJI, romaji_key
from indexer.dictionary.glosses import settled
from indexer.query import And, Boost, Maybe, Query, Reason, Term
from indexer.query_trees import NOTHING, all_of, any_of
from indexer.schema import PARTS
from search_app.planning.dictionary import Dictionary
from search_app.planning.expansion import Alternative, Expansion, standing
from search_app.planning.index_statistics import Frequency
from search_app.planning.query_builders import row
from search_app.planning.scoring import scoring
from search_app.planning.weights import Weights
from search_app.query_language.scripts import is_japanese
from search_app.state.switches import Switches

MOST_COMPOSED, MOST_SOUNDING = 8, 8
LONGEST_COMPOSED = 4
"""Words in a row that are composed."""

PIECE, COMPOSED, SOUNDING = 0.7, 0.8, 0.5
"""What a translation of a piece is worth beside one of the whole, and so on."""


class Translator:
    """Translates the words of one question. `languages` are those of the passages that can be hits."""

    def __init__(
        self,
        weights: Weights,
        dictionary: Dictionary,
        switches: Switches,
        frequency: Frequency,
        languages: Sequence[str] = (),
    ) -> None:
        self._weights = weights
        self._dictionary = dictionary if switches.on("dictionary") else Dictionary(None)
        self._switches = switches
        self._frequency = frequency
        self._languages = languages

    def word(self, text: str, any_word: bool) -> list[Alternative]:
        """What a word means; of a compound that is no entry, what its pieces mean: all of them, or any."""
        whole = self._meanings(text, text, 1.0)
        pieces = self._dictionary.pieces(text) if not whole else ()
        parts = [self._meanings(text, piece, PIECE) for piece in pieces]
        if any_word:
            each = [found for part in parts for found in part]
            composed = self._composed(text) if "-" in text else []
            sounding = [found for name in _names_of(text, pieces) for found in self._sounding(text, name)]
            return self._abroad(text, [*whole, *composed, *each, *sounding])
        if parts and all(parts):
            shown = Expansion("dictionary", text, " ".join(part[0][0].text for part in parts), part_language(text))
            whole = [*whole, (shown, all_of([any_of(query for _, query in part) for part in parts]))]
        return self._abroad(text, whole)

    def phrase(self, text: str) -> list[Alternative]:
        """What several typed words mean together."""
        return self._abroad(text, [*self._meanings(text, text, 1.0), *self._composed(text)])

    def knows(self, text: str) -> bool:
        """Whether several typed words are one entry."""
        return bool(self._dictionary.translations(text))

    def _meanings(self, typed: str, text: str, share: float) -> list[Alternative]:
        weight = self._weights.dictionary * share
        found = self._dictionary.translations(text)
        rows = ((each, Expansion("dictionary", typed, each.text, each.lang)) for each in found)
        return [
            (expansion, Boost(self._translation(typed, each.text, each.lang), weight * each.weight))
            for each, expansion in rows
            if self._switches.admits("dictionary", each.text)
        ]

    def _translation(self, typed: str, text: str, lang: str) -> Query:
        """Japanese as it stands, English as words in a row or as a romanised name."""
        source, via = canonical(text), Reason("dictionary", typed, text)
        words = query_words(source)
        if lang == "ja":
            ranked = scoring(words, gram_slots(source), PARTS, False, self._weights)
            return Maybe(Boost(standing(text, via, self._weights), self._weights.phrase), ranked)
        rows = [row(f"{part}_w", words.terms, via) for part in PARTS if words.terms]
        return Maybe(any_of([*rows, *_transcribed(text, via)]), scoring(words, (), PARTS, False, self._weights))

    def _composed(self, phrase: str) -> list[Alternative]:
        words = [word for word in re.split(r"[-\s]+", phrase) if word.lower() != "no"]
        texts: dict[str, None] = {}
        for cut in range(1, len(words)) if len(words) <= LONGEST_COMPOSED and not is_japanese(phrase) else ():
            heads, tails = (self._written(" ".join(half)) for half in (words[:cut], words[cut:]))
            both = ((head, tail) for head in heads for tail in tails)
            for head, tail in both:
                texts |= dict.fromkeys(t for t in (head + tail, tail + head, f"{head}の{tail}") if self._is_written(t))
        weight = self._weights.dictionary * COMPOSED
        return [
            (Expansion("dictionary", phrase, text, "ja"), Boost(self._translation(phrase, text, "ja"), weight))
            for text in list(texts)[:MOST_COMPOSED]
            if self._switches.admits("dictionary", text)
        ]

    def _written(self, text: str) -> list[str]:
        return [each for each in self._dictionary.writings(text) if self._is_written(each)]

    def _is_written(self, text: str) -> bool:
        """Whether every two characters of a Japanese text stand somewhere in the collection."""
        grams = [slot.text for slot in gram_slots(canonical(text)) if not slot.prefix]
        return all(self._frequency("body_g", gram) or self._frequency("title_g", gram) for gram in grams)

    def _sounding(self, typed: str, name: str) -> Iterator[Alternative]:
        """A name by the readings of its kanji that stand in the collection."""
        long = (key for key in self._dictionary.sounds(name) if len(key) >= SHORTEST_ROMAJI)
        keys = [key for key in long if self._frequency("keys", "l:" + key)][:MOST_SOUNDING]
        if keys:
            via = Reason("dictionary", typed, name)
            weight = self._weights.dictionary * SOUNDING
            query = any_of(Term("keys", "l:" + key, via) for key in keys)
            yield Expansion("dictionary", typed, name, "en"), Boost(query, weight)

    def _abroad(self, typed: str, found: Iterable[Alternative]) -> list[Alternative]:
        """Only in the passages of the language translated into, if there are any."""
        lang = part_language(typed)
        if (self._languages and lang not in self._languages) or not self._frequency("lang", lang):
            return []
        there = Boost(Term("lang", lang), 0.0)
        return [(expansion, And((query, there))) for expansion, query in found if query != NOTHING]


def part_language(typed: str) -> str:
    """The language that typed words are translated into."""
    return "en" if is_japanese(typed) else "ja"


def _transcribed(name: str, via: Reason) -> Iterator[Query]:
    """A romanised name in any romanisation and order: Oouchi Yoshinaga, Yoshinaga ŌUCHI."""
    keys = [settled(romaji_key(word.lower())) for word in name.split() if word.lower() != "no"]
    if keys and all(keys):
        yield all_of([Term("keys", "l:" + key, via) for key in keys])


def _names_of(text: str, pieces: Sequence[str]) -> list[str]:
    """What may be a name in a compound: its pieces of two or three kanji, and what single kanji stand together."""
    merged: list[str] = []
    single = False
    for piece in pieces or (text,):
        if len(piece) == 1 and single and merged:
            merged[-1] += piece
        else:
            merged.append(piece)
        single = len(piece) == 1
    return [piece for piece in merged if 2 <= len(piece) <= 3]
