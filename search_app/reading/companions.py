"""Beside a passage, those of the other language that tell of the same, each with its reasons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from indexer.metadata.date_keys import date_keys
from indexer.query import Filter, Query, Reason, SearchRequest, Term
from indexer.query_trees import any_of
from indexer.storage.records import Place
from search_app.highlighting.matching import marked_spans
from search_app.highlighting.passage_matches import texts_of
from search_app.planning.companions import Clue, ClueFinder
from search_app.planning.index_statistics import IndexStatistics
from search_app.search.hits import HitView, together, views
from search_app.search.searcher import Searcher
from search_app.state.switches import ALL_ON

OTHER = {"ja": "en", "en": "ja"}
"""Language of a passage -> that of its companions; those of other languages have none."""

MOST = 5
MOST_REASONS = 12
LEAST_REASONS, LEAST_SHARE = 2, 0.2
"""What a companion shares at least, and what of the best one's score it has at least."""


@dataclass(frozen=True, slots=True)
class Because:
    """Something that a passage and its companion share: the way that leads there (of `planning.companions.SURE`), what
    stands `here`, and what stands `there`. Of an actor both are its id; a date stands here in ISO form, there as far as
    it is shared."""

    kind: str
    here: str
    there: str


@dataclass(frozen=True, slots=True)
class Companion:
    """A passage of the other language, and why it stands beside the first, the most telling reason first."""

    hit: HitView
    because: tuple[Because, ...]


def companions(searcher: Searcher, places: Sequence[Place], most: int = MOST) -> tuple[Companion, ...]:
    """The companions of the passage that stands at these places, best first; empty where nothing is shared.

    What it costs is bounded by the number of clues that are asked for, not by the length of the passage.
    """
    lang = other_language(searcher, places[0].passage.lang)
    clues = _clues(searcher, places, lang) if lang else ()
    if not clues:
        return ()
    query = any_of(clue.query for clue in clues)
    request = SearchRequest(query, (Filter("lang", (lang,)),), limit=most, groups=searcher.twins)
    hits = views(searcher, searcher.library.engine.search(request), _seen_in("body", clues), ALL_ON)
    found = (Companion(hit, tuple(_because(hit, clues))[:MOST_REASONS]) for hit in hits)
    return tuple(each for each in found if _is_telling(each, hits[0].score))


def _is_telling(found: Companion, best: float) -> bool:
    """Whether a companion shares more than a word or two by chance."""
    return len(found.because) >= LEAST_REASONS and found.hit.score >= LEAST_SHARE * best


def other_language(searcher: Searcher, lang: str) -> str:
    """The language of the companions of passages in a language; empty where the index has none in it."""
    other = OTHER.get(lang, "")
    return other if other and searcher.library.engine.frequency("lang", other) else ""


def _clues(searcher: Searcher, places: Sequence[Place], lang: str) -> tuple[Clue, ...]:
    statistics = IndexStatistics(searcher.library.engine.frequency, searcher.is_word, dictionary=searcher.dictionary)
    above = (text for place in places for text in (place.document.title, *place.passage.heading_path))
    return ClueFinder(statistics, lang).clues((places[0].passage.text, *above), together(places))


def _seen_in(part: str, clues: Sequence[Clue]) -> Query:
    """What of the clues can be seen in a part of a passage; words that are looked for everywhere, in this part."""
    leaves = (way.leaf for clue in clues for way in clue.ways if way.leaf.field != "actor")
    return any_of(leaf if leaf.field == "keys" else replace(leaf, field=f"{part}_w") for leaf in leaves)


def _because(hit: HitView, clues: Sequence[Clue]) -> Iterator[Because]:
    """The reasons in the order of the clues, of each clue the way that is worth most."""
    seen = _seen(hit, clues)
    for clue in clues:
        ways = sorted((way for way in clue.ways if way.via in seen), key=lambda way: -way.worth)
        yield from (Because(way.via.kind, clue.text, seen[way.via]) for way in ways[:1])


def _seen(hit: HitView, clues: Sequence[Clue]) -> dict[Reason, str]:
    """What stands in a hit, or above it, for which way of a clue; of words that overlap, the longest alone."""
    dates = {key for span in hit.metadata.dates for key in date_keys(span)}
    about = {*hit.metadata.actors, *dates}
    ways = [way for clue in clues for way in clue.ways]
    seen = {
        way.via: way.via.other or way.via.typed for way in ways if isinstance(way.leaf, Term) and way.leaf.text in about
    }
    for part, text in texts_of(hit.places):
        for span, reasons in marked_spans(_seen_in(part, clues), text, part).items():
            seen = dict.fromkeys(reasons, text.surface(*span)) | seen
    return seen
