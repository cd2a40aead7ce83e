"""`sakuin kwic`, `trends`, `terms`, `export`, `receipt`, `replay`, `cite`: what studies a search or takes it away."""

import json
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import click

from indexer.cli import index_option
from indexer.config import Config
from indexer.errors import SakuinError
from indexer.storage.index_directory import earlier_text
from search_app.cli.options import filter_options, limits_option, order_options, pairs, search_options, some_options
from search_app.cli.program import Asking, words_of_question
from search_app.export.citations import STYLES, citation, cited
from search_app.export.formats import BOM, BY_NAME, export, format_of, is_named_as
from search_app.export.receipts import Replay, receipt, replay
from search_app.export.tables import (
    concordance_object,
    line_table,
    term_count_table,
    terms_object,
    trend_table,
    trends_object,
)
from search_app.export.verification import CHANGED, UNCHANGED, UNKNOWN, Verdict, seals, verify
from search_app.notes import Note
from search_app.search.execution import ask
from search_app.search.lookup import places_of
from search_app.search.searcher import Searcher, open_searcher
from search_app.state.state import SearchState, read_state
from search_app.views.concordance import (
    COLLATIONS,
    NARROWEST,
    ORDERS,
    WIDEST,
    WIDTH,
    Concordance,
    all_lines,
    concordance,
    read_concordance_view,
)
from search_app.views.lines import display_width
from search_app.views.term_counts import BY, TermsView, lines_of_file, term_table
from search_app.views.trends import read_trends_view, trends

DIFFERENT = 1


def print_notes(notes: Iterable[Note], language: str = "en", before: str = "") -> None:
    """Say beside an answer how its question was read and what the answer goes without, each once."""
    for note in dict.fromkeys(notes):
        click.secho(before + note.sentence(language), fg="yellow", err=True)


def _taken(directory: Path, config: Config, query: str, given: dict[str, Any]) -> tuple[Searcher, SearchState]:
    """What all hits of a question are taken from, and the question; how it was read is said."""
    state, notes = read_state(pairs(query, given), config)
    searcher = open_searcher(directory, config).for_one_answer()
    print_notes((*notes, *ask(searcher, state).notes), state.ui)
    return searcher, state


def _write(out: str, parts: Iterable[str]) -> None:
    with click.open_file(out, "w", encoding="utf-8") as file:
        file.writelines(parts)


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
    searcher, state = _taken(directory, config, query, given)
    if out != "-" and not is_named_as(out, chosen):
        print_notes([Note("format-over-name", chosen)], state.ui)
    _write_bytes(out, export(searcher, state, BY_NAME[chosen], _address(config)))


@click.command("receipt", cls=Asking)
@search_options
@order_options
@click.option("--out", type=click.Path(), default="-", help="The file to write; - is standard output.")
def receipt_command(query: str, directory: Path, config: Config, out: str, **given: Any) -> None:
    """Write down what QUERY asks, how it is read and all it finds, to be replayed later."""
    made = receipt(*_taken(directory, config, query, given))
    _write(out, [json.dumps(made, ensure_ascii=False, indent=1), "\n"])


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


@click.command("kwic", cls=Asking)
@search_options
@order_options
@click.option("--order", multiple=True, type=click.Choice(list(ORDERS)), help="What lines are sorted by; repeated.")
@click.option("--width", type=click.IntRange(NARROWEST, WIDEST), default=WIDTH, show_default=True)
@click.option("--collation", type=click.Choice(COLLATIONS), default=COLLATIONS[0], help="How Japanese is sorted.")
@some_options("page")
@click.option("--json", "as_json", is_flag=True, help="The same object as /kwic.json.")
@click.option("--tsv", "as_tsv", is_flag=True, help="Every line, as /kwic.tsv.")
def kwic_command(query: str, directory: Path, config: Config, as_json: bool, as_tsv: bool, **given: Any) -> None:
    """Show every match of QUERY in a line of its own, with its context. Exit status 0 with lines, 1 without."""
    asked = list(pairs(query, given))
    searcher, state = _taken(directory, config, query, given)
    view, notes = read_concordance_view(asked, state)
    if as_tsv:
        print_notes(notes, state.ui)
        _write("-", line_table(all_lines(searcher, view)))
        return
    found = concordance(searcher, view)
    print_notes((*notes, *searcher.budget.notes), state.ui)
    if as_json:
        click.echo(json.dumps(concordance_object(found), ensure_ascii=False, indent=2))
    else:
        _print_lines(found)
    sys.exit(0 if found.lines else DIFFERENT)


def _print_lines(found: Concordance) -> None:
    click.secho(f"{found.total:,} lines, page {found.view.state.page} of {found.pages}", bold=True)
    width = max((display_width(line.before) for line in found.lines), default=0)
    for line in found.lines:
        margin = " " * (width - display_width(line.before))
        node = click.style(line.node, fg="red", bold=True)
        click.echo(f"{margin}{line.before} {node} {line.after}" + click.style(f"  {line.place.document.id}", dim=True))


@click.command("trends", cls=Asking)
@click.argument("queries", nargs=-1, required=True, callback=words_of_question)
@index_option
@limits_option
@some_options("from", "until", "lang")
@click.option("--json", "as_json", is_flag=True, help="The same object as /trends.json; otherwise CSV.")
def trends_command(queries: tuple[str, ...], directory: Path, config: Config, as_json: bool, **given: Any) -> None:
    """Count the hits of up to five QUERIES by year and language, beside how much material there is."""
    asked = [*(("q", query) for query in queries), *list(pairs("", given))[1:]]
    view, notes = read_trends_view(asked, read_state(asked, config)[0], config)
    found = trends(open_searcher(directory, config).for_one_answer(), view)
    print_notes((*notes, *found.notes))
    if as_json:
        click.echo(json.dumps(trends_object(found), ensure_ascii=False, indent=2))
    else:
        _write("-", trend_table(found))


@click.command("terms")
@click.argument("file", type=click.File("rb"))
@filter_options
@click.option("--by", type=click.Choice(BY), default=BY[0], show_default=True, help="What the terms are counted by.")
@click.option("--excel", is_flag=True, help="CSV with the mark by which Excel knows UTF-8.")
@click.option("--json", "as_json", is_flag=True, help="The same object as /terms.json; otherwise CSV.")
def terms_command(
    file: Any, directory: Path, config: Config, by: str, excel: bool, as_json: bool, **given: Any
) -> None:
    """Count the passages of each term of FILE (one a line; - is standard input) by document, year, era or actor."""
    state, _ = read_state(pairs("", given), config)
    found = term_table(
        open_searcher(directory, config).for_one_answer(), TermsView(state, lines_of_file(file.read()), by)
    )
    print_notes(found.notes)
    if as_json:
        click.echo(json.dumps(terms_object(found), ensure_ascii=False, indent=2))
    else:
        _write("-", term_count_table(found, BOM if excel else ""))


COMMANDS = (kwic_command, trends_command, terms_command, export_command, receipt_command, replay_command, cite_group)
