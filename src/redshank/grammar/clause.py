"""What stands in which slot of a predicate: subject, object, prepositions, inherited subjects."""

import msgspec

from redshank.grammar.tree import conjuncts, first_conjunct, is_noun, is_verb, kids_with
from redshank.records import Sentence

RELATIVE = frozenset({"who", "which", "that", "whom"})
# The subject of the infinitive is the object of these only when there is one; "promise" keeps its own subject.
Slots = dict[str, tuple[int, ...]]


def is_passive(sentence: Sentence, i: int) -> bool:
    """Say whether the verb stands in the passive, reduced participles included."""
    token = sentence.tokens[i]
    if kids_with(sentence, i, "auxpass", "nsubjpass"):
        return True
    if token.tag != "VBN" or any(sentence.tokens[k].lemma == "have" for k in kids_with(sentence, i, "aux")):
        return False
    if token.dep == "conj":
        head = token.head
        return is_verb(sentence, head) and not kids_with(sentence, i, "nsubj") and is_passive(sentence, head)
    if kids_with(sentence, i, "dobj") and not kids_with(sentence, i, "agent"):
        return False  # "A typhoon killed at least 40": a main verb that the parser took for a participle
    return token.dep in {"acl", "amod", "advcl"} and not kids_with(sentence, i, "nsubj")


def slots(sentence: Sentence, i: int) -> Slots:
    """Return the deep slots of a verb or noun: the subject of the active voice is `subject` in the passive too."""
    return _verb_slots(sentence, i) if is_verb(sentence, i) else _noun_slots(sentence, i)


def subjects(sentence: Sentence, i: int) -> tuple[int, ...]:
    """Return who does it: the subject, the by-agent, or the subject that the verb inherits."""
    if not is_verb(sentence, i):
        return _subjects_of_predicate(sentence, i)
    if is_passive(sentence, i):
        found = [p for k in kids_with(sentence, i, "agent") for p in kids_with(sentence, k, "pobj")]
        if sentence.tokens[i].dep == "amod":  # "EU-sanctioned goods", "Saudi-led coalition"
            found += kids_with(sentence, i, "npadvmod")
        found += [p for k in _preps(sentence, i, "by") for p in kids_with(sentence, k, "pobj")]
        return _spread(sentence, found or _stray_agent(sentence, i))
    return surface_subjects(sentence, i)


def _stray_agent(sentence: Sentence, i: int, depth: int = 0) -> list[int]:
    """Return a by-agent that the parser hung on something inside: "was convicted of spying by"."""
    if depth > 3:
        return []
    for k in kids_with(sentence, i, "dobj", "prep", "pobj", "pcomp", "xcomp", "attr", "oprd"):
        if sentence.tokens[k].lemma == "by" and k > i:
            return list(kids_with(sentence, k, "pobj"))
        found = _stray_agent(sentence, k, depth + 1)
        if found:
            return found
    return []


def surface_subjects(sentence: Sentence, i: int, depth: int = 0) -> tuple[int, ...]:
    """Return what stands before the verb, own or inherited from a clause above."""
    token = sentence.tokens[i]
    own = [k for k in kids_with(sentence, i, "nsubj", "nsubjpass", "csubj")]
    # "It did, however, promise": the parser may hang the subject on the auxiliary.
    own = own or [s for k in kids_with(sentence, i, "aux", "auxpass") for s in kids_with(sentence, k, "nsubj")]
    own = own or _lost_subject(sentence, i)
    if own:
        return _spread(sentence, [_antecedent(sentence, i, k) for k in own])
    if depth > 6 or token.head == i:
        return ()
    head = token.head
    if token.dep == "conj":
        return surface_subjects(sentence, first_conjunct(sentence, i), depth + 1)
    if token.dep in {"xcomp", "ccomp"}:
        return _controller(sentence, head, depth)
    if token.dep in {"advcl", "pcomp", "prep", "ccomp", "dep"}:
        verb = _governing_verb(sentence, i)
        if verb is None:
            return ()
        # "accused X of killing", "jailed X for killing", "kept X from leaving": the object does it.
        if token.dep == "pcomp" and sentence.tokens[head].lemma in {"of", "for", "from"}:
            under = kids_with(sentence, verb, "dobj", "nsubjpass")
            if under:
                return _spread(sentence, list(under))
        return surface_subjects(sentence, verb, depth + 1)
    if token.dep in {"acl", "relcl"} and is_noun(sentence, head):
        if token.tag in {"VBG", "VBN", "VBD"} or token.dep == "relcl":
            return _spread(sentence, [head])
        return _noun_agent(sentence, head)
    return ()


def _lost_subject(sentence: Sentence, i: int) -> list[int]:
    """Return the name right before a finite verb that the parser took for an adverb: "Nauru deported three"."""
    if i == 0 or sentence.tokens[i].tag not in {"VBD", "VBZ", "VBP"}:
        return []
    before = sentence.tokens[i - 1]
    lost = before.tag in {"NNP", "NNPS"} and before.head == i and before.dep in {"advmod", "npadvmod", "dep", "advcl"}
    return [before.i] if lost else []


def _controller(sentence: Sentence, head: int, depth: int) -> tuple[int, ...]:
    objects = kids_with(sentence, head, "dobj")
    lemma = sentence.tokens[head].lemma
    if objects and lemma not in SUBJECT_CONTROL:
        return _spread(sentence, list(objects))
    if is_noun(sentence, head):
        return _noun_agent(sentence, head)
    if is_passive(sentence, head) and lemma not in SUBJECT_CONTROL:
        return _spread(sentence, [k for k in kids_with(sentence, head, "nsubjpass")]) or surface_subjects(
            sentence, head, depth + 1
        )
    if sentence.tokens[head].tag.startswith("JJ"):
        return _subjects_of_predicate(sentence, head)
    return surface_subjects(sentence, head, depth + 1)


SUBJECT_CONTROL = frozenset({"promise", "vow", "pledge", "threaten", "swear", "use", "take", "hold", "have"})


def _subjects_of_predicate(sentence: Sentence, i: int) -> tuple[int, ...]:
    """Return the subject of "be ready", "is a party": the predicate hangs on the copula."""
    token = sentence.tokens[i]
    if token.dep in {"acomp", "attr", "oprd"} and token.head != i:
        return surface_subjects(sentence, token.head)
    return ()


def _noun_agent(sentence: Sentence, i: int) -> tuple[int, ...]:
    """Return who owns the noun's act: "Iran's decision to", "the decision by Iran to", "Iran made a decision to"."""
    found = list(kids_with(sentence, i, "poss"))
    found += [p for k in _preps(sentence, i, "by") for p in kids_with(sentence, k, "pobj")]
    token = sentence.tokens[i]
    if not found and token.dep == "dobj" and is_verb(sentence, token.head):
        return surface_subjects(sentence, token.head)
    if not found:
        found = [k for k in kids_with(sentence, i, "amod", "compound", "nmod")]
    return _spread(sentence, found)


def _antecedent(sentence: Sentence, verb: int, subject: int) -> int:
    """Return the noun that a relative pronoun stands for."""
    token = sentence.tokens[verb]
    if sentence.tokens[subject].lemma in RELATIVE and token.dep == "relcl" and token.head != verb:
        return token.head
    return subject


def _governing_verb(sentence: Sentence, i: int) -> int | None:
    """Return the verb above an adverbial clause or a gerund behind a preposition."""
    at = sentence.tokens[i].head
    for _ in range(6):
        if is_verb(sentence, at):
            return at
        if sentence.tokens[at].head == at:
            return None
        at = sentence.tokens[at].head
    return None


def _spread(sentence: Sentence, heads: list[int]) -> tuple[int, ...]:
    found: list[int] = []
    for head in heads:
        for k in conjuncts(sentence, head):
            if k not in found:
                found.append(k)
    return tuple(found)


def _preps(sentence: Sentence, i: int, name: str) -> tuple[int, ...]:
    return tuple(k for k in kids_with(sentence, i, "prep", "agent", "dative") if sentence.tokens[k].lemma == name)


def _verb_slots(sentence: Sentence, i: int) -> Slots:
    found: dict[str, list[int]] = {}
    passive = is_passive(sentence, i)
    objects = list(kids_with(sentence, i, "dobj"))
    if passive:
        under = list(kids_with(sentence, i, "nsubjpass")) or _passive_object(sentence, i)
        under = [_antecedent(sentence, i, k) for k in under]
        found["dative" if objects else "object"] = under
    else:
        relative = _relative_object(sentence, i)
        objects = [relative if relative is not None and sentence.tokens[k].lemma in RELATIVE else k for k in objects]
        if not objects and relative is not None:
            objects = [relative]
    if objects:
        found["object"] = objects
    found["subject"] = list(subjects(sentence, i))
    _add_preps(sentence, i, found)
    for k in kids_with(sentence, i, "dative"):
        if sentence.tokens[k].tag not in {"IN", "TO"}:
            found.setdefault("dative", []).append(k)
    # "ruled out sending troops": the parser calls the gerund an adverbial clause.
    gerunds = [
        k for k in kids_with(sentence, i, "advcl") if sentence.tokens[k].tag == "VBG" and _follows(sentence, i, k)
    ]
    found.setdefault("complement", []).extend(gerunds)
    for k in kids_with(sentence, i, "ccomp", "xcomp", "oprd", "attr", "acomp"):
        found.setdefault("complement" if sentence.tokens[k].dep in {"ccomp", "xcomp"} else "attribute", []).append(k)
    if not found.get("complement"):  # "petitioned the court to free them", read as a purpose
        found["complement"] = [
            k
            for k in kids_with(sentence, i, "advcl")
            if k > i and sentence.tokens[k].tag == "VB" and _is_infinitive(sentence, k)
        ]
    for k in found.get("object", [])[:1]:
        _add_preps(sentence, k, found)
    for attribute in found.get("attribute", []):
        _add_preps(sentence, attribute, found)
    return {name: _spread(sentence, heads) for name, heads in found.items() if heads}


def _is_infinitive(sentence: Sentence, k: int) -> bool:
    marks = kids_with(sentence, k, "mark")
    return not marks and any(sentence.tokens[a].lemma == "to" for a in kids_with(sentence, k, "aux"))


def _follows(sentence: Sentence, i: int, k: int) -> bool:
    """Say whether `k` comes right behind the verb and its particle."""
    return k == i + 1 or (k == i + 2 and sentence.tokens[i + 1].dep != "punct")


def _passive_object(sentence: Sentence, i: int) -> list[int]:
    token = sentence.tokens[i]
    if token.dep in {"acl", "amod"} and token.head != i:
        return [token.head]
    if token.dep == "conj":
        first = first_conjunct(sentence, i)
        return list(kids_with(sentence, first, "nsubjpass"))
    if token.dep in {"xcomp", "advcl"}:
        return list(surface_subjects(sentence, i))
    return []


def _relative_object(sentence: Sentence, i: int) -> int | None:
    """Return the noun that a relative clause without a subject pronoun leaves as object: "the arms Iran sold"."""
    token = sentence.tokens[i]
    if token.dep != "relcl" or token.head == i:
        return None
    subject = [k for k in kids_with(sentence, i, "nsubj") if sentence.tokens[k].lemma in RELATIVE]
    return None if subject else token.head


def _add_preps(sentence: Sentence, i: int, found: dict[str, list[int]], depth: int = 0) -> None:
    for k in kids_with(sentence, i, "advmod", "prt"):
        if sentence.tokens[k].tag in {"RB", "RP"} and k > i and depth < 1:  # "stayed away from", "came round to"
            _add_preps(sentence, k, found, depth + 1)
    for k in kids_with(sentence, i, "prep", "dative", "agent"):
        token = sentence.tokens[k]
        if token.tag not in {"IN", "TO", "RP", "VBG", "VBN"} and token.dep == "dative":
            continue
        name = token.lemma
        inner = kids_with(sentence, k, "pobj", "pcomp")
        if inner and token.dep != "agent":
            held = found.setdefault(name, [])
            held.extend(p for p in inner if p not in held)
        if depth < 2:
            for deeper in kids_with(sentence, k, "prep"):
                held = found.setdefault(sentence.tokens[deeper].lemma, [])
                held.extend(p for p in kids_with(sentence, deeper, "pobj", "pcomp") if p not in held)


def _noun_slots(sentence: Sentence, i: int) -> Slots:
    found: dict[str, list[int]] = {}
    for k in kids_with(sentence, i, "poss"):
        found.setdefault("poss", []).append(k)
    for k in kids_with(sentence, i, "amod", "compound", "nmod", "npadvmod"):
        found.setdefault("modifier", []).append(k)
    _add_preps(sentence, i, found)
    for k in kids_with(sentence, i, "acl", "ccomp", "xcomp"):
        found.setdefault("complement", []).append(k)
    token = sentence.tokens[i]
    if token.dep == "acomp" and not found.get("complement"):  # "is adamant that": the clause hangs on the copula
        found["complement"] = [k for k in kids_with(sentence, token.head, "ccomp", "xcomp") if k > i]
    for k in kids_with(sentence, i, "prep"):
        for p in kids_with(sentence, k, "pobj")[:1]:
            if sentence.tokens[k].lemma in {"of"}:
                _add_preps(sentence, p, found)
    follower = _follower(sentence, i)
    if follower is not None:
        found.setdefault(sentence.tokens[follower].lemma, []).extend(kids_with(sentence, follower, "pobj"))
    subject = _subjects_of_predicate(sentence, i)
    if subject:
        found["subject"] = list(subject)
    return {name: _spread(sentence, heads) for name, heads in found.items() if heads}


def _follower(sentence: Sentence, i: int) -> int | None:
    """Return the preposition right behind an object that the parser hung on the verb: "lifted its ban on"."""
    token = sentence.tokens[i]
    if token.dep not in {"dobj", "nsubjpass"} or i + 1 >= len(sentence.tokens):
        return None
    after = sentence.tokens[i + 1]
    return after.i if after.dep == "prep" and after.head == token.head and after.lemma in BELONGING else None


BELONGING = frozenset({"on", "of", "against", "for"})


class LightCarrier(msgspec.Struct, frozen=True, kw_only=True):
    """The verb that carries the act of a noun, and its slots."""

    verb: int
    slots: Slots
    how: str  # object | subject | adjunct


# Prepositions under which a noun names an occasion: "said during talks with", "met after the attack".
OCCASION = frozenset({"during", "at", "in", "after", "following", "before", "on", "for", "amid"})


def carrier(sentence: Sentence, i: int) -> LightCarrier | None:
    """Return the verb that a noun's act leans on: its object, its subject in the passive, or an occasion beside it."""
    at = first_conjunct(sentence, i)
    token = sentence.tokens[at]
    head = token.head
    if head == at:
        return None
    if token.dep in {"dobj", "nsubjpass"} and is_verb(sentence, head):
        return LightCarrier(verb=head, slots=_verb_slots(sentence, head), how="object")
    if token.dep == "nsubj" and is_verb(sentence, head):
        return LightCarrier(verb=head, slots=_prep_slots(sentence, head), how="subject")
    if token.dep == "pobj" and sentence.tokens[head].dep == "prep":
        verb = sentence.tokens[head].head
        if is_verb(sentence, verb) and sentence.tokens[head].lemma in OCCASION:
            return LightCarrier(verb=verb, slots={"host": subjects(sentence, verb)}, how="adjunct")
    if token.dep == "attr" and is_verb(sentence, head):
        return LightCarrier(verb=head, slots={"subject": surface_subjects(sentence, head)}, how="object")
    return None


def _prep_slots(sentence: Sentence, i: int) -> Slots:
    """Return only what the verb's prepositions hold: "fighting erupted between A and B"."""
    found: dict[str, list[int]] = {}
    _add_preps(sentence, i, found)
    return {name: _spread(sentence, heads) for name, heads in found.items() if heads}
