"""From a question to what the engine is asked: each word in every layer, each layer with its weight.

A bare word is found if any of these holds, and scored by its words and bigrams wherever it was found:

    literal   it stands in the text as typed (layer g), whatever the words around it are
    word      its words stand in a row, in any inflection or spelling (layer w)
    date      the same date stands there, in any calendar (昭和20年, August 1945)
    ...       what is searched in its place stands there (see expansion), after what was typed (see typed_first)

Source: fusing word and n-gram evidence, as measured on this project's development sets; the weights are settings.
"""

from collections.abc import Callable, Iterable, Sequence

from indexer.analysis import GramSlot, QueryWords, canonical, gram_slots, query_words
from indexer.document import DateSpan
from indexer.metadata.date_keys import asked_key
from indexer.query import Boost, DateRange, Every, Maybe, Not, Query, Reason, Term
from indexer.query_trees import NOTHING, all_of, any_of
from indexer.schema import AUTHORITIES, PARTS
from search_app.notes import Note
from search_app.planning.expansion import Alternative, Expander, standing
from search_app.planning.grouping import Grouping, is_function
from search_app.planning.index_statistics import NO_STATISTICS, IndexStatistics
from search_app.planning.planned import Added, Known, Planned
from search_app.planning.query_builders import anchored, literal, of_part
from search_app.planning.scoring import scoring, telling
from search_app.planning.translation import Translator
from search_app.planning.typed_first import typed_alone, typed_first
from search_app.planning.weights import Weights
from search_app.planning.wildcards import fuzzy, wild
from search_app.planning.word_clauses import near, words_in_a_row
from search_app.query_language.authorities import Names
from search_app.query_language.rewriting import as_it_stands, words_of
from search_app.query_language.syntax import (
    AllOf,
    AnyOf,
    Dated,
    Fuzzed,
    Has,
    InYears,
    Node,
    Quoted,
    Wild,
    Without,
    Word,
)
from search_app.state.switches import ALL_ON, Switches

MOST_PHRASE_WORDS = 5
LONGEST_LITERAL = 10
"""Bigrams of a run that `match=any` also looks for as it stands."""


class Planner:
    """Plans one question. `any_word` asks for any of the words, best first, instead of all of them. What `known`
    remembers of other questions (see `Known`) is not planned again."""

    def __init__(
        self,
        weights: Weights,
        names: Names,
        any_word: bool = False,
        switches: Switches = ALL_ON,
        statistics: IndexStatistics = NO_STATISTICS,
        known: Known | None = None,
    ) -> None:
        self._weights = weights
        self._names = names
        self._any = any_word
        self._switches = switches
        self._statistics = statistics
        self._expander = Expander(weights, names, switches, statistics.is_word)
        self._translator = Translator(
            weights, statistics.dictionary, switches, statistics.frequency, statistics.languages
        )
        self._grouping = Grouping(names, self._expander, self._translator, statistics, any_word)
        self._expand = True
        self._known = Known() if known is None else known
        self._setting = (any_word, switches, statistics.languages)
        self._added = Added()

    def plan(self, tree: Node | None) -> Planned:
        """The query of a parsed question; one without a question finds everything."""
        if tree is None:
            return Planned(Every())
        query = anchored(self._node(tree))
        return self._added.planned(typed_first(query, self._added.typed, self._weights.typed, self._any))

    def _remembered(self, part: Node | tuple[Node, ...], plan: Callable[[], Query]) -> Query:
        """The query of a word or a name, with what it adds; planned where it is not known from another question."""
        query, added = self._known.queries.of((part, self._expand, *self._setting), lambda: self._apart(plan))
        self._added.take(added)
        return query

    def _apart(self, plan: Callable[[], Query]) -> tuple[Query, Added]:
        """A query, and what it alone adds."""
        before, self._added = self._added, Added()
        try:
            return plan(), self._added
        finally:
            self._added = before

    def _node(self, node: Node) -> Query:
        match node:
            case Word() | Quoted() | Wild() | Fuzzed():
                return self._remembered(node, lambda: self._leaf(node))
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

    def _leaf(self, node: Word | Quoted | Wild | Fuzzed) -> Query:
        query = self._checked(self._in_parts(node, _parts(node.part)))
        return of_part(query) if node.part else query

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
        key = asked_key(span, by_year=text.endswith("年"))
        same = Term("keys", key, Reason("date", text)) if self._switches.on("date") else NOTHING
        typed = self._checked(standing(text, Reason("literal", text), self._weights))
        return Maybe(any_of([typed, same]), self._scoring(query_words(canonical(text)), ()))

    def _checked(self, query: Query) -> Query:
        """A clause, narrowed to what its switches admit where the index alone cannot tell."""
        if not self._switches.strict or query == NOTHING:
            return query
        checked, notes = self._statistics.check(query)
        self._added.unchecked |= dict.fromkeys(notes)
        return checked

    def _unexpanded(self, node: Node) -> Query:
        """What is excluded is excluded as typed: -ソ連 does not take away what only says USSR."""
        before, self._expand = self._expand, False
        try:
            return self._node(node)
        finally:
            self._expand = before

    # several words

    def _all(self, parts: Sequence[Node]) -> Query:
        wanted = [part for part in parts if not isinstance(part, Without)]
        unwanted = [as_it_stands(part, wanted) for part in parts if isinstance(part, Without)]
        groups = self._grouping.groups(wanted, self._expand, self._length)
        found = [query for group in groups if (query := self._group(group)) != NOTHING]
        found += self._phrases(wanted) if self._any and self._expand else ()
        if self._any:
            strict = [self._node(part) for part in wanted if isinstance(part, Has | InYears)]
            loose = [q for q in found if q not in strict]
            found = [*strict, any_of(loose)] if loose else strict
        return self._statistics.together(found or [Every()], [self._unexpanded(each.part) for each in unwanted])

    def _length(self, parts: tuple[Node, ...]) -> int:
        return self._known.lengths.of((parts, *self._setting), lambda: self._grouping.length(parts))

    def _group(self, parts: Sequence[Node]) -> Query:
        return self._node(parts[0]) if len(parts) == 1 else self._remembered(tuple(parts), lambda: self._name(parts))

    def _name(self, parts: Sequence[Node]) -> Query:
        words = [part for part in parts if not is_function(part)]
        typed = all_of([self._node(part) for part in words])
        self._added.typed.clear()  # of a name, what counts is the whole
        written = self._searched(self._closed(parts))
        named = [*self._expander.names(words_of(parts)), *self._expander.numbered(words_of(parts))]
        translated = [] if self._any or not self._expand else self._translator.phrase(words_of(parts))
        elsewhere = self._searched([*named, *translated])
        self._set_before(elsewhere, words_of(parts), [self._unexpanded(AllOf(tuple(words))), *written])
        return any_of([typed, *written, *elsewhere])

    def _closed(self, parts: Sequence[Node]) -> list[Alternative]:
        return self._grouping.closed(parts) if self._expand else []

    def _set_before(self, elsewhere: Sequence[Query], text: str, typed: Sequence[Query]) -> None:
        """Remember what was typed where the index has something that is searched in its place."""
        if self._expand and any(self._statistics.stands(query) for query in elsewhere):
            self._added.typed.append(typed_alone(text, typed))

    def _phrases(self, parts: Sequence[Node]) -> Iterable[Query]:
        """Translations of what several words are together, in any run of them: harvest moon, Emperor Jomei."""
        texts = [part.text if isinstance(part, Word) and not part.part else "" for part in parts]
        for first in range(len(texts)):
            yield from self._searched(self._closed(parts[first : first + 2]))
            for last in range(first + 2, min(first + MOST_PHRASE_WORDS, len(texts)) + 1):
                if all(texts[first:last]):
                    yield from self._searched(self._translator.phrase(" ".join(texts[first:last])))

    # one word

    def _word(self, text: str, parts: Sequence[str]) -> Query:
        source = canonical(text)
        slots, words = gram_slots(source), query_words(source)
        if not slots:
            return NOTHING
        scoring = self._scoring(words, slots, parts)
        if self._any and len(words.terms) >= 2:
            found = [*self._loose(text, words, parts), *self._short_literal(text, slots, parts)]
        else:
            found = [query for part in parts for query in self._in_part(part, text, slots, words)]
        if tuple(parts) == PARTS:
            found += [] if words.acronym else self._searched(self._expander.spellings(source.text, words))
            derived = self._searched(self._expander.derived(text, words)) if self._expand else []
            elsewhere = self._elsewhere(text, words)
            self._set_before(elsewhere, text, found)
            found += [*derived, *elsewhere]
        return Maybe(any_of(found), scoring)

    def _elsewhere(self, text: str, words: QueryWords) -> list[Query]:
        """What is searched in place of a word."""
        if not self._expand:
            return []
        named = self._expander.names(text)
        found = [*named, *self._expander.other_languages(text, words, self._any, bool(named))]
        return self._searched([*found, *self._translator.word(text, self._any)])

    def _searched(self, found: Sequence[Alternative]) -> list[Query]:
        """Expansions as queries. Names are listed always, others where the index has what they look for; every
        katakana word has a key of its own, which says nothing."""
        for expansion, query in found:
            if expansion.kind == "name" or (expansion.kind != "kana" and self._statistics.stands(query)):
                self._added.expansions[expansion] = None
        return [query for _, query in found]

    def _in_part(self, part: str, text: str, slots: Sequence[GramSlot], words: QueryWords) -> Iterable[Query]:
        weight = self._weights.part(part)
        bonus = weight * self._weights.phrase
        if not words.acronym:
            yield Boost(literal(f"{part}_g", slots, Reason("literal", text)), bonus)
        via = Reason("word", text)
        wording = words_in_a_row(f"{part}_w", words, via) if self._inflects or words.acronym else NOTHING
        if wording != NOTHING:
            yield Boost(wording, bonus)
        yield from (Boost(Term(f"{part}_w", closed, via), weight) for closed in words.closed if self._inflects)

    @property
    def _inflects(self) -> bool:
        """Whether words are looked for in other forms than the typed one at all."""
        return self._switches.on("inflection") or self._switches.on("spelling")

    def _loose(self, text: str, words: QueryWords, parts: Sequence[str]) -> Iterable[Query]:
        """Any of the words, each marked where it stands; the scoring counts them."""
        via = Reason("word", text)
        return (
            Boost(Term(f"{part}_w", term, via), 0.0) for part in parts for term in dict.fromkeys(telling(words.terms))
        )

    def _short_literal(self, text: str, slots: Sequence[GramSlot], parts: Sequence[str]) -> Iterable[Query]:
        """The run as it stands, for what MeCab cuts otherwise in the text; nobody types a longer one by heart."""
        short, via = slots if len(slots) <= LONGEST_LITERAL else (), Reason("literal", text)
        return (Boost(literal(f"{part}_g", short, via), 0.0) for part in parts if short)

    def _scoring(self, words: QueryWords, slots: Sequence[GramSlot], parts: Sequence[str] = PARTS) -> Query:
        return scoring(words, slots, parts, self._any, self._weights)

    def _value(self, field: str, value: str) -> str:
        if field not in AUTHORITIES:
            return value.lower() if field == "lang" else value
        known = self._names.identifier(field, value)
        if known is None:
            self._added.notes.append(Note("unknown-name", value))
        return known or value

    # quotations

    def _quoted(self, node: Quoted, parts: Sequence[str]) -> Query:
        if node.distance is not None:
            pieces = [(piece, query_words(canonical(piece)).terms) for piece in node.text.split()]
            return any_of(near(part, [p for p in pieces if p[1]], node) for part in parts)
        source, via = canonical(node.text), Reason("exact", node.text)
        words, slots = query_words(source), gram_slots(source)
        if not slots:
            return NOTHING
        if words.acronym:
            return any_of(Term(f"{part}_w", words.terms[0], via) for part in parts)
        exact = [Boost(literal(f"{part}_g", slots, via), self._weights.part(part)) for part in parts]
        return Maybe(any_of(exact), self._scoring(words, slots, parts))


def _parts(part: str) -> tuple[str, ...]:
    return (part,) if part else PARTS
