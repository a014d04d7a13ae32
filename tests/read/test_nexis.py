"""Exports of Nexis, old and new, as text, HTML and Word, give one licensed story a document."""

import io
import zipfile

import pytest

from redshank.read import About, read_stories
from redshank.records import Skipped, Story

OLD = """


                               1 of 2 DOCUMENTS


                       Copyright 1998 The Indus Wire Ltd.
                             All Rights Reserved
                               The Indus Wire

                        March 4, 1998 Wednesday
                             Final Edition

SECTION: WORLD; Pg. 4

LENGTH: 1,312 words

HEADLINE: Envoys open talks in Geneva, and hope to
 end them

BYLINE: Ana Duarte

DATELINE: GENEVA

BODY:

   Envoys of Norrland and Suland met in Geneva on Monday
and agreed to meet again.

   NOTE: nobody said more. The minister told reporters:
the talks were brief.

LOAD-DATE: March 5, 1998

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper


                               2 of 2 DOCUMENTS


                               The Indus Wire

                               7 March 1998

SECTION: WORLD

LENGTH: 12 words

HEADLINE: Envoys part

BODY:
The envoys parted.

LOAD-DATE: March 8, 1998
"""
NEW = """Page 1 of 3
User Name: A. Reader
Documents (2)
1. Envoys open talks in Geneva
Client/Matter: -None-

Envoys open talks in Geneva

The Indus Wire

March 4, 1998 Wednesday

Copyright 1998 The Indus Wire All Rights Reserved

Section: WORLD; Pg. 4
Length: 312 words
Byline: Ana Duarte
Dateline: GENEVA
Body

Envoys of Norrland and Suland met in Geneva on Monday and agreed to meet again.

NOTE: nobody said more. The minister told reporters: the talks were brief.

Classification

Language: ENGLISH
Subject: TALKS (90%)
Load-Date: March 5, 1998

End of Document
Envoys part

The Indus Wire

7 March 1998

Copyright 1998 The Indus Wire

Length: 12 words
Body

The envoys parted.

Load-Date: March 8, 1998

End of Document
"""


def as_html(text):
    lines = "".join(
        f'<div class="c0"><p class="c1"><span>{line.strip()}</span></p></div>\n' for line in text.split("\n")
    )
    return f"<!DOCTYPE html><html><head><title>x</title><style>p {{}}</style></head><body>{lines}</body></html>"


def as_docx(text):
    packed = io.BytesIO()
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    lines = "".join(f"<w:p><w:r><w:t>{line.strip()}</w:t></w:r></w:p>" for line in text.split("\n"))
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{lines}</w:body></w:document>')
    return packed.getvalue()


@pytest.mark.parametrize("make", [str.encode, lambda t: t.replace("\n", "\r\n").encode("cp1252"), as_docx])
def test_the_new_layout(tmp_path, make):
    (tmp_path / "export.bin").write_bytes(make(NEW))
    first, second = read_stories([tmp_path / "export.bin"], About())
    assert first.title == "Envoys open talks in Geneva"
    assert (first.publisher, first.published, first.is_licensed) == ("The Indus Wire", "1998-03-04", True)
    assert first.text.endswith(
        "Ana Duarte\n\nGENEVA\n\n"
        "Envoys of Norrland and Suland met in Geneva on Monday and agreed to meet again.\n\n"
        "NOTE: nobody said more. The minister told reporters: the talks were brief."
    )
    assert (second.title, second.published, second.text) == (
        "Envoys part",
        "1998-03-07",
        "Envoys part\n\nThe envoys parted.",
    )


def test_the_old_layout(tmp_path):
    (tmp_path / "export.txt").write_text(OLD)
    first, second = read_stories([tmp_path / "export.txt"], About())
    assert first.title == "Envoys open talks in Geneva, and hope to end them"
    assert (first.publisher, first.published) == ("The Indus Wire", "1998-03-04")
    assert first.text.endswith(
        "Envoys of Norrland and Suland met in Geneva on Monday and agreed to meet again.\n\n"
        "NOTE: nobody said more. The minister told reporters: the talks were brief."
    )
    assert (second.publisher, second.published, second.text) == (
        "The Indus Wire",
        "1998-03-07",
        "Envoys part\n\nThe envoys parted.",
    )
    assert all(p.span.of(first.text) == first.title for p in first.parts if p.field == "title")


@pytest.mark.parametrize("text", [OLD, NEW])
def test_html(tmp_path, text):
    (tmp_path / "export.html").write_text(as_html(text))
    first, second = read_stories([tmp_path / "export.html"], About())
    assert (first.publisher, first.published, first.is_licensed) == ("The Indus Wire", "1998-03-04", True)
    assert first.title.startswith("Envoys open talks in Geneva")
    assert second.text == "Envoys part\n\nThe envoys parted."
    assert "LANGUAGE" not in first.text.upper()


def test_a_document_without_a_body_is_skipped(tmp_path):
    (tmp_path / "a.txt").write_text(NEW.replace("\nThe envoys parted.\n", ""))
    first, second = read_stories([tmp_path / "a.txt"], About())
    assert isinstance(first, Story)
    assert (second.reason, second.line) == ("no-text", 2)


@pytest.mark.parametrize(
    "text",
    [
        "He was one of 12 DOCUMENTS clerks. End of Document was the last line.",
        "The film ran long.\n\nEnd of Document\n\nBody: none.",
        "Length: 312 words\n\nNobody reads so much.",
    ],
)
def test_ordinary_texts_are_no_exports(tmp_path, text):
    (tmp_path / "a.txt").write_text(text)
    (story,) = read_stories([tmp_path / "a.txt"], About())
    assert (story.text, story.is_licensed) == (text, False)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [(as_docx(""), "no-text"), (as_docx("Envoys <w:t>"), "broken"), (as_docx(NEW)[:300], "broken")],
)
def test_a_bad_word_file_is_skipped(tmp_path, raw, reason):
    (tmp_path / "a.docx").write_bytes(raw)
    (skipped,) = read_stories([tmp_path / "a.docx"], About())
    assert isinstance(skipped, Skipped)
    assert skipped.reason == reason


def test_an_ordinary_word_file_is_one_story(tmp_path):
    (tmp_path / "a.docx").write_bytes(as_docx("Envoys open talks\nThey met on Monday."))
    (story,) = read_stories([tmp_path / "a.docx"], About())
    assert (story.text, story.is_licensed) == ("Envoys open talks\n\nThey met on Monday.", False)
