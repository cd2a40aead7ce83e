"""The Japanese-English corpus of Wikipedia on Kyoto: an article and its translation, parallel to each other.

Each sentence is given in Japanese (`j`) and in the stages of its translation (`e`), with the translators' remarks
between them; the last stage is the translation. NICT, https://alaginrc.nict.go.jp/WikiCorpus/.
"""

from collections.abc import Mapping
from typing import Any

from indexer.document import Document
from indexer.readers import header
from indexer.readers.reading import File, Reading
from indexer.readers.trees import local
from indexer.readers.xml.composer import Composer
from indexer.readers.xml.elements import first
from indexer.readers.xml.setting import Manner, Role, compose

ROLES: Mapping[str, Role] = {
    "sec": Role.SECTION,
    "tit": Role.HEADING,
    "par": Role.BLOCK,
    "cmt": Role.DROPPED,
    "inf": Role.DROPPED,
    "copyright": Role.DROPPED,
}
VERSIONS: Mapping[str, str] = {"ja": "j", "en": "e"}
"""Language -> the element that holds it."""


def read_tree(root: Any, file: File) -> Reading:
    """The article in both languages."""
    return Reading(tuple(_version(root, file, language) for language in VERSIONS))


def _version(root: Any, file: File, language: str) -> Document:
    composer = Composer()
    compose(composer, root, Manner(lambda element: _role(element, VERSIONS[language])), 1)
    title = next((block.text for block in composer.blocks if block.level), "")
    (other,) = VERSIONS.keys() - {language}
    given = {"title": title, "lang": language, "parallel": f"{file.id}#{other}", "copyright": first(root, "copyright")}
    default = header.Default(f"{file.id}#{language}", file.id.rpartition("/")[2])
    return header.document({}, composer.blocks, default, header.Said("document", given))


def _role(element: Any, kept: str) -> Role:
    name = local(element)
    if name in VERSIONS.values():
        return Role.INLINE if name == kept and _is_last(element) else Role.DROPPED
    return ROLES.get(name, Role.INLINE)


def _is_last(element: Any) -> bool:
    """Whether no later stage of a translation follows."""
    return next(element.itersiblings(element.tag), None) is None
