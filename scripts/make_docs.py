"""Write docs/records.md from the records: every field with its type and the comment that stands beside it.

usage: make_docs.py [--check]     with --check nothing is written; exit code 1 if the page is stale
"""

import inspect
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PATH = ROOT / "docs" / "records.md"
HEAD = """# Records

Made by `scripts/make_docs.py` from `src/redshank/records`; `make check` fails when it is stale. Do not edit it here.

`redshank code --format jsonl` writes one `Reading` a line. Its JSON Schema is
[reading-1.json](../src/redshank/data/schema/reading-1.json), the text `redshank.reading/1` in `schema` says which. Keys
may be added in later versions; none is renamed or used for something else.

- Every span is `[start, end)` in code points of the reading's `text`; slicing gives the words.
- Records that others refer to have an `id`; it holds inside one reading.
- `null` and an empty list mean that the text does not say, never that something is zero.
- The records of the stages inside (`Token`, `Sentence`, `Mention`, `Role`, `Predication` ...) are not written out.
"""
WRITTEN = (
    *("Reading", "Skipped", "Published", "Part", "Zone", "Notice", "Provenance"),
    *(
        "Event",
        "Party",
        "Thing",
        "EventPlace",
        "EventTime",
        "Deed",
        "EventMention",
        "Evidence",
        "Own",
        "OwnField",
        "Score",
    ),
    *("Claim", "Source", "Dispute", "Actor", "Place", "PlaceChoice", "When", "Quantity", "Conversion"),
    *("Equipment", "Fact", "Casualty", "Transfer", "Restriction"),
)
FIELD = re.compile(r"^    (\w+): (.+?)(?:  # (.*))?$")


def page() -> str:
    """Return the page."""
    from redshank import records

    parts = [HEAD]
    for name in WRITTEN:
        parts.append(section(name, getattr(records, name)))
    parts.append(columns())
    return "\n".join(parts)


def section(name: str, record: Any) -> str:
    """Return the table of one record."""
    told = comments(record)
    rows = "".join(
        f"| `{written}` | {kind(told[field][0])} | {told[field][1]} |\n"
        for field, written in zip(record.__struct_fields__, record.__struct_encode_fields__, strict=True)
    )
    return f"## {name}\n\n{inspect.getdoc(record)}\n\n| field | type | |\n|---|---|---|\n{rows}"


def comments(record: Any) -> dict[str, tuple[str, str]]:
    """Return for each field its type as written and the comment beside it."""
    found: dict[str, tuple[str, str]] = {}
    source = inspect.getsource(record)
    for line in source.splitlines():
        match = FIELD.match(line)
        if match and match[1] in record.__struct_fields__:
            found[match[1]] = (match[2].split(" = ")[0], (match[3] or "").replace("|", "\\|"))
    return found


def kind(annotation: str) -> str:
    """Return a type in words."""
    optional = " or null" if "| None" in annotation else ""
    plain = annotation.replace(" | None", "")
    many = re.match(r"tuple\[(\w+), \.\.\.\]", plain)
    return (f"list of `{many[1]}`" if many else f"`{plain}`") + optional


def columns() -> str:
    """Return the list of the columns of the CSV."""
    from redshank.ask.rows import COLUMNS, Row

    names = ", ".join(f"`{c}`" for c in COLUMNS)
    return (
        f"## Columns of the CSV\n\n{inspect.getdoc(Row)} One row an event, RFC 4180, always these columns:\n\n{names}\n"
    )


def main(argv: list[str]) -> int:
    """Write the page, or say whether it is stale."""
    made = page()
    if "--check" not in argv:
        PATH.write_text(made, encoding="utf-8")
        print(f"wrote {PATH.relative_to(ROOT)}")
        return 0
    if PATH.is_file() and PATH.read_text(encoding="utf-8") == made:
        return 0
    print(f"{PATH.relative_to(ROOT)} is stale: run `make schema` and commit the file", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
