"""A document becomes passages: what is searched, ranked, shown and cited.

A passage is a paragraph. Short ones (captions, list items) are joined with their neighbours, long ones are cut at
sentence ends, both towards 200 to 600 Japanese characters or 80 to 250 English words, and never across a heading.

A passage's id is drawn from its text, so that a citation outlives the next indexing. For that, no boundary may
depend on how much text came before it: a paragraph put in at the top must not move all that follow. Boundaries are
drawn from the words beside it: a run of short paragraphs ends where the hash of one says so, a long paragraph is cut
at that sentence end within reach whose words have the lowest hash. After an insertion they soon fall as before.

The heading path holds the headings above a passage, from the top down. A level 1 heading that only repeats the
document's title is left out: the title is shown with every passage anyway.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise

from indexer.document import Block, Document, Passage, Span

LEAST, MOST = 200, 600
"""What a passage should weigh. A Japanese character weighs 1, a word of another script WORD."""

WORD = 2.4
"""80 English words weigh about as much as 200 Japanese characters, and 250 as much as 600."""

SHORT = LEAST
"""A paragraph lighter than this is joined with its neighbours."""

RUN_LEAST, RUN_ODDS = 150, 3
"""A run of short paragraphs may end once it weighs so much, and does at one paragraph in so many."""

GAP = "\n\n"
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
class Piece:
    """A paragraph, a part of one, or several joined: the text of a passage to be."""

    text: str
    hidden: tuple[Span, ...] = ()
    continues: bool = False
    weight: float = 0


@dataclass(frozen=True, slots=True)
class Cut:
    """A place where a paragraph may be cut, with the weight of the text before it."""

    offset: int
    rank: int
    weight: float


def split(document: Document) -> tuple[Passage, ...]:
    """The passages of a document, in order; none if it has no paragraph with a word in it."""
    found = ((path, piece) for path, section in _sections(document) for piece in _joined(section))
    return tuple(
        Passage(
            id=passage_id(piece.text),
            document_id=document.id,
            ordinal=ordinal,
            text=piece.text,
            lang=document.lang,
            heading_path=path,
            hidden=piece.hidden,
            continues=piece.continues,
        )
        for ordinal, (path, piece) in enumerate(found)
    )


def passage_id(text: str) -> str:
    """The id of every passage with this text."""
    return blake2b(text.encode()).hexdigest()[:16]


def weigh(text: str) -> float:
    """How much a text weighs, whatever its mixture of scripts."""
    return sum(map(len, CHARACTERS.findall(text))) + WORD * len(WORDS.findall(text))


def _sections(document: Document) -> Iterator[tuple[tuple[str, ...], list[Piece]]]:
    """The paragraphs below each heading, with the path of headings that leads to them."""
    path: list[Block] = []
    section: list[Piece] = []
    for block in document.blocks:
        if not block.level:
            section += _pieces(block)
            continue
        yield _names(path, document.title), section
        section = []
        path = [*(above for above in path if above.level < block.level), block]
    yield _names(path, document.title), section


def _names(path: Sequence[Block], title: str) -> tuple[str, ...]:
    names = (block.text for block in path if block.level > 1 or block.text != title)
    return tuple(filter(None, (" ".join(name.split()) for name in names)))


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces of a section with the short ones joined: to one another, then to what follows, or else precedes."""
    run: list[Piece] = []
    ready: Piece | None = None  # the last full-weight piece, held back in case the section ends in short ones
    for piece in pieces:
        if run and _weight(run) + piece.weight > MOST:
            yield from _closed(ready, run)
            run, ready = [], None
        elif run and _ends_run(run):
            yield from filter(None, (ready, _join(run)))
            run, ready = [], None
        run.append(piece)
        if piece.weight >= SHORT:
            yield from filter(None, (ready,))
            run, ready = [], _join(run)
    yield from _closed(ready, run)


def _closed(ready: Piece | None, run: list[Piece]) -> Iterator[Piece]:
    """What is left when nothing follows that could take in the run: it goes to the piece before it, if it can."""
    if ready and run and ready.weight + _weight(run) <= MOST:
        yield _join([ready, *run])
    else:
        yield from filter(None, (ready, _join(run) if run else None))


def _ends_run(run: Sequence[Piece]) -> bool:
    """Whether a run of short paragraphs ends here; the last one's words decide, wherever it stands."""
    return _weight(run) >= RUN_LEAST and _hash(run[-1].text) % RUN_ODDS == 0


def _weight(run: Sequence[Piece]) -> float:
    return sum(piece.weight for piece in run)


def _join(run: Sequence[Piece]) -> Piece:
    """The pieces as one, a blank line between them."""
    hidden: list[Span] = []
    shift = 0
    for piece in run:
        hidden += ((start + shift, end + shift) for start, end in piece.hidden)
        shift += len(piece.text) + len(GAP)
    return Piece(GAP.join(piece.text for piece in run), tuple(hidden), run[0].continues, _weight(run))


def _pieces(block: Block) -> Iterator[Piece]:
    """A paragraph, in parts if it is long."""
    weight = weigh(block.text)
    if weight <= MOST:
        yield from filter(None, [_part(block, 0, len(block.text), False)])
        return
    cuts = _chosen(_cuts(block, weight), block.text, weight)
    continues = False
    for start, end in zip([0, *cuts], [*cuts, len(block.text)], strict=True):
        if piece := _part(block, start, end, continues):
            yield piece
            continues = True


def _part(block: Block, start: int, end: int, continues: bool) -> Piece | None:
    """The part of a paragraph from `start` to `end` without the space around it; None for space alone."""
    text = block.text[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    if not text:
        return None
    end = start + len(text)
    hidden = tuple((max(a, start) - start, min(b, end) - start) for a, b in block.hidden if a < end and b > start)
    return Piece(text, hidden, continues, weigh(text))


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
        best = min(roomy, key=lambda cut: (cut.rank, _hash(text[max(0, cut.offset - 64) : cut.offset].strip())))
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
    found: list[Span] = []
    for match in re.finditer(r"[「」『』（）()【】〔〕［］\[\]“”]", text):
        sign, offset = match.group(), match.start()
        if sign not in BRACKETS:
            open_ones.append((sign, offset))
        elif any(opener == BRACKETS[sign] for opener, _ in open_ones):
            while (last := open_ones.pop())[0] != BRACKETS[sign]:
                pass
            while found and found[-1][0] > last[1]:
                found.pop()
            found.append((last[1], offset + 1))
    return found


def _is_within(offset: int, spans: Sequence[Span]) -> bool:
    index = bisect_left(spans, (offset, 0)) - 1
    return index >= 0 and offset < spans[index][1]


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=4).digest())
