"""What is loaded once and passed to every stage: the language model and our knowledge."""

import hashlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from redshank.gazetteer import Gazetteer, open_gazetteer
from redshank.lexicon.backoff import FILE, Backoff, load_backoff
from redshank.lexicon.contexts import Contexts, load_contexts
from redshank.lexicon.cues import Cues, load_cues
from redshank.lexicon.disputes import DisputeWords, load_disputes
from redshank.lexicon.entities import Entities, load_entities
from redshank.lexicon.equipment import EquipmentLexicon, load_equipment
from redshank.lexicon.files import home
from redshank.lexicon.frames import Frames, load_frames
from redshank.lexicon.lines import LineEntry, load_lines
from redshank.lexicon.registers import RegisterLexicon, load_registers
from redshank.lexicon.speech import Speech, load_speech
from redshank.ontology import Codebook, Mapping, Ontology, load_codebooks, load_mapping, load_ontology
from redshank.parse import Analyzer, load_analyzer
from redshank.records import Provenance
from redshank.settings import Settings
from redshank.version import VERSION

LEXICON = ("frames/*.toml", "entities/*", "equipment/*.toml", "[a-l]*.toml", "[n-z]*.toml", FILE)


class Kit:
    """Everything that the stages need; each part is loaded when first used."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.folders: tuple[Path, ...] = (home(), *self.settings.data)

    @cached_property
    def analyzer(self) -> Analyzer:
        """The language model."""
        return load_analyzer()

    @cached_property
    def entities(self) -> Entities:
        """States, leaders, bodies, groups, words for people."""
        return load_entities(self.folders)

    @cached_property
    def frames(self) -> Frames:
        """What verbs and nouns mean."""
        return load_frames(self.folders)

    @cached_property
    def cues(self) -> Cues:
        """Words that decide whether what they govern happened."""
        return load_cues(self.folders)

    @cached_property
    def backoff(self) -> Backoff | None:
        """The linear model behind the frames; None where the settings leave it out."""
        return load_backoff(self.folders, self.frames, self.settings.backoff)

    @cached_property
    def contexts(self) -> Contexts:
        """Words that put an event into a context."""
        return load_contexts(self.folders)

    @cached_property
    def speech(self) -> Speech:
        """Words of saying."""
        return load_speech(self.folders)

    @cached_property
    def dispute_words(self) -> DisputeWords:
        """Words by which claims are held against each other."""
        return load_disputes(self.folders)

    @cached_property
    def lines(self) -> tuple[LineEntry, ...]:
        """How an event is told in plain words."""
        return load_lines(self.folders)

    @cached_property
    def equipment(self) -> EquipmentLexicon:
        """Weapons and platforms."""
        return load_equipment(self.folders)

    @cached_property
    def registers(self) -> RegisterLexicon:
        """Words of transfers and restrictions."""
        return load_registers(self.folders, self.frames.classes)

    @cached_property
    def ontology(self) -> Ontology:
        """Types, modes, contexts."""
        return load_ontology(self.folders)

    @cached_property
    def mapping(self) -> Mapping:
        """The table from frame and status to type."""
        return load_mapping(self.folders)

    @cached_property
    def codebooks(self) -> tuple[Codebook, ...]:
        """Codebooks of the user's own."""
        return load_codebooks(self.folders, self.frames.classes)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Places."""
        mine = [folder / "places.csv" for folder in self.settings.data if (folder / "places.csv").is_file()]
        return open_gazetteer(self.settings.gazetteer, mine)

    @cached_property
    def provenance(self) -> Provenance:
        """What made the readings, so that they can be made again."""
        return Provenance(
            version=VERSION,
            model=self.analyzer.model,
            lexicon=digest(self.folders[:1], LEXICON),
            mapping=digest(self.folders[:1], ("mapping.toml", "ontology/*.toml")),
            gazetteer=self.gazetteer.version,
            overlays=tuple(f"{folder.name}:{digest((folder,), ('**/*',))}" for folder in self.settings.data),
        )


def digest(folders: Sequence[Path], patterns: Sequence[str]) -> str:
    """Return a short hash of the files that match."""
    total = hashlib.sha256()
    for folder in folders:
        for pattern in patterns:
            for path in sorted(p for p in folder.glob(pattern) if p.is_file()):
                total.update(path.relative_to(folder).as_posix().encode())
                total.update(path.read_bytes())
    return total.hexdigest()[:12]
