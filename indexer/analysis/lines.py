"""The three layers of a passage as finished lines: what `analyze` says without the places, at the speed of an index.

A collection has millions of words, so nothing here looks at one word after another where a whole text can be had at
once: MeCab's output is one string, its lines are known from before (see japanese.Kind), bigrams are made by shifting
the text over itself. `tests/analysis/test_lines.py` holds both ways to the same terms.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from operator import add, itemgetter
from typing import NamedTuple

from indexer.analysis.bilingual import word_tokens
from indexer.analysis.english import compound, found_words
from indexer.analysis.folds import fold
from indexer.analysis.japanese import Kind, kinds, prepare
from indexer.analysis.keys import LONGEST_READING, given_keys, katakana_keys, name_keys, origin_key
from indexer.analysis.literal import JOINER, JOINING
from indexer.analysis.normalize import CJK, canonical_text
from indexer.analysis.romaji import letters_key, letters_of
from indexer.document import Span
from indexer.terms import GAP, STACK, Terms, bag


@dataclass(frozen=True, slots=True)
class Lines:
    """The layers of a text, with the canonical text and its folded form that they were made of."""

    w: Terms
    g: Terms
    v: Terms
    text: str = ""
    folded: str = ""


def finished_layers(text: str, hidden: Iterable[Span] = ()) -> Lines:
    """All layers of a text; `hidden` spans are passed over as if they were not there."""
    source = canonical_text(text, hidden)
    folded = fold(source)
    latin = [(match.start(), latin_word(match[0], match[1] is not None)) for match in found_words(source)]
    japanese = kinds(prepare(source)) if _JAPANESE.search(source) else []
    if latin and japanese:
        words, japanese = _merged(japanese, latin)
    elif latin:
        words = " ".join([each.places for _, each in latin])
    else:
        words = " ".join([kind[2] for kind in japanese if kind[5]])
    keys = [each.keys for _, each in latin if each.keys]
    keys += [origin_key(kind[4]) for kind in japanese if kind[4]]
    keys += _reading_keys(japanese)
    keys += given_keys(source)
    keys += katakana_keys(source, folded)
    return Lines(words, gram_line(folded), bag(keys), source, folded)


# words

_JAPANESE = re.compile(f"[{CJK}]")


class Latin(NamedTuple):
    """A word that is not Japanese: its length, its places in the word layer, its keys; where in the word each term of
    these two stands."""

    size: int
    places: Terms
    keys: Terms
    spans: tuple[Span, ...] = ()
    key_spans: tuple[Span, ...] = ()


@lru_cache(maxsize=100_000)
def latin_word(written: str, dotted: bool) -> Latin:
    """cease-fire -> ceasefire/cease fire."""
    found = compound(written, dotted)
    parts = [STACK.join(filter(None, (part.stem, part.acronym))) for part in found.parts]
    places = (found.closed + STACK if found.closed else "") + " ".join(parts)
    keys = tuple(name_keys(written, found)) if written[0].isupper() else ()
    spans = tuple((start, end) for _, _, start, end in word_tokens((found,)))
    return Latin(found.end, places, bag(key for key, _, _ in keys), spans, tuple(key[1:] for key in keys))


def _merged(japanese: Sequence[Kind], latin: Sequence[tuple[int, Latin]]) -> tuple[Terms, list[Kind]]:
    """The word layer of a text with words of both kinds, and its Japanese words without those that MeCab made of Latin
    words and digits."""
    sizes, leads = map(itemgetter(0), japanese), map(itemgetter(1), japanese)
    starts = list(map(add, accumulate(sizes, initial=0), leads))
    line: list[Terms] = []
    kept: list[Kind] = []
    done = 0
    for start, each in latin:
        first = bisect_left(starts, start, done)
        last = bisect_left(starts, start + each.size, first)
        line += [kind[2] for kind in japanese[done:first] if kind[5]]
        line.append(each.places)
        kept += (*japanese[done:first], *[_NO_WORD] * (last - first))
        done = last
    line += [kind[2] for kind in japanese[done:] if kind[5]]
    return " ".join(line), kept + list(japanese[done:])


_NO_WORD = Kind(0, 0, "", "", "", False, False, False, False, "")


# characters

_BETWEEN = re.compile(rf"{JOINING}(?<=[{CJK}].)(?<!\n(?=\s*\n)){JOINER}*(?=[{CJK}])", re.DOTALL)
"""Joiners between Japanese. (To look for a joiner first is quicker than to look behind every character.)"""
_NOT_JAPANESE = re.compile(f"[^{CJK}]")
_PIECE = re.compile(rf"[{CJK}]+|[^\W_{CJK}]+|(?:(?!{JOINER})(?:[^\w{CJK}]|_)(?:{JOINER})*)+")
_AFTER_GAP = re.compile(f"{GAP}[^ ]")


def gram_line(folded: str) -> Terms:
    """The literal layer of a folded text (see literal)."""
    found = _PIECE.findall(_BETWEEN.sub("", folded) if _NOT_JAPANESE.search(folded) else folded)
    while found and not _holds_terms(found[-1]):
        found.pop()
    while found and not _holds_terms(found[0]):
        found.pop(0)
    return " ".join([_piece(piece) for piece in found])


def _holds_terms(piece: str) -> bool:
    return piece[0].isalnum() or _JAPANESE.match(piece) is not None


def _piece(piece: str) -> Terms:
    if not _JAPANESE.match(piece):
        return piece if piece[0].isalnum() else GAP
    return " ".join([*map(add, piece, piece[1:]), piece[-1]])


# keys

_RUN = re.compile("[^,]+(?:,[^,]+)*")


def _reading_keys(japanese: Sequence[Kind]) -> list[Terms]:
    """Of words in a row that have a sound: the sounds in one line, a comma after each, an empty one where a row ends."""
    line = ",".join([f",{kind[9]}" if kind[1] else kind[9] for kind in japanese])
    return list(filter(None, map(_run_keys, _RUN.findall(line))))


@lru_cache(maxsize=100_000)
def _run_keys(run: str) -> Terms:
    return bag("r:" + key for row in _rows(list(map(letters_of, run.split(",")))) if (key := letters_key(row)))


def _rows(sounds: Sequence[str | None]) -> Iterator[str]:
    """The letters of one to LONGEST_READING words in a row, from each word on."""
    for first in range(len(sounds)):
        row = ""
        for sound in sounds[first : first + LONGEST_READING]:
            if sound is None:
                break
            row += sound
            yield row
