"""Write the JSON Schema of a reading from the records: src/redshank/data/schema/reading-1.json.

usage: make_schema.py [--check]     with --check nothing is written; exit code 1 if the file is stale
"""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATH = ROOT / "src" / "redshank" / "data" / "schema" / "reading-1.json"


def schema() -> str:
    """Return the schema as text, the same on every machine."""
    import msgspec

    from redshank.records import SCHEMA, Reading

    made = msgspec.json.schema(Reading)
    made = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SCHEMA,
        "description": "One line of `redshank code --format jsonl`. Keys may be added, never renamed or reused.",
        **made,
    }
    return json.dumps(made, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def main(argv: list[str]) -> int:
    """Write the file, or say whether it is stale."""
    made = schema()
    if "--check" not in argv:
        PATH.parent.mkdir(parents=True, exist_ok=True)
        PATH.write_text(made, encoding="utf-8")
        print(f"wrote {PATH.relative_to(ROOT)}")
        return 0
    if PATH.is_file() and PATH.read_text(encoding="utf-8") == made:
        return 0
    print(f"{PATH.relative_to(ROOT)} is stale: run `make schema` and commit the file", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
