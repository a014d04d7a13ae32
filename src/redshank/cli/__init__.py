"""The command line. Each command is loaded when it is called, so that help is instant."""

import importlib
from typing import Any

import click

COMMANDS = {
    "code": "Code files, folders or stdin into events.",
    "explain": "Say which rule and which words made an event, or why a sentence gave none.",
    "check": "Check our data files, and yours, and run every example in them.",
    "doctor": "Say what is installed and what is missing, with the command that mends it.",
    "score": "Predict a gold set and score it.",
    "demo": "Code the bundled stories and show them.",
    "gazetteer": "Say what the gazetteer holds, or build it.",
}


class Lazy(click.Group):
    """A group that imports a command's module only when the command runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order in which a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"redshank.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without loading any of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="redshank", message="redshank %(version)s")
def group() -> None:
    """Read news about international affairs: who did, promised, threatened, demanded or denied what, to whom."""


def main(argv: list[str] | None = None) -> Any:
    """Run the command line; errors that a person can mend are said in one line, with exit code 1."""
    import sys

    from redshank.records.errors import RedshankError

    try:
        return group.main(args=argv, prog_name="redshank", standalone_mode=True)
    except RedshankError as error:
        click.echo(f"redshank: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:  # `redshank code ... | head`
        sys.stderr.close()
        sys.exit(0)
