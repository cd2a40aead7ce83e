"""JATS (ANSI/NISO Z39.96) and the NLM article it grew from: journal articles, one a file or a set of them.

Abstract, sections, captions, tables and the list of references are text; a footnote stands behind the paragraph that
refers to it first, and the sign of the reference is left out. Tag library: https://jats.nlm.nih.gov/.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from indexer.document import Document
from indexer.readers import header
from indexer.readers.reading import File, Reading
from indexer.readers.trees import local
from indexer.readers.xml import jats_header
from indexer.readers.xml.anchors import Anchors
from indexer.readers.xml.composer import Composer
from indexer.readers.xml.elements import children, words
from indexer.readers.xml.setting import Manner, Role, compose

SECTIONS = frozenset({
    "abstract", "ack", "app", "app-group", "bio", "boxed-text", "fn-group", "glossary", "notes", "ref-list", "response",
    "sec", "sub-article", "trans-abstract",
})  # fmt: skip
HOLDERS = SECTIONS | {"article", "back", "body", "floats-group", "front", "front-stub", "article-meta"}
FRONT = frozenset({"abstract", "trans-abstract", "author-notes", "notes", "product"})
"""What is text in the front matter; the rest of it describes the article (see jats_header)."""

ROLES: Mapping[str, Role] = {
    **dict.fromkeys(SECTIONS, Role.SECTION),
    **dict.fromkeys(HOLDERS - SECTIONS, Role.BLOCK),
    **dict.fromkeys(
        ("p", "title", "label", "list", "list-item", "def-list", "def-item", "term", "def", "disp-quote", "attrib",
         "disp-formula", "verse-group", "caption", "table-wrap", "table-wrap-foot", "fig", "speech", "statement",
         "alt-text", "author-notes", "product", "subtitle"),
        Role.BLOCK,
    ),
    **dict.fromkeys(("journal-meta", "processing-meta", "annotation", "rt", "rp"), Role.DROPPED),
    "tr": Role.ROW,
    "td": Role.CELL,
    "th": Role.CELL,
    "ref": Role.ROW,
    "fn": Role.NOTE,
    "verse-line": Role.LINE,
    "break": Role.SIGN,
}  # fmt: skip

UNPUNCTUATED = frozenset({"element-citation", "nlm-citation", "name", "person-group", "date"})
"""Elements of a reference whose parts have nothing between them, not even a space."""

PICTURES = frozenset({"graphic", "inline-graphic", "media"})


def read_tree(root: Any, file: File) -> Reading:
    """The articles of a file."""
    articles = [root] if local(root) == "article" else [each for each in root.iter() if local(each) == "article"]
    return Reading(tuple(_documents(articles, file)))


def _documents(articles: list[Any], file: File) -> Iterator[Document]:
    for number, article in enumerate(articles, 1):
        given = jats_header.given(article)
        name = file.id if len(articles) == 1 else f"{file.id}#{given.get('doi') or number}"
        composer = Composer()
        text = Article(article)
        compose(composer, article, text.manner, 1)
        text.finish(composer)
        default = header.Default(name, file.id.rpartition("/")[2])
        yield header.document({}, composer.blocks, default, header.Said("document", given))


class Article:
    """What has to be known of a whole article before it is read."""

    def __init__(self, article: Any) -> None:
        notes = {each.get("id"): each for each in article.iter() if local(each) == "fn" and each.get("id")}
        references = ((each, each.get("rid", "")) for each in article.iter() if local(each) == "xref")
        self._anchors = Anchors(notes, references)

    @property
    def manner(self) -> Manner:
        """How the article is set."""
        return Manner(self.role, self.sign, _label)

    def role(self, element: Any) -> Role:
        """What an element is."""
        name, parent = local(element), element.getparent()
        above = local(parent) if parent is not None else ""
        if self._anchors.holds(element):
            return Role.DROPPED
        if name == "xref" and self._anchors.knows(element.get("rid", "")):
            return Role.SIGN
        if (find := PARENTS.get(above)) and (role := find(element, name)):
            return role
        if name == "title" and above in SECTIONS:
            return Role.HEADING
        if name == "label" and above in ("fn", "ref", "list-item"):
            return Role.DROPPED if above == "fn" else Role.INLINE
        role = ROLES.get(name, Role.INLINE)
        return Role.BLOCK if role is Role.INLINE and above in HOLDERS else role

    def sign(self, composer: Composer, element: Any) -> None:
        """The line ends, or the footnote of a reference goes behind the paragraph."""
        if local(element) == "break":
            composer.line()
        self._anchors.place(composer, element, self.manner)

    def finish(self, composer: Composer) -> None:
        """Write down what is left when all is read: footnotes that an author's name refers to."""
        self._anchors.place_rest(composer, self.manner)


def _label(element: Any) -> str:
    """The sign of a footnote, the number of a heading."""
    name, before = local(element), element.getprevious()
    if name == "title" and before is not None and local(before) == "label":
        return words(before)
    return element.get("symbol") or words(next(children(element, "label"), None)) if name == "fn" else ""


def _in_front(element: Any, name: str) -> Role | None:
    """The title of a reply or a review within an article heads it."""
    if name == "title-group" and local(element.getparent()) == "front-stub":
        return Role.HEADING
    return None if name in FRONT else Role.DROPPED


def _among_alternatives(element: Any, name: str) -> Role | None:
    """Of several forms of one table or formula the first is read that is no picture."""
    forms = [each for each in element.getparent() if local(each) not in PICTURES]
    return None if forms and element is forms[0] else Role.DROPPED


def _in_section(element: Any, name: str) -> Role | None:
    """`<label>1.</label><title>…</title>` is one heading."""
    following = element.getnext()
    return Role.DROPPED if name == "label" and following is not None and local(following) == "title" else None


PARENTS: Mapping[str, Callable[[Any, str], Role | None]] = {
    "article-meta": _in_front,
    "front-stub": _in_front,
    "alternatives": _among_alternatives,
    **dict.fromkeys(SECTIONS, _in_section),
    **dict.fromkeys(UNPUNCTUATED, lambda element, name: Role.BLOCK),
}
"""Element -> what its children are, where that is not said by their own name."""
