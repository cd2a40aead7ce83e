"""How well passages are paired across languages: how often the partner stands among the first five companions.

    python benchmarks/companions.py [SHARED] [--work FOLDER]

Asked are the passages of `n6_pairs.jsonl`, hidden among the articles of the Kyoto corpus, and one passage of each fifth
of these articles, whose lines are aligned: right is a passage that has one of its lines, or the one beside it.
"""

import argparse
import json
import tempfile
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from time import process_time

from corpora import REPOSITORY, Corpus, Home, rows, searcher

from indexer.storage.records import Place
from search_app.reading.companions import OTHER, companions
from search_app.search.searcher import Searcher

PAIRS, ARTICLES = "data/metadata/n6_pairs.jsonl", "data/kyoto/articles.jsonl"
STEP = 5
"""Of so many articles one is asked."""


@dataclass(frozen=True, slots=True)
class Question:
    """A passage, and the ids of those that are right beside it."""

    place: Place
    right: frozenset[str]


def prepared(shared: Path, work: Path) -> Searcher:
    """An index of the articles with the pairs among them, both titles above their texts."""
    source = work / "companions.jsonl"
    documents = [*rows(shared / ARTICLES), *_documents(shared)]
    source.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in documents), encoding="utf-8")
    return searcher(Corpus("companions", source.name), Home(work, work / "indexes"))


def _documents(shared: Path) -> Iterator[dict[str, str]]:
    for pair in rows(shared / PAIRS):
        yield from ({"id": f"{pair['id']}.{lang}", "lang": lang, **pair[lang]} for lang in OTHER)


def of_pairs(asked: Searcher, shared: Path, lang: str) -> Iterator[Question]:
    """The first passage of each text of a pair; right is every passage of the other text."""
    for pair in rows(shared / PAIRS):
        here, there = (asked.library.store.passages_of(f"{pair['id']}.{each}") for each in (lang, OTHER[lang]))
        yield Question(here[0], frozenset(place.passage.id for place in there))


def of_articles(asked: Searcher, shared: Path, lang: str) -> Iterator[Question]:
    """The middle passage of each of the articles that are asked."""
    articles: dict[str, dict[str, list[tuple[range, Place]]]] = {}
    for row in rows(shared / ARTICLES):
        lines = list(_with_lines(row["text"], asked.library.store.passages_of(row["id"])))
        articles.setdefault(row["aid"], {})[row["lang"]] = lines
    for article in list(articles.values())[::STEP]:
        here, there = article[lang], article[OTHER[lang]]
        lines, place = here[len(here) // 2]
        having = [n for n, (each, _) in enumerate(there) if each.start < lines.stop and lines.start < each.stop]
        right = there[max(min(having) - 1, 0) : max(having) + 2] if having else []
        yield Question(place, frozenset(other.passage.id for _, other in right))


def _with_lines(text: str, places: Sequence[Place]) -> Iterator[tuple[range, Place]]:
    """The passages of a text with the lines that each has."""
    lines = [0, *(at + 1 for at, sign in enumerate(text) if sign == "\n")]
    starts = [0]
    for place in places[1:]:
        starts.append(max(text.find(place.passage.text[:20].split("\n")[0], starts[-1]), starts[-1]))
    for (start, end), place in zip(pairwise([*starts, len(text)]), places, strict=True):
        yield range(bisect_right(lines, start) - 1, bisect_right(lines, max(start, end - 1))), place


def row_of(name: str, asked: Searcher, questions: Iterable[Question]) -> str:
    """A row of the table: how often a right passage is among the companions and the first, and what it takes."""
    found, first, costs = 0, 0, []
    for question in questions:
        start = process_time()
        given = [each.hit.id in question.right for each in companions(asked, [question.place])]
        costs.append((process_time() - start) * 1_000)
        found, first = found + any(given), first + any(given[:1])
    costs.sort()
    count = len(costs)
    cost = f"{costs[count // 2]:.0f} | {costs[count * 95 // 100]:.0f}"
    return f"| {name} | {count} | {found / count:.2f} | {first / count:.2f} | {cost} |"


def main() -> None:
    """Print a table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("shared", nargs="?", type=Path, default=REPOSITORY.parent / "shared")
    arguments.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "sakuin-companions")
    given = arguments.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    asked = prepared(given.shared, given.work)
    print(f"{'with' if asked.library.glossary else 'without'} the dictionary\n")
    print("| set | passages | among five | first | CPU ms, median | 95 % |\n| --- | --: | --: | --: | --: | --: |")
    for name, questions in (("pairs", of_pairs), ("articles", of_articles)):
        for lang, other in OTHER.items():
            print(row_of(f"{name}, {lang} → {other}", asked, questions(asked, given.shared, lang)), flush=True)


if __name__ == "__main__":
    main()
