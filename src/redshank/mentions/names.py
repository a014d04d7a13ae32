"""Names in a sentence: which hits of the automaton stand on whole words, and which of their readings can be meant."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

import msgspec

from redshank.lexicon.entities import Entities, bare
from redshank.lexicon.entity_records import Form, Hit
from redshank.records import Sentence

MODIFIERS = frozenset({"compound", "amod", "nmod", "nummod", "poss", "nn", "quantmod", "advmod", "npadvmod", "det"})
SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "administration", "government", "cabinet"})
ALIKE = 0.7  # of two spellings of a given name, as difflib measures them


class Name(msgspec.Struct, frozen=True, kw_only=True):
    """A hit on the tokens of one sentence."""

    first: int
    last: int
    head: int
    forms: tuple[Form, ...]

    @property
    def entries(self) -> tuple[str, ...]:
        """The entities that the words may mean."""
        return tuple(dict.fromkeys(f.entity for f in self.forms))

    @property
    def uses(self) -> frozenset[str]:
        """The ways in which the words name them."""
        return frozenset(f.use for f in self.forms)


def told_in_full(hits: Sequence[Hit], entities: Entities) -> frozenset[str]:
    """Return the entities that the story names beyond doubt, and the states they belong to."""
    found: set[str] = set()
    for hit in hits:
        for form in hit.forms:
            entity = entities[form.entity]
            if form.use != "surname" and form.surface not in entity.ambiguous:
                found.add(entity.id)
                found.update(c for c in (entity.country, entity.parent) if c)
    return frozenset(found)


def align(sentence: Sentence, hits: Sequence[Hit]) -> Iterator[Name]:
    """Put the hits of the sentence on its tokens; what does not begin and end with a token is left."""
    starts = {t.start: t.i for t in sentence.tokens}
    ends = {t.end: t.i for t in sentence.tokens}
    for hit in hits:
        first, last = starts.get(hit.span.start), ends.get(hit.span.end)
        if last is None and hit.span.end + 1 in ends:
            last = ends[hit.span.end + 1]  # the full stop of an abbreviation
        if first is not None and last is not None and first <= last and not _is_pronoun(sentence, first, last):
            yield Name(first=first, last=last, head=_head(sentence, first, last), forms=hit.forms)


def _is_pronoun(sentence: Sentence, first: int, last: int) -> bool:
    """Say whether the word is "us", "it" or "who" in copy that is all in capitals."""
    return first == last and sentence.tokens[first].tag in {"PRP", "WP", "WDT", "WRB", "MD", "CC", "IN", "DT"}


def _head(sentence: Sentence, first: int, last: int) -> int:
    inside = range(first, last + 1)
    outward = [i for i in inside if sentence.tokens[i].head not in inside or sentence.tokens[i].head == i]
    nouns = [i for i in outward if sentence.tokens[i].tag[:2] in {"NN", "JJ", "PR", "FW", "VB"}]
    return (nouns or outward or [last])[-1]


def believed(
    sentence: Sentence, name: Name, told: frozenset[str], entities: Entities, others: frozenset[int] = frozenset()
) -> Name | None:
    """Keep the readings of a name that the words around it and the rest of the story allow.

    Args:
        sentence: where the name stands.
        name: the name with all its readings.
        told: entities that the story names beyond doubt.
        entities: the actors we know.
        others: tokens of other names; there no name begins or goes on.
    """
    before = sentence.tokens[name.first - 1] if name.first else None
    in_run = before is not None and before.i not in others and _joins(sentence, name, name.first - 1)
    goes_on = name.last + 1 not in others and _goes_on(sentence, name)
    readings = [f for f in name.forms if not (goes_on and entities[f.entity].kind == "person")]
    forms = tuple(f for f in readings if _allowed(sentence, name, f, in_run, told, entities))
    lasting = tuple(f for f in forms if f.use != "surname")
    if lasting and len(lasting) < len(forms) and not _title_before(sentence, name, entities):
        forms = lasting  # "Montenegro" is the state, though a minister is called so
    return msgspec.structs.replace(name, forms=forms) if forms else None


def _stands_as_place(sentence: Sentence, name: Name) -> bool:
    """Say whether the words before put it on the map: "in Djibo", "the town of Djibo"."""
    before = sentence.tokens[name.first - 1].lemma if name.first else ""
    if before == "of" and name.first > 1:
        return sentence.tokens[name.first - 2].lemma in {
            "town",
            "city",
            "village",
            "port",
            "province",
            "region",
            "district",
        }
    return before in {"in", "at", "near", "outside"}


def _allowed(
    sentence: Sentence, name: Name, form: Form, in_run: bool, told: frozenset[str], entities: Entities
) -> bool:
    entity = entities[form.entity]
    if form.use == "surname":
        titled = _title_before(sentence, name, entities) or (
            in_run and _is_spelt_otherwise(sentence, name, entity.name)
        )
        if (in_run or _stands_as_place(sentence, name)) and not titled:
            return False
        if not sentence.tokens[name.head].tag.startswith(("NN", "JJ", "FW", "VB")):
            return False
        return titled or entity.id in told or _is_famous(form, entities)
    if form.use == "adjective" and form.surface in entities.naming.combining:
        after = sentence.tokens[name.last + 1].text if name.last + 1 < len(sentence.tokens) else ""
        return after in {"-", "–"}
    if form.surface in entity.ambiguous and entity.id not in told:
        return entity.country is not None and entity.country in told
    return not (
        in_run and entity.kind == "state" and form.use in {"name", "capital"} and _is_person_like(sentence, name)
    )


def _joins(sentence: Sentence, name: Name, i: int) -> bool:
    token = sentence.tokens[i]
    near = sentence.tokens[name.first].start - token.end <= 1
    return near and token.tag in {"NNP", "NNPS"} and token.text[:1].isupper() and token.head in range(i, name.last + 1)


def _goes_on(sentence: Sentence, name: Name) -> bool:
    """Say whether the name is only a part of a longer one: "Juan Carlos Jobet", "Ho-jen"."""
    tokens = sentence.tokens
    if name.last + 1 >= len(tokens):
        return False
    after = tokens[name.last + 1]
    if after.text in {"-", "–"} and after.start == tokens[name.last].end:
        return True
    runs_on = after.tag in {"NNP", "NNPS"} and after.text[:1].isupper() and after.text.lower() not in SUFFIXES
    last = tokens[name.last]
    same_phrase = (
        last.head == after.i or after.head == name.last or (last.head == after.head and last.dep == "compound")
    )
    return runs_on and after.start - last.end <= 1 and same_phrase and after.dep not in {"npadvmod", "appos", "conj"}


def _is_person_like(sentence: Sentence, name: Name) -> bool:
    """Say whether a word before the name makes it part of a longer one: "Michael Jordan"."""
    return sentence.zone != "headline" and not sentence.tokens[name.first - 1].text.isupper()


def _title_before(sentence: Sentence, name: Name, entities: Entities) -> bool:
    i = name.first - 1
    if i >= 0 and sentence.tokens[i].text in {"Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Dr", "Dr."}:
        return True
    return i >= 0 and sentence.tokens[i].text.lower().rstrip(".") in entities.title_words


def _is_spelt_otherwise(sentence: Sentence, name: Name, full: str) -> bool:
    """Say whether the word before is the person's given name in another spelling: "Ibrahim" for Ebrahim Yazdi."""
    before = sentence.tokens[name.first - 1].text.lower()
    return any(SequenceMatcher(None, before, given.lower()).ratio() >= ALIKE for given in full.split()[:-1])


def _is_famous(form: Form, entities: Entities) -> bool:
    if bare(form.surface) in entities.naming.everyday:
        return False
    holders = {f.entity for f in entities.lookup(form.surface) if f.use == "surname"}
    entity = entities[form.entity]
    names = {entities[h].name for h in holders}
    return len(names) == 1 and any(o.office in entities.naming.famous for o in entity.offices)
