"""Our own gold stays above the floors of evaluation/floors.toml."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_every_floor_holds(monkeypatch, capsys):
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    monkeypatch.delitem(sys.modules, "score_all", raising=False)
    import score_all

    code = score_all.main([])
    assert code == 0, capsys.readouterr().out[-400:]
