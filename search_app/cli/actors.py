"""`sakuin actors import`: the people of a collection from a list that an archive has of them."""

from pathlib import Path

import click

from indexer.errors import SakuinError
from indexer.people.importing import imported
from indexer.people.lists import read_list
from indexer.people.tables import written


@click.group("actors")
def actors_group() -> None:
    """Make the [[actor]] tables of a collection.toml."""


@actors_group.command("import")
@click.argument("lists", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), default="-", help="The new file to write; - is standard output."
)
def import_command(lists: tuple[Path, ...], out: Path) -> None:
    """Turn LISTS of people into tables to be gone through.

    A list has a line for each person ("Surname, Given, title"; 吉田 茂、首相), or is CSV, JSON or TEI. The forms of one
    person, also from several lists, become one table.
    """
    text = written(imported(person for path in lists for person in read_list(path)))
    try:
        with click.open_file(str(out), "w" if str(out) == "-" else "x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise SakuinError(f"{out} is there already, and may hold your own work; name a new file") from None
    except OSError as error:
        raise SakuinError(
            f"{out} cannot be written ({error.strerror}); name a file in a folder that is there"
        ) from error
