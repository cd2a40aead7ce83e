"""The commands that make an index and look into it: `index`, `status`, `check`, `publish`, `follow`, `analyze`."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)  # fmt: skip
from rich.text import Text

from indexer.analysis import analysis_path, analyze
from indexer.config import SETTINGS, Config
from indexer.dictionary.cache import is_made, make_glossary, sweep_index
from indexer.dictionary.jmdict import NOTICE, installed
from indexer.engines import AUTO, CLUSTER, ENGINES
from indexer.errors import Interrupted, NothingRead
from indexer.index_option import index_option
from indexer.pipeline.builder import Job, build, is_stale
from indexer.pipeline.outcome import Problem, Summary, kinds_of, problems_of
from indexer.pipeline.parts import Share, make_part, publish_parts
from indexer.pipeline.run import Report
from indexer.readers import READERS
from indexer.storage.damage import MOST_TOLD, damaged
from indexer.storage.index_directory import check, open_library
from indexer.storage.published import take

MOST_PROBLEMS = 60
"""Files with a problem that are named when a run ends; `status --problems` names them all."""


class CurrentFile(ProgressColumn):
    """The file that is being indexed."""

    def render(self, task: Task) -> Text:
        """Its name, as much of it as a terminal has room for."""
        return Text(str(task.fields.get("file", ""))[-MOST_OF_A_NAME:])


MOST_OF_A_NAME = 40


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
@click.option("--compact", is_flag=True, help="Make scores exact where they lag, however large the index.")
@click.option(
    "--follow-links/--no-follow-links",
    default=None,
    help="Take what links lead to outside of SOURCES. The default keeps what the index was made with, at first not.",
)
@click.option("--part", metavar="N/OF", help="Make only a share of the files ready in the cluster; see sakuin publish.")
def index_command(
    sources: tuple[Path, ...],
    directory: Path,
    collection: Path | None,
    jobs: int,
    engine: str | None,
    compact: bool,
    follow_links: bool | None,
    part: str | None,
) -> None:
    """Bring the index up to date with the documents below SOURCES.

    Only new, changed and gone files are done again. The index holds the sources named last: a source left out
    is taken out.
    """
    job = Job(sources, directory, collection, jobs, engine or "", compact=compact, follow_links=follow_links)
    if part:
        _make_part(job, Share.read(part))
        return
    summary = run(job)
    if not summary.documents:
        raise NothingRead(f"nothing was indexed: no document was found; Sakuin reads {', '.join(READERS)}")


def _make_part(job: Job, part: Share) -> None:
    summary = make_part(job, part)
    for note in summary.notes:
        click.secho(f"left to sakuin publish: {note}", fg="yellow", err=True)
    click.echo(
        f"part {part.number} of {part.of} is ready ({summary.made:,} files made, {summary.there:,} there before); "
        "when all are, on one machine: sakuin publish FOLDER",
        err=True,
    )


@click.command("publish")
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path))
@index_option
@click.option("--collection", type=click.Path(path_type=Path), help="As of sakuin index, the same for all parts.")
def publish_command(sources: tuple[Path, ...], directory: Path, collection: Path | None) -> None:
    """Make one index of the parts that machines made ready with `sakuin index --part`, and put it in force. Says which
    parts are missing."""
    run(Job(sources, directory, collection, engine=CLUSTER), publish_parts)


def run(job: Job, built: Callable[[Job], Summary] = build) -> Summary:
    """Build with a progress bar, then say what was done."""
    console = Console(stderr=True)
    columns = (TextColumn("indexing"), BarColumn(), DownloadColumn(), TimeRemainingColumn(), CurrentFile())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=None, file="")
        try:
            summary = built(
                _reporting(job, lambda at: progress.update(task, completed=at.done, total=at.known, file=at.file))
            )
        except KeyboardInterrupt:
            raise Interrupted(f"interrupted; the index in {job.directory} is as it was before this run") from None
    _say(summary, job, console)
    sweep_index(job.directory)
    _make_dictionary(console)
    return summary


def _make_dictionary(console: Console) -> None:
    """Make the bilingual dictionary where the extra is installed and no run has made it yet; the index is in force."""
    config = Config()
    if installed() is None or is_made(config):
        return
    columns = (TextColumn("making the dictionary, once for all indexes"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=1.0)
        try:
            said = make_glossary(config, lambda share: progress.update(task, completed=share))
        except KeyboardInterrupt:
            raise Interrupted("interrupted; the index is made, and the next run makes the dictionary") from None
    console.print(said, highlight=False, markup=False, soft_wrap=True)


def _reporting(job: Job, report: Report) -> Job:
    return replace(job, report=report)


def ensure(job: Job) -> None:
    """Index if the index is missing or stale, and make the dictionary if it is missing."""
    if is_stale(job):
        run(job)
    else:
        _make_dictionary(Console(stderr=True))


def _say(summary: Summary, job: Job, console: Console) -> None:
    say = console.print
    if summary.rebuilt:
        say(f"indexed everything: {summary.rebuilt}", highlight=False, markup=False)
    if summary.described:
        say("found eras and actors anew: the collection file changed", highlight=False)
    say(
        f"{summary.documents:,} documents, {summary.passages:,} passages in {job.directory} "
        f"({summary.new} new, {summary.changed} changed, {summary.gone} gone, {summary.unchanged} unchanged files; "
        f"{summary.seconds:.1f} s)",
        highlight=False,
        markup=False,
        soft_wrap=True,
    )
    if summary.lag or job.compact:
        say(f"scores: {lag_line(summary.lag)}", highlight=False, markup=False, soft_wrap=True)
    for line in _kinds(summary):
        say(line, highlight=False, markup=False, soft_wrap=True)
    for problem in summary.problems[:MOST_PROBLEMS]:
        say(_line(problem), style="yellow", highlight=False, markup=False, soft_wrap=True)
    if len(summary.problems) > MOST_PROBLEMS:
        say(f"… and {len(summary.problems) - MOST_PROBLEMS} more; sakuin status --problems lists them all")


def _kinds(summary: Summary) -> Iterator[str]:
    """What was read and what was not, by kind: `read      12 PDF, 8 plain text`."""
    read = [f"{count.files - count.unread:,} {count.kind}" for count in summary.kinds if count.files > count.unread]
    unread = [f"{count.unread:,} {count.kind}" for count in summary.kinds if count.unread]
    yield from (f"{name:<9} {', '.join(rows)}" for name, rows in (("read", read), ("not read", unread)) if rows)


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
    bad = problems_of(rows)
    size = sum(path.stat().st_size for path in (directory / library.generation).rglob("*") if path.is_file())
    click.echo(f"index       {directory} ({library.generation}, {size / 1e6:.1f} MB)")
    click.echo(f"engine      {engine_line(library.engine_name, store.meta('choice'))}")
    click.echo(f"scores      {lag_line(library.engine.lag())}")
    click.echo(f"holds       {files:,} files, {documents:,} documents, {passages:,} passages")
    click.echo(f"sources     {store.meta('sources')}")
    click.echo(f"made by     {store.meta('fingerprint')}")
    click.echo(f"analysis    {analysis_path()}")
    if library.glossary:
        click.echo(f"dictionary  {library.glossary.edition}: {NOTICE}")
    elif installed():
        click.echo("dictionary  not made yet; sakuin index makes it")
    for line in _kinds(Summary(kinds=kinds_of(rows))):
        click.echo(f"{line[:9]}   {line[10:]}")
    click.echo(f"problems    {len(bad)}" + ("" if problems or not bad else " (--problems lists them)"))
    for problem in bad if problems else ():
        click.echo(_line(problem))
    library.close()


@click.command("check")
@index_option
def check_command(directory: Path) -> None:
    """Read every file of the index and compare it with what was written. Exit status 2 for an index that is damaged;
    the next run of `sakuin index` makes it anew then."""
    found = check(directory)
    for line in found.damaged[MOST_TOLD:]:
        click.echo(line)
    if found.damaged:
        raise damaged(directory, found.damaged)
    click.echo(f"whole: {directory} ({found.generation}), {found.files:,} files, {found.bytes / 1e6:,.1f} MB")


@click.command("follow")
@index_option
def follow_command(directory: Path) -> None:
    """Take up what the cluster of engine opensearch has in force, into the directory of the index. `sakuin serve
    --follow` does so again and again."""
    taken = take(directory)
    click.echo(f"taken up: {directory} ({taken})" if taken else f"up to date: {directory}")


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


def lag_line(lag: int) -> str:
    """Whether scores are those of an index made anew, and what makes them so."""
    if not lag:
        return "exact, as of an index made anew"
    return (
        f"they lag: {lag:,} entries that were deleted or replaced still count in how telling words are, so order may "
        "differ a little from that of an index made anew; to mend it run sakuin index --compact with the same folders"
    )


def engine_line(name: str, choice: str) -> str:
    """The engine, the version of its library, and how it was chosen."""
    distribution = ENGINES[name][1]
    library = f" ({distribution} {version(distribution)})" if distribution else ""
    return f"{name}{library}, " + ("chosen by size" if choice == AUTO else "named")


COMMANDS = (index_command, status_command, check_command, publish_command, follow_command, analyze_command)
