"""What each side calls a measure."""

import pytest

ZAIRE = "The United States imposed an embargo on arms for Zaire in May. Kinshasa described the embargo as {}."


def called(reading):
    return [(c.by, c.text) for r in reading.restrictions for c in r.called]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (ZAIRE.format('"a stab in the back"'), [("COD", "stab in the back")]),
        ("Washington froze Iranian assets in 1979. Foreign Minister Ibrahim Yazdi denounced the freeze as theft.",
         [("IRN", "theft")]),
        ("Russia has blocked the import of Georgian wine since 2006, and Georgia's government calls the ban political.",
         [("GEO", "political")]),
        ("Saudi Arabia imposed a land, sea and air blockade on Qatar. Doha calls it a siege; Riyadh insists it is a "
         "boycott.", [("QAT", "siege"), ("SAU", "it is a boycott")]),
        ("Turkey closed its ports to Cypriot ships on Monday. Cyprus called the closure \"an act of piracy\", while "
         "Ankara said it was a technical measure.",
         [("CYP", "act of piracy"), ("TUR", "it was a technical measure")]),
    ],
)  # fmt: skip
def test_each_side_names_a_measure(read, text, names):
    assert called(read(text)) == names


@pytest.mark.parametrize(
    "text",
    [
        "The United States imposed an embargo on arms for Zaire in May. Kinshasa called for talks.",
        "The United States imposed an embargo on arms for Zaire in May. Kinshasa said it would write to the council.",
        "Peru called Chile a bad neighbour. The United States imposed an embargo on arms for Zaire in May.",
    ],
)
def test_other_words_name_no_measure(read, text):
    assert called(read(text)) == []


def test_a_name_is_quoted_where_it_stands(read):
    reading = read(ZAIRE.format("robbery"))
    (name,) = (c for r in reading.restrictions for c in r.called)
    assert name.span.of(reading.text) == name.text == "robbery"
    assert name.name in {"Kinshasa", "Democratic Republic of the Congo"}
