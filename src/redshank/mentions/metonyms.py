"""Does "Moscow" mean the government, or the town? The clause decides."""

from redshank.grammar import first_conjunct, kids_with
from redshank.lexicon.entities import Entities
from redshank.mentions.names import Name
from redshank.records import Sentence


def stands_for_state(sentence: Sentence, name: Name, entities: Entities) -> bool:
    """Say whether a capital or a palace acts, speaks or is addressed here."""
    i = first_conjunct(sentence, name.head)
    token = sentence.tokens[i]
    naming = entities.naming
    above = sentence.tokens[token.head]
    if token.dep in {"nsubj", "agent", "dative"}:
        return True
    if token.dep == "nsubjpass":
        return above.lemma not in naming.place_verbs
    if token.dep == "dobj":
        return above.lemma not in naming.place_verbs
    if token.dep == "poss":
        return above.text.lower() not in naming.place_nouns
    if token.dep == "pobj":
        if above.text.lower() not in naming.place_words:
            return True
        return "capital" not in name.uses and above.text.lower() == "to"
    if token.dep == "appos":
        return False
    # A headline or fragment: "Moscow to send troops", "Tehran".
    return token.dep == "ROOT" and not kids_with(sentence, i, "prep", "punct")
