"""A column that SQLite is not to look up in an index of its own.

Without statistics SQLite takes any index that an equality fits, then reads a hundred thousand rows one by one, where it could find
everything in the one index that is in the right order already. PostgreSQL knows how its values are spread and is left to choose.
"""

from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class _Scanned(FunctionElement[Any]):
    inherit_cache = True
    name = "scanned"


def scanned[Value](column: InstrumentedAttribute[Value]) -> ColumnElement[Value]:
    """Return a column by which no row is looked up."""
    element = _Scanned(column)
    element.type = column.type
    return element


@compiles(_Scanned)
def _plain(element: _Scanned, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401 - SQLAlchemy's own
    return compiler.process(element.clauses, **options)


@compiles(_Scanned, "sqlite")
def _plus(element: _Scanned, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401 - as above
    return f"+{compiler.process(element.clauses, **options)}"
