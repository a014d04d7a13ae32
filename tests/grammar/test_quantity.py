"""Numbers in words and figures, vague counts, rates, ratios, shares, ranges, money, and numbers that count nothing."""

import pytest

from redshank.grammar.quantity import find_amounts, modifier_of, read_number


def amounts(text):
    return find_amounts(text, 0, len(text))


@pytest.fixture(scope="module")
def told(read):
    """Return a function that gives value and unit of each quantity of a text."""

    def found(text):
        return [(q.value, q.unit) for q in read(text, published="1999-05-04").quantities]

    return found


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("forty-seven", 47),
        ("a hundred and fifty", 150),
        ("three dozen", 36),
        ("eleven thousand four hundred", 11_400),
        ("ninety-nine thousand nine hundred and ninety-nine", 99_999),
        ("nineteen hundred", 1900),
        ("a million and a half", 1_500_000),
        ("half a billion", 500_000_000),
        ("1.4 lakh", 140_000),
        ("12 crore", 120_000_000),
        ("2.75bn", 2_750_000_000),
        ("1,250,000", 1_250_000),
        ("7½", 7.5),
        ("6 3/4", 6.75),
        ("zero", 0),
        ("Sixty-Two", 62),
        ("umpteen", None),
        ("several", None),
    ],
)
def test_number_words(words, value):
    assert read_number(words) == value


@pytest.mark.parametrize(
    ("text", "value", "unit", "modifier"),
    [
        ("some 3,400 tonnes", 3400, "tonne", "about"),
        ("just under 40 percent", 40, "percent", "nearly"),
        ("in excess of 70 miles", 70, "mile", "more than"),
        ("no more than 18 knots", 18, "knot", "up to"),
        ("a mere three per cent", 3, "percent", "only"),
        ("600 hectares or more", 600, "hectare", "at least"),
        ("fewer than 90 litres", 90, "litre", "less than"),
        ("a further 25 kg", 25, "kilogram", "another"),
        ("precisely 12 metres", 12, "metre", "exactly"),
        ("half a million tonnes", 500_000, "tonne", None),
        ("a million and a half acres", 1_500_000, "acre", None),
    ],
)
def test_units_and_modifiers(text, value, unit, modifier):
    (amount,) = amounts(text)
    assert (amount.value, amount.unit, modifier_of(text, amount)) == (value, unit, modifier)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("30 million Zambian kwacha", 30e6, "Zambian kwacha"),
        ("4,000 Congolese francs", 4000, "Congolese franc"),
        ("9 million French francs", 9e6, "French franc"),
        ("7,500 CFA francs", 7500, "CFA franc"),
        ("300 million Sudanese pounds", 300e6, "Sudanese pound"),
        ("12 million Namibian dollars", 12e6, "Namibian dollar"),
        ("500 Zimbabwe dollars", 500, "Zimbabwean dollar"),
        ("two billion Australian dollars", 2e9, "Australian dollar"),
        ("75 Philippine pesos", 75, "Philippine peso"),
        ("900 Pakistani rupees", 900, "Pakistani rupee"),
        ("1,200 Icelandic kronur", 1200, "Icelandic krona"),
        ("60 million Norwegian crowns", 60e6, "Norwegian krone"),
        ("400,000 Ugandan shillings", 400_000, "Ugandan shilling"),
        ("60 Iraqi dinars", 60, "Iraqi dinar"),
        ("5 Saudi riyals", 5, "Saudi riyal"),
        ("90 Mexican pesos", 90, "Mexican peso"),
        ("300 Sri Lankan rupees", 300, "Sri Lankan rupee"),
        ("18 million drachmas", 18e6, "Greek drachma"),
        ("45,000 pesetas", 45_000, "Spanish peseta"),
        ("80 billion lire", 80e9, "Italian lira"),
        ("A$3bn", 3e9, "Australian dollar"),
        ("HK$1.2 billion", 1.2e9, "Hong Kong dollar"),
        ("NZ$60m", 60e6, "New Zealand dollar"),
        ("R$2.5 billion", 2.5e9, "Brazilian real"),
        ("DM 20 million", 20e6, "Deutschmark"),
        ("€750k", 750e3, "euro"),
        ("a billion-dollar loan", 1e9, "US dollar"),
        ("40 pence", 40, "penny"),
        ("35 cents", 35, "US cent"),
        ("25 basis points", 25, "basis point"),
    ],
)
def test_money(text, value, unit):
    (amount,) = amounts(text)
    assert (amount.value, amount.unit) == (pytest.approx(value), unit)


@pytest.mark.parametrize(
    ("text", "least", "unit"),
    [
        ("Dozens of lorries waited at the Beitbridge crossing.", 24, "lorry"),
        ("Scores of shopkeepers closed their doors in Srinagar.", 40, "shopkeeper"),
        ("The storm destroyed hundreds of houses in Honduras.", 200, "house"),
        ("Several hundred miners marched on Bucharest.", 300, "miner"),
        ("Several thousand tonnes of maize rotted in Beira.", 3000, "tonne"),
        ("Tens of thousands of hectares burned in Borneo.", 20_000, "hectare"),
        ("Hundreds of thousands of pilgrims reached Mecca.", 200_000, "pilgrim"),
        ("Millions of dollars vanished from the bank in Managua.", 2e6, "US dollar"),
    ],
)
def test_vague_counts_say_only_the_least(read, text, least, unit):
    (quantity,) = read(text).quantities
    assert (quantity.value, quantity.unit, quantity.vague, quantity.low) == (least, unit, True, None)


def test_a_plain_count_is_not_vague(read):
    (quantity,) = read("Twelve lorries waited at the Beitbridge crossing.").quantities
    assert (quantity.value, quantity.vague) == (12, False)


@pytest.mark.parametrize(
    ("text", "value", "unit", "per"),
    [
        ("Crude oil fetched $18 a barrel in Rotterdam.", 18, "US dollar", "barrel"),
        ("Wheat was sold for $265 per tonne in Odessa.", 265, "US dollar", "tonne"),
        ("The mine at Oyu Tolgoi ships 4,000 tonnes a day.", 4000, "tonne", "day"),
        ("Gold closed at $284 an ounce in Zurich.", 284, "US dollar", "ounce"),
        ("Guards earned 600 rand a month.", 600, "South African rand", "month"),
        ("Each camp needs 90 litres of water per head.", 90, "litre", "head"),
        ("The river carried 70 cubic metres of silt every second.", 70, "cubic metre", "second"),
        ("The port handled 900 containers a week.", 900, "container", "week"),
        ("Oil cost $18 on Friday.", 18, "US dollar", None),
        ("The fund paid $18 million for a hospital.", 18e6, "US dollar", None),
    ],
)
def test_rates(read, text, value, unit, per):
    (quantity,) = read(text).quantities
    assert (quantity.value, quantity.unit, quantity.per) == (value, unit, per)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("One in five voters stayed at home.", 20),
        ("Three out of ten babies in the valley were underweight.", 30),
        ("One in every 12 children in Sierra Leone was an orphan.", 8.3),
        ("Two in three farmers had lost their seed.", 66.7),
        ("One in 40 shops was open.", 2.5),
        ("Half of the fleet stayed in Murmansk.", 50),
        ("Half the cabinet resigned.", 50),
        ("A quarter of the crop was lost.", 25),
        ("Three quarters of the deputies walked out.", 75),
        ("Two fifths of the islands have no doctor.", 40),
        ("One-tenth of the reservoir was left.", 10),
        ("Exports fell by a third.", 33.3),
        ("Half a percent of the budget went to culture.", 0.5),
        ("Turnout was 41.5 per cent.", 41.5),
    ],
)
def test_shares(told, text, share):
    assert told(text) == [(share, "percent")]


@pytest.mark.parametrize(
    "text",
    [
        "The first half of the year was quiet.",
        "Prices rose in the second half of 1998.",
        "The third man escaped.",
        "They had ruled for a quarter century.",
        "The fifth of the brothers spoke.",
        "He is one in a long line of governors.",
    ],
)
def test_these_are_no_shares(told, text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "low", "value", "unit"),
    [
        ("between 40 and 60 km", 40, 60, "kilometre"),
        ("from 3 to 5 percent", 3, 5, "percent"),
        ("30-35 knots", 30, 35, "knot"),
        ("8 or 9 metres", 8, 9, "metre"),
        ("between 2 million and 3 million tonnes", 2e6, 3e6, "tonne"),
        ("$10 million to $12 million", 10e6, 12e6, "US dollar"),
        ("from 12 percent to 8 percent", 8, 12, "percent"),
        ("from 900 km to 400 km", 400, 900, "kilometre"),
        ("from 30 dollars to 22 dollars", 22, 30, "US dollar"),
    ],
)
def test_ranges_rise_and_fall(text, low, value, unit):
    (amount,) = amounts(text)
    assert (amount.low, amount.value, amount.unit) == (low, value, unit)


@pytest.mark.parametrize(
    "text", ["60 km and 40 km", "12 percent, 8 percent", "9 metres and 10 metres", "$30 million and $22 million"]
)
def test_two_numbers_are_no_range(text):
    assert [a.low for a in amounts(text)] == [None, None]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("The index closed at -366.94 points.", -366.94, "point"),
        ("It was minus 31 degrees Celsius in Yakutsk.", -31, "degree Celsius"),
        ("It was -40 degrees Fahrenheit in Nome.", -40, "degree Fahrenheit"),
        ("Growth was -2.3 percent in Jamaica.", -2.3, "percent"),
    ],
)
def test_negative_numbers(told, text, value, unit):
    assert told(text) == [(value, unit)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("A six-nation force landed in Honiara.", 6, "nation"),
        ("The 1,100-strong garrison at Tiraspol surrendered.", 1100, "person"),
        ("The 15-member council sat in Arusha.", 15, "member"),
        ("A 40-truck convoy left Djibouti.", 40, "truck"),
        ("A three-party coalition ruled in Reykjavik.", 3, "party"),
        ("A 200-bed hospital opened in Juba.", 200, "bed"),
        ("A twelve-man patrol vanished.", 12, "man"),
    ],
)
def test_counts_behind_a_hyphen(told, text, value, unit):
    assert told(text) == [(value, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "A Boeing 737 crashed near Palembang.",
        "The Boeing 747 jet turned back.",
        "An Airbus 310 came down off Mombasa.",
        "An Antonov 26 landed in Luena.",
        "A Tupolev 154 crashed.",
        "Flight 182 was lost.",
        "The council cited Article 51 and Resolution 242.",
        "The Group of 77 met in Havana.",
        "Trucks were stuck on Highway 1.",
        "A 20-year-old student ran away.",
        "The five-year plan failed.",
        "Rangers beat Celtic 3-1.",
        "The plane left at 10.30 in the morning.",
        "The mayor, 61, resigned.",
        "One of them spoke.",
        "The 1958 Mercedes was his.",
    ],
)
def test_names_and_models_count_nothing(told, text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two Boeing 737 jets burned in Freetown.", [(2, "jet")]),
        ("Vietnam bought four Airbus 320 planes.", [(4, "aircraft")]),
        ("The crew of Flight 182 counted 60 boxes.", [(60, "box")]),
    ],
)
def test_only_what_is_counted_stands_beside_a_model(told, text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The village lies 12 miles (19 km) from Peshawar.", "rounded"),
        ("The jet fell 30,000 feet (9,144 metres).", "exact"),
        ("The farm has 20 acres (8 hectares) of vines.", "rounded"),
        ("It was 40 degrees Celsius (104 degrees Fahrenheit) in Multan.", "exact"),
        ("The cyclone stood 600 nautical miles (1,111 km) off Darwin.", "exact"),
        ("The road to Herat is 200 km (180 miles) long.", "wrong"),
        ("Each bag held 50 kg (90 lb) of rice.", "wrong"),
        ("The reef is 3 km, or about 2 miles, from the shore.", "rounded"),
    ],
)
def test_bracketed_conversions(read, text, verdict):
    first, second = read(text).quantities
    assert first.conversion is None
    assert (second.conversion.of, second.conversion.verdict) == (first.id, verdict)


@pytest.mark.parametrize(
    "text",
    [
        "The firm paid 5 million rand ($800,000) for the mine.",
        "The convoy covered 40 km (12 trucks broke down).",
        "The tank weighs 40 tonnes and goes 60 km.",
    ],
)
def test_other_brackets_convert_nothing(read, text):
    first, second = read(text).quantities
    assert (first.conversion, second.conversion) == (None, None)
