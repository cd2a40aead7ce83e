"""A document becomes passages: what is searched, ranked, shown and cited.

A passage is a paragraph. Short ones (captions, list items) are joined with their neighbours, long ones are cut at
sentence ends, both towards 200 to 600 Japanese characters or 80 to 250 English words, and never across a heading.

A passage's id is drawn from its text, so that a citation outlives the next indexing. For that, no boundary may
depend on how much text came before it: a paragraph put in at the top must not move all that follow. Boundaries are
drawn from the words beside it: a run of short paragraphs ends where the hash of one says so, a long paragraph is cut
at that sentence end within reach whose words have the lowest hash. After an insertion they soon fall as before.

A footnote or a row of a table joins only its like. Every passage says on which pages, slides or rows it stands (see
`places`).

The heading path holds the headings above a passage, from the top down. A level 1 heading that only repeats the
document's title is left out: the title is shown with every passage anyway. Where a document has nothing else, it is the
passage.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby, zip_longest
from operator import itemgetter

from indexer.document import Block, Document, Mark, Passage, Span
from indexer.pipeline.paragraph_cuts import LEAST, MOST, text_hash, weigh, where_to_cut
from indexer.pipeline.places import joined_marks, marks_between, placed

SHORT = LEAST
"""A paragraph lighter than this is joined with its neighbours."""

RUN_LEAST, RUN_ODDS = 150, 3
"""A run of short paragraphs may end once it weighs so much, and does at one paragraph in so many."""

GAP = "\n\n"


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, a part of one, or several joined: the text of a passage to be."""

    text: str
    hidden: tuple[Span, ...] = ()
    continues: bool = False
    weight: float = 0
    marks: tuple[Mark, ...] = ()
    kind: str = ""


def split(document: Document) -> tuple[Passage, ...]:
    """The passages of a document, in order; none if there is nothing but space in it."""
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
            marks=piece.marks,
            kind=piece.kind,
        )
        for ordinal, (path, piece) in enumerate(found)
    )


def passage_id(text: str) -> str:
    """The id of every passage with this text."""
    return blake2b(text.encode()).hexdigest()[:16]


def _sections(document: Document) -> Iterator[tuple[tuple[str, ...], list[Piece]]]:
    """The paragraphs below each heading, with the path of headings that leads to them."""
    blocks = [block for block in placed(document.blocks) if block.text.strip()]
    paragraphs = list(_paragraphs(blocks))
    beside_the_title = [(path, block) for path, block in paragraphs if not _repeats(block, document.title)]
    for path, below in groupby(beside_the_title or paragraphs, key=itemgetter(0)):
        yield (
            _names([blocks[place] for place in path], document.title),
            [p for _, block in below for p in _pieces(block)],
        )


def _paragraphs(blocks: Sequence[Block]) -> Iterator[tuple[tuple[int, ...], Block]]:
    """Each paragraph with the places of the headings above it.

    A heading with nothing below it is a paragraph too, or its words were lost: those present at a meeting, a line each.
    """
    path: tuple[int, ...] = ()
    for place, (block, following) in enumerate(zip_longest(blocks, blocks[1:])):
        if block.level:
            path = tuple(above for above in path if blocks[above].level < block.level)
        if block.level and following and not 0 < following.level <= block.level:
            path = (*path, place)
        else:
            yield path, block


def _repeats(block: Block, title: str) -> bool:
    """Whether it is a heading that only repeats the document's title."""
    return block.level == 1 and block.text == title


def _names(path: Sequence[Block], title: str) -> tuple[str, ...]:
    names = (block.text for block in path if not _repeats(block, title))
    return tuple(filter(None, (" ".join(name.split()) for name in names)))


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces of a section with the short ones joined: to one another, then to what follows, or else precedes."""
    run: list[Piece] = []
    ready: Piece | None = None  # the last full-weight piece, held back in case the section ends in short ones
    for piece in pieces:
        before = run[-1] if run else ready
        # A footnote, a row of a table are no part of the running text.
        other = before is not None and before.kind != piece.kind
        if other or (run and _weight(run) + piece.weight > MOST):
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
    return _weight(run) >= RUN_LEAST and text_hash(run[-1].text) % RUN_ODDS == 0


def _weight(run: Sequence[Piece]) -> float:
    return sum(piece.weight for piece in run)


def _join(run: Sequence[Piece]) -> Piece:
    """The pieces as one, a blank line between them."""
    hidden: list[Span] = []
    shift = 0
    for piece in run:
        hidden += ((start + shift, end + shift) for start, end in piece.hidden)
        shift += len(piece.text) + len(GAP)
    text = GAP.join(piece.text for piece in run)
    return Piece(text, tuple(hidden), run[0].continues, _weight(run), joined_marks(run, len(GAP)), run[0].kind)


def _pieces(block: Block) -> Iterator[Piece]:
    """A paragraph, in parts if it is long."""
    weight = weigh(block.text)
    if weight <= MOST:
        yield from filter(None, [_part(block, 0, len(block.text), False, weight)])
        return
    cuts = where_to_cut(block, weight)
    continues = False
    for start, end in zip([0, *cuts], [*cuts, len(block.text)], strict=True):
        if piece := _part(block, start, end, continues, weigh(block.text[start:end])):
            yield piece
            continues = True


def _part(block: Block, start: int, end: int, continues: bool, weight: float) -> Piece | None:
    """The part of a paragraph from `start` to `end` without the space around it, which weighs nothing; None for space
    alone."""
    text = block.text[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    if not text:
        return None
    end = start + len(text)
    hidden = tuple((max(a, start) - start, min(b, end) - start) for a, b in block.hidden if a < end and b > start)
    return Piece(text, hidden, continues, weight, marks_between(block.marks, start, end), block.kind)
