"""The markup of what a page shows by the hundred: texts with marks, values of facets, years of the histogram.

Everything else is written in the templates; they would take ten times as long for these.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from math import ceil

from markupsafe import Markup, escape

from search_app.highlighting.snippets import Piece
from search_app.labels import LABELS
from search_app.search.facets import HEIGHT, Bar, FacetValue, Histogram
from search_app.web.help_texts import VIA_LABELS

FEW_BARS = 60
"""Of so many years or fewer each may be pointed at, also above its bar, and stands in a table."""


def with_marks(pieces: Iterable[Piece], ui: str) -> Markup:
    """A run of text with its matches marked, each with the reason; that it stands as typed needs no words."""
    return Markup("").join(Markup(_mark(piece, ui)) if piece.via else piece.text for piece in pieces)


def _mark(piece: Piece, ui: str) -> str:
    reason = escape(_word("matched-via", ui)).format(via=VIA_LABELS[piece.via].in_language(ui))
    other = f" ({escape(piece.other)})" if piece.other else ""
    title = f' title="{reason}{other}"' if piece.via != "surface" else ""
    return f'<mark data-via="{piece.via}"{title}>{escape(piece.text)}</mark>'


def value_links(values: Iterable[FacetValue], ui: str, leave: bool = True) -> Markup:
    """Values as items of a list, each a link to the search with it and, to `leave` it out, a button; where the address
    is long, two buttons."""
    return Markup("").join(Markup(_value_link(value, ui, leave)) for value in values)


def _value_link(value: FacetValue, ui: str, leave: bool) -> str:
    label, status, leave = escape(value.label), value.status, leave and not value.status
    name, end = _opened(value, leave and len(value.address) > LONG)
    return (
        f"<li{_attribute('class', status)}>{name}"
        f'{_status(status, ui)}<span class="label">{label}</span><b aria-hidden="true">{value.count:,}</b>'
        f'<span class="vh">, {_hits(value.count, ui)}</span>{end}'
        f"{_exclusion(value, label, ui) if leave else ''}</li>\n"
    )


def _opened(value: FacetValue, long: bool) -> tuple[str, str]:
    """How what leads to the search with a value begins and ends."""
    if long:
        return f'<button form="{NARROW}" name="{value.facet}" value="{escape(value.value)}">', "</button>"
    current = CURRENT if value.status == "chosen" else ""
    return f'<a href="{escape(value.address)}" rel="nofollow"{current}>', "</a>"


SHADES = 6
"""Degrees of darkness of a year."""

NARROW = "narrow"
"""The form of the page whose buttons search with one value more, or without it: a link for each would repeat the whole
search, and lead machines that walk the web from one filtered page to the next."""

LONG = 250
"""Characters of an address, as of a search with many filters, that no value of a panel repeats."""

CURRENT = ' aria-current="true"'


def _attribute(name: str, value: str) -> str:
    return f' {name}="{value}"' if value else ""


def _status(status: str, ui: str) -> str:
    return f'<span class="vh">{escape(_word(status, ui))}: </span>' if status else ""


def _hits(count: int, ui: str) -> str:
    return _word("one-hit", ui) if count == 1 else _word("hits", ui).format(n=count)


def _exclusion(value: FacetValue, label: Markup, ui: str) -> str:
    title, button = escape(_word("exclude-value", ui)).format(name=label), escape(f"-{value.value}")
    named = f'form="{NARROW}" name="{value.facet}" value="{button}"'
    return (
        f'<button class="not" {named} title="{title}"><span aria-hidden="true">{_word("exclude", ui)}</span></button>'
    )


@lru_cache(maxsize=100)
def _word(key: str, ui: str) -> str:
    return LABELS[key].in_language(ui)


def bars(years: tuple[Bar, ...]) -> Markup:
    """The bars of the histogram. Each of a few says its number where it is pointed at; many are one shape."""
    if len(years) <= FEW_BARS:
        return Markup("").join(Markup(_bar(bar)) for bar in years)
    shapes = ((on, "".join(_shape(bar) for bar in years if bar.chosen == bool(on))) for on in ("", "on"))
    return Markup("").join(
        Markup(f'<g{_attribute("class", on)}><path d="{shape}"/></g>\n') for on, shape in shapes if shape
    )


def _bar(bar: Bar) -> str:
    area = f'<path class="h" d="M{bar.x:g} 0h{bar.width:g}v{HEIGHT}h-{bar.width:g}z"/>'
    title = f"<title>{escape(bar.label)}: {bar.count}</title>"
    return f'<g{_attribute("class", "on" if bar.chosen else "")}>{title}{area}<path d="{_shape(bar)}"/></g>\n'


def _shape(bar: Bar) -> str:
    return f"M{bar.x:g} {HEIGHT}V{bar.y:g}h{bar.width:g}V{HEIGHT}"


def strip(years: Histogram) -> Markup:
    """A line for each year, the darker the more hits it has: what is seen of the years before they are opened."""
    shades: dict[int, str] = defaultdict(str)
    for bar in years.bars:
        shades[ceil(SHADES * bar.count / years.highest)] += f"M{bar.x:g} 0h{bar.width:g}"
    return Markup("").join(Markup(f'<path d="{cells}" opacity="{n / SHADES:g}"/>') for n, cells in shades.items())


def year_rows(years: tuple[Bar, ...]) -> Markup:
    """The same numbers as rows of a table; each year but those chosen is a button of the form of the page."""
    return Markup("").join(Markup(_year_row(bar)) for bar in years)


def _year_row(bar: Bar) -> str:
    label, named = escape(bar.label), f'form="{NARROW}" name="year" value="{bar.year:04d}"'
    name = label if bar.chosen else f'<button class="tag" {named}>{label}</button>'
    return f'<tr><th scope="row">{name}<td>{bar.count}\n'
