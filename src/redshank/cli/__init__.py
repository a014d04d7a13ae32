"""The command line. Each command is loaded when it is called, so that help is instant."""

import importlib
from typing import Any

import click

COMMANDS = {
    "code": "Code files, folders or stdin into events.",
    "explain": "Say which rule and which words made an event, or why a sentence gave none.",
    "demo": "Code the bundled stories and show them.",
    "ingest": "Read stories into an archive; run it again and nothing is doubled.",
    "watch": "Poll feeds into an archive, politely, until stopped.",
    "find": "List the events of an archive that match.",
    "count": "Count events by dyad, month, type ...; with coverage and precision.",
    "register": "Draw up deals in arms, or sanctions, over an archive.",
    "export": "Write events in the format of another tool or data set.",
    "compare-feed": "Hold an archive against GDELT, POLECAT, ICEWS, ACLED or GED, dyad by month.",
    "match": "Match the rows of a table of your own with the events of an archive.",
    "release": "Publish a version of an archive as a data set, with what changed since the last.",
    "alert": "Save questions, and say what is new to them: feeds and webhooks.",
    "sql": "Put a question in SQL to an archive.",
    "index": "Make the index of an archive again.",
    "recode": "Code an archive again with this engine and show what changed.",
    "verify": "Check every span, key and hash of an archive.",
    "attach": "Give an archive the texts that it does not keep.",
    "forget": "Remove a story or a name from an archive and leave a tombstone.",
    "mcp": "Serve an archive to an assistant, read-only.",
    "push": "Copy an archive into PostgreSQL.",
    "check": "Check our data files, and yours, and run every example in them.",
    "doctor": "Say what is installed and what is missing, with the command that mends it.",
    "score": "Predict a gold set and score it.",
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
        module = importlib.import_module(f"redshank.cli.{cmd_name.replace('-', '_')}")
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
