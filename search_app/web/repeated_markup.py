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
"""Of so many years or fewer each may be pointed at, also above its bar, and is a link in the table."""


def with_marks(pieces: Iterable[Piece], ui: str) -> Markup:
    """A run of text with its matches marked, each with the reason; that it stands as typed needs no words."""
    return Markup("").join(Markup(_mark(piece, ui)) if piece.via else piece.text for piece in pieces)


def _mark(piece: Piece, ui: str) -> str:
    reason = escape(_word("matched-via", ui)).format(via=VIA_LABELS[piece.via].in_language(ui))
    other = f" ({escape(piece.other)})" if piece.other else ""
    title = f' title="{reason}{other}"' if piece.via != "surface" else ""
    return f'<mark data-via="{piece.via}"{title}>{escape(piece.text)}</mark>'


def value_links(values: Iterable[FacetValue], ui: str, leave: bool = True) -> Markup:
    """Values as items of a list, each a link to the search with it and, to `leave` it out, a button."""
    return Markup("").join(Markup(_value_link(value, ui, leave)) for value in values)


def _value_link(value: FacetValue, ui: str, leave: bool) -> str:
    label, status = escape(value.label), value.status
    return (
        f"<li{_attribute('class', status)}>"
        f'<a href="{escape(value.address)}" rel="nofollow"{CURRENT if status == "chosen" else ""}>'
        f'{_status(status, ui)}<span class="label">{label}</span><b aria-hidden="true">{value.count:,}</b>'
        f'<span class="vh">, {_hits(value.count, ui)}</span></a>'
        f"{_exclusion(value, label, ui) if leave and not status else ''}</li>\n"
    )


SHADES = 6
"""Degrees of darkness of a year."""

LEAVE_OUT = "leave-out"
"""The form of the page whose buttons leave a value out: a link for each would repeat the whole search."""

CURRENT = ' aria-current="true"'


def _attribute(name: str, value: str) -> str:
    return f' {name}="{value}"' if value else ""


def _status(status: str, ui: str) -> str:
    return f'<span class="vh">{escape(_word(status, ui))}: </span>' if status else ""


def _hits(count: int, ui: str) -> str:
    return _word("one-hit", ui) if count == 1 else _word("hits", ui).format(n=count)


def _exclusion(value: FacetValue, label: Markup, ui: str) -> str:
    title, button = escape(_word("exclude-value", ui)).format(name=label), escape(f"-{value.value}")
    named = f'form="{LEAVE_OUT}" name="{value.facet}" value="{button}"'
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
    """A cell for each year, the darker the more hits it has: what is seen of the years before they are opened."""
    shades: dict[int, str] = defaultdict(str)
    for bar in years.bars:
        shades[ceil(SHADES * bar.count / years.highest)] += f"M{bar.x:g} 0h{bar.width:g}v1h-{bar.width:g}z"
    return Markup("").join(Markup(f'<path d="{cells}" opacity="{n / SHADES:g}"/>') for n, cells in shades.items())


def year_rows(years: tuple[Bar, ...]) -> Markup:
    """The same numbers as rows of a table."""
    few = len(years) <= FEW_BARS
    return Markup("").join(Markup(_year_row(bar, few)) for bar in years)


def _year_row(bar: Bar, few: bool) -> str:
    label = escape(bar.label)
    name = f'<a href="{escape(bar.address)}" rel="nofollow">{label}</a>' if few else label
    return f'<tr><th scope="row">{name}<td>{bar.count}\n'
