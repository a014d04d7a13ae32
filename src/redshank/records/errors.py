"""What goes wrong in a way that a person can mend: every error that we raise on purpose."""


class RedshankError(Exception):
    """Something that the user can mend; the message says what, where and how."""


class InputError(RedshankError):
    """What was handed in cannot be used: an option, a date, a field name."""


class DataError(RedshankError):
    """A data file of ours or of the user's is wrong."""


class LexiconError(DataError):
    """An entry of the lexicon contradicts the codebook or another entry."""


class ModelError(RedshankError):
    """The language model is missing or not the one that was pinned."""


class GazetteerError(DataError):
    """The gazetteer file is missing, foreign or cannot be built."""


class ArchiveError(RedshankError):
    """An archive is missing, locked, damaged, full, or of another version."""
