"""How a mention stands in its sentence: subject or object, one or many, he, she or it."""

from redshank.grammar import first_conjunct, kids_with
from redshank.lexicon.entities import Entities, small
from redshank.records import Mention, Sentence

RANKS = {"nsubj": 3, "nsubjpass": 3, "agent": 2, "dobj": 2, "dative": 2, "pobj": 1, "appos": 1, "ROOT": 2}
GENDERS = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
}  # fmt: skip
MANY = frozenset({"they", "them", "their", "theirs", "themselves", "both"})
NEUTER = frozenset({"it", "its", "itself"})
OURS = frozenset({"we", "us", "our", "i", "me", "my"})
MALE_TITLES = frozenset({"king", "prince", "sheikh", "mr", "emir", "spokesman", "chairman", "lord", "father"})
FEMALE_TITLES = frozenset({"queen", "princess", "mrs", "ms", "spokeswoman", "chairwoman", "lady", "miss"})


def rank_of(sentence: Sentence, mention: Mention) -> int:
    """Return how prominent the mention is: 3 subject, 2 object, 1 elsewhere, 0 owner or adjective."""
    if mention.form == "adjective":
        return 0
    token = sentence.tokens[first_conjunct(sentence, mention.head)]
    return RANKS.get(token.dep, 0)


def is_plural(sentence: Sentence, mention: Mention) -> bool:
    """Say whether the words name more than one."""
    token = sentence.tokens[mention.head]
    return token.tag in {"NNS", "NNPS"} or token.text.lower() in {"police", "people", "both"}


def is_definite(sentence: Sentence, mention: Mention) -> bool:
    """Say whether the words point back: "the rebels", "these men"; or name a title alone."""
    before = {sentence.tokens[k].text.lower() for k in sentence.kids[mention.head] if k < mention.head}
    return bool(before & {"the", "this", "these", "those", "that", "both"})


def owner_word(sentence: Sentence, mention: Mention) -> int | None:
    """Return the pronoun that owns the phrase: "its" of "its troops"."""
    for k in kids_with(sentence, mention.head, "poss"):
        if sentence.tokens[k].tag == "PRP$":
            return k
    return None


def same_clause(sentence: Sentence, a: int, b: int) -> bool:
    """Say whether two tokens are arguments of the same verb, so that a plain pronoun cannot mean the other."""
    return _verb_over(sentence, a) == _verb_over(sentence, b)


def _verb_over(sentence: Sentence, i: int) -> int:
    while not sentence.tokens[i].tag.startswith(("VB", "MD")) and sentence.tokens[i].head != i:
        i = sentence.tokens[i].head
    return i


def gender_of(words: str) -> str | None:
    """Return the gender that titles in the words give away."""
    parts = {w.strip(".,").lower() for w in words.split()}
    if parts & FEMALE_TITLES:
        return "f"
    return "m" if parts & MALE_TITLES else None


def main_subject(sentence: Sentence) -> int | None:
    """Return the subject of the sentence's main clause."""
    for token in sentence.tokens:
        if token.head == token.i and token.tag.startswith(("VB", "MD")):
            found = kids_with(sentence, token.i, "nsubj", "nsubjpass")
            if found:
                return found[0]
    return None


def speaker_word(sentence: Sentence, i: int, speech: tuple[str, ...]) -> int | None:
    """Return the subject of the verb of speaking in whose words `i` stands, or any in the sentence."""
    for token in sentence.tokens:
        if token.tag.startswith("VB") and token.lemma in speech:
            for k in kids_with(sentence, token.i, "nsubj"):
                if k != i and sentence.tokens[k].text.lower() not in OURS:
                    return k
    return None


def called(mention: Mention, sentence: Sentence, entities: Entities) -> frozenset[str]:
    """Return the nouns and titles inside the words: what the actor may be called for short."""
    inside = [t for t in sentence.tokens if mention.span.start <= t.start < mention.span.end]
    words = {small(t.text) for t in inside} | {t.lemma for t in inside}
    return frozenset(w for w in words if w in entities.nouns or w in entities.titles)


def noun_of(mention: Mention, sentence: Sentence) -> str:
    """Return the noun that heads the mention, in its base form."""
    return sentence.tokens[mention.head].lemma.lower()


def office_of(mention: Mention, sentence: Sentence, entities: Entities) -> str | None:
    """Return the office that the noun of the mention means, or that it means some office."""
    noun = noun_of(mention, sentence)
    title = entities.titles.get(noun)
    if title is None or is_plural(sentence, mention):
        return title.office if title else None
    return title.office or "office"


def names_in(mention: Mention, sentence: Sentence, entities: Entities) -> tuple[str, ...]:
    """Return the words of the mention by which a person may be called later: not titles, nor the given name."""
    inside = [t for t in sentence.tokens if mention.span.start <= t.start and t.i <= mention.head]
    words = [t.text for t in inside if t.tag in {"NNP", "NNPS"} and not _is_title(t.text, entities)]
    return tuple(words[-2:]) if len(words) > 2 else tuple(words[-1:])


def _is_title(word: str, entities: Entities) -> bool:
    lower = word.lower().rstrip(".")
    return lower in entities.title_words or lower in entities.nouns
