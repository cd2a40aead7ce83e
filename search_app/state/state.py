"""What a person asked, as a value: the same parameters in the page's address, the API and the command line.

q                     the question (see parser)
era year actor doc lang   chosen values, repeated; `-id` leaves a value out
from until            dates, in any calendar: 1994, 1994-05, 昭和20年8月
match                 all | any
expand fold           what is searched beside the words, in what they may differ from a text (see switches)
drop                  an alternative that is not searched, repeated: name:USSR
id                    a passage chosen by hand, repeated: no others are looked at
as                    a longer word that a Japanese word counts inside of (東京都 for 京都), `-word` not; repeated
sort                  relevance | date | -date | doc
similar               fold | show: passages that are nearly the same text as one hit, or each as its own
group                 none | doc: each passage a hit of its own, or the best of each document
page per_page ui      ui is ja | en
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from indexer.config import Config
from indexer.query import SORTS
from indexer.schema import FACETS, UNDATED
from search_app.notes import Note
from search_app.state.switches import MOST_DROPPED, NAMES, Switches, parameter, switched_off

MATCHES = ("all", "any")
LANGUAGES = ("ja", "en")
SIMILAR = ("fold", "show")
GROUPS = ("none", "doc")
LAST_PAGE = 1_000_000
LISTS = (*NAMES, "drop", "as", "id")
"""Parameters that may be repeated, besides the facets."""

MOST_VALUE = 100
"""Characters of an alternative or a longer word."""

MOST_VALUES = 200
"""The most values of one facet that a link may choose."""


MOST_CHOSEN = 500
"""The most passages chosen by hand."""

_ID = re.compile("[0-9a-f]{16}")
_YEAR = re.compile(f"-?((?!0000)[0-9]{{4}}|{UNDATED})")


@dataclass(frozen=True, slots=True)
class SearchState:
    """One search. `chosen` and `excluded` are (facet, value) pairs in the order of the facets; `off` names switches."""

    q: str = ""
    chosen: tuple[tuple[str, str], ...] = ()
    excluded: tuple[tuple[str, str], ...] = ()
    from_: str = ""
    until: str = ""
    match: str = "all"
    off: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    as_: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    sort: str = "relevance"
    similar: str = "fold"
    group: str = "none"
    page: int = 1
    per_page: int = 10
    ui: str = "ja"

    def values(self, facet: str) -> tuple[str, ...]:
        """The values chosen in a facet."""
        return tuple(value for name, value in self.chosen if name == facet)

    def left_out(self, facet: str) -> tuple[str, ...]:
        """The values excluded in a facet."""
        return tuple(value for name, value in self.excluded if name == facet)

    @property
    def is_filtered(self) -> bool:
        """Whether anything besides the question narrows the search."""
        return bool(self.chosen or self.excluded or self.from_ or self.until or self.ids)

    @property
    def switches(self) -> Switches:
        """What is switched off."""
        kept = frozenset(value for value in self.as_ if not _excludes(value))
        left = frozenset(value[1:] for value in self.as_ if _excludes(value))
        return Switches(frozenset(self.off), frozenset(self.drop), kept, left)

    def toggled(self, facet: str, value: str) -> "SearchState":
        """The search with a value chosen, or no longer; an excluded value becomes neither."""
        pair = (facet, value)
        if pair in self.excluded or pair in self.chosen:
            return self.dropped(facet, value, pair in self.excluded)
        return self.changed(chosen=_ordered((*self.chosen, pair)))

    def dropped(self, facet: str, value: str, excluded: bool) -> "SearchState":
        """The search without one filter: a value no longer chosen, or no longer left out."""
        pair = (facet, value)
        if excluded:
            return self.changed(excluded=tuple(p for p in self.excluded if p != pair))
        return self.changed(chosen=tuple(p for p in self.chosen if p != pair))

    def without(self, facet: str, value: str) -> "SearchState":
        """The search that leaves a value out."""
        pair = (facet, value)
        chosen = tuple(p for p in self.chosen if p != pair)
        return self.changed(chosen=chosen, excluded=_ordered((*self.excluded, pair)))

    def dropping(self, key: str) -> "SearchState":
        """The search without an alternative that is searched, or with it again."""
        if key in self.drop:
            return self.changed(drop=tuple(each for each in self.drop if each != key))
        return self.changed(drop=tuple(sorted({*self.drop, key})))

    def changed(self, **changes: object) -> "SearchState":
        """The search with other values; unless the page is among them, from the first page."""
        return replace(self, **{"page": 1, **changes})  # type: ignore[arg-type]

    def without_facet(self, facet: str) -> "SearchState":
        """The search without any choice in a facet."""
        return self.changed(
            chosen=tuple(pair for pair in self.chosen if pair[0] != facet),
            excluded=tuple(pair for pair in self.excluded if pair[0] != facet),
        )

    def unfiltered(self) -> "SearchState":
        """The question alone."""
        return self.changed(chosen=(), excluded=(), from_="", until="", ids=())

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters in fixed order, defaults left out: one search has one address."""
        filters = [(name, value) for name, value in self.chosen]
        filters += [(name, "-" + value) for name, value in self.excluded]
        filters.sort(key=lambda pair: FACETS.index(pair[0]))
        default = SearchState()
        switches = [(group, value) for group in NAMES if (value := parameter(group, self.off))]
        switches += [("drop", each) for each in self.drop] + [("as", each) for each in self.as_]
        switches += [("id", each) for each in self.ids]
        rest = [
            ("from", self.from_), ("until", self.until), ("match", self.match), *switches, ("sort", self.sort),
            ("similar", self.similar), ("group", self.group), ("page", str(self.page)),
            ("per_page", str(self.per_page)), ("ui", self.ui),
        ]  # fmt: skip
        plain = {"from": "", "until": "", "page": "1", "per_page": str(default.per_page)}
        plain |= {"match": default.match, "sort": default.sort, "similar": default.similar, "ui": default.ui}
        plain |= {"group": default.group}
        return [("q", self.q)] * bool(self.q) + filters + [pair for pair in rest if pair[1] != plain.get(pair[0])]

    def address(self, path: str = "/search") -> str:
        """The link to this search."""
        query = urlencode(self.pairs())
        return f"{path}?{query}" if query else path


def read_state(pairs: Iterable[tuple[str, str]], config: Config) -> tuple[SearchState, tuple[Note, ...]]:
    """The search that parameters ask for. Unknown names are passed over; a bad value takes the default, with a
    note. Of a name that may stand once the first counts."""
    given: dict[str, str] = {}
    filters: list[tuple[str, str]] = []
    lists: dict[str, list[str]] = {name: [] for name in LISTS}
    notes: list[Note] = []
    for name, typed in pairs:
        # Half a surrogate pair, as a terminal may send, is no text.
        value = typed.encode("utf-8", "replace").decode()
        if name == "year" and value and not _YEAR.fullmatch(value):
            notes.append(Note("bad-value", f"year={value[:40]}"))
        elif name in FACETS and value:
            filters.append((name, value))
        elif name in LISTS:
            lists[name].append(value)
        else:
            given.setdefault(name, value)
    state = SearchState(
        q=given.get("q", "").strip(),
        chosen=_ordered(pair for pair in filters if not _excludes(pair[1])),
        excluded=_ordered((name, value[1:]) for name, value in filters if _excludes(value)),
        from_=given.get("from", "").strip()[:40],
        until=given.get("until", "").strip()[:40],
        match=one_of(given, "match", MATCHES, notes),
        off=tuple(name for group in NAMES for name in _off(group, lists[group], notes)),
        drop=_unique(lists["drop"]),
        as_=_unique(lists["as"]),
        ids=_ids(lists["id"], notes),
        sort=one_of(given, "sort", SORTS, notes),
        similar=one_of(given, "similar", SIMILAR, notes),
        group=one_of(given, "group", GROUPS, notes),
        page=_number(given, "page", 1, LAST_PAGE, notes),
        per_page=_number(given, "per_page", SearchState().per_page, config.integer("max_per_page"), notes),
        ui=one_of(given, "ui", LANGUAGES, notes),
    )
    return state, tuple(notes)


def _excludes(value: str) -> bool:
    return value.startswith("-") and len(value) > 1


def _off(group: str, values: Sequence[str], notes: list[Note]) -> tuple[str, ...]:
    off, unread = switched_off(group, values)
    notes += (Note("bad-value", f"{group}={value[:40]}") for value in unread)
    return off


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({value.strip()[:MOST_VALUE] for value in values if value.strip()}))[:MOST_DROPPED]


def _ids(values: Iterable[str], notes: list[Note]) -> tuple[str, ...]:
    given = dict.fromkeys(value.strip() for value in values if value.strip())
    notes += [Note("bad-value", f"id={value[:40]}") for value in given if not _ID.fullmatch(value)]
    return tuple(sorted(value for value in given if _ID.fullmatch(value)))[:MOST_CHOSEN]


def _ordered(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    unique = sorted(dict.fromkeys(pairs), key=lambda pair: (FACETS.index(pair[0]), pair[1]))
    return tuple(pair for facet in FACETS for pair in [p for p in unique if p[0] == facet][:MOST_VALUES])


def one_of(given: Mapping[str, str], name: str, allowed: tuple[str, ...], notes: list[Note]) -> str:
    """The value of a parameter, the first allowed one where it has none or, with a note, a bad one."""
    value = given.get(name, "")
    if value and value not in allowed:
        notes.append(Note("bad-value", f"{name}={value[:40]}"))
    return value if value in allowed else allowed[0]


def _number(given: Mapping[str, str], name: str, default: int, most: int, notes: list[Note]) -> int:
    text = given.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdigit()) or len(text) > 9 or int(text) < 1:
        notes.append(Note("bad-value", f"{name}={text[:40]}"))
        return default
    if int(text) > most:
        notes.append(Note(f"{name.replace('_', '-')}-capped", str(most)))
    return min(int(text), most)
