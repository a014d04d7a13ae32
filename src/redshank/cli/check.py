"""`redshank check`: are all data files in order, ours and the user's?"""

import sys
from pathlib import Path

import click


@click.command("check")
@click.option(
    "--data",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Data files laid over ours; may be given several times.",
)
@click.option("--examples/--no-examples", default=True, help="Run the examples of each entry too.")
def command(data: tuple[Path, ...], examples: bool) -> None:
    """Read every data file strictly, hold the mapping against the ontology and run each example.

    Exit code 0 if all is in order, 1 if not.
    """
    from redshank.ask.codebooks import check_examples, check_references
    from redshank.ask.examples import check_cues, check_frames, check_speech, mapped
    from redshank.ask.register_examples import check_registers
    from redshank.kit import Kit
    from redshank.settings import Settings

    kit = Kit(Settings(data=data))
    problems = [*mapped(kit), *check_references(kit)]
    counts = {"frames": len(kit.frames.entries), "rules": len(kit.mapping.rules), "entities": len(kit.entities.by_id)}
    if kit.codebooks:
        counts["codebooks"] = len(kit.codebooks)
    for name in ("cues", "speech", "equipment", "dispute_words", "lines", "registers"):
        getattr(kit, name)
    sentences = 0
    if examples:
        problems += [*check_frames(kit), *check_cues(kit), *check_speech(kit), *check_examples(kit)]
        problems += check_registers(kit)
        types = [t for book in kit.codebooks for t in book.type]
        sentences = sum(len(f.fires) + len(f.quiet) for f in kit.frames.entries)
        sentences += sum(len(e.fires) for e in kit.cues.entries) + len(list(kit.speech.examples()))
        sentences += len(list(kit.registers.examples()))
        sentences += sum(len(t.fires) + len(t.quiet) for t in types)
    for problem in problems:
        click.echo(f"{problem.where}\n    {problem.message}")
    told = ", ".join(f"{n} {name}" for name, n in counts.items())
    click.echo(f"{told}; {sentences} examples run; {len(problems)} problems", err=True)
    if problems:
        sys.exit(1)
