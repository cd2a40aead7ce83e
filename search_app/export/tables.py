"""Concordances, trends and suggestions as JSON and as tables: the same lines and numbers as their pages."""

from collections.abc import Iterable, Iterator, Sequence

from search_app.export.formats import cells
from search_app.export.json_objects import notes_object
from search_app.state.links import passage_address
from search_app.state.parameters import Json
from search_app.suggestions.completion import Option
from search_app.views.concordance import Concordance
from search_app.views.lines import Line
from search_app.views.term_counts import TermTable
from search_app.views.trends import Trends

LINE_COLUMNS = ("id", "doc", "paragraph", "date", "lang", "left", "node", "right", "via")


def concordance_object(found: Concordance) -> Json:
    """What `/kwic.json` and `sakuin kwic --json` give."""
    view, language = found.view, found.view.state.ui
    return {
        "total": found.total,
        "page": view.state.page,
        "pages": found.pages,
        "counted": found.counted,
        "hits": found.hits,
        "folded": found.folded,
        "width": view.width,
        "order": list(view.order),
        "collation": view.collation,
        "lines": [_line(line, found) for line in found.lines],
        "notes": notes_object(found.notes, language),
        "url": view.address(),
    }


def _line(line: Line, found: Concordance) -> Json:
    values = dict(zip(LINE_COLUMNS, line_values(line), strict=True))
    own = {"number": line.number, "start": line.match.start, "end": line.match.end}
    return values | own | {"url": passage_address(line.place.passage.id, found.view.state)}


def line_values(line: Line) -> Sequence[object]:
    """A line in the order of LINE_COLUMNS."""
    place = line.place
    return (
        place.passage.id, place.document.id, place.passage.ordinal + 1, line.date, place.passage.lang,
        line.before, line.node, line.after, line.match.via,
    )  # fmt: skip


def line_table(lines: Iterable[Line]) -> Iterator[str]:
    """Lines as TSV."""
    yield cells(LINE_COLUMNS, "\t")
    yield from (cells(line_values(line), "\t") for line in lines)


def trends_object(found: Trends) -> Json:
    """What `/trends.json` and `sakuin trends --json` give."""
    language = found.view.state.ui
    return {
        "series": [
            {
                "q": series.q,
                "parsed": series.parsed,
                "total": series.total,
                "undated": {lang: series.undated[lang] for lang in found.languages},
                "url": series.state.address(),
            }
            for series in found.series
        ],
        "rows": list(trend_rows(found)),
        "undated": {lang: {"passages": row.passages, "words": row.words} for lang, row in found.undated.items()},
        "notes": notes_object(found.notes, language),
        "url": found.view.address(),
    }


TREND_COLUMNS = ("year", "lang", "q", "hits", "per_10000_words", "passages", "words")


def trend_rows(found: Trends) -> Iterator[Json]:
    """A row for each year, language and question, years without any text too."""
    for year in found.years:
        for lang in found.languages:
            material = found.of(lang, year)
            for series in found.series:
                rate = found.rate(series, lang, year)
                shown = None if rate is None else round(rate, 4)
                values = (year, lang, series.q, series.hits[lang, year], shown, material.passages, material.words)
                yield dict(zip(TREND_COLUMNS, values, strict=True))


def trend_table(found: Trends) -> Iterator[str]:
    """The rows as CSV."""
    yield cells(TREND_COLUMNS, ",")
    yield from (cells(["" if v is None else v for v in row.values()], ",") for row in trend_rows(found))


def terms_object(found: TermTable) -> Json:
    """What `/terms.json` and `sakuin terms --json` give; a value that a term has no passage of is left out."""
    view, language = found.view, found.view.state.ui
    return {
        "by": view.by,
        "columns": [{"value": c.value, "label": c.label, "total": c.total} for c in found.columns],
        "rows": [
            {"term": row.term, "total": row.total, "counts": dict(row.counts), "url": row.state.address()}
            for row in found.rows
        ],
        "notes": notes_object(found.notes, language),
        "url": view.address(),
    }


def term_columns(found: TermTable) -> list[str]:
    """The head of a table of terms: the term, the passages it has in all, the values."""
    return ["term", "passages", *(column.value for column in found.columns)]


def term_rows(found: TermTable) -> Iterator[list[str | int]]:
    """A row for each term, in the order of `term_columns`."""
    for row in found.rows:
        yield [row.term, row.total, *(row.counts.get(column.value, 0) for column in found.columns)]


def term_count_table(found: TermTable, mark: str = "") -> Iterator[str]:
    """The rows as CSV; `mark` stands before it."""
    yield mark + cells(term_columns(found), ",")
    yield from (cells(row, ",") for row in term_rows(found))


def options_object(typed: str, options: Sequence[Option]) -> Json:
    """What `/suggest.json` and `sakuin suggest --json` give."""
    return {
        "q": typed,
        "options": [{"q": o.q, "text": o.text, "kind": o.kind, "count": o.count} for o in options],
    }
