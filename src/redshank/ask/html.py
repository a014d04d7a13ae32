"""Show a reading as HTML: the text with its zones and marked sentences, and the events beside their words."""

from html import escape

import msgspec

from redshank.ask.registers import restriction_words, transfer_words
from redshank.ask.rows import own_words
from redshank.records import Event, Party, Reading, Skipped, Span

QUADS = {
    "verbal cooperation": "vc",
    "material cooperation": "mc",
    "verbal conflict": "vx",
    "material conflict": "mx",
}
STYLE = """
:root{color-scheme:light dark;--ink:#1b1f24;--dim:#6b7280;--line:#d9dde3;--paper:#fff;--soft:#f5f6f8;
--vc:#2f6f8f;--mc:#2e7d4f;--vx:#b3701a;--mx:#a8322d}
@media (prefers-color-scheme:dark){:root{--ink:#e6e8eb;--dim:#9aa2ad;--line:#3a4048;--paper:#16191d;--soft:#1f2329;
--vc:#6db3d6;--mc:#6cc28f;--vx:#e0a458;--mx:#e07a74}
}
body{font:16px/1.55 system-ui,sans-serif;color:var(--ink);background:var(--paper);margin:2rem auto;
  max-width:62rem;padding:0 1rem}
.rs-story{margin:0 0 3rem}
.rs-meta,.rs-dim{color:var(--dim);font-size:.85rem}
.rs-text{white-space:pre-wrap;
  background:var(--soft);border:1px solid var(--line);border-radius:6px;padding:1rem 1.2rem;overflow-wrap:anywhere}
.rs-off{color:var(--dim)}
mark{background:none;color:inherit;border-bottom:2px solid var(--dim)}
mark.vc{border-color:var(--vc)}
mark.mc{border-color:var(--mc)}
mark.vx{border-color:var(--vx)}
mark.mx{border-color:var(--mx)}
sup{font-size:.65rem;color:var(--dim);margin-left:.15rem}
table{border-collapse:collapse;width:100%;font-size:.88rem;margin-top:1rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid var(--line)}
th{color:var(--dim);font-weight:600}
.rs-type{font-weight:700;white-space:nowrap}
.vc .rs-type{color:var(--vc)}
.mc .rs-type{color:var(--mc)}
.vx .rs-type{color:var(--vx)}
.mx .rs-type{color:var(--mx)}
.rs-wide{overflow-x:auto}
.rs-told{background:color-mix(in srgb,var(--vc) 9%,transparent)}
.rs-words td{padding-top:0}
.rs-words i{color:var(--dim)}
tr:not(.rs-words) td{border-bottom:0}
.rs-disputes dt{color:var(--vx);font-weight:600;margin-top:.6rem}
.rs-skip{border-left:3px solid var(--mx);padding-left:.8rem}
"""
PAGE_END = "</body></html>\n"
READ = frozenset({"headline", "standfirst", "caption", "subhead", "body", "dateline"})


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """Words to underline, with the event that they tell."""

    span: Span
    css: str
    label: str


def page_start(title: str) -> str:
    """Return the head of a page that asks for nothing from anywhere."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>\n"
    )


def story_html(outcome: Reading | Skipped) -> str:
    """Return one story as a section: the marked text, then its events."""
    if isinstance(outcome, Skipped):
        return f'<section class="rs-story rs-skip"><p><b>Skipped</b> {escape(outcome.message)}</p></section>\n'
    title = outcome.title or outcome.source_id
    return (
        f'<section class="rs-story"><h2>{escape(title)}</h2><p class="rs-meta">{escape(_meta(outcome))}</p>'
        f'<div class="rs-text">{marked_text(outcome)}</div>{events_table(outcome)}{registers_list(outcome)}'
        f"{disputes_list(outcome)}</section>\n"
    )


def notebook_html(outcome: Reading) -> str:
    """Return the same section with its style, for a notebook cell."""
    return f"<style>{STYLE}</style>{story_html(outcome)}"


def _meta(reading: Reading) -> str:
    published = reading.published
    when = "date unknown"
    if published is not None and published.value:
        when = f"published {published.value} ({published.basis})"
    return " · ".join(p for p in (reading.source_id, reading.publisher, when, f"{len(reading.events)} events") if p)


def marked_text(reading: Reading) -> str:
    """Return the story's text with predicates and parties underlined and furniture dimmed."""
    marks = _marks(reading)
    out: list[str] = []
    at = 0
    for zone in reading.zones:
        out.append(escape(reading.text[at : zone.span.start]))
        body = _underlined(reading, zone.span, marks)
        out.append(body if zone.kind in READ else f'<span class="rs-off" title="{zone.kind}">{body}</span>')
        at = zone.span.end
    out.append(escape(reading.text[at:]))
    return "".join(out)


def _marks(reading: Reading) -> list[Mark]:
    found = [
        Mark(span=m.span, css=QUADS.get(e.quad, "vc"), label=f"{e.id} {e.type}")
        for e in reading.events
        for m in e.mentions
    ]
    found.sort(key=lambda m: (m.span.start, -m.span.end))
    kept: list[Mark] = []
    for mark in found:
        if not kept or mark.span.start >= kept[-1].span.end:
            kept.append(mark)
        elif kept[-1].span == mark.span:  # one verb, two deeds: "urged both to sign and to withdraw"
            kept[-1] = msgspec.structs.replace(kept[-1], label=f"{kept[-1].label}, {mark.label}")
    return kept


def _underlined(reading: Reading, span: Span, marks: list[Mark]) -> str:
    """Mark the sentences that tell an event, and in them the predicates."""
    out: list[str] = []
    at = span.start
    sentences = sorted({e.evidence.span for e in reading.events if span.holds(e.evidence.span)})
    for sentence in sentences:
        if sentence.start < at:
            continue
        out.append(_predicates(reading.text, Span(at, sentence.start), marks))
        out.append(f'<span class="rs-told">{_predicates(reading.text, sentence, marks)}</span>')
        at = sentence.end
    out.append(_predicates(reading.text, Span(at, span.end), marks))
    return "".join(out)


def _predicates(text: str, span: Span, marks: list[Mark]) -> str:
    out: list[str] = []
    at = span.start
    for mark in marks:
        if not span.holds(mark.span) or mark.span.start < at:
            continue
        out.append(escape(text[at : mark.span.start]))
        words = escape(mark.span.of(text))
        number = escape(" ".join(part.split()[0] for part in mark.label.split(", ")))
        out.append(f'<mark class="{mark.css}" title="{escape(mark.label)}">{words}<sup>{number}</sup></mark>')
        at = mark.span.end
    out.append(escape(text[at : span.end]))
    return "".join(out)


HEADS = ("", "Type", "Who", "To whom", "Deed", "Status", "When", "Where", "According to")


def events_table(reading: Reading) -> str:
    """Return the events as a table, or the reason why there are none."""
    if not reading.events:
        return '<p class="rs-dim">No event: no sentence holds both a known actor and a frame that happened.</p>'
    head = "".join(f"<th>{h}</th>" for h in HEADS)
    body = "".join(_event_row(reading, e) for e in reading.events)
    return f'<div class="rs-wide"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def registers_list(reading: Reading) -> str:
    """Return the transfers of arms and the restrictions, each as a line with its sentence."""
    told = [
        *(("Transfer", transfer_words(t), t.text) for t in reading.transfers),
        *(("Restriction", restriction_words(r), r.text) for r in reading.restrictions),
    ]
    if not told:
        return ""
    items = "".join(
        f"<dt>{kind} {escape(words)}</dt><dd>{escape(' '.join(text.split()))}</dd>" for kind, words, text in told
    )
    return f'<h3>Arms and sanctions</h3><dl class="rs-disputes">{items}</dl>'


def disputes_list(reading: Reading) -> str:
    """Return what does not fit together: each dispute with its sides, who holds them and their words."""
    if not reading.disputes:
        return ""
    items = "".join(
        f"<dt>{escape(d.kind)}</dt>"
        + "".join(f"<dd><b>{escape(s.holder)}</b> {escape(' '.join(s.text.split()))}</dd>" for s in d.sides)
        for d in reading.disputes
    )
    return f'<h3>Disputed</h3><dl class="rs-disputes">{items}</dl>'


def _event_row(reading: Reading, event: Event) -> str:
    finer = ", ".join((*event.modes, *map(own_words, event.own)))
    kind = event.type + (f" <small>{escape(finer)}</small>" if finer else "")
    cells = (
        event.id,
        f'<span class="rs-type">{kind}</span>',
        _parties(event.actors),
        _parties(event.recipients),
        escape(deed_words(event)),
        escape(event.status + (", background" if event.background else "")),
        escape(event.when.value if event.when else ""),
        escape(event.place.name if event.place else ""),
        escape(event.holder),
    )
    row = "".join(f"<td>{c}</td>" for c in cells)
    words = f'<td></td><td colspan="{len(HEADS) - 1}">{escape(event.line)}<br><i>{_sentence(event)}</i></td>'
    return f'<tr class="{QUADS.get(event.quad, "vc")}">{row}</tr><tr class="rs-words">{words}</tr>'


def _sentence(event: Event) -> str:
    start = event.evidence.span.start
    a, b = event.predicate.start - start, event.predicate.end - start
    text = event.evidence.text
    return f"{escape(text[:a])}<b>{escape(text[a:b])}</b>{escape(text[b:])}"


def deed_words(event: Event) -> str:
    """Return what was promised, asked or alleged, in a few words."""
    if event.deed is None:
        return "; ".join(t.text for t in event.objects)
    return f"{event.deed.status}: {event.deed.frame or event.deed.text[:60]}"


def _parties(parties: tuple[Party, ...]) -> str:
    return "<br>".join(
        f"{escape(p.name)} <small>{escape(p.code or '')} {escape(' '.join(p.sectors))}"
        f"{' · ' + escape(p.linked_by) if p.linked_by else ''}</small>"
        for p in parties
    )
