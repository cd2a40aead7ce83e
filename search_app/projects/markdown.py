"""A project as Markdown, to be read by anybody: each passage as a quotation with its citation, notes, tags, searches.

Source: CommonMark 0.31; what its signs would mean in a text is escaped (see `search_app.export.markdown`).
"""

import re
from collections.abc import Iterator
from urllib.parse import urlencode

from search_app.export.bibliographies import one_line
from search_app.export.markdown import escaped
from search_app.labels import LABELS
from search_app.projects.values import Item, Project, SavedSearch
from search_app.projects.writing import cited_as


def both(key: str) -> str:
    """A word in both languages: a file does not know who will read it."""
    return " ／ ".join(LABELS[key].in_language(lang) for lang in ("ja", "en"))


def head_of(item: Item) -> str:
    """What an item is called: its document and the headings above it."""
    return " › ".join(one_line(part) for part in (item.facts.title, *item.facts.headings))


def project_markdown(project: Project) -> str:
    """The whole project."""
    return "\n\n".join(_blocks(project)) + "\n"


def _blocks(project: Project) -> Iterator[str]:
    yield f"# {_line(project.title) or both('project')}"
    if about := " · ".join(filter(None, (project.by, project.made[:10], project.changed[:10]))):
        yield _line(about)
    for number, item in enumerate(project.items, 1):
        yield from _item(number, item)
    if project.searches:
        yield f"# {both('saved-searches')}"
        yield "\n".join(map(_search, project.searches))


def _item(number: int, item: Item) -> Iterator[str]:
    yield f"## {number}. {_line(head_of(item))}"
    yield "\n".join(f"> {escaped(line)}".rstrip() for line in item.text.splitlines() or [""])
    yield _sealed(item)
    if item.kept:
        yield f"*{both('project-kept')}*"
    for mark in item.highlights:
        word = f" — {_line(mark.word)}" if mark.word else ""
        yield f"- **{_line(item.text[mark.start : mark.end])}** ({both(f'colour-{mark.colour}')}){word}"
    if item.note:
        yield f"**{both('project-note')}:** {_paragraphs(item.note)}"
    for remark in item.remarks:
        yield f"**{both('project-note')} ({_line(remark.by)}):** {_paragraphs(remark.text)}"
    if item.tags:
        yield f"**{both('project-tags')}:** {', '.join(map(_line, item.tags))}"


def _sealed(item: Item) -> str:
    seal, made = item.facts.seal, cited_as(item)
    mark = "`" * (1 + max(map(len, re.findall("`+", seal)), default=0))
    return f"{_line(made.removesuffix(seal))} {mark}{seal}{mark}"


def _search(search: SavedSearch) -> str:
    found = f"{search.total:,} ({search.looked[:10]}; {search.digest})" if search.looked else ""
    mark = "`" if "`" not in search_address(search) else "``"
    return f"- {_line(search.name)} — {found} {mark}{search_address(search)}{mark}"


def search_address(search: SavedSearch) -> str:
    """The address of a saved search, below that of the search page."""
    return f"/search?{urlencode(search.parameters)}"


def _line(text: str) -> str:
    return escaped(one_line(text))


def _paragraphs(text: str) -> str:
    return "\\\n".join(escaped(line) for line in text.strip().splitlines())
