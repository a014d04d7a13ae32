"""Write names the one way in which they are looked up."""

import re
import unicodedata
from functools import lru_cache

MARKS = re.compile(r"[’‘ʼʻ`'´ʹ]")
OTHER = re.compile(r"[^\w]+|_")
LETTERS = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ə": "a"})
SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}


@lru_cache(maxsize=20_000)
def fold(name: str) -> str:
    """Return the name in small letters without accents and punctuation; "St." and "Mt." are written out."""
    plain = unicodedata.normalize("NFKD", name).lower().translate(LETTERS)
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    words = OTHER.sub(" ", MARKS.sub("", plain)).split()
    return " ".join(SHORT.get(w, w) if len(words) > 1 and k < len(words) - 1 else w for k, w in enumerate(words))
