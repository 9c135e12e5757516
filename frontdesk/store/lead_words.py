"""The words of a search as a condition of SQL: each has to begin a word of the lead."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, cast, column, false, literal, literal_column, select, table, text
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.orm import Session

from frontdesk.store.index_scan import scanned
from frontdesk.store.lead_search_schema import POSTGRESQL_COLUMN, SQLITE_TABLE
from frontdesk.store.lead_tables import LeadRow
from frontdesk.store.search_text import search_words

MOST_WORDS = 12


def worded(typed: str, dialect: str) -> ColumnElement[bool] | None:
    """Return the condition; none where nothing was typed. What holds no word, as '???', is found nowhere."""
    if not typed.strip():
        return None
    words = search_words(typed)[:MOST_WORDS]  # letters and digits only: nothing in them means anything to a query
    if not words:
        return false()
    return _sqlite(words) if dialect == "sqlite" else _postgresql(words)


def forget_words(session: Session) -> None:
    """Let no word of an erased lead stay readable in the search; to be called in the transaction that erases leads.

    SQLite only marks what was taken out until parts of the index are merged: this merges them all, half a second for 100,000 leads.
    """
    session.flush()
    if session.connection().dialect.name == "sqlite":
        session.execute(text("INSERT INTO lead_words (lead_words) VALUES ('optimize')"))


def _sqlite(words: Sequence[str]) -> ColumnElement[bool]:
    asked = " ".join(f'"{word}"*' for word in words)
    found = table(SQLITE_TABLE, column("rowid"), column(SQLITE_TABLE))
    return scanned(LeadRow.id).in_(select(found.c.rowid).where(found.c[SQLITE_TABLE].op("MATCH")(asked)))


def _postgresql(words: Sequence[str]) -> ColumnElement[bool]:
    asked = " & ".join(f"'{word}':*" for word in words)
    return literal_column(f"leads.{POSTGRESQL_COLUMN}", TSVECTOR).bool_op("@@")(cast(literal(asked), TSQUERY))
