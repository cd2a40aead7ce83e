"""What commands that ask have in common: all hits of a question, and parts of an answer written out."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from indexer.config import Config
from search_app.cli.options import pairs, print_notes
from search_app.search.execution import ask
from search_app.search.searcher import Searcher, open_searcher
from search_app.state.state import SearchState, read_state


def taken(directory: Path, config: Config, query: str, given: dict[str, Any]) -> tuple[Searcher, SearchState]:
    """What all hits of a question are taken from, and the question; how it was read is said."""
    state, notes = read_state(pairs(query, given), config)
    searcher = open_searcher(directory, config).for_one_answer()
    print_notes((*notes, *ask(searcher, state).notes), state.ui)
    return searcher, state


def write_parts(out: str, parts: Iterable[str]) -> None:
    with click.open_file(out, "w", encoding="utf-8") as file:
        file.writelines(parts)
