"""The concordance of a search: every match in a line of its own with what stands before and after it (KWIC).

Key word in context: H. P. Luhn 1960, "Key word-in-context index for technical literature". Lines are sorted by the
words beside the match: L1 is the nearest on its left, R1 on its right.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from indexer.query import Query
from indexer.storage.records import Place
from search_app.highlighting.match_reasons import Match
from search_app.highlighting.matching import clauses
from search_app.highlighting.passage_matches import marks
from search_app.notes import Note
from search_app.search.all_hits import BareHit, all_hits, first_hits
from search_app.search.hits import principal_date
from search_app.search.searcher import Searcher
from search_app.state.parameters import one_of
from search_app.state.state import SearchState
from search_app.suggestions.collation import Spoken, key, spoken

LINES = 50
"""Lines of a page."""

WIDTH, NARROWEST, WIDEST = 24, 10, 200
COLLATIONS = ("reading", "code")
MOST_ORDERS = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A match in its context. `left` and `right` are the words before and after it, the nearest first; `number` says
    which match of all it is, as the hits come."""

    place: Place
    match: Match
    before: str
    node: str
    after: str
    left: tuple[Spoken, ...]
    inside: tuple[Spoken, ...]
    right: tuple[Spoken, ...]
    date: str
    year: int
    number: int


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
        query = urlencode(self.pairs())
        return f"{path}?{query}" if query else path

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


def concordance(searcher: Searcher, view: ConcordanceView) -> Concordance:
    """The page of a concordance that its state asks for."""
    most = searcher.config.integer("most_lines")
    found = first_hits(searcher, view.state, most)
    lines = sorted_lines(_lines(found.found(), found.asked.query, view), view)
    pages = -(-len(lines) // LINES)
    page = min(view.state.page, max(pages, 1))
    shown = lines[(page - 1) * LINES : page * LINES]
    folded = found.results.folded
    return Concordance(
        view.at(page), tuple(shown), len(lines), pages, len(found.hits), found.total - folded, folded, found.asked.notes
    )  # fmt: skip


def all_lines(searcher: Searcher, view: ConcordanceView) -> list[Line]:
    """Every line of every hit, sorted."""
    found = all_hits(searcher, view.state)
    return sorted_lines(_lines(found.found(), found.asked.query, view), view)


def sorted_lines(lines: Iterable[Line], view: ConcordanceView) -> list[Line]:
    """Lines in the order of a view; ties stay as the hits come."""
    rows = list(lines)
    if not view.order:
        return rows
    keys = [ORDERS[name] for name in view.order]
    return sorted(rows, key=lambda line: tuple(sort_key(line, view.collation) for sort_key in keys))


def _lines(found: Iterable[BareHit], query: Query, view: ConcordanceView) -> Iterator[Line]:
    asked = clauses(query)
    number = 0
    for each in found:
        about = each.metadata
        date = principal_date(about.dates, each.place.document.date)
        year = int(date[:4]) if date[:4].isdigit() else 0
        for match in marks(each.place, asked, view.state.switches):
            number += 1
            yield _line(each.place, match, view.width, date, year, number)


def _line(place: Place, match: Match, width: int, date: str, year: int, number: int) -> Line:
    text = place.passage.text
    start, end = _reach(text, match.start, -1, width), _reach(text, match.end, 1, width)
    found = spoken(text)
    left = [_cut(w, w.start, min(w.end, match.start)) for w in found if w.start < match.start]
    right = [_cut(w, max(w.start, match.end), w.end) for w in found if w.end > match.end]
    inside = [_cut(w, max(w.start, match.start), min(w.end, match.end)) for w in found if _touches(w, match)]
    parts = text[start : match.start], text[match.start : match.end], text[match.end : end]
    before, node, after = (part.replace("\n", " ") for part in parts)
    return Line(
        place, match, before, node, after, tuple(left[:-4:-1]), tuple(inside), tuple(right[:3]), date, year, number
    )  # fmt: skip


def _touches(word: Spoken, match: Match) -> bool:
    return word.start < match.end and match.start < word.end


def _cut(word: Spoken, start: int, end: int) -> Spoken:
    """A part of a word that a match cuts; nobody knows how the part is read."""
    if (start, end) == (word.start, word.end):
        return word
    return Spoken(start, end, word.text[start - word.start : end - word.start], "")


def display_width(text: str) -> int:
    """How wide a text is in columns of a terminal: two for a full-width character."""
    return sum(2 if unicodedata.east_asian_width(sign) in "FW" else 1 for sign in text)


def _reach(text: str, place: int, step: int, width: int) -> int:
    """How far a context of so many full-width characters reaches from a place, whole words of Latin letters alone."""
    left = width * 2
    at = place
    while 0 <= at + min(step, 0) < len(text) and left > 0:
        sign = text[at + min(step, 0)]
        left -= display_width(sign)
        at += step
    while at != place and 0 < at < len(text) and text[at - 1 : at + 1].isascii() and text[at - 1 : at + 1].isalnum():
        at -= step
    return at
