"""The tables of the gazetteer file, and the format that this version reads and writes."""

import sqlite3

FORMAT = "redshank.gazetteer/2"


def create(base: sqlite3.Connection) -> None:
    """Make the empty tables."""
    base.execute("PRAGMA page_size=8192")
    base.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT)")
    base.execute(
        "CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, class INTEGER, country TEXT, admin1 INTEGER,"
        " admin2 INTEGER, latitude INTEGER, longitude INTEGER, population INTEGER, radius INTEGER, extra TEXT)"
    )
    base.execute("CREATE TABLE land (alpha3 TEXT PRIMARY KEY, alpha2 TEXT)")
    base.execute("CREATE TABLE name (folded TEXT, id INTEGER, rank INTEGER, PRIMARY KEY (folded, id)) WITHOUT ROWID")
