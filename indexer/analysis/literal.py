"""The literal layer `g`: character bigrams with positions, by which whatever stands in a text is found.

A run of Japanese characters gives its bigrams and its last character; a Latin or digit word gives one token. Positions
count characters (a Latin word counts as one), and punctuation leaves a gap of one:

    NATO拡大。   nato@0  拡大@1  大@2  (gap)

So every place holds one term, and any term that begins with 拡 tells that 拡 stands there. Spaces, middle dots, dashes, corner brackets and single line breaks between Japanese
characters are passed over: ジョージ・ケナン = ジョージ　ケナン = ジョージケナン, 在「ソ」大使 = 在ソ大使.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from indexer.analysis.folds import fold
from indexer.analysis.layer import Placed
from indexer.analysis.normalize import CJK, DASHES, Canonical

JOINING = rf"[\s・゠＝=「」『』'\-{DASHES}]"
JOINER = rf"(?:(?!\n\s*\n){JOINING})"
_RUN = re.compile(
    rf"(?P<cjk>[{CJK}](?:{JOINER}*[{CJK}])*)|(?P<word>[^\W_{CJK}]+)|(?P<joiner>{JOINER}+)|(?P<gap>.)", re.DOTALL
)
_JAPANESE = re.compile(f"[{CJK}]")


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that stand together: their places in the folded text, and the position of the first."""

    places: tuple[int, ...]
    position: int
    japanese: bool


def runs(folded: str) -> Iterator[Run]:
    """The runs of a folded text, in order."""
    position, gap = 0, False
    for match in _RUN.finditer(folded):
        kind = match.lastgroup
        if kind == "gap":
            gap = True
        elif kind != "joiner":
            position += gap and position > 0
            gap = False
            places = _places(match) if kind == "cjk" else tuple(range(*match.span()))
            yield Run(places, position, kind == "cjk")
            position += len(places) if kind == "cjk" else 1


def _places(match: re.Match[str]) -> tuple[int, ...]:
    start, end = match.span()
    text = match[0]
    if match.re is _RUN and _JAPANESE.sub("", text) == "":
        return tuple(range(start, end))
    return tuple(start + found.start() for found in _JAPANESE.finditer(text))


def grams(folded: str) -> Iterator[Placed]:
    """The literal layer of a folded text: the bigrams of each run of Japanese and its last character, each other word."""
    for run in runs(folded):
        first, last = run.places[0], run.places[-1]
        if not run.japanese:
            yield folded[first : last + 1], run.position, first, last + 1
            continue
        for number, (place, following) in enumerate(pairwise(run.places), run.position):
            yield folded[place] + folded[following], number, place, following + 1
        yield folded[last], run.position + len(run.places) - 1, last, last + 1


@dataclass(frozen=True, slots=True)
class GramSlot:
    """A gram that a literal phrase needs at an offset; `prefix` where any gram that begins so will do."""

    text: str
    offset: int
    prefix: bool = False


def gram_slots(source: Canonical) -> tuple[GramSlot, ...]:
    """What a text must have in its literal layer to hold `source` as it stands.

    One character alone (核), or at the end of a longer phrase (NATO拡), stands in a run as the beginning of a bigram or
    as its last character, so any gram that begins with it will do. Before something else (戦NATO) it is the last.
    Remembered, as `query_words` are.
    """
    return _gram_slots(source.text)


@lru_cache(maxsize=4_096)
def _gram_slots(text: str) -> tuple[GramSlot, ...]:
    folded = fold(text)
    found = list(runs(folded))
    slots: list[GramSlot] = []
    for run in found:
        letters = "".join(folded[place] for place in run.places)
        if not run.japanese:
            slots.append(GramSlot(letters, run.position))
        elif len(letters) == 1:
            slots.append(GramSlot(letters, run.position, prefix=run is found[-1]))
        else:
            slots += (GramSlot(letters[i : i + 2], run.position + i) for i in range(len(letters) - 1))
    return tuple(slots)
