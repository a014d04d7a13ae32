"""PDF files with text give one story; pictures, locks and damage are said."""

import io

import pypdf
import pytest

from redshank.read import About, pdf, read_stories
from redshank.read.pdf import join_pages
from redshank.records import Skipped

LINES = [
    "Envoys open talks",
    "Envoys of Norrland and Suland met in Geneva on Monday and agreed to",
    "meet again in a week.",
    "Neither side would say whether the prisoners were discussed at all by",
    "the govern-",
    "ment of Norrland.",
]


def make(pages):
    """Write a PDF by hand: each page some lines of Helvetica."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for lines in pages:
        words = "".join(f"({line}) Tj T* " for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 50 750 Td {words}ET" if lines else ""
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        content = len(objects)
        font = "<< /Font << /F1 3 0 R >> >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {content} 0 R /Resources {font} >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n"
    )
    return out + f"{end}startxref\n{len(out)}\n%%EOF\n".encode()


def locked(password):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(make([LINES])))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def read(tmp_path, raw):
    (tmp_path / "a.pdf").write_bytes(raw)
    return list(read_stories([tmp_path / "a.pdf"], About()))


@pytest.mark.parametrize("raw", [make([LINES]), locked("")])
def test_the_words_of_a_page(tmp_path, raw):
    (story,) = read(tmp_path, raw)
    assert "met in Geneva on Monday and agreed to meet again in a week.\n\nNeither side" in story.text
    assert story.text.endswith("the government of Norrland.")


@pytest.mark.parametrize(
    ("raw", "reason", "said"),
    [
        (make([[]]), "no-text", "OCR"),
        (locked("secret"), "encrypted", "without one"),
        (b"%PDF-1.4 and so on", "broken", "Save it again"),
        (make([LINES])[:400], "broken", "Save it again"),
    ],
)
def test_bad_files_are_skipped_with_their_reason(tmp_path, raw, reason, said):
    (skipped,) = read(tmp_path, raw)
    assert isinstance(skipped, Skipped)
    assert skipped.reason == reason
    assert said in skipped.message


@pytest.mark.parametrize(
    ("name", "value"), [("MOST_BYTES", 100), ("MOST_PAGES", 0), ("MOST_SECONDS", 0.0), ("LARGEST", 20)]
)
def test_every_limit_is_said(tmp_path, monkeypatch, name, value):
    monkeypatch.setattr(pdf, name, value)
    (skipped,) = read(tmp_path, make([LINES]))
    assert skipped.reason == "too-large"


LONG = "These words fill the line from one edge of the page to the other"


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["the govern-", "ment met"], "the government met"),
        (["a cease-", "fire held. A cease-fire is no peace"], "a cease-fire held. A cease-fire is no peace"),
        (["the anti-", "aircraft guns"], "the anti-aircraft guns"),
        (["the Anglo-", "French plan"], "the Anglo-French plan"),
        (["they spoke -", "at length"], "they spoke - at length"),
        (["the govern\u00ad", "ment met"], "the government met"),
        (["in 1998-", "1999 again"], "in 1998-1999 again"),
        ([LONG, LONG, "and end.", LONG], f"{LONG} {LONG} and end.\n\n{LONG}"),
        (["Envoys open talks", LONG, LONG, LONG], f"Envoys open talks\n\n{LONG} {LONG} {LONG}"),
        ([LONG, "", LONG], f"{LONG}\n\n{LONG}"),
    ],
)
def test_lines_are_joined_where_it_is_safe(lines, text):
    assert join_pages([lines]) == text


def test_heads_feet_and_numbers_of_pages_are_left_out():
    pages = [["Indus Wire", f"{LONG} {word}", f"Page {i} of 3", str(i)] for i, word in enumerate(("a", "b", "c"))]
    assert join_pages(pages) == f"{LONG} a {LONG} b {LONG} c"
