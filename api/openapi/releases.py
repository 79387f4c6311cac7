"""The operations on releases as a whole: their descriptions, keys, and diffs."""

from typing import Final

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
from api.release_answers import ReleaseDiff
from api.settings import Settings
from schemas import TABLES
from warehouse import MANIFEST, METADATA, NOTES, NOTES_PAGE, SIGNATURE, SUMS, media_type
from warehouse.deltas.comparison import CHANGES
from warehouse.deltas.notes import Notes

RELEASE_ANSWERS = (Notes, ReleaseDiff)
_ROOT = "/v1/releases/{release}"
_SAID: Final = {
    MANIFEST: "The manifest of a release",
    SIGNATURE: "The signature of the manifest, in the form of OpenSSH",
    SUMS: "The SHA-256 of every file, as sha256sum reads it",
    NOTES: "What changed since the parent, for programs",
    NOTES_PAGE: "What changed since the parent, for people",
    "CITATION.cff": "How to cite the release, in the Citation File Format",
    "croissant.json": "The release in Croissant, for machine learning",
    "datapackage.json": "The release as a Frictionless Data Package",
    "dataset.jsonld": "The release as a schema.org Dataset",
    "dcat.jsonld": "The release in DCAT, for data portals",
}
_LOCATED: Final = (
    "The file, with the addresses of the release and its files on this server; byte for byte"
    " it lies below `files/`."
)
_SCHEMAS: Final = {MANIFEST: "Manifest", NOTES: "Notes"}


def release_paths(release: str, settings: Settings) -> Json:
    """Return the paths of descriptions, keys and diffs; *release* stands in the examples."""
    paths: Json = {
        f"{_ROOT}/{name}": _description(name, release)
        for name in (MANIFEST, SIGNATURE, SUMS, NOTES, NOTES_PAGE, *METADATA)
    }
    return {**paths, "/.well-known/dateline-keys": _keys(), **_diff_paths(release, settings)}


def release_components() -> Json:
    """Return the schemas that no declared structure has: a change and a page of changes."""
    row = {"type": ["object", "null"], "description": "Columns by name."}
    change: Json = {
        "change": {"type": "string", "enum": list(CHANGES)},
        "key": {"type": "string", "description": "The key of the row."},
        "fields": {"type": "array", "items": {"type": "string"}},
        "before": row,
        "after": row,
    }
    page: Json = {
        "first": {"type": "string", "description": "The release the diff starts from."},
        "second": {"type": "string", "description": "The release it leads to."},
        "table": {"type": "string"},
        "count": {"type": "integer", "minimum": 0},
        "total": {"type": "integer", "minimum": 0},
        "next": {"type": ["string", "null"], "description": "To give as `after`."},
        "next_url": {"type": ["string", "null"]},
        "rows": {"type": "array", "items": ref("Change")},
    }
    return {
        "Change": _closed(change, "One row that differs, with the columns that do."),
        "ChangePage": _closed(page, "A page of rows that differ between two releases, by key."),
    }


def _closed(members: Json, description: str) -> Json:
    return {
        "type": "object",
        "description": description,
        "required": list(members),
        "properties": members,
        "additionalProperties": False,
    }


def _description(name: str, release: str) -> Json:
    schema = ref(_SCHEMAS[name]) if name in _SCHEMAS else {}
    media = media_type(name).split(";")[0]
    return {
        "get": {
            "operationId": "description_" + name.replace(".", "_").lower(),
            "tags": ["releases"],
            "summary": _SAID[name],
            "parameters": [release_parameter(release)],
            "responses": {
                "200": {
                    "description": _LOCATED if name in METADATA else "The file, byte for byte.",
                    "headers": {n: HEADERS[n] for n in ("ETag", "Cache-Control")},
                    "content": {media: {"schema": schema}},
                },
                **to_latest(),
                **not_modified(),
                **problems(*ANY_READER),
            },
        }
    }


def _keys() -> Json:
    return {
        "get": {
            "operationId": "keys",
            "tags": ["releases"],
            "summary": "The public keys that signed the releases, as an allowed_signers file",
            "responses": {
                "200": {
                    "description": "One key a line; empty if no release is signed.",
                    "headers": {n: HEADERS[n] for n in ("ETag", "Cache-Control")},
                    "content": {"text/plain": {"schema": {"type": "string"}}},
                },
                **not_modified(),
                **problems(500),
            },
        }
    }


def _diff_paths(release: str, settings: Settings) -> Json:
    other = path_parameter(
        "other",
        "The release to compare with, or `latest`.",
        example=release,
        pattern=release_parameter(release)["schema"]["pattern"],
    )
    shared = [release_parameter(release), other]
    table = path_parameter("table", "The table.", example="events")
    table["schema"] = {"type": "string", "enum": [t.name for t in TABLES]}
    suffix = path_parameter("format", "The format.", example="csv")
    suffix["schema"] = {"type": "string", "enum": [f.name for f in ROW_FORMATS]}
    choice = query_parameter("format", "The format; stronger than `Accept`.", suffix["schema"])
    accept = header_parameter("Accept", "The format, by media type.", example="application/json")
    parameters = _page_parameters(settings)
    answers: Json = {
        "200": _page(),
        **to_latest(),
        **not_modified(),
    }
    return {
        f"{_ROOT}/diff/{{other}}": {
            "get": {
                "operationId": "diff",
                "tags": ["releases"],
                "summary": "How many rows differ from one release to another",
                "parameters": shared,
                "responses": {
                    "200": json_body("The numbers.", ref("ReleaseDiff")),
                    **to_latest(),
                    **not_modified(),
                    **problems(*ANY_READER),
                },
            }
        },
        f"{_ROOT}/diff/{{other}}/{{table}}": {
            "get": {
                "operationId": "changes",
                "tags": ["releases"],
                "summary": "The rows of a table that differ from one release to another",
                "description": _DIFFING,
                "parameters": [*shared, table, *parameters, choice, accept],
                "responses": {**answers, **problems(400, 406, *ANY_READER)},
            }
        },
        f"{_ROOT}/diff/{{other}}/{{table}}.{{format}}": {
            "get": {
                "operationId": "changes_as",
                "tags": ["releases"],
                "summary": "The rows of a table that differ, in the format of the suffix",
                "description": _DIFFING,
                "parameters": [*shared, table, suffix, *parameters],
                "responses": {**answers, **problems(400, *ANY_READER)},
            }
        },
    }


def _page_parameters(settings: Settings) -> list[Json]:
    return [
        query_parameter(
            "change", "Only rows of this fate.", {"type": "string", "enum": list(CHANGES)}
        ),
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
            "field", "Only changed rows in which this column differs.", {"type": "string"}
        ),
        query_parameter(
            "after", "The `next` of the page before: the last key on it.", {"type": "string"}
        ),
    ]


def _page() -> Json:
    content: Json = {
        row_format.media_type: {
            "schema": ref("ChangePage")
            if row_format.name == "json"
            else {"description": row_format.description}
        }
        for row_format in ROW_FORMATS
    }
    return {
        "description": "One page of changes.",
        "headers": {name: HEADERS[name] for name in ("ETag", "Cache-Control", "Link")},
        "content": content,
    }


_DIFFING = (
    "Rows come by key. `added` rows have `after`, `removed` ones `before`, `changed` ones both,"
    " with the columns named in `fields`. `before` is null where its text is no longer published."
)
