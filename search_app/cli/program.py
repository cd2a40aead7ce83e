"""The program as a group of commands: how mistakes end, and commands whose question may begin with a minus."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import Any

import click

from indexer.errors import SakuinError
from indexer.index_option import DIRECTORY
from indexer.storage.damage import told_as_damage
from indexer.storage.index_directory import current_generation
from indexer.storage.machine import in_words

ALIKE = 0.7
"""What an option has in common with a misspelling of it at least (difflib's ratio)."""


class Program(click.Group):
    """The group of all commands, which stand in the COMMANDS of the module that `modules` has for each (see "Lazily
    loading subcommands" in click's documentation). Whatever is wrong ends it with one line, which says what and what to
    do, and the exit code 2."""

    def __init__(self, *arguments: Any, modules: Mapping[str, str], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:
        """As click does: the names of all commands."""
        return sorted(self._modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """As click does: the command of this name, if there is one."""
        if cmd_name not in self._modules:
            return None
        commands: Sequence[click.Command] = import_module(self._modules[cmd_name]).COMMANDS
        return next(command for command in commands if command.name == cmd_name)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does; a mistake ends it."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            self._end(ctx, error)
            raise

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error of Sakuin's own ends it with its sentence, and so does any that comes of a damaged
        index."""
        try:
            with in_words():
                return self._told(ctx)
        except SakuinError as error:
            click.echo(f"sakuin: {error}", err=True)
            ctx.exit(error.exit_code)
        except click.UsageError as error:
            self._end(ctx, error)
            raise

    def _told(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except BaseException:
            directory = ctx.meta.get(DIRECTORY)
            with told_as_damage(directory and current_generation(directory)):
                raise

    def _end(self, ctx: click.Context, error: click.UsageError) -> None:
        """Ends with the mistake in a line. A group that was given no command is left to show its help."""
        if isinstance(error, click.exceptions.NoArgsIsHelpError):
            return
        message = " ".join(error.format_message().split()).rstrip(".")
        click.echo(f"sakuin: {message}; see {(error.ctx or ctx).command_path} --help", err=True)
        ctx.exit(error.exit_code)


class Asking(click.Command):
    """A command with a question, in which -ソ連 and -Kennedy are words to be left out; all options have two dashes."""

    ignore_unknown_options = True


def words_of_question(ctx: click.Context, parameter: click.Parameter, given: Sequence[str]) -> tuple[str, ...]:
    """The words as they were given, none of them a misspelt option. Raises click.NoSuchOption."""
    known = [flag for each in ctx.command.params for flag in each.opts if flag.startswith("--")]
    for word in given:
        if word.startswith("--"):
            name = word.partition("=")[0]
            raise click.NoSuchOption(name, possibilities=get_close_matches(name, known, 1, ALIKE), ctx=ctx)
    return tuple(given)


def joined_words(ctx: click.Context, parameter: click.Parameter, given: Sequence[str]) -> str:
    """The words of a command line as one question: search 冷戦 終結. Raises click.NoSuchOption."""
    return " ".join(words_of_question(ctx, parameter, given))
