"""XML as it is found becomes XML that a parser takes: in UTF-8, with the characters written out that it names.

`&nbsp;` and `&eacute;` are defined by document types that are never fetched; their names are those of HTML. A name that
the file itself defines as a few plain characters is written out too; all others are left for the parser to refuse.
"""

import re
from collections.abc import Mapping
from html import unescape
from html.entities import html5

from indexer.readers.encoding import decode

DECLARATION = re.compile(r"^\s*<\?xml[^>]*?\?>")
ENCODING = re.compile(rb"""^[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:-]+)["']""")
LITERAL_OR_NAMED = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|&([A-Za-z][\w.-]*);", re.DOTALL)
"""What stands in CDATA or in a comment is no reference."""

DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*\[(.*?)\]\s*>", re.DOTALL)
DEFINED = re.compile(r"""<!ENTITY\s+([A-Za-z][\w.-]*)\s+(?:"([^"]*)"|'([^']*)'|)""")
PREDEFINED = frozenset({"amp", "lt", "gt", "quot", "apos"})
LONGEST = 64
"""Characters; a name for more than these stands for a text, which may be put in thousands of times."""


def plain(data: bytes) -> bytes:
    """The document in UTF-8. Raises ReadError if its bytes stand for no text."""
    declared = ENCODING.match(data)
    text = decode(data, declared[1].decode("ascii") if declared else "").lstrip()
    if "&" in text:
        defined = _defined(text)
        text = LITERAL_OR_NAMED.sub(lambda found: _character(found, defined), text)
    return DECLARATION.sub("", text).encode()


def _defined(text: str) -> Mapping[str, str]:
    """What the file's own document type defines: name -> value, empty for what is not a few plain characters."""
    subset = DOCTYPE.match(text, max(text.find("<!DOCTYPE"), 0))
    return {found[1]: _value(found[2] or found[3] or "") for found in DEFINED.finditer(subset[1])} if subset else {}


def _value(written: str) -> str:
    value = unescape(written) if len(written) <= LONGEST else ""
    return "" if set("&<%") & set(value) else value


def _character(found: re.Match[str], defined: Mapping[str, str]) -> str:
    name = found[1]
    if not name or name in PREDEFINED:
        return found[0]
    value = defined[name] if name in defined else html5.get(f"{name};", "")
    return value if value and not set("&<") & set(value) else found[0]
