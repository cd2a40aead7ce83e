"""The options of the commands that ask: the parameters of a search as a command line has them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import click

from indexer.config import UNBOUNDED, Config
from indexer.index_option import index_option
from indexer.schema import FACETS
from search_app.cli.program import joined_words
from search_app.notes import Note
from search_app.search.facets import FACET_LABELS
from search_app.state.parameters import Parameter
from search_app.state.state import PARAMETERS

Command = Callable[..., None]

GIVEN = "given_"
"""What the name of an option begins with inside a command, which may not be called `from`, `as` or `id`."""

ROWS = {row.name: row for row in PARAMETERS}


def search_options(command: Command) -> Command:
    """What says which passages are meant, the same for every command that searches; its class is `Asking`."""
    return click.argument("query", nargs=-1, required=True, callback=joined_words)(filter_options(command))


def filter_options(command: Command) -> Command:
    """What narrows a search, and how its words are read, for commands that are given their questions otherwise."""
    return index_option(some_options(*FACETS, *_of_group("search"))(limits_option(command)))


def limits_option(command: Command) -> Command:
    """The settings in force, as the argument `config`."""
    said = "Leave nothing out of a question or an answer, however long it takes."
    return click.option("--no-limits", "config", is_flag=True, callback=_config, help=said)(command)


def _config(context: click.Context, option: click.Parameter, unbounded: bool) -> Config:
    return Config(**UNBOUNDED) if unbounded else Config()


def order_options(command: Command) -> Command:
    """What says which of nearly the same passages are hits, and in what order."""
    return some_options(*_of_group("order"))(command)


def page_options(command: Command) -> Command:
    """What says which part of the hits is shown."""
    return some_options(*_of_group("page"))(command)


def some_options(*names: str) -> Callable[[Command], Command]:
    """The options of these parameters and facets alone."""

    def with_options(command: Command) -> Command:
        for name in reversed(names):
            command = (_facet_option(name) if name in FACETS else _option(ROWS[name]))(command)
        return command

    return with_options


def _of_group(group: str) -> list[str]:
    return [row.name for row in PARAMETERS if row.group == group]


def _facet_option(facet: str) -> Callable[[Command], Command]:
    text = f"{FACET_LABELS[facet].en} to keep; may be repeated, `-{facet.upper()}` leaves one out."
    return click.option(f"--{facet}", f"{GIVEN}{facet}", multiple=True, help=text)


def _option(row: Parameter) -> Callable[[Command], Command]:
    flags = (row.flag or f"--{row.name}", f"{GIVEN}{row.name}")
    if row.kind.many:
        listed = f" Of {', '.join(row.kind.choices)}." if row.kind.choices else ""
        return click.option(*flags, multiple=True, help=f"{_sentence(row.help)}{listed} May be repeated.")
    kind = click.Choice(row.kind.choices) if row.kind.choices else click.IntRange(1) if row.kind.most else str
    default = f" By default {row.kind.choices[0]}." if row.kind.choices else ""
    return click.option(*flags, type=kind, help=_sentence(row.help) + default)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."


def pairs(query: str, given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The command's options as the parameters of a link; those of the command itself are passed over."""
    yield "q", query
    for name, value in given.items():
        values = value if isinstance(value, tuple) else (value,)
        yield from ((name.removeprefix(GIVEN), str(each)) for each in values if each is not None)


def print_notes(notes: Iterable[Note], language: str = "en", before: str = "") -> None:
    """Say beside an answer how its question was read and what the answer goes without, each once."""
    for note in dict.fromkeys(notes):
        click.secho(before + note.sentence(language), fg="yellow", err=True)
