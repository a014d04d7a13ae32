"""The shape of each entity file: what may stand in a row or an entry. Anything else fails at load."""

import msgspec


class StateRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of states.csv."""

    code: str
    name: str
    iso2: str | None = None
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capital: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    country: str | None = None
    plover: str | None = None
    cow: str | None = None
    gw: str | None = None
    fips: str | None = None
    cameo: str | None = None
    start: str | None = None
    end: str | None = None
    sectors: tuple[str, ...] = ()
    geonameid: str | None = None
    latitude: str | None = None
    longitude: str | None = None
    radius_km: str | None = None
    note: str | None = None


class LeaderRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of leaders.csv: one person in one office."""

    name: str
    country: str
    office: str
    aliases: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    sectors: tuple[str, ...] = ()
    note: str | None = None


class PeriodRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A time in which a body stood elsewhere: a party in government, a movement in power."""

    sectors: tuple[str, ...]
    start: str | None = None
    end: str | None = None
    note: str | None = None


class BodyRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One `[[entity]]` of the TOML files."""

    name: str
    code: str | None = None  # institutions of a state have none: they carry that of the state
    names: tuple[str, ...] = ()
    kind: str | None = None
    plover: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    parent: str | None = None
    note: str | None = None
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    cameo: str | None = None
    cow: str | None = None
    gw: str | None = None
    capital: tuple[str, ...] = ()
    period: tuple[PeriodRow, ...] = ()
    ambiguous: bool | tuple[str, ...] = ()
    codable: bool = True


class BodyFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A TOML file of entities."""

    entity: tuple[BodyRow, ...] = ()


class NounRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Nouns for people or bodies of one sector (agents.toml, `[[agent]]` and `[[unknown]]`)."""

    nouns: tuple[str, ...]
    sector: str | tuple[str, ...] = ()
    weak: bool = False  # common words: actors only beside a state or body ("Serb forces")
    note: str | None = None


class TitleRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Titles that stand before a name, or alone (agents.toml, `[[title]]`)."""

    words: tuple[str, ...]
    sectors: str | tuple[str, ...] = ()
    office: str | None = None
    note: str | None = None


class ModifierRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words before a noun that change its sector: former, opposition, rebel (agents.toml, `[[modifier]]`)."""

    words: tuple[str, ...]
    sector: str | tuple[str, ...]
    note: str | None = None


class AgentFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file agents.toml."""

    agent: tuple[NounRow, ...] = ()
    title: tuple[TitleRow, ...] = ()
    unknown: tuple[NounRow, ...] = ()
    modifier: tuple[ModifierRow, ...] = ()


class NamingFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file naming.toml: how persons are called for short."""

    surname_first: tuple[str, ...] = ()  # codes of states whose persons' family name stands first
    particles: tuple[str, ...] = ()  # small words that belong to the family name
    suffixes: tuple[str, ...] = ()  # words after the family name
    famous: tuple[str, ...] = ()  # offices whose holders are called by the family name alone
    everyday: tuple[str, ...] = ()  # family names that are everyday words or common names
    partitives: tuple[str, ...] = ()  # nouns that count what follows "of": group, thousands
    spoken_for: tuple[str, ...] = ()  # nouns for people who belong to what stands before them: spokesman, member
    minorities: tuple[str, ...] = ()  # words before a people that lives in another land
    abroad: tuple[str, ...] = ()  # nouns for people whom a capital hosts rather than employs
    stateless: tuple[str, ...] = ()  # words that deny people a country: international, multinational
    stateless_codes: dict[str, str] = {}  # the body that they count as, by sector
    firms: tuple[str, ...] = ()  # words that end the name of a firm
    combining: tuple[str, ...] = ()  # adjectives only before a hyphen: Franco-German
    governments: tuple[str, ...] = ()  # nouns of rule
    levels: tuple[str, ...] = ()  # words before them that say at what level
    never_alone: tuple[str, ...] = ()  # titles and nouns that alone are things: justice, resistance
    public: tuple[str, ...] = ()  # sectors in which a person acts for the public
    at_home: tuple[str, ...] = ()  # sectors of people who belong to the country of the story
    speech: tuple[str, ...] = ()  # verbs of speaking
    place_verbs: tuple[str, ...] = ()  # verbs whose object is a place when it is a capital
    place_nouns: tuple[str, ...] = ()  # nouns whose owner is a place when it is a capital
    place_words: tuple[str, ...] = ()  # prepositions behind which a capital is a place
    inside_words: tuple[str, ...] = ()  # prepositions behind which a state is a place


class AnaphorRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Nouns that point back: "the alliance", "both sides" (anaphora.toml)."""

    nouns: tuple[str, ...]
    kinds: tuple[str, ...]  # kinds of actors they may mean
    sectors: tuple[str, ...] = ()  # only actors of one of these sectors
    many: bool = False  # two or more actors at once


class AnaphorFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file anaphora.toml."""

    personal: tuple[str, ...] = ()  # what only somebody can be: "it is willing to" speaks of an actor
    anaphor: tuple[AnaphorRow, ...] = ()
