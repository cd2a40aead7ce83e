"""XML of a kind unknown here: its words, a paragraph to each element that stands by itself."""

from typing import Any

from indexer.readers import header
from indexer.readers.languages import language
from indexer.readers.reading import File, Reading
from indexer.readers.trees import local
from indexer.readers.xml.composer import Composer
from indexer.readers.xml.elements import LANG, named
from indexer.readers.xml.setting import Manner, Role, compose

TITLES = ("title", "Title", "TITLE", "tit", "head", "heading", "name")


def read_tree(root: Any, file: File) -> Reading:
    """The one document of a file, with a note that its kind is unknown."""
    mixed: dict[Any, bool] = {}
    composer = Composer()
    compose(composer, root, Manner(lambda element: _role(element, mixed)))
    said = header.Said("document", {"title": _title(root), "lang": language(root.get(LANG, ""))})
    default = header.Default(file.id, file.id.rpartition("/")[2])
    note = f"XML of a kind unknown here (<{local(root)}>): read as plain paragraphs"
    return Reading((header.document({}, composer.blocks, default, said),), (note,))


def _title(root: Any) -> str:
    """The first words of the first element that is called a title."""
    title = next(named(root, *TITLES), None)
    return next((" ".join(text.split()) for text in title.itertext() if text.strip()), "") if title is not None else ""


def _role(element: Any, mixed: dict[Any, bool]) -> Role:
    """An element between words runs on with them; one that stands between elements is a paragraph."""
    parent = element.getparent()
    if parent is None:
        return Role.BLOCK
    if parent not in mixed:
        mixed[parent] = _is_mixed(parent)
    return Role.INLINE if mixed[parent] else Role.BLOCK


def _is_mixed(element: Any) -> bool:
    """Whether there are words directly in an element that has others in it."""
    return bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)
