"""The systems under test: Sakuin in each of its variants, then the baselines."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.util import find_spec

from baselines import BASELINES, LIMIT, Answer
from corpora import Corpus, Home, searcher, texts
from sets import Question, Set

from indexer.config import Config
from search_app.export import trec_run
from search_app.search.searcher import Searcher
from search_app.state.state import SearchState
from search_app.state.switches import NAMES


@dataclass(frozen=True, slots=True)
class System:
    """A search engine opened for one set: from a question to the ids it finds, best first."""

    name: str
    search: Callable[[Question], list[str]]


@dataclass(frozen=True, slots=True)
class Variant:
    """Sakuin with other settings than its own, and with some switches off (see search_app/switches.py)."""

    name: str
    off: tuple[str, ...] = ()
    settings: dict[str, float | int | str] = field(default_factory=dict)


VARIANTS = (
    Variant("sakuin", off=("dictionary",)),
    Variant("sakuin, expand=0", off=NAMES["expand"]),
    *((Variant("sakuin[dictionary]"),) if find_spec("jamdict_data") else ()),
)
"""A row for each way of asking; with the dictionary only where it is installed."""


def systems(set_: Set, home: Home, with_baselines: bool) -> Iterator[System]:
    """Every system, opened for the set's documents."""
    opened = searcher(set_.corpus, home)
    for variant in VARIANTS:
        yield System(variant.name, _sakuin(opened, set_, variant))
    for name in BASELINES if with_baselines else ():
        answer = _baseline(name, set_.corpus, set_.lang, home)
        yield System(name, lambda question, answer=answer: answer(question.text))  # type: ignore[misc]


def _sakuin(opened: Searcher, set_: Set, variant: Variant) -> Callable[[Question], list[str]]:
    chosen = (("lang", set_.lang),) if set_.lang else ()
    asking = replace(opened, config=Config(**variant.settings))

    def search(question: Question) -> list[str]:
        state = SearchState(q=question.text, chosen=chosen, match=question.match, off=variant.off)
        asked = trec_run.Question(question.id, state)
        return [line.split(" ")[2] for line in trec_run.answered(asking, asked, LIMIT, set_.corpus.unit).lines]

    return search


@cache
def _baseline(name: str, corpus: Corpus, lang: str, home: Home) -> Answer:
    return BASELINES[name](texts(corpus, lang, home))
