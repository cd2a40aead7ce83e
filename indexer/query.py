"""What is asked of an engine and what it answers: a tree of finished terms, a request, results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


class _HashedOnce:
    """A node of many parts, whose hash is worked out once: trees of hundreds of nodes are looked up, whole and part by
    part."""

    __slots__ = ("_hash",)

    def __hash__(self) -> int:
        try:
            return self._hash
        except AttributeError:
            found = hash((type(self), *(getattr(self, name) for name in self.__match_args__)))
            object.__setattr__(self, "_hash", found)
            return found

    _hash: int
    __match_args__: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a match of a node counts as one.

    `kind` says what was looked for ("literal", "word", "name", ...), `typed` the words it was looked for on account
    of, `other` what was searched in their place (another name, a translation), where that is something else. `named`
    says that the part of a passage was asked for by name (title:NATO).
    """

    kind: str
    typed: str = ""
    other: str = ""
    named: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """Passages whose `field` has exactly this term. Score: BM25; with `once` its idf alone, however often it stands.

    `via` says why a match of this node counts as one; without it the node only adds to the score and is never
    marked. It means the same on every node below.
    """

    field: str
    text: str
    via: Reason | None = None
    once: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a phrase: a term (or any term that begins with it) at an offset from the phrase's start."""

    text: str
    offset: int
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Phrase(_HashedOnce):
    """Passages where every slot is filled at its offset. Score: BM25 of the phrase as one term, its idf the
    sum of its terms' (as Lucene scores phrases); slots that are prefixes add no idf."""

    __hash__ = _HashedOnce.__hash__

    field: str
    slots: tuple[Slot, ...]
    via: Reason | None = None


@dataclass(frozen=True, slots=True)
class Near(_HashedOnce):
    """Passages where all `parts` stand, none over another, with at most `distance` positions between them in all.

    `ordered` asks for the parts in their order. Score as for a phrase.
    """

    __hash__ = _HashedOnce.__hash__

    parts: tuple[Phrase, ...]
    distance: int
    ordered: bool = False
    via: Reason | None = None


@dataclass(frozen=True, slots=True)
class Prefix:
    """Passages with a term that begins with `text`. Constant score."""

    field: str
    text: str
    via: Reason | None = None


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Passages with a term of this pattern: `*` any run, `?` one character. Constant score."""

    field: str
    pattern: str
    via: Reason | None = None


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Passages with a term within `edits` insertions, deletions, substitutions or swaps of neighbours
    (optimal string alignment distance). Constant score."""

    field: str
    text: str
    edits: int = 1
    via: Reason | None = None


@dataclass(frozen=True, slots=True)
class DateRange:
    """Passages with a date that touches the days `first` to `last` (ordinals); None leaves an end open.
    Constant score."""

    first: int | None = None
    last: int | None = None
    via: Reason | None = None


@dataclass(frozen=True, slots=True)
class And(_HashedOnce):
    """Passages that every part finds; scores add up. An empty And finds nothing."""

    __hash__ = _HashedOnce.__hash__

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or(_HashedOnce):
    """Passages that any part finds; scores add up. An empty Or finds nothing."""

    __hash__ = _HashedOnce.__hash__

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Best(_HashedOnce):
    """Passages that any part finds; the best part's score counts alone. An empty Best finds nothing."""

    __hash__ = _HashedOnce.__hash__

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Not(_HashedOnce):
    """Passages that `part` does not find. Score 0."""

    __hash__ = _HashedOnce.__hash__

    part: Query


@dataclass(frozen=True, slots=True)
class Among:
    """Passages with one of these ids. Score 0."""

    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Every:
    """All passages. Score 0."""


@dataclass(frozen=True, slots=True)
class Boost(_HashedOnce):
    """What `part` finds, its score times `weight`."""

    __hash__ = _HashedOnce.__hash__

    part: Query
    weight: float


@dataclass(frozen=True, slots=True)
class Constant(_HashedOnce):
    """What `part` finds. Constant score."""

    __hash__ = _HashedOnce.__hash__

    part: Query


@dataclass(frozen=True, slots=True)
class Maybe(_HashedOnce):
    """What `required` finds; where `optional` finds it too, that score is added."""

    __hash__ = _HashedOnce.__hash__

    required: Query
    optional: Query


Query = (
    Term
    | Phrase
    | Near
    | Prefix
    | Wildcard
    | Fuzzy
    | DateRange
    | And
    | Or
    | Best
    | Not
    | Among
    | Every
    | Boost
    | Constant
    | Maybe
)

SORTS = ("relevance", "date", "-date", "doc")


@dataclass(frozen=True, slots=True)
class Filter:
    """Keep passages whose keyword `field` has any of `include` (if given) and none of `exclude`."""

    field: str
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One question to an engine.

    `facets` names the keyword fields to count; each is counted without its own choice, and a value that is left out
    as if it were not. Of each facet the `values` most frequent are given (0 for all) and those that filters name; which
    of equally frequent ones stand last is the engine's choice. `limit` 0 asks for counts alone. Hits come by `sort`,
    ties in the order documents read, then by id. `groups` maps passages to the names of their groups: of each only the
    first in that order is a hit, and `offset` and `limit` count such hits.
    """

    query: Query
    filters: tuple[Filter, ...] = ()
    facets: tuple[str, ...] = ()
    sort: str = "relevance"
    offset: int = 0
    limit: int = 10
    groups: Mapping[str, str] = field(default_factory=dict)
    values: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, and its score (rounded, so that ties are ties everywhere; see engines.base)."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many passages of the result have this value."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Results:
    """An engine's answer: how many passages in all, one page of them, and the facets asked for.

    Facet counts come by count, greatest first, then by value; `bases` says how many passages each facet was counted
    over, its own choice left aside. `total` and facets count passages, whether hits of their own or not: `folded` of
    them stand under another of their group, and `similar` gives those under each hit of this page, best first.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetCount, ...]] = field(default_factory=dict)
    bases: Mapping[str, int] = field(default_factory=dict)
    folded: int = 0
    similar: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
