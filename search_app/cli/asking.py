"""`sakuin search`, `words`, `batch`, `show`, `companions`: the commands that ask."""

import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from indexer.config import Config
from indexer.errors import NotFound
from indexer.index_option import index_option
from indexer.schema import FACETS
from search_app.cli.options import limits_option, order_options, page_options, pairs, print_notes, search_options
from search_app.cli.program import Asking
from search_app.export.citations import citations, cited
from search_app.export.json_objects import (
    companions_object,
    page_object,
    passage_object,
    reader_object,
    word_boundaries_object,
)
from search_app.export.trec_run import Question, answered
from search_app.labels import LABELS
from search_app.reading.companions import MOST as MOST_COMPANIONS
from search_app.reading.companions import Companion, companions
from search_app.reading.document import open_document, open_passage
from search_app.reading.locators import first_span, locator, locator_words
from search_app.search.facets import FACET_LABELS
from search_app.search.hits import HitView
from search_app.search.lookup import places_of
from search_app.search.results_page import Page, search
from search_app.search.searcher import open_searcher
from search_app.state.state import PARAMETERS, SearchState, read_state
from search_app.views.word_boundaries import word_boundaries

NO_HITS = 1
MATCH = next(row for row in PARAMETERS if row.name == "match")


@click.command("search", cls=Asking)
@search_options
@order_options
@page_options
@click.option("--facets", "with_facets", is_flag=True, help="Show the facets too.")
@click.option("--json", "as_json", is_flag=True, help="The same object as /search.json.")
def search_command(query: str, directory: Path, config: Config, with_facets: bool, as_json: bool, **given: Any) -> None:
    """Find passages. Exit status 0 with hits, 1 without, 2 for a mistake in the command."""
    state, notes = read_state(pairs(query, given), config)
    page = search(open_searcher(directory, config).for_one_answer(), state, notes)
    if as_json:
        click.echo(json.dumps(page_object(page), ensure_ascii=False, indent=2))
    else:
        _print_page(page, with_facets)
    sys.exit(0 if page.hits else NO_HITS)


def _print_page(page: Page, with_facets: bool) -> None:
    ui = page.state.ui
    print_notes(page.question.notes, ui)
    click.secho(f"{page.total:,} {'件' if ui == 'ja' else 'passages'}  {page.question.parsed}", bold=True)
    if page.folded:
        folded = LABELS["grouped" if page.state.group == "doc" else "folded"].in_language(ui)
        click.secho(folded.format(n=page.folded), dim=True)
    for proposal in page.instead.suggestions:
        click.echo(f"{LABELS['did-you-mean'].in_language(ui)}: {proposal.question} ({proposal.count:,})")
    first = (page.state.page - 1) * page.state.per_page
    for number, hit in enumerate(page.hits, first + 1):
        _print_hit(number, hit, page.state)
    _print_nothing_found(page)
    for facet in FACETS if with_facets else ():
        click.secho(f"\n{FACET_LABELS[facet].in_language(ui)} ({facet})", bold=True)
        for value, label, count in page.counts(facet):
            click.echo(f"  {count:6,}  {value}" + (f"  {label}" if label != value else ""))


def _print_nothing_found(page: Page) -> None:
    """Out of how much nothing was found, and the searches without one part that find something."""
    ui, about = page.state.ui, page.instead.absence
    if about is None:
        return
    languages = LABELS["comma"].in_language(ui).join(f"{lang} {n:,}" for lang, n in about.languages)
    said = LABELS[about.label(page.state.is_filtered)].in_language(ui)
    click.echo(said.format(n=about.passages, documents=about.documents, languages=languages))
    if about.undated:
        click.echo(LABELS["absence-undated"].in_language(ui).format(n=about.undated))
    for step in page.instead.steps:
        name = FACET_LABELS[step.name].in_language(ui) if step.kind == "facet" else step.name
        click.echo(f"  {step.count:6,}  " + LABELS[f"without-{step.kind}"].in_language(ui).format(name=name))


def _print_hit(number: int, hit: HitView, state: SearchState) -> None:
    path = " › ".join((hit.document.title, *hit.places[0].passage.heading_path))
    where = locator_words(locator(hit.places[0].passage.marks, first_span(hit.matches)), state.ui)
    click.echo(
        f"\n{number}. "
        + click.style(path, bold=True)
        + click.style("".join(f"  {each}" for each in (where, hit.id) if each), dim=True)
    )
    pieces = (click.style(p.text, fg="red", bold=True) if p.via else p.text for p in hit.snippet.pieces)
    text = "".join(pieces).replace("\n", " ")
    click.echo(("…" if hit.snippet.before else "") + text + ("…" if hit.snippet.after else ""))
    if hit.similar_count:
        more = LABELS["in-document" if state.group == "doc" else "similar"].in_language(state.ui)
        click.secho(f"({more.format(n=hit.similar_count)})", dim=True)


@click.command("words", cls=Asking)
@search_options
@click.option("--json", "as_json", is_flag=True, help="The same object as /words.json.")
def words_command(query: str, directory: Path, config: Config, as_json: bool, **given: Any) -> None:
    """Say how often each word of QUERY is found by itself, and of each Japanese one how often it is a part of which
    longer words."""
    state, notes = read_state(pairs(query, given), config)
    found = word_boundaries(open_searcher(directory, config).for_one_answer(), state)
    print_notes((*notes, *found.notes), state.ui)
    if as_json:
        click.echo(json.dumps(word_boundaries_object(found, state), ensure_ascii=False, indent=2))
        return
    counts = [(each.passages, each.word) for each in found.alone] or [(found.total, state.q)]
    for passages, word in counts:
        click.echo(f"{passages:8,}  {word}")
    for lens in found.words:
        click.secho(f"{lens.word}  ({found.counted:,} / {found.total:,})", bold=True)
        for row in lens.rows:
            click.echo(f"  {row.passages:6,}  {row.word}")


@click.command("batch")
@click.argument("queries", type=click.File("rb"))
@index_option
@limits_option
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="Hits of each question.")
@click.option("--unit", type=click.Choice(["passage", "doc"]), default="passage", show_default=True)
@click.option("--run", "out", type=click.Path(), required=True, help="The TREC run to write; - is standard output.")
@click.option("--match", type=click.Choice(MATCH.kind.choices), help="For questions that do not say.")
def batch_command(
    queries: Any, directory: Path, config: Config, limit: int, unit: str, out: str, match: str | None
) -> None:
    """Answer every question of QUERIES (one JSON object a line: id, q and any parameter) into a TREC run file."""
    searcher = open_searcher(directory, config)
    name = getattr(queries, "name", "-")
    with click.open_file(out, "w", encoding="utf-8") as run:
        for number, line in enumerate(queries, 1):
            if line.strip():
                question = Question.read(line, f"{name}, line {number}", match, config)
                found = answered(searcher.for_one_answer(), question, limit, unit)
                run.writelines(row + "\n" for row in found.lines)
                print_notes(found.notes, question.state.ui, f"{question.id}: ")


@click.command("show")
@click.argument("identifier")
@index_option
@click.option("--json", "as_json", is_flag=True)
def show_command(identifier: str, directory: Path, as_json: bool) -> None:
    """Show the document or the passage of this id."""
    config = Config()
    searcher = open_searcher(directory, config)
    try:
        page = open_passage(searcher, identifier, SearchState())
        facts = cited(page.place, searcher.library.collection.title, config.text("address").rstrip("/"), page.span)
        value, text = passage_object(page, citations(facts, date.today())), page.place.passage.text
    except NotFound:
        reader = open_document(searcher, identifier, SearchState())
        value = reader_object(reader)
        texts = [reader.document.title]
        for passage in reader.passages:
            texts += ["#" * (h.level + 1) + " " + h.text for h in passage.standing.new_headings]
            texts.append(passage.place.passage.text)
        text = "\n\n".join(texts)
    click.echo(json.dumps(value, ensure_ascii=False, indent=2) if as_json else text)


@click.command("companions")
@click.argument("identifier")
@index_option
@click.option("--limit", type=click.IntRange(1, MOST_COMPANIONS), default=MOST_COMPANIONS, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The same object as /passage/ID/companions.json.")
def companions_command(identifier: str, directory: Path, limit: int, as_json: bool) -> None:
    """Show passages of the other language that tell of the same as the passage of this id, with what both say. Exit
    status 0 with companions, 1 without."""
    searcher = open_searcher(directory, Config())
    found = companions(searcher, places_of(searcher, identifier), limit)
    if as_json:
        click.echo(json.dumps(companions_object(identifier, found), ensure_ascii=False, indent=2))
    else:
        _print_companions(found)
    sys.exit(0 if found else NO_HITS)


def _print_companions(found: Sequence[Companion]) -> None:
    for number, each in enumerate(found, 1):
        _print_hit(number, each.hit, SearchState())
        shared = (b.here if b.here == b.there else f"{b.here} = {b.there}" for b in each.because)
        click.secho("; ".join(shared), dim=True)


COMMANDS = (search_command, words_command, batch_command, show_command, companions_command)
