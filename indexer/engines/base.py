"""The protocol every engine keeps, and the one formula they all score by."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Protocol, Self

from indexer.document import IndexEntry
from indexer.query import FacetCount, Filter, Results, SearchRequest


@dataclass(frozen=True, slots=True)
class BM25:
    """Okapi BM25 with Lucene's idf (Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework").

    score = idf * tf * (k1 + 1) / (tf + k1 * (1 - b + b * length / average)),
    idf = ln(1 + (N - df + 0.5) / (df + 0.5)), where N counts passages and df those that have the term.
    """

    k1: float = 1.2
    b: float = 0.75

    def idf(self, passages: int, having: int) -> float:
        """How telling a term is that `having` of `passages` have."""
        return log(1 + (passages - having + 0.5) / (having + 0.5))

    def score(self, idf: float, frequency: float, length: int, average: float) -> float:
        """What `frequency` occurrences in a field of `length` terms (see `rounded_length`) add to a score."""
        norm = self.k1 * (1 - self.b + self.b * length / average) if average else self.k1
        return idf * frequency * (self.k1 + 1) / (frequency + norm)


def rounded_length(length: int) -> int:
    """A field's length as Lucene and tantivy keep it, in one byte: exact below 40, then four binary digits.

    Source: Lucene's SmallFloat.intToByte4. All engines round so, that their scores agree.
    """
    rest = length - 24
    shift = max(0, rest.bit_length() - 4)
    return length if rest < 16 else 24 + (rest >> shift << shift)


SCORE_DIGITS = 4
"""Decimals of a score: as many as hold in every engine, so that ties are ties everywhere."""

LAGGING = frozenset({"tantivy", "opensearch"})
"""Engines whose statistics (N, df, average length) count deleted passages until they are merged, as Lucene's do (see
`EngineModule.merge`). What is found and counted is exact all the same; scores may be off a little."""


MOST_TIES = 2_000
"""Hits beyond a page that are looked at because they tie with its last; among more the order is the library's own."""

FEW = 200
"""Hits that are fetched in any case where there are groups: among so few each passage is looked at."""

MOST_EDITS = 2
"""What the automata of tantivy and of Lucene know."""

UNDATED = 2**40
"""A day after all others."""


class Engine(Protocol):
    """The searching half. It sees the index as it was when opened. Many threads ask one engine at once; each module
    says after "Threads:" how its library allows that."""

    def count(self) -> int:
        """How many passages there are."""

    def search(self, request: SearchRequest) -> Results:
        """The answer; raises nothing for any tree of schema fields."""

    def terms(self, field: str, prefix: str = "") -> Iterable[tuple[str, int]]:
        """The terms of a field that begin with `prefix`, in code point order, with the passages that have each."""

    def vocabulary(self, field: str, prefix: str = "") -> Iterable[str]:
        """The terms of `terms` uncounted, which is far quicker; some may be of deleted passages alone."""

    def frequency(self, field: str, term: str) -> int:
        """How many passages have a term."""

    def lag(self) -> int:
        """How many deleted passages still count in scores; 0 where scores are those of an index made anew."""

    def close(self) -> None:
        """Let go of files."""


class Writer(Protocol):
    """The writing half; nothing is seen by engines opened before `commit`."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *error: object) -> None:
        """Without `commit` before it, leaves the index as it was."""

    def put(self, entry: IndexEntry) -> None:
        """Add an entry, in place of the committed one that has its id.

        Raises ValueError for an id that was put before in the same commit: its places are to be merged first.
        """

    def delete(self, passage_id: str) -> None:
        """Take a committed entry out; one that is not there is no error. Raises ValueError for one just put."""

    def commit(self) -> None:
        """Make all of it visible at once."""


def once(passage_id: str, put: set[str]) -> None:
    """Holds a writer to the protocol: what was put stays put until the commit."""
    if passage_id in put:
        raise ValueError(f"passage {passage_id} was put before in this commit; merge its places first")


class EngineModule(Protocol):
    """What the module of an engine offers."""

    def open_engine(self, path: Path, bm25: BM25) -> Engine:
        """The engine over what was committed at `path`."""

    def open_writer(self, path: Path) -> Writer:
        """A writer at `path`, which is made if it is not there."""

    def lag(self, path: Path) -> int:
        """How many deleted passages still count in the scores of what was committed at `path`."""

    def merge(self, path: Path) -> bool:
        """Make what was committed at `path`, which nobody has open, as it would be were it made anew, without its
        entries. False where there is nothing to do, or no means to do it."""


def ranked(counts: dict[str, int]) -> tuple[FacetCount, ...]:
    """Facet counts in the order of the protocol: most first, then by value; none that is 0."""
    rows = sorted(((value, n) for value, n in counts.items() if n), key=lambda row: (-row[1], row[0]))
    return tuple(FacetCount(value, n) for value, n in rows)


def most_frequent(counts: dict[str, int], field: str, request: SearchRequest) -> tuple[FacetCount, ...]:
    """The rows of a facet that a request asks for: its `values` most frequent, and those that its filters name."""
    rows = ranked(counts)
    named = {value for f in request.filters if f.field == field for value in (*f.include, *f.exclude)}
    cut = request.values or len(rows)
    return rows[:cut] + tuple(row for row in rows[cut:] if row.value in named)


def sort_key(
    sort: str, score: float, dates: Sequence[tuple[int, int]], order: tuple[str, int], passage_id: str
) -> tuple[object, ...]:
    """The key that puts hits in the order of `sort`; undated entries come last in both orders by date."""
    if sort == "doc":
        return (*order, passage_id)
    if sort in ("date", "-date"):
        first = min(dates)[0] if dates else 0
        return (not dates, first if sort == "date" else -first, *order, passage_id)
    return (-round(score, SCORE_DIGITS), *order, passage_id)


def without_choice(filters: Sequence[Filter], field: str, value: str = "") -> tuple[Filter, ...]:
    """Filters without what they choose of a field, and without leaving a `value` of it out."""
    return tuple(
        Filter(f.field, (), tuple(v for v in f.exclude if v != value)) if f.field == field else f for f in filters
    )


def order_of(entry: IndexEntry) -> str:
    """A text by which entries come in the order documents read, ties by id."""
    return f"{entry.order[0]}\0{entry.order[1]:09d}\0{entry.id}"


def id_in(order: str) -> str:
    """The id at the end of such a text."""
    return order.rpartition("\0")[2]


def page_of(ids: Sequence[str], request: SearchRequest) -> tuple[list[int], int, dict[str, tuple[str, ...]]]:
    """Of all passages found, in their order: the places of those on the page that is asked for, how many in all are
    folded under another of their group, and which ones under each on this page."""
    begin, end = request.offset, request.offset + request.limit
    if not request.groups:
        return list(range(len(ids)))[begin:end], 0, {}
    shown: list[int] = []
    members: dict[str, list[str]] = {}
    for place, passage_id in enumerate(ids):
        name = request.groups.get(passage_id)
        if name is None or name not in members:
            shown.append(place)
        if name is not None:
            members.setdefault(name, []).append(passage_id)
    page = shown[begin:end]
    first = {rows[0]: tuple(rows[1:]) for rows in members.values() if len(rows) > 1}
    return page, len(ids) - len(shown), {ids[place]: first[ids[place]] for place in page if ids[place] in first}


def wildcard_pattern(pattern: str) -> re.Pattern[str]:
    """The regular expression of a wildcard: `*` any run, `?` one character, all else itself.

    Between two `*` the first place of what stands there is as good as any later one, so none is tried twice (`(?>…)`):
    plain `.*` would try *a*a*a*a*b in every way (as CPython's `fnmatch.translate`).
    """
    first, *others = ("".join("." if sign == "?" else re.escape(sign) for sign in part) for part in pattern.split("*"))
    if not others:
        return re.compile(first, re.DOTALL)
    between = "".join(f"(?>.*?{part})" for part in others[:-1] if part)
    return re.compile(f"{first}{between}.*{others[-1]}", re.DOTALL)


def matching_terms(beginning: Callable[[str], Sequence[str]], pattern: str) -> list[str]:
    """The terms of a wildcard, of those that begin with what stands before its first `*` or `?`."""
    finds = wildcard_pattern(pattern).fullmatch
    return [term for term in beginning(pattern.replace("?", "*").partition("*")[0]) if finds(term)]


def near_terms(of_length: Callable[[int], Sequence[str]], text: str, edits: int) -> list[str]:
    """Of the terms of a field, which come by their length, those within so many edits of a text (see `is_near`): most
    are told apart by their letters, without a call of Python's own for each."""
    letters, found = set(text), list[str]()
    for length in range(max(1, len(text) - edits), len(text) + edits + 1):
        terms = of_length(length)
        if max(length, len(text)) > edits:
            terms = [term for term in terms if len(letters.difference(term)) <= edits]
            terms = [term for term in terms if sum(map(letters.isdisjoint, term)) <= edits]
            terms = [term for term in terms if edit_distance(term, text) <= edits]
        found += terms
    return found


def is_near(a: str, b: str, edits: int) -> bool:
    """Whether so few edits make one word the other. Each letter more, and each that the other has not, is one, and
    more than there are letters are none: of most words that is enough to know."""
    if max(len(a), len(b)) <= edits:
        return True
    if abs(len(a) - len(b)) > edits or sum(letter not in b for letter in a) > edits:
        return False
    return edit_distance(a, b) <= edits


def edit_distance(a: str, b: str) -> int:
    """Optimal string alignment distance (Damerau 1964): a swap of neighbours counts one, as in Lucene."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a):
        two_before, before, row = before, row, [i + 1]
        for j, y in enumerate(b):
            cost = min(before[j + 1] + 1, row[j] + 1, before[j] + (x != y))
            if i and j and x == b[j - 1] and a[i - 1] == y:
                cost = min(cost, two_before[j - 1] + 1)
            row.append(cost)
    return row[-1]
