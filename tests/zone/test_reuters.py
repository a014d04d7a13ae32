"""Datelines of old wire copy, its fields joined again to plain text: what was a field must be found as a zone."""

import json
import re
from pathlib import Path

import pytest

from redshank.records import Story
from redshank.zone import zone

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "gold" / "corpus" / "reuters21578.jsonl"
WHOLE = re.compile(r"[^\d\n]{3,60}, ?[A-Za-z]{3,9}\.? {1,2}\d{1,2} {0,2}-$")  # the corpus cuts some in two


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.exists(), reason="missing ../shared")
def test_datelines_joined_again():
    found = right = wanted = 0
    with CORPUS.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for i, line in enumerate(lines) if i % 10 == 0]
    for row in rows:
        dateline = row["dateline"].strip()
        if not row["text"] or not WHOLE.match(dateline):
            continue
        text = f"{row['title']}\n\n    {dateline} {row['text']}"
        got = [z.span.of(text).split() for z in zone(Story(id="r", text=text, source_id="r")) if z.kind == "dateline"]
        wanted += 1
        found += len(got)
        right += dateline.split() in got
    assert right / found >= 0.995
    assert right / wanted >= 0.99
