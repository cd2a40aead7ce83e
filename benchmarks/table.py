"""Measuring: a set and a system become a row, rows become a Markdown table."""

import time
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

from ranx import Qrels, Run, evaluate
from sets import Set
from systems import System

METRICS = ("ndcg@10", "mrr@10", "recall@100")
HEADINGS = ("set", "questions", "system", "nDCG@10", "MRR@10", "Recall@100", "s / 1,000 queries")
warnings.filterwarnings("ignore", message="unsafe cast")  # numba's, from inside ranx

NOTHING = {"-": 0.0}
"""A document that does not exist stands for the answers of a question that has none."""


@dataclass(frozen=True, slots=True)
class Row:
    """How well one system answered one set."""

    set: str
    questions: int
    system: str
    figures: tuple[float, ...]
    seconds: float

    @property
    def cells(self) -> tuple[str, ...]:
        figures = (f"{figure:.3f}" for figure in self.figures)
        return self.set, f"{self.questions:,}", self.system, *figures, f"{self.seconds:.1f}"


def measure(set_: Set, system: System) -> Row:
    """The row of a system; the first question is asked twice, so that opening files is not counted."""
    system.search(set_.questions[0])
    started = time.perf_counter()
    answers = {question.id: system.search(question) for question in set_.questions}
    seconds = (time.perf_counter() - started) / len(answers) * 1000
    qrels = Qrels.from_dict({i: dict.fromkeys(set_.relevant[i], 1) for i in answers})
    run = Run.from_dict({i: _scores(ids) for i, ids in answers.items()})
    figures = evaluate(qrels, run, list(METRICS))
    return Row(set_.name, len(answers), system.name, tuple(float(figures[m]) for m in METRICS), seconds)


def _scores(ids: Sequence[str]) -> dict[str, float]:
    """Scores that keep the system's own order, equal scores included."""
    return {identifier: 1 / rank for rank, identifier in enumerate(ids, 1)} or NOTHING


def markdown(rows: Sequence[Row]) -> str:
    """The table."""
    ruler = ("---", "--:", "---", *["--:"] * 4)
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (HEADINGS, ruler, *(row.cells for row in rows)))
