"""Where paragraphs begin in text that has nothing but lines.

A blank line always parts paragraphs. Within a stanza (the lines between two blank ones) one rule tells a line that
was wrapped from a line that ended: greedy wrapping breaks only where the next word would no longer have fitted.

    The Soviet Union and the United States     ─ "established" did not fit: wrapped, one paragraph
    established diplomatic relations in 1933.

Japanese breaks between any two characters, give or take the two that punctuation may push over. A stanza with
long lines, or with lines that end sentences, is a list of paragraphs; other short lines (an address, a verse) stay
together as they are. Whatever broke the lines, one that ends in the middle of a word or of a sentence goes on in the
next: `the negotia-` / `tion went on`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from indexer.readers.text.hyphens import is_broken

WIDE = re.compile(r"[ᄀ-ᅟ⺀-꓏가-힣豈-﫿︰-﹏＀-｠￠-￦]")
NARROWEST, WIDEST = 30, 100
"""Text is wrapped at between so many columns; a kanji takes two. Lines of 36 characters make 72 columns."""

WRAPPED_SHARE = 0.6
"""So many of a stanza's breaks must be full lines: the others end paragraphs that no blank line parts."""

KINSOKU = 4
"""Columns that a Japanese line may fall short by, when 」 or ー may not begin the next."""

BULLET = re.compile(r"[ \t　]*(?:[•◦‣▪▫■□●○◆◇※][ \t　]*|・|[*+-][ \t]+)(?=\S)")
ADDRESS = re.compile(r"[ \t　]*(?:https?|ftp)://\S+[ \t]*$")
INDENTED = re.compile(r"　+[^\s　]")
"""`　諸君、…`: a Japanese paragraph begins with a full-width space."""

NUMBERED = re.compile(
    r"[ \t　]*(?:[(（]?[0-9０-９]{1,3}[)）.．、][ \t　]*\S|[一二三四五六七八九十]{1,3}、|#{1,6} |【[^】]+】$)"
)
SENTENCE_END = re.compile(r"[。．.！？!?][」』）)”\"'’］\]]*(?:\[[^\[\]]{1,12}\](?::\d+)?)*$|[」』]$")
MID_SENTENCE = re.compile(r"[A-Za-zÀ-ɏЀ-ӿ,] ?$")

TAIL = 100
"""The end of a sentence, with the note marks behind it, is sought in so many characters."""

RULE = re.compile(r"[-=_*＊─━―☆★◇◆\s　]{3,}$")
"""A line drawn across the page says that something ends; it is not text."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph or a heading, not yet told apart; `alone` says that it is one line between blank ones."""

    text: str
    alone: bool = False

    @property
    def is_bullet(self) -> bool:
        """Whether it begins as an item of a list does."""
        return BULLET.match(self.text) is not None

    @property
    def ends_sentence(self) -> bool:
        """Whether it ends where a sentence may."""
        return _ends_sentence(self.text)


def columns(text: str) -> int:
    """How wide a text is on a screen."""
    return len(text) + len(WIDE.findall(text))


def units(text: str) -> tuple[Unit, ...]:
    """The paragraphs and headings of a text, in order, their inner line breaks kept."""
    found = []
    for stanza in _stanzas(text):
        alone = len(stanza) == 1
        found += [Unit("\n".join(lines).strip(), alone) for lines in _paragraphs(stanza)]
    return tuple(found)


def _stanzas(text: str) -> Iterator[list[str]]:
    stanza: list[str] = []
    for line in text.replace("\f", "\n").split("\n"):
        if not line.strip() or RULE.match(line):
            if stanza:
                yield stanza
            stanza = []
        else:
            stanza.append(line.rstrip())
    if stanza:
        yield stanza


def _paragraphs(stanza: Sequence[str]) -> list[list[str]]:
    """The lines of a stanza, those of one paragraph together."""
    width = max(map(columns, stanza))
    wrapped = _is_wrapped(stanza, width)
    separate = width > WIDEST or any(_begins(line) or _ends_sentence(line) for line in stanza)
    groups = [[stanza[0]]]
    for before, line in pairwise(stanza):
        apart = not _is_full(before, line, width) if wrapped else separate
        apart = apart and not (width <= WIDEST and _goes_on(before, line))
        if _stands_apart(before, line) or (apart and not _hangs(groups[-1], line)):
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _is_wrapped(stanza: Sequence[str], width: int) -> bool:
    """Whether somebody's line length, rather than the text, broke these lines."""
    breaks = [pair for pair in pairwise(stanza) if not _stands_apart(*pair)]
    if not breaks or not NARROWEST <= width <= WIDEST:
        return False
    full = sum(_is_full(before, after, width) for before, after in breaks)
    ended = sum(_ends_sentence(before) for before, _ in breaks)
    return full >= WRAPPED_SHARE * len(breaks) and ended * 2 <= len(breaks)


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the first word of the following line would no longer have fitted on this one."""
    first = following.split(maxsplit=1)[0]
    needed = KINSOKU + 2 if WIDE.match(first) else columns(first) + 1
    return columns(line) + needed > width


def _goes_on(before: str, line: str) -> bool:
    """Whether a line breaks off a word or a sentence that the next one, with a small letter, goes on with."""
    return is_broken(before, line) or (MID_SENTENCE.search(before) is not None and line[:1].islower())


def _stands_apart(before: str, line: str) -> bool:
    return _begins(line) or ADDRESS.match(before) is not None


def _begins(line: str) -> bool:
    """Whether a line begins a paragraph whatever stands before it: 「• …」「　…」「一、…」「https://…」."""
    return any(pattern.match(line) for pattern in (BULLET, ADDRESS, INDENTED, NUMBERED))


def _hangs(group: Sequence[str], line: str) -> bool:
    """Whether an indented line carries on the list item above it."""
    return BULLET.match(group[0]) is not None and line[:1] in " \t"


def _ends_sentence(line: str) -> bool:
    return SENTENCE_END.search(line[-TAIL:]) is not None
