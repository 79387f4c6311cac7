"""The OpenAPI document: every path the server knows, and the schemas of its answers."""

import msgspec

from api.answers import (
    ArticleInput,
    Evidence,
    Health,
    Readiness,
    ReleaseDescription,
    ReleaseList,
)
from api.article_records import ArticleRecords
from api.files import DESCRIPTIONS
from api.openapi.parts import (
    ANY_READER,
    HEADERS,
    Json,
    header_parameter,
    json_body,
    not_modified,
    path_parameter,
    problems,
    ref,
    release_parameter,
    to_latest,
)
from api.openapi.releases import RELEASE_ANSWERS, release_components, release_paths
from api.openapi.search import TABLE_ANSWERS, search_path
from api.openapi.sql import input_schema, result_schema, sql_paths
from api.openapi.tables import (
    page_component,
    page_schema,
    record_component,
    record_schema,
    row_component,
    table_paths,
)
from api.problems import Problem
from api.routes.extraction import FORMAT_OF
from api.settings import Settings
from api.sql.request import QueryInput
from api.version import VERSION
from schemas import TABLES
from warehouse import Manifest

EXAMPLE_RELEASE = "2026.11.22"
EXAMPLE_ARTICLE = {
    "id": "story-17",
    "title": "Ferry service resumes",
    "published": "2024-03-08",
    "text": "The harbour authority said on Thursday that ferries carried 1,200 passengers.",
}
_ANSWERS = (
    Problem,
    ReleaseList,
    ReleaseDescription,
    Manifest,
    Health,
    Readiness,
    Evidence,
    ArticleInput,
    ArticleRecords,
    QueryInput,
)


def document(settings: Settings, *, release: str | None = None) -> Json:
    """Return the OpenAPI 3.2 document; *release* stands in the examples."""
    release = release or EXAMPLE_RELEASE
    paths: Json = {**_service_paths(), **_release_paths(release)}
    paths |= release_paths(release, settings)
    for table in TABLES:
        paths |= table_paths(table, release=release, settings=settings)
    paths |= search_path(release)
    paths |= sql_paths(release=release, settings=settings)
    paths |= _extract_path(settings)
    _put_doors_before(paths)
    return {
        "openapi": "3.2.0",  # the first that knows the method QUERY
        "info": {
            "title": "dateline",
            "version": VERSION,
            "summary": "News articles as a dataset that can be cited.",
            "description": (
                "Events, statements, key points and statistics read from news articles, each"
                " pinned to the exact characters it was read from, in immutable releases."
            ),
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": settings.base_url or "/"}],
        "tags": [
            {"name": "releases", "description": "Releases and their files"},
            {"name": "tables", "description": "Rows of the tables of a release"},
            {"name": "sql", "description": "Questions to a release in SQL"},
            {"name": "extraction", "description": "Records of an article you post"},
            {"name": "service", "description": "The server itself"},
        ],
        "paths": paths,
        "components": {
            "schemas": _components(settings),
            "securitySchemes": {
                "key": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "A key that `dateline keys add` made; most paths need none.",
                }
            },
        },
    }


def _put_doors_before(paths: Json) -> None:
    """Add what the doors may answer to every operation but those that open to everybody."""
    for path, item in paths.items():
        for operation in item.values() if path not in _OPEN else ():
            responses = {**operation["responses"], **problems(401, 403, 408, 429)}
            operation["responses"] = dict(sorted(responses.items()))
            operation["security"] = [{}, {"key": []}]


_OPEN = ("/health", "/ready")


def _components(settings: Settings) -> Json:
    """Return the schemas of all answers and rows."""
    records = [table.record for table in TABLES]
    _, found = msgspec.json.schema_components(
        [*records, *_ANSWERS, *RELEASE_ANSWERS, *TABLE_ANSWERS],
        ref_template="#/components/schemas/{name}",
    )
    components: Json = {**found, **release_components()}
    # msgspec cannot say that one of two members is needed.
    components["ArticleInput"] |= {
        "anyOf": [
            {"required": ["text"], "properties": {"text": {"type": "string"}}},
            {"required": ["html"], "properties": {"html": {"type": "string"}}},
        ],
        "example": EXAMPLE_ARTICLE,
    }
    asked = components["QueryInput"]
    components["QueryInput"] = input_schema(asked, settings)
    components["QueryInputAs"] = input_schema(asked, settings, with_format=False)
    components["QueryAnswer"] = result_schema()
    for table in TABLES:
        whole: Json = components[table.record.__name__]
        # With `fields` a row holds any of its columns, so that none is required.
        components[row_component(table)] = {
            **{name: value for name, value in whole.items() if name != "required"},
            "title": row_component(table),
        }
        components[page_component(table)] = page_schema(table)
        components[record_component(table)] = record_schema(table)
    return components


def _service_paths() -> Json:
    return {
        "/health": {
            "get": {
                "operationId": "health",
                "tags": ["service"],
                "summary": "Whether the process runs",
                "responses": {"200": json_body("It does.", ref("Health")), **problems(500)},
            }
        },
        "/metrics": {
            "get": {
                "operationId": "metrics",
                "tags": ["service"],
                "summary": "Numbers of the server, for Prometheus",
                "responses": {
                    "200": {
                        "description": "The numbers in Prometheus's text format.",
                        "content": {"text/plain": {"schema": {"type": "string"}}},
                    },
                    **problems(500),
                },
            }
        },
        "/ready": {
            "get": {
                "operationId": "ready",
                "tags": ["service"],
                "summary": "Whether a release is open and the model is loaded",
                "responses": {
                    "200": json_body("Ready.", ref("Readiness")),
                    "503": json_body("Not ready yet.", ref("Readiness")),
                    **problems(500),
                },
            }
        },
    }


def _release_paths(release: str) -> Json:
    parameter = release_parameter(release)
    return {
        "/v1/releases": {
            "get": {
                "operationId": "releases",
                "tags": ["releases"],
                "summary": "The releases, newest first",
                "responses": {
                    "200": json_body("The releases.", ref("ReleaseList")),
                    **not_modified(),
                    **problems(500),
                },
            }
        },
        "/v1/releases/{release}": {
            "get": {
                "operationId": "release",
                "tags": ["releases"],
                "summary": "One release with its tables and files",
                "parameters": [parameter],
                "responses": {
                    "200": json_body("The release.", ref("ReleaseDescription")),
                    **to_latest(),
                    **not_modified(),
                    **problems(*ANY_READER),
                },
            }
        },
        "/v1/releases/{release}/files/{name}": {
            "get": _download("file", "The bytes of a file, or a part of them", parameter),
            "head": _download("file_head", "What HTTP says of a file", parameter, is_head=True),
        },
    }


def _download(operation: str, summary: str, release: Json, *, is_head: bool = False) -> Json:
    described = ("ETag", "Cache-Control", "Accept-Ranges", "Last-Modified", "Repr-Digest")
    content: Json = {} if is_head else {"content": {"*/*": {"schema": {}}}}
    responses: Json = {
        "200": {
            "description": "The whole file.",
            "headers": {n: HEADERS[n] for n in (*described, "Content-Disposition")},
            **content,
        },
        **to_latest(),
        **not_modified(),
        **problems(404, 410, 412, 500),
    }
    parameters = [
        release,
        path_parameter(
            "name",
            f"Name of a file of the manifest, or one of {', '.join(DESCRIPTIONS)}.",
            example="events.parquet",
        ),
        header_parameter("If-None-Match", "The ETag of your copy.", example='"0123abcd"'),
    ]
    if not is_head:
        parameters += [
            header_parameter("Range", "The bytes wanted; one range.", example="bytes=0-1023"),
            header_parameter(
                "If-Range", "Send the range only if this ETag is right.", example='"0123abcd"'
            ),
        ]
        responses["206"] = {
            "description": "The wanted bytes.",
            "headers": {n: HEADERS[n] for n in (*described, "Content-Range")},
            **content,
        }
        responses |= problems(416)
    return {
        "operationId": operation,
        "tags": ["releases"],
        "summary": summary,
        "parameters": parameters,
        "responses": dict(sorted(responses.items())),
    }


def _extract_path(settings: Settings) -> Json:
    content: Json = {
        media_type: {"schema": ref("ArticleInput") if media_type == "application/json" else _WORDS}
        for media_type in FORMAT_OF
    }
    return {
        "/v1/extract": {
            "post": {
                "operationId": "extract",
                "tags": ["extraction"],
                "summary": "The records of an article",
                "description": (
                    "The same object that `dateline extract --format json` prints. Nothing is"
                    f" kept. At most {settings.max_extract_bytes} bytes and"
                    f" {settings.extract_seconds:g} seconds."
                ),
                "requestBody": {"required": True, "content": content},
                "responses": {
                    "200": {
                        "description": "The article with its records.",
                        "content": {"application/json": {"schema": ref("ArticleRecords")}},
                    },
                    **problems(400, 413, 415, 422, 500, 503),
                },
            }
        }
    }


_WORDS: Json = {"description": "The article itself, in UTF-8 or a charset it declares."}
