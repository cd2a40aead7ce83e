"""Hits as Markdown, for notes and pages of one's own: a heading, the text as a quotation, its citation.

Source: CommonMark 0.31. What its signs would mean in a title or a text is escaped, so that it reads as it was written.
"""

import re
from collections.abc import Iterator

from search_app.export.bibliographies import one_line
from search_app.export.rows import Row, Taken
from search_app.labels import LABELS

_SIGNS = re.compile(r"([\\`*_\[\]<>&|~#])")
"""What is markup wherever it stands: emphasis, code, links, HTML and its entities, cells of a table, headings."""

_BEGINNING = re.compile(r"^(?:([+=-])|(\d{1,9})([.)]))")
"""What is markup at the beginning of a line: rules, lists, what underlines a heading."""


def markdown(taken: Taken) -> Iterator[str]:
    """The parts of the file, the first of which says what was asked."""
    ui = taken.state.ui
    title = taken.state.q or LABELS["browse"].in_language(ui)
    count = LABELS["one-hit" if taken.total == 1 else "hits"].in_language(ui).format(n=taken.total)
    about = " · ".join(filter(None, (count, taken.searcher.library.collection.title.in_language(ui))))
    link = f"<{taken.address}>\n" if taken.address else ""
    yield f"# {escaped(one_line(title))}\n\n{escaped(one_line(about))}\n{link}"
    yield from map(_entry, taken.rows)


def _entry(row: Row) -> str:
    head = " › ".join((row.cited.title, *row.cited.headings))
    quoted = "\n".join(f"> {escaped(line)}".rstrip() for line in row.text.splitlines())
    seal = row.cited.seal
    # In code, for an id may have any sign and has to stay as it is, to be verified.
    mark = "`" * (1 + max(map(len, re.findall("`+", seal)), default=0))
    said = f"{escaped(one_line(row.made.removesuffix(seal)))} {mark}{seal}{mark}"
    return f"\n## {row.number}. {escaped(one_line(head))}\n\n{quoted}\n\n{said}\n"


def escaped(text: str) -> str:
    """A line of text that CommonMark reads as it stands: 1. *a* -> 1\\. \\*a\\*."""
    line = _SIGNS.sub(r"\\\1", text.strip(" \t"))
    return _BEGINNING.sub(lambda found: f"{found[2] or ''}\\{found[1] or found[3]}", line)
