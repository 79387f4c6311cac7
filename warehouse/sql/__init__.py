"""SQL: on a user's own file, and from strangers on a release."""

from warehouse.sql.canonical import CanonicalText, canonical
from warehouse.sql.confinement import confine
from warehouse.sql.diagnosis import Position, ResourceError, SqlError
from warehouse.sql.local import query
from warehouse.sql.session import Limits, Parameter, QueryResult, Session

__all__ = [
    "CanonicalText",
    "Limits",
    "Parameter",
    "Position",
    "QueryResult",
    "ResourceError",
    "Session",
    "SqlError",
    "canonical",
    "confine",
    "query",
]
