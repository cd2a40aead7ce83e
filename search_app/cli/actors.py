"""`sakuin actors`: the people of a collection, from a list that an archive has of them or from the documents alone."""

from pathlib import Path

import click

from indexer.collection import Collection, load
from indexer.errors import SakuinError
from indexer.people.importing import imported
from indexer.people.lists import read_list
from indexer.people.proposing import LEAST, proposed
from indexer.people.tables import written
from indexer.pipeline.documents import documents_below
from indexer.pipeline.outcome import Problem

out_option = click.option(
    "--out", type=click.Path(path_type=Path), default="-", help="The new file to write; - is standard output."
)


@click.group("actors")
def actors_group() -> None:
    """Make the [[actor]] tables of a collection.toml."""


@actors_group.command("import")
@click.argument("lists", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@out_option
def import_command(lists: tuple[Path, ...], out: Path) -> None:
    """Turn LISTS of people into tables to be gone through.

    A list has a line for each person ("Surname, Given, title"; 吉田 茂、首相), or is CSV, JSON or TEI. The forms of one
    person, also from several lists, become one table.
    """
    _write(out, written(imported(person for path in lists for person in read_list(path))))


@actors_group.command("propose")
@click.argument("sources", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--least", type=click.IntRange(1), default=LEAST, show_default=True, help="How often a name is to stand at least."
)
@click.option(
    "--collection",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A collection.toml elsewhere than in the source; who has a table there is left out.",
)
@out_option
def propose_command(sources: tuple[Path, ...], least: int, collection: Path | None, out: Path) -> None:
    """Look through the documents below SOURCES for people, and write tables to be gone through.

    Whoever has a title, an initial, a given name, a line From or To (差出人), or is marked up somewhere, is counted
    wherever the surname stands, the most frequent first. The comments of a table say why it is there, and where.
    """
    _refuse(out)
    known = load(_collection_file(sources, collection))
    entries = proposed(documents_below(sources, _say_left_out), least, known)
    if not entries:
        raise SakuinError(_nobody(least, known))
    _write(out, written(entries))
    click.echo(f"proposed: {len(entries):,}; go through the tables before you put them into collection.toml", err=True)


def _nobody(least: int, known: Collection) -> str:
    besides = " besides those who have tables in collection.toml" if known.actors else ""
    if least <= 1:
        return f"no people found{besides}; import a list of them, or write their tables by hand"
    return f"no people found that stand {least} times or more{besides}; try --least 1, or import a list of them"


def _collection_file(sources: tuple[Path, ...], named: Path | None) -> Path | None:
    found = (path for source in sources if (path := source / "collection.toml").is_file())
    return named or next(found, None)


def _say_left_out(problem: Problem) -> None:
    click.echo(f"left out: {problem.path}: {problem.reason}", err=True)


def _write(out: Path, text: str) -> None:
    try:
        with click.open_file(str(out), "w" if str(out) == "-" else "x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        _refuse(out)
    except OSError as error:
        raise SakuinError(
            f"{out} cannot be written ({error.strerror}); name a file in a folder that is there"
        ) from error


def _refuse(out: Path) -> None:
    """Raise SakuinError for a file that is there, before long work is done for it."""
    if str(out) != "-" and out.exists():
        raise SakuinError(f"{out} is there already, and may hold your own work; name a new file")


COMMANDS = (actors_group,)
