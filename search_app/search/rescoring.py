"""A second look at the best passages of a whole question: how much of it stands together in one sentence of them.

BM25 looks at a passage as a bag of words. Of two passages with the same words the one that has them in one sentence
answers the question, so the best DEPTH hits are scored again, each by what it has of

    words        the question's words in one sentence          pairs   neighbours of these near one another in order
    characters   its single characters in one sentence         runs    its runs of four characters

where a title or a heading counts as part of every sentence below it, and what is rarer among these hits counts more
(idf, with the hits for a collection). The sum times `rescore_weight` is added to a score, never taken from it, so that
the hits beyond DEPTH stay behind.

Sources: passage evidence in document ranking (Callan 1994, "Passage-level evidence in document retrieval"); words near
one another (Tao and Zhai 2007, "An exploration of proximity measures in information retrieval"). The weights are those
of a linear model fitted on one half of jsquad and confirmed on the other, rounded; see benchmarks/README.md.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

from indexer.analysis import canonical
from indexer.analysis.bilingual import pieces
from indexer.analysis.english import STOP_WORDS
from indexer.analysis.folds import fold_letters, new_forms
from indexer.analysis.japanese import Word
from indexer.engines.base import BM25
from indexer.query import Hit
from indexer.storage.records import Place
from search_app.planning.scoring import INTERROGATIVES
from search_app.query_language.scripts import HIRAGANA, KANJI, KATAKANA

DEPTH = 50
"""Hits that are looked at again."""

WORDS, CHARACTERS, PAIRS, RUNS = 4.0, 4.0, 3.0, 1.0
RUN = 4
NEAR = 8
"""Characters that may stand between two neighbours."""

_SENTENCE_END = re.compile(r"[。！？\n]|[.!?](?=\s)")
_LETTERS = re.compile(r"\w+")
_SILENT = re.compile(f"[{HIRAGANA}ー何誰]")
_ENDING = re.compile(f"(?<=[{KANJI}{KATAKANA}])[{HIRAGANA}]+$")


def rescored(question: str, hits: Sequence[Hit], places: Mapping[str, Place], weight: float) -> tuple[Hit, ...]:
    """The hits in the order of their new scores; those beyond DEPTH as they were."""
    best = [hit for hit in hits[:DEPTH] if hit.id in places]
    cut = [_sentences(places[hit.id]) for hit in best]
    texts, sentences = [rows[0] for rows in cut], [rows[1:] or rows for rows in cut]
    folded, words = _folded(question), _words(question)
    bonus = (
        _together(words, texts, sentences, WORDS),
        _together(_characters(folded), texts, sentences, CHARACTERS),
        _anywhere(list(dict.fromkeys(pairwise(words))), texts, _are_near, PAIRS),
        _anywhere(_runs(folded), texts, _has, RUNS),
    )
    more = (weight * sum(each) for each in zip(*bonus, strict=True))
    scored = [replace(hit, score=round(hit.score + each, 6)) for hit, each in zip(best, more, strict=True)]
    order = sorted(range(len(scored)), key=lambda number: (-scored[number].score, number))
    return (*(scored[number] for number in order), *hits[DEPTH:])


def _together(
    grams: Sequence[str], texts: Sequence[str], sentences: Sequence[Sequence[str]], weight: float
) -> list[float]:
    """For each text, the worth of the grams in the sentence that has most of it."""
    worth = [(gram, _worth(sum(_has(gram, text) for text in texts), len(texts))) for gram in grams]
    return [weight * max(sum(w for gram, w in worth if _has(gram, row)) for row in rows) for rows in sentences]


G = TypeVar("G")


def _anywhere(grams: Sequence[G], texts: Sequence[str], stands: Callable[[G, str], bool], weight: float) -> list[float]:
    """For each text, the worth of the grams that stand in it."""
    found = [[stands(gram, text) for text in texts] for gram in grams]
    worth = [_worth(sum(row), len(texts)) for row in found]
    return [weight * sum(w for w, row in zip(worth, found, strict=True) if row[n]) for n in range(len(texts))]


def _worth(having: int, texts: int) -> float:
    """What a gram is worth by how few of the texts have it."""
    return BM25().idf(texts, having)


def _are_near(pair: tuple[str, str], text: str) -> bool:
    """Whether the first word stands in a text with the second close behind it."""
    first, second = pair
    place = _find(first, text, 0) if second in text else -1
    while place >= 0:
        end = place + len(first)
        if _find(second, text[: end + NEAR + len(second)], end) >= 0:
            return True
        place = _find(first, text, place + 1)
    return False


def _has(gram: str, text: str) -> bool:
    return _find(gram, text, 0) >= 0


def _find(gram: str, text: str, start: int) -> int:
    """Where a gram stands from `start` on, -1 for nowhere. A Latin word begins no sooner than its word: us is not in
    russia, but negoti is in negotiating."""
    place = text.find(gram, start)
    while len(gram) > 1 and gram.isascii() and place > 0 and text[place - 1].isascii() and text[place - 1].isalnum():
        place = text.find(gram, place + 1)
    return place


@lru_cache(maxsize=4096)
def _sentences(place: Place) -> tuple[str, ...]:
    """What stands above a passage and its whole text, then each of its sentences with what stands above it."""
    above = _folded(" ".join((place.document.title, *place.passage.heading_path)))
    text = _folded(place.passage.text)
    rows = (row for row in _SENTENCE_END.split(text) if row.strip())
    return (f"{above} {text}", *(f"{above} {row}" for row in rows))


def _folded(text: str) -> str:
    """A text in lower case and present forms; katakana stays, for it tells names from endings."""
    return new_forms(fold_letters(canonical(text).text))


def _words(question: str) -> list[str]:
    """The words of a question that tell anything, without their endings: 打ち切った -> 打ち切."""
    source = canonical(question).text
    folded = _folded(question)
    found: dict[str, None] = {}
    for piece in pieces(source):
        if isinstance(piece, Word):
            if piece.term not in INTERROGATIVES:
                found[_ENDING.sub("", folded[piece.start : piece.end])] = None
        else:
            found |= dict.fromkeys(part.stem for part in piece.parts if part.stem not in STOP_WORDS)
    return [word for word in found if word]


def _characters(folded: str) -> list[str]:
    """The characters of a Japanese question; hiragana by themselves say nothing."""
    found = dict.fromkeys("".join(_LETTERS.findall(folded)))
    return [] if folded.isascii() else [c for c in found if not _SILENT.fullmatch(c)]


def _runs(folded: str) -> list[str]:
    rows = (run[i : i + RUN] for run in _LETTERS.findall(folded) for i in range(len(run) - RUN + 1))
    return [] if folded.isascii() else list(dict.fromkeys(rows))
