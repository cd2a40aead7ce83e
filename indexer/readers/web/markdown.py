"""The headings, paragraphs and footnotes of Markdown.

A list item, a row of a table and a code block are paragraphs. A footnote stands behind the paragraph that refers to it
first, and the sign of the reference is left out; one that nothing refers to stands at the end.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from indexer.document import Block, Mark
from indexer.readers import residue
from indexer.readers.reading import CELL_GAP
from indexer.readers.text.lines import units

if TYPE_CHECKING:
    from markdown_it.token import Token

DEEPEST = 60
"""Lists and quotations within one another; markdown-it drops what lies deeper, so that is read as plain text."""

TOO_DEEP = f"lists or quotations nest more than {DEEPEST // 2} deep: read as plain text"
LEFT_OPEN = "a comment or a script in HTML is not closed: from there on read as plain text; close it"
HIDDEN = (("<!--", "-->"), ("<?", "?>"), ("<![cdata[", "]]>"), ("<script", "</script"), ("<style", "</style"),
          ("<textarea", "</textarea"))  # fmt: skip
"""What begins HTML that is not shown, and what ends it; left open it reaches to the end (CommonMark 4.6)."""

TAG = re.compile(r"<(/?)\s*([a-zA-Z][\w-]*)[^<>]*>|<!--.*?-->", re.DOTALL)
READINGS = frozenset({"rt", "rp"})
"""`<ruby>此処<rt>ここ</rt></ruby>`: the base is text, the reading is not."""


class Item(NamedTuple):
    """A block, and the footnotes that it refers to."""

    block: Block
    references: tuple[str, ...] = ()


def parse(text: str) -> tuple[tuple[Block, ...], str]:
    """The blocks of a text, in order, and a note where it could not be read as Markdown."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    environment: dict[str, Any] = {}
    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable("table").use(footnote_plugin)
    parser.core.ruler.disable("footnote_tail")  # which drops the notes that nothing refers to
    tokens = parser.parse(text, environment)
    if max((token.level for token in tokens), default=0) >= DEEPEST - 1:
        return tuple(residue.paragraph(unit.text) for unit in units(text)), TOO_DEEP
    body, notes = _parted(tokens)
    items = {label: list(_items(note)) for label, note in notes.items()} | _inline_notes(environment)
    opened = any(token.type == "html_block" and _is_left_open(token.content) for token in tokens)
    return tuple(_in_order(_items(body), items)), LEFT_OPEN if opened else ""


def _parted(tokens: "Sequence[Token]") -> "tuple[list[Token], dict[str, list[Token]]]":
    """The tokens of the text, and those of each footnote by its label."""
    notes: dict[str, list[Token]] = {}
    places: list[list[Token]] = [[]]
    for token in tokens:
        if token.type == "footnote_reference_open":
            places.append(notes.setdefault(str(token.meta["label"]), []))
        elif token.type == "footnote_reference_close":
            places.pop()
        else:
            places[-1].append(token)
    return places[0], notes


def _inline_notes(environment: Mapping[str, Any]) -> dict[str, list[Item]]:
    """Notes written where they are referred to: `^[like this]`."""
    listed = environment.get("footnotes", {}).get("list", {})
    return {
        _key(number): [Item(residue.paragraph(words))]
        for number, note in listed.items()
        if "tokens" in note and (words := _words(note["tokens"]).strip())
    }


def _key(number: int) -> str:
    return f"^{number}"


def _in_order(items: Iterable[Item], notes: dict[str, list[Item]]) -> Iterator[Block]:
    """The blocks, each note behind what refers to it first; notes that nothing refers to stand at the end."""
    waiting = [iter(items)]
    while waiting or notes:
        if not waiting:
            waiting.append(iter(_note(next(iter(notes)), notes)))
        item = next(waiting[-1], None)
        if item is None:
            waiting.pop()
            continue
        yield item.block
        waiting += [iter(_note(label, notes)) for label in reversed(item.references) if label in notes]


def _note(label: str, notes: dict[str, list[Item]]) -> Iterator[Item]:
    """The blocks of a note that is set now, the first of them under its label; none where it was set before."""
    mark = () if label.startswith("^") else (Mark(0, "note", label),)
    for item in notes.pop(label, ()):
        yield Item(replace(item.block, level=0, kind="note", marks=mark), item.references)
        mark = ()


def _items(tokens: "Sequence[Token]") -> Iterator[Item]:
    """The headings and paragraphs among the tokens."""
    cells: list[str] = []
    references: list[str] = []
    for index, token in enumerate(tokens):
        if token.type == "tr_open":
            cells, references = [], []
        elif token.type == "inline":
            opener, words = tokens[index - 1], _words(token.children or ())
            found = tuple(_references(token.children or ()))
            if opener.type in ("th_open", "td_open"):
                cells.append(words)
                references += found
            elif opener.type == "heading_open":
                yield from _item(residue.heading(words, int(opener.tag[1])), found)
            else:
                yield from _item(residue.paragraph(words.strip()), found)
        elif token.type == "tr_close":
            row = CELL_GAP.join(filter(None, cells))
            yield from _item(replace(residue.paragraph(row), kind="row"), tuple(references))
        elif token.type in ("fence", "code_block"):
            yield from _item(residue.paragraph(token.content.strip()))
        elif token.type == "html_block":
            yield from map(Item, _of_html(token.content))


def _item(block: Block, references: tuple[str, ...] = ()) -> Iterator[Item]:
    if block.text or references:
        yield Item(block, references)


def _references(tokens: "Sequence[Token]") -> Iterator[str]:
    """The footnotes that a line refers to."""
    for token in tokens:
        if token.type == "footnote_ref":
            yield str(token.meta.get("label", _key(token.meta["id"])))


def _words(tokens: "Sequence[Token]") -> str:
    """The words of a line of Markdown, without its marks; readings of ruby are left out."""
    words: list[str] = []
    reading = False
    for token in tokens:
        if token.type == "html_inline":
            tag = TAG.match(token.content)
            if tag and (tag[2] or "").lower() in READINGS:
                reading = not tag[1]
            elif tag and (tag[2] or "").lower() == "br":
                words.append("\n")
        elif not reading:
            words.append(_word(token))
    return "".join(words)


def _word(token: "Token") -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    return token.content if token.type in ("text", "code_inline", "text_special", "image") else ""


def _of_html(html: str) -> Iterator[Block]:
    """The words of HTML that stands in Markdown; all of it where a browser would show none of the rest."""
    from indexer.readers.web import webpage

    if _is_left_open(html):
        yield from (residue.paragraph(unit.text) for unit in units(html))
    elif words := webpage.words(html).strip():
        yield residue.paragraph(words)


def _is_left_open(html: str) -> bool:
    lower = html.lower()
    return any(lower.rfind(opener) > lower.rfind(end) for opener, end in HIDDEN)
