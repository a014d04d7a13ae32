"""Predict codings by a user's own codebooks: the text in; types, modes and fields out."""

from typing import Any

from redshank.ask.codebooks import read_plain
from redshank.kit import Kit
from redshank.records.errors import InputError


def predict(row: dict[str, Any], kit: Kit) -> dict[str, object]:
    """Read one line of gold (id, text) and return {id, own: [{codebook, type, modes, fields}]}.

    Raises:
        InputError: no codebook is laid over our data.
    """
    if not kit.codebooks:
        raise InputError("score own measures a codebook of your own: give its folder with --data DIR")
    made = [
        {
            "codebook": own.codebook,
            "type": own.type,
            "modes": list(own.modes),
            "fields": [{"name": f.name, "value": f.value, "span": [f.span.start, f.span.end]} for f in own.fields],
        }
        for event in read_plain(str(row["text"]), kit).events
        for own in event.own
    ]
    return {"id": row["id"], "own": made}
