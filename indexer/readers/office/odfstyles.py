"""What the styles of an OpenDocument file say of its text: hidden, title, on a new page (ODF 1.3 part 3, 16)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from indexer.readers.office.office import SAYS
from indexer.readers.trees import attribute, child, local


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says by itself. `page` is the number printed on the page that it begins, 0 to carry on."""

    parent: str = ""
    hidden: bool | None = None
    breaks_before: bool = False
    breaks_after: bool = False
    page: int = 0


class Styles:
    """The styles of a file by family (`paragraph`, `text`, `section`) and name."""

    def __init__(self, roots: Iterable[Any]) -> None:
        self._styles = {
            (attribute(style, "family"), attribute(style, "name")): _style(style)
            for root in roots
            for group in root
            if local(group) in ("styles", "automatic-styles")
            for style in group
            if local(style) == "style"
        }

    def own(self, element: Any, family: str) -> Style:
        """The style that an element names; automatic ones say what was set by hand."""
        return self._styles.get((family, attribute(element, "style-name")), Style())

    def is_hidden(self, element: Any, family: str) -> bool | None:
        """Whether the text of an element is not shown; None where no style says anything."""
        return next((style.hidden for _, style in self._chain(element, family) if style.hidden is not None), None)

    def says(self, element: Any) -> str:
        """Of which of our keys a paragraph is the value, by its style or one that it is based on; empty for most."""
        names = (name.lower() for name, _ in self._chain(element, "paragraph"))
        return next((SAYS[name] for name in names if name in SAYS), "")

    def _chain(self, element: Any, family: str) -> Iterator[tuple[str, Style]]:
        name, seen = attribute(element, "style-name"), set[str]()
        while name and name not in seen:
            seen.add(name)
            style = self._styles.get((family, name), Style())
            yield name, style
            name = style.parent


def _style(element: Any) -> Style:
    paragraph = child(element, "paragraph-properties")
    display = attribute(child(element, "text-properties"), "display")
    page = attribute(paragraph, "page-number")
    return Style(
        attribute(element, "parent-style-name"),
        display == "none" if display else None,
        attribute(paragraph, "break-before") == "page" or bool(attribute(element, "master-page-name")),
        attribute(paragraph, "break-after") == "page",
        int(page) if page.isdecimal() else 0,
    )
