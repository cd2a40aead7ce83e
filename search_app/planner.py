"""From a question to what the engine is asked: each word in every layer, each layer with its weight.

A bare word is found if any of these holds, and scored by its words and bigrams wherever it was found:

    literal   it stands in the text as typed (layer g), whatever the words around it are
    word      its words stand in a row, in any inflection or spelling (layer w)
    kana      another katakana rendering of it stands there (イエリツィン, エリツィン)
    spelling  it stands there with fewer okurigana (打ち切り, 打切り)
    number    it stands there with its numbers written otherwise (14か条, 十四か条)
    date      the same date stands there, in any calendar (昭和20年, August 1945)
    loanword  the word it comes from, or that comes from it, stands there (ミサイル, missile)
    reading   something that sounds like it stands there (reisen, れいせん, 冷戦)
    name      another name of the same actor or term stands there (ソ連, USSR)

Source of the design: fusing word and n-gram evidence, as measured on this project's development sets; the weights
are settings.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from indexer.analysis import GramSlot, QueryWords, canonical, gram_slots, query_words
from indexer.analysis.romaji import romaji_key, typed_reading_key
from indexer.analysis.variants import other_numerals, other_okurigana
from indexer.config import Config
from indexer.document import DateSpan
from indexer.prepare import date_keys
from indexer.query import And, Boost, DateRange, Every, Maybe, Not, Query, Term
from indexer.schema import PARTS
from search_app.clauses import borrowed, in_words, near, other_kana, romanised
from search_app.leaves import NOTHING, all_of, any_of, literal, of_part, own
from search_app.names import Names, other_names
from search_app.notes import Note
from search_app.syntax import AllOf, AnyOf, Dated, Fuzzed, Has, InYears, Node, Quoted, Wild, Without, Word
from search_app.wildcards import fuzzy, wild

MOST_NAME_WORDS = 6
LONGEST_LITERAL = 10
"""Bigrams of a run that `match=any` also looks for as it stands."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """A typed word and the other names that were searched with it."""

    typed: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """What the engine is asked, and what was added to the question on the way."""

    query: Query
    expansions: tuple[Expansion, ...] = ()
    notes: tuple[Note, ...] = ()


class Planner:
    """Plans one question.

    `any_word` asks for any of the words, best first, instead of all of them. `is_word` says whether a word in Latin
    letters is one of the collection's: made is not read as まで where English stands.
    """

    def __init__(
        self, config: Config, names: Names, any_word: bool = False, is_word: Callable[[str], bool] = lambda word: False
    ) -> None:
        self._config = config
        self._is_word = is_word
        self._names = names
        self._any = any_word
        self._expand = True
        self._expansions: dict[str, tuple[str, ...]] = {}
        self._notes: list[Note] = []

    def plan(self, tree: Node | None) -> Planned:
        """The query of a parsed question; one without a question finds everything."""
        query = Every() if tree is None else _anchored(self._node(tree))
        expansions = tuple(Expansion(typed, names) for typed, names in self._expansions.items())
        return Planned(query, expansions, tuple(self._notes))

    def _node(self, node: Node) -> Query:
        match node:
            case Word() | Quoted() | Wild() | Fuzzed():
                query = self._in_parts(node, _parts(node.part))
                return of_part(query) if node.part else query
            case Dated(text, span):
                return self._dated(text, span)
            case InYears(_, first, last):
                return DateRange(first, last)
            case Has(field, value):
                return Term(field, self._value(field, value))
            case AnyOf(parts):
                return any_of(self._node(part) for part in parts)
            case Without(part):
                return Not(self._unexpanded(part))
            case AllOf(parts):
                return self._all(parts)

    def _in_parts(self, node: Word | Quoted | Wild | Fuzzed, parts: Sequence[str]) -> Query:
        match node:
            case Word(text):
                return self._word(text, parts)
            case Quoted():
                return self._quoted(node, parts)
            case Wild(text):
                return any_of(wild(text, f"{part}_g") for part in parts)
            case Fuzzed(text, edits):
                return any_of(fuzzy(text, edits, part) for part in parts)

    def _dated(self, text: str, span: DateSpan) -> Query:
        """A date as it stands, or in any other way of writing it."""
        same = Term("keys", date_keys(span)[-1], "date")
        return Maybe(any_of([self._literal(text, "literal"), same]), self._scoring(query_words(canonical(text)), ()))

    def _unexpanded(self, node: Node) -> Query:
        """What is excluded is excluded as typed: -ソ連 does not take away what only says USSR."""
        before, self._expand = self._expand, False
        query = self._node(node)
        self._expand = before
        return query

    # several words

    def _all(self, parts: Sequence[Node]) -> Query:
        unwanted = [part for part in parts if isinstance(part, Without)]
        wanted = self._without_function_words([part for part in parts if not isinstance(part, Without)])
        found = [query for query in self._named(wanted) if query != NOTHING]
        if self._any:
            strict = [self._node(part) for part in wanted if isinstance(part, Has | InYears)]
            loose = [q for q in found if q not in strict]
            found = [*strict, any_of(loose)] if loose else strict
        return all_of([*(found or [Every()]), *(self._node(part) for part in unwanted)])

    def _without_function_words(self, parts: list[Node]) -> list[Node]:
        """`the fall of the wall` asks for fall and wall; `to be or not to be` for all of its words."""
        content = [p for p in parts if not (isinstance(p, Word) and query_words(canonical(p.text)).function)]
        return content or parts

    def _named(self, parts: Sequence[Node]) -> Iterable[Query]:
        """The query of each part, but of several words together where they are one name (Kuril Islands)."""
        position = 0
        while position < len(parts):
            length = self._name_length(parts, position)
            if length > 1:
                words = [part.text for part in parts[position : position + length] if isinstance(part, Word)]
                typed = all_of([self._word(word, PARTS) for word in words])
                yield any_of([typed, *self._other_names(" ".join(words))])
            else:
                yield self._node(parts[position])
            position += length

    def _name_length(self, parts: Sequence[Node], position: int) -> int:
        words: list[str] = []
        for part in parts[position : position + MOST_NAME_WORDS]:
            if not isinstance(part, Word) or part.part:
                break
            words.append(part.text)
        lengths = range(len(words), 1, -1)
        return next((n for n in lengths if self._names.called(" ".join(words[:n]))), 1) if self._expand else 1

    # one word

    def _word(self, text: str, parts: Sequence[str]) -> Query:
        source = canonical(text)
        slots, words = gram_slots(source), query_words(source)
        if not slots:
            return NOTHING
        scoring = self._scoring(words, slots, parts)
        if self._any and len(words.terms) >= 2:
            found = [*self._loose(words, parts), *self._short_literal(slots, parts)]
        else:
            found = [query for part in parts for query in self._in_part(part, slots, words)]
        if tuple(parts) == PARTS and not words.acronym:
            found += (*other_kana(source.text), *self._other_spellings(source.text, words))
        if tuple(parts) == PARTS and self._expand:
            named = self._other_names(text)
            found += (*named, *self._other_languages(text, words, bool(named)))
        return Maybe(any_of(found), scoring)

    def _in_part(self, part: str, slots: Sequence[GramSlot], words: QueryWords) -> Iterable[Query]:
        weight = self._part_weight(part)
        if not words.acronym:
            yield Boost(literal(f"{part}_g", slots, "literal"), weight * self._config.number("phrase_weight"))
        wording = in_words(f"{part}_w", words)
        if wording != NOTHING:
            yield Boost(wording, weight * self._config.number("phrase_weight"))
        yield from (Boost(Term(f"{part}_w", closed, "word"), weight) for closed in words.closed)

    def _loose(self, words: QueryWords, parts: Sequence[str]) -> Iterable[Query]:
        """Any of the words, each marked where it stands; the scoring counts them."""
        return (Boost(Term(f"{part}_w", term, "word"), 0.0) for part in parts for term in dict.fromkeys(words.terms))

    def _short_literal(self, slots: Sequence[GramSlot], parts: Sequence[str]) -> Iterable[Query]:
        """The run as it stands, for what MeCab cuts otherwise in the text; nobody types a longer one by heart."""
        short = slots if len(slots) <= LONGEST_LITERAL else ()
        return (Boost(literal(f"{part}_g", short, "literal"), 0.0) for part in parts if short)

    def _scoring(self, words: QueryWords, slots: Sequence[GramSlot], parts: Sequence[str] = PARTS) -> Query:
        """BM25 over words and bigrams. In all parts together, title and headings count as part of the text."""
        grams = dict.fromkeys(slot.text for slot in slots if not slot.prefix and not words.acronym)
        terms = dict.fromkeys(words.terms)
        scored: list[Query] = []
        for part in ("text",) if tuple(parts) == PARTS else parts:
            weighed = any_of(Term(f"{part}_g", gram) for gram in grams)
            scored += (Term(f"{part}_w", term) for term in terms)
            scored += [Boost(weighed, self._config.number("gram_weight"))] if grams else []
        return any_of(scored)

    def _part_weight(self, part: str) -> float:
        return 1.0 if part == "body" else self._config.number(f"{part}_weight")

    def _literal(self, text: str, via: str) -> Query:
        """A text as it stands, anywhere in a passage."""
        slots = gram_slots(canonical(text))
        if not slots:
            return NOTHING
        return any_of(Boost(literal(f"{part}_g", slots, via), self._part_weight(part)) for part in PARTS)

    def _other_spellings(self, text: str, words: QueryWords) -> Iterable[Query]:
        """A word with its numbers or its okurigana written otherwise, as it would stand."""
        weight = self._config.number("key_weight")
        for other in other_numerals(text):
            yield Boost(self._literal(other, "number"), weight)
        for other in other_okurigana(text) if len(words.terms) == 1 else ():
            yield Boost(self._literal(other, "spelling"), weight)

    def _other_languages(self, text: str, words: QueryWords, named: bool) -> Iterable[Query]:
        """The same word borrowed (missile, ミサイル), unless the collection says what it is called; the same sound."""
        if not named and not words.acronym:
            for key in borrowed(text, words):
                yield Boost(key, self._config.number("loan_weight"))
        sound = self._sound(text)
        sounds = [Term("keys", sound, "reading")] if sound else romanised(words, self._any)
        yield from (Boost(query, self._config.number("reading_weight")) for query in sounds)

    def _sound(self, text: str) -> str:
        """The reading typed in kana, or in Latin letters if the word is no word of the collection's own: reisen."""
        key = typed_reading_key(text)
        if not key and not (text.islower() and self._is_word(text)):
            key = romaji_key(text)
        return "r:" + key if key else ""

    def _other_names(self, typed: str) -> list[Query]:
        authorities = self._names.called(typed)
        names = other_names(authorities, typed)
        if names:
            self._expansions[typed] = names
        weight = self._config.number("name_weight")
        return [Boost(query, weight) for name in names for query in self._name(name)]

    def _name(self, name: str) -> Iterable[Query]:
        """A name as it is written, and in the plural; an acronym in capitals only."""
        words = query_words(canonical(name))
        if words.acronym:
            yield any_of(Term(f"{part}_w", words.terms[0], "name") for part in PARTS)
            return
        yield self._literal(name, "name")
        if name.isascii() and name[-1:].isalpha():
            yield self._literal(name + "s", "name")

    def _value(self, field: str, value: str) -> str:
        if field not in ("actor", "era"):
            return value.lower() if field == "lang" else value
        known = self._names.identifier(field, value)
        if known is None:
            self._notes.append(Note("unknown-name", value))
        return known or value

    # quotations

    def _quoted(self, node: Quoted, parts: Sequence[str]) -> Query:
        if node.distance is not None:
            pieces = [query_words(canonical(piece)).terms for piece in node.text.split()]
            return any_of(near(part, [p for p in pieces if p], node) for part in parts)
        source = canonical(node.text)
        words, slots = query_words(source), gram_slots(source)
        if not slots:
            return NOTHING
        if words.acronym:
            return any_of(Term(f"{part}_w", words.terms[0], "exact") for part in parts)
        exact = any_of(Boost(literal(f"{part}_g", slots, "exact"), self._part_weight(part)) for part in parts)
        return Maybe(exact, self._scoring(words, slots, parts))


def _anchored(query: Query) -> Query:
    """Hits have something of the question themselves; see `own`."""
    needed = own(query)
    return query if needed is None else And((query, Boost(needed, 0.0)))


def _parts(part: str) -> tuple[str, ...]:
    return (part,) if part else PARTS
