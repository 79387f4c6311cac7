"""What is wrong with a query, where in its text, and what was probably meant."""

import contextlib
import difflib
import re
from typing import Annotated, Final

import duckdb
import msgspec

from schemas.base import Struct, about
from schemas.errors import QueryError

_EXCERPT: Final = 160
"""Most code points of the offending line that an error repeats."""
_SUGGESTED: Final = 3
_LONGEST: Final = 400
_CANDIDATES = re.compile(
    r"\s*(?:Candidate bindings|Did you mean|Candidate functions)\b.*", re.DOTALL
)
_COLUMN = re.compile(r'have a column named "([^"]+)"')
# Matches "/srv/x/dateline.duckdb" and "file:///etc", not "1/2" or "a / b".
_PATH = re.compile(r"""(?<![\w/])(?:[a-z]+:/)?/[^\s"']+""", re.IGNORECASE)


class Position(Struct, frozen=True, kw_only=True):
    """A place in the text of a query."""

    line: Annotated[int, about("Line of the query, from 1.", ge=1)]
    column: Annotated[int, about("Column in that line, from 1, in code points.", ge=1)]
    offset: Annotated[int, about("The same place from the start of the query, from 0.", ge=0)]
    excerpt: Annotated[str, about("The line, and below it a caret at the place.")]


class SqlError(QueryError):
    """The statement is wrong, is not one that is allowed, or cannot be run.

    `offset` is where in the statement, in code points; None when DuckDB does not say.
    `candidates` are names that may have been meant, the likeliest first. `position` is set
    by whoever knows the text as it was written.
    """

    code = "sql"

    def __init__(
        self,
        what: str,
        *,
        hint: str = "",
        offset: int | None = None,
        candidates: tuple[str, ...] = (),
    ) -> None:
        self.offset = offset
        self.candidates = candidates
        self.position: Position | None = None
        super().__init__(what, hint=hint)


class ResourceError(SqlError):
    """The statement is right but needs more time or memory than one query may have."""

    code = "sql-limit"


class Names(Struct, frozen=True, kw_only=True):
    """The names a query may have meant, sorted."""

    tables: tuple[str, ...]
    columns: tuple[str, ...]
    reserved: frozenset[str] = frozenset()
    """Names of DuckDB's own views and table functions, in small letters."""


class Told(msgspec.Struct, frozen=True):
    """What DuckDB says with `errors_as_json`; it writes numbers as text."""

    exception_message: str = ""
    position: str = ""
    candidates: str = ""
    name: str = ""
    error_subtype: str = ""


def position(text: str, offset: int) -> Position:
    """Return where *offset* stands in *text*, in lines and columns, with the line shown."""
    offset = min(max(offset, 0), len(text))
    first = text.rfind("\n", 0, offset) + 1
    column = offset - first
    line = text[first:].split("\n", 1)[0].replace("\t", " ").replace("\r", " ")
    cut = max(column - _EXCERPT // 2, 0)
    shown = line[cut : cut + _EXCERPT]
    return Position(
        line=text.count("\n", 0, offset) + 1,
        column=column + 1,
        offset=offset,
        excerpt=f"{shown}\n{' ' * (column - cut)}^",
    )


def explained(error: duckdb.Error, text: str, names: Names, *, before: int = 0) -> SqlError:
    """Return what *error*, which DuckDB raised for *text*, means to its writer.

    It may have meant one of *names*; paths of the server never get into the words. DuckDB
    saw *before* bytes before the text.
    """
    told = _told(error)
    if isinstance(error, duckdb.OutOfMemoryException):
        return out_of_memory()
    if isinstance(error, duckdb.InterruptException):
        return ResourceError("the query took too long", hint="Narrow it, or fetch a file instead.")
    if isinstance(error, duckdb.PermissionException):
        return SqlError(
            "a query reads the tables of the release and nothing else",
            hint=f"Tables: {', '.join(names.tables)}.",
            offset=_offset(told.position, text, before),
        )
    if "expression depth" in told.exception_message:
        return SqlError("the query is nested too deeply", hint="Flatten it.")
    candidates = _candidates(told, names)
    what = _CANDIDATES.sub("", _PATH.sub("…", told.exception_message)).strip()
    return SqlError(
        _lowered(what.splitlines()[0][:_LONGEST].rstrip("!.") if what else "it cannot be run"),
        hint=suggestion(candidates) or _HINTS.get(told.error_subtype, ""),
        offset=_offset(told.position, text, before),
        candidates=candidates,
    )


def out_of_memory() -> ResourceError:
    """Return the error of a query that needs more memory than one may have."""
    return ResourceError(
        "the query needs more memory than one query may have",
        hint="Read fewer columns or rows, or fetch the DuckDB file and query it at home.",
    )


def suggestion(candidates: tuple[str, ...]) -> str:
    """Return the question whether one of *candidates* was meant; empty when there are none."""
    if not candidates:
        return ""
    shown = [f"`{candidate}`" for candidate in candidates[:_SUGGESTED]]
    return f"Did you mean {' or '.join(shown)}?"


def nearest(name: str, among: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names *among* these that look like *name*, the likest first."""
    return tuple(difflib.get_close_matches(name.lower(), among, n=_SUGGESTED, cutoff=0.6))


_HINTS = {"SYNTAX_ERROR": "The dialect is DuckDB's: https://duckdb.org/docs/sql/introduction"}


def _told(error: duckdb.Error) -> Told:
    message = str(error)
    start = message.find("{")
    if start >= 0:
        with contextlib.suppress(msgspec.DecodeError, msgspec.ValidationError, UnicodeError):
            return msgspec.json.decode(message[start:].encode(), type=Told)
    return Told(exception_message=message)


def _candidates(told: Told, names: Names) -> tuple[str, ...]:
    """Return what may have been meant: DuckDB's own guesses, else names of the release."""
    if "(" in told.candidates:  # signatures: the type is wrong, not the name
        return ()
    found = tuple(part.strip().strip('"') for part in told.candidates.split(",") if part.strip())
    column = _COLUMN.search(told.exception_message)
    if told.error_subtype == "COLUMN_NOT_FOUND" or column is not None:
        name = told.name or (column[1] if column else "")
        guessed = tuple(name.split(".")[-1] for name in found)
        return nearest(name, guessed) or nearest(name, names.columns) or guessed[:_SUGGESTED]
    if found or told.error_subtype != "MISSING_ENTRY":
        return found[:_SUGGESTED]
    return nearest(told.name, names.tables)


def _offset(told: str, text: str, before: int) -> int | None:
    """Return DuckDB's position, a byte of the UTF-8 text, as code points."""
    if not told.isdigit() or int(told) < before:
        return None
    return len(text.encode()[: int(told) - before].decode(errors="ignore"))


def _lowered(what: str) -> str:
    """Return *what* with a small first letter, acronyms and names left alone."""
    return what[:1].lower() + what[1:] if what[1:2].islower() else what
