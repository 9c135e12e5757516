"""What only one kind of database has for the search of leads: SQLite's full-text table, PostgreSQL's index of words.

Neither can be declared with the tables, so a comparison of schema and tables leaves them out.
"""

from collections.abc import Iterable

SQLITE_TABLE = "lead_words"
POSTGRESQL_INDEX = "ix_leads_words"
# One array element a word: PostgreSQL's own parser would read 'a/b' as a file and '1e5' as a number.
POSTGRESQL_WORDS = "array_to_tsvector(string_to_array(leads.search_text, ' '))"

_ADDED = f"INSERT INTO {SQLITE_TABLE} (rowid, search_text) VALUES (new.id, new.search_text)"
_REMOVED = f"INSERT INTO {SQLITE_TABLE} ({SQLITE_TABLE}, rowid, search_text) VALUES ('delete', old.id, old.search_text)"
_SQLITE = (
    # Its words are those of search_text() already: anything that is no ASCII mark belongs to a word.
    f"CREATE VIRTUAL TABLE {SQLITE_TABLE} USING fts5(search_text, content='leads', content_rowid='id', "
    "tokenize='ascii', detail='none', columnsize=0, prefix='1 2 3')",
    f"INSERT INTO {SQLITE_TABLE} ({SQLITE_TABLE}) VALUES ('rebuild')",
    f"CREATE TRIGGER leads_words_added AFTER INSERT ON leads BEGIN {_ADDED}; END",
    f"CREATE TRIGGER leads_words_removed AFTER DELETE ON leads BEGIN {_REMOVED}; END",
    f"CREATE TRIGGER leads_words_changed AFTER UPDATE OF search_text ON leads BEGIN {_REMOVED}; {_ADDED}; END",
)
_SQLITE_BEFORE = (
    *(f"DROP TRIGGER leads_words_{what}" for what in ("added", "removed", "changed")),
    f"DROP TABLE {SQLITE_TABLE}",
)
_POSTGRESQL = (f"CREATE INDEX {POSTGRESQL_INDEX} ON leads USING gin ({POSTGRESQL_WORDS})",)
_POSTGRESQL_BEFORE = (f"DROP INDEX {POSTGRESQL_INDEX}",)


def search_added(dialect: str) -> Iterable[str]:
    """Return the statements that make the search."""
    return _SQLITE if dialect == "sqlite" else _POSTGRESQL


def search_removed(dialect: str) -> Iterable[str]:
    """Return the statements that take the search away."""
    return _SQLITE_BEFORE if dialect == "sqlite" else _POSTGRESQL_BEFORE


def is_declared(name: str | None, kind: str, parents: object) -> bool:
    """Tell Alembic (``include_name``) whether something it found in a schema belongs to what the tables declare."""
    del kind, parents
    return name is None or not name.startswith((SQLITE_TABLE, POSTGRESQL_INDEX))
