"""The sets of the benchmark: questions, the documents asked, and which of them answer."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from corpora import JSQUAD, KYOTO, SEEDS, Corpus, Home, present, rows, searcher

SEEDS_QUESTIONS = Path(__file__).with_name("seeds_questions.jsonl")
KINDS = ("titles", "terms")
DIRECTIONS = (("ja", "ja"), ("en", "en"), ("en", "ja"), ("ja", "en"))
OTHER = {"ja": "en", "en": "ja"}


@dataclass(frozen=True, slots=True)
class Question:
    """One question, and whether all of its words must be found or any."""

    id: str
    text: str
    match: str = "any"


@dataclass(frozen=True, slots=True)
class Set:
    """Questions to one corpus, or to its documents in one language; `relevant` has the answers by question."""

    name: str
    corpus: Corpus
    questions: tuple[Question, ...]
    relevant: Mapping[str, frozenset[str]]
    lang: str = ""

    def sampled(self, step: int) -> "Set":
        """The set with every `step`-th question."""
        return replace(self, questions=self.questions[::step])


def _set(name: str, corpus: Corpus, questions: list[Question], relevant: Mapping[str, set[str]], lang: str = "") -> Set:
    """The set of those questions that something answers."""
    answered = {question: frozenset(ids) for question, ids in relevant.items() if ids}
    return Set(name, corpus, tuple(q for q in questions if q.id in answered), answered, lang)


def _qrels(path: Path) -> dict[str, set[str]]:
    """The answers of a TSV file: question, document, 1."""
    answers: dict[str, set[str]] = defaultdict(set)
    for line in present(path).read_text(encoding="utf-8").splitlines():
        question, document, _ = line.split("\t")
        answers[question].add(document)
    return answers


def jsquad(home: Home) -> Set:
    """Reading comprehension questions, each about one paragraph of the Japanese Wikipedia."""
    folder = home.shared / "data/jsquad"
    questions = [Question(row["id"], row["text"]) for row in rows(folder / "queries.jsonl")]
    return _set("jsquad", JSQUAD, questions, _qrels(folder / "qrels.tsv"))


def kyoto(kind: str, asked: str, found: str, home: Home) -> Set:
    """Article titles or lexicon terms of one language, asked of the articles in the same or the other.

    The data has the two directions across; the controls ask the same questions of the same articles in the
    question's own language.
    """
    folder, stem = home.shared / "data/kyoto", f"{kind}.{asked}2{OTHER[asked]}"
    questions = [Question(row["id"], row["text"]) for row in rows(folder / f"{stem}.queries.jsonl")]
    across = _qrels(folder / f"{stem}.qrels.tsv")
    answers = {question: {f"{i.rpartition('.')[0]}.{found}" for i in ids} for question, ids in across.items()}
    return _set(f"kyoto-{kind}-{asked}-{found}", KYOTO, questions, answers, found)


def seeds(lang: str, home: Home) -> Set:
    """A historian's questions in one language to the two seed documents, which are Japanese."""
    asked = [row for row in rows(SEEDS_QUESTIONS) if row["lang"] == lang]
    texts = _passages_with_headings(home)
    answers = {
        row["id"]: {i for i, text in texts.items() if all(part in text for part in row["must"])} for row in asked
    }
    return _set(f"seeds-{lang}", SEEDS, [Question(r["id"], r["q"], r["match"]) for r in asked], answers)


def _passages_with_headings(home: Home) -> dict[str, str]:
    """Each passage with the headings of every place where it stands."""
    store = searcher(SEEDS, home).library.store
    texts: dict[str, str] = defaultdict(str)
    for document in store.documents():
        for place in store.passages_of(document.id):
            texts[place.passage.id] += "\n".join((*place.passage.heading_path, place.passage.text, ""))
    return texts


SETS: Mapping[str, Callable[[Home], Set]] = {
    "jsquad": jsquad,
    **{f"kyoto-{kind}-{a}-{b}": partial(kyoto, kind, a, b) for kind in KINDS for a, b in DIRECTIONS},
    **{f"seeds-{lang}": partial(seeds, lang) for lang in ("ja", "en")},
}
