"""XML, told by its root element: archives, editions, journals, recognised print, and what is unknown here."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Protocol, cast

from indexer.readers import trees
from indexer.readers.reading import File, Reading
from indexer.readers.trees import local
from indexer.readers.xml import characters

KINDS: Mapping[str, str] = {
    "TEI": "xml.tei",
    "TEI.2": "xml.tei",
    "teiCorpus": "xml.tei",
    "teiCorpus.2": "xml.tei",
    "ead": "xml.ead",
    "article": "xml.jats",
    "articles": "xml.jats",
    "pmc-articleset": "xml.jats",
    "alto": "ocr.alto",
    "PcGts": "ocr.page_xml",
    "art": "xml.kyoto",
}
"""Root element -> the module of `indexer.readers` that reads it; namespaces change with every version of a schema."""


class TreeReader(Protocol):
    """What a module named in KINDS offers."""

    def read_tree(self, root: Any, file: File) -> Reading:
        """The documents of the file that was parsed to `root`."""


def read(file: File) -> Reading:
    """The documents of an XML file. Raises ReadError for what is not well-formed or means harm."""
    root = trees.parse(characters.plain(file.data))
    kind = KINDS.get(local(root), "xml.plain_xml")
    reader = cast(TreeReader, import_module(f"indexer.readers.{kind}"))
    return reader.read_tree(root, file)
