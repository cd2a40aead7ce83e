"""`sakuin project`: verify the citations of a project's file, merge two, export one for other programs."""

import sys
from collections.abc import Callable
from pathlib import Path

import click

from indexer.config import Config
from indexer.errors import SakuinError
from indexer.index_option import index_option
from indexer.storage.index_directory import earlier_text
from search_app.cli.options import limits_option
from search_app.cli.taking_away import DIFFERENT
from search_app.labels import LABELS
from search_app.projects.archive import packed, project_ris, receipts_in, unpacked
from search_app.projects.markdown import head_of, project_markdown
from search_app.projects.merging import merged
from search_app.projects.values import MOST_BYTES, Project, ProjectMistake
from search_app.projects.verifying import Finding, counted, sentence, verified
from search_app.projects.word_file import project_docx
from search_app.projects.writing import project_bytes
from search_app.search.searcher import open_searcher

WRITERS: dict[str, Callable[[Project], bytes]] = {
    ".md": lambda project: project_markdown(project).encode(),
    ".docx": project_docx,
    ".ris": lambda project: project_ris(project).encode(),
    ".json": project_bytes,
}
"""Ending of a file -> what makes it."""

project_argument = click.Path(exists=True, dir_okay=False, path_type=Path)
out_option = click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)


@click.group("project")
def project_group() -> None:
    """Work with the file of a project (.sakuin-project)."""


@project_group.command("verify")
@click.argument("file", type=project_argument)
@index_option
@limits_option
@click.option("--ui", type=click.Choice(["en", "ja"]), default="en", show_default=True, help="Language of the answer.")
def verify_project_command(file: Path, directory: Path, config: Config, ui: str) -> None:
    """Say what became of every citation in FILE. Exit status 0 where all texts are as they were cited, wherever they
    stand now, and 1 otherwise."""
    searcher = open_searcher(directory, config)
    address = config.text("address").rstrip("/")
    found = verified(searcher, _read(file).items, lambda key: earlier_text(directory, key), address)
    for finding in found:
        _print(finding, ui)
    click.secho(sentence(counted(found), ui), bold=True)
    sys.exit(0 if all(finding.is_sound for finding in found) else DIFFERENT)


def _print(finding: Finding, ui: str) -> None:
    if finding.status == "unchanged":
        return
    said, place = LABELS[f"status-{finding.status}"].in_language(ui), finding.place
    now = f" → {place.document.id} ¶{place.passage.ordinal + 1}" if place else ""
    click.echo(f"{said}: {head_of(finding.item)} {finding.item.facts.seal}{now}")
    changes = [change for change in finding.changes if change.kind != "="]
    if changes:
        click.echo("  " + " ".join(f"{change.kind}{change.text.strip()}" for change in changes))


@project_group.command("merge")
@click.argument("first", type=project_argument)
@click.argument("second", type=project_argument)
@out_option
def merge_projects_command(first: Path, second: Path, out: Path) -> None:
    """Merge the projects in FIRST and SECOND by passage; both notes are kept, marked whose they are."""
    both = merged(_read(first), _read(second))
    receipts = {**receipts_in(second.read_bytes()), **receipts_in(first.read_bytes())}
    _write(out, packed(both, receipts))
    click.echo(f"{both.title}: {len(both.items):,} items, {len(both.searches):,} searches in {out}")


@project_group.command("export")
@click.argument("file", type=project_argument)
@out_option
def export_project_command(file: Path, out: Path) -> None:
    """Write the project in FILE as Markdown, Word, RIS or JSON, by the ending of --out: .md, .docx, .ris, .json."""
    if out.suffix.lower() not in WRITERS:
        raise SakuinError(f"{out}: no project is exported so; end the name in one of: {', '.join(WRITERS)}")
    _write(out, WRITERS[out.suffix.lower()](_read(file)))


def _read(file: Path) -> Project:
    with file.open("rb") as opened:
        data = opened.read(MOST_BYTES + 1)
    try:
        return unpacked(data)
    except ProjectMistake as error:
        raise SakuinError(f"{file}: {error}") from error


def _write(out: Path, data: bytes) -> None:
    """A file that was not there; a project is not to be lost by a slip."""
    try:
        with out.open("xb") as file:
            file.write(data)
    except FileExistsError as error:
        raise SakuinError(f"{out} is there already; name another file") from error


COMMANDS = (project_group,)
