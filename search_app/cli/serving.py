"""`sakuin serve`, `desk`, `mcp`, `password`: the search page, the desk, tools of assistants, and who sees the page."""

from pathlib import Path
from typing import Any

import click

from indexer import cli as indexer_cli
from indexer.config import Config
from indexer.errors import LibraryMissing
from indexer.index_option import index_option
from indexer.pipeline.builder import Job
from indexer.storage.index_directory import current_generation, open_library
from indexer.storage.published import take


@click.command("serve")
@click.argument("source", required=False, type=click.Path(path_type=Path))
@index_option
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--originals", is_flag=True, default=None, help="Readers may open the files that documents came from.")
@click.option("--prefix", metavar="PATH", help="Have all pages below a path of the host, such as /ussr.")
@click.option("--trust-proxy", type=click.IntRange(0, 9), metavar="N", help="Believe the N proxies before the server.")
@click.option("--log", type=click.Choice(["text", "json", "none"]), help="How each request is noted on standard error.")
@click.option("--passwords", type=click.Path(), help="Let in only whom this file names (see sakuin password).")
@click.option(
    "--follow", type=int, is_flag=True, flag_value=1, default=None, help="Take up what is published in the cluster."
)
@click.option("--collection", "named", multiple=True, metavar="NAME=PATH", help="An index, below its name; repeated.")
def serve_command(
    source: Path | None, directory: Path, host: str, port: int, named: tuple[str, ...], **given: Any
) -> None:
    """Serve the search page. With SOURCE, index it first if the index is missing or stale. What is not said here is as
    the settings say (sakuin status --settings)."""
    if source is not None:
        indexer_cli.ensure(Job((source,), directory))
    said = given | ({"collections": "\n".join(named)} if named else {})
    config = Config(**{name: value for name, value in said.items() if value is not None})
    if not config.text("collections"):
        if config.integer("follow") and current_generation(directory) is None:
            take(directory)
        open_library(directory, config).close()
    from search_app.serving.passwords import is_overheard
    from search_app.serving.server import serve

    if is_overheard(config, host):
        warning = "passwords go over the network as they are; put a proxy with TLS before the server (--trust-proxy 1)"
        click.secho(warning, fg="yellow", err=True)
    serve(directory, config, host, port, click.echo)


@click.command("desk")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option(
    "--index", "directory", type=click.Path(path_type=Path), help="Directory of the index; .sakuin in FOLDER."
)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="0 takes any that is free.")
@click.option("--browser/--no-browser", default=True, show_default=True, help="Open the browser at the address.")
def desk_command(folder: Path | None, directory: Path | None, port: int, browser: bool) -> None:
    """Make a collection of FOLDER in the browser: see what was read, correct titles and dates, name people and eras,
    and search. It answers this machine alone, at the address that it prints, which has a token."""
    from search_app.desk.app import create_desk
    from search_app.desk.desk import desk_of_folder
    from search_app.desk.gate import new_token
    from search_app.serving.server import serve_app

    token = new_token()

    def told(address: str) -> None:
        whole = f"{address}desk/?token={token}"
        click.echo(f"Sakuin's desk: {whole}  (Ctrl+C ends)")
        if browser:
            click.launch(whole)

    serve_app(create_desk(desk_of_folder(folder, directory), token), "127.0.0.1", port, told)


@click.command("password")
@click.argument("name")
@click.password_option(help="Asked for where it is not given; commands with it stay in the history of a shell.")
def password_command(name: str, password: str) -> None:
    """Print the line by which a private server knows NAME: sakuin password reader >> passwords"""
    from search_app.serving.passwords import line_of

    try:
        click.echo(line_of(name, password))
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.command("mcp")
@index_option
def mcp_command(directory: Path) -> None:
    """Answer an assistant on standard input and output (Model Context Protocol): search, read, cite, verify, trends,
    words. It reads the index and writes nothing."""
    try:
        from search_app.assistants.protocol import serve_assistants
    except ImportError as error:
        if (error.name or "").partition(".")[0] != "mcp":
            raise
        raise LibraryMissing("sakuin mcp needs the package mcp; install it with: pip install 'sakuin[mcp]'") from error
    serve_assistants(directory, Config())


COMMANDS = (serve_command, desk_command, mcp_command, password_command)
