"""Hits by year for several questions at once, beside how much the collection has of each year.

A rate is hits for each 10,000 words of the same year and language, so that a year of many documents, or a language that
says the same in more words, does not look like a year of much interest. Words are those of the word layer: Japanese
particles and endings are not counted.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from indexer.config import Config
from indexer.query import And, Filter, Not, Or, Query, Term
from indexer.schema import UNDATED
from search_app.notes import Note
from search_app.search.execution import ask, date_range
from search_app.search.facets import left
from search_app.search.searcher import Searcher
from search_app.state.addresses import rooted
from search_app.state.parameters import as_text, one_of, question_text
from search_app.state.state import SearchState

MOST_QUESTIONS = 5
SHARE = 2
"""Each question may take this part of the longest address; the page has few links that repeat them all."""

PER = 10_000
THIN = 5
"""A year with fewer passages than this in a language says little; it is hatched."""

MEASURES = ("rate", "hits")

Cell = tuple[str, int]
"""A language and a year."""


@dataclass(frozen=True, slots=True)
class Material:
    """What the collection has of one year in one language, within the filters."""

    passages: int = 0
    words: int = 0

    @property
    def thin(self) -> bool:
        """Whether it is too little to say much."""
        return self.passages < THIN

    def with_more(self, passages: int, words: int) -> "Material":
        """This and more of the same year."""
        return Material(self.passages + passages, self.words + words)


NONE = Material()


@dataclass(frozen=True, slots=True)
class Series:
    """One question: its hits by language and year, and those without a year by language."""

    state: SearchState
    parsed: str
    hits: Counter[Cell]
    undated: Counter[str]
    total: int

    @property
    def q(self) -> str:
        """The question as it was typed."""
        return self.state.q


@dataclass(frozen=True, slots=True)
class TrendsView:
    """What is compared: questions, all with the filters of `state`, and what is drawn."""

    state: SearchState
    questions: tuple[str, ...]
    measure: str = MEASURES[0]

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters of its address."""
        rest = [pair for pair in self.state.pairs() if pair[0] != "q"]
        own = [("measure", self.measure)] * (self.measure != MEASURES[0])
        return [("q", q) for q in self.questions] + rest + own

    def address(self, path: str = "/trends") -> str:
        """The link to it."""
        return rooted(path, urlencode(self.pairs()))


@dataclass(frozen=True)
class Trends:
    """Every series over the same years. `material` is what the rates are made with."""

    view: TrendsView
    series: tuple[Series, ...]
    material: dict[Cell, Material]
    undated: dict[str, Material]
    languages: tuple[str, ...]
    notes: tuple[Note, ...]

    @cached_property
    def years(self) -> range:
        """From the first year of any hit to the last, within the dates asked for; those of the material where nothing
        was asked or found."""
        found = [year for series in self.series for _, year in series.hits] or [year for _, year in self.material]
        first, last = bounds(self.view.state)
        return range(max(min(found), first), min(max(found), last) + 1) if found else range(0)

    def of(self, lang: str, year: int) -> Material:
        """The material of a year."""
        return self.material.get((lang, year), NONE)

    def rate(self, series: Series, lang: str, year: int) -> float | None:
        """Hits for each PER words; None in a year without words."""
        words = self.of(lang, year).words
        return PER * series.hits[lang, year] / words if words else None

    def value(self, series: Series, lang: str, year: int) -> float | None:
        """What the view draws; None where there is nothing to draw."""
        if self.view.measure == "rate":
            return self.rate(series, lang, year)
        return float(series.hits[lang, year]) if self.of(lang, year).words else None


def bounds(state: SearchState) -> tuple[int, int]:
    """The years that `from` and `until` ask for."""
    asked, _ = date_range(state)
    first = date.fromordinal(asked.first).year if asked and asked.first else date.min.year
    last = date.fromordinal(asked.last).year if asked and asked.last else date.max.year
    return first, last


def read_trends_view(
    pairs: Iterable[tuple[str, str]], state: SearchState, config: Config
) -> tuple[TrendsView, tuple[Note, ...]]:
    """The view that parameters ask for: every `q` is a question."""
    given = list(pairs)
    notes: list[Note] = []
    typed = (as_text(value) for name, value in given if name == "q")
    questions = tuple(dict.fromkeys(q for text in typed if (q := question_text(text, config, notes, SHARE))))
    if len(questions) > MOST_QUESTIONS:
        notes.append(Note("too-many-questions", str(MOST_QUESTIONS)))
    measure = one_of(dict(reversed(given)), "measure", MEASURES, notes)
    return TrendsView(state, questions[:MOST_QUESTIONS], measure), tuple(notes)


def trends(searcher: Searcher, view: TrendsView) -> Trends:
    """The hits of each question by year and language, and the material behind them."""
    languages = languages_of(searcher, view.state)
    notes: dict[Note, None] = {}
    series = []
    for q in view.questions:
        if searcher.budget.spent("time-series"):
            break
        found, more = _series(searcher, view.state.changed(q=q), languages)
        series.append(found)
        notes |= dict.fromkeys(more)
    material, undated = _material(searcher, view.state)
    return Trends(view, tuple(series), material, undated, languages, (*notes, *searcher.budget.notes))


def languages_of(searcher: Searcher, state: SearchState) -> tuple[str, ...]:
    """The languages that the filters leave, Japanese first, English next."""
    asked = ask(searcher, state.changed(q=""))
    request = replace(asked.request, facets=("lang",), limit=0)
    found = searcher.library.engine.search(request).facets["lang"]
    kept = [row.value for row in left(found, "lang", asked.state)]
    return tuple(sorted(kept, key=lambda lang: (lang != "ja", lang != "en", lang)))


def _series(searcher: Searcher, state: SearchState, languages: Sequence[str]) -> tuple[Series, tuple[Note, ...]]:
    asked = ask(searcher, state)
    others = tuple(each for each in asked.request.filters if each.field not in ("lang", "year"))
    query = And((asked.request.query, *years_of(state)))
    hits: Counter[Cell] = Counter()
    undated: Counter[str] = Counter()
    total = 0
    for lang in languages:
        filters = (*others, Filter("lang", (lang,)))
        request = replace(asked.request, query=query, filters=filters, facets=("year",), limit=0, values=0)
        results = searcher.library.engine.search(request)
        total += results.total
        for row in results.facets["year"]:
            if row.value == UNDATED:
                undated[lang] = row.count
            else:
                hits[lang, int(row.value)] = row.count
    return Series(asked.state, asked.parsed, hits, undated, total), asked.notes


def years_of(state: SearchState) -> list[Query]:
    """The choice of years as a part of the question: a facet is counted without its own choice."""
    chosen: tuple[Query, ...] = tuple(Term("year", value) for value in state.values("year"))
    left_out: list[Query] = [Not(Term("year", value)) for value in state.left_out("year")]
    return [Or(chosen), *left_out] if chosen else left_out


def _material(searcher: Searcher, state: SearchState) -> tuple[dict[Cell, Material], dict[str, Material]]:
    """What the filters leave of the collection, by language and year."""
    sizes = searcher.library.store.passages.sizes
    totals = sizes.everywhere
    if state.is_filtered:
        request = ask(searcher, state.changed(q="")).request
        request = replace(request, facets=(), offset=0, limit=max(1, searcher.library.engine.count()), sort="doc")
        totals = sizes.totals(hit.id for hit in searcher.library.engine.search(request).hits)
    dated: dict[Cell, Material] = {}
    undated: dict[str, Material] = {}
    for (lang, years), row in totals.items():
        for year in years:
            dated[lang, year] = dated.get((lang, year), NONE).with_more(*row)
        if not years:
            undated[lang] = undated.get(lang, NONE).with_more(*row)
    return dated, undated
