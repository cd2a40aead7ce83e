"""Many questions in one go, answered as a TREC run for evaluation tools."""

import json
from dataclasses import dataclass, replace

from indexer.config import Config
from indexer.errors import SakuinError
from search_app.notes import Note
from search_app.search.execution import Asked, ask, find
from search_app.search.searcher import Searcher
from search_app.state.state import SearchState, read_state

RUN_NAME = "sakuin"
DEEPER = 5
"""For documents, passages are taken in pages so many times the limit until enough documents are found."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a batch: its id, the search it asks for, and what was read otherwise than it stands there."""

    id: str
    state: SearchState
    notes: tuple[Note, ...] = ()

    @classmethod
    def read(cls, line: bytes, where: str, match: str | None, config: Config) -> "Question":
        """A question from its JSON line in UTF-8. Raises SakuinError, which says where, for a line that is none."""
        try:
            row = json.loads(line.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise SakuinError(f"{where}: not UTF-8 ({error.reason}); save the questions as UTF-8") from error
        except ValueError as error:
            raise SakuinError(f"{where}: not JSON ({error})") from error
        if not isinstance(row, dict) or "id" not in row or "q" not in row:
            raise SakuinError(f'{where}: a question is an object with "id" and "q"')
        pairs = [("match", match)] if match and "match" not in row else []
        for name, value in row.items():
            values = value if isinstance(value, list) else [value]
            pairs += [(name, str(each)) for each in values if name != "id" and each is not None]
        return cls(str(row["id"]), *read_state(pairs, config))


@dataclass(frozen=True, slots=True)
class Answered:
    """The lines of the run for one question, `qid Q0 id rank score sakuin`, and what is to be said of it."""

    lines: tuple[str, ...]
    notes: tuple[Note, ...]


def answered(searcher: Searcher, question: Question, limit: int, unit: str) -> Answered:
    """The best passages of a question, or with `doc` for a unit its best documents."""
    asked = ask(searcher, question.state)
    rows = (_passages if unit == "passage" else _documents)(searcher, asked, limit)
    lines = tuple(
        f"{_column(question.id)} Q0 {_column(identifier)} {rank} {score:.6f} {RUN_NAME}"
        for rank, (identifier, score) in enumerate(rows, 1)
    )
    return Answered(lines, (*question.notes, *asked.notes, *searcher.budget.notes))


def _column(identifier: str) -> str:
    """An id as one column of a run, whose columns are parted by spaces."""
    return "%20".join(identifier.split())


def _passages(searcher: Searcher, asked: Asked, limit: int) -> list[tuple[str, float]]:
    request = replace(asked.request, facets=(), offset=0, limit=limit)
    return [(hit.id, hit.score) for hit in find(searcher, asked, request).hits]


def _documents(searcher: Searcher, asked: Asked, limit: int) -> list[tuple[str, float]]:
    """Documents by their best passage; an identical passage counts for every document that has it."""
    found: dict[str, float] = {}
    request = replace(asked.request, facets=(), offset=0, limit=limit * DEEPER)
    while len(found) < limit:
        hits = find(searcher, asked, request).hits
        places = searcher.library.store.first_places([hit.id for hit in hits])
        for hit in hits:
            for place in places[hit.id]:
                found.setdefault(place.document.id, hit.score)
        if len(hits) < request.limit:
            break
        request = replace(request, offset=request.offset + request.limit)
    return list(found.items())[:limit]
