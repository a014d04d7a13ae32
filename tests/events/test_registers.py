"""Which words tell of a transfer of arms or a restriction, how far it has come, and which words tell of neither."""

import pytest

STAGES = [
    (
        "talks",
        "AUT>COL",
        "Colombia is considering the purchase of 20 armoured cars from Austria, the defence ministry in Bogota said.",
    ),
    (
        "talks",
        "DEU>NOR",
        "Negotiations between Oslo and Berlin on the sale of four submarines to Norway have dragged on since spring.",
    ),
    ("requested", "TUR>SOM", "Somalia has asked Turkey for armed drones, a minister in Mogadishu said on Tuesday."),
    ("requested", "EGY>TCD", "Chad appealed to Egypt for anti-tank missiles."),
    ("requested", "BGR>NIC", "Nicaragua urged Bulgaria to send it patrol boats."),
    ("offered", "BEL>SEN", "Belgium has offered to sell Senegal 30 armoured personnel carriers."),
    ("offered", "AUS>TON", "Australia has made an offer of two landing craft to Tonga."),
    ("promised", "UKR>AZE", "Ukraine agreed to sell Azerbaijan 12 rocket launchers."),
    ("approved", "USA>GEO", "Washington has cleared the sale of Javelin missiles to Georgia."),
    ("approved", "ITA>COL", "The sale of 18 helicopters to Colombia was approved by the Italian government."),
    ("contracted", "KOR>PHL", "The Philippines ordered two corvettes from South Korea."),
    ("contracted", "FIN>EST", "Finland sold Estonia 60 howitzers."),
    ("contracted", "ITA>QAT", "Qatar placed an order with Italy for seven warships."),
    ("contracted", "DEU>TUR", "Turkey signed a contract with Germany for two frigates."),
    ("in delivery", "UKR>ETH", "Ukraine has begun delivering T-55 tanks to Ethiopia."),
    ("in delivery", "ROU>AGO", "Deliveries of Romanian rifles to Angola have started."),
    ("delivered", "ISR>IRN", "Israel shipped Hawk missiles to Iran in 1985."),
    ("delivered", "ESP>IDN", "Spain turned over a landing ship to Indonesia."),
    ("suspended", "SWE>IND", "Sweden halted the shipment of rocket launchers to India."),
    ("suspended", "GBR>IDN", "London froze the sale of Hawk jets to Indonesia."),
    ("cancelled", "BRA>LBY", "Libya called off the purchase of 40 tanks from Brazil."),
    ("cancelled", "ZAF>MWI", "Malawi cancelled the purchase of six patrol boats from South Africa."),
    ("refused", "JPN>TWN", "Japan refused to sell destroyers to Taiwan."),
    ("refused", "NLD>TWN", "The Netherlands will not sell submarines to Taiwan, the prime minister said."),
    ("refused", "SRB>CYP", "Belgrade declined to provide Cyprus with howitzers."),
    ("denied", "BLR>YEM", "Minsk dismissed reports of a sale of tanks to Yemen."),
]
KINDS = [
    ("licence", "contracted", "South Korea assembles the F-5 fighter under licence from the United States."),
    ("licence", "contracted", "Indonesia has produced the helicopter under licence from France since 1978."),
    ("lease", "contracted", "Peru leased three helicopters from Russia."),
    ("lease", "contracted", "Bahrain leased a frigate from the United States in 1996."),
    ("upgrade or service", "delivered", "Israel upgraded Romania's MiG-21 fighters."),
    ("upgrade or service", "delivered", "Ukraine overhauled six helicopters for Angola."),
    ("stationing", "delivered", "Moscow stationed Iskander missiles in Belarus."),
    ("licence", "contracted", "Egypt builds the Abrams tank under licence from the United States."),
    ("upgrade or service", "delivered", "Bulgaria repaired six of Georgia's tanks in 2005."),
    ("stationing", "delivered", "The Soviet Union stationed missiles in Cuba in 1962."),
]
TERMS = [
    ("gift", "Denmark pledged to donate 20 tanks to Lithuania."),
    ("sale", "New Zealand plans to buy four maritime patrol aircraft from Spain."),
    (None, "Bulgaria supplied Rwanda with mortars in 1993."),
    ("gift", "Luxembourg donated 30 mortars to Benin."),
    (None, "China delivered three frigates to Algeria."),
    ("gift", "Ireland made a gift of two patrol boats to Malta."),
    ("gift", "Japan will donate two patrol boats to Djibouti."),
    ("sale", "Turkey signed a contract with Germany for two frigates."),
    ("sale", "Luxembourg sold 30 mortars to Benin."),
]
QUIET_TRANSFERS = [
    "The company delivers food to hospitals in Norway.",
    "The army fired missiles at the port of Aden.",
    "Rebels captured 20 tanks from the Syrian army.",
    "The Red Cross supplied Haiti with tents and blankets.",
    "Canada sold wheat to China in 1961.",
    "Iran moved its missiles to the coast.",
    "Spanish officers trained pilots from Chad.",
    "Greek tanks crossed the border into Albania.",
    "The club sold its striker to a Turkish team.",
    "Police in Ghana found rifles in a truck.",
    "Ukrainian missiles hit a depot in Russia.",
    "Sudan lost 12 tanks in the battle, Ethiopia said.",
    "Denmark gave Somalia 20 million dollars for schools.",
    "Vietnam exports rice to Cuba.",
    "Pakistan tested a missile on Friday.",
    "Moscow had not sold missiles to Syria.",
    "Chile withdrew its tanks from the border with Peru.",
    "A rocket from Lebanon landed in Israel.",
    "Engineers in Turkey are building a frigate for the Turkish navy.",
    "Norway gave Kenya food and medicine.",
    "Serbian tanks were destroyed near the bridge.",
    "Thieves stole rifles from a Belgian barracks.",
    "Indian frigates visited Kenya for an exercise.",
    "The Libyan army bought bread from a baker in Malta.",
]
MEASURES = [
    ("threatened", "trade import", "Washington has threatened to impose tariffs on steel from Brazil."),
    ("threatened", "transit", "Nigeria threatened to close its border with Niger."),
    ("threatened", "unspecified", "Vienna threatened Slovakia with sanctions over its reactor."),
    ("announced", "trade import", "Canada will ban imports of oil from Iran next month."),
    ("announced", "financial", "Australia plans to freeze the assets of Fiji."),
    ("adopted", "transit", "India closed its airspace to Pakistan."),
    ("adopted", "diplomatic", "Zambia expelled three South African diplomats."),
    ("adopted", "diplomatic", "Spain recalled its ambassador from Venezuela."),
    ("adopted", "financial", "Germany cut off aid to Malawi."),
    ("adopted", "travel", "The United States barred officials of Zimbabwe from entering the country."),
    ("adopted", "trade import", "Indonesia banned imports of beef from Australia."),
    ("adopted", "trade export", "Libya halted oil exports to Switzerland."),
    ("adopted", "arms", "London slapped an arms embargo on Argentina."),
    ("adopted", "travel", "Canada revoked the visas of Sri Lankan generals."),
    ("adopted", "transit", "Ghana shut its frontier with Togo in 1982."),
    ("adopted", "unspecified", "Japan imposed sanctions on North Korea."),
    ("adopted", "trade", "South Africa imposed a trade embargo on Lesotho."),
    ("in force", "trade", "India maintained its trade embargo against South Africa."),
    ("extended", "arms", "The European Union renewed its arms embargo on Zimbabwe."),
    ("extended", "unspecified", "Switzerland extended its sanctions against Burundi by a year."),
    ("eased", "unspecified", "Washington has eased its sanctions on Sudan."),
    ("eased", "trade import", "Turkey relaxed its ban on imports of meat from Ireland."),
    ("lifted", "trade import", "Russia ended its ban on wine from Moldova."),
    ("lifted", "trade import", "Colombia scrapped tariffs on rice from Ecuador."),
    ("evaded", "unspecified", "Iraq violated the sanctions by selling oil through Jordan."),
    ("adopted", "unspecified", "Canada and Norway imposed sanctions on Belarus."),
    ("adopted", "financial", "Japan, Australia and New Zealand froze the assets of Myanmar's generals."),
    ("adopted", "unspecified", "Peru imposed sanctions on Bolivia and Chile."),
    ("in force", "trade", "The United States kept its embargo on Vietnam until 1994."),
    ("in force", "trade", "A Greek embargo on Macedonia remained in force."),
    ("lifted", "transit", "Kenya lifted its ban on flights from Somalia."),
    ("adopted", "transit", "Ireland closed its ports to South African ships."),
    ("evaded", "arms", "Gambia violated the arms embargo on Liberia."),
    ("evaded", "unspecified", "North Korea evaded United Nations sanctions for years."),
    ("extended", "arms", "The United Nations extended the arms embargo on South Sudan."),
]
QUIET_RESTRICTIONS = [
    "The mayor banned cars from the centre of Oslo.",
    "Thieves broke through a fence on the border with Poland.",
    "Snow closed the border crossing between Chile and Argentina.",
    "Portugal arrested three Spanish fishermen.",
    "The judge in Madrid lifted a ban on the newspaper.",
    "The president of Togo imposed a curfew in the capital.",
    "Warships of the Sri Lankan navy blockaded the harbour of Jaffna.",
    "A bank in Lagos froze the account of a customer.",
    "Denmark banned smoking in restaurants.",
    "Canada and Peru signed a trade pact.",
    "Norway's parliament opened a debate on fishing.",
    "The opposition in Kenya boycotted the vote.",
    "Hungary did not impose sanctions on Serbia.",
    "Uganda urged Kenya to impose sanctions on Sudan.",
    "Egypt opened an embassy in Chad.",
    "A Swiss firm stopped making watches.",
    "The Ghanaian government banned plastic bags.",
    "Floods shut the port of Beira in Mozambique.",
    "The striker was banned for three matches.",
    "The Kenyan police closed a road in Nairobi.",
    "Sri Lankan gunboats fired on a ferry.",
    "Fiji's opposition called for sanctions on Australia.",
]


@pytest.mark.parametrize(("stage", "sides", "text"), STAGES)
def test_stage_of_a_transfer(stage, sides, text, read):
    found = read(text).transfers
    assert [(t.stage, f"{t.supplier}>{t.recipient}") for t in found] == [(stage, sides)]
    assert found[0].eligible == (stage in {"contracted", "in delivery", "delivered"})


@pytest.mark.parametrize(("kind", "stage", "text"), KINDS)
def test_kind_of_a_transfer(kind, stage, text, read):
    assert [(t.kind, t.stage) for t in read(text).transfers] == [(kind, stage)]


@pytest.mark.parametrize(("terms", "text"), TERMS)
def test_terms_are_told_or_absent(terms, text, read):
    assert [t.terms for t in read(text).transfers] == [terms]


@pytest.mark.parametrize("text", QUIET_TRANSFERS)
def test_no_transfer(text, read):
    assert read(text).transfers == ()


@pytest.mark.parametrize(("stage", "measure", "text"), MEASURES)
def test_stage_and_measure_of_a_restriction(stage, measure, text, read):
    found = read(text).restrictions
    assert [(r.stage, r.measure) for r in found] == [(stage, measure)]
    assert found[0].status == stage


@pytest.mark.parametrize("text", QUIET_RESTRICTIONS)
def test_no_restriction(text, read):
    assert read(text).restrictions == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Finland sold Estonia 60 howitzers.", "sold"),
        ("Washington has cleared the sale of Javelin missiles to Georgia.", "sale"),
        ("Portugal shipped torpedoes to Oman.", "shipped"),
    ],
)
def test_the_step_points_at_the_words_of_the_deal(text, words, read):
    reading = read(text)
    assert [s.span.of(text) for t in reading.transfers for s in t.steps] == [words]


def test_a_measure_on_arms_is_no_transfer(read):
    reading = read("London slapped an arms embargo on Argentina.")
    assert reading.transfers == ()
    assert [r.measure for r in reading.restrictions] == ["arms"]


@pytest.mark.parametrize(
    ("text", "sides", "stage"),
    [
        ("Kenya reopened its border with Somalia in 2023.", ("KEN", "SOM"), "lifted"),
        ("Chad has reopened the crossing with Libya.", ("TCD", "LBY"), "lifted"),
        ("Turkey's border with Armenia has remained closed since 1993.", ("TUR", "ARM"), "in force"),
        ("Cuba has lived under a US trade embargo since 1962.", ("USA", "CUB"), "in force"),
    ],
)
def test_verbs_that_tell_of_a_measure_that_lasts_or_ends(read, text, sides, stage):
    (one,) = read(text).restrictions
    assert (one.sender, one.target, one.stage) == (*sides, stage)


@pytest.mark.parametrize(
    ("text", "stages"),
    [
        ("Hungary denied any delivery of rifles to Liberia.", ["denied"]),
        ("The Czech Republic promised Ukraine 50 howitzers.", ["promised"]),
        ("Denmark pledged 40 torpedoes to Poland.", ["promised"]),
        ("The Swiss cabinet granted a licence for the export of armoured vehicles to Mexico.", ["approved"]),
    ],
)
def test_what_is_denied_promised_or_licensed(read, text, stages):
    assert [t.stage for t in read(text).transfers] == stages


@pytest.mark.parametrize(
    "text",
    [
        "Pakistan refused to open its plants in return for 38 fighter jets.",
        "Angola released two pilots to Portugal in exchange for rifles.",
        "Syria turned over a defector to Jordan in return for mortars.",
    ],
)
def test_the_price_of_something_else_does_not_go_to_who_pays_it(read, text):
    assert read(text).transfers == ()
