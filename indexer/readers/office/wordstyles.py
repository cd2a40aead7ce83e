"""What the styles of a Word document say of its paragraphs: heading, title, hidden (ECMA-376 part 1, 17.7)."""

import re
from dataclasses import dataclass
from typing import Any

from indexer.readers.office.office import SAYS
from indexer.readers.trees import attribute, child, local

HEADING = re.compile(r"(?:heading|見出し)\s*([1-9])", re.IGNORECASE)
"""Built-in styles are named in English in every language (`heading 1`); their ids are not (`1`, `berschrift1`)."""

CONTENTS = re.compile(r"(?:toc|contents) \d", re.IGNORECASE)
BODY = 9
"""The outline level that makes a paragraph no heading."""

OFF = frozenset({"0", "false", "off", "none"})


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says by itself; `outline` is 0 to 8 for a heading, BODY for none, None where it leaves that open."""

    name: str = ""
    based_on: str = ""
    outline: int | None = None
    hidden: bool | None = None


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: Any) -> None:
        self._elements = {attribute(style, "styleId"): style for style in root if local(style) == "style"}
        self._styles: dict[str, Style] = {}
        self._levels: dict[str, int] = {}

    def level(self, properties: Any, style: str) -> int:
        """The level of a heading, 1 to 6; 0 for a paragraph. `properties` are those of the paragraph itself or None."""
        outline = child(properties, "outlineLvl")
        if outline is not None:
            return _level(_number(outline))
        if style not in self._levels:
            self._levels[style] = self._inherited_level(style)
        return self._levels[style]

    def says(self, style: str) -> str:
        """Of which of our keys a paragraph of this style is the value; empty for most."""
        return SAYS.get(self._name(style), "")

    def is_contents(self, style: str) -> bool:
        """Whether the style is that of a line in the table of contents, which repeats the headings."""
        return CONTENTS.match(self._name(style)) is not None

    def is_hidden(self, properties: Any, style: str, otherwise: bool = False) -> bool:
        """Whether text of these properties is not shown; they may switch off what the style says."""
        own = _flag(properties, "vanish")
        if own is not None:
            return own
        return next((found.hidden for found in self._chain(style) if found.hidden is not None), otherwise)

    def _name(self, style: str) -> str:
        return self._style(style).name.lower()

    def _style(self, style: str) -> Style:
        """The style of this id, read when it is first asked for: a template has hundreds, a document uses ten."""
        if style not in self._styles:
            self._styles[style] = _style(self._elements[style]) if style in self._elements else Style(style)
        return self._styles[style]

    def _chain(self, style: str) -> list[Style]:
        """A style and those that it is based on, the nearest first."""
        found: dict[str, Style] = {}
        while style and style not in found:
            found[style] = self._style(style)
            style = found[style].based_on
        return list(found.values())

    def _inherited_level(self, style: str) -> int:
        for found in self._chain(style):
            if found.outline is not None:
                return _level(found.outline)
            if heading := HEADING.match(found.name):
                return min(int(heading[1]), 6)
        return 0


def value(element: Any, name: str) -> str:
    """The `val` of a child: `<w:pStyle w:val="Title"/>`."""
    return attribute(child(element, name), "val")


def _style(element: Any) -> Style:
    outline = child(child(element, "pPr"), "outlineLvl")
    return Style(
        value(element, "name"),
        value(element, "basedOn"),
        None if outline is None else _number(outline),
        _flag(child(element, "rPr"), "vanish"),
    )


def _flag(properties: Any, name: str) -> bool | None:
    """Whether a property is switched on or off; None where nothing is said."""
    found = child(properties, name)
    return None if found is None else attribute(found, "val").lower() not in OFF


def _number(outline: Any) -> int:
    said = attribute(outline, "val")
    return int(said) if said.isdecimal() else BODY


def _level(outline: int) -> int:
    return 0 if outline >= BODY else min(outline + 1, 6)
