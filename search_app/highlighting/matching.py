"""Where a passage satisfies a question: the spans to mark, each with the reason it matched.

The clauses of the query tree are asked again of the tokens of one text, so that a mark is what the engine
matched and nothing else.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import partial

from indexer.analysis import Layer
from indexer.document import Span, Token
from indexer.engines.base import is_near, wildcard_pattern
from indexer.engines.occurrences import phrase_length, phrase_starts, windows
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
    found = marked_spans(query, text, part, switches)
    return tuple(min(filter(None, (judged(span, each, text, switches) for each in found[span]))) for span in found)


def marked_spans(
    query: Query | Clauses, text: Text, part: str = "body", switches: Switches = ALL_ON
) -> dict[Span, list[Reason]]:
    """The spans of `matches` in order, each with its reasons that are nearest to what was typed. To know them takes a
    fraction of what it takes to judge them."""
    reasons: dict[tuple[Span, int], list[Reason]] = {}
    strict = switches.strict
    for span, reason in spans(query, text, part):
        if not strict or judged(span, reason, text, switches):
            reasons.setdefault((span, RANK[reason.kind]), []).append(reason)
    return {ranked[0]: reasons[ranked] for ranked in _apart(reasons)}


def spans(query: Query | Clauses, text: Text, part: str = "body") -> set[tuple[Span, Reason]]:
    """Where clauses of the query about this part of a passage stand, each span with what it was looked for."""
    asked = query if isinstance(query, tuple) else clauses(query)
    return {found for leaf in asked for found in _spans(leaf, text, part)}


def _apart(found: Iterable[tuple[Span, int]]) -> list[tuple[Span, int]]:
    """Spans with their ranks, sorted, without those that overlap a longer one, or one of a nearer rank."""
    kept: list[tuple[Span, int]] = []
    for (start, end), rank in sorted(found, key=lambda row: (row[0][0] - row[0][1], row[1], row[0])):
        at = bisect_left(kept, ((start, end), -1))
        if (at == 0 or kept[at - 1][0][1] <= start) and (at == len(kept) or end <= kept[at][0][0]):
            kept.insert(at, ((start, end), rank))
    return kept


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
        yield from ((found.start, found.end) for found in text.dates if key in date_keys(found.span))
    else:
        yield from ((token.start, token.end) for token in text.analysis.having_key(key))


def _single(leaf: Term | Prefix | Wildcard | Fuzzy, layer: Layer) -> Iterator[Span]:
    match leaf:
        case Term(_, wanted):
            return ((token.start, token.end) for token in layer.having(wanted))
        case Prefix(_, wanted):
            return (_prefix_span(token, wanted) for token in layer.beginning(wanted))
        case Wildcard(_, pattern):
            return ((token.start, token.end) for token in layer.where(wildcard_pattern(pattern).fullmatch))
        case Fuzzy(_, wanted, edits):
            near = partial(is_near, wanted, edits=edits)
            return ((token.start, token.end) for token in layer.where(near))


def _prefix_span(token: Token, wanted: str) -> Span:
    """A single character found at the head of a bigram is marked alone; a word found by gorba* as a whole."""
    if len(wanted) == 1 and len(token.text) == 2 and token.end - token.start >= 2 and not token.text.isascii():
        return token.start, token.start + 1
    return token.start, token.end


def _filling(slot: Slot, layer: Layer) -> dict[int, Span]:
    """Where a slot is filled, by positions; of two tokens stacked there, where the first is."""
    if slot.prefix:
        return {token.position: _prefix_span(token, slot.text) for token in reversed(layer.beginning(slot.text))}
    return {token.position: (token.start, token.end) for token in reversed(layer.having(slot.text))}


def _phrase(phrase: Phrase, layer: Layer) -> Iterator[Span]:
    return (span for _, span in _phrases(phrase, layer))


def _phrases(phrase: Phrase, layer: Layer) -> Iterator[tuple[int, Span]]:
    """Where a phrase stands: its first position, its place in the text."""
    if not phrase.slots or not all(layer.has(slot.text, slot.prefix) for slot in phrase.slots):
        return
    filled = {slot: _filling(slot, layer) for slot in phrase.slots}
    base = phrase.slots[0].offset
    for start in phrase_starts(phrase, lambda slot: sorted(filled[slot])):
        spans = [filled[slot][start + slot.offset - base] for slot in phrase.slots]
        yield start, (min(span[0] for span in spans), max(span[1] for span in spans))


def _near(near: Near, text: Text, part: str) -> Iterator[tuple[Span, Reason]]:
    """Each part of a group of neighbours is marked by itself, where it stands in a window."""
    field = near.parts[0].field
    if not field.startswith(part):
        return
    layer = text.analysis.w if field.endswith("_w") else text.analysis.g
    places = [list(_phrases(phrase, layer)) for phrase in near.parts]
    both = list(zip(near.parts, places, strict=True))
    lists = [[(start, start + phrase_length(phrase)) for start, _ in found] for phrase, found in both]
    for first, last in windows(lists, near.distance, near.ordered):
        for phrase, found in both:
            for start, span in found:
                if first <= start and start + phrase_length(phrase) <= last and phrase.via:
                    yield span, phrase.via
