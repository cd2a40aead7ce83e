"""`sakuin`: all of its commands, each of which is imported when it is asked for, as that takes longer than many run."""

import click

from search_app.cli.program import Program

COMMANDS = {
    "indexer.cli": ("index", "status", "check", "publish", "follow", "analyze"),
    "search_app.cli.asking": ("search", "words", "batch", "show", "companions"),
    "search_app.cli.studying": ("kwic", "trends", "terms"),
    "search_app.cli.taking_away": ("export", "receipt", "replay", "cite"),
    "search_app.cli.serving": ("serve", "desk", "mcp", "password"),
    "search_app.cli.actors": ("actors",),
    "search_app.cli.projects": ("project",),
}
"""Module -> the commands in its COMMANDS."""


@click.group(cls=Program, modules={name: module for module, names in COMMANDS.items() for name in names})
@click.version_option(package_name="sakuin")
def main() -> None:
    """Full-text search for document collections in Japanese and English."""
