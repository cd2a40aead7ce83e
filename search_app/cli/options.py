"""The options of the commands that ask: the parameters of a search as a command line has them."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import click

from indexer.cli import index_option
from indexer.query import SORTS
from indexer.schema import FACETS
from search_app.search.facets import FACET_LABELS
from search_app.state.state import GROUPS, LANGUAGES, MATCHES, SIMILAR
from search_app.state.switches import EXPAND, FOLD, NAMES

Command = Callable[..., None]


def _facet_options(command: Command) -> Command:
    for facet in reversed(FACETS):
        text = f"{FACET_LABELS[facet].en} to keep; may be repeated, `-{facet.upper()}` leaves one out."
        command = click.option(f"--{facet}", f"chosen_{facet}", multiple=True, help=text)(command)
    return command


def search_options(command: Command) -> Command:
    """What says which passages are meant, the same for every command that searches."""
    options = (
        click.argument("query"),
        index_option,
        _facet_options,
        click.option("--from", "from_", help="Dated in or after: 1994, 1994-05, 昭和20年."),
        click.option("--until", help="Dated in or before."),
        click.option("--match", type=click.Choice(MATCHES), default="all", show_default=True),
        click.option("--expand", multiple=True, help=_switch_help(EXPAND)),
        click.option("--fold", multiple=True, help=_switch_help(FOLD)),
        click.option("--drop", multiple=True, help="An alternative not to search: name:USSR; may be repeated."),
        click.option("--id", "id_", multiple=True, help="A passage to look at, no others; may be repeated."),
        click.option("--as", "as_", multiple=True, help="A longer word that a word counts inside of; `-WORD`: not."),
        click.option("--ui", type=click.Choice(LANGUAGES), default="ja", help="Language of notes and labels."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def _switch_help(group: str) -> str:
    return f"0 for none, or of {', '.join(NAMES[group])} those to keep alone, `-NAME` to switch one off."


def order_options(command: Command) -> Command:
    """What says which of nearly the same passages are hits, and in what order."""
    options = (
        click.option("--sort", type=click.Choice(SORTS), default="relevance", show_default=True),
        click.option("--similar", type=click.Choice(SIMILAR), default="fold", help="Nearly the same: one hit or each."),
        click.option("--group", type=click.Choice(GROUPS), default="none", help="doc: the best of each document."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def pairs(query: str, given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The command's options as the parameters of a link."""
    yield "q", query
    for name, value in given.items():
        if isinstance(value, tuple):
            yield from ((name.removeprefix("chosen_").rstrip("_"), each) for each in value)
        elif value is not None:
            yield name.rstrip("_"), str(value)
