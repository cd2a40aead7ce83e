"""What a person asked, as a value: the same parameters in the page's address, the API and the command line."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from urllib.parse import urlencode

from indexer.config import Config
from indexer.query import SORTS
from indexer.schema import FACETS, UNDATED
from search_app.notes import Note
from search_app.state import parameters
from search_app.state.addresses import rooted
from search_app.state.match_kinds import EXPAND, FOLD
from search_app.state.parameters import (
    LONGEST_TEXT,
    MOST_BAD,
    Parameter,
    as_text,
    bad_value,
    few,
    given_by,
    parameters_of,
    short,
)
from search_app.state.switches import Switches

LAST_PAGE = 1_000_000

Pairs = tuple[tuple[str, str], ...]
"""Values of facets, each with its facet."""

_YEAR = re.compile(f"-?((?!0000)[0-9]{{4}}|{UNDATED})")


@dataclass(frozen=True, slots=True)
class SearchState:
    """One search. `chosen` and `excluded` are (facet, value) pairs in the order of the facets; `off` names switches.

    A field with parameters is a row of the table of parameters (see parameters), in the order of an address.
    """

    q: str = given_by(
        "", Parameter("q", parameters.question(), "the question, in the query language of the page", group="")
    )
    chosen: tuple[tuple[str, str], ...] = ()
    excluded: tuple[tuple[str, str], ...] = ()
    from_: str = given_by(
        "", Parameter("from", parameters.text(LONGEST_TEXT), "dated in or after: 1994, 1994-05, 昭和20年8月")
    )
    until: str = given_by("", Parameter("until", parameters.text(LONGEST_TEXT), "dated in or before"))
    match: str = given_by("all", Parameter("match", parameters.choice("all", "any"), "whether all words must be there"))
    scope: str = given_by(
        "passage",
        Parameter(
            "scope", parameters.choice("passage", "section", "doc"), "where the words must stand together: in what unit"
        ),
    )
    off: tuple[str, ...] = given_by(
        (),
        Parameter("fold", parameters.switches(FOLD), "in what a text may be written otherwise: 0, 1, names, `-name`"),
        Parameter(
            "expand", parameters.switches(EXPAND), "what is searched beside the words: 0, 1, names of switches, `-name`"
        ),
    )
    drop: tuple[str, ...] = given_by(
        (), Parameter("drop", parameters.words("most_values"), "an alternative that is not searched: name:USSR")
    )
    as_: tuple[str, ...] = given_by(
        (),
        Parameter(
            "as", parameters.words("most_longer"), "a longer word that a Japanese word counts inside of, `-word` not"
        ),
    )
    ids: tuple[str, ...] = given_by(
        (), Parameter("id", parameters.ids(), "a passage chosen by hand; no others are looked at")
    )
    sort: str = given_by("relevance", Parameter("sort", parameters.choice(*SORTS), "the order of hits", group="order"))
    similar: str = given_by(
        "fold",
        Parameter(
            "similar", parameters.choice("fold", "show"), "nearly the same passages as one hit, or each as its own",
            group="order",
        ),
    )  # fmt: skip
    group: str = given_by(
        "none",
        Parameter("group", parameters.choice("none", "doc"), "doc: the best passage of each document", group="order"),
    )
    page: int = given_by(1, Parameter("page", parameters.number(LAST_PAGE), "from 1", group="page"))
    per_page: int = given_by(
        10, Parameter("per_page", parameters.number("max_per_page"), "hits of a page", group="page", flag="--limit")
    )
    ui: str = given_by("ja", Parameter("ui", parameters.choice("ja", "en"), "the language of labels and notes"))

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

    def filtered(self, chosen: Iterable[tuple[str, str]], excluded: Iterable[tuple[str, str]]) -> "SearchState":
        """The same page of the search with these filters."""
        return replace(self, chosen=_ordered(chosen), excluded=_ordered(excluded))

    def changed(self, **changes: object) -> "SearchState":
        """The search with other values, a list for several; unless the page is among them, from the first page."""
        kept = {name: tuple(value) if isinstance(value, list) else value for name, value in changes.items()}
        return replace(self, **{"page": 1, **kept})  # type: ignore[arg-type]

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
        chosen = ((name, kept_value(value)) for name, value in self.chosen)
        filters = [*chosen, *((name, "-" + value) for name, value in self.excluded)]
        filters.sort(key=lambda pair: FACETS.index(pair[0]))
        question, *rest = TABLE
        return [*self._given(*question), *filters, *(pair for row in rest for pair in self._given(*row))]

    def _given(self, name: str, default: object, rows: tuple[Parameter, ...]) -> Iterator[tuple[str, str]]:
        value = getattr(self, name)
        if value != default:
            yield from ((row.name, text) for row in rows for text in row.kind.write(value))

    def address(self, path: str = "/search") -> str:
        """The link to this search."""
        return rooted(path, _query(self))


@lru_cache(maxsize=1_000)
def _query(state: SearchState) -> str:
    """A page leads to the same search in a dozen ways."""
    return urlencode(state.pairs())


TABLE = tuple((each.name, each.default, rows) for each in fields(SearchState) if (rows := parameters_of(each)))
"""Field, default, the parameters that give it."""

PARAMETERS: tuple[Parameter, ...] = tuple(row for _, _, rows in TABLE for row in rows)
"""Every parameter of a search but the facets, which the schema lists."""


def read_state(pairs: Iterable[tuple[str, str]], config: Config) -> tuple[SearchState, tuple[Note, ...]]:
    """The search that parameters ask for. Unknown names are passed over; a bad value takes the default, with a
    note. Of a name that may stand once the first counts."""
    given: dict[str, list[str]] = {}
    for name, typed in pairs:
        given.setdefault(name, []).append(as_text(typed))
    notes: list[Note] = []
    read: dict[str, object] = dict(zip(("chosen", "excluded"), _filters(given, config, notes), strict=True))
    for field, default, rows in TABLE:
        found = [row.kind.read(row.name, given.get(row.name, ()), default, config, notes) for row in rows]
        read[field] = found[0] if len(found) == 1 else tuple(value for values in found for value in values)
    state = _in_an_address(SearchState(**read), config.integer("most_address"), notes)  # type: ignore[arg-type]
    return state, tuple(dict.fromkeys(notes))


def _filters(given: Mapping[str, Sequence[str]], config: Config, notes: list[Note]) -> tuple[Pairs, Pairs]:
    """The values chosen in facets, and those excluded."""
    chosen: list[tuple[str, str]] = []
    excluded: list[tuple[str, str]] = []
    for facet in FACETS:
        typed = dict.fromkeys(value for value in given.get(facet, ()) if value)
        bad = [value for value in typed if facet == "year" and not _YEAR.fullmatch(value)]
        notes += [bad_value(facet, value) for value in bad[:MOST_BAD]]
        meant = tuple(dict.fromkeys(short(value, notes) for value in typed if value not in bad))
        for value in few(facet, meant, config.integer("most_values"), notes):
            marked = _excludes(value) or kept_value(value) != value
            (excluded if _excludes(value) else chosen).append((facet, value[marked:]))
    return _ordered(chosen), _ordered(excluded)


def _in_an_address(state: SearchState, most: int, notes: list[Note]) -> SearchState:
    """The search with so few values that its address is short: a page repeats it in each of its hundreds of links."""
    for field in ("ids", "as_", "drop", "excluded", "chosen"):
        while len(_query(state)) > most and (values := getattr(state, field)):
            notes.append(Note("address-cut", str(most)))
            state = replace(state, **{field: values[: len(values) // 2]})
    return state


def _excludes(value: str) -> bool:
    return value.startswith("-") and len(value) > 1


def kept_value(value: str) -> str:
    """A value to keep as an address says it: -value leaves one out, so that -甲 itself is written with a backslash."""
    return f"\\{value}" if value != "-" and value.lstrip("\\").startswith("-") else value


def _ordered(pairs: Iterable[tuple[str, str]]) -> Pairs:
    return tuple(sorted(dict.fromkeys(pairs), key=lambda pair: (FACETS.index(pair[0]), pair[1])))
