"""`sakuin index`, `sakuin status`, `sakuin analyze`: the commands that make an index and look into it."""

from importlib.metadata import version
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn
from rich.text import Text

from indexer.analysis import analyze
from indexer.config import SETTINGS, Config
from indexer.dictionary.glossary import ensure as ensure_glossary
from indexer.dictionary.jmdict import NOTICE, installed
from indexer.engines import AUTO, ENGINES
from indexer.pipeline.builder import Job, Problem, Summary, build, is_stale
from indexer.pipeline.run import Report
from indexer.storage.index_directory import open_library, writing

MOST_PROBLEMS = 20

index_option = click.option(
    "--index", "directory", type=click.Path(path_type=Path), envvar="SAKUIN_INDEX", default=".sakuin",
    show_default=True, help="Directory of the index; SAKUIN_INDEX says the same.",
)  # fmt: skip


class Rate(ProgressColumn):
    """Documents a second."""

    def render(self, task: object) -> Text:
        """Documents done in a second, as the progress bar shows it."""
        speed = getattr(task, "speed", None)
        return Text(f"{speed:,.0f}/s" if speed else "")


@click.command("index")
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path))
@index_option
@click.option("--collection", type=click.Path(path_type=Path), help="A collection.toml elsewhere than in the source.")
@click.option("--jobs", type=click.IntRange(0), default=0, help="Processes; 0 is one for each processor.")
@click.option(
    "--engine",
    type=click.Choice([AUTO, *ENGINES]),
    help="The engine; auto chooses by size. The default keeps what the index was made with, at first auto.",
)
def index_command(
    sources: tuple[Path, ...], directory: Path, collection: Path | None, jobs: int, engine: str | None
) -> None:
    """Bring the index up to date with the documents below SOURCES.

    Only new, changed and gone files are done again. The index holds the sources named last: a source left out
    is taken out.
    """
    run(Job(sources, directory, collection, jobs, engine or ""))


def run(job: Job) -> Summary:
    """Build with a progress bar, then say what was done."""
    console = Console(stderr=True)
    columns = (TextColumn("indexing"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=None)
        summary = build(_reporting(job, lambda done: progress.update(task, completed=done.done, total=done.known)))
    _say(summary, job.directory, console)
    if installed():
        with writing(job.directory), console.status("making the dictionary, once; about a minute"):
            ensure_glossary(job.directory)
    return summary


def _reporting(job: Job, report: Report) -> Job:
    return Job(job.sources, job.directory, job.collection, job.jobs, job.engine, report)


def ensure(job: Job) -> None:
    """Index if the index is missing or stale."""
    if is_stale(job):
        run(job)


def _say(summary: Summary, directory: Path, console: Console) -> None:
    say = console.print
    if summary.rebuilt:
        say(f"indexed everything: {summary.rebuilt}", highlight=False, markup=False)
    say(
        f"{summary.documents:,} documents, {summary.passages:,} passages in {directory} "
        f"({summary.new} new, {summary.changed} changed, {summary.gone} gone, {summary.unchanged} unchanged files; "
        f"{summary.seconds:.1f} s)",
        highlight=False,
        markup=False,
        soft_wrap=True,
    )
    for problem in summary.problems[:MOST_PROBLEMS]:
        say(_line(problem), style="yellow", highlight=False, markup=False, soft_wrap=True)
    if len(summary.problems) > MOST_PROBLEMS:
        say(f"… and {len(summary.problems) - MOST_PROBLEMS} more; sakuin status --problems lists them all")


def _line(problem: Problem) -> str:
    return f"{problem.path}: {problem.reason}"


@click.command("status")
@index_option
@click.option("--problems", is_flag=True, help="List every file that could not be read and every note.")
@click.option("--settings", is_flag=True, help="List the settings and their values.")
def status_command(directory: Path, problems: bool, settings: bool) -> None:
    """Say what the index holds and how it was made."""
    config = Config()
    if settings:
        for setting in SETTINGS:
            click.echo(f"SAKUIN_{setting.name.upper()}={config.text(setting.name)}  {setting.help}")
        return
    library = open_library(directory, config)
    store = library.store
    files, documents, passages = store.counts()
    rows = store.files().values()
    bad = [Problem(row.path, text) for row in rows for text in (row.problem, *row.notes) if text]
    size = sum(path.stat().st_size for path in (directory / library.generation).rglob("*") if path.is_file())
    click.echo(f"index       {directory} ({library.generation}, {size / 1e6:.1f} MB)")
    click.echo(f"engine      {engine_line(library.engine_name, store.meta('choice'))}")
    click.echo(f"holds       {files:,} files, {documents:,} documents, {passages:,} passages")
    click.echo(f"sources     {store.meta('sources')}")
    click.echo(f"made by     {store.meta('fingerprint')}")
    if library.glossary:
        click.echo(f"dictionary  {library.glossary.edition}: {NOTICE}")
    click.echo(f"problems    {len(bad)}" + ("" if problems or not bad else " (--problems lists them)"))
    for problem in bad if problems else ():
        click.echo(_line(problem))
    library.close()


@click.command("analyze")
@click.argument("text")
def analyze_command(text: str) -> None:
    """Show the tokens of TEXT in each layer with their positions and offsets."""
    analysis = analyze(text)
    for name, tokens in (("w", analysis.w), ("g", analysis.g), ("v", analysis.v)):
        click.echo(f"{name}:")
        for token in tokens:
            surface = text[token.start : token.end]
            click.echo(f"  {token.position:4}  {token.start:4}-{token.end:<4}  {token.text}\t{surface}")


def engine_line(name: str, choice: str) -> str:
    """The engine, the version of its library, and how it was chosen."""
    distribution = ENGINES[name][1]
    library = f" ({distribution} {version(distribution)})" if distribution else ""
    return f"{name}{library}, " + ("chosen by size" if choice == AUTO else "named")


COMMANDS = (index_command, status_command, analyze_command)
