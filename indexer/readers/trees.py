"""XML of unknown origin becomes a tree, or is refused with the reason.

Nothing is fetched, no entity of a document type is put in (the billion laughs, a password file that is asked for by
name), and what is not well-formed is never guessed at: a guess loses text in silence.
"""

import re
from typing import Any

from lxml import etree

from indexer.errors import ReadError

TOO_DEEP = "its elements lie more than 256 deep, which no writing program does; it is broken or means harm"
ENTITIES = "it uses entities that its document type defines, which are not put in; write them out and save it again"
AMPLIFIED = "its entities would swell to many times the size of the file; it is broken or means harm"

DOCTYPE = re.compile(rb"D\0*O\0*C\0*T\0*Y\0*P\0*E")
"""In UTF-8 and its like, in UTF-16 and UTF-32."""

WORDS = {"Excessive depth": TOO_DEEP, "amplification": AMPLIFIED, "Entity '": ENTITIES}
"""What libxml2 says -> what is meant."""


def parse(data: bytes) -> Any:
    """The root element of the XML document `data`, without comments and processing instructions.

    Raises ReadError with a reason in words: not well-formed, entities of a document type, too deep.
    """
    try:
        root = etree.fromstring(data, parser(data))
    except (etree.XMLSyntaxError, LookupError) as error:
        raise ReadError(reason(error)) from error
    if next(root.iter(etree.Entity), None) is not None:
        raise ReadError(ENTITIES)
    return root


def parser(data: bytes) -> Any:
    """A parser for the document that `data` begins; libxml2's own limits (256 levels, 10 MB a text) stay on.

    Two elements of one xml:id are no reason to refuse a document, so ids are not collected. But told so, libxml2
    loads the document type from wherever it says, so where there is one they are.
    """
    typed = DOCTYPE.search(data) is not None
    return etree.XMLParser(
        resolve_entities=False, no_network=True, collect_ids=typed, remove_comments=True, remove_pis=True
    )


def reason(error: Exception) -> str:
    """Why libxml2 gave up, in words."""
    said = str(error).removesuffix(" (<string>, line 1)")
    known = next((words for sign, words in WORDS.items() if sign in said), "")
    return known or f"not well-formed XML ({said}); open it in the program that wrote it and save it again"


def local(element: Any) -> str:
    """The name of an element without its namespace: `{http://…/wordprocessingml/…}p` is p."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
