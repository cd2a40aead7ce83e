"""Words that the end of a line broke in two.

Broken is a word where a hyphen stands behind a letter and a small letter begins the next line (negotia-⏎tion). Before
a capital the hyphen is the writer's own (Anglo-⏎Soviet). A soft hyphen, ¬ and ⸗ stand nowhere but in a broken word.
"""

import re
from collections.abc import Iterable

from indexer.document import Span

CJK = r"[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U000323af]"
"""Characters written without spaces between words."""

SIGNS = "-\u2010\u00ad¬⸗"
CAPITAL = "[A-ZÀ-ÖØ-ÞЀ-Я]"
BROKEN = re.compile(rf"(?<=[^\W\d_])(?<!{CJK})(?:[-\u2010]\n[ \t]*(?=[^\W\d_])(?!{CAPITAL})|[\u00ad¬⸗]\n[ \t]*(?=\w))")
COMPOUND = re.compile(rf"(?<=[^\W\d_][-\u2010])\n[ \t]*(?={CAPITAL})")
UNSPACED = re.compile(rf"(?<={CJK})[ \t]+(?={CJK})")
"""Recognisers of characters put a space between any two words, and MeCab's words too: 国 際 聯盟."""

LINE_END = re.compile(rf"(?<={CJK})\s*\n\s*(?={CJK})")


def hidden(text: str) -> list[Span]:
    """The hyphens and line breaks in the middle of words, for a text that is kept as it was written."""
    return [match.span() for match in BROKEN.finditer(text)] if "\n" in text else []


def is_broken(before: str, behind: str) -> bool:
    """Whether a line that ends with `before` breaks the word that goes on with `behind`."""
    return BROKEN.search(f"{before[-2:]}\n{behind[:1]}") is not None


def is_compound(before: str, behind: str) -> bool:
    """Whether a line ends with the hyphen of a compound."""
    return COMPOUND.search(f"{before[-2:]}\n{behind[:1]}") is not None


def joined(lines: Iterable[str]) -> str:
    """The lines of a printed paragraph as one: broken words whole, spaces between words, none in Japanese."""
    text = "\n".join(" ".join(line.split()) for line in lines if line.strip())
    text = COMPOUND.sub("", BROKEN.sub("", text))
    return UNSPACED.sub("", LINE_END.sub("", text).replace("\n", " "))
