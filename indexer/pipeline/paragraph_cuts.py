"""Where a long paragraph may be cut into passages: what it weighs, and the best places near where a cut is wanted."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise

from indexer.document import Block, Span

LEAST, MOST = 200, 600
"""What a passage should weigh. A Japanese character weighs 1, a word of another script WORD."""

WORD = 2.4
"""80 English words weigh about as much as 200 Japanese characters, and 250 as much as 600."""

CJK = r"[\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uffef\U00020000-\U0003ffff]"

CHARACTERS = re.compile(rf"{CJK}+")

WORDS = re.compile(rf"[^\W{CJK[1:]}+")

MASK = "\ue000"
"""Stands for hidden characters while boundaries are sought, since `[12]` is neither word nor space."""

SENTENCE = 1

IN_QUOTES = 2

CUTS: tuple[tuple[int, re.Pattern[str]], ...] = tuple(
    (rank, re.compile(pattern, re.VERBOSE))
    for rank, pattern in (
        (0, r"(?: (?<=[。．.！？!?」』）)”\"]) | \n[ \t　]* ) \n\s*"),  # the end of a paragraph inside a row
        # 「行こう。」彼は答えた。 may be cut after 」, 「行こう。」と答えた。 may not
        (SENTENCE, r"[。！？｡]++ (?: [」』）)】”’\]]++ (?![ぁ-ゖ、，]) | (?![」』）)】”’\]]) )"),
        # Not after an initial or an abbreviation: George F. Kennan, Mr. Gromyko, the U.S. Government, vol. 3
        (
            SENTENCE,
            r"(?<!\b[A-Z]) (?<!\b(?:Mr|Dr|St|Jr|vs|No|cf|pp|ed)) (?<!\b(?:Mrs|Gen|Sen|Gov|Rep|Col|Vol|vol|etc))"
            rf"[.!?．]+ [\"”’'」』）)\]]* (?=\s|{MASK})",
        ),
        (IN_QUOTES, r"\n\s*"),
        (3, rf"[、，；：,;:] [」』）)”]* (?=\s|{CJK})"),
        (4, r"\s+ | (?<=[はがをにでとへもの])(?=[一-鿿ァ-ヺ「『（])"),  # 米国は|ソ連を
        (5, r"(?<=[ぁ-ゖ一-鿿々])(?=[一-鿿「『（])"),  # kanji without a break: 二條約御署名
    )
)
"""Where a long paragraph may be cut, the best places first. A cut falls at the end of the match; never in a word."""

GOOD = 5
"""So many of CUTS, down to the comma, are looked for at once."""

BRACKETS = dict(zip("」』）)】〕］]”", "「『（(【〔［[“", strict=True))


@dataclass(frozen=True, slots=True)
class Cut:
    """A place where a paragraph may be cut, with the weight of the text before it."""

    offset: int
    rank: int
    weight: float


def weigh(text: str) -> float:
    """How much a text weighs, whatever its mixture of scripts."""
    return sum(map(len, CHARACTERS.findall(text))) + WORD * len(WORDS.findall(text))


def where_to_cut(block: Block, weight: float) -> list[int]:
    """The offsets at which a paragraph of this weight is cut, in order."""
    return _chosen(_cuts(block, weight), block.text, weight)


def _chosen(cuts: Sequence[Cut], text: str, total: float) -> list[int]:
    """Where to cut: within reach of the last cut, at the best kind of place, at the lowest hash among equals."""
    weights = [cut.weight for cut in cuts]
    chosen: list[int] = []
    done = 0.0
    while total - done > MOST:
        first, last = bisect_left(weights, done + LEAST), bisect_right(weights, done + MOST)
        reach = cuts[first:last] or cuts[last : last + 1]
        if not reach:
            break
        # A rest too light to stand alone is avoided where that is possible.
        roomy = [cut for cut in reach if total - cut.weight >= LEAST] or reach
        best = min(roomy, key=lambda cut: (cut.rank, text_hash(text[max(0, cut.offset - 64) : cut.offset].strip())))
        chosen.append(best.offset)
        done = best.weight
    return chosen


def _cuts(block: Block, total: float) -> list[Cut]:
    """The places where the paragraph may be cut, in order; the poorest only where the others leave a gap."""
    good = _cuts_at(block, CUTS[:GOOD])
    weights = [0.0, *(cut.weight for cut in good), total]
    widest = max(after - before for before, after in pairwise(weights))
    return good if widest <= MOST - LEAST else _cuts_at(block, CUTS)


def _cuts_at(block: Block, places: Sequence[tuple[int, re.Pattern[str]]]) -> list[Cut]:
    masked = _masked(block)
    quoted = _quoted(masked)
    ranks: dict[int, int] = {}
    for rank, pattern in places:
        for match in pattern.finditer(masked):
            offset = _past_hidden(match.end(), block.hidden)
            found = IN_QUOTES if rank == SENTENCE and _is_within(offset, quoted) else rank
            ranks[offset] = min(found, ranks.get(offset, found))
    inner = [offset for offset in sorted(ranks) if 0 < offset < len(masked)]
    return [
        Cut(offset, ranks[offset], weight) for offset, weight in zip(inner, _weights(block.text, inner), strict=True)
    ]


def _weights(text: str, offsets: Sequence[int]) -> Iterator[float]:
    """The weight of the text before each offset, in one pass."""
    weight, start = 0.0, 0
    for offset in offsets:
        weight += weigh(text[start:offset])
        start = offset
        yield weight


def _masked(block: Block) -> str:
    parts, position = [], 0
    for start, end in block.hidden:
        parts += [block.text[position:start], MASK * (end - start)]
        position = end
    return "".join(parts) + block.text[position:]


def _past_hidden(offset: int, hidden: Sequence[Span]) -> int:
    """A note mark stays with its sentence: 戦った。[12]| and 熊襲《くまそ》|."""
    index = bisect_right(hidden, (offset, offset)) - 1
    for start, end in hidden[max(index, 0) : index + 2]:
        if start <= offset < end:
            offset = end
    return offset


def _quoted(text: str) -> list[Span]:
    """The outermost brackets and quotations that are closed again; one left open encloses nothing."""
    open_ones: list[tuple[str, int]] = []
    waiting: Counter[str] = Counter()  # how many of each are open, so that none is looked for in vain
    found: list[Span] = []
    for match in re.finditer(r"[「」『』（）()【】〔〕［］\[\]“”]", text):
        sign, offset = match.group(), match.start()
        if sign not in BRACKETS:
            open_ones.append((sign, offset))
            waiting[sign] += 1
        elif waiting[BRACKETS[sign]]:
            opener = ""
            while opener != BRACKETS[sign]:
                opener, start = open_ones.pop()
                waiting[opener] -= 1
            while found and found[-1][0] > start:
                found.pop()
            found.append((start, offset + 1))
    return found


def _is_within(offset: int, spans: Sequence[Span]) -> bool:
    index = bisect_left(spans, (offset, 0)) - 1
    return index >= 0 and offset < spans[index][1]


def text_hash(text: str) -> int:
    """What decides between places that are as good: it depends on the words beside them alone."""
    return int.from_bytes(blake2b(text.encode(), digest_size=4).digest())
