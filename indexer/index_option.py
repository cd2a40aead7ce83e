"""The option by which every command is told its index, and what is remembered of it."""

from pathlib import Path

import click

DIRECTORY = "indexer.cli.directory"
"""The key under which click's `Context.meta` has the directory of the index that a command was given."""


def _remembered(context: click.Context, _: click.Parameter, directory: Path) -> Path:
    context.meta[DIRECTORY] = directory
    return directory


index_option = click.option(
    "--index", "directory", type=click.Path(path_type=Path), envvar="SAKUIN_INDEX", default=".sakuin",
    show_default=True, help="Directory of the index; SAKUIN_INDEX says the same.", callback=_remembered,
)  # fmt: skip
