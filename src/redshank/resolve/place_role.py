"""What a place name does in its sentence: stand for the land, for the state that acts, or for neither."""

from redshank.gazetteer import Entry
from redshank.grammar import ancestors, first_conjunct
from redshank.lexicon.places import PlaceCues
from redshank.records import Mention, PlaceRole, Sentence

STATES = frozenset({"country", "continent"})
BETWEEN = frozenset({"between", "among"})
PARTY = frozenset({"with", "against", "by", "on", "for", "than", "like", "towards", "toward", "without", "under", "as"})


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
    if mention.rule == "embedded":
        return "embedded", "part of a longer name"
    if mention.form == "adjective":
        return "modifier", "adjective"
    acts = capital or entry is None or entry.place_class in STATES or entry.place_class in {"admin1", "city", "region"}
    state = capital or (entry is not None and entry.place_class in STATES)
    return _by_syntax(sentence, mention, cues, acts=acts, state=state)


def _by_syntax(
    sentence: Sentence, mention: Mention, cues: PlaceCues, *, acts: bool, state: bool
) -> tuple[PlaceRole, str]:
    tokens = sentence.tokens
    i = first_conjunct(sentence, mention.head)
    token = tokens[i]
    above = tokens[token.head]
    word = above.text.lower()
    if _led(sentence, mention):
        return "modifier", "compound with a hyphen"
    if token.dep in {"compound", "nmod", "amod"} and token.head != i:
        if above.tag in {"NNP", "NNPS"} and word not in cues.kinds | cues.features | cues.titles:
            return "modifier", f"before {above.text}"
        return ("literal", f"the {above.text} there") if word in cues.kinds else ("modifier", f"before {above.text}")
    if token.dep == "poss":
        return _owner(above.lemma, word, cues, state=state)
    if token.dep == "pobj":
        return _behind(sentence, i, word, cues, state=state)
    if token.dep in {"nsubj", "agent", "dative"} and acts:
        if above.lemma == "be" or (above.lemma in cues.located_verbs and above.tag == "VBN"):
            return ("metonym", "subject") if state and above.lemma != "be" else ("literal", "subject of a state of things")
        return "metonym", f"subject of {above.text!r}"
    if token.dep == "nsubjpass" and acts:
        return ("literal", f"{above.text!r} is done to the land") if above.lemma in cues.located_verbs else (
            "metonym" if state else "literal",
            f"subject of {above.text!r}",
        )
    if token.dep == "dobj" and acts:
        return ("literal", f"object of {above.text!r}") if above.lemma in cues.located_verbs or not state else (
            "metonym",
            f"object of {above.text!r}",
        )
    if token.dep == "appos":
        return _apposed(sentence, i, cues, acts=acts, state=state)
    if token.dep == "ROOT" and state and any(tokens[k].dep in {"xcomp", "acl", "relcl"} for k in sentence.kids[i]):
        return "metonym", "subject of a headline"
    return "literal", "no act of its own"


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
    if state or word in cues.acting_nouns or lemma in cues.acting_nouns:
        return "metonym", f"owner of {word!r}"
    return "literal", f"the place's {word}"


def _behind(sentence: Sentence, i: int, word: str, cues: PlaceCues, *, state: bool) -> tuple[PlaceRole, str]:
    """Judge "in X", "between X and Y", "war with X"."""
    tokens = sentence.tokens
    prep = tokens[i].head
    over = tokens[tokens[prep].head]
    if word in BETWEEN:
        if over.lemma in cues.relations and state:
            return "metonym", f"{over.text} between states"
        return "literal", "between two places"
    if word == "with" and (state or over.lemma in cues.relations):
        return "metonym", f"behind {word!r}"
    if word == "by" and tokens[prep].dep == "agent":
        return "metonym", "by-agent"
    if not state:
        return "literal", f"behind {word!r}"
    if word in PARTY:
        if word == "on" and over.lemma in {"attack", "strike", "raid", "march", "assault", "bomb", "fire"}:
            return "literal", f"behind {word!r}"
        if word == "for" and over.lemma in {"leave", "bind", "depart", "embark", "head"}:
            return "literal", f"behind {word!r}"
        return "metonym", f"behind {word!r}"
    if word in {"to", "from", "of"}:
        return _of_or_to(sentence, over.i, word, cues)
    return "literal", f"behind {word!r}"


def _of_or_to(sentence: Sentence, over: int, word: str, cues: PlaceCues) -> tuple[PlaceRole, str]:
    """Judge "President of X", "sales to X", "troops to X"."""
    token = sentence.tokens[over]
    lemma = token.lemma
    if word == "of":
        acts = lemma in cues.acting_nouns or token.text.lower() in cues.acting_nouns or lemma in cues.titles
        return ("metonym", f"{token.text} of a state") if acts else ("literal", "behind 'of'")
    if word == "to" and (lemma in GIVING or token.text.lower() in cues.acting_nouns):
        return "metonym", f"{token.text} to a state"
    if word == "from" and lemma in GETTING:
        return "metonym", f"{token.text} from a state"
    return "literal", f"behind {word!r}"


GIVING = frozenset(
    "sell sale supply give grant offer promise warn say belong threat warning message response aid assistance support "
    "loan export concession apology apologize ambassador envoy adviser letter provide lend owe surrender hand transfer "
    "answer close loyal hostile friendly important lose".split()
)
GETTING = frozenset("buy import order demand seek receive independence threat pressure support permission secede obtain".split())


def _apposed(sentence: Sentence, i: int, cues: PlaceCues, *, acts: bool, state: bool) -> tuple[PlaceRole, str]:
    """Give a name in apposition the standing of what it explains."""
    tokens = sentence.tokens
    for k in ancestors(sentence, i):
        if tokens[k].dep == "appos":
            continue
        if tokens[k].tag in {"NNP", "NNPS"}:
            return "literal", "behind the comma of another place"
        if tokens[k].dep in {"nsubj", "dobj"} and acts and state:
            return "metonym", f"in apposition to {tokens[k].text!r}"
        break
    return "literal", "in apposition"
