"""What the measurements of speed run over: passages, the folder they are indexed from, questions drawn from them."""

import json
import lzma
import os
import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from indexer.analysis import canonical, finished_layers, query_words

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("SAKUIN_SHARED", ROOT.parent / "shared"))
SCALE = SHARED / "data/scale/scale-100k.jsonl.xz"
ROWS_A_FILE = 5_000

FACETS = ("era", "year", "actor", "doc", "lang")


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage with its finished terms, for those who have no analysis of their own."""

    text: str
    words: str
    grams: str
    facets: tuple[tuple[str, str], ...]


def rows(count: int) -> tuple[list[dict[str, object]], str]:
    """`count` rows and where they are from; without the set, the sample over and over with a number in each copy."""
    if SCALE.is_file():
        with lzma.open(SCALE, "rt", encoding="utf-8") as lines:
            found = [json.loads(line) for line in islice(lines, 0, None, max(1, 100_000 // count))][:count]
        return found + _copies(found, count - len(found)), "the scale set"
    texts = [text for path in sorted((ROOT / "corpus").rglob("*.md")) for text in path.read_text("utf-8").split("\n\n")]
    sample = [{"id": f"s{n}", "doc": f"d{n % 50}", "title": "sample", "text": t} for n, t in enumerate(texts) if t]
    return sample + _copies(sample, count - len(sample)), "the sample, multiplied (the scale set is not there)"


def _copies(found: Sequence[dict[str, object]], count: int) -> list[dict[str, object]]:
    """More rows: the same with other ids and a number in the text, so that they are passages of their own."""
    copies = ((n, found[n % len(found)]) for n in range(max(0, count)))
    return [{**row, "id": f"{row['id']}-c{n}", "text": f"{row['text']} 第{n}写"} for n, row in copies]


def folder(found: Sequence[dict[str, object]], work: Path) -> Path:
    """The rows as files to be indexed."""
    home = work / f"rows-{len(found)}"
    if not home.is_dir():
        home.mkdir(parents=True)
        for first in range(0, len(found), ROWS_A_FILE):
            lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in found[first : first + ROWS_A_FILE])
            (home / f"{first:07d}.jsonl").write_text("".join(lines), encoding="utf-8")
    return home


def passages(found: Sequence[dict[str, object]]) -> list[Passage]:
    """The rows analysed, for the peers."""
    return [_passage(row) for row in found]


def _passage(row: dict[str, object]) -> Passage:
    text = str(row["text"])
    lines = finished_layers(text)
    year = str(row.get("year") or "undated")
    actors = row.get("actors") or ()
    assert isinstance(actors, (list, tuple))
    values = [("year", year), ("era", year[:3]), ("doc", str(row.get("doc"))), ("lang", str(row.get("lang")))]
    return Passage(text, lines.w, lines.g, (*values, *(("actor", str(actor)) for actor in actors)))


@dataclass(frozen=True, slots=True)
class Question:
    """A question: as a person types it, and as terms for the peers. `kind` says how these belong together."""

    typed: str
    kind: str
    terms: tuple[str, ...]


_WORD = re.compile("[一-鿿]{2,3}")
_PAIR = re.compile("(?<![一-鿿])([一-鿿]{2})の([一-鿿]{2})(?![一-鿿])")
_RUN = re.compile("[ぁ-んァ-ヶ一-鿿]{12,}")


def questions(found: Sequence[Passage], each: int) -> dict[str, list[Question]]:
    """Row of the table -> its questions, always the same ones for the same passages."""
    chance = random.Random(11)
    seen = Counter(word for p in found[::3] for word in set(_WORD.findall(p.text)))
    scale = len(found) / 3
    rare = sorted(word for word, n in seen.items() if 2 <= n <= max(3, scale / 2_000))
    some = sorted(word for word, n in seen.items() if scale / 2_000 < n <= scale / 100)
    frequent = sorted(word for word, n in seen.items() if n > scale / 100)
    texts = [p.text for p in chance.sample(list(found), min(len(found), 40 * each))]
    pairs = sorted({pair for text in texts for pair in _PAIR.findall(text)})
    runs = [match[0] for text in texts for match in _RUN.finditer(text)]
    return {
        "rare term": [_words([chance.choice(rare)]) for _ in range(each)],
        "frequent term": [_words([chance.choice(frequent)]) for _ in range(each)],
        "AND of 2": [_words(chance.sample(some + frequent, 2)) for _ in range(each)],
        "OR of 3": [_words(chance.sample(some, 3), "or", " OR ") for _ in range(each)],
        "phrase of 2 words": [_phrase(*chance.choice(pairs)) for _ in range(each)],
        "6 characters": [_literal(chance.choice(runs)[3:9]) for _ in range(each)],
        "prefix": [Question(f"{word}*", "prefix", (word,)) for word in chance.choices([w[:2] for w in some], k=each)],
    }


_ANY_WORD = re.compile("[A-Za-z]{3,}|[一-鿿]{2,4}|[ァ-ヶー]{3,}")
_ANY_PAIR = re.compile(r"\w\w")


def random_strings(texts: Sequence[str], each: int) -> list[str]:
    """`each` strings of two characters and as many words as they stand in the texts, in turns, none of them twice."""
    chance, found = random.Random(7), dict[str, None]()
    while len(found) < 2 * each:
        text = chance.choice(texts)
        pattern, start = (_ANY_WORD, _ANY_PAIR)[len(found) % 2], chance.randrange(len(text))
        if match := pattern.search(text, start):
            found[match[0]] = None
    return list(found)


def _words(words: Sequence[str], kind: str = "and", between: str = " ") -> Question:
    terms = [term for word in words for term in query_words(canonical(word)).terms]
    return Question(between.join(words), kind, tuple(terms))


def _phrase(first: str, second: str) -> Question:
    return Question(f'"{first}の{second}"', "phrase", _words([first, second]).terms)


def _literal(text: str) -> Question:
    return Question(f'"{text}"', "literal", tuple(finished_layers(text).g.split(" ")[:-1]) or (text,))
