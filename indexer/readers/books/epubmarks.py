"""What stands in a chapter of an e-book besides its text: printed pages, references to notes, the notes, rows.

Each leaves a sign of its own in the text, where it stood, so that the text can be taken from the tree as that of any
web page is; the signs then become marks and blocks. They are noncharacters, which no text may hold (Unicode 23.7).
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from indexer.document import Block, Mark
from indexer.readers.office import runs
from indexer.readers.trees import local
from indexer.readers.web import webpage

PAGE, NOTE, KIND, END = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
SIGN = re.compile(f"([{PAGE}{NOTE}{KIND}])([^{END}]*){END}")
"""A sign is followed by what it stands for: the label of the page, the id of the note, the kind of the block."""

SEMANTICS = ("{http://www.idpf.org/2007/ops}type", "epub:type", "role")
"""Attributes that say what an element is there for; the second where the file had to be read as HTML."""

NOTES = frozenset({"footnote", "endnote", "rearnote"})
BLOCKS = frozenset({"p", "li", "aside", "div", "dd", "section", "td"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LONGEST_REFERENCE = 8
"""`12`, `[12]`, `（注12）`."""

BRACKETS = "[]()（）［］〔〕 　*※"


def blocks(tree: Any, pages: Mapping[str, str], before: int) -> Iterator[Block]:
    """The blocks of a chapter, the notes behind the paragraphs that refer to them.

    `pages` are the labels of pages by the id where they begin, `before` how many there were in earlier chapters.
    """
    notes = _take_notes(tree)
    _put_signs(tree, pages)
    for level, text in webpage.parts(tree):
        words, marks, after, kind = "", [], [], ""
        place = 0
        for found in SIGN.finditer(text):
            words += text[place : found.start()]
            place = found.end()
            if found[1] == PAGE:
                before += 1
                marks.append(Mark(len(words), "page", found[2], before))
            elif found[1] == KIND:
                kind = found[2]
            elif note := notes.pop(found[2], None):
                after.append(note)
        yield runs.block(words + text[place:], level, kind, marks)
        yield from after
    yield from notes.values()


def _put_signs(tree: Any, pages: Mapping[str, str]) -> None:
    """Put signs where rows, pages and the notes of other chapters begin; what says a formula a second time goes."""
    for element in list(tree.iter("*")):
        if local(element) == "annotation":
            _remove(element)
        elif element.tag == "tr" and len(element):
            _join_row(element)
        elif _semantics(element) & NOTES:
            for paragraph in list(element.iter("p")) or [element]:
                _put_first(paragraph, KIND, "note")
        elif "pagebreak" in _semantics(element) or element.get("id") in pages:
            _turn(element, pages.get(element.get("id", ""), ""))


def _join_row(row: Any) -> None:
    """Make one block of a row, whose cells' paragraphs run on; one with headings or one cell only frames text."""
    if len(row) == 1 or any(local(inner) in HEADINGS for inner in row.iter("*")):
        for cell in row:
            cell.tag = "div"
        return
    for inner in list(row.iter("p", "div")):
        before = inner.getprevious()
        inner.tag = "span"
        if before is not None:
            before.tail = f"{before.tail or ''} "
    _put_first(row[0], KIND, "row")


def _turn(element: Any, listed: str) -> None:
    """Put the sign of a page where it begins. The number printed there is no part of the text."""
    shown = _words(element)
    label = listed or element.get("title") or element.get("aria-label") or shown or element.get("id", "")
    if "pagebreak" in _semantics(element) and shown in ("", label):
        for inner in list(element):
            element.remove(inner)
        element.text = ""
    _put_first(element, PAGE, label.strip())


def _put_first(element: Any, sign: str, stands_for: str) -> None:
    element.text = f"{sign}{stands_for}{END}{element.text or ''}"


def _take_notes(tree: Any) -> dict[str, Block]:
    """Every note that is referred to, by its id and out of its place; a sign stands where the reference stood."""
    by_id = {element.get("id"): element for element in tree.iter("*") if element.get("id")}
    taken: dict[Any, tuple[str, str]] = {}
    for link in list(tree.iter("a")):
        target = link.get("href", "").partition("#")[2]
        note = _note(by_id.get(target))
        is_named = "noteref" in _semantics(link)
        is_found = note is not None and (is_named or _leads_back(note, link)) and note not in link.iterancestors()
        if is_found:
            taken.setdefault(note, (target, _words(link).strip(BRACKETS)))
        if is_found or is_named:
            _remove(link, f"{NOTE}{target}{END}")
    return {target: _taken(note, label, by_id) for note, (target, label) in taken.items()}


def _note(target: Any) -> Any:
    """The whole note of which a link reaches the beginning; None where it reaches a heading or a chapter."""
    while target is not None and target.tag not in BLOCKS | HEADINGS:
        target = target.getparent()
    if target is None or any(local(inner) in HEADINGS for inner in target.iter("*")):
        return None
    return target


def _leads_back(note: Any, link: Any) -> bool:
    """Whether a note links back to what looks like a reference to it: 「１」, [12], *."""
    if len(_words(link)) > LONGEST_REFERENCE:
        return False
    ids = {element.get("id") for element in (link, link.getparent(), *link)} - {None}
    return any(back.get("href", "").partition("#")[2] in ids for back in note.iter("a"))


def _taken(note: Any, label: str, by_id: Mapping[str, Any]) -> Block:
    """A note out of its place, without what leads back to the text: ↩, or the number of the note."""
    for link in list(note.iter("a")):
        leads = link.get("href", "").partition("#")[2] in by_id
        if "backlink" in _semantics(link) or (leads and len(_words(link)) <= LONGEST_REFERENCE):
            _remove(link)
    text = "\n".join(text for _, text in webpage.parts(note))
    _remove(note)
    return runs.note(SIGN.sub("", text), label)


def _words(element: Any) -> str:
    return "".join(element.itertext()).strip()


def _remove(element: Any, sign: str = "") -> None:
    """Take an element out of the tree, with a sign in its place; the text behind it stays."""
    parent, before, rest = element.getparent(), element.getprevious(), sign + (element.tail or "")
    if before is not None:
        before.tail = (before.tail or "") + rest
    elif parent is not None:
        parent.text = (parent.text or "") + rest
    if parent is not None:
        element.tail = None
        parent.remove(element)


def _semantics(element: Any) -> frozenset[str]:
    """What an element is there for: pagebreak, noteref, backlink; roles are named doc-pagebreak and so on."""
    said = " ".join(element.get(name, "") for name in SEMANTICS)
    return frozenset(word.removeprefix("doc-") for word in said.split()) if said.strip() else frozenset()
