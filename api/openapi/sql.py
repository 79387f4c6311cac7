"""The operations of SQL over HTTP."""

from api.formats import ROW_FORMATS
from api.openapi.parts import (
    ANY_READER,
    HEADERS,
    Json,
    not_modified,
    path_parameter,
    problems,
    query_parameter,
    ref,
    release_parameter,
    text_header,
    to_latest,
)
from api.settings import Settings
from api.sql.request import FORM, JSON, SQL, TEXT

_EXAMPLE = "SELECT type, count(*) AS n FROM events GROUP BY type ORDER BY n DESC"
_RESULT_HEADERS: Json = {
    "Accept-Query": text_header("The media types a query may have in a body."),
    "Cache-Status": text_header("Whether the result was kept from before (RFC 9211)."),
    "Content-Location": text_header("The address at which GET gives the same result."),
    "Dateline-Rows": text_header("Number of rows."),
    "Dateline-Cut": text_header("The limit that ended the result: `none`, `rows` or `bytes`."),
    "Dateline-Limits": text_header("The limits of a query: rows, bytes, seconds."),
    "Content-Disposition": HEADERS["Content-Disposition"],
    "ETag": HEADERS["ETag"],
    "Cache-Control": HEADERS["Cache-Control"],
}


def sql_paths(*, release: str, settings: Settings) -> Json:
    """Return the paths of SQL with their operations; *release* stands in the examples."""
    root = "/v1/releases/{release}/sql"
    shared = [release_parameter(release), *_parameters(settings)]
    names = [f.name for f in ROW_FORMATS]
    choice = query_parameter(
        "format", "The format; stronger than `Accept`.", {"type": "string", "enum": names}
    )
    suffix = path_parameter("format", "The format.", example="csv")
    suffix["schema"] = {"type": "string", "enum": names}
    return {
        root: {
            "get": {
                "operationId": "sql",
                "tags": ["sql"],
                "summary": "The result of a query",
                "description": _DESCRIPTION,
                "parameters": [*shared, choice],
                "responses": {"200": _result(), **not_modified(), **_failures(406)},
            },
            "query": _in_body("sql_query", "QUERY", [release_parameter(release)], settings),
            "post": _in_body("sql_post", "POST", [release_parameter(release)], settings),
        },
        f"{root}.{{format}}": {
            "get": {
                "operationId": "sql_as",
                "tags": ["sql"],
                "summary": "The result of a query in the format of the suffix",
                "parameters": [*shared, suffix],
                "responses": {"200": _result(), **not_modified(), **_failures()},
            },
            "query": _in_body("sql_query_as", "QUERY", [shared[0], suffix], settings),
            "post": _in_body("sql_post_as", "POST", [shared[0], suffix], settings),
        },
    }


def _in_body(operation: str, method: str, parameters: list[Json], settings: Settings) -> Json:
    """Return the operation that takes a query in the body."""
    cached: Json = not_modified() if method == "QUERY" else {}
    return {
        "operationId": operation,
        "tags": ["sql"],
        "summary": f"The result of a query in the body, by {method}",
        "description": _DESCRIPTION,
        "parameters": parameters,
        "requestBody": {
            "required": True,
            "content": _bodies(settings, with_format=len(parameters) == 1),
        },
        "responses": {"200": _result(), **cached, **_failures(406, 415)},
    }


def _failures(*more: int) -> Json:
    return {**to_latest(), **problems(*more, 400, 413, 422, *ANY_READER)}


def result_schema() -> Json:
    """Return the schema of a result in JSON."""
    column: Json = {
        "type": "object",
        "required": ["name", "type"],
        "properties": {"name": {"type": "string"}, "type": {"type": "string"}},
        "additionalProperties": False,
    }
    members: Json = {
        "release": {"type": "string", "description": "The release that was asked."},
        "columns": {"type": "array", "items": column, "description": "With DuckDB's types."},
        "count": {"type": "integer", "minimum": 0, "description": "Number of rows."},
        "cut": {
            "enum": ["rows", "bytes", None],
            "description": "The limit that ended the result; null when all rows are there.",
        },
        "rows": {"type": "array", "items": {"type": "object"}},
    }
    return {
        "type": "object",
        "description": "The result of a query.",
        "required": list(members),
        "properties": members,
        "additionalProperties": False,
    }


def input_schema(declared: Json, settings: Settings, *, with_format: bool = True) -> Json:
    """Return *declared*, the schema of a query in JSON, with the limits of this server."""
    members: Json = {
        **declared["properties"],
        "q": {**declared["properties"]["q"], "maxLength": settings.sql_max_characters},
        "format": {"enum": [*(f.name for f in ROW_FORMATS), None], "description": "The format."},
        "limit": {**_limit(settings), "type": ["integer", "null"]},
    }
    if not with_format:  # the path names it
        del members["format"]
    return {**declared, "properties": members, "example": {"q": _EXAMPLE}}


def _parameters(settings: Settings) -> list[Json]:
    text: Json = {"type": "string", "maxLength": settings.sql_max_characters}
    query = query_parameter("q", "One SELECT, in DuckDB's dialect.", text, example=_EXAMPLE)
    return [
        {**query, "required": True},
        query_parameter("limit", "Most rows wanted.", _limit(settings), example=100),
    ]


def _limit(settings: Settings) -> Json:
    return {"type": "integer", "minimum": 1, "maximum": settings.sql_max_rows}


def _bodies(settings: Settings, *, with_format: bool) -> Json:
    text: Json = {"type": "string", "maxLength": settings.sql_max_characters}
    form: Json = {
        "type": "object",
        "required": ["q"],
        "properties": {"q": text, "limit": _limit(settings)},
        "additionalProperties": False,
    }
    return {
        SQL: {"schema": text, "example": _EXAMPLE},
        JSON: {
            "schema": ref("QueryInput" if with_format else "QueryInputAs"),
            "example": {"q": _EXAMPLE},
        },
        FORM: {"schema": form, "example": {"q": _EXAMPLE}},
        TEXT: {"schema": text, "example": _EXAMPLE},
    }


def _result() -> Json:
    content: Json = {
        row_format.media_type: {
            "schema": ref("QueryAnswer")
            if row_format.name == "json"
            else {"description": row_format.description}
        }
        for row_format in ROW_FORMATS
    }
    return {"description": "The result.", "headers": _RESULT_HEADERS, "content": content}


_DESCRIPTION = (
    "One SELECT (FROM, VALUES, WITH, DESCRIBE, SUMMARIZE and EXPLAIN too) over the tables of the"
    " release, pinned to it: the same query gives the same result for ever. What stands in it as"
    " `$name` takes its value from a parameter `$name`. QUERY and GET may be cached, POST is not."
)
