"""The word layer `w`: Japanese and other words of one text in one stream, each in the form it is searched as.

Function words and punctuation take no position, so 米ソの関係 and 米ソ関係 are the same two terms in a row. An
acronym (`US` for US, U.S.) and the closed form of a hyphenated compound (`ceasefire`) are stacked on the word.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from indexer.analysis.english import STOP_WORDS, Compound, Part, compounds
from indexer.analysis.japanese import Word, content_words, prepare, words
from indexer.analysis.layer import Placed
from indexer.analysis.normalize import Canonical

Piece = Word | Compound


def pieces(text: str) -> list[Piece]:
    """The words of both kinds in the order they stand; MeCab's reading of Latin words and digits is left out."""
    latin = list(compounds(text))
    taken = bytearray(len(text) + 1)
    for compound in latin:
        for part in compound.parts:
            taken[part.start : part.end] = b"\1" * (part.end - part.start)
        taken[compound.start : compound.end] = b"\1" * (compound.end - compound.start)
    japanese = [word for word in content_words(prepare(text)) if not taken[word.start]]
    return sorted((*latin, *japanese), key=lambda piece: piece.start) if latin else list[Piece](japanese)


def word_tokens(found: Iterable[Piece]) -> Iterator[Placed]:
    """The word layer of a canonical text whose pieces were found."""
    position = 0
    for piece in found:
        if isinstance(piece, Word):
            yield piece.term, position, piece.start, piece.end
            position += 1
            continue
        if piece.closed:
            yield piece.closed, position, piece.start, piece.end
        for part in piece.parts:
            yield part.stem, position, part.start, part.end
            if part.acronym:
                yield part.acronym, position, part.start, part.end
            position += 1


@dataclass(frozen=True, slots=True)
class QueryWords:
    """A query word as the word layer is asked for it.

    `terms` in a row are the word; `closed` are single terms that mean the same (cease-fire = ceasefire). `linked`
    says that the terms are equals joined by と or や, whose order is free. `acronym` asks for capitals alone
    (US, not us; U.S. cannot be mistaken, and may also be a piece of U.S.S.R.). `origins` are the words of other languages that its loanwords come from, `readings` the kana of
    its words if every one has kanji. `function` says that the word need not be found (the, of), `sentence` that particles make it
    one (サケを漢字で), not a name or a compound.
    """

    terms: tuple[str, ...]
    closed: tuple[str, ...] = ()
    linked: bool = False
    acronym: bool = False
    function: bool = False
    sentence: bool = False
    origins: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()


def query_words(source: Canonical) -> QueryWords:
    """What the word layer is asked for a word or an unspaced compound of a question. Remembered, since planning looks
    at each word from many sides, and each way of asking less has the words of the question once more."""
    return _query_words(source.text)


@lru_cache(maxsize=4_096)
def _query_words(text: str) -> QueryWords:
    found = pieces(text)
    latin = [piece for piece in found if isinstance(piece, Compound)]
    parts = [part for piece in latin for part in piece.parts]
    alone = len(found) == 1 and len(parts) == 1
    cut = list(words(prepare(text)))
    return QueryWords(
        terms=tuple(term for piece in found for term in _query_terms(piece)),
        closed=(latin[0].closed,) if len(found) == 1 and latin and latin[0].closed else (),
        linked=any(word.conjunction for word in cut) and not latin,
        sentence=any(word.case for word in cut),
        acronym=alone and bool(parts[0].acronym) and "." not in text,
        readings=_readings(found),
        origins=tuple(piece.origin for piece in found if isinstance(piece, Word) and piece.origin),
        function=alone and parts[0].stem in STOP_WORDS and not parts[0].acronym,
    )


def _readings(found: list[Piece]) -> tuple[str, ...]:
    readings = tuple(piece.reading for piece in found if isinstance(piece, Word))
    return readings if len(readings) == len(found) and all(readings) else ()


def _query_terms(piece: Piece) -> list[str]:
    if isinstance(piece, Word):
        return [piece.term]
    return [_query_term(part) for part in piece.parts]


def _query_term(part: Part) -> str:
    return part.acronym or part.stem
