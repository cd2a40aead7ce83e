"""An opened index, ready to be searched: its library, the settings, and the tables that searching needs of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from indexer.analysis import finished_layers
from indexer.analysis.english import stem
from indexer.config import Config
from indexer.query import Every, Query, SearchRequest
from indexer.schema import FACETS, OPTIONAL_FACETS
from indexer.storage.index_directory import Library, open_library
from indexer.storage.records import FileRow
from search_app.limits import Budget, Limits
from search_app.notes import Note
from search_app.planning.dictionary import Dictionary
from search_app.planning.index_statistics import Checked
from search_app.planning.planned import Known, Remembered
from search_app.planning.weights import Weights
from search_app.query_language.authorities import Names
from search_app.search.known_values import KnownValues
from search_app.state.state import SearchState
from search_app.state.switches import Switches
from search_app.suggestions.completion import Suggester
from search_app.suggestions.spelling import Speller

T = TypeVar("T")

SHARED = 2
"""Documents that must have a value of a facet for it to tell any from others."""

SOME = 1_000
"""Passages that a server reads before it is asked, half a second of work: their words are four of five of any other."""


class made_once(Generic[T]):  # noqa: N801 - as cached_property
    """A table of an opened index, made when first asked for and kept for every request."""

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make, self._name, self.__doc__ = make, make.__name__, make.__doc__

    def __get__(self, searcher: Any, owner: object = None) -> T:
        tables: dict[str, T] = searcher.tables
        if self._name not in tables:
            tables[self._name] = self._make(searcher)
        return tables[self._name]


@dataclass(frozen=True)
class Searcher:
    """A library and the settings it is searched by, with tables that are each made when first asked for; `budget` is
    what the answer to one request may take, `checked` are the clauses that were compared with the texts for it, `known`
    the words that were planned, `having` the passages that have a clause (see scope).

    Several threads may ask: two that ask first at once may both make a table, and make the same.
    """

    library: Library
    config: Config
    budget: Budget = field(default_factory=Budget, compare=False)
    checked: dict[tuple[Query, Switches], Checked] = field(default_factory=dict, repr=False, compare=False)
    known: Known = field(default_factory=Known, init=False, repr=False, compare=False)
    having: Remembered[frozenset[str]] = field(default_factory=Remembered, init=False, repr=False, compare=False)
    tables: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def notes(self) -> tuple[Note, ...]:
        """What is to be said of every answer: that the index is damaged, and the one before it answers."""
        return (Note("index-damaged", self.library.instead),) if self.library.instead else ()

    def for_one_answer(self) -> "Searcher":
        """The same index and tables with the time that one answer may take, which begins now."""
        _languages()
        one = replace(self, budget=Budget(self.config.number("seconds")), checked={})
        object.__setattr__(one, "tables", self.tables)  # other settings would make others; these are the same
        return one

    @made_once
    def limits(self) -> Limits:
        """What the settings say of limits."""
        return Limits.of(self.config)

    @made_once
    def weights(self) -> Weights:
        """What the settings say of weights."""
        return Weights.of(self.config)

    @made_once
    def names(self) -> Names:
        """What the collection calls its actors, terms and eras."""
        return Names(self.library.collection)

    @made_once
    def known_values(self) -> KnownValues:
        """What the values of filters are called."""
        return KnownValues(self.library)

    @property
    def twins(self) -> Mapping[str, str]:
        """Passage -> the name of the group of nearly the same texts that it stands in."""
        return self.library.store.passages.twins

    @made_once
    def dictionary(self) -> Dictionary:
        """The dictionary of the index, which knows nothing where none is installed."""
        return Dictionary(self.library.glossary)

    @made_once
    def speller(self) -> Speller:
        """What proposes other words."""
        return Speller(self.library.engine, self.library.store.vocabulary, self.names)

    @made_once
    def suggester(self) -> Suggester:
        """What a question may go on as."""
        return Suggester(self.library.engine, self.library.store.vocabulary, self.library.collection)

    def warming(self) -> Iterator[Callable[[], object]]:
        """The steps that make what the first to ask would wait for."""
        yield _languages
        yield self.suggester.warm
        yield self.speller.warm
        yield lambda: self.library.engine.search(SearchRequest(Every(), facets=self.counted_facets, limit=0))
        yield self._read_some

    def _read_some(self) -> None:
        """Marks are made of words, and each word is looked into when it is met first. Ids are hashes, so that
        those that begin with a 0 are drawn from all."""
        store = self.library.store
        for passage_id in store.passages_beginning("0", SOME):
            finished_layers(*store.text(passage_id))

    def groups(self, state: SearchState) -> Mapping[str, str]:
        """Passage -> the name of its group, of which only the first is a hit; a passage without one stands alone."""
        if state.group == "doc":
            return self.library.store.passages.documents
        return self.twins if state.similar == "fold" else {}

    def units(self, passage_id: str, scope: str) -> frozenset[int]:
        """The sections (or, with `doc` for a scope, the documents) in which a passage stands."""
        units = self.library.store.passages.units
        return units.sections(passage_id) if scope == "section" else units.documents(passage_id)

    @made_once
    def facets(self) -> tuple[str, ...]:
        """The facets that are shown: of the optional ones those that at least SHARED documents have."""
        return tuple(name for name in FACETS if self._described_by.get(name, SHARED) >= SHARED)

    @made_once
    def counted_facets(self) -> tuple[str, ...]:
        """The facets that any passage may have a value of."""
        return tuple(name for name in FACETS if self._described_by.get(name, 1))

    @made_once
    def _described_by(self) -> Mapping[str, int]:
        """Of each optional facet, how many documents have it, as far as SHARED. That none has it the engine knows
        without a look at every document."""
        columns = {"author": "authors", "type": "type", "archive": "archive"}
        engine, store = self.library.engine, self.library.store
        there = {name for name in OPTIONAL_FACETS if any(engine.vocabulary(name))}
        return {name: store.described_by(columns[name], SHARED) if name in there else 0 for name in OPTIONAL_FACETS}

    @made_once
    def works(self) -> frozenset[str]:
        """The larger works that are values of the facet `doc` and no documents."""
        return self.library.store.works()

    @made_once
    def incomplete(self) -> tuple[FileRow, ...]:
        """The files that were not read, or only in part."""
        return tuple(row for row in self.library.store.files().values() if row.problem or row.notes)

    @made_once
    def digest(self) -> str:
        """What the passages and their places are known by: the same in any two indexes of the same texts."""
        return self.library.store.digest()

    def is_word(self, word: str) -> bool:
        """Whether a word in Latin letters stands in the collection, in any inflection."""
        return self.library.engine.frequency("body_w", stem(word)) > 0

    def title(self, document_id: str) -> str:
        """The title of a document, or the id of a work that is none."""
        return self.library.store.title(document_id) or document_id

    def titles(self, document_ids: Sequence[str]) -> Callable[[str], str]:
        """As `title`, which looks up what is not among these: they are looked up at once."""
        known = self.library.store.titles(document_ids)
        return lru_cache(lambda each: known[each] or each if each in known else self.title(each))


@cache
def _languages() -> None:
    """Read what the first word of each language waits for, MeCab's dictionary and the list of lemmas: no answer is cut
    short by it."""
    finished_layers("冷戦 wars")


def open_searcher(directory: Path, config: Config) -> Searcher:
    """The index at `directory`, ready to be searched. Raises as open_library does."""
    return Searcher(open_library(directory, config), config)
