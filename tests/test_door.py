"""The Python door: code, Pipeline, notebooks and data frames."""

import sys

import pytest

import redshank as rs
from redshank.ask.rows import COLUMNS
from redshank.records.errors import InputError, RedshankError
from where import STORIES

TALKS = "Norway offered on Monday to mediate between Sri Lanka and Tamil rebels."


@pytest.fixture(scope="module")
def reading():
    return rs.code(TALKS, published="2000-02-02", title="Norway offers to mediate", publisher="Cape Wire")


def test_code_gives_a_reading(reading):
    assert isinstance(reading, rs.Reading)
    assert reading.events
    assert reading.published.value == "2000-02-02"
    assert reading.publisher == "Cape Wire"
    assert reading.text.startswith("Norway offers to mediate\n\n")


def test_notebook_shows_the_marked_sentence(reading):
    html = reading._repr_html_()
    assert "<mark " in html
    assert "http" not in html


def test_frames_have_the_columns_of_the_csv(reading):
    pandas, polars, arrow = reading.to_pandas(), reading.to_polars(), reading.to_arrow()
    for made in (list(pandas.columns), polars.columns, arrow.column_names):
        assert tuple(made) == COLUMNS
    assert len(pandas) == polars.height == arrow.num_rows == len(reading.events) == len(reading.rows())


def test_a_missing_extra_says_how_to_install_it(reading, monkeypatch):
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(RedshankError, match=r"pip install 'redshank\[polars\]'"):
        reading.to_polars()


def test_json_is_that_of_the_command_line(reading):
    assert '"schema":"redshank.reading/1"' in reading.to_json()


@pytest.mark.parametrize("text", ["", " \n", "\ufeff"])
def test_empty_text_is_an_error_that_says_so(text):
    with pytest.raises(InputError, match="no text"):
        rs.code(text)


def test_pipeline_codes_files_and_keeps_their_order():
    pipeline = rs.Pipeline()
    made = list(pipeline.files(STORIES / "summit.txt", "nowhere.txt", STORIES / "expulsion.txt"))
    assert [type(m).__name__ for m in made] == ["Reading", "Skipped", "Reading"]
    assert made[0].to_json() == pipeline.code((STORIES / "summit.txt").read_text()).to_json().replace(
        '"source_id":"text"', f'"source_id":"{STORIES / "summit.txt"}"'
    )


def test_pipeline_refuses_a_folder_that_is_not_there():
    with pytest.raises(InputError, match="no such folder"):
        rs.Pipeline(data=["nowhere"])


def test_public_names_are_those_listed():
    assert {"code", "Pipeline", "Reading", "Story", "Skipped", "Event", "Span"} <= set(dir(rs))
    with pytest.raises(AttributeError):
        rs.nothing_of_the_kind  # noqa: B018
