"""Words with `*`, `?` or `~`: the planner's way with patterns and misspellings."""

import re
from dataclasses import replace

from indexer.analysis import GramSlot, canonical, gram_slots, query_words
from indexer.query import Fuzzy, Near, Phrase, Prefix, Query, Reason, Slot, Wildcard
from indexer.query_trees import NOTHING, all_of
from search_app.planning.query_builders import literal
from search_app.query_language.scripts import is_japanese

WILD_DISTANCE = 30
"""How many characters a `*` between Japanese characters may stand for."""


def wild(text: str, field: str) -> Query:
    """gorba* and wom?n look at words; 満*国 and 満?国 at what may stand between characters."""
    if is_japanese(text):
        return _wild_japanese(text, field, Reason("wildcard", text))
    pattern = "".join(c if c in "*?" else "".join(s.text for s in gram_slots(canonical(c))) for c in text)
    if pattern.endswith("*") and "*" not in pattern[:-1] and "?" not in pattern:
        return Prefix(field, pattern[:-1], Reason("wildcard", text)) if pattern[:-1] else NOTHING
    return Wildcard(field, pattern, Reason("wildcard", text)) if pattern.strip("*?") else NOTHING


def _wild_japanese(text: str, field: str, via: Reason) -> Query:
    pieces = [_wild_piece(piece, field, via) for piece in re.split(r"\*+", text) if piece.strip("?")]
    if not pieces:
        return NOTHING
    if len(pieces) > 1:
        return Near(tuple(pieces), WILD_DISTANCE, True, via)
    only = pieces[0].slots
    return literal(field, [GramSlot(s.text, s.offset, s.prefix) for s in only], via)


def _wild_piece(piece: str, field: str, via: Reason) -> Phrase:
    """満?国: a slot for each run between the question marks, as far apart as they stand."""
    slots: list[Slot] = []
    offset = 0
    for part in re.findall(r"\?+|[^?]+", piece):
        if part[0] != "?":
            found = gram_slots(canonical(part))
            slots += (Slot(s.text, offset + s.offset, s.prefix) for s in found)
            offset += found[-1].offset + len(found[-1].text) if found and is_japanese(part) else 1
        else:
            offset += len(part)
    return Phrase(field, tuple(replace(slot, prefix=slot.prefix or len(slot.text) == 1) for slot in slots), via)


def fuzzy(text: str, edits: int, part: str) -> Query:
    """Latin words by their letters, Japanese ones by the characters of the word."""
    source, via = canonical(text), Reason("fuzzy", text)
    slots, terms = gram_slots(source), query_words(source).terms
    if is_japanese(text):
        return (
            Fuzzy(f"{part}_w", terms[0], edits, via)
            if len(terms) == 1
            else literal(f"{part}_g", slots, Reason("literal", text))
        )
    return all_of([Fuzzy(f"{part}_g", slot.text, edits, via) for slot in slots]) if slots else NOTHING
