"""What is searched in place of a typed word: its other spellings, names, loanwords, readings.

    spelling    with fewer okurigana, as one word or as two: 打ち切り, 打切り; ceasefire, cease fire
    number      with its numbers written otherwise: 14か条, 十四か条
    kana        another katakana rendering, or the other kana usage: エリツィン, イエリツィン; 言う, 言ふ
    derivation  made of it, or what it is made of: negotiate, negotiation
    name        another name of the same actor or term: ソ連, USSR
    loanword    what it is borrowed from, or as: ミサイル, missile
    reading     what sounds like it: reisen, れいせん, 冷戦

Every kind has its weight, below that of the word itself, and its switch (see `state.match_kinds`, which lists them).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from indexer.analysis import QueryWords, canonical, gram_slots, query_words
from indexer.analysis.derivations import derived
from indexer.analysis.english import stem
from indexer.analysis.folds import fold_letters
from indexer.analysis.keys import origin_key
from indexer.analysis.lemmas import is_listed
from indexer.analysis.number_writings import other_measures, other_numbering, other_numerals
from indexer.analysis.open_compounds import as_one_word, as_two_words
from indexer.analysis.romaji import romaji_key, typed_reading_key
from indexer.analysis.variants import other_kana_usage, other_okurigana
from indexer.query import Boost, Query, Reason, Term
from indexer.query_trees import NOTHING, all_of, any_of
from indexer.schema import PARTS
from search_app.planning.query_builders import literal
from search_app.planning.weights import Weights
from search_app.planning.word_clauses import other_kana, romanised, words_in_a_row
from search_app.query_language.authorities import Names, other_names
from search_app.query_language.scripts import language_of
from search_app.state.match_kinds import WEIGHTS
from search_app.state.switches import Switches


@dataclass(frozen=True, slots=True)
class Expansion:
    """What was searched in place of a typed word: the kind of it, its text and language (empty where it is none's)."""

    kind: str
    typed: str
    text: str
    lang: str = ""

    @property
    def other(self) -> str:
        """The text that is searched beside the typed one, empty where only the kind is known: any loanword of missile,
        anything that sounds like れいせん."""
        return "" if self.text == self.typed else self.text

    @property
    def key(self) -> str:
        """What the parameter `drop` names it by."""
        return f"{self.kind}:{self.text}"


Alternative = tuple[Expansion, Query]


class Expander:
    """Expands the words of one question. `is_word` says whether a word in Latin letters is one of the collection's:
    made is not read as まで where English stands."""

    def __init__(self, weights: Weights, names: Names, switches: Switches, is_word: Callable[[str], bool]) -> None:
        self._weights = weights
        self._names = names
        self._switches = switches
        self._is_word = is_word

    def spellings(self, text: str, words: QueryWords) -> list[Alternative]:
        """The word itself, written otherwise."""
        found = [(Expansion("kana", text, text), self._weighed("kana", other_kana(text, Reason("kana", text))))]
        for other in other_numerals(text):
            found.append(self._standing("number", text, other))
        found += self._renumbered(text)
        found += (self._standing("kana", text, other) for other in other_kana_usage(text))
        for other in other_okurigana(text) if len(words.terms) == 1 else ():
            if self._switches.off & {"inflection"} and other[-1] != text[-1]:
                continue  # 打ち切 for 打ち切る also stands in 打ち切った
            found.append(self._standing("spelling", text, other))
        compound = is_listed(fold_letters(text)) or self._is_word(text)
        found += (self._worded("spelling", text, " ".join(two)) for two in as_two_words(text) if compound)
        return self._admitted(found)

    def closed(self, first: str, second: str) -> list[Alternative]:
        """Two words written as one: cease fire, ceasefire."""
        other = as_one_word(first, second)
        return self._admitted([self._worded("spelling", f"{first} {second}", other)] if other else [])

    def derived(self, text: str, words: QueryWords) -> list[Alternative]:
        """What is made of an English word, or what it is made of, where its inflections are looked for too."""
        if len(words.terms) != 1 or words.acronym or not self._switches.on("inflection"):
            return []
        return self._admitted(self._worded("derivation", text, other) for other in derived(words.terms[0]))

    def numbered(self, text: str) -> list[Alternative]:
        """A thing that is numbered otherwise: SALT 2, SALT II. Its words are in a row, its capitals capitals. A number
        with its unit: 50 percent, 50パーセント."""
        measures = other_measures(canonical(text).text)
        return [*self._renumbered(text), *self._admitted(self._standing("number", text, each) for each in measures)]

    def _renumbered(self, text: str) -> list[Alternative]:
        return self._admitted(self._worded("number", text, other) for other in other_numbering(canonical(text).text))

    def names(self, typed: str) -> list[Alternative]:
        """The other names of what is called so."""
        names = other_names(self._names.called(typed), typed)
        return self._admitted(
            (Expansion("name", typed, name, language_of(name)), self._weighed("name", self._name(typed, name)))
            for name in names
        )

    def _name(self, typed: str, name: str) -> Query:
        """A name as it is written, and in the plural; an acronym in capitals only, dotted or not (U.S., US); a katakana
        name in any rendering."""
        terms, via = query_words(canonical(name)).terms, Reason("name", typed, name)
        if len(terms) == 1 and terms[0].isupper():
            return any_of(Term(f"{part}_w", terms[0], via) for part in PARTS)
        plural = (name + "s",) if name.isascii() and name[-1:].isalpha() else ()
        kana = other_kana(name, via)
        # The literal of a long name is worth the idf of all its bigrams; that of the typed word counts as little.
        written = [Boost(standing(each, via, self._weights), self._weights.phrase) for each in (name, *plural)]
        return any_of([*written, kana] if isinstance(kana, Term) else written)

    def other_languages(self, text: str, words: QueryWords, any_word: bool, named: bool) -> list[Alternative]:
        """The same word borrowed (missile, ミサイル), unless the collection says what it is called; the same sound."""
        found: list[Alternative] = []
        if not named and not words.acronym:
            found += self._borrowed(text, words)
        sound = self._sound(text)
        via = Reason("reading", text)
        sounds = [Term("keys", sound, via)] if sound else romanised(words, any_word, via)
        found.append((Expansion("reading", text, text), self._weighed("reading", any_of(sounds))))
        return self._admitted(found)

    def _borrowed(self, text: str, words: QueryWords) -> Iterator[Alternative]:
        """Loanwords from a Latin word, the Latin word a katakana one comes from."""
        if len(words.terms) != 1:
            return
        if text.isascii():
            key = Term("keys", origin_key(text), Reason("loanword", text))
            yield Expansion("loanword", text, text), self._weighed("loanword", key)
        for origin in words.origins:
            via = Reason("loanword", text, origin)
            query = all_of([Term("body_w", stem(part), via) for part in origin.split()])
            yield Expansion("loanword", text, origin, "en"), self._weighed("loanword", query)

    def _sound(self, text: str) -> str:
        """The reading typed in kana, or in Latin letters if the word is no word of the collection's own: reisen."""
        key = typed_reading_key(text)
        if not key and not (text.islower() and self._is_word(text)):
            key = romaji_key(text)
        return "r:" + key if key else ""

    def _worded(self, kind: str, typed: str, other: str) -> Alternative:
        """Other words, in a row and in any inflection."""
        words, via = query_words(canonical(other)), Reason(kind, typed, other)
        query = any_of(Boost(words_in_a_row(f"{part}_w", words, via), self._weights.part(part)) for part in PARTS)
        return Expansion(kind, typed, other, language_of(other)), self._weighed(kind, query)

    def _standing(self, kind: str, typed: str, other: str) -> Alternative:
        query = standing(other, Reason(kind, typed, other), self._weights)
        return Expansion(kind, typed, other, language_of(other)), self._weighed(kind, query)

    def _weighed(self, kind: str, query: Query) -> Query:
        return self._weights.weighed(WEIGHTS[kind], query)

    def _admitted(self, found: Iterable[Alternative]) -> list[Alternative]:
        return [row for row in found if row[1] != NOTHING and self._switches.admits(row[0].kind, row[0].text)]


def standing(text: str, via: Reason, weights: Weights) -> Query:
    """A text as it stands, anywhere in a passage."""
    slots = gram_slots(canonical(text))
    return any_of(Boost(literal(f"{part}_g", slots, via), weights.part(part)) for part in PARTS if slots)
