"""What holds for every text: the columns stay, and nothing runs in a spreadsheet."""

import csv
import io
from itertools import pairwise
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from export.made import CAST, party, told
from redshank.ask.write import FORMULA
from redshank.export.acled import acled_row
from redshank.export.cells import RowWriter
from redshank.export.gdelt import event_row
from redshank.export.icews import icews_row
from redshank.export.network import safe, stretches
from redshank.export.polecat import polecat_row
from redshank.export.tables import load_tables
from redshank.records import Evidence, Span

TABLES = load_tables()
ROWS = {"gdelt": event_row, "polecat": polecat_row, "icews": icews_row, "acled": acled_row}
nasty = st.text(alphabet=st.one_of(st.sampled_from('=+-@\t\r\n",;|\x00\x0b\u2028 a'), st.characters()), max_size=20)


@given(nasty, nasty, nasty)
def test_any_text_in_any_cell_keeps_the_number_of_columns(name, sentence, publisher):
    event = told(
        actors=(party(name or "x", "PHL", "PHL", ("COP",)),),
        type="PROTEST",
        cameo="141",
        evidence=Evidence(span=Span(0, 6), text=sentence),
        key={"cast": CAST[1:]},
        story={"publisher": publisher, "url": sentence, "title": name},
    )
    for format_, row in ROWS.items():
        layout = TABLES.format[format_]
        cells = row(event, TABLES).cells
        held = io.StringIO()
        RowWriter(held, layout.sign).write(cells.get(c) for c in layout.columns)
        (found,) = csv.reader(io.StringIO(held.getvalue(), newline=""), delimiter=layout.sign)
        assert len(found) == len(layout.columns)
        for column, cell in zip(layout.columns, found, strict=True):
            assert not isinstance(cells.get(column), str) or not cell.startswith(FORMULA)


@given(st.lists(nasty, min_size=1, max_size=6))
def test_a_tab_file_may_be_split_by_hand(cells):
    held = io.StringIO()
    RowWriter(held, "\t").write(cells)
    (line, rest) = held.getvalue().split("\n")
    assert rest == ""
    assert len(line.split("\t")) == len(cells)


@given(st.text())
def test_any_text_can_stand_in_xml(text):
    element = ElementTree.Element("x")
    element.text = safe(text)
    assert (ElementTree.fromstring(ElementTree.tostring(element)).text or "") == safe(text)


@given(st.lists(st.tuples(st.dates(), st.integers(0, 40))))
def test_stretches_of_time_are_in_order_and_apart(days):
    from datetime import date, timedelta

    given_ = {(d, min(d + timedelta(days=n), date.max)) for d, n in days if d < date(9999, 1, 1)}
    found = stretches(given_)
    assert all(a[1] < b[0] for a, b in pairwise(found))
    for first, last in given_:
        assert any(a <= first and last <= b for a, b in found)
