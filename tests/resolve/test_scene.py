"""The scene carried on: the place and the day of acts whose own clause does not name them, and where it must stop."""

import pytest

DAY = "1999-05-04"  # a Tuesday


def acts(reading, word):
    """Return the events that a word tells."""
    return [e for e in reading.events if word in e.predicate.of(reading.text).split()]


def where(reading, word):
    """Return the place and its basis of the one act that a word tells."""
    (act,) = acts(reading, word)
    return (act.place.name, act.place.basis) if act.place else None


def when(reading, word):
    """Return the day and its basis of the one act that a word tells."""
    (act,) = acts(reading, word)
    return (act.when.value, act.when.basis) if act.when else None


@pytest.mark.parametrize(
    ("text", "word", "place"),
    [
        ("Rebels attacked a mission in Kitgum on Sunday. They abducted 12 teachers.", "abducted", "Kitgum"),
        ("Soldiers stormed the radio station in Bissau on Friday. They arrested the director.", "arrested", "Bissau"),
        ("Turkish jets bombed camps near Hakkari on Monday. The army killed 14 rebels.", "killed", "Hakkâri"),
        ("Gunmen attacked a convoy near Kandahar on Sunday. They kidnapped three drivers.", "kidnapped", "Kandahār"),
        ("Gunmen shot dead a judge in Mosul on Sunday. They also wounded his driver.", "wounded", "Mosul"),
        ("Students marched in Jakarta on Monday. Police fired tear gas at the students.", "fired", "Jakarta"),
        ("Rebel troops attacked Monrovia on Saturday. They killed six policemen.", "killed", "Monrovia"),
        ("Strikers blocked a bridge in Guayaquil on Friday. Police arrested 30 strikers.", "arrested", "Guayaquil"),
        ("Militants attacked a barracks in Grozny on Sunday. They killed four Russian soldiers.", "killed", "Grozny"),
    ],
)
def test_the_telling_goes_on_at_the_same_spot(read, text, word, place):
    assert where(read(text, published=DAY), word) == (place, "story")


@pytest.mark.parametrize(
    ("text", "word", "place"),
    [
        ("After rebels attacked Bouake on Monday, the army killed nine rebels.", "killed", "Bouaké"),
        ("Police raided a mosque in Tashkent on Saturday and beat two students.", "beat", "Tashkent"),
        ("Rebels attacked a bus near Gulu and later freed nine passengers.", "freed", "Gulu"),
    ],
)
def test_one_place_serves_its_sentence(read, text, word, place):
    found = where(read(text, published=DAY), word)
    assert found is not None
    assert found[0] == place
    assert found[1] in {"syntax", "sentence"}


@pytest.mark.parametrize(
    ("text", "word", "place"),
    [
        ("Gunmen who attacked a bank in Karachi on Monday killed two guards.", "killed", "Karachi"),
        ("The army shelled Goma on Monday; rebels freed 12 prisoners.", "freed", "Goma"),
    ],
)
def test_a_place_from_a_neighbour_clause_is_the_sentence_s(read, text, word, place):
    assert where(read(text, published=DAY), word) == (place, "sentence")


@pytest.mark.parametrize(
    ("text", "word", "place"),
    [
        (
            "TBILISI, Aug 9 (Cape Wire) - Thousands of demonstrators marched to demand new elections.",
            "marched",
            "Tbilisi",
        ),
        ("LA PAZ, May 3 (Cape Wire) - Bolivian miners blocked the main road on Monday.", "blocked", "La Paz"),
        ("NAIROBI, May 3 (Cape Wire) - Police arrested six opposition leaders on Sunday.", "arrested", "Nairobi"),
        ("COLOMBO, May 3 (Cape Wire) - The Sri Lankan government lifted the curfew on Monday.", "lifted", "Colombo"),
        ("DHAKA, May 3 (Cape Wire) - The Bangladeshi foreign minister condemned the attack.", "condemned", "Dhaka"),
        ("VIENNA, May 3 (Cape Wire) - Iran and Iraq signed an agreement on prisoners on Monday.", "signed", "Vienna"),
        (
            "BEIRUT, May 3 (Cape Wire) - Israeli warplanes attacked a Lebanese power station on Monday.",
            "attacked",
            "Beirut",
        ),
        ("MANILA, March 2 (Delta News) - The Philippine senate rejected the treaty on Monday.", "rejected", "Manila"),
        ("LUSAKA, Jan 11 (Delta News) - Zambia expelled two Angolan diplomats on Monday.", "expelled", "Lusaka"),
        ("CAIRO, May 3 (Delta News) - Egypt urged Israel on Monday to free the prisoners.", "urged", "Cairo"),
        ("SUVA, May 20 (Delta News) - Fijian soldiers arrested the prime minister.", "arrested", "Suva"),
        ("SEOUL, June 6 (Delta News) - Thousands of students protested against the law.", "protested", "Seoul"),
        ("PRAGUE, Nov 20 (Delta News) - Czech workers went on strike on Friday.", "went", "Prague"),
        ("TUNIS, April 9 (Delta News) - Gunmen killed a Tunisian lawmaker here on Friday.", "killed", "Tunis"),
        ("OTTAWA, Oct 2 (Delta News) - Canada imposed sanctions on Haiti on Friday.", "imposed", "Ottawa"),
    ],
)
def test_those_at_home_act_where_the_dateline_stands(read, text, word, place):
    assert where(read(text, published=DAY), word) == (place, "dateline")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        # a party elsewhere
        ("TBILISI, Aug 9 (Cape Wire) - Police arrested a spy on Monday.\n\nBrazil condemned the arrest.", "condemned"),
        ("HARARE, May 3 (Cape Wire) - Zimbabwean troops killed 40 Congolese rebels on Sunday.", "killed"),
        ("TEHRAN, May 3 (Cape Wire) - Iranian planes bombed Iraqi bases on Sunday.", "bombed"),
        ("LISBON, May 3 (Cape Wire) - Indonesian soldiers shot dead four Timorese students on Sunday.", "shot"),
        ("MADRID, May 3 (Cape Wire) - A court sat on Monday.\n\nCuba expelled two Spanish diplomats.", "expelled"),
        ("JUBA, May 3 (Cape Wire) - Police arrested a reporter. The arrest was condemned by Britain.", "condemned"),
        # another land is named
        ("HANOI, May 3 (Cape Wire) - Vietnamese police arrested four men on the Laotian border.", "arrested"),
        ("TASHKENT, May 3 (Cape Wire) - Uzbek guards shot dead two smugglers on the Tajik side of the river.", "shot"),
        # recalled
        (
            "ATHENS, May 3 (Cape Wire) - A Greek court sat.\n\nIn 1975 gunmen killed the American station chief.",
            "killed",
        ),
        (
            "BUENOS AIRES, May 3 (Cape Wire) - A judge spoke.\n\nTwenty years ago soldiers abducted nine students.",
            "abducted",
        ),
        # foreigners speak elsewhere
        ("BANGKOK, May 3 (Cape Wire) - Bolivia rejected the offer on Monday.", "rejected"),
        # the government has its seat elsewhere
        ("SAO PAULO, May 3 (Cape Wire) - Brazil expelled a Liberian diplomat on Monday.", "expelled"),
        ("ISTANBUL, May 3 (Cape Wire) - Turkey rejected the offer on Monday.", "rejected"),
        ("BOMBAY, May 3 (Cape Wire) - The Indian government banned the group on Monday.", "banned"),
        # without a dateline nothing is lent
        ("Thousands of demonstrators marched to demand new elections.", "marched"),
        ("The Chilean government lifted the curfew on Monday.", "lifted"),
    ],
)
def test_no_place_is_lent(read, text, word):
    (act,) = acts(read(text, published=DAY), word)
    assert act.place is None


@pytest.mark.parametrize(
    ("text", "word", "wrong"),
    [
        ("Rebels attacked Kitgum on Sunday. Soldiers killed six rebels near Gulu.", "killed", "Kitgum"),
        ("Turkish jets bombed Hakkari on Monday. Indian troops shelled a village in Nepal.", "shelled", "Hakkâri"),
        ("Rebels attacked Bouake on Sunday.\n\nFrance condemned the attack.", "condemned", "Bouaké"),
        ("Rebels attacked Bouake on Sunday. France condemned the attack.", "condemned", "Bouaké"),
        ("Militants killed a priest in Manila. Japan sent 40 doctors to Honduras.", "sent", "Manila"),
        ("KAMPALA, May 3 (Cape Wire) - Rebels attacked Kitgum. Kenya closed its embassy.", "closed", "Kitgum"),
        (
            "LIMA, May 3 (Cape Wire) - Rebels attacked Huanta. Sixteen years ago soldiers killed 60 farmers.",
            "killed",
            "Huanta",
        ),
        ("Gunmen attacked a bank in Karachi. China accused Taiwan of spying.", "accused", "Karachi"),
        ("QUITO, May 3 (Cape Wire) - Ecuador said Peru had shelled its posts.", "shelled", "Quito"),
        ("ASMARA, May 3 (Cape Wire) - Eritrea said Ethiopian planes had bombed a dam.", "bombed", "Asmara"),
        ("AMMAN, May 3 (Cape Wire) - Jordan promised to send doctors to Sanaa.", "promised", "Sanaa"),
        ("OSLO, May 3 (Cape Wire) - Norway threatened to expel diplomats from Sofia.", "threatened", "Sofia"),
        ("The minister warned of an attack on Djibouti.", "warned", "Djibouti"),
    ],
)
def test_the_wrong_place_is_not_carried_on(read, text, word, wrong):
    reading = read(text, published=DAY)
    found = acts(reading, word)
    assert found
    assert wrong not in {act.place.name for act in found if act.place}


@pytest.mark.parametrize(
    ("text", "word", "day"),
    [
        ("Rebels attacked a mission in Kitgum on Sunday. They abducted 12 teachers.", "abducted", "1999-05-02"),
        ("Soldiers stormed the station in Bissau on Friday. They arrested the director.", "arrested", "1999-04-30"),
        ("Police raided a mosque in Tashkent on Saturday. They arrested nine men.", "arrested", "1999-05-01"),
        ("Greek farmers blocked a road on Monday. They burned tyres and attacked policemen.", "attacked", "1999-05-03"),
        ("Maoist rebels attacked a barracks in Nepal on April 19. They killed 11 soldiers.", "killed", "1999-04-19"),
    ],
)
def test_the_day_goes_on_with_the_same_doers(read, text, word, day):
    assert when(read(text, published=DAY), word) == (day, "story")


@pytest.mark.parametrize(
    ("text", "word", "day"),
    [
        ("On Sunday rebels attacked Kitgum and soldiers killed nine rebels.", "attacked", "1999-05-02"),
        ("Gunmen entered the bank on Monday and killed two guards.", "killed", "1999-05-03"),
        ("On Friday troops surrounded the town and attacked the barracks.", "attacked", "1999-04-30"),
        ("Soldiers attacked the camp on Thursday, killing 60 refugees.", "attacked", "1999-04-29"),
    ],
)
def test_the_day_of_the_sentence(read, text, word, day):
    found = when(read(text, published=DAY), word)
    assert found is not None
    assert found[0] == day
    assert found[1] in {"syntax", "sentence"}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        # another party's answer
        ("Rebels attacked Kitgum on Sunday. Kenya condemned the attack.", "condemned"),
        # a new paragraph
        ("Rebels attacked Kitgum on Sunday.\n\nThey abducted 12 teachers.", "abducted"),
        # the day is only the page's
        ("Rebels attacked the mission in Kitgum. They abducted 12 teachers.", "abducted"),
        # the day belongs to the saying
        ("The army said on Monday that rebels had attacked Kitgum.", "attacked"),
        # a deed of another time
        ("Police arrested on Sunday the men who had killed a judge.", "killed"),
        ("The rebels, who have killed 40 farmers, attacked Kitgum on Sunday.", "killed"),
        # the day lies ahead
        ("Rebels attacked Kitgum and said talks would open on Friday.", "attacked"),
    ],
)
def test_no_day_is_lent(read, text, word):
    (act,) = acts(read(text, published=DAY), word)
    assert act.when is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("KITGUM, May 3 (Cape Wire) - Rebels attacked the mission.", "attacked"),
        ("GENEVA, April 12, 1994 (Delta News) - Peru condemned the raid.", "condemned"),
    ],
)
def test_the_date_of_the_dateline_is_no_day_of_an_act(read, text, word):
    (act,) = acts(read(text, published=DAY), word)
    assert act.when is None


def test_today_is_the_day_of_the_dateline(read):
    reading = read("LUSAKA, Jan 11, 1994 (Delta News) - Zambian police arrested six officers today.")
    assert when(reading, "arrested") == ("1994-01-11", "syntax")


def test_the_place_lent_is_one_of_the_story_and_no_finer(read):
    reading = read("Rebels attacked a mission in Uganda on Sunday. They abducted 12 teachers.", published=DAY)
    (act,) = acts(reading, "abducted")
    (place,) = (p for p in reading.places if p.id == act.place.place)
    assert (place.name, place.precision) == ("Uganda", "country")
