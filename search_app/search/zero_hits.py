"""When nothing is found: what each part of a search stands in the way of, and out of how much nothing was found.

Every step is the same search without one part, counted exactly: a word of the question, the choice in one facet, the
dates, the switches.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from indexer.schema import FACETS, UNDATED
from search_app.query_language.syntax import AllOf, Node, Without, show, written
from search_app.search.execution import ask, count, words_inside
from search_app.search.facets import left
from search_app.search.searcher import Searcher
from search_app.state.state import SearchState

MOST_STEPS = 12


@dataclass(frozen=True, slots=True)
class Step:
    """A search without one part: `kind` is word, facet, dates, selection, switches, any (of the
    words), section or document (in which the words need only stand together), or else
    alone, unfiltered or question (none at all); `name` says which part.
    `count` is how many passages it finds."""

    kind: str
    name: str
    count: int
    state: SearchState


@dataclass(frozen=True, slots=True)
class Absence:
    """Out of how much nothing was found: the passages that the filters leave, their documents, how many there are of
    each language, and those that a choice of dates or years leaves out for want of any date."""

    passages: int
    documents: int
    languages: tuple[tuple[str, int], ...]
    undated: int

    def label(self, filtered: bool) -> str:
        """The key of the sentence that says so of a search, `filtered` or not."""
        return SENTENCES[bool(self.passages), filtered]


SENTENCES = {
    (True, False): "absence",
    (True, True): "absence-filtered",
    (False, False): "absence-empty",
    (False, True): "absence-none",
}
"""Whether there are passages, whether there are filters: the label that says out of how much nothing was found."""


def steps(searcher: Searcher, state: SearchState, tree: Node | None) -> tuple[Step, ...]:
    """The steps that find something, most first; where to drop one part is not enough, what each word finds alone."""
    for ways in (_without_one, _one_alone):
        found = [
            Step(kind, name, count(searcher, other), other)
            for kind, name, other in ways(state, tree)
            if not searcher.budget.spent("time-steps")
        ]
        if steps := [step for step in found if step.count]:
            return tuple(sorted(steps, key=lambda step: -step.count))
    return ()


def _without_one(state: SearchState, tree: Node | None) -> Iterator[tuple[str, str, SearchState]]:
    if state.match == "all" and words_inside(tree):
        yield "any", "", state.changed(match="any")
    if isinstance(tree, AllOf):
        for place, part in list(enumerate(tree.parts))[:MOST_STEPS]:
            rest = tree.parts[:place] + tree.parts[place + 1 :]
            if not all(isinstance(each, Without) for each in rest):
                yield "word", show(part), state.changed(q=written(AllOf(rest) if len(rest) > 1 else rest[0]))
        if state.match == "all":
            yield "any", "", state.changed(match="any")
            if state.scope == "passage":
                yield "section", "", state.changed(scope="section")
            if state.scope != "doc":
                yield "document", "", state.changed(scope="doc")
    for facet in FACETS:
        if state.values(facet) or state.left_out(facet):
            yield "facet", facet, state.without_facet(facet)
    if state.from_ or state.until:
        yield "dates", f"{state.from_}–{state.until}", state.changed(from_="", until="")
    if state.ids:
        yield "selection", "", state.changed(ids=())
    if state.off or state.drop or state.as_:
        yield "switches", "", state.changed(off=(), drop=(), as_=())


def _one_alone(state: SearchState, tree: Node | None) -> Iterator[tuple[str, str, SearchState]]:
    if isinstance(tree, AllOf):
        for part in tree.parts[:MOST_STEPS]:
            if not isinstance(part, Without):
                yield "alone", show(part), state.changed(q=written(part))
    if state.is_filtered:
        yield "unfiltered", "", state.unfiltered()
        yield "question", "", state.changed(q="")


def absence(searcher: Searcher, state: SearchState) -> Absence:
    """What the filters leave of the collection, whatever the question."""
    free = state.changed(q="", off=(), drop=(), as_=())
    # Without filters the store knows how many documents there are; an engine would count each.
    wanted = ("lang", "doc") if state.is_filtered else ("lang",)
    request = replace(ask(searcher, free).request, facets=wanted, limit=0, values=0)
    results = searcher.library.engine.search(request)
    languages = tuple((row.value, row.count) for row in left(results.facets["lang"], "lang", state))
    if not state.is_filtered:
        return Absence(results.total, searcher.library.store.counts()[1], languages, 0)
    documents = [row for row in left(results.facets["doc"], "doc", state) if row.value not in searcher.works]
    return Absence(results.total, len(documents), languages, _undated(searcher, free))


def _undated(searcher: Searcher, state: SearchState) -> int:
    """The undated passages that the other filters leave, where dates or years were chosen."""
    if not (state.from_ or state.until or state.values("year")) or UNDATED in state.values("year"):
        return 0
    others = state.without_facet("year").changed(from_="", until="").toggled("year", UNDATED)
    return count(searcher, others)
