"""The front door is light, and the floors keep their order."""

import os
import subprocess
import sys
import time

from where import ROOT


def python(code):
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_import_loads_nothing_heavy():
    heavy = "{'spacy', 'numpy', 'thinc', 'pandas', 'polars', 'pyarrow', 'trafilatura', 'msgspec', 'rich'}"
    assert python(f"import redshank, sys; print(sorted({heavy} & set(sys.modules)))") == "[]\n"


def test_help_needs_no_model():
    code = "import sys; from redshank.cli import main\ntry: main(['code', '--help'])\nexcept SystemExit: pass\n"
    out = python(code + "print(sorted({'spacy', 'numpy', 'thinc'} & set(sys.modules)))")
    assert out.endswith("[]\n")


def test_help_is_quick():
    def best(code):
        times = []
        for _ in range(3):
            start = time.perf_counter()
            python(code)
            times.append(time.perf_counter() - start)
        return min(times)

    bare = best("import click")
    helped = best("from redshank.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass")
    assert helped < 3 * bare + 0.5


def test_floors_hold():
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    code = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, env=env, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
