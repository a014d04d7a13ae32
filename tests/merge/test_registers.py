"""One record a deal or measure, however often it is told; two deals stay two; every span quotes the text."""

import pytest

ONE_DEAL = [
    (
        "Germany offered Portugal two submarines in 2003. Portugal bought the submarines in 2004.",
        "DEU>PRT",
        "contracted",
        ["offered", "contracted"],
    ),
    (
        "Spain agreed to sell Venezuela four corvettes. Madrid later cancelled the sale.",
        "ESP>VEN",
        "cancelled",
        ["promised", "cancelled"],
    ),
    (
        "Haiti requested 10 armoured vehicles from Canada. Ottawa approved the sale in May.",
        "CAN>HTI",
        "approved",
        ["requested", "approved"],
    ),
    (
        "Libya bought 40 tanks from Czechoslovakia in 1976. The tanks arrived in Libya a year later.",
        "CSK>LBY",
        "delivered",
        ["contracted", "delivered"],
    ),
    (
        "Vietnam asked Russia for 12 patrol boats in 2001. Russia delivered the patrol boats to Vietnam in 2004.",
        "RUS>VNM",
        "delivered",
        ["requested", "delivered"],
    ),
    (
        "Tunisia ordered six helicopters from Italy in 2021. Rome suspended the delivery in 2022.",
        "ITA>TUN",
        "suspended",
        ["contracted", "suspended"],
    ),
    (
        "Morocco ordered a frigate from France in 2008. The frigate was delivered to Morocco in 2014.",
        "FRA>MAR",
        "delivered",
        ["contracted", "delivered"],
    ),
]
TWO_DEALS = [
    (
        "Serbia bought six MiG-29 fighters from Russia. Croatia bought 12 Rafale fighters from France.",
        ["FRA>HRV", "RUS>SRB"],
    ),
    ("Brazil sold Namibia a patrol boat and 10 armoured cars.", ["BRA>NAM", "BRA>NAM"]),
    ("Turkey sold drones to Qatar and Tunisia.", ["TUR>QAT", "TUR>TUN"]),
    ("Peru bought tanks from China. Peru also ordered six corvettes from Italy.", ["CHN>PER", "ITA>PER"]),
    ("Kenya ordered helicopters from France. Ghana ordered helicopters from France as well.", ["FRA>GHA", "FRA>KEN"]),
    (
        "Egypt received 20 tanks from Ukraine in 1999. Ukraine also upgraded Egypt's tanks in 2003.",
        ["UKR>EGY", "UKR>EGY"],
    ),
    ("Benin received mortars from France in 1978. Togo received mortars from France in 1981.", ["FRA>BEN", "FRA>TGO"]),
    ("Ecuador bought rifles from Belgium. Ecuador bought helicopters from Russia.", ["BEL>ECU", "RUS>ECU"]),
    ("Poland donated tanks to Ukraine. Slovakia donated howitzers to Ukraine.", ["POL>UKR", "SVK>UKR"]),
    ("Iraq sold rockets to Jordan. Jordan sold tanks to Iraq.", ["IRQ>JOR", "JOR>IRQ"]),
]
ONE_MEASURE = [
    (
        "Australia imposed sanctions on Fiji in 2006. Canberra lifted the sanctions on Fiji in 2014.",
        "unspecified",
        "lifted",
        ["adopted", "lifted"],
    ),
    (
        "Britain imposed an arms embargo on Argentina in 1982. The embargo was lifted by London in 1998.",
        "arms",
        "lifted",
        ["adopted", "lifted"],
    ),
    (
        "Washington threatened Brazil with sanctions. A week later the United States imposed sanctions on Brazil.",
        "unspecified",
        "adopted",
        ["threatened", "adopted"],
    ),
    (
        "Oslo eased its sanctions on Belarus in 2008. Norway had imposed the sanctions on Belarus in 2006.",
        "unspecified",
        "eased",
        ["eased", "adopted"],
    ),
]
TWO_MEASURES = [
    (
        "Sweden froze the assets of Belarus and expelled two Belarusian diplomats.",
        [("SWE>BLR", "diplomatic"), ("SWE>BLR", "financial")],
    ),
    (
        "Canada imposed sanctions on Haiti. Mexico imposed sanctions on Cuba.",
        [("CAN>HTI", "unspecified"), ("MEX>CUB", "unspecified")],
    ),
    (
        "Georgia banned wine from Russia. Russia banned fruit from Georgia.",
        [("GEO>RUS", "trade import"), ("RUS>GEO", "trade import")],
    ),
    (
        "Chile recalled its ambassador from Israel. Chile banned imports of fruit from Argentina.",
        [("CHL>ARG", "trade import"), ("CHL>ISR", "diplomatic")],
    ),
]
WIRE = (
    "LISBON, May 4 (Wire) - Spain agreed to sell Venezuela four corvettes in 2005, the ministry in Madrid said.\n\n"
    "The first corvette was delivered to Venezuela in 2010. Turkey sold drones to Qatar and Tunisia.\n\n"
    "Norway closed its ports to ships from Russia, apart from fishing boats. Nepal said India had closed the border to "
    "Nepalese trucks. Japan, Australia and New Zealand froze the assets of Myanmar's generals.\n\n"
    "Slovenia offered to hand over its T-55 tanks to Ukraine if Germany replaced them."
)
TEXTS = [WIRE, *(row[0] for row in (*ONE_DEAL, *TWO_DEALS, *ONE_MEASURE, *TWO_MEASURES))]


@pytest.mark.parametrize(("text", "sides", "stage", "steps"), ONE_DEAL)
def test_one_deal_told_twice_has_its_last_stage(text, sides, stage, steps, read):
    found = read(text, published="2023-05-04").transfers
    assert [(f"{t.supplier}>{t.recipient}", t.stage) for t in found] == [(sides, stage)]
    assert [s.stage for s in found[0].steps] == steps


@pytest.mark.parametrize(("text", "sides"), TWO_DEALS)
def test_two_deals_stay_two(text, sides, read):
    found = read(text, published="2023-05-04").transfers
    assert sorted(f"{t.supplier}>{t.recipient}" for t in found) == sides
    assert [len(t.steps) for t in found] == [1] * len(sides)


def test_two_items_of_one_deal_are_two_records(read):
    found = read("Brazil sold Namibia a patrol boat and 10 armoured cars.").transfers
    assert {t.item for t in found} == {"patrol boat", "armoured cars"}
    assert [t.ordered for t in found if t.item == "armoured cars"] == [10]
    assert len({t.equipment for t in found}) == 2


def test_a_halt_after_a_contract_is_fit_for_a_list_and_one_before_is_not(read):
    signed = "Tunisia ordered six helicopters from Italy in 2021. Rome suspended the delivery in 2022."
    wanted = "Spain agreed to sell Venezuela four corvettes. Madrid later cancelled the sale."
    assert [t.eligible for t in read(signed, published="2023-05-04").transfers] == [True]
    assert [t.eligible for t in read(wanted, published="2023-05-04").transfers] == [False]


def test_what_one_telling_knows_the_record_keeps(read):
    text = "Tunisia ordered six helicopters from Italy in 2021. Rome suspended the delivery in 2022."
    (deal,) = read(text, published="2023-05-04").transfers
    assert (deal.ordered, deal.terms, deal.when) == (6, "sale", "2022")
    assert deal.text == "Rome suspended the delivery in 2022."


@pytest.mark.parametrize(("text", "measure", "stage", "steps"), ONE_MEASURE)
def test_one_measure_told_twice_has_its_last_stage(text, measure, stage, steps, read):
    found = read(text, published="2023-05-04").restrictions
    assert [(r.measure, r.stage, r.status) for r in found] == [(measure, stage, stage)]
    assert [s.stage for s in found[0].steps] == steps


@pytest.mark.parametrize(("text", "measures"), TWO_MEASURES)
def test_two_measures_stay_two(text, measures, read):
    found = read(text, published="2023-05-04").restrictions
    assert sorted((f"{r.sender}>{r.target}", r.measure) for r in found) == measures


@pytest.mark.parametrize("text", TEXTS)
def test_every_span_quotes_the_text(text, read):
    reading = read(text, published="2023-05-04")
    records = (*reading.transfers, *reading.restrictions)
    assert records
    for record in records:
        assert record.span.of(reading.text) == record.text != ""
        assert record.steps
        for step in record.steps:
            assert step.span.of(reading.text).strip()
            assert step.sentence.holds(step.span)
            assert 0 <= step.sentence.start < step.sentence.end <= len(reading.text)
        assert record.span in {s.sentence for s in record.steps}
        assert record.stage in {s.stage for s in record.steps}
    assert all(t.item_span.of(reading.text).strip() for t in reading.transfers)
    assert all(t.condition is None or t.condition in reading.text for t in reading.transfers)
    assert all(w.span.of(reading.text) == w.text for r in reading.restrictions for w in r.exemptions)


@pytest.mark.parametrize("text", TEXTS)
def test_what_a_record_names_is_in_the_reading(text, read):
    reading = read(text, published="2023-05-04")
    events, equipment = {e.id for e in reading.events}, {e.id for e in reading.equipment}
    times = {t.value for t in reading.times}
    for record in (*reading.transfers, *reading.restrictions):
        assert record.event is None or record.event in record.events
        assert set(record.events) <= events
        assert {s.event for s in record.steps} - {None} <= events
        assert {s.when for s in record.steps} - {None} <= times
    assert {t.equipment for t in reading.transfers} <= equipment


@pytest.mark.parametrize("text", TEXTS)
def test_ids_are_unique_and_sides_are_two(text, read):
    reading = read(text, published="2023-05-04")
    ids = [r.id for r in (*reading.transfers, *reading.restrictions)]
    assert len(set(ids)) == len(ids)
    assert all(ids)
    for transfer in reading.transfers:
        assert transfer.supplier != transfer.recipient
    for restriction in reading.restrictions:
        assert restriction.sender == (restriction.senders[0] if restriction.senders else None)
        assert restriction.target == restriction.targets[0]
        assert not set(restriction.senders) & set(restriction.targets)


@pytest.mark.parametrize("text", TEXTS[:4])
def test_reading_twice_gives_the_same_registers(text, read):
    one, other = read(text), read(text)
    assert (one.transfers, one.restrictions) == (other.transfers, other.restrictions)


def test_wire_copy_holds_each_deal_and_measure_once(read):
    reading = read(WIRE, published="2023-05-04")
    deals = {f"{t.supplier}>{t.recipient} {t.stage}" for t in reading.transfers}
    assert {"TUR>QAT contracted", "TUR>TUN contracted", "SVN>UKR offered"} <= deals
    assert sum(d.startswith("ESP>VEN") for d in deals) == 1
    assert [(r.sender, r.target, r.holder) for r in reading.restrictions] == [
        ("NOR", "RUS", "narrator"),
        ("IND", "NPL", "Nepal"),
        ("JPN", "MMR", "narrator"),
    ]
