"""How the parts of an Office Open XML file belong together, and what its properties say (ECMA-376 part 2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from typing import Any

from indexer.errors import ReadError
from indexer.readers.package import Package
from indexer.readers.properties import ADDED
from indexer.readers.trees import child, local

CORE: Mapping[str, str] = {"title": "title", "creator": "author", "language": "lang"}
"""Elements of docProps/core.xml -> our keys. `created` and `modified` are stamps of the program and date nothing."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A part that another one points to: `kind` is the last word of its type (`footnotes`, `notesSlide`)."""

    kind: str
    target: str


def relations(package: Package, part: str) -> dict[str, Relation]:
    """The relations of a part by their ids; of the package itself where `part` is empty."""
    folder, _, name = part.rpartition("/")
    found = {}
    for element in package.tree(join(folder, "_rels", f"{name}.rels")):
        if element.get("TargetMode") != "External":
            target = normpath(join("/", dirname(part), element.get("Target", ""))).lstrip("/")
            found[element.get("Id", "")] = Relation(element.get("Type", "").rpartition("/")[2], target)
    return found


def of_kind(related: Mapping[str, Relation], kind: str, otherwise: str = "") -> str:
    """The first part of a kind."""
    return next((relation.target for relation in related.values() if relation.kind == kind), otherwise)


def link(element: Any) -> str:
    """The id of the relation that an element points along: `r:id` of `<p:sldId id="256" r:id="rId2"/>`."""
    found = (value for key, value in element.attrib.items() if key.startswith("{") and key.endswith("}id"))
    return str(next(found, ""))


def chosen(element: Any) -> Any:
    """Of two forms of the same thing (a text box for Word of 2010 and for Word of 2003) the first."""
    if local(element) != "AlternateContent":
        return element
    choice = child(element, "Choice")
    return element if choice is None else choice


def main_part(package: Package, otherwise: str) -> str:
    """The part that holds the document. Raises ReadError where there is none."""
    part = of_kind(relations(package, ""), "officeDocument", otherwise)
    if part not in package:
        raise ReadError("a zip, but not of the kind that its name says; give it the ending .zip or save it again")
    return part


def properties(package: Package) -> dict[str, str]:
    """What the file says of itself: title, author, lang, and what was added by hand (date, source …)."""
    related = relations(package, "")
    core = package.tree(of_kind(related, "core-properties", "docProps/core.xml"))
    given = {CORE[local(element)]: element.text or "" for element in core if local(element) in CORE}
    for element in package.tree(of_kind(related, "custom-properties", "docProps/custom.xml")):
        if key := ADDED.get(element.get("name", "").lower()):
            given[key] = "".join(element.itertext())
    return given
