"""What an e-book says of itself: its title and authors, its files in order, their names, its pages (EPUB 2 and 3)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote, urldefrag

from indexer.errors import ReadError
from indexer.readers.package import Package
from indexer.readers.properties import day
from indexer.readers.trees import attribute, child, local, within, words

CONTAINER, ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
FONT_SCRAMBLING = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
"""Ways to keep fonts from being taken out of a book; its text is plain."""

LOCKED = "it is locked by its seller (DRM) and cannot be read; index a copy without a lock, if you may have one"
NO_BOOK = "no e-book, though its name says so; give it the ending of what it is"
TEXTS = frozenset({"application/xhtml+xml", "text/html", "text/x-oeb1-document", "application/x-dtbook+xml"})
STAMPS = frozenset({"modification", "creation", "conversion", "ops-publication"})
"""Dates of the file, not of the text."""


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the book: its path, its name and depth in the table of contents, where it has one there."""

    path: str
    title: str = ""
    level: int = 1


@dataclass(frozen=True, slots=True)
class Book:
    """A book taken apart. `pages` are the labels of the printed pages by the place (path, id) where they begin."""

    given: Mapping[str, str]
    items: tuple[Item, ...]
    pages: Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents, or of the list of pages."""

    path: str
    anchor: str
    label: str
    level: int


def book(parts: Package) -> Book:
    """The book in a package. Raises ReadError where it is none, or locked."""
    rootfile = next(parts.tree(CONTAINER).iter("{*}rootfile"), None)
    path = unquote(attribute(rootfile, "full-path"))
    if path not in parts:
        raise ReadError(NO_BOOK)
    if any(attribute(method, "Algorithm") not in FONT_SCRAMBLING for method in _encryption(parts)):
        raise ReadError(LOCKED)
    root = parts.tree(path)
    manifest = {attribute(item, "id"): item for item in within(root, "manifest")}
    files = {id: _below(path, attribute(item, "href"))[0] for id, item in manifest.items()}
    contents, pages = _navigation(parts, root, manifest, files)
    named = {entry.path: entry for entry in reversed(contents)}
    passed_over = _lists_of_contents(root, path, manifest, files)
    items = tuple(
        Item(files[id], *((named[files[id]].label, named[files[id]].level) if files[id] in named else ()))
        for id in (attribute(listed, "idref") for listed in within(root, "spine"))
        if id in manifest and attribute(manifest[id], "media-type") in TEXTS and files[id] not in passed_over
    )
    return Book(_given(child(root, "metadata")), items, {(page.path, page.anchor): page.label for page in pages})


def _encryption(parts: Package) -> Iterator[Any]:
    """How each encrypted part is encrypted."""
    for data in parts.tree(ENCRYPTION).iter("{*}EncryptedData"):
        yield child(data, "EncryptionMethod")


def _below(origin: str, href: str) -> tuple[str, str]:
    """The path and the id that a link in the file `origin` leads to."""
    path, anchor = urldefrag(unquote(href))
    return normpath(join(dirname(origin), path)) if path else origin, anchor


def _lists_of_contents(root: Any, origin: str, manifest: Mapping[str, Any], files: Mapping[str, str]) -> set[str]:
    """The files that only repeat the headings."""
    found = {files[id] for id, item in manifest.items() if "nav" in attribute(item, "properties").split()}
    for reference in within(root, "guide"):
        if attribute(reference, "type") == "toc":
            found.add(_below(origin, attribute(reference, "href"))[0])
    return found


def _navigation(
    parts: Package, root: Any, manifest: Mapping[str, Any], files: Mapping[str, str]
) -> tuple[list[Entry], list[Entry]]:
    """The table of contents and the list of pages, of EPUB 3 or else of EPUB 2."""
    for id, item in manifest.items():
        if "nav" in attribute(item, "properties").split() and files[id] in parts:
            lists = {kind: list(_links(nav, files[id])) for kind, nav in _navs(parts.tree(files[id]))}
            return lists.get("toc", []), lists.get("page-list", [])
    path = files.get(attribute(child(root, "spine"), "toc"), "")
    ncx = parts.tree(path)
    return list(_points(within(ncx, "navMap"), path, 1)), list(_points(within(ncx, "pageList"), path, 1))


def _navs(tree: Any) -> Iterator[tuple[str, Any]]:
    for nav in tree.iter("{*}nav"):
        yield attribute(nav, "type") or "toc", nav


def _links(nav: Any, origin: str) -> Iterator[Entry]:
    for link in nav.iter("{*}a"):
        depth = sum(local(outer) == "ol" for outer in link.iterancestors())
        yield Entry(*_below(origin, attribute(link, "href")), " ".join(words(link).split()), depth)


def _points(outer: Any, origin: str, level: int) -> Iterator[Entry]:
    for point in outer:
        if local(point) in ("navPoint", "pageTarget"):
            label = " ".join(words(child(point, "navLabel")).split())
            yield Entry(*_below(origin, attribute(child(point, "content"), "src")), label, level)
            yield from _points(point, origin, level + 1)


def _given(metadata: Any) -> dict[str, str]:
    """The metadata in our keys. Of several dates the first that is the publication's."""
    refined = {
        (attribute(meta, "refines").lstrip("#"), attribute(meta, "property")): words(meta).strip()
        for meta in metadata if metadata is not None and local(meta) == "meta"
    }  # fmt: skip
    found: dict[str, list[str]] = {}
    for element in () if metadata is None else metadata:
        name, text = local(element), words(element).strip()
        role = attribute(element, "role") or refined.get((attribute(element, "id"), "role"), "")
        if text and (name != "creator" or role in ("", "aut")):
            found.setdefault(name, []).append(text)
        if name == "date" and (attribute(element, "event") in STAMPS or _is_stamp(text, refined)):
            found[name].remove(text)
    first = {name: values[0] for name, values in found.items() if values}
    return {
        "title": first.get("title", ""),
        "author": "; ".join(found.get("creator", ())),
        "date": day(first.get("date", "")),
        "lang": first.get("language", ""),
        "publisher": first.get("publisher", ""),
    }


def _is_stamp(text: str, refined: Mapping[tuple[str, str], str]) -> bool:
    """Whether a date is the day on which the book was made, or Calibre's for none, the year 101."""
    return text.startswith("0101") or day(text) == day(refined.get(("", "dcterms:modified"), ""))
