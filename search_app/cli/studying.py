"""`sakuin kwic`, `trends`, `terms`: what studies a search."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from indexer.config import Config
from indexer.index_option import index_option
from search_app.cli.answers import taken, write_parts
from search_app.cli.options import (
    filter_options,
    limits_option,
    order_options,
    pairs,
    print_notes,
    search_options,
    some_options,
)
from search_app.cli.program import Asking, words_of_question
from search_app.export.formats import BOM
from search_app.export.tables import (
    concordance_object,
    line_table,
    term_count_table,
    terms_object,
    trend_table,
    trends_object,
)
from search_app.search.searcher import open_searcher
from search_app.state.state import read_state
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

NO_LINES = 1


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
    searcher, state = taken(directory, config, query, given)
    view, notes = read_concordance_view(asked, state)
    if as_tsv:
        print_notes(notes, state.ui)
        write_parts("-", line_table(all_lines(searcher, view)))
        return
    found = concordance(searcher, view)
    print_notes((*notes, *searcher.budget.notes), state.ui)
    if as_json:
        click.echo(json.dumps(concordance_object(found), ensure_ascii=False, indent=2))
    else:
        _print_lines(found)
    sys.exit(0 if found.lines else NO_LINES)


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
        write_parts("-", trend_table(found))


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
        write_parts("-", term_count_table(found, BOM if excel else ""))


COMMANDS = (kwic_command, trends_command, terms_command)
