"""What the elements of HTML mean for a reader, and a page that is read by its tags alone, however deep they nest."""

import re
from collections.abc import Iterator
from html import unescape

from indexer.readers.reading import CELL_GAP

Piece = tuple[int | None, str]
"""Text as (None, text); the edge of a block as (level of what follows, "")."""

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
UNREAD = frozenset({
    "script", "style", "noscript", "template", "head", "title", "nav", "button", "select", "iframe", "svg", "canvas",
    "audio", "video", "rt", "rp",
})  # fmt: skip
"""Elements whose text is no part of the page's; `rt` and `rp` are the readings of ruby."""

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "li", "main", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
})  # fmt: skip
"""Elements that begin a paragraph; all others run on in the line."""

BREAK = "\x00"
"""Stands for `<br>` until the space around it is folded."""

COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<![^<>]*>", re.DOTALL)
TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)[^<>]*>")
INLINE = {"br": BREAK, "td": CELL_GAP, "th": CELL_GAP}


def pieces(html: str) -> Iterator[Piece]:
    """The text and the edges of a page, tag by tag; a tag that is never closed closes nothing."""
    cut = TAG.split(COMMENT.sub("", html))
    unread, level = "", 0
    yield None, unescape(cut[0])
    for slash, written, words in zip(cut[1::3], cut[2::3], cut[3::3], strict=True):
        name = written.lower()
        if unread:
            unread = "" if slash and name in (unread, "ruby") else unread
        elif name in UNREAD and name != "head":
            unread = "" if slash else name
        elif name in HEADINGS:
            level = 0 if slash else HEADINGS[name]
            yield level, ""
        elif name in BLOCKS:
            yield level, ""
        elif name in INLINE and not slash:
            yield None, INLINE[name]
        if not unread:
            yield None, unescape(words)
