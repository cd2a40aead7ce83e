"""The concordance of a search: every match in a line of its own with what stands before and after it (KWIC).

Key word in context: H. P. Luhn 1960, "Key word-in-context index for technical literature". Lines are sorted by the
words beside the match: L1 is the nearest on its left, R1 on its right.
"""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from indexer.storage.records import Place
from search_app.highlighting.match_reasons import Match
from search_app.highlighting.matching import Clauses, clauses, marked_spans
from search_app.highlighting.passage_matches import marks, text_of
from search_app.notes import Note
from search_app.search.all_hits import AllHits, BareHit, all_hits, first_hits, in_time
from search_app.search.hits import principal_date, together
from search_app.search.searcher import Searcher
from search_app.state.addresses import rooted
from search_app.state.parameters import one_of
from search_app.state.state import SearchState
from search_app.suggestions.collation import Spoken, key
from search_app.views.lines import Line
from search_app.views.recent import Recent

LINES = 50
"""Lines of a page."""

AT_A_TIME = 10_000
"""Lines of a sorted file whose texts are read in one go: the next line may be of any passage."""

WIDTH, NARROWEST, WIDEST = 24, 10, 200
COLLATIONS = ("reading", "code")
MOST_ORDERS = 4


@dataclass(frozen=True, slots=True)
class ConcordanceView:
    """How a concordance is shown: characters of context (a Latin letter counts half), keys of ORDERS, and by what
    Japanese is sorted."""

    state: SearchState
    width: int = WIDTH
    order: tuple[str, ...] = ()
    collation: str = COLLATIONS[0]

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters of its address."""
        own = [
            ("width", str(self.width), str(WIDTH)), ("order", ",".join(self.order), ""),
            ("collation", self.collation, COLLATIONS[0]),
        ]  # fmt: skip
        return self.state.pairs() + [(name, value) for name, value, plain in own if value != plain]

    def address(self, path: str = "/kwic") -> str:
        """The link to it."""
        return rooted(path, urlencode(self.pairs()))

    def changed(self, **changes: object) -> "ConcordanceView":
        """The view with other values, from its first page."""
        return replace(self, **{"state": self.state.changed(), **changes})  # type: ignore[arg-type]

    def at(self, page: int) -> "ConcordanceView":
        """Another page of it."""
        return replace(self, state=self.state.changed(page=page))


@dataclass(frozen=True, slots=True)
class Concordance:
    """A page of lines. `total` counts the lines of the `counted` hits that were looked through, of `hits` in all;
    `folded` passages stand under these and have no lines."""

    view: ConcordanceView
    lines: tuple[Line, ...]
    total: int
    pages: int
    counted: int
    hits: int
    folded: int
    notes: tuple[Note, ...]

    @property
    def first(self) -> int:
        """The number of the first line of the page."""
        return (self.view.state.page - 1) * LINES + 1


SortKey = Callable[[Line, str], object]


def _word(side: str, number: int) -> SortKey:
    def sort_key(line: Line, collation: str) -> object:
        found: Sequence[Spoken] = getattr(line, side)[number - 1 : number]
        return _key(found, collation)

    return sort_key


def _key(found: Sequence[Spoken], collation: str) -> object:
    """Lines without a word there come first."""
    if collation == "code":
        return (bool(found), 0, "".join(word.text for word in found), "")
    return (bool(found), *(key(found) if found else (0, "", "")))


ORDERS: dict[str, SortKey] = {
    **{f"l{n}": _word("left", n) for n in (1, 2, 3)},
    "node": lambda line, collation: _key(line.inside, collation),
    **{f"r{n}": _word("right", n) for n in (1, 2, 3)},
    "year": lambda line, collation: (not line.year, line.year, line.date),
    "doc": lambda line, collation: (line.place.document.id, line.place.passage.ordinal, line.match.start),
}
"""What lines can be sorted by; undated ones come last."""


def read_concordance_view(
    pairs: Iterable[tuple[str, str]], state: SearchState
) -> tuple[ConcordanceView, tuple[Note, ...]]:
    """The view that parameters ask for; a bad value takes the default, with a note."""
    pairs = list(pairs)
    given = dict(reversed(pairs))
    notes: list[Note] = []
    orders = (value for name, value in pairs if name == "order")
    names = [name for value in orders for name in value.lower().split(",") if name]
    order = tuple(dict.fromkeys(name for name in names if name in ORDERS))[:MOST_ORDERS]
    notes += [Note("bad-value", f"order={name[:40]}") for name in names if name not in ORDERS][:MOST_ORDERS]
    collation = one_of(given, "collation", COLLATIONS, notes)
    return ConcordanceView(state, _width(given.get("width", ""), notes), order, collation), tuple(notes)


def _width(text: str, notes: list[Note]) -> int:
    if not text:
        return WIDTH
    wanted = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None
    width = WIDTH if wanted is None else min(max(wanted, NARROWEST), WIDEST)
    if width != wanted:
        notes.append(Note("width-bounded", f"{NARROWEST}–{WIDEST}"))
    return width


@dataclass(frozen=True, slots=True)
class Counted:
    """The lines of a concordance before they are made: which passages have them, the number of lines up to the end of
    each, and the lines by their numbers in the order of the view; what else a page says of them all."""

    asked: Clauses
    passages: tuple[str, ...]
    ends: Sequence[int]
    order: Sequence[int]
    counted: int
    hits: int
    folded: int
    notes: tuple[Note, ...]


_RECENT: Recent[Counted] = Recent(most=8)


def concordance(searcher: Searcher, view: ConcordanceView) -> Concordance:
    """The page of a concordance that its state asks for. Its own lines alone are made, and the next page does not begin
    anew."""
    key = (searcher.config, replace(view, width=WIDTH).at(1))
    most = searcher.config.integer("most_lines")
    found = _RECENT.get(searcher.library.store, key, lambda: _counted(first_hits(searcher, view.state, most), view))
    total = len(found.order)
    pages = -(-total // LINES)
    page = min(view.state.page, max(pages, 1))
    shown = tuple(_made(searcher, found, found.order[(page - 1) * LINES : page * LINES], view))
    return Concordance(
        view.at(page), shown, total, pages, found.counted, found.hits, found.folded, found.notes
    )  # fmt: skip


def all_lines(searcher: Searcher, view: ConcordanceView) -> Iterator[Line]:
    """Every line of every hit, in order, made as they are taken. Raises TooMuch as `all_hits` does."""
    found = all_hits(searcher, view.state)
    if not view.order:
        return _lines(found.found(), clauses(found.asked.query), view)
    counted = _counted(found, view)
    in_time(searcher)
    parts = (counted.order[first : first + AT_A_TIME] for first in range(0, len(counted.order), AT_A_TIME))
    return (line for numbers in parts for line in _made(searcher, counted, numbers, view))


def _counted(found: AllHits, view: ConcordanceView) -> Counted:
    """Looks through hits. Of a line no more is made than it is sorted by."""
    asked, budget = clauses(found.asked.query), found.searcher.budget
    passages, ends, keys = [], array("I", [0]), []
    for each in found.found():
        if budget.spent("time-lines"):
            break
        spans = marked_spans(asked, text_of(each.place, kept=False), "body", view.state.switches)
        if view.order:
            lines = _of_passage(each.places, [Match(*span, "") for span in spans], view, 0)
            keys += [_sort_key(line, view) for line in lines]
        passages.append(each.id)
        ends.append(ends[-1] + len(spans))
    order = array("I", sorted(range(ends[-1]), key=keys.__getitem__)) if view.order else range(ends[-1])
    folded = found.results.folded
    return Counted(
        asked, tuple(passages), ends[1:], order, len(passages), found.total - folded, folded,
        (*found.asked.notes, *budget.notes),
    )  # fmt: skip


def _made(searcher: Searcher, counted: Counted, numbers: Sequence[int], view: ConcordanceView) -> Iterator[Line]:
    """The lines with these numbers."""
    having = sorted({bisect_right(counted.ends, number) for number in numbers})
    found = searcher.library.store.first_places([counted.passages[passage] for passage in having])
    made: dict[int, Line] = {}
    for passage in having:
        places, before = found[counted.passages[passage]], counted.ends[passage - 1] if passage else 0
        matches = marks(places[0], counted.asked, view.state.switches)
        made |= enumerate(_of_passage(places, matches, view, before), before)
    return map(made.__getitem__, numbers)


def sorted_lines(lines: Iterable[Line], view: ConcordanceView) -> list[Line]:
    """Lines in the order of a view; ties stay as the hits come."""
    return sorted(lines, key=lambda line: _sort_key(line, view))


def _sort_key(line: Line, view: ConcordanceView) -> tuple[object, ...]:
    return tuple(ORDERS[name](line, view.collation) for name in view.order)


def _lines(found: Iterable[BareHit], asked: Clauses, view: ConcordanceView) -> Iterator[Line]:
    number = 0
    for each in found:
        for line in _of_passage(each.places, marks(each.place, asked, view.state.switches), view, number):
            number += 1
            yield line


def _of_passage(
    places: tuple[Place, ...], found: Iterable[Match], view: ConcordanceView, before: int
) -> Iterator[Line]:
    """The lines of a passage, whose first has `before` lines before it."""
    date = principal_date(together(places).dates, places[0].document.date)
    return (Line(places[0], match, view.width, date, number) for number, match in enumerate(found, before + 1))
