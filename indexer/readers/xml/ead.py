"""EAD 2002 and EAD3: finding aids of archives.

A component that holds others or describes itself further is a heading over them. Every component is a line that says
where it lies: `Letters on the Kamchatka fisheries, 1956; box 3; folder 14`. Tag libraries: https://www.loc.gov/ead/.
"""

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

from indexer.readers import header
from indexer.readers.languages import language
from indexer.readers.reading import File, Reading
from indexer.readers.trees import local
from indexer.readers.xml.composer import Composer
from indexer.readers.xml.elements import children, first, named, words
from indexer.readers.xml.setting import Manner, Role, compose

COMPONENT = re.compile(r"c(?:0[1-9]|1[0-2])?")
"""c, or c01 to c12 by their depth."""

NAMES = frozenset({
    "subject", "persname", "corpname", "famname", "geogname", "genreform", "occupation", "function", "title", "name",
})  # fmt: skip
"""Access points: paragraphs in a list of them, words elsewhere."""

ROLES: Mapping[str, Role] = {
    **dict.fromkeys(
        ("p", "list", "item", "chronlist", "table", "blockquote", "note", "bibref",
         "archref", "indexentry", "legend", "titleproper", "subtitle", "author", "publisher", "relation", "address"),
        Role.BLOCK,
    ),
    **dict.fromkeys(("eadheader", "control"), Role.DROPPED),
    "did": Role.SIGN,
    **dict.fromkeys(("row", "chronitem", "defitem"), Role.ROW),
    **dict.fromkeys(("entry", "event"), Role.CELL),
    "addressline": Role.LINE,
    "footnote": Role.NOTE,
}  # fmt: skip

TITLES, DATES = ("unittitle",), ("unitdate", "unitdatestructured")
EXTENTS = ("physdesc", "physdescstructured", "physdescset")
CONTAINERS = ("container", "physloc")
LINE = (*TITLES, *DATES, *EXTENTS, *CONTAINERS, "unitid", "head")
"""What the line of a component is made of; the rest of its description follows in paragraphs."""


def read_tree(root: Any, file: File) -> Reading:
    """The one document of a finding aid."""
    given = _given(root)
    for component in [each for each in root.iter() if COMPONENT.fullmatch(local(each)) and len(each) > 1]:
        _put_heading(component)
    composer = Composer()
    compose(composer, root, Manner(_role, _sign), 1)
    default = header.Default(file.id, file.id.rpartition("/")[2])
    return Reading((header.document({}, composer.blocks, default, header.Said("document", given)),))


def _put_heading(component: Any) -> None:
    """A component that is more than a line is headed by its title."""
    did = next(children(component, "did"), None)
    if did is not None and (title := first(did, *TITLES)):
        heading = etree.Element("head")
        heading.text = title
        component.insert(0, heading)


def _role(element: Any) -> Role:
    """What an element is; whatever has a heading is a section."""
    name, parent = local(element), element.getparent()
    if name == "head":
        return Role.BLOCK if local(parent) in ("list", "table", "chronlist") else Role.HEADING
    if name == "item" and local(parent) == "defitem":
        return Role.CELL
    if name in NAMES and local(parent) == "controlaccess":
        return Role.SIGN
    role = ROLES.get(name, Role.INLINE)
    if role is Role.INLINE and next(children(element, "head"), None) is not None:
        return Role.SECTION
    return Role.BLOCK if COMPONENT.fullmatch(name) else role


def _sign(composer: Composer, element: Any) -> None:
    """The line of a component, with what else its description says behind it; or a name in a list of access points."""
    composer.edge()
    if local(element) == "did":
        composer.write(_line(element))
        for child in element:
            if local(child) not in LINE:
                composer.edge()
                composer.write(_text(child))
    else:
        composer.write(_text(element))
    composer.edge()


def _line(did: Any) -> str:
    """Title, dates; extent; box; folder."""
    number = first(did, "unitid")
    named_and_dated = ", ".join(filter(None, map(_text, children(did, *TITLES, *DATES))))
    places = [*map(_text, children(did, *EXTENTS)), *map(_place, children(did, *CONTAINERS))]
    return "; ".join(filter(None, (f"{number} {named_and_dated}".strip(), *places)))


def _place(container: Any) -> str:
    """`<container type="box">3</container>` is box 3; EAD3 says localtype."""
    kind = container.get("type") or container.get("localtype") or container.get("label") or ""
    return f"{kind.lower()} {words(container)}".strip()


def _text(element: Any) -> str:
    """The words of an element; EAD3 divides names and dates into parts without a space between."""
    parts = [words(each) for each in named(element, *PARTED)]
    if not parts:
        return words(element)
    return PARTED[local(next(named(element, *PARTED)))].join(filter(None, parts))


PARTED: Mapping[str, str] = {
    "part": ", ", "fromdate": "–", "todate": "–", "datesingle": ", ", "quantity": " ", "unittype": " ",
}  # fmt: skip
"""Part of a name, a date or an extent -> what is put between it and the next."""


def _given(root: Any) -> dict[str, object]:
    """What the finding aid says of the whole."""
    head = next(children(root, "eadheader", "control"), root)
    whole = next(named(root, "archdesc"), root)
    did = next(children(whole, "did"), whole)
    tongue = next((each for each in named(head, "language")), None)
    return {
        "title": first(did, *TITLES) or first(head, "titleproper"),
        "authors": [name for each in children(did, "origination") if (name := _text(each))],
        "date": next(filter(None, map(_date, named(did, *DATES))), ""),
        "lang": language(tongue.get("langcode", "")) if tongue is not None else "",
        "archive": next(map(_text, children(did, "repository")), ""),
        "publisher": first(head, "publisher"),
        "level": whole.get("level"),
        "unitid": first(did, "unitid"),
    }


def _date(unitdate: Any) -> str:
    """A date as ISO 8601 where it is given so: `1945/1961`; otherwise in words."""
    bounds = [each.get("standarddate", "") for each in named(unitdate, "fromdate", "todate", "datesingle")]
    return unitdate.get("normal") or "/".join(filter(None, bounds)) or _text(unitdate)
