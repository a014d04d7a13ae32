"""Whose the casualties are, who counts them, nobody at all, and what vague counts and ranges leave open."""

import pytest


@pytest.fixture(scope="module")
def counts(read):
    """Return a function that gives kind, low and high of each casualty of a text."""

    def found(text):
        return [(c.kind, c.low, c.high) for c in read(text, published="2001-03-14").casualties]

    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two Kenyan soldiers were killed when a mine exploded near Liboi.", [("killed", "KEN")]),
        ("Shells killed three Armenian villagers in Tavush.", [("killed", "ARM")]),
        ("Five Colombian policemen were wounded in an ambush near Popayan.", [("wounded", "COL")]),
        ("Pakistani troops killed four Indian soldiers in Kashmir.", [("killed", "IND")]),
        ("Israeli troops shot dead two Palestinians near Hebron.", [("killed", "PSE")]),
        ("Peruvian police arrested 12 Chilean fishermen off Tacna.", [("arrested", "CHL")]),
        ("An Italian nun was shot dead in Mogadishu.", [("killed", "ITA")]),
        (
            "Nine Ugandan peacekeepers and four Burundian soldiers were killed in Mogadishu.",
            [("killed", "UGA"), ("killed", "BDI")],
        ),
        (
            "Three Thai soldiers were killed and seven Cambodian soldiers wounded at the temple.",
            [("killed", "THA"), ("wounded", "KHM")],
        ),
        ("A mortar bomb killed a Bangladeshi peacekeeper in Bunia.", [("killed", "BGD")]),
        ("At least 14 French paratroopers were injured in Abidjan.", [("wounded", "FRA")]),
        ("Six Georgian policemen went missing in Abkhazia.", [("missing", "GEO")]),
        ("Up to 5,000 Rwandan refugees fled into the forest.", [("displaced", "RWA")]),
        ("Soldiers killed nine Hezbollah fighters near Tyre.", [("killed", "HEZB")]),
        ("The bodies of six Ivorian students were found in a well.", [("killed", "CIV")]),
        ("Government planes killed 15 LTTE rebels near Jaffna.", [("killed", "LTTE")]),
    ],
)
def test_the_words_tell_the_side(read, text, expected):
    assert [(c.kind, c.side) for c in read(text, published="2001-03-14").casualties] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Seven people were killed when a bus fell into a ravine.",
        "LIMA, March 13 (Cape Wire) - A blast killed three people on Monday.",
        "Four soldiers were wounded near the front line.",
        "Turkish planes killed two shepherds.",
        "Guerrillas abducted and killed six farmers.",
    ],
)
def test_no_side_is_guessed(read, text):
    assert {c.side for c in read(text, published="2001-03-14").casualties} == {None}


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("The Sri Lankan army said eleven soldiers were killed at Elephant Pass.", "LKA"),
        ("The Ethiopian army said 23 soldiers had been wounded near Badme.", "ETH"),
        ("The Colombian air force said two pilots were killed in the crash.", "COL"),
        ("The Ethiopian army said 23 Eritrean soldiers had been killed near Badme.", "ERI"),
        ("The Philippine army said 40 farmers fled from Basilan.", None),
        ("Doctors said nine soldiers were wounded.", None),
    ],
)
def test_an_army_counts_its_own_soldiers(read, text, side):
    assert [c.side for c in read(text, published="2001-03-14").casualties] == [side]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("No one was hurt when a shell hit the embassy in Bangui.", "wounded"),
        ("Nobody was killed in the raid.", "killed"),
        ("No soldiers were killed in the clash near Zugdidi.", "killed"),
        ("None of the 43 passengers was injured.", "wounded"),
        ("No injuries were reported after the blast in Ankara.", "wounded"),
        ("There were no deaths.", "killed"),
        ("No arrests were made.", "arrested"),
        ("No fatalities were reported in Osaka.", "killed"),
    ],
)
def test_nobody_is_nought(counts, text, kind):
    assert counts(text) == [(kind, 0, 0)]


@pytest.mark.parametrize(
    "text",
    [
        "It was not known whether anybody had been killed.",
        "Was nobody hurt in the fire?",
        "The bomb exploded in an empty market.",
        "The guerrillas planned to kill ten mayors.",
        "The rebels vowed to kill ten soldiers a day.",
        "The mayor wished them dead.",
        "Aid workers warned that 40,000 children could die.",
        "The ministry denied that any of its soldiers had been killed.",
        "Four soldiers were feared drowned.",
        "The party lost 14 seats.",
        "Six drivers lost their licences.",
        "The treaty took two years.",
    ],
)
def test_these_are_no_casualties(counts, text):
    assert counts(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dozens of miners were killed in the pit.", ("killed", 24, None)),
        ("Scores of villagers were wounded in Casamance.", ("wounded", 40, None)),
        ("Several hundred students were arrested in Rangoon.", ("arrested", 300, None)),
        ("Thousands of families fled from Huambo.", ("displaced", 2000, None)),
        ("Tens of thousands of villagers were displaced by the flood.", ("displaced", 20_000, None)),
        ("Police arrested hundreds of demonstrators in Minsk.", ("arrested", 200, None)),
        ("A couple of guards were wounded.", ("wounded", 2, None)),
        ("A landslide killed dozens of people.", ("killed", 24, None)),
    ],
)
def test_vague_counts_have_no_upper_end(counts, text, expected):
    assert counts(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fourteen sailors lost their lives when the ferry sank off Zanzibar.", ("killed", 14, 14)),
        ("At least 300 villagers lost their lives in the quake.", ("killed", 300, None)),
        ("The earthquake cost 300 lives.", ("killed", 300, 300)),
        ("The epidemic has claimed 61 lives in Angola.", ("killed", 61, 61)),
        ("Three firemen have lost their lives.", ("killed", 3, 3)),
        ("Between 20 and 30 pilgrims lost their lives.", ("killed", 20, 30)),
    ],
)
def test_lives_lost(counts, text, expected):
    assert counts(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Between 30 and 50 villagers were killed in Ituri.", ("killed", 30, 50)),
        ("Twenty to 25 people were wounded.", ("wounded", 20, 25)),
        ("From 200 to 300 protesters were arrested.", ("arrested", 200, 300)),
        ("Eight or nine guards were killed.", ("killed", 8, 9)),
        ("Up to 40 miners were killed.", ("killed", None, 40)),
        ("As many as 15 policemen were wounded.", ("wounded", None, 15)),
        ("Fewer than ten people were hurt.", ("wounded", None, 10)),
        ("More than 700 villagers were displaced.", ("displaced", 700, None)),
        ("Not less than 18 passengers died.", ("killed", 18, None)),
        ("The death toll rose to 27.", ("killed", 27, 27)),
        ("The blast killed 12 or more people.", ("killed", 12, None)),
    ],
)
def test_ranges_and_bounds(counts, text, expected):
    assert counts(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A shell killed six people in Gori.", [("narrator", 6)]),
        ("Hospital officials said 12 people died.", [("Hospital officials", 12)]),
        ("Forty people drowned, according to the Red Cross.", [("Red Cross", 40)]),
        ("Witnesses said soldiers killed nine villagers.", [("Witnesses", 9)]),
        ("The rebels claimed they had killed 60 soldiers.", [("rebels", 60)]),
        (
            "Police said nine people died. The opposition said 30 people had been killed.",
            [("Police", 9), ("opposition", 30)],
        ),
        ("Six people died in the blast. The mayor said it was a crime.", [("narrator", 6)]),
    ],
)
def test_who_counts_them(read, text, expected):
    found = [(c.holder, c.low) for c in read(text, published="2001-03-14").casualties]
    assert len(found) == len(expected)
    for (holder, low), (words, number) in zip(found, expected, strict=True):
        assert words.lower() in holder.lower()
        assert low == number


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Shells killed three Armenian villagers in Tavush.", "Armenian villagers"),
        ("Dozens of miners were killed in the pit.", "miners"),
        ("A mortar bomb killed a Bangladeshi peacekeeper in Bunia.", "Bangladeshi peacekeeper"),
        ("Between 30 and 50 farmers were killed in Ituri.", "farmers"),
    ],
)
def test_who_they_are(read, text, who):
    (casualty,) = read(text, published="2001-03-14").casualties
    assert casualty.who == who


def test_dead_and_wounded_share_their_side(read):
    text = "The clash left four Georgian soldiers dead and nine wounded."
    found = read(text, published="2001-03-14").casualties
    assert [(c.kind, c.low) for c in found] == [("killed", 4), ("wounded", 9)]
    assert found[0].side == "GEO"


def test_the_span_holds_number_and_victims(read):
    text = "Police said on Friday that two Kenyan soldiers were killed near Liboi."
    (casualty,) = read(text, published="2001-03-14").casualties
    assert casualty.span.of(text) == "two Kenyan soldiers"


@pytest.mark.parametrize(
    "text",
    [
        "No fewer than 18 passengers died.",
        "No less than 40 miners were killed in Peru.",
        "No more than 18 passengers died.",
    ],
)
def test_no_fewer_than_is_somebody(read, text):
    assert [c for c in read(text).casualties if c.high == 0] == []


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("The death toll rose from 19 to 27.", 27),
        ("The death toll climbed from six to nine, police said.", 9),
        ("The toll in Izmit climbed from 12 to 40 on Tuesday.", 40),
        ("The death toll rose to 31 from 19.", 31),
        ("The death toll was cut from 30 to 22.", 22),
    ],
)
def test_a_toll_that_moved_counts_as_it_stands_now(read, text, dead):
    assert [(c.kind, c.low, c.high) for c in read(text).casualties] == [("killed", dead, dead)]
