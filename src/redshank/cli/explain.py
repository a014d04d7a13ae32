"""`redshank explain`: why an event, or why none; the path of a claim; both sides of a dispute."""

from pathlib import Path

import click


@click.command("explain")
@click.argument("file")
@click.argument("record", required=False)
@click.option("--published", metavar="DATE", help="Publication date (YYYY-MM-DD).")
@click.option(
    "--data",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Data files laid over ours; may be given several times.",
)
def command(file: str, record: str | None, published: str | None, data: tuple[Path, ...]) -> None:
    """Say for each sentence of FILE what it gave and why; or take one RECORD apart: event e1, claim c1, dispute x1."""
    from redshank.ask.explain import explain_record, explain_story
    from redshank.kit import Kit
    from redshank.read import About, read_stories
    from redshank.records import Skipped
    from redshank.records.errors import InputError
    from redshank.settings import Settings

    kit = Kit(Settings(data=data))
    for story in read_stories([file], About(published=published)):
        if isinstance(story, Skipped):
            raise InputError(story.message)
        lines = explain_story(story, kit) if record is None else explain_record(story, record, kit)
        for line in lines:
            click.echo("    " * line.depth + line.text)
