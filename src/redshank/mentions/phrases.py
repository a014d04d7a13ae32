"""One noun phrase as an actor: a name, an office-holder, a body, or people known by their role."""

from collections.abc import Iterator, Mapping

import msgspec

from redshank.grammar import conjuncts, first_conjunct, kids_with
from redshank.lexicon.entities import Entities
from redshank.mentions.names import MODIFIERS, Name
from redshank.mentions.roles import Noun, noun_at, noun_with_of, of_what, phrase_start, sectors_of
from redshank.records import MentionForm, Sentence

BELONGS = frozenset({"of", "for", "from", "at", "with"})
COUNTED = frozenset({"of"})
STANDS_IN = frozenset({"in", "throughout", "across"})
JOINING = frozenset({"and", ",", "&"})
DEEPEST = 3  # "a group of members of the army of ..."


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A mention in the making, in tokens."""

    head: int
    first: int
    last: int
    form: MentionForm
    entries: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    rule: str


class Role(msgspec.Struct, frozen=True, kw_only=True):
    """People or a body known by a noun: whose they are (once for each conjunct), and their sectors."""

    first: int
    last: int
    owners: tuple[tuple[Name, ...], ...] = ()
    entries: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    known: bool = True
    spent: frozenset[int] = frozenset()
    rule: str = "noun"


class Scene(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence with the names that stand in it."""

    sentence: Sentence
    names: Mapping[int, Name]  # by head token
    entities: Entities

    def names_in(self, first: int, stop: int) -> tuple[Name, ...]:
        """Return the names that lie wholly in [first, stop), in order."""
        return tuple(
            sorted((n for n in self.names.values() if n.first >= first and n.last < stop), key=lambda n: n.first)
        )

    def is_kind(self, name: Name, *kinds: str) -> bool:
        """Say whether the name may mean an entity of one of these kinds."""
        return any(self.entities[e].kind in kinds for e in name.entries)


def is_modifier(sentence: Sentence, i: int) -> bool:
    """Say whether the token stands before a noun that it describes; owners ("Israel's") are phrases of their own."""
    token = sentence.tokens[first_conjunct(sentence, i)]
    return token.dep in MODIFIERS and token.dep != "poss" and token.head > i


def owner_entries(scene: Scene, names: tuple[Name, ...]) -> tuple[str, ...]:
    """Return what the owners stand for: a state, a body; for a person the state that he or she serves."""
    found: list[str] = []
    for name in names:
        for entry in name.entries:
            entity = scene.entities[entry]
            found.append(entity.country or entry if entity.kind == "person" else entry)
    return tuple(dict.fromkeys(found))


def _is_bare(scene: Scene, name: Name) -> bool:
    """Say whether the name stands free of a hyphen: not "US-backed", "anti-American"."""
    tokens = scene.sentence.tokens
    before = tokens[name.first - 1].text if name.first else ""
    after = tokens[name.last + 1].text if name.last + 1 < len(tokens) else ""
    return before not in {"-", "–"} and after not in {"-", "–"}


def owners_before(scene: Scene, first: int, stop: int) -> tuple[tuple[Name, ...], ...]:
    """Return the names before a noun; two joined by "and" are two owners."""
    # "Syrian intelligence officers": the name may run into the noun.
    names = [n for n in scene.names_in(first, stop + 4) if n.first < stop and _is_bare(scene, n)]
    names = [n for n in names if not n.uses <= {"surname"} or scene.is_kind(n, "person")]
    if len(names) > 1:
        joined = [n for n in names if first_conjunct(scene.sentence, n.head) in {m.head for m in names if m is not n}]
        if joined:
            first_one = first_conjunct(scene.sentence, joined[0].head)
            names = [n for n in names if n in joined or n.head == first_one]
            return tuple((n,) for n in (*sharers_before(scene, names[0]), *names))
    return tuple((n,) for n in (*sharers_before(scene, names[0]), names[0])) if names else ()


def sharers_before(scene: Scene, name: Name) -> tuple[Name, ...]:
    """Return the demonyms that share the noun of the one behind them, however the parser hung them.

    "Thai and Malaysian police", "Turkish, Iraqi leaders": the police of both, the leaders of both.
    """
    before = _shared_with(scene, name.first)
    return () if before is None else (*sharers_before(scene, before), before)


def _shared_with(scene: Scene, first: int) -> Name | None:
    """Return the demonym that ends right before the "and" or comma before token `first`."""
    tokens = scene.sentence.tokens
    if first < 2 or tokens[first - 1].text.lower() not in JOINING or not tokens[first].text[:1].isupper():
        return None
    end = first - 2
    if tokens[end].text == "," and end:
        end -= 1
    before = next((n for n in scene.names.values() if n.last == end), None)
    singular = before is not None and tokens[before.head].tag not in {"NNS", "NNPS"}
    return (
        before if before is not None and singular and "adjective" in before.uses and "name" not in before.uses else None
    )


def role_at(scene: Scene, h: int, depth: int = 0) -> Role | None:
    """Read the phrase headed by `h` as people or a body known by a noun."""
    sentence, entities = scene.sentence, scene.entities
    first = phrase_start(sentence, h)
    noun = noun_with_of(sentence, first, h, entities) or noun_at(sentence, first, h, entities)
    word = sentence.tokens[h].lemma.lower()
    counts = word in entities.naming.partitives or sentence.tokens[h].text.lower() in entities.naming.partitives
    if counts and depth < DEEPEST:
        bundle = _bundle(scene, h, first, noun, depth)
        if bundle is not None:
            return bundle
    if noun is None:
        return None
    role = _owned(scene, h, first, noun, depth)
    if noun.words in entities.naming.never_alone and not role.owners:
        return None
    if noun.weak and not role.owners and role.sectors == noun.sectors and not (depth or _is_counted(sentence, h)):
        return None
    return role


def _is_counted(sentence: Sentence, h: int) -> bool:
    """Say whether common words for people are counted or suffer something: "two men", "killed a woman"."""
    kids = {sentence.tokens[k].dep for k in sentence.kids[h] if sentence.tokens[k].tag in {"CD", "JJ"}}
    return "nummod" in kids or sentence.tokens[h].dep in {"nsubjpass", "dobj"}


def _bundle(scene: Scene, h: int, first: int, noun: Noun | None, depth: int) -> Role | None:
    """Read "a group of Moroccan diplomats", "members of the army"."""
    for inner_head in of_what(scene.sentence, h, COUNTED):
        inner = _inner(scene, inner_head, depth)
        if inner is None:
            continue
        owners = inner.owners or owners_before(scene, first, h)
        sectors = inner.sectors or (noun.sectors if noun else ())
        return msgspec.structs.replace(
            inner,
            first=first,
            owners=owners,
            sectors=sectors,
            spent=inner.spent | frozenset(range(first, inner.last + 1)),
        )
    return None


def _inner(scene: Scene, i: int, depth: int) -> Role | None:
    """Read what stands behind "of" or "for": a name, or again people known by a noun."""
    name = scene.names.get(i)
    if name is None:
        return role_at(scene, i, depth + 1)
    sectors = tuple(dict.fromkeys(s for e in name.entries[:1] for s in scene.entities[e].sectors))
    if name.uses & {"people"} and not name.uses & {"name"}:
        sectors = ("CVL",)
    before = range(min(phrase_start(scene.sentence, i), name.first), name.last + 1)
    return Role(first=name.first, last=name.last, owners=((name,),), sectors=sectors, spent=frozenset(before))


def _owned(scene: Scene, h: int, first: int, noun: Noun, depth: int) -> Role:
    sentence, entities = scene.sentence, scene.entities
    owners = owners_before(scene, first, noun.first)
    sectors = sectors_of(sentence, first, noun, entities)
    start = min([first, *(n.first for owner in owners for n in owner)])
    last, spent, rule = noun.last, set(range(start, noun.last + 1)), "noun"
    belongs = noun.words.split()[-1] in entities.naming.spoken_for
    if depth < DEEPEST:
        for i in of_what(sentence, h, BELONGS if belongs or noun.titled else COUNTED | {"from"}):
            inner = _inner(scene, i, depth) if i > noun.last else None
            if inner is None or _is_town(scene, i):
                continue
            if not owners:
                owners, rule = inner.owners + _joined_owners(scene, i), "noun-of"
                if len(owners) > 1:
                    last = owners[-1][-1].last
                    spent |= set(range(first, last + 1))
            if belongs and inner.sectors and inner.known:
                sectors = inner.sectors
            last = max(last, inner.last)
            spent |= inner.spent
    owners, last, spent, rule = _standing_in(scene, h, owners, sectors, last, spent, rule)
    return Role(
        first=first, last=last, owners=owners, sectors=sectors, known=noun.known, spent=frozenset(spent), rule=rule
    )


def _joined_owners(scene: Scene, i: int) -> tuple[tuple[Name, ...], ...]:
    """Return the further owners in "the presidents of Kenya and Uganda"."""
    names = (scene.names.get(k) for k in conjuncts(scene.sentence, i)[1:])
    return tuple((n,) for n in names if n is not None and "name" in n.uses)


def _is_town(scene: Scene, i: int) -> bool:
    name = scene.names.get(i)
    return name is not None and "capital" in name.uses and "name" not in name.uses


def _standing_in(
    scene: Scene,
    h: int,
    owners: tuple[tuple[Name, ...], ...],
    sectors: tuple[str, ...],
    last: int,
    spent: set[int],
    rule: str,
) -> tuple[tuple[tuple[Name, ...], ...], int, set[int], str]:
    """Take the country from "in": opposition groups in Zimbabwe. Soldiers may stand in a land that is not theirs."""
    tokens = scene.sentence.tokens
    ethnic = any(tokens[k].text.lower() == "ethnic" for k in scene.sentence.kids[h])
    if (owners and not ethnic) or "MIL" in sectors:
        return owners, last, spent, rule
    abroad = tokens[h].lemma.lower() in scene.entities.naming.abroad
    wanted = frozenset({"name"}) if abroad else frozenset({"name", "capital"})
    for i in of_what(scene.sentence, h, STANDS_IN):
        name = scene.names.get(i)
        if name is not None and scene.is_kind(name, "state", "region") and name.uses & wanted:
            return ((name,),), max(last, name.last), spent | set(range(h, name.last + 1)), "noun-in"
    return owners, last, spent, rule


def role_drafts(scene: Scene, h: int, role: Role) -> Iterator[Draft]:
    """Write a role as mentions, one for each owner: "Hungarian and Romanian officials" are two."""
    if len(role.owners) < 2:
        entries = owner_entries(scene, role.owners[0]) if role.owners else role.entries
        yield Draft(
            head=h, first=role.first, last=role.last, form="noun", entries=entries, sectors=role.sectors, rule=role.rule
        )
        return
    starts = [min(role.first, role.owners[0][0].first), *(owner[0].first for owner in role.owners[1:])]
    ends = [*(owner[-1].last for owner in role.owners[:-1]), role.last]
    for first, last, owner in zip(starts, ends, role.owners, strict=True):
        if first > last:
            first, last = owner[0].first, owner[-1].last
        yield Draft(
            head=h,
            first=first,
            last=last,
            form="noun",
            entries=owner_entries(scene, owner),
            sectors=role.sectors,
            rule=role.rule,
        )


def appositions(sentence: Sentence, i: int) -> tuple[int, ...]:
    """Return what stands in apposition to `i`, or what `i` stands in apposition to."""
    up = (sentence.tokens[i].head,) if sentence.tokens[i].dep == "appos" else ()
    return (*up, *kids_with(sentence, i, "appos"))
