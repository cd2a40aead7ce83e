"""What a notebook shows of an answer: HTML in which every text of a document is escaped, whatever stands in it."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import islice

from search_app.export.json_objects import snippet_html
from search_app.highlighting.snippets import Snippet
from search_app.labels import LABELS

MOST_SHOWN = 10
"""Hits, lines or rows of an answer that a notebook shows; a slice or a loop has the others."""


def paragraph_html(text: str) -> str:
    """A text by itself."""
    return f"<p>{escape(text)}</p>"


def heading_html(text: str, notes: Iterable[str] = ()) -> str:
    """What an answer is, and what is said of it."""
    return f"<p><strong>{escape(text)}</strong></p>" + "".join(map(paragraph_html, notes))


def passage_html(title: str, about: Iterable[str], snippet: Snippet, seal: str) -> str:
    """A hit: its title, what it is of, the part of it with its marks, its seal."""
    said = " · ".join(escape(each) for each in about if each)
    head = f"<strong>{escape(title)}</strong><br><small>{said}</small>"
    return f"<p>{head}<br>{snippet_html(snippet)}<br><small>{escape(seal)}</small></p>"


def table_html(columns: Sequence[str], rows: Iterable[Sequence[object]], total: int, ui: str = "en") -> str:
    """The first of `total` rows, and how many more there are."""
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    first = list(islice(rows, MOST_SHOWN))
    body = "".join("<tr>" + "".join(f"<td>{_cell(value)}</td>" for value in row) + "</tr>" for row in first)
    made = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return made + more_html(total - len(first), ui)


def more_html(number: int, ui: str) -> str:
    """How many are not shown; nothing where all are."""
    said = LABELS["more-names"].in_language(ui)
    return paragraph_html(f"… {said.format(n=f'{number:,}')}") if number > 0 else ""


def _cell(value: object) -> str:
    return "" if value is None else escape(str(value))
