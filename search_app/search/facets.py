"""From an engine's counts to what the page shows beside the hits: panels of values, chips, the year histogram."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from indexer.collection import Collection
from indexer.document import Label
from indexer.metadata import actors, eras
from indexer.metadata.calendar import japanese_years
from indexer.query import FacetCount
from indexer.schema import FACET_TABLE, FACETS, UNDATED
from search_app.state.links import Links
from search_app.state.state import SearchState

SHOWN = 10
"""Values of a facet before `more`."""

MOST_LISTED = 10
"""Values of a facet that a panel lists in all, the most frequent; the page of values has the others."""

MOST_ERAS = 24
"""The same of eras: all of most collections, but of the hundred decades of a long history those that matter."""

MOST_COUNTED = 400
"""Values of a facet that are counted; years and eras are fewer."""

LANGUAGE_NAMES = {
    "ja": Label("日本語", "Japanese"), "en": Label("英語", "English"), "ru": Label("ロシア語", "Russian"),
    "de": Label("ドイツ語", "German"), "fr": Label("フランス語", "French"), "zh": Label("中国語", "Chinese"),
}  # fmt: skip

FACET_LABELS = {facet.name: facet.label for facet in FACET_TABLE}


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value: its label, how many hits have it, and where a click leads. `status` is chosen, excluded or ''."""

    facet: str
    value: str
    label: str
    count: int
    status: str
    address: str


@dataclass(frozen=True, slots=True)
class Panel:
    """A facet: the values shown first, the rest of those that are listed, and how many more were counted.

    Values come by their count, those that all hits share last, since they narrow nothing; of eras the most frequent are
    shown first, as time goes."""

    facet: str
    label: str
    first: tuple[FacetValue, ...]
    rest: tuple[FacetValue, ...]
    unlisted: int = 0


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force, and the search without it."""

    facet: str
    label: str
    excluded: bool
    without: SearchState

    @property
    def address(self) -> str:
        """The link to the search without it."""
        return self.without.address()


@dataclass(frozen=True, slots=True)
class Bar:
    """A year of the histogram; geometry in a box WIDTH by HEIGHT, y downwards."""

    year: int
    label: str
    count: int
    x: float
    y: float
    width: float
    height: float
    chosen: bool


@dataclass(frozen=True, slots=True)
class Histogram:
    """Hits by year. A passage that speaks of several years stands in each; `dated` counts it once."""

    bars: tuple[Bar, ...]
    dated: int
    undated: int
    undated_address: str
    first: int
    last: int
    highest: int


WIDTH, HEIGHT = 640, 96


Labels = Mapping[str, Callable[[str], Label]]


def labels(collection: Collection, titles: Callable[[str], str]) -> Labels:
    """For each facet, what gives the label of a value; `titles` knows documents by id."""
    return dict.fromkeys(FACETS, lambda value: Label(value, value)) | {
        "era": lambda value: eras.label(collection, value),
        "actor": lambda value: actors.label(collection, value),
        "year": year_label,
        "doc": lambda value: Label(titles(value), titles(value)),
        "lang": lambda value: LANGUAGE_NAMES.get(value, Label(value, value)),
    }


@lru_cache(maxsize=5_000)
def year_label(value: str) -> Label:
    """1926 -> 1926 / 大正15・昭和元; both calendars stand in both languages' labels for Japan's modern years."""
    if value == UNDATED:
        return Label("年代なし", "undated")
    japanese = "・".join(japanese_years(int(value)))
    both = f"{int(value)} / {japanese}" if japanese else f"{int(value)}"
    return Label(both, both)


def panels(
    counts: Mapping[str, Sequence[FacetCount]],
    state: SearchState,
    known: Labels,
    chronology: Sequence[str],
    shown: Iterable[str] = FACETS,
    total: int = 0,
    links: Links | None = None,
) -> tuple[Panel, ...]:
    """A panel for each facet of `shown` that has any value, years apart. `chronology` lists the eras in order, `total`
    is how many hits there are, `links` are those of a view other than the list."""
    links = links or Links(state)
    shown = (facet for facet in shown if facet != "year")
    found = (_panel(facet, counts.get(facet, ()), state, known, chronology, total, links) for facet in shown)
    return tuple(panel for panel in found if panel.first)


def _panel(
    facet: str,
    counts: Sequence[FacetCount],
    state: SearchState,
    known: Labels,
    chronology: Sequence[str],
    total: int,
    links: Links,
) -> Panel:
    chosen = (*state.values(facet), *state.left_out(facet))
    listed = counts[: MOST_ERAS if facet == "era" else MOST_LISTED]
    held = {row.value: row.count for row in listed} | {row.value: row.count for row in counts if row.value in chosen}
    for value in chosen:
        held.setdefault(value, 0)
    values = [value_of(facet, value, count, state, known, links) for value, count in held.items()]
    values.sort(key=lambda v: (v.count == total, -v.count, v.label))
    shown, rest = values[:SHOWN], values[SHOWN:]
    if facet == "era":
        shown, rest = (sorted(part, key=lambda v: _time(v.value, chronology)) for part in (shown, rest))
    first = [v for v in shown if facet != "doc" or v.count or v.status] + [v for v in rest if v.status]
    label, unlisted = FACET_LABELS[facet].in_language(state.ui), len({row.value for row in counts} - held.keys())
    return Panel(facet, label, tuple(first), tuple(v for v in rest if not v.status), unlisted)


def _time(era: str, chronology: Sequence[str]) -> tuple[bool, int, str]:
    """Where an era stands among the others, which come as time goes."""
    known = era in chronology
    return (not known, chronology.index(era) if known else 0, era)


def value_of(facet: str, value: str, count: int, state: SearchState, known: Labels, links: Links) -> FacetValue:
    """A value as a panel or a page of values shows it."""
    label = known[facet](value).in_language(state.ui)
    chosen, left_out = value in state.values(facet), value in state.left_out(facet)
    status = "chosen" if chosen else "excluded" if left_out else ""
    return FacetValue(facet, value, label, count, status, links.toggled(facet, value))


def left(counts: Iterable[FacetCount], facet: str, state: SearchState) -> list[FacetCount]:
    """The values of a facet that its own choice leaves: the counts are made without it."""
    chosen, left_out = state.values(facet), state.left_out(facet)
    return [row for row in counts if (not chosen or row.value in chosen) and row.value not in left_out]


def chips(state: SearchState, known: Labels) -> tuple[Chip, ...]:
    """The filters in force, each with the search that goes on without it."""
    pairs = [(pair, False) for pair in state.chosen] + [(pair, True) for pair in state.excluded]
    found = [
        Chip(facet, known[facet](value).in_language(state.ui), excluded, state.dropped(facet, value, excluded))
        for (facet, value), excluded in pairs
    ]
    for name, text in (("from_", state.from_), ("until", state.until)):
        if text:
            found.append(Chip(name.strip("_"), text, False, state.changed(**{name: ""})))
    if state.ids:
        found.append(Chip("selection", f"{len(state.ids):,}", False, state.changed(ids=())))
    return tuple(found)


def histogram(counts: Iterable[FacetCount], total: int, state: SearchState) -> Histogram | None:
    """Bars for the years of the `total` passages counted, evenly spaced from the first year to the last; None where
    no year is."""
    held = {row.value: row.count for row in counts}
    undated = held.pop(UNDATED, 0)
    by_year = {int(year): count for year, count in held.items() if year.isdigit()}
    if not by_year:
        return None
    first, last, highest = min(by_year), max(by_year), max(by_year.values())
    step = WIDTH / (last - first + 1)
    width, chosen = round(step - min(1.0, step * 0.15), 2), set(state.values("year"))
    bars = []
    for year, count in sorted(by_year.items()):
        value, height = f"{year:04d}", round(max(2.0, HEIGHT * count / highest), 2)
        x, y = round((year - first) * step, 2), round(HEIGHT - height, 2)
        bars.append(Bar(year, year_label(value).ja, count, x, y, width, height, value in chosen))
    address = Links(state).toggled("year", UNDATED)
    return Histogram(tuple(bars), total - undated, undated, address, first, last, highest)
