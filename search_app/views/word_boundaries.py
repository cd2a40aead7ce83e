"""Word or part of a word: how often a Japanese word of a question stands by itself and in which longer words.

京都 is a word in 京都会議 and a part of one in 東京都. A part of a longer word is found all the same, for what stands
in a text is found; here it can be told apart, kept alone or left out (the parameter `as`). Beside the whole question
each of its words is counted by itself.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from indexer.query import Query, Reason
from indexer.storage.records import Place
from search_app.highlighting.match_reasons import longer_word, plain
from search_app.highlighting.matching import spans
from search_app.highlighting.passage_matches import texts_of
from search_app.highlighting.spelling_differences import bare
from search_app.notes import Note
from search_app.planning.expansion import standing
from search_app.query_language.rewriting import bare_words
from search_app.query_language.syntax import Node, written
from search_app.search.execution import ask, count, japanese_words
from search_app.search.searcher import Searcher
from search_app.state.state import SearchState

MOST_LOOKED_THROUGH = 1_000
"""The most hits that are looked through, best first; the page says where there are more."""

MOST_ROWS, FEWEST_ROWS = 200, 5
"""Longer words that are shown of all words together, and of each in any case: each comes with two long links."""


@dataclass(frozen=True, slots=True)
class Longer:
    """A longer word, or the word itself: how often the word stands in it, in how many passages, and the searches
    that keep these places alone or leave them out."""

    word: str
    occurrences: int
    passages: int
    status: str
    keep_address: str
    leave_address: str


@dataclass(frozen=True, slots=True)
class WordBoundary:
    """Where one word stands. Passages that have it as a word, that have it only inside longer words, and that have it
    not at all (found by another form or name) add up to the hits counted; the rows' occurrences to all there are."""

    word: str
    as_word: int
    inside: int
    neither: int
    rows: tuple[Longer, ...]


@dataclass(frozen=True, slots=True)
class Alone:
    """A word of a question by itself: in how many passages the same search finds it without the others."""

    word: str
    passages: int
    address: str


@dataclass(frozen=True, slots=True)
class WordBoundaries:
    """Every Japanese word of a question; `counted` of `total` hits were looked through. `alone` has every word of it in
    either language, beside the `total` of the whole question; a question of one word has none."""

    words: tuple[WordBoundary, ...]
    counted: int
    total: int
    alone: tuple[Alone, ...] = ()
    notes: tuple[Note, ...] = ()


def word_boundaries(searcher: Searcher, state: SearchState) -> WordBoundaries:
    """The words of a question in the passages that it finds, whatever `as` says of them."""
    asked = ask(searcher, state.changed(as_=()))
    results = searcher.library.engine.search(replace(asked.request, facets=(), offset=0, limit=MOST_LOOKED_THROUGH))
    found = searcher.library.store.first_places([hit.id for hit in results.hits])
    passages = [found[hit.id] for hit in results.hits if hit.id in found]
    words = japanese_words(asked.tree)
    each = _looked_through(searcher, words, passages)
    most = max(FEWEST_ROWS, MOST_ROWS // max(1, len(words)))
    boundaries = [_boundary(word, _alike([names[word] for names in each], word), state) for word in words]
    cut = [Note("rows-cut", str(most))] if any(len(boundary.rows) > most for boundary in boundaries) else []
    shown = tuple(replace(boundary, rows=boundary.rows[:most]) for boundary in boundaries)
    alone = _alone(searcher, state, asked.tree)
    notes = (*asked.notes, *cut, *searcher.budget.notes)
    return WordBoundaries(shown, len(each), results.total, alone, notes)


def _looked_through(
    searcher: Searcher, words: Sequence[str], passages: Sequence[Sequence[Place]]
) -> list[dict[str, Counter[str]]]:
    """For each passage, as far as there is time, the longer words that each word stands in."""
    queries = {word: standing(word, Reason("literal", word), searcher.weights) for word in words}
    timely = takewhile(lambda places: not searcher.budget.spent("time-words"), passages)
    return [{word: Counter(_longer_words(query, places)) for word, query in queries.items()} for places in timely]


def _alone(searcher: Searcher, state: SearchState, tree: Node | None) -> tuple[Alone, ...]:
    words = bare_words(tree)
    searches = ((word.text, state.changed(q=written(word), as_=())) for word in words if len(words) > 1)
    timely = takewhile(lambda search: not searcher.budget.spent("time-words"), searches)
    return tuple(Alone(word, count(searcher, search), search.address()) for word, search in timely)


def _boundary(word: str, each: Sequence[Counter[str]], state: SearchState) -> WordBoundary:
    as_word = sum(word in names for names in each)
    inside = sum(bool(names) and word not in names for names in each)
    return WordBoundary(word, as_word, inside, len(each) - as_word - inside, tuple(_rows(each, word, state)))


def _longer_words(query: Query, places: Sequence[Place]) -> Iterator[str]:
    """The longer word of every place where a query stands in a passage and, once for each, in what is above it."""
    for part, text in texts_of(places):
        for span, _ in spans(query, text, part):
            yield bare(text.surface(*longer_word(span, text.analysis.w)))


def _alike(each: Sequence[Counter[str]], word: str) -> list[Counter[str]]:
    """Longer words that differ in their writing alone counted as one, in the writing that comes most often (国々)."""
    writings: dict[str, Counter[str]] = defaultdict(Counter)
    for names in each:
        for name, times in names.items():
            writings[plain(name)][name] += times
    chosen = {key: max(found, key=lambda name: (found[name], name)) for key, found in writings.items()}
    chosen[plain(word)] = word
    result = [Counter[str]() for _ in each]
    for names, merged in zip(each, result, strict=True):
        for name, times in names.items():
            merged[chosen[plain(name)]] += times
    return result


def _rows(each: Sequence[Counter[str]], word: str, state: SearchState) -> Iterator[Longer]:
    occurrences: Counter[str] = Counter()
    passages: dict[str, int] = defaultdict(int)
    for names in each:
        occurrences.update(names)
        for name in names:
            passages[name] += 1
    for name, times in sorted(occurrences.items(), key=lambda row: (row[0] != word, -row[1], row[0])):
        kept, left = name in state.as_, f"-{name}" in state.as_
        status = "chosen" if kept else "excluded" if left else ""
        yield Longer(name, times, passages[name], status, _with(state, name), _with(state, f"-{name}"))


def _with(state: SearchState, value: str) -> str:
    """The search with a value of `as`, or without it where it has it; its opposite goes."""
    opposite = value[1:] if value.startswith("-") else f"-{value}"
    others = {each for each in state.as_ if each not in (value, opposite)}
    return state.changed(as_=tuple(sorted(others if value in state.as_ else {*others, value}))).address()
