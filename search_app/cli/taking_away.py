"""`sakuin export`, `receipt`, `replay`, `cite`: what takes a search away, and looks at what was taken."""

import json
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import click

from indexer.config import Config
from indexer.errors import SakuinError
from indexer.index_option import index_option
from indexer.storage.index_directory import earlier_text
from search_app.cli.answers import taken, write_parts
from search_app.cli.options import (
    order_options,
    print_notes,
    search_options,
)
from search_app.cli.program import Asking
from search_app.export.citations import STYLES, citation, cited
from search_app.export.formats import BY_NAME, export, format_of, is_named_as
from search_app.export.receipts import Replay, receipt, replay
from search_app.export.verification import CHANGED, UNCHANGED, UNKNOWN, Verdict, seals, verify
from search_app.notes import Note
from search_app.search.lookup import places_of
from search_app.search.searcher import open_searcher

DIFFERENT = 1


def _write_bytes(out: str, parts: Iterable[bytes]) -> None:
    with click.open_file(out, "wb") as file:
        file.writelines(parts)


def _address(config: Config) -> str:
    """The address of the search page as it is set, without a final slash."""
    return config.text("address").rstrip("/")


@click.command("export", cls=Asking)
@search_options
@order_options
@click.option(
    "--format", "name", type=click.Choice(list(BY_NAME)), help="By default what FILE ends in, or csv; goes before that."
)
@click.option("--out", type=click.Path(), default="-", metavar="FILE", help="The file to write; - is standard output.")
def export_command(query: str, directory: Path, config: Config, name: str | None, out: str, **given: Any) -> None:
    """Write every hit of QUERY into a file, in the order of the pages."""
    chosen = name or format_of(out)
    searcher, state = taken(directory, config, query, given)
    if out != "-" and not is_named_as(out, chosen):
        print_notes([Note("format-over-name", chosen)], state.ui)
    _write_bytes(out, export(searcher, state, BY_NAME[chosen], _address(config)))


@click.command("receipt", cls=Asking)
@search_options
@order_options
@click.option("--out", type=click.Path(), default="-", help="The file to write; - is standard output.")
def receipt_command(query: str, directory: Path, config: Config, out: str, **given: Any) -> None:
    """Write down what QUERY asks, how it is read and all it finds, to be replayed later."""
    made = receipt(*taken(directory, config, query, given))
    write_parts(out, [json.dumps(made, ensure_ascii=False, indent=1), "\n"])


@click.command("replay")
@click.argument("file", type=click.File("rb"))
@index_option
def replay_command(file: Any, directory: Path) -> None:
    """Ask the search of a receipt again. Exit status 0 if it finds the same, 1 if not, 2 for what is no receipt."""
    config = Config()
    try:
        written = json.loads(file.read().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise SakuinError(f"{file.name}: not JSON in UTF-8 ({error}); give the receipt as it was saved") from error
    found = replay(open_searcher(directory, config), written)
    _print_replay(found)
    sys.exit(0 if found.same else DIFFERENT)


def _print_replay(found: Replay) -> None:
    before, now = ascii(found.before.get("counts", {}).get("total", "?")).strip("'"), found.now["counts"]["total"]
    click.echo(f"{found.now['parsed'] or '(everything)'}: {before} passages then, {now} now")
    click.echo("the index is the same" if found.same_index else "the index has changed since")
    if found.before.get("index", {}).get("lag") or found.now["index"]["lag"]:
        click.echo("scores lagged then or lag now: what only moved may have moved by itself; sakuin status says more")
    for sign, rows in (("+", found.added), ("-", found.removed), ("~", found.moved)):
        for row in rows:
            click.echo(f"{sign} {row['id']}  {row.get('doc', '')} ¶{row.get('paragraph', '?')!a}")


@click.group("cite")
def cite_group() -> None:
    """Cite passages, and verify citations."""


@cite_group.command("passage")
@click.argument("identifier")
@index_option
def cite_command(identifier: str, directory: Path) -> None:
    """Print the citations of the passage of this id, in every style."""
    config = Config()
    searcher = open_searcher(directory, config)
    places = places_of(searcher, identifier)
    facts = cited(places[0], searcher.library.collection.title, _address(config))
    for style in STYLES:
        click.secho(style.label.en, bold=True)
        click.echo(citation(facts, style, date.today()))


@cite_group.command("verify")
@click.argument("file", type=click.File("rb"))
@index_option
def verify_command(file: Any, directory: Path) -> None:
    """Say of each citation in FILE whether its text is unchanged. Exit status 0 if all are, 1 if any is not."""
    found = seals(file.read().decode("utf-8-sig", "replace"))
    if not found:
        raise SakuinError(f"{file.name}: no citation of Sakuin in it; one ends in [sakuin DOCUMENT ¶N ID sha256:HASH]")
    searcher = open_searcher(directory, Config())
    verdicts = [verify(searcher, seal, lambda passage: earlier_text(directory, passage)) for seal in found]
    for verdict in verdicts:
        _print_verdict(verdict)
    sys.exit(0 if all(verdict.status == UNCHANGED for verdict in verdicts) else DIFFERENT)


_COLOURS = {"-": "red", "+": "green"}


def _print_verdict(verdict: Verdict) -> None:
    seal, place = verdict.seal, verdict.place
    where = f"{place.document.id} ¶{place.passage.ordinal + 1}" if place else ""
    there = {CHANGED: f": {where} now reads", UNKNOWN: f": not known here; {where} reads"} if place else {}
    moved = f", now {where}" if verdict.moved else there.get(verdict.status, "")
    click.secho(f"{verdict.status}  {seal.document} ¶{seal.paragraph} {seal.id}{moved}", bold=True)
    if verdict.changes:
        styled = (
            click.style(f"[{c.kind}{c.text}{c.kind}]", fg=_COLOURS[c.kind]) if c.kind in _COLOURS else c.text
            for c in verdict.changes
        )
        click.echo("".join(styled))
    elif verdict.status in there and place:
        click.echo(place.passage.text)


COMMANDS = (export_command, receipt_command, replay_command, cite_group)
