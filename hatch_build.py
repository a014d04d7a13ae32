"""Build hook: put the gazetteer inside the wheel, so that the heavy packages are needed to build and never to run."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class GazetteerHook(BuildHookInterface[Any]):
    """Builds src/redshank/data/gazetteer.sqlite when it is not there or not up to date."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the file and ask hatchling to take it along, though git ignores it."""
        out = Path(self.root) / "src" / "redshank" / "data" / "gazetteer.sqlite"
        if self.target_name != "wheel":
            return
        sys.path.insert(0, str(Path(self.root) / "src"))
        from redshank.gazetteer.build import build, is_current

        if not is_current(out, out.parent):
            self.app.display_info(f"gazetteer {build(out, out.parent)}")
        build_data["artifacts"].append("src/redshank/data/gazetteer.sqlite")
