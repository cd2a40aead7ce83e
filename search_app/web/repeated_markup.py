"""The markup of what a page shows by the hundred: texts with marks, values of facets, years of the histogram.

Everything else is written in the templates; they would take ten times as long for these.
"""

from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup, escape

from search_app.highlighting.snippets import Piece
from search_app.labels import LABELS
from search_app.search.facets import HEIGHT, Bar, FacetValue
from search_app.web.help_texts import VIA_LABELS

FEW_BARS = 60
"""Of so many years or fewer each may be pointed at above its bar, and is a link in the table too."""


def with_marks(pieces: Iterable[Piece], ui: str) -> Markup:
    """A run of text with its matches marked, each with the reason; that it stands as typed needs no words."""
    return Markup("").join(Markup(_mark(piece, ui)) if piece.via else piece.text for piece in pieces)


def _mark(piece: Piece, ui: str) -> str:
    reason = escape(_word("matched-via", ui)).format(via=VIA_LABELS[piece.via].in_language(ui))
    other = f" ({escape(piece.other)})" if piece.other else ""
    title = f' title="{reason}{other}"' if piece.via != "surface" else ""
    return f'<mark data-via="{piece.via}"{title}>{escape(piece.text)}</mark>'


def value_links(values: Iterable[FacetValue], ui: str, exclude: bool = True) -> Markup:
    """Values as items of a list, each a link to the search with it and, with `exclude`, one to the search without."""
    return Markup("").join(Markup(_value_link(value, ui, exclude)) for value in values)


def _value_link(value: FacetValue, ui: str, exclude: bool) -> str:
    label, status = escape(value.label), value.status
    return (
        f'<li{_attribute("class", status)}><a href="{escape(value.address)}"{CURRENT if status == "chosen" else ""}>'
        f'{_status(status, ui)}<span class="label">{label}</span><b aria-hidden="true">{value.count:,}</b>'
        f'<span class="vh">, {_hits(value.count, ui)}</span></a>'
        f"{_exclusion(value, label, ui) if exclude and not status else ''}</li>\n"
    )


CURRENT = ' aria-current="true"'


def _attribute(name: str, value: str) -> str:
    return f' {name}="{value}"' if value else ""


def _status(status: str, ui: str) -> str:
    return f'<span class="vh">{escape(_word(status, ui))}: </span>' if status else ""


def _hits(count: int, ui: str) -> str:
    return _word("one-hit", ui) if count == 1 else _word("hits", ui).format(n=count)


def _exclusion(value: FacetValue, label: Markup, ui: str) -> str:
    title = escape(_word("exclude-value", ui)).format(name=label)
    return (
        f'<a class="not" href="{escape(value.exclude_address)}" title="{title}"><span aria-hidden="true">−</span></a>'
    )


@lru_cache(maxsize=100)
def _word(key: str, ui: str) -> str:
    return LABELS[key].in_language(ui)


def bars(years: tuple[Bar, ...]) -> Markup:
    """The bars of the histogram. Their links say the question alone, for they lead to the page that they stand on."""
    few = len(years) <= FEW_BARS
    return Markup("").join(Markup(_bar(bar, few)) for bar in years)


def _bar(bar: Bar, few: bool) -> str:
    x, width = f"{bar.x:g}", f"{bar.width:g}"
    area = f'<path class="h" d="M{x} 0h{width}v{HEIGHT}h-{width}z"/>' if few else ""
    address, on = escape(bar.address.replace("/search?", "?")), "on" if bar.chosen else ""
    return (
        f'<a href="{address}" tabindex="-1"{_attribute("class", on)}>'
        f"<title>{escape(bar.label)}: {bar.count}</title>{area}"
        f'<path d="M{x} {HEIGHT}V{bar.y:g}h{width}V{HEIGHT}"/></a>\n'
    )


def year_rows(years: tuple[Bar, ...]) -> Markup:
    """The same numbers as rows of a table."""
    few = len(years) <= FEW_BARS
    return Markup("").join(Markup(_year_row(bar, few)) for bar in years)


def _year_row(bar: Bar, few: bool) -> str:
    label = escape(bar.label)
    name = f'<a href="{escape(bar.address)}">{label}</a>' if few else label
    return f'<tr><th scope="row">{name}<td>{bar.count}\n'
