"""TEI P5 (and P4): a volume of documents, a corpus, a letter, a book.

What stands in the text is kept, once: of `choice` the original (orig, sic, abbr), of `app` the lemma; what the writer
struck out (`del`), the running heads (`fw`) and the readings of ruby are left out. A volume of documents, such as those
of Foreign Relations of the United States, has a Document for each `<div type="document">`, one for each section of
what stands before and behind them, and one named after the file for what is left: title page, names of chapters.

The Guidelines are at https://tei-c.org/release/doc/tei-p5-doc/en/html/.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from indexer.document import Block, Document
from indexer.readers import header
from indexer.readers.reading import File, Reading
from indexer.readers.trees import local
from indexer.readers.xml import tei_header
from indexer.readers.xml.anchors import Anchors
from indexer.readers.xml.composer import Composer
from indexer.readers.xml.elements import words
from indexer.readers.xml.setting import Manner, Role, compose
from indexer.readers.xml.tei_header import ID

DIVISIONS = frozenset({"div", *(f"div{number}" for number in range(8)), "attachment"})
"""`frus:attachment` holds what was sent with a document."""

HOLDERS = DIVISIONS | {"text", "front", "body", "back", "group", "floatingText", "TEI", "TEI.2"}
"""What stands directly in these is a paragraph, whatever it is called."""

DOCUMENTS, LETTERS = frozenset({"document"}), frozenset({"letter", "telegram", "memorandum", "diary-entry"})
"""Types of divisions that are documents; the latter where there are two of them or more."""

SPACES, PAGES = frozenset({"lb", "space"}), frozenset({"pb", "milestone"})

ROLES: Mapping[str, Role] = {
    **dict.fromkeys(("teiHeader", "fw", "rt", "rp", "del", "facsimile", "standOff", "index", "xenoData"), Role.DROPPED),
    **dict.fromkeys(DIVISIONS, Role.SECTION),
    **dict.fromkeys(HOLDERS - DIVISIONS, Role.BLOCK),
    **dict.fromkeys(
        ("p", "ab", "item", "list", "table", "lg", "sp", "speaker", "stage", "opener", "closer", "dateline", "salute",
         "signed", "postscript", "trailer", "argument", "epigraph", "byline", "titlePage", "titlePart", "docImprint",
         "figure", "figDesc", "castItem", "entry", "person", "place", "org", "event", "biblStruct", "docEdition"),
        Role.BLOCK,
    ),
    **dict.fromkeys(("l", "addrLine"), Role.LINE),
    **dict.fromkeys(("gap", *PAGES, *SPACES), Role.SIGN),
    "row": Role.ROW,
    "cell": Role.CELL,
    "note": Role.NOTE,
}  # fmt: skip

STANDS: Mapping[str, tuple[str, ...]] = {"choice": ("orig", "sic", "abbr"), "app": ("lem",), "rdgGrp": ("lem",)}
"""Of elements that hold several readings of one place, the reading that stands in the text; else the first."""

LISTED = frozenset({"bibl", "label"})
"""Paragraphs where a list holds them, words elsewhere."""

OF_SECTIONS = ("doc", "lang", "source", "publisher")
"""What is said of a preface or an index: it is full of people and dates that are not its own."""

OMITTED = "[…]"


def read_tree(root: Any, file: File) -> Reading:
    """The documents of a TEI file."""
    volume = Volume(root)
    composer = Composer()
    compose(composer, root, volume.manner, 1)
    volume.finish(composer)
    return Reading(tuple(_documents(volume, composer, file)))


class Volume:
    """What has to be known of a whole file before it is read from top to bottom."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self.header = tei_header.header_of(root)
        self.parts = _parts(root)
        self._anchors = _anchors(root)

    @property
    def manner(self) -> Manner:
        """How the file is set."""
        return Manner(self.role, self.sign, _label)

    @property
    def is_undivided(self) -> bool:
        """Whether the file is one document."""
        return not self.parts

    def role(self, element: Any) -> Role:
        """What an element is."""
        name, parent = local(element), element.getparent()
        above = local(parent) if parent is not None else ""
        if above in STANDS and element is not _standing(parent):
            return Role.DROPPED
        if element in self.parts:
            return Role.PART
        if self._anchors.begins(element):
            return Role.SIGN
        if name == "milestone":
            return Role.SIGN if element.get("unit") == "page" else Role.DROPPED
        if name == "head":
            return Role.HEADING if above in HOLDERS else Role.BLOCK
        if name == "note":
            return Role.DROPPED if self._anchors.holds(element) else Role.NOTE
        if name == "label" and _is_of_item(element):
            return Role.DROPPED
        if name in LISTED and above.startswith("list"):
            return Role.BLOCK
        role = ROLES.get(name, Role.INLINE)
        return Role.BLOCK if role is Role.INLINE and above in HOLDERS else role

    def sign(self, composer: Composer, element: Any) -> None:
        """Write down what an element stands for."""
        self._anchors.place(composer, element, self.manner)
        name, is_inside_word = local(element), element.get("break") == "no"
        if is_inside_word:
            composer.join()
        if name in PAGES:
            composer.turn(element.get("n", ""))
        elif name == "gap":
            composer.write(OMITTED)
        elif name in SPACES and not is_inside_word:
            composer.wrap()

    def finish(self, composer: Composer) -> None:
        """Write down what is left when all is read."""
        self._anchors.place_rest(composer, self.manner)


def _label(element: Any) -> str:
    """The number of a note or of an item; the note on the source of a document of FRUS, numbered 0, has none."""
    name, before = local(element), element.getprevious()
    if name == "item":
        return words(before) if before is not None and local(before) == "label" else ""
    return element.get("n", "").removeprefix("0") if name == "note" else ""


def _standing(parent: Any) -> Any:
    """The one reading of several that stands in the text."""
    readings = list(parent)
    return next((each for each in readings if local(each) in STANDS[local(parent)]), readings[0])


def _is_of_item(label: Any) -> bool:
    """`<label>1.</label><item>…</item>` is one paragraph."""
    behind = label.getnext()
    return behind is not None and local(behind) == "item"


def _parts(root: Any) -> dict[Any, None]:
    """The elements that are documents of their own, in order; none where the file is one document."""
    if local(root).startswith("teiCorpus"):
        return dict.fromkeys(element for element in root.iter() if local(element) in ("TEI", "TEI.2"))
    divisions = [element for element in root.iter() if local(element) in DIVISIONS]
    documents = [element for element in divisions if element.get("type") in DOCUMENTS]
    if not documents:
        letters = [element for element in divisions if element.get("type") in LETTERS]
        documents = letters if len(letters) > 1 else []
    texts = [element for element in root.iter() if local(element) == "text" and local(element.getparent()) == "group"]
    found = dict.fromkeys(documents or texts)
    above = {outer for document in found for outer in document.iterancestors()}
    rest = [each for each in divisions if each not in above] if documents else []
    return _outermost({**found, **dict.fromkeys(rest)})


def _outermost(elements: Mapping[Any, None]) -> dict[Any, None]:
    return {each: None for each in elements if not any(outer in elements for outer in each.iterancestors())}


def _anchors(root: Any) -> Anchors:
    """The notes that stand apart from the text, by the pointer to them."""
    notes = {
        f"#{element.get(ID)}": element
        for element in root.iter()
        if local(element) == "note" and element.get(ID) and local(element.getparent()) in HOLDERS | {"noteGrp"}
    }
    return Anchors(notes, ((each, each.get("target", "")) for each in root.iter() if local(each) in ("ref", "ptr")))


def _documents(volume: Volume, composer: Composer, file: File) -> Iterator[Document]:
    """The document named after the file, then its parts in order."""
    rest, given = composer.blocks, volume.header.given
    if volume.is_undivided:
        given = tei_header.whole(volume.root, volume.header)
    if rest or volume.is_undivided:
        default = header.Default(file.id, file.id.rpartition("/")[2])
        yield header.document({}, rest, default, header.Said("document", given))
    for number, (element, blocks) in enumerate(composer.parts, 1):
        yield _part(volume, element, blocks, file, number)


def _part(volume: Volume, element: Any, blocks: tuple[Block, ...], file: File, number: int) -> Document:
    """One document of a volume; the document named after the file is the work it belongs to."""
    label = element.get("n") or str(number)
    given = {"doc": file.id, **tei_header.part(element, volume.header)}
    if local(element) in DIVISIONS and element.get("type") not in DOCUMENTS | LETTERS:
        given = {key: given[key] for key in OF_SECTIONS}
    title = next((block.text for block in blocks if block.level), "") or f"{volume.header.title or file.id} [{label}]"
    default = header.Default(f"{file.id}#{element.get(ID) or label}", title)
    return header.document({}, blocks, default, header.Said("document", given))
