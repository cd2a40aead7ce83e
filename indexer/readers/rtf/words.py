"""The control words of RTF that a reader needs, and its file cut into words, signs and text (RTF 1.9.1)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

TOKEN = re.compile(
    rb"""
      \\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]?
    | (?P<brace>[{}])
    | (?P<text>(?:[^\\{}]|\\'[0-9a-fA-F]{2}|\\[\\{}])+)
    | \\(?P<sign>\r\n|[^a-zA-Z'])
    | \\
    """,
    re.VERBOSE | re.DOTALL,
)
ESCAPED = re.compile(rb"\\'([0-9a-fA-F]{2})|\\([\\{}])|[\r\n]")
"""Bytes of text as they are written: `\\'82\\'a0`, `\\{`. A line break in the file is no part of the text."""

CHARSETS: Mapping[int, str] = {
    77: "mac_roman", 78: "shift_jis", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""The character set of a font -> the encoding of text in it; others are in that of the file."""

CODE_PAGES: Mapping[int, str] = {10000: "mac_roman", 10001: "shift_jis", 65001: "utf_8"}
"""Code pages that Python does not call cp and their number."""

FILE_ENCODINGS: Mapping[str, str] = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}

SIGNS: Mapping[str, str] = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ", "~": " ", "_": "-",
    "nestcell": "\n", "softline": "\n",
}  # fmt: skip
"""Words and signs that stand for characters. `\\-`, where a word may be parted, stands for none."""

SKIPPED = frozenset({
    "colortbl", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "pict",
    "objdata", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "xe", "tc", "tcn", "rxe", "bkmkstart",
    "bkmkend", "annotation", "atnid", "atnauthor", "atnref", "atndate", "atntime", "atnicn", "shprslt", "sp",
    "listtext", "pntext", "pntxta", "pntxtb", "nonshppict", "datafield", "listtable", "filetbl", "revtbl", "private",
    "subject", "operator", "manager", "company", "category", "keywords", "comment", "doccomm", "hlinkbase",
    "creatim", "revtim", "printim", "buptim", "nonesttables", "mmathPict", "objclass", "objname",
})  # fmt: skip
"""Groups without text of the document's: running heads, pictures, comments, numbers of lists, deleted fallbacks."""

CONTAINERS = frozenset({"shpinst", "do", "shppict", "ud", "moMath", "moMathPara", "userprops", "result"})
"""Groups marked `\\*`, to be skipped by who does not know them, that hold text."""

KEPT = frozenset({"title", "author", "propname", "staticval", "fldinst"})
"""Groups whose text is no part of the document's, but says something."""

FLOWS = frozenset({"footnote", "shptxt", "dptxbxtext"})
"""Groups with paragraphs of their own: notes and text boxes."""


@dataclass(frozen=True, slots=True)
class Token:
    """A brace (`{`), a control word with its number, a sign (`~`), or bytes of text; the others are empty."""

    brace: str = ""
    word: str = ""
    number: int | None = None
    text: bytes = b""


def tokens(data: bytes) -> Iterator[Token]:
    """The file in order. What follows `\\bin` is no text and is stepped over."""
    position = 0
    while found := TOKEN.match(data, position):
        position = found.end()
        if found["brace"]:
            yield Token(brace=found["brace"].decode())
        elif found["word"]:
            number = int(found["number"]) if found["number"] else None
            if found["word"] == b"bin":
                position += max(number or 0, 0)
            yield Token(word=found["word"].decode(), number=number)
        elif found["text"]:
            if text := ESCAPED.sub(_unescaped, found["text"]):
                yield Token(text=text)
        elif found["sign"]:
            yield Token(word=found["sign"].decode("latin_1"))


def _unescaped(found: re.Match[bytes]) -> bytes:
    return bytes.fromhex(found[1].decode()) if found[1] else found[2] or b""


def encoding(page: int) -> str:
    """Python's name for a code page."""
    return CODE_PAGES.get(page, f"cp{page}")
