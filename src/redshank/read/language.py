"""Tell whether a text is in a language that we cannot read; in doubt it is taken for English."""

from functools import cache
from typing import Any

from redshank.records import Notice, Skipped, Story

FEWEST_WORDS = 40  # fewer say nothing: py3langid calls most short phrases foreign
SURE = 0.8  # probability of the other language
ENGLISH_AT_MOST = 0.05
SAMPLE = 5000
SMALL_WORDS = frozenset(
    {"the", "of", "and", "to", "in", "that", "for", "was", "were", "with", "by", "said", "from", "has", "had"}
)
PLAINLY_ENGLISH = 0.18  # share of small words; no other language comes near it


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def foreign_language(text: str) -> str | None:
    """Return the code of a language other than English, if the text is long enough and the margin clear."""
    sample = text[:SAMPLE].lower()
    if len(sample.split()) < FEWEST_WORDS and len(sample) < 400:
        return None
    words = sample.split()
    if sum(w in SMALL_WORDS for w in words) >= PLAINLY_ENGLISH * len(words):
        return None  # no need to load the identifier
    ranked: dict[str, float] = dict(_identifier().rank(sample))
    best, probability = max(ranked.items(), key=lambda pair: pair[1])
    if best == "en" or probability < SURE or ranked.get("en", 0.0) > ENGLISH_AT_MOST:
        return None
    return best


def check_language(story: Story, forced: str | None = None) -> tuple[Notice, ...] | Skipped:
    """Return notices about the language, or `Skipped` for a text that is clearly foreign.

    Args:
        story: the text; its own `language` may force English too.
        forced: "en" codes every text, with a notice where it looks foreign.
    """
    code = foreign_language(story.text)
    if code is None:
        return ()
    if "en" in (forced, story.language):
        return (Notice(kind="language", message=f"the text looks like {code!r}; it was coded as English as asked"),)
    why = f"the text looks like {code!r}, and only English is read; --language en codes it all the same."
    return Skipped(source_id=story.source_id, reason="language", message=f"{story.source_id}: {why}")
