"""Events of an archive as HTML: for a page of their own or a notebook cell. Rows of the index in, HTML out."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from redshank.ask.html import PAGE_END, QUADS, STYLE, page_start
from redshank.query.phrases import LEGEND, days, kind, parties, status

HEADS = ("Day", "Type", "Who and to whom", "Status", "Id")
Row = Mapping[str, Any]


def page(rows: Iterable[Row]) -> str:
    """Return a page that asks for nothing from anywhere."""
    return page_start("Redshank events") + events_html(rows) + PAGE_END


def notebook(rows: Iterable[Row], said: str) -> str:
    """Return the same table with its style and a line below, for a notebook cell."""
    return f'<style>{STYLE}</style>{events_html(rows)}<p class="rs-dim">{escape(said)}</p>'


def events_html(rows: Iterable[Row]) -> str:
    """Return the events as a table, each with its sentence, the predicate in bold."""
    head = "".join(f"<th>{h}</th>" for h in HEADS)
    body = "".join(map(_row, rows))
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div class="rs-wide">{table}</div><p class="rs-dim">{LEGEND}</p>'


def _row(row: Row) -> str:
    kind_of = f'<span class="rs-type">{escape(kind(row))}</span>'
    cells = (escape(days(row)), kind_of, escape(parties(row)), escape(status(row)), f"<code>{escape(row['id'])}</code>")
    line = "".join(f"<td>{c}</td>" for c in cells)
    words = f'<td></td><td colspan="{len(HEADS) - 1}"><i>{_sentence(row)}</i></td>'
    return f'<tr class="{QUADS.get(row["quad"], "vc")}">{line}</tr><tr class="rs-words">{words}</tr>'


def _sentence(row: Row) -> str:
    words = row["sentence"]
    if not words:
        return "(the words are not kept)"
    start, end = (row[f"predicate_{side}"] - row["sentence_start"] for side in ("start", "end"))
    if not 0 <= start <= end <= len(words):
        return escape(words)
    return f"{escape(words[:start])}<b>{escape(words[start:end])}</b>{escape(words[end:])}"


def plain_table(heads: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    """Return any rows as a table in our style; nothing is NA."""
    head = "".join(f"<th>{escape(h)}</th>" for h in heads)
    cells = ("".join(f"<td>{escape('NA' if v is None else str(v))}</td>" for v in row) for row in rows)
    body = "".join(f"<tr>{c}</tr>" for c in cells)
    return f"<style>{STYLE}</style><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
