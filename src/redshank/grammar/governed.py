"""What a governing word makes of the clause or noun below it: "plans to", "denied that", "the threat of", "foiled"."""

import msgspec

from redshank.grammar.clause import is_passive, subjects
from redshank.grammar.form import denies_noun, has_to, is_finite, is_infinitive, is_negated, mark_of
from redshank.grammar.own_act import is_own_act
from redshank.grammar.own_standing import own_standing
from redshank.grammar.standing_record import DONE, Standing
from redshank.grammar.tree import first_conjunct, is_noun, is_verb, kids_with
from redshank.lexicon.cues import CueEntry, Cues
from redshank.records import Sentence

OPEN = frozenset({"whether", "if"})
# What somebody says of a deed holds where a plan or a wish stands between: "claimed they mean to resume the raids".
# Words that govern what somebody does, never a whole clause with a subject of its own.
NO_CLAUSE = frozenset({"attempt", "end", "suspend", "continue", "enable", "foil", "fail"})
OWN_DEEDS = frozenset({"promised", "threatened", "offered"})
TELLING = frozenset({"speech", "warn", "tell"})
SAYING = TELLING | {"allege", "belief"}


def govern(sentence: Sentence, below: int, above: int, found: Standing, entry: CueEntry, cues: Cues) -> Standing:
    """Return what a class of governing words makes of what stands below it."""
    token = sentence.tokens[above]
    if entry.outcome and is_verb(sentence, above):
        own = own_standing(sentence, above, cues)
        if own.modal is not None or own.status not in {*DONE, "negated"}:  # "will lift the siege": it lasts till then
            coming = entry.status in {"ongoing", "negated", "attempted"}
            return msgspec.structs.replace(own, why=f"{own.why}, {token.text!r}") if coming else found
    turned = governor_negated(sentence, above)
    status, deed, factuality = entry.status, entry.deed, entry.factuality
    if turned and entry.negated_status:
        status, deed, factuality = entry.negated_status, entry.negated_deed, entry.negated_factuality
    elif turned:
        factuality = -factuality
    if found.negated:
        factuality = -factuality
    said = above if entry.id in {"allege", "deny"} and found.speech is None else found.speech
    if deed == "promised" and is_harm(sentence, below, cues):
        deed = "threatened"
    return msgspec.structs.replace(
        found,
        status=status or found.status,
        deed=deed,
        factuality=factuality,
        governor=above,
        speech=said,
        why=f"{entry.id}: under {token.text!r}",
    )


# Asking, offering and alleging nouns are one unit with the verb that denies or rejects them: "rejected a request to".
UNIT = frozenset({"request", "demand", "offer", "promise", "allege", "threaten", "speech", "plan", "wish"})
OVERRULING = frozenset({"deny", "refuse", "truth"})


def unit(sentence: Sentence, above: int, entry: CueEntry, cues: Cues) -> CueEntry:
    """Return the class of the verb that denies or rejects the governing noun; else the noun's own."""
    if entry.id not in UNIT or not is_noun(sentence, above):
        return entry
    token = sentence.tokens[first_conjunct(sentence, above)]
    over = sentence.tokens[token.head]
    keys = [over.lemma]
    if token.dep == "pobj" and over.head != over.i:
        keys = [f"{sentence.tokens[over.head].lemma} {over.lemma}"]
    elif token.dep not in {"dobj", "nsubjpass"}:
        return entry
    else:
        particles = kids_with(sentence, over.i, "prt", "advmod")
        keys = [*(f"{over.lemma} {sentence.tokens[k].lemma}" for k in particles), over.lemma]
    outer = next((e for key in keys if (e := cues.over_noun(key)) is not None), None)
    if outer is None or outer.id not in OVERRULING:
        return entry
    denial = cues.named("deny") or outer
    if outer.id == "truth":  # "there was no truth in reports that"
        return denial if governor_negated(sentence, over.head) else entry
    if outer.id == "refuse" and entry.id in {"allege", "speech"}:  # "rejected the charge that"
        outer = denial
    return entry if is_negated(sentence, over.i) else outer


def governor_negated(sentence: Sentence, above: int) -> bool:
    """Say whether the governing word is negated: "did not plan", "no plans", "is not ready", "made no promise"."""
    token = sentence.tokens[above]
    if is_verb(sentence, above):
        return is_negated(sentence, above)
    if is_noun(sentence, above) and denies_noun(sentence, above):
        return True
    carried = token.dep in {"acomp", "attr", "oprd", "dobj"} and token.head != above and is_verb(sentence, token.head)
    return carried and is_negated(sentence, token.head)


def governed(
    sentence: Sentence, below: int, above: int, relation: str, found: Standing, entry: CueEntry | None, cues: Cues
) -> Standing:
    """Carry a standing from a clause to the word that governs it."""
    if mark_of(sentence, below) in OPEN and relation != "conj" and found.status in DONE:
        return msgspec.structs.replace(
            found, status="hypothetical", factuality=cues.value("whether"), governor=above, why="whether-clause"
        )
    if entry is None:
        return _ungoverned(sentence, below, above, relation, found, cues)
    entry = unit(sentence, above, entry, cues)
    if entry.id == "truth" or (entry.id in NO_CLAUSE and _has_own_subject(sentence, below, relation)):
        return found
    if entry.deed in OWN_DEEDS and _is_past_fact(sentence, below, relation, found):
        speech = above if found.speech is None else found.speech  # "swears he never left"
        return msgspec.structs.replace(found, speech=speech, factuality=toward(found.factuality, entry.factuality))
    if entry.id in TELLING:
        return _told(sentence, below, above, relation, found, entry, cues)
    if entry.id == "fact" or (entry.id == "evidence" and not governor_negated(sentence, above)):
        return found if found.governor is not None else above_modal(sentence, above, found, cues)
    if found.loose and entry.id not in SAYING:
        return found
    if found.governor is not None and found.status != "happened":
        return found
    if entry.status == "alleged" and found.status not in DONE:
        # "claimed it did not attack", "believe that to end the war they must talk": alleged, but not as done.
        speech = above if found.speech is None else found.speech
        return msgspec.structs.replace(found, speech=speech, factuality=toward(found.factuality, entry.factuality))
    return govern(sentence, below, above, found, entry, cues)


def _has_own_subject(sentence: Sentence, below: int, relation: str) -> bool:
    own = kids_with(sentence, below, "nsubj", "nsubjpass", "expl")
    return relation == "ccomp" and bool(own) and is_finite(sentence, below)


def _is_past_fact(sentence: Sentence, below: int, relation: str, found: Standing) -> bool:
    """Say whether a clause tells what was, so that nobody can promise it."""
    told = relation == "ccomp" and found.modal is None and found.status in {*DONE, "negated"}
    aux = kids_with(sentence, below, "aux", "auxpass")
    return told and any(sentence.tokens[k].tag == "VBD" for k in (below, *aux))


def _ungoverned(sentence: Sentence, below: int, above: int, relation: str, found: Standing, cues: Cues) -> Standing:
    token = sentence.tokens[above]
    open_ended = found.status == "happened" and is_infinitive(sentence, below) and not found.loose
    if relation == "xcomp" and open_ended:
        if token.lemma == "have" and is_verb(sentence, above):
            return _have_to(sentence, above, found, cues)
        used_to = token.lemma == "use" and token.tag == "VBD" and not kids_with(sentence, above, "dobj")
        if used_to and not is_passive(sentence, above):
            return msgspec.structs.replace(found, status="ended", governor=above, why="used to")
        if (is_verb(sentence, above) and token.lemma == "be") or (token.lemma == "go" and token.tag == "VBG"):
            return msgspec.structs.replace(
                found, status="planned", factuality=cues.value("be_to"), governor=above, why=f"{token.text!r} to"
            )
    if relation in {"xcomp", "acl"} and open_ended:
        return msgspec.structs.replace(
            found,
            status="hypothetical",
            factuality=cues.value("infinitive"),
            governor=above,
            why=f"infinitive under {token.text!r}",
        )
    return found if relation == "acl" else above_modal(sentence, above, found, cues)


def _have_to(sentence: Sentence, above: int, found: Standing, cues: Cues) -> Standing:
    """Read "has to free them" and "has yet to free them"."""
    if any(sentence.tokens[k].lemma == "yet" for k in kids_with(sentence, above, "advmod")) or (
        sentence.tokens[above + 1].lemma == "yet" if above + 1 < len(sentence.tokens) else False
    ):
        return msgspec.structs.replace(
            found, status="negated", negated=True, factuality=cues.value("yet_to"), governor=above, why="yet to"
        )
    return msgspec.structs.replace(
        found,
        status="hypothetical",
        factuality=cues.value("necessary"),
        modal="necessary",
        governor=above,
        why="have to",
    )


def _told(
    sentence: Sentence, below: int, above: int, relation: str, found: Standing, entry: CueEntry, cues: Cues
) -> Standing:
    """Read what is told: another's word lowers what is sure, and a speaker's own coming act is a promise."""
    speech = above if found.speech is None else found.speech
    token = sentence.tokens[above]
    if found.governor is None and not found.loose:
        if relation == "xcomp" and has_to(sentence, below) and is_passive(sentence, above) and not entry.infinitive:
            return msgspec.structs.replace(
                found, status="alleged", factuality=cues.value("alleged"), governor=above, why=f"{token.text!r} to be"
            )
        if relation == "xcomp" and is_infinitive(sentence, below):
            return msgspec.structs.replace(
                found,
                status="hypothetical" if entry.infinitive else "planned",
                deed=entry.infinitive,
                factuality=cues.value("told_to"),
                speech=speech,
                why=f"infinitive under {token.text!r}",
            )
        if found.speech is None and found.modal in {"future", "would"} and entry.own_future:
            speaker = next(iter(subjects(sentence, above)), None)
            harm = entry.own_future == "threatened" and is_passive(sentence, below) and is_harm(sentence, below, cues)
            if harm or is_own_act(sentence, below, speaker):  # "warned that the mast would be blown up"
                deed = own_future(sentence, below, found, entry.own_future, cues)
                return msgspec.structs.replace(found, deed=deed, speech=speech, why=f"own act, {found.why}")
    return msgspec.structs.replace(found, speech=speech, factuality=toward(found.factuality, cues.value("reported")))


def own_future(sentence: Sentence, verb: int, found: Standing, plain: str, cues: Cues) -> str:
    """Return what a coming act of the speaker's own amounts to: refused, threatened, offered, or the plain word."""
    if found.negated:
        return "refused"
    if is_harm(sentence, verb, cues):
        return "threatened"
    asked = cues.named("request")
    if found.condition is not None and asked is not None and sentence.tokens[found.condition].lemma in asked.verbs:
        return "offered"  # "would, if asked, pay their passage"
    return plain


def is_harm(sentence: Sentence, verb: int, cues: Cues) -> bool:
    """Say whether the deed hurts somebody: its verb, with its particle, is a word of harm."""
    lemma = sentence.tokens[verb].lemma
    return lemma in cues.harm or any(
        f"{lemma} {sentence.tokens[k].lemma}" in cues.harm for k in kids_with(sentence, verb, "prt", "prep", "advmod")
    )


def above_modal(sentence: Sentence, above: int, found: Standing, cues: Cues) -> Standing:
    """A modal or a negation on the governing verb reaches down: "will continue to", "did not begin to"."""
    if not is_verb(sentence, above) or found.governor is not None or found.loose:
        return found
    own = own_standing(sentence, above, cues)
    if own.modal is not None and found.modal is None:
        return msgspec.structs.replace(
            found, status=own.status, factuality=own.factuality, modal=own.modal, why=own.why + " above"
        )
    if own.negated and found.status == "happened" and sentence.tokens[above].lemma not in cues.factive:
        return msgspec.structs.replace(
            found, status="negated", factuality=-found.factuality, negated=True, why="negated above"
        )
    return found


def toward(value: float, bound: float) -> float:
    """Return the value, no surer than the bound on either side."""
    return min(value, bound) if value > 0 else max(value, -bound)
