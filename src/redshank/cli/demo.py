"""`redshank demo`: code the bundled stories and show them."""

import click


@click.command("demo")
@click.option("--list", "only_list", is_flag=True, help="Only name the stories.")
@click.argument("names", nargs=-1)
def command(names: tuple[str, ...], only_list: bool) -> None:
    """Code the bundled stories (all, or the NAMES given) and show what they say."""
    from pathlib import Path

    import msgspec
    from rich.console import Console

    from redshank.ask.table import show
    from redshank.kit import Kit
    from redshank.lexicon.files import home
    from redshank.pipeline import code_stories
    from redshank.read import About, read_stories

    folder = home() / "stories"
    paths = [p for p in sorted(folder.glob("*.txt")) if not names or p.stem in names]
    if not paths:
        raise click.UsageError(f"no such story; there are: {', '.join(p.stem for p in sorted(folder.glob('*.txt')))}")
    if only_list:
        for path in paths:
            click.echo(path.stem)
        return
    console = Console()
    events = 0
    stories = (msgspec.structs.replace(s, source_id=Path(s.source_id).name) for s in read_stories(paths, About()))
    for outcome in code_stories(stories, Kit()):
        show(outcome, console)
        events += len(getattr(outcome, "events", ()))
    console.print(f"{len(paths)} stories written for testing, {events} events. Next: redshank code YOUR_FILE")
