"""The operations on tables: rows, one record, its schema; parameters typed by column."""

from collections.abc import Iterator

from api.formats import ROW_FORMATS
from api.openapi.parts import (
    ANY_READER,
    HEADERS,
    Json,
    header_parameter,
    json_body,
    not_modified,
    path_parameter,
    problems,
    query_parameter,
    ref,
    release_parameter,
    to_latest,
)
from api.row_query import MAX_SORT, RESERVED
from api.settings import Settings
from schemas import Table
from schemas.columns import Column, ScalarType, columns
from schemas.ids import PREFIXES
from warehouse import MAX_FACETS, OPS, column_names

_INT64 = 1 << 63
_TEXT: Json = {"type": "string", "maxLength": 10_000}


def table_paths(table: Table, *, release: str, settings: Settings) -> Json:
    """Return the paths of *table* with their operations; *release* stands in the examples."""
    root = f"/v1/releases/{{release}}/{table.name}"
    shared = [release_parameter(release)]
    rows = [*shared, *_page_parameters(table, settings), *_filter_parameters(table)]
    choice = query_parameter(
        "format",
        "The format; stronger than `Accept`.",
        {"type": "string", "enum": [f.name for f in ROW_FORMATS]},
    )
    key = path_parameter("key", f"The `{table.key}`.", example=_example_key(table))
    suffix = path_parameter("format", "The format.", example="csv")
    suffix["schema"] = {"type": "string", "enum": [f.name for f in ROW_FORMATS]}
    return {
        root: {
            "get": {
                "operationId": table.name,
                "tags": ["tables"],
                "summary": f"Rows of {table.name}",
                "description": f"{table.description} {_FILTERING}",
                "parameters": [*rows, _facets(table), choice, _ACCEPT],
                "responses": {
                    "200": _page_response(table),
                    **to_latest(),
                    **not_modified(),
                    **problems(400, 406, *ANY_READER),
                },
            }
        },
        f"{root}.{{format}}": {
            "get": {
                "operationId": f"{table.name}_as",
                "tags": ["tables"],
                "summary": f"Rows of {table.name} in the format of the suffix",
                "description": "Filters as for the path without suffix.",
                "parameters": [*shared, suffix, *_page_parameters(table, settings)],
                "responses": {
                    "200": _page_response(table),
                    **to_latest(),
                    **not_modified(),
                    **problems(400, *ANY_READER),
                },
            }
        },
        f"{root}/schema": {
            "get": {
                "operationId": f"{table.name}_schema",
                "tags": ["tables"],
                "summary": f"JSON Schema of {table.name}",
                "parameters": shared,
                "responses": {
                    "200": json_body("The JSON Schema (2020-12) of one row.", {"type": "object"}),
                    **to_latest(),
                    **not_modified(),
                    **problems(*ANY_READER),
                },
            }
        },
        f"{root}/stats": {
            "get": {
                "operationId": f"{table.name}_stats",
                "tags": ["tables"],
                "summary": f"What the columns of {table.name} hold",
                "description": "Counts, ranges and most frequent values, reckoned at release time.",
                "parameters": shared,
                "responses": {
                    "200": json_body("The statistics.", ref("StatsAnswer")),
                    **to_latest(),
                    **not_modified(),
                    **problems(*ANY_READER),
                },
            }
        },
        f"{root}/{{key}}": {
            "get": {
                "operationId": f"{table.name}_record",
                "tags": ["tables"],
                "summary": _RECORD_SUMMARY.get(table.name, f"One row of {table.name}"),
                "parameters": [*shared, key],
                "responses": {
                    "200": json_body("The record.", ref(record_component(table))),
                    **to_latest(),
                    **not_modified(),
                    **problems(*ANY_READER),
                },
            }
        },
    }


def row_component(table: Table) -> str:
    """Return the name of the schema of a row of which `fields` may leave columns out."""
    return f"{table.record.__name__}Row"


def record_component(table: Table) -> str:
    """Return the name of the schema of the answer about one record."""
    return f"{table.record.__name__}Answer"


def page_component(table: Table) -> str:
    """Return the name of the schema of a page of rows."""
    return f"{table.record.__name__}Page"


def page_schema(table: Table) -> Json:
    """Return the schema of a page of rows in JSON."""
    members: Json = {
        "release": {"type": "string", "description": "The release the rows are of."},
        "table": {"const": table.name},
        "count": {"type": "integer", "description": "Rows on this page.", "minimum": 0},
        "total": {
            "type": ["integer", "null"],
            "description": "Rows that fit on all pages; null on later pages with filters.",
        },
        "next": {
            "type": ["string", "null"],
            "description": "Cursor to give as `after` for the next page; null on the last.",
        },
        "next_url": {"type": ["string", "null"], "description": "Address of the next page."},
        "rows": {"type": "array", "items": ref(row_component(table))},
    }
    page = _closed(members, f"A page of rows of {table.name}.")
    page["properties"]["facets"] = {
        "type": "object",
        "description": "The values of the columns that `facets` names, among all rows that fit.",
        "additionalProperties": ref("Facet"),
    }
    return page


def record_schema(table: Table) -> Json:
    """Return the schema of the answer about one record (or one article with its records)."""
    release: Json = {"release": {"type": "string", "description": "The release it is of."}}
    record = ref(table.record.__name__)
    if table.name == "articles":
        lists: Json = {
            name: {"type": "array", "items": ref(component)}
            for name, component in (
                ("events", "Event"),
                ("statements", "Statement"),
                ("key_points", "KeyPoint"),
                ("statistics", "Statistic"),
                ("failures", "Failure"),
            )
        }
        return _closed({**release, "article": record, **lists}, "An article with its records.")
    members: Json = {**release, "table": {"const": table.name}, "record": record}
    if table.has_evidence:
        members |= {
            "evidence": ref("Evidence"),
            "article": {"type": "object", "description": "The article without its text."},
        }
    return _closed(members, f"One row of {table.name}.")


def _closed(members: Json, description: str) -> Json:
    return {
        "type": "object",
        "description": description,
        "required": list(members),
        "properties": members,
        "additionalProperties": False,
    }


def _page_response(table: Table) -> Json:
    content: Json = {
        row_format.media_type: {
            "schema": ref(page_component(table))
            if row_format.name == "json"
            else {"description": row_format.description}
        }
        for row_format in ROW_FORMATS
    }
    return {
        "description": "One page of rows.",
        "headers": {name: HEADERS[name] for name in ("ETag", "Cache-Control", "Link")},
        "content": content,
    }


def _page_parameters(table: Table, settings: Settings) -> list[Json]:
    names = [column.name for column in columns(table)]
    sortable = [column.name for column in columns(table) if column.is_scalar]
    return [
        {
            **query_parameter(
                "fields",
                "The columns wanted, with commas between; all if left out.",
                {
                    "type": "array",
                    "items": {"type": "string", "enum": names},
                    "minItems": 1,
                },
                example=[table.key],
            ),
            "style": "form",
            "explode": False,
        },
        {
            **query_parameter(
                "sort",
                "Columns to sort by, with commas between, `-` before those that descend. Rows"
                " without a value come last.",
                {
                    "type": "array",
                    "items": {
                        "type": "string",
                        "enum": [*sortable, *(f"-{name}" for name in sortable)],
                    },
                    "minItems": 1,
                    "maxItems": MAX_SORT,
                },
                example=[f"-{table.key}"],
            ),
            "style": "form",
            "explode": False,
        },
        query_parameter(
            "limit",
            "Rows on a page.",
            {
                "type": "integer",
                "minimum": 1,
                "maximum": settings.max_limit,
                "default": settings.default_limit,
            },
            example=min(100, settings.max_limit),
        ),
        query_parameter(
            "after",
            "The cursor `next` of the page before, with everything else unchanged.",
            {"type": "string"},
        ),
    ]


def _facets(table: Table) -> Json:
    names = [column.name for column in columns(table) if column.values] or [table.key]
    return {
        **query_parameter(
            "facets",
            "Columns whose values are counted among all rows that fit, with commas between, at"
            f" most {MAX_FACETS}. Formats other than JSON have no room for them.",
            {
                "type": "array",
                "items": {"type": "string", "enum": list(column_names(table))},
                "minItems": 1,
                "maxItems": MAX_FACETS,
            },
            example=names[:2],
        ),
        "style": "form",
        "explode": False,
    }


def _filter_parameters(table: Table) -> list[Json]:
    """Return one parameter for each plain column, and its useful comparisons."""
    nested = [name for name in column_names(table) if name not in _plain(table)]
    parameters = [p for column in columns(table) for p in _column_filters(column)]
    parameters += [
        query_parameter(name, f"Only rows where any `{name}` is this.", _TEXT)
        for name in nested
        if name.endswith((".name", "country")) or name in ("modes", "contexts")
    ]
    return parameters


def _plain(table: Table) -> set[str]:
    return {column.name for column in columns(table) if column.is_scalar}


def _column_filters(column: Column) -> Iterator[Json]:
    if not isinstance(column.type, ScalarType):
        return
    schema = _schema(column, column.type)
    name = f"{column.name}__eq" if column.name in RESERVED else column.name
    yield query_parameter(name, f"Only rows with this: {column.description}", schema)
    if column.type.python is str:
        if not column.values:
            yield query_parameter(
                f"{column.name}__contains", f"Only rows whose `{column.name}` contains this.", _TEXT
            )
    elif column.type.python is not bool:
        for op, words in (("gte", "at least"), ("lte", "at most")):
            yield query_parameter(
                f"{column.name}__{op}", f"Only rows whose `{column.name}` is {words} this.", schema
            )


def _schema(column: Column, scalar: ScalarType) -> Json:
    if column.values:
        return {"type": "string", "enum": list(column.values)}
    match scalar.frictionless:
        case "integer":
            return {"type": "integer", "minimum": -_INT64, "maximum": _INT64 - 1}
        case "number":
            return {"type": "number"}
        case "boolean":
            return {"type": "boolean"}
        case "date":
            return {"type": "string", "format": "date"}
        case "datetime":
            return {"type": "string", "format": "date-time"}
        case _:
            return _TEXT


def _example_key(table: Table) -> str:
    return f"{PREFIXES[_KINDS[table.name]]}_0123456789abcdef0123"


_KINDS = {
    "articles": "article",
    "events": "event",
    "statements": "statement",
    "key_points": "key_point",
    "statistics": "statistic",
    "entities": "entity",
    "event_clusters": "cluster",
    "cluster_changes": "change",
    "corrections": "correction",
    "failures": "failure",
}
_RECORD_SUMMARY = {"articles": "One article with all its records"}
_ACCEPT = header_parameter(
    "Accept", "The format, by media type.", example=ROW_FORMATS[0].accepts[0]
)
_FILTERING = (
    "Every column is a filter: `?type=ASSAULT`. An operator follows two underscores:"
    f" {', '.join(f'`{op}`' for op in OPS)}. A dot leads into structures and lists:"
    " `?actors.name__contains=ministry` fits when any actor does. At most 32 filters."
)
