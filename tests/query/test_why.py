"""An empty answer says why, in one sentence."""

import pytest

from redshank.query import Names, Query
from redshank.query.why import why_empty
from redshank.store import Archive, open_writer
from redshank.store.index import refresh_index


@pytest.mark.parametrize(
    ("filters", "says"),
    [
        (
            {"actor": ("UKR",), "since": "2024-02", "until": "2024-02"},
            "No story published from 2024-02 to 2024-02 was read",
        ),
        ({"since": "2025", "until": "2024"}, "2025 comes after 2024"),
        ({"actor": ("UKR",), "type": ("CONSULT",)}, "without --actor UKR 3 events are found"),
        ({"actor": ("FRA",), "type": ("AID",)}, "No event of the archive answers --actor FRA"),
        ({"actor": ("France",)}, "There are no events by France in the archive"),
        ({"limit": 0}, "The limit is 0"),
        ({"offset": 99}, "smaller offset"),
    ],
)
def test_why_nothing_is_found(archive, filters, says):
    assert says in why_empty(archive, Query(**filters), Names())


def test_an_empty_archive(tmp_path):
    with open_writer(tmp_path / "new") as writer:
        refresh_index(writer.layout, writer.ledger)
    with Archive(tmp_path / "new") as archive:
        assert "holds no events yet" in why_empty(archive, Query(), Names())
