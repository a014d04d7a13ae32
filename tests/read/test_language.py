"""Only a long text with a clear margin is called foreign."""

import pytest

from redshank.read import foreign_language

GERMAN = "Der Minister sagte am Freitag in Bonn, dass die Truppen bis zum Ende des Jahres abziehen werden. " * 4
ENGLISH = "The minister said on Friday in Bonn that the troops would be withdrawn by the end of the year. " * 4
RUSSIAN = "Министр заявил в пятницу, что войска будут выведены из района до конца этого года. " * 5


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (GERMAN, "de"),
        (GERMAN.upper(), "de"),
        (RUSSIAN, "ru"),
        (ENGLISH, None),
        (ENGLISH.upper(), None),
        ("Bonn schweigt.", None),
        (ENGLISH + GERMAN, None),
        ("", None),
    ],
)
def test_foreign_language(text, language):
    assert foreign_language(text) == language
