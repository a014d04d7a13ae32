"""Who supplies whom with what and how many; who restricts whom, by what act, and what is left out."""

import pytest

SIDES = [
    ("Thailand has expressed interest in South Korean howitzers.", "KOR", "THA", "howitzers", "talks"),
    ("Cameroon is negotiating with Spain for two transport aircraft.", "ESP", "CMR", "transport aircraft", "talks"),
    ("Honduras requested eight attack jets from Brazil in 1984.", "BRA", "HND", "attack jets", "requested"),
    (
        "Burkina Faso is seeking armoured vehicles from South Africa to fight insurgents in the north.",
        "ZAF",
        "BFA",
        "armoured vehicles",
        "requested",
    ),
    ("Slovakia offered Croatia its MiG-29 fighters.", "SVK", "HRV", "MiG-29", "offered"),
    ("Pretoria is ready to supply Gabon with mortars.", "ZAF", "GAB", "mortars", "offered"),
    ("Jordan will give Tunisia 12 transport helicopters.", "JOR", "TUN", "transport helicopters", "promised"),
    ("The Dutch parliament approved the sale of two frigates to Chile.", "NLD", "CHL", "frigates", "approved"),
    ("Ottawa authorised the export of 200 armoured vehicles to Kuwait.", "CAN", "KWT", "armoured vehicles", "approved"),
    ("Bolivia signed a contract with China for six training jets in 2009.", "CHN", "BOL", "jets", "contracted"),
    ("Bangladesh has bought 16 MiG-29 fighters from Russia.", "RUS", "BGD", "MiG-29", "contracted"),
    (
        "Embraer won an order from Ecuador for 24 Super Tucano light attack planes.",
        "BRA",
        "ECU",
        "Super Tucano",
        "contracted",
    ),
    ("Uruguay acquired three patrol aircraft from Spain in 1989.", "ESP", "URY", "patrol aircraft", "contracted"),
    ("France is shipping armoured vehicles to Lebanon.", "FRA", "LBN", "armoured vehicles", "in delivery"),
    ("Six Su-25 jets from Belarus arrived in Ivory Coast.", "BLR", "CIV", "Su-25", "delivered"),
    ("Kenya took delivery of 32 armoured vehicles from China.", "CHN", "KEN", "armoured vehicles", "delivered"),
    ("Norway has suspended the delivery of missiles to Saudi Arabia.", "NOR", "SAU", "missiles", "suspended"),
    (
        "Delivery of the four Belgian minehunters to Greece has been postponed.",
        "BEL",
        "GRC",
        "minehunters",
        "suspended",
    ),
    ("Kuwait scrapped a contract with Austria for 50 howitzers.", "AUT", "KWT", "howitzers", "cancelled"),
    ("Berlin revoked the sale of tanks to Turkey.", "DEU", "TUR", "tanks", "cancelled"),
    ("Sri Lanka cancelled an order with Israel for four patrol boats.", "ISR", "LKA", "patrol boats", "cancelled"),
    ("Canada turned down a request from Kenya for armoured cars.", "CAN", "KEN", "armoured cars", "refused"),
    ("Bonn rejected the sale of tanks to Saudi Arabia.", "DEU", "SAU", "tanks", "refused"),
    ("Romania has denied that it sold missiles to Libya.", "ROU", "LBY", "missiles", "denied"),
    ("Lisbon denied that it had delivered mortars to South Africa.", "PRT", "ZAF", "mortars", "denied"),
]
NUMBERS = [
    ("Norway sold Lithuania four launchers per battery.", (None, None, None, 4)),
    ("Italy handed over two patrol boats to Libya on Monday at a base near Tripoli.", (None, None, 2, None)),
    ("Nigeria received 12 attack helicopters from the Czech Republic in 2000.", (None, None, 12, None)),
    ("Oman bought 36 howitzers from Switzerland.", (None, 36, None, None)),
    ("Cuba received a dozen MiG-21 fighters from Czechoslovakia in 1963.", (None, None, 12, None)),
    ("Jordan will give Tunisia 12 transport helicopters.", (12, None, None, None)),
    ("Qatar placed an order with Italy for seven warships.", (None, 7, None, None)),
    ("Bulgaria supplied Rwanda with mortars in 1993.", (None, None, None, None)),
]
ENDS = [
    ("Washington has threatened to impose tariffs on steel from Brazil.", ["USA"], ["BRA"]),
    ("Nigeria threatened to close its border with Niger.", ["NGA"], ["NER"]),
    ("Vienna threatened Slovakia with sanctions over its reactor.", ["AUT"], ["SVK"]),
    ("Australia froze the assets of Fiji's military rulers in 2006.", ["AUS"], ["FJI"]),
    ("Zambia expelled three South African diplomats.", ["ZMB"], ["ZAF"]),
    ("Bolivia broke off relations with Israel in 2009.", ["BOL"], ["ISR"]),
    ("Spain recalled its ambassador from Venezuela.", ["ESP"], ["VEN"]),
    ("The United States barred officials of Zimbabwe from entering the country.", ["USA"], ["ZWE"]),
    ("Libya halted oil exports to Switzerland.", ["LBY"], ["CHE"]),
    ("Canada revoked the visas of Sri Lankan generals.", ["CAN"], ["LKA"]),
    ("India maintained its trade embargo against South Africa.", ["IND"], ["ZAF"]),
    ("The European Union renewed its arms embargo on Zimbabwe.", ["EUR"], ["ZWE"]),
    ("Switzerland extended its sanctions against Burundi by a year.", ["CHE"], ["BDI"]),
    ("Washington has eased its sanctions on Sudan.", ["USA"], ["SDN"]),
    ("Turkey relaxed its ban on imports of meat from Ireland.", ["TUR"], ["IRL"]),
    ("Britain lifted its arms embargo on Indonesia in 2000.", ["GBR"], ["IDN"]),
    ("Russia ended its ban on wine from Moldova.", ["RUS"], ["MDA"]),
    ("Colombia scrapped tariffs on rice from Ecuador.", ["COL"], ["ECU"]),
    ("The European Union adopted a seventh package of sanctions against Belarus.", ["EUR"], ["BLR"]),
    ("In Resolution 748 the United Nations imposed an arms embargo on Libya.", ["UNO"], ["LBY"]),
    ("The United States banned exports to Iraq except food and medicine.", ["USA"], ["IRQ"]),
    ("France suspended aid to Togo, with the exception of vaccines.", ["FRA"], ["TGO"]),
    ("Norway closed its ports to ships from Russia, apart from fishing boats.", ["NOR"], ["RUS"]),
    ("Canada and Norway imposed sanctions on Belarus.", ["CAN", "NOR"], ["BLR"]),
    ("Japan, Australia and New Zealand froze the assets of Myanmar's generals.", ["AUS", "JPN", "NZL"], ["MMR"]),
    ("Peru imposed sanctions on Bolivia and Chile.", ["PER"], ["BOL", "CHL"]),
    ("The United States kept its embargo on Vietnam until 1994.", ["USA"], ["VNM"]),
    ("A Greek embargo on Macedonia remained in force.", ["GRC"], ["MKD"]),
    ("The United States froze the assets of Zimbabwe's leaders under Executive Order 13288.", ["USA"], ["ZWE"]),
    ("Nepal said India had closed the border to Nepalese trucks.", ["IND"], ["NPL"]),
    ("Algeria said Morocco had expelled two Algerian diplomats.", ["MAR"], ["DZA"]),
    ("Cyprus said Turkey had closed its ports to Cypriot ships.", ["TUR"], ["CYP"]),
    ("Kenya lifted its ban on flights from Somalia.", ["KEN"], ["SOM"]),
    ("Malaysia recalled its ambassador from North Korea in 2017.", ["MYS"], ["PRK"]),
    ("North Korea evaded United Nations sanctions for years.", ["UNO"], ["PRK"]),
    ("The United Nations extended the arms embargo on South Sudan.", ["UNO"], ["SSD"]),
    ("Poland closed its border with Belarus except for trains.", ["POL"], ["BLR"]),
]


@pytest.mark.parametrize(("text", "supplier", "recipient", "item", "stage"), SIDES)
def test_sides_and_item(text, supplier, recipient, item, stage, read):
    found = read(text).transfers
    assert [(t.supplier, t.recipient, t.item, t.stage) for t in found] == [(supplier, recipient, item, stage)]


@pytest.mark.parametrize(("text", "counts"), NUMBERS)
def test_a_number_counts_what_its_stage_says(text, counts, read):
    found = read(text).transfers
    assert [(t.number, t.ordered, t.delivered, t.per_unit) for t in found] == [counts]


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("Jordan will give Tunisia 12 tanks next year.", "1996"),
        ("Sweden agreed to deliver four submarines to Singapore by 1999.", "1999"),
        ("Norway will deliver 16 tanks to Latvia by 1997.", "1997"),
        ("Poland will hand over 14 jets to Slovakia in June.", "1995-06"),
        ("Norway handed over 16 tanks to Latvia in 1994.", None),
    ],
)
def test_deadline_is_when_the_items_are_to_come(text, deadline, read):
    assert [t.deadline for t in read(text, published="1995-03-06").transfers] == [deadline]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Sweden sold howitzers to India in 1986.", "1986"),
        ("Italy supplied Chad with mortars in June 1987.", "1987-06"),
        ("Sweden sold howitzers to India.", None),
    ],
)
def test_when_the_stage_was_reached(text, when, read):
    assert [t.when for t in read(text, published="1995-03-06").transfers] == [when]


@pytest.mark.parametrize(
    ("text", "stage", "condition"),
    [
        (
            "Slovenia offered to hand over its T-55 tanks to Ukraine if Germany replaced them.",
            "offered",
            "if Germany replaced them",
        ),
        ("Spain will send Tunisia six helicopters unless the king objects.", "promised", "unless the king objects"),
        ("Slovenia offered to hand over its T-55 tanks to Ukraine.", "offered", None),
    ],
)
def test_condition_in_its_own_words(text, stage, condition, read):
    assert [(t.stage, t.condition) for t in read(text).transfers] == [(stage, condition)]


@pytest.mark.parametrize(
    ("text", "sides", "holder"),
    [
        ("Sweden sold howitzers to India in 1986.", "SWE>IND", "narrator"),
        ("Burundi said Rwanda had supplied Uganda with mortars.", "RWA>UGA", "Burundi"),
        ("Eritrea claims that Sudan has shipped rockets to Ethiopia.", "SDN>ETH", "Eritrea"),
        ("Israel said Syria had sent rockets to Lebanon.", "SYR>LBN", "Israel"),
    ],
)
def test_who_alone_says_that_arms_were_given(text, sides, holder, read):
    found = read(text).transfers
    assert [(f"{t.supplier}>{t.recipient}", t.holder) for t in found] == [(sides, holder)]


@pytest.mark.parametrize(("text", "senders", "targets"), ENDS)
def test_senders_and_targets(text, senders, targets, read):
    found = read(text).restrictions
    assert [(sorted(r.senders), sorted(r.targets)) for r in found] == [(senders, targets)]
    assert (found[0].sender, found[0].target) == (found[0].senders[0], found[0].targets[0])


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Australia froze the assets of Fiji's military rulers in 2006.", "since", "2006"),
        ("Bolivia broke off relations with Israel in 2009.", "since", "2009"),
        ("Britain lifted its arms embargo on Indonesia in 2000.", "since", "2000"),
        ("The European Union adopted a seventh package of sanctions against Belarus.", "instrument", "seventh package"),
        ("In Resolution 748 the United Nations imposed an arms embargo on Libya.", "instrument", "Resolution 748"),
        (
            "The United States froze the assets of Zimbabwe's leaders under Executive Order 13288.",
            "instrument",
            "Executive Order 13288",
        ),
        ("Nepal said India had closed the border to Nepalese trucks.", "holder", "Nepal"),
        ("Algeria said Morocco had expelled two Algerian diplomats.", "holder", "Algeria"),
        ("Cyprus said Turkey had closed its ports to Cypriot ships.", "holder", "Cyprus"),
        ("Malaysia recalled its ambassador from North Korea in 2017.", "since", "2017"),
        ("Japan imposed sanctions on North Korea.", "instrument", None),
        ("Japan imposed sanctions on North Korea.", "since", None),
        ("Japan imposed sanctions on North Korea.", "holder", "narrator"),
    ],
)
def test_instrument_since_and_holder(text, field, value, read):
    assert [getattr(r, field) for r in read(text, published="2023-05-04").restrictions] == [value]


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("The United States banned exports to Iraq except food and medicine.", ["food and medicine"]),
        ("France suspended aid to Togo, with the exception of vaccines.", ["vaccines"]),
        ("Norway closed its ports to ships from Russia, apart from fishing boats.", ["fishing boats"]),
        ("Poland closed its border with Belarus except for trains.", ["trains"]),
        ("Norway closed its ports to ships from Russia.", []),
    ],
)
def test_what_is_left_out_of_a_measure(text, left_out, read):
    assert [[w.text for w in r.exemptions] for r in read(text).restrictions] == [left_out]
