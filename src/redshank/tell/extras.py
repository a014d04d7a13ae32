"""Libraries that only some users need: loaded when first used, and how to install them when they are missing."""

import importlib
from typing import Any

from redshank.records.errors import RedshankError


def extra(module: str, name: str) -> Any:
    """Return a library of one of our extras.

    Raises:
        RedshankError: it is not installed; the message says how to install it.
    """
    try:
        return importlib.import_module(module)
    except ImportError:
        missing = module.split(".")[0]
        raise RedshankError(f"{missing} is not installed. Install it with: pip install 'redshank[{name}]'") from None
