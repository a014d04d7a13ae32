"""Redshank: who did, promised, threatened, demanded, denied or alleged what, to whom, according to whom.

The front door for visitors. Nothing heavy is loaded until it is used.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from redshank.door import Pipeline, Reading, code
    from redshank.door_archive import open_archive as open  # noqa: F401
    from redshank.records import Event, Skipped, Span, Story

__all__ = ["Event", "Pipeline", "Reading", "Skipped", "Span", "Story", "__version__", "code"]

# `open` is no part of __all__: a star import must not hide Python's own
_ROOMS = {"code": "redshank.door", "Pipeline": "redshank.door", "Reading": "redshank.door"}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for."""
    import importlib

    if name == "__version__":
        return importlib.import_module("redshank.version").VERSION
    if name == "open":
        return importlib.import_module("redshank.door_archive").open_archive
    if name not in __all__:
        raise AttributeError(f"module 'redshank' has no attribute {name!r}")
    return getattr(importlib.import_module(_ROOMS.get(name, "redshank.records")), name)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted((*__all__, "open"))
