"""The smallest questions to OpenSearch, of which the others are made: terms, beginnings, patterns, ids of fields."""

from collections.abc import Sequence
from typing import Any

from indexer.engines.opensearch_mapping import BEGIN, LONGEST_BEGINNING, PASSAGE
from indexer.schema import TEXT_FIELDS
from indexer.terms import GAP

Native = dict[str, Any]

NOWHERE = "\x02"
"""A term that no field has."""

_SPECIAL = frozenset('.?+*|{}[]()"\\')
"""What means something in Lucene's regular expressions, without its optional operators."""

_ANY = f"[^{GAP}]"
_SIGNS = {"*": _ANY + "*", "?": _ANY}


def constant(query: Native, score: float) -> Native:
    """What a query finds, with one score."""
    return {"constant_score": {"filter": query, "boost": score}}


def boosted(query: Native, weight: float) -> Native:
    """What a query finds, its score times `weight`."""
    if query == NOTHING:
        return NOTHING
    return {"bool": {"must": [query], "boost": weight}} if weight else constant(query, 0.0)


NOTHING: Native = {"match_none": {}}
PASSAGES: Native = {"term": {"kind": {"value": PASSAGE}}}
EVERYTHING = constant(PASSAGES, 0.0)


def term(field: str, text: str, weight: float = 1.0) -> Native:
    """A whole term."""
    return {"term": {field: {"value": text, "boost": weight}}}


def any_value(field: str, values: Sequence[str]) -> Native:
    """Any of some whole terms, unscored."""
    return {"terms": {field: list(values)}}


def beginning(field: str, text: str) -> Native:
    """Any term that begins with a text."""
    if not text:
        return _matching(field, _ANY + "+")
    if field in TEXT_FIELDS and len(text) <= LONGEST_BEGINNING:
        return term(f"{field}.{BEGIN}", text)
    return {"prefix": {field: {"value": text, "rewrite": "constant_score"}}}


def signed(field: str, pattern: str) -> Native:
    """Any term of a wildcard: `*` is any run, `?` one character."""
    return _matching(field, "".join(_SIGNS.get(sign) or _escaped(sign) for sign in pattern))


def _matching(field: str, pattern: str) -> Native:
    return {"regexp": {field: {"value": pattern, "flags": "NONE", "rewrite": "constant_score"}}}


def _escaped(sign: str) -> str:
    return "\\" + sign if sign in _SPECIAL else sign
