"""The docs are run: commands, Python blocks. Each option and field is mentioned; nothing foreign is in the tree."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import ahocorasick
import click
import msgspec
import pytest

from geonames_dump import write_dump
from redshank import records
from redshank.cli import COMMANDS, group
from where import ROOT, SHARED, STORIES

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
HEAVY = ("redshank check", "redshank demo")  # run by `make check` and `make demo`


def blocks(language):
    for page in PAGES:
        for number, match in enumerate(FENCE.finditer(page.read_text(encoding="utf-8")), 1):
            if match[1] == language:
                yield pytest.param(match[2], id=f"{page.name}-{number}")


def commands():
    for block in blocks("console"):
        for number, line in enumerate(block.values[0].splitlines(), 1):
            if line.startswith("$ redshank "):
                yield pytest.param(line[2:].split("  #")[0], id=f"{block.id}-{number}")


@pytest.fixture
def desk(tmp_path, monkeypatch, archive_path):
    """A folder that holds what the docs speak of."""
    shutil.copytree(archive_path, tmp_path / "west")
    (tmp_path / "story.txt").write_text((STORIES / "expulsion.txt").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "stories").mkdir()
    for name in ("summit", "sanctions"):
        (tmp_path / "stories" / f"{name}.txt").write_bytes((STORIES / f"{name}.txt").read_bytes())
    row = {"artikel": "Norway offered to mediate between Sri Lanka and Tamil rebels.", "datum": "2000-02-02"}
    (tmp_path / "articles.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    (tmp_path / "mine" / "frames").mkdir(parents=True)
    write_dump(tmp_path / "dump.txt")
    (tmp_path / "places.csv").write_text(
        "name,class,latitude,longitude,country\nCamp Lark,base,69.5,30,NOR\n", encoding="utf-8"
    )
    (tmp_path / "incidents_at_sea").symlink_to(ROOT / "docs" / "examples" / "incidents_at_sea")
    (tmp_path / "gold").symlink_to(ROOT / "evaluation" / "gold")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", list(commands()))
def test_commands_of_the_docs_run(command, desk, redshank):
    if command.startswith(HEAVY):
        assert command.split()[1] in COMMANDS
        return
    if any(sign in command for sign in "|><"):
        env = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
        env["PYTHONPATH"] = str(ROOT / "src")
        piped = command.replace("redshank ", f"{shlex.quote(sys.executable)} -m redshank ")
        ran = subprocess.run(piped, shell=True, cwd=desk, env=env, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        return
    ran = redshank(*shlex.split(command)[1:])
    assert ran.code == 0, ran.err + ran.out


@pytest.mark.parametrize("code", list(blocks("python")))
def test_python_of_the_docs_runs(code, desk):
    exec(compile(code, "docs", "exec"), {"__name__": "docs"})


def test_the_record_in_the_readme_is_the_one_that_is_read(bundled):
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    sentence = re.search(r"^> (.+)$", page, re.M)[1]
    told = json.loads(next(m[2] for m in FENCE.finditer(page) if m[1] == "json"))
    events = [e for r in bundled.values() for e in r.events if e.evidence.text == sentence and e.type == told["type"]]
    assert events, "the sentence stands in a bundled story and gives an event of this type"
    assert holds(json.loads(msgspec.json.encode(events[0])), told)


def holds(made, told):
    """Say whether what is told is part of what was made."""
    if isinstance(told, dict):
        return all(key in made and holds(made[key], value) for key, value in told.items())
    if isinstance(told, list):
        return len(made) == len(told) and all(holds(a, b) for a, b in zip(made, told, strict=True))
    return made == told


def options():
    with click.Context(group) as context:
        for name in COMMANDS:
            command = group.get_command(context, name)
            inner = list(command.commands.values()) if isinstance(command, click.Group) else []
            yield name, [o for c in (command, *inner) for p in c.params for o in p.opts if o.startswith("--")]


def test_every_command_and_option_is_in_the_docs():
    page = "\n".join(p.read_text(encoding="utf-8") for p in sorted((ROOT / "docs").glob("*.md")))
    for name, found in options():
        assert f"## redshank {name}" in page, name
        part = page.split(f"## redshank {name}\n")[1].split("\n## ")[0]
        for option in found:
            assert f"`{option}" in part, f"redshank {name} {option}"


def test_every_field_is_in_the_docs():
    page = (ROOT / "docs" / "records.md").read_text(encoding="utf-8")
    for name in (
        "Reading",
        "Event",
        "Party",
        "Deed",
        "Claim",
        "Place",
        "When",
        "Quantity",
        "Equipment",
        "Casualty",
        "Transfer",
        "Restriction",
        "EventPlace",
        "EventTime",
        "Own",
    ):
        part = page.split(f"## {name}\n")[1].split("\n## ")[0]
        record = getattr(records, name)
        for field in record.__struct_encode_fields__:
            assert f"| `{field}` |" in part, f"{name}.{field}"


def test_every_column_is_in_the_docs():
    from redshank.ask.rows import COLUMNS

    page = (ROOT / "docs" / "records.md").read_text(encoding="utf-8")
    for column in COLUMNS:
        assert f"`{column}`" in page, column


def test_every_type_and_status_is_in_the_codebook(kit):
    from typing import get_args

    page = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
    words = [t.id for t in kit.ontology.type] + [*get_args(records.ActStatus), *get_args(records.DeedStatus)]
    for word in words:
        assert f"`{word}`" in page, word


def tracked():
    """Files that are, or would be, in the repository."""
    ran = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        pytest.skip("missing outside program git, or no clone")
    return [ROOT / line for line in ran.stdout.splitlines() if (ROOT / line).is_file()]


WRITTEN = {".py", ".toml", ".csv", ".jsonl", ".json", ".md", ".txt", ".tsv", ".sh", ".in", ""}


def test_no_path_of_a_machine_in_the_tree():
    bad = re.compile("|".join(("/" + "work/", "/" + "tmp/[a-z]", "/" + "root/", "/" + "home/[a-z]")))
    for path in tracked():
        if path.suffix in WRITTEN:
            found = bad.search(path.read_text(encoding="utf-8", errors="ignore"))
            assert found is None, f"{path.relative_to(ROOT)}: {found and found[0]}"


def test_no_address_in_the_requirements():
    for path in (ROOT / "requirements").glob("*"):
        assert not re.search(r"(?:https?|file)://|--index-url", path.read_text(encoding="utf-8")), path.name


def test_every_requirement_is_pinned_with_its_hash():
    for name in ("core", "dev"):
        lines = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
        pins = [line for line in lines if line and not line.startswith((" ", "#"))]
        assert len(pins) > 20
        assert all("==" in line and "--hash=sha256:" in line for line in pins)


def test_no_sentence_of_the_gold_beside_the_clone_in_the_tree():
    if not SHARED.is_dir():
        pytest.skip("missing ../shared")
    seen = {}
    for folder in ("events", "actors", "quantities"):
        for path in (SHARED / "gold" / folder).glob("*.jsonl"):
            for line in path.read_text(encoding="utf-8").splitlines():
                text = json.loads(line).get("text", "").strip()
                if len(text) > 45:
                    seen[text[:45].lower()] = path.name
    for line in (SHARED / "seed" / "story.txt").read_text(encoding="utf-8").splitlines():
        if len(line.strip()) > 60:
            seen[line.strip()[:60].lower()] = "seed"
    assert len(seen) > 100
    words = ahocorasick.Automaton()
    for text in seen:
        words.add_word(text, text)
    words.make_automaton()
    for path in tracked():
        if path.suffix in WRITTEN and path.stat().st_size < 3_000_000:
            body = path.read_text(encoding="utf-8", errors="ignore").lower()
            found = {text for _, text in words.iter(body)}
            assert not found, f"{path.relative_to(ROOT)}: {found}"


def test_generated_files_are_fresh():
    for script in ("make_schema", "make_docs"):
        ran = subprocess.run(
            [sys.executable, ROOT / "scripts" / f"{script}.py", "--check"],
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr


def test_links_between_pages_lead_somewhere():
    for page in [*PAGES, ROOT / "ARCHITECTURE.md", ROOT / "THIRD_PARTY.md", ROOT / "CHANGELOG.md"]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_third_party_names_every_runtime_dependency():
    page = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8").lower()
    lock = (ROOT / "requirements" / "core.txt").read_text(encoding="utf-8")
    for name in re.findall(r"^([\w.-]+)==", lock, re.M):
        assert f"| {name.lower()} |" in page, name
