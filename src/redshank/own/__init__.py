"""Code events by a user's own codebooks, beside PLOVER. A Reading and its Sentences in, the Reading with `own` out."""

from redshank.own.code import code_own

__all__ = ["code_own"]
