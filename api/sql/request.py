"""What a request asks: the query, its parameters, and how its result is wanted."""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from typing import Annotated, Final
from urllib.parse import parse_qsl

import msgspec

from api import formats
from api.errors import BadRequest, UnsupportedMediaType
from api.formats import RowFormat
from api.row_query import limit_within
from api.settings import Settings
from api.version import VERSION
from schemas.base import Struct, about
from schemas.errors import QueryError
from warehouse.sql import CanonicalText, Parameter, SqlError, canonical
from warehouse.sql.diagnosis import position

SQL: Final = "application/sql"
TEXT: Final = "text/plain"
FORM: Final = "application/x-www-form-urlencoded"
JSON: Final = "application/json"
MEDIA_TYPES: Final = (SQL, JSON, FORM, TEXT)
"""The media types of a query in the body of a request."""
_RESERVED: Final = ("q", "format", "limit")
_HINT: Final = "For instance ?q=SELECT type, count(*) FROM events GROUP BY type"


class QueryInput(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A query in JSON."""

    q: Annotated[str, about("One SELECT, in DuckDB's dialect.")]
    parameters: Annotated[
        dict[str, Parameter], about("Values of what stands in the query as `$name`.")
    ] = msgspec.field(default_factory=dict)
    limit: Annotated[float | None, about("Most rows wanted.")] = None
    format: Annotated[str | None, about("The format of the result.")] = None


class SqlRequest(Struct, frozen=True, kw_only=True):
    """A query as it is wanted."""

    written: str
    canonical: CanonicalText
    parameters: dict[str, Parameter]
    rows: int
    format: RowFormat
    by_accept: bool
    """Whether the `Accept` header chose the format."""

    def key(self, release: bytes) -> str:
        """Return what tells this result from every other; *release* is the manifest's digest."""
        parts = (
            release,
            self.canonical.text,
            sorted(self.parameters.items()),
            self.rows,
            self.format.name,
            *_versions(),
        )
        return hashlib.sha256(msgspec.msgpack.encode(parts)).hexdigest()[:32]


@cache
def _versions() -> tuple[str, ...]:
    """Return the versions that a result rests on."""
    return (VERSION, *(version(name) for name in ("duckdb", "pyarrow", "msgspec")))


def sql_request(
    *,
    suffix: str,
    query: bytes,
    media_type: str | None,
    body: bytes,
    accept: str | None,
    settings: Settings,
) -> SqlRequest:
    """Return what is asked by a path's *suffix*, a *query* string and a *body*.

    *media_type* is None when the method has no body; then `?q=` holds the query.

    Raises:
        QueryError: a parameter is missing, stands twice or makes no sense.
        SqlError: the query is empty, no text, or too long.
        BadRequest, UnsupportedMediaType: the body cannot be read.
        NotAcceptable: none of our formats is accepted.
    """
    asked = _pairs(parse_qsl(query.decode("latin-1"), keep_blank_values=True))
    if media_type is not None:
        sent = _from_body(media_type, body)
        twice = [name for name in sent if name in asked]
        if twice:
            raise QueryError(f"{twice[0]} stands in the address and in the body", where=twice[0])
        asked |= sent
    text = asked.pop("q", None)
    if not isinstance(text, str):
        raise QueryError("there is no query", where="q", hint=_HINT)
    _check_text(text, settings)
    wanted = asked.pop("format", None)
    named = formats.chosen(suffix, None if wanted is None else str(wanted), accept)
    by_accept = not suffix and wanted is None
    rows = _limit(asked.pop("limit", None), settings)
    return SqlRequest(
        written=text,
        canonical=canonical(text),
        parameters={name.removeprefix("$"): value for name, value in asked.items()},
        rows=rows,
        format=named,
        by_accept=by_accept,
    )


def _pairs(pairs: Iterable[tuple[str, str]]) -> dict[str, Parameter]:
    found: dict[str, Parameter] = {}
    for name, value in pairs:
        if name not in _RESERVED and not name.startswith("$"):
            raise QueryError(
                f"there is no parameter {name!r}",
                where=name,
                hint=f"Known are {', '.join(_RESERVED)}, and $name for a $name of the query.",
            )
        if name in found:
            raise QueryError(f"{name} stands twice", where=name, hint="Give it once.")
        found[name] = value
    return found


def _from_body(media_type: str, body: bytes) -> dict[str, Parameter]:
    kind = media_type.partition(";")[0].strip().lower()
    if kind not in MEDIA_TYPES:
        raise UnsupportedMediaType(
            f"no query is read from {kind or 'a body without a media type'}",
            where="Content-Type",
            hint=f"Send one of {', '.join(MEDIA_TYPES)}.",
        )
    try:
        if kind == JSON:
            found = msgspec.json.decode(body, type=QueryInput)
            given: dict[str, Parameter] = {"q": found.q, "limit": found.limit}
            given |= {"format": found.format}
            given |= {f"${name}": value for name, value in found.parameters.items()}
            return {k: v for k, v in given.items() if v is not None or k.startswith("$")}
        text = body.decode()
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadRequest(f"the body is no query: {error}", where="body") from None
    if kind == FORM:
        return _pairs(parse_qsl(text, keep_blank_values=True))
    return {"q": text}


def _check_text(text: str, settings: Settings) -> None:
    if not text.strip():
        raise _at(SqlError("the query is empty", hint=_HINT), text, 0)
    if "\0" in text:
        raise _at(SqlError("the query holds a null character"), text, text.index("\0"))
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError as error:
            wrong = SqlError("the query is no UTF-8 text")
            raise _at(wrong, text.encode(errors="replace").decode(), error.start) from None
    if len(text) > settings.sql_max_characters:
        raise SqlError(
            f"the query is longer than {settings.sql_max_characters} characters",
            hint="Put long lists of values into a join with a table.",
        )


def _at(error: SqlError, text: str, offset: int) -> SqlError:
    error.position = position(text, offset)
    return error


def _limit(asked: Parameter, settings: Settings) -> int:
    # 10.0 is a whole number in JSON.
    whole = isinstance(asked, float) and asked.is_integer()
    text = None if asked is None else str(int(asked) if whole else asked)
    return limit_within(text, settings.sql_max_rows, settings.sql_max_rows)
