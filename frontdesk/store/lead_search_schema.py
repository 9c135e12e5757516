"""What only one kind of database has for the search of leads: SQLite's full-text table, PostgreSQL's column of words.

Neither can be declared with the tables, so a comparison of schema and tables leaves them out.
"""

SQLITE_TABLE = "lead_words"
POSTGRESQL_COLUMN = "search_words"
POSTGRESQL_INDEX = "ix_leads_search_words"

# The words are those of search_text() already: to the tokenizer anything that is no ASCII mark belongs to a word.
_SQLITE = (
    """CREATE VIRTUAL TABLE lead_words USING fts5(
        search_text, content='leads', content_rowid='id', tokenize='ascii', detail='none', columnsize=0, prefix='1 2 3')""",
    "INSERT INTO lead_words (lead_words) VALUES ('rebuild')",
    """CREATE TRIGGER leads_words_added AFTER INSERT ON leads BEGIN
        INSERT INTO lead_words (rowid, search_text) VALUES (new.id, new.search_text);
    END""",
    """CREATE TRIGGER leads_words_removed AFTER DELETE ON leads BEGIN
        INSERT INTO lead_words (lead_words, rowid, search_text) VALUES ('delete', old.id, old.search_text);
    END""",
    """CREATE TRIGGER leads_words_changed AFTER UPDATE OF search_text ON leads BEGIN
        INSERT INTO lead_words (lead_words, rowid, search_text) VALUES ('delete', old.id, old.search_text);
        INSERT INTO lead_words (rowid, search_text) VALUES (new.id, new.search_text);
    END""",
)
_SQLITE_BEFORE = (
    "DROP TRIGGER leads_words_added",
    "DROP TRIGGER leads_words_removed",
    "DROP TRIGGER leads_words_changed",
    "DROP TABLE lead_words",
)
# PostgreSQL's own parser would read 'a/b' as a file and '1e5' as a number; this takes every word as it is. It is a column, because
# to make it of the text anew for each row looked at takes ten times as long as the planner thinks.
_POSTGRESQL = (
    """ALTER TABLE leads ADD COLUMN search_words tsvector
        GENERATED ALWAYS AS (array_to_tsvector(string_to_array(search_text, ' '))) STORED""",
    "CREATE INDEX ix_leads_search_words ON leads USING gin (search_words)",
)
_POSTGRESQL_BEFORE = ("ALTER TABLE leads DROP COLUMN search_words",)


def search_added(dialect: str) -> tuple[str, ...]:
    """Return the statements that make the search."""
    return _SQLITE if dialect == "sqlite" else _POSTGRESQL


def search_removed(dialect: str) -> tuple[str, ...]:
    """Return the statements that take the search away."""
    return _SQLITE_BEFORE if dialect == "sqlite" else _POSTGRESQL_BEFORE


def is_declared(name: str | None, kind: str, parents: object) -> bool:
    """Tell Alembic (``include_name``) whether something it found in a schema belongs to what the tables declare."""
    del kind, parents
    return name is None or not name.startswith((SQLITE_TABLE, POSTGRESQL_COLUMN, POSTGRESQL_INDEX))
