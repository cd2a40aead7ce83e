"""Where a passage satisfies a question: the spans to mark, each with the reason it matched.

The clauses of the query tree are asked again of the tokens of one text, so that a mark is what the engine
matched and nothing else.
"""

from collections.abc import Iterable, Iterator

from indexer.analysis import Layer
from indexer.document import Span, Token
from indexer.engines.base import edit_distance, wildcard_pattern
from indexer.engines.occurrences import phrase_length, phrase_starts, windows
from indexer.metadata import dates
from indexer.metadata.date_keys import date_keys
from indexer.query import (
    Fuzzy,
    Near,
    Phrase,
    Prefix,
    Query,
    Reason,
    Slot,
    Term,
    Wildcard,
)  # fmt: skip
from indexer.query_trees import Leaf, leaves
from search_app.highlighting.match_reasons import RANK, Match, Text, judged
from search_app.state.switches import ALL_ON, Switches

Clauses = tuple[Leaf, ...]
"""What of a query is marked: its leaves with a reason, each once."""


def clauses(query: Query) -> Clauses:
    """The clauses of a query; who asks them of many texts collects them once."""
    return tuple(dict.fromkeys(leaves(query)))


def matches(query: Query | Clauses, text: Text, part: str = "body", switches: Switches = ALL_ON) -> tuple[Match, ...]:
    """The spans of a text that satisfy clauses of the query about this part of a passage.

    Sorted, none overlapping another: of two that do, the longer is kept, then the one nearer to what was typed.
    """
    found = [
        (judged(span, reason, text, switches), RANK.index(reason.kind)) for span, reason in spans(query, text, part)
    ]
    return _apart([(match, rank) for match, rank in found if match is not None])


def spans(query: Query | Clauses, text: Text, part: str = "body") -> set[tuple[Span, Reason]]:
    """Where clauses of the query about this part of a passage stand, each span with what it was looked for."""
    asked = query if isinstance(query, tuple) else clauses(query)
    return {found for leaf in asked for found in _spans(leaf, text, part)}


def _apart(found: Iterable[tuple[Match, int]]) -> tuple[Match, ...]:
    kept: list[Match] = []
    for match, _ in sorted(found, key=lambda row: (row[0].start - row[0].end, row[1], row[0])):
        if all(match.end <= other.start or match.start >= other.end for other in kept):
            kept.append(match)
    return tuple(sorted(kept))


def _spans(leaf: Leaf, text: Text, part: str) -> Iterator[tuple[Span, Reason]]:
    if isinstance(leaf, Near):
        yield from _near(leaf, text, part)
        return
    if leaf.field == "keys":
        there: Iterable[Span] = _key_spans(leaf.text, text) if isinstance(leaf, Term) else ()
    elif leaf.field.startswith(part):
        layer = text.analysis.w if leaf.field.endswith("_w") else text.analysis.g
        there = _phrase(leaf, layer) if isinstance(leaf, Phrase) else _single(leaf, layer)
    else:
        there = ()
    yield from ((span, leaf.via) for span in there if leaf.via)


def _key_spans(key: str, text: Text) -> Iterator[Span]:
    if key.startswith("d:"):
        for found in dates.find(text.text, text.anchor):
            if key in date_keys(found.span):
                yield found.start, found.end
    else:
        yield from ((token.start, token.end) for token in text.analysis.keys(key[:2]) if token.text == key)


def _single(leaf: Term | Prefix | Wildcard | Fuzzy, layer: Layer) -> Iterator[Span]:
    match leaf:
        case Term(_, wanted):
            return ((token.start, token.end) for token in layer.having(wanted))
        case Prefix(_, wanted):
            return (_prefix_span(token, wanted) for token in layer.beginning(wanted))
        case Wildcard(_, pattern):
            regex = wildcard_pattern(pattern)
            return ((token.start, token.end) for token in layer if regex.fullmatch(token.text))
        case Fuzzy(_, wanted, edits):
            return ((t.start, t.end) for t in layer if edit_distance(t.text, wanted) <= edits)


def _prefix_span(token: Token, wanted: str) -> Span:
    """A single character found at the head of a bigram is marked alone; a word found by gorba* as a whole."""
    if len(wanted) == 1 and len(token.text) == 2 and token.end - token.start >= 2 and not token.text.isascii():
        return token.start, token.start + 1
    return token.start, token.end


def _filling(slot: Slot, layer: Layer) -> list[Token]:
    return layer.beginning(slot.text) if slot.prefix else layer.having(slot.text)


def _starts(phrase: Phrase, layer: Layer) -> list[int]:
    return phrase_starts(phrase, lambda slot: sorted({token.position for token in _filling(slot, layer)}))


def _phrase(phrase: Phrase, layer: Layer) -> Iterator[Span]:
    return (_phrase_span(phrase, start, layer) for start in _starts(phrase, layer))


def _fills(slot: Slot, token: Token) -> bool:
    return token.text.startswith(slot.text) if slot.prefix else token.text == slot.text


def _phrase_span(phrase: Phrase, start: int, layer: Layer) -> Span:
    base = phrase.slots[0].offset
    filled = []
    for slot in phrase.slots:
        token = next(token for token in layer.at(start + slot.offset - base) if _fills(slot, token))
        filled.append(_prefix_span(token, slot.text) if slot.prefix else (token.start, token.end))
    return min(span[0] for span in filled), max(span[1] for span in filled)


def _near(near: Near, text: Text, part: str) -> Iterator[tuple[Span, Reason]]:
    """Each part of a group of neighbours is marked by itself, where it stands in a window."""
    field = near.parts[0].field
    if not field.startswith(part):
        return
    layer = text.analysis.w if field.endswith("_w") else text.analysis.g
    starts = [_starts(phrase, layer) for phrase in near.parts]
    lists = [[(s, s + phrase_length(phrase)) for s in found] for phrase, found in zip(near.parts, starts, strict=True)]
    for first, last in windows(lists, near.distance, near.ordered):
        for phrase, found in zip(near.parts, starts, strict=True):
            for start in found:
                if first <= start and start + phrase_length(phrase) <= last and phrase.via:
                    yield _phrase_span(phrase, start, layer), phrase.via
