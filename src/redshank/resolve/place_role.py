"""What a place name does in its sentence: stand for the land, for the state that acts, or for neither."""

from redshank.gazetteer import Entry
from redshank.grammar import first_conjunct
from redshank.lexicon.places import PlaceCues
from redshank.records import Mention, PlaceRole, Sentence

STATES = frozenset({"country", "continent"})
ACTING = STATES | {"admin1", "admin2", "city", "region"}


def role_of(
    sentence: Sentence, mention: Mention, entry: Entry | None, cues: PlaceCues, *, capital: bool
) -> tuple[PlaceRole, str]:
    """Return the role of a place name and the rule that says so.

    Args:
        sentence: the sentence it stands in.
        mention: the name.
        entry: the place it means, when that is known.
        cues: the words around place names.
        capital: the place is the seat of a state, whose name can stand for its government.
    """
    if mention.rule == "dateline":
        return "literal", "dateline"
    if mention.rule == "unparsed":
        return "literal", "outside the sentences"
    if mention.rule == "embedded":
        return "embedded", "part of a longer name"
    if mention.form == "adjective":
        return "modifier", "adjective"
    acts = (
        capital
        or entry is None
        or entry.place_class in STATES
        or entry.place_class in {"admin1", "admin2", "city", "region"}
    )
    state = capital or (entry is not None and entry.place_class in STATES)
    return _by_syntax(sentence, mention, cues, acts=acts, state=state)


def _by_syntax(
    sentence: Sentence, mention: Mention, cues: PlaceCues, *, acts: bool, state: bool
) -> tuple[PlaceRole, str]:
    i = _standing(sentence, mention.head)
    if _led(sentence, mention):
        return "modifier", "compound with a hyphen"
    return _at(sentence, i, cues, acts=acts, state=state)


def _at(sentence: Sentence, i: int, cues: PlaceCues, *, acts: bool, state: bool) -> tuple[PlaceRole, str]:
    """Judge by the place in the clause that token `i` holds."""
    tokens = sentence.tokens
    token = tokens[i]
    above = tokens[token.head]
    word = above.text.lower()
    if token.dep in {"compound", "nmod", "amod"} and token.head != i:
        if state and above.lemma in cues.relations and _paired(sentence, i):
            return "metonym", f"{above.text} of two states"
        return ("literal", f"the {above.text} there") if word in cues.kinds else ("modifier", f"before {above.text}")
    if token.dep == "poss":
        return _owner(above.lemma, word, cues, state=state)
    if token.dep == "pobj":
        return _behind(sentence, i, word, cues, state=state)
    if not acts:
        return "literal", "a place that does not act"
    if token.dep in {"nsubj", "nsubjpass", "csubj", "agent", "dative"}:
        return _subject(sentence, above.i, cues, state=state, passive=token.dep == "nsubjpass")
    if token.dep == "dobj":
        if above.lemma in cues.contests:
            return "metonym", f"object of {above.text!r}"
        if above.lemma in cues.located_verbs or not state:
            return "literal", f"object of {above.text!r}"
        return "metonym", f"object of {above.text!r}"
    if token.dep == "ROOT" and state and any(tokens[k].dep in {"xcomp", "acl", "relcl"} for k in sentence.kids[i]):
        return "metonym", "subject of a headline"
    return "literal", "no act of its own"


def _standing(sentence: Sentence, head: int) -> int:
    """Return the token whose place in the clause the name shares: through "and" and apposition."""
    tokens = sentence.tokens
    i = first_conjunct(sentence, head)
    for _ in range(3):
        over = tokens[tokens[i].head]
        if tokens[i].dep != "appos" or over.tag in {"NNP", "NNPS", "CD"} or over.tag.startswith("VB"):
            break
        i = first_conjunct(sentence, over.i)
    return i


def _subject(sentence: Sentence, verb: int, cues: PlaceCues, *, state: bool, passive: bool) -> tuple[PlaceRole, str]:
    """Judge a subject: who acts or feels stands for people; what lies, is a land or is hit is the land."""
    token = sentence.tokens[verb]
    if passive:
        if token.lemma in cues.located_verbs or not state:
            return "literal", f"{token.text!r} is done to the land"
        return "metonym", f"subject of {token.text!r}"
    if token.lemma == "be":
        feels = any(
            sentence.tokens[k].dep in {"acomp", "xcomp"}
            or (sentence.tokens[k].dep == "attr" and sentence.tokens[k].lemma in cues.acting_nouns)
            for k in sentence.kids[verb]
        )
        return ("metonym", f"subject of {token.text!r}") if state and feels else ("literal", "what it is")
    if token.lemma in cues.land_verbs:
        return "literal", f"subject of {token.text!r}"
    return "metonym", f"subject of {token.text!r}"


def _led(sentence: Sentence, mention: Mention) -> bool:
    """Say whether the name is the first half of "US-led"."""
    k = mention.head + 1
    tokens = sentence.tokens
    return (
        k + 1 < len(tokens)
        and tokens[k].text in {"-", "‑", "–"}
        and tokens[k].start == tokens[mention.head].end
        and tokens[k + 1].start == tokens[k].end
        and not tokens[k + 1].text[:1].isupper()
    )


def _owner(lemma: str, word: str, cues: PlaceCues, *, state: bool) -> tuple[PlaceRole, str]:
    if word in cues.land_nouns or lemma in cues.land_nouns:
        return "literal", f"the land's {word}"
    if word in cues.acting_nouns or lemma in cues.acting_nouns:
        return "metonym", f"owner of {word!r}"
    return ("modifier" if state else "literal"), f"the {word} of the place"


def _behind(sentence: Sentence, i: int, word: str, cues: PlaceCues, *, state: bool) -> tuple[PlaceRole, str]:
    """Judge "in X", "between X and Y", "war with X"."""
    tokens = sentence.tokens
    prep = tokens[i].head
    over = tokens[tokens[prep].head]
    tied = {over.lemma, over.text.lower()}
    if word == "by" and tokens[prep].dep == "agent":
        return "metonym", "by-agent"
    if word in {"against", "over", "with"} and tied & cues.contests:
        return "metonym", f"{over.text} {word} a team"
    if state and word in {"including", "like", "as"} and over.lemma in cues.parties:
        return _at(sentence, first_conjunct(sentence, over.i), cues, acts=True, state=state)
    if not state and not (word in {"with", "between", "against"} and tied & cues.relations):
        return "literal", f"behind {word!r}"
    if word in {"between", "among"}:
        land = tied & (cues.land_nouns | cues.located_verbs | cues.carriers)
        return ("literal", "between two lands") if land else ("metonym", "between states")
    if word in {"with", "against"}:
        return ("literal", f"{over.text} of the land") if tied & cues.land_nouns else ("metonym", f"behind {word!r}")
    if word in {"by", "than", "like", "without", "under", "toward", "towards"}:
        return "metonym", f"behind {word!r}"
    if word in {"over", "about"}:
        return ("metonym", f"{over.text} {word} a state") if tied & cues.minding else ("literal", f"behind {word!r}")
    if word == "on":
        acts = tied & (cues.acting_nouns - cues.raids | cues.pressing)
        return ("metonym", f"{over.text} on a state") if acts else ("literal", "behind 'on'")
    if word == "for":
        leaves = tied & cues.leaving
        return (
            ("metonym", f"{over.text} for a state")
            if not leaves and tied & cues.acting_nouns
            else ("literal", "behind 'for'")
        )
    if word in {"to", "from", "of"}:
        return _of_or_to(sentence, over.i, word, cues)
    return "literal", f"behind {word!r}"


def _of_or_to(sentence: Sentence, over: int, word: str, cues: PlaceCues) -> tuple[PlaceRole, str]:
    """Judge "the policy of X", "warned of", "sold to X"."""
    token = sentence.tokens[over]
    tied = {token.lemma, token.text.lower()}
    if word == "of":
        if tied & cues.titles or tied & {"republic", "kingdom", "people", "embassy", "bank", "ministry"}:
            return "modifier", f"{token.text} of a state"
        return ("metonym", f"{token.text} of a state") if tied & cues.acting_nouns else ("literal", "behind 'of'")
    if word == "to" and tied & cues.giving:
        return "metonym", f"{token.text} to a state"
    if word == "from" and tied & cues.getting:
        return "metonym", f"{token.text} from a state"
    return "literal", f"behind {word!r}"


def _paired(sentence: Sentence, i: int) -> bool:
    """Say whether the name is one of two joined by a hyphen: "Iran-Iraq talks"."""
    tokens = sentence.tokens
    around = [k for k in (i - 1, i + 1) if 0 <= k < len(tokens)]
    return any(tokens[k].text in {"-", "–", "/"} for k in around)
