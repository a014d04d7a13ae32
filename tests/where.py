"""Where the tests find things: the clone, the bundled stories, the outside gold beside the clone."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STORIES = ROOT / "src" / "redshank" / "data" / "stories"
SHARED = ROOT.parent / "shared"
