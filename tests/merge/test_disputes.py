"""What does not fit together: each kind of dispute, both sides with their words; and what is no dispute."""

import pytest

CASES = [
    ("denial", "Chad said Libyan jets had bombed Faya.\n\nLibya denied bombing Faya.", "Libyan jets", "bombing Faya"),
    (
        "denial",
        "Peru accused Ecuador of shelling its outpost.\n\nEcuador's army rejected the accusation.",
        "shelling its outpost",
        "the accusation",
    ),
    (
        "denial",
        "Kenya said 40 raiders had been killed by its troops.\n\nSomalia dismissed the figure as a fairy tale.",
        "40 raiders",
        "the figure",
    ),
    (
        "contradiction",
        "Greece called the landing an “invasion”, but Turkey says it was only a rescue of fishermen.",
        "invasion",
        "rescue of fishermen",
    ),
    (
        "number",
        "Eritrea said 60 of its soldiers had been killed.\n\nEthiopian radio spoke of 1,500 Eritrean dead.",
        "60 of its soldiers",
        "1,500",
    ),
    (
        "request refused",
        "Nepal asked India for helicopters.\n\nIndia rejected the request.",
        "helicopters",
        "the request",
    ),
    (
        "contrast",
        "Russia said it would not send troops to Belarus. It did, however, promise to supply Belarus with missiles.",
        "not send troops",
        "to supply",
    ),
    (
        "scope",
        "Lithuania blocked the transit of Russian steel last week.\n\nLithuania says the ban only affects one line.",
        "blocked",
        "only affects",
    ),
    ("conversion", "The missile flies 500 km (270 miles), the Russian army said.", "500 km", "270 miles"),
    (
        "unanswered allegation",
        "Moscow sent troops to Georgia, alleging that NATO planned to attack Russia.",
        "NATO planned",
        None,
    ),
    (
        "request refused",
        "Nurses in Conakry asked for a corridor to the harbour. The request was turned down within the hour.",
        "a corridor",
        "turned down",
    ),
    (
        "request answered",
        "Bishops urged the port authority to release the crew. The authority complied on Sunday.",
        "release the crew",
        "complied",
    ),
    (
        "request answered",
        "Monitors asked for a pause to bury the dead. It was granted by the brigade on the ridge.",
        "a pause",
        "granted",
    ),
    (
        "request refused",
        "Lima demanded that Quito withdraw its patrols. Ecuador's army will not leave the valley, its spokesman said.",
        "withdraw its patrols",
        "will not leave",
    ),
    (
        "request answered",
        "The union asked Ghana to reopen the crossing. Ghana's interior minister said it would do so on Monday.",
        "reopen the crossing",
        "would do so",
    ),
    (
        "denial",
        "Sudan said its gunners had sunk a Libyan ferry off the northern harbour.\n\n"
        "“No ferry was at sea,” a colonel in Tripoli answered.",
        "a Libyan ferry",
        "No ferry",
    ),
]


@pytest.mark.parametrize(("kind", "text", "one", "other"), CASES)
def test_both_sides_are_named_with_their_words(kind, text, one, other, read):
    found = [d for d in read(text).disputes if d.kind == kind]
    assert found, [(d.kind, d.about) for d in read(text).disputes]
    dispute = found[0]
    assert one in dispute.sides[0].text
    if other is None:
        assert dispute.b == ()
    else:
        assert any(other in side.text for side in dispute.sides[1:])
    assert len(dispute.sides) == len(dispute.spans) == 1 + len(dispute.b)
    for side in dispute.sides:
        assert side.holder
        assert side.span.of(text) == side.text


def test_caption_of_another_meeting_is_kept_apart(read):
    text = (
        "Norway and Chad meet in Oslo\n\n"
        "Norway's president meets Chad's president in Lagos on June 2, 1999. Photo: Wire\n\n"
        "OSLO, June 25, 1999 - Norway's president met Chad's president in Oslo on Friday for talks on oil."
    )
    apart = [d for d in read(text).disputes if d.kind == "not the same event"]
    captions = [e for e in read(text).events if e.zone == "caption"]
    assert bool(apart) == bool(captions)


@pytest.mark.parametrize(
    "text",
    [
        "Chad said the road was open. Libya said the harvest was good.",  # two claims about two things
        "Chad denied that it had bombed Faya.",  # nobody said so
        "Chad said its jets had bombed Faya. Chad later denied bombing Faya.",  # one mouth
        "The range is 26 km (16 miles).",  # fairly rounded
        "Nurses asked for a corridor. A lorry was turned down the wrong street.",  # no answer
        "Nurses asked for a corridor. Rebels complied with the law, a judge said.",  # of something else
        "Chad said it had lost 12 men.\n\nChad's army put its dead at 30.",  # one party, two counts of its own
    ],
)
def test_no_dispute(text, read):
    assert [d.kind for d in read(text).disputes if d.kind not in {"unanswered allegation"}] == []


def test_an_answered_allegation_is_not_unanswered(read):
    text = "Chad accused Libya of bombing Faya.\n\nLibya denied bombing Faya."
    assert "unanswered allegation" not in {d.kind for d in read(text).disputes}


def test_whoever_asks_and_answers_are_the_sides_of_a_request(read):
    asked = "Peru, which Brazil has asked to open its archives"
    text = f"{asked}, refused, a Chinese arms control official, Qiu Renshan, said on Friday."
    sides = next(d.sides for d in read(text).disputes if d.kind == "request refused")
    assert [s.holder for s in sides] == ["Brazil", "Peru"]


def test_nobody_answers_his_own_request(read):
    text = (
        "Gideon Almog, an Israeli spokesman, demanded word of seven Israeli servicemen missing in Lebanon. "
        "Almog refused to let more prisoners go until it came."
    )
    refusals = [e for e in read(text).events if e.type == "REJECT"]
    assert refusals
    assert [e.answers for e in refusals] == [()]
