"""The small pieces an OpenAPI document is put together from."""

import http
from typing import Any

from api.problems import MEANING, MEDIA_TYPE

Json = dict[str, Any]
"""A piece of the document. It leaves this package only as JSON."""

ANY_READER = (404, 410, 500, 503)
"""What may go wrong wherever a release is read."""


def ref(component: str) -> Json:
    """Return a reference to a schema of the document."""
    return {"$ref": f"#/components/schemas/{component}"}


def problems(*statuses: int) -> Json:
    """Return the responses for *statuses*, all of them RFC 9457 problems."""
    return {
        str(status): {
            "description": f"{http.HTTPStatus(status).phrase}. {MEANING[status]}",
            "content": {MEDIA_TYPE: {"schema": ref("Problem")}},
        }
        for status in sorted(statuses)
    }


def json_body(description: str, schema: Json, *, example: object = None) -> Json:
    """Return a response of *schema* in JSON, with its ETag."""
    content: Json = {"schema": schema}
    if example is not None:
        content["example"] = example
    return {
        "description": description,
        "headers": {name: HEADERS[name] for name in ("ETag", "Cache-Control")},
        "content": {"application/json": content},
    }


def not_modified() -> Json:
    """Return the 304 response."""
    return {
        "304": {
            "description": "The copy that `If-None-Match` names is still right.",
            "headers": {name: HEADERS[name] for name in ("ETag", "Cache-Control")},
        }
    }


def path_parameter(name: str, description: str, *, example: str, pattern: str = "") -> Json:
    """Return a path parameter, a text with an example."""
    schema: Json = {"type": "string", "minLength": 1}
    if pattern:
        schema["pattern"] = pattern
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": description,
        "schema": schema,
        "example": example,
    }


def query_parameter(name: str, description: str, schema: Json, *, example: object = None) -> Json:
    """Return an optional query parameter."""
    parameter: Json = {"name": name, "in": "query", "description": description, "schema": schema}
    if example is not None:
        parameter["example"] = example
    return parameter


def header_parameter(name: str, description: str, *, example: str) -> Json:
    """Return an optional header, a text."""
    return {
        "name": name,
        "in": "header",
        "description": description,
        "schema": {"type": "string"},
        "example": example,
    }


def release_parameter(example: str) -> Json:
    """Return the path parameter that names a release."""
    return path_parameter(
        "release",
        "The release, or `latest`, which answers 307 and leads to the newest.",
        example=example,
        pattern=r"^(latest|[0-9]{4}\.[0-9]{2}\.[0-9]{2}(\.[1-9][0-9]*)?)$",
    )


def to_latest() -> Json:
    """Return the 307 response that `latest` gets."""
    return {
        "307": {
            "description": "`latest` leads to the newest release; path and query are kept.",
            "headers": {
                "Location": {
                    "description": "The same path in the newest release.",
                    "schema": {"type": "string"},
                }
            },
        }
    }


def text_header(description: str) -> Json:
    """Return a response header that is a text."""
    return {"description": description, "schema": {"type": "string"}}


HEADERS: Json = {
    "ETag": text_header("Entity tag; send it back in `If-None-Match`."),
    "Cache-Control": text_header("How long a copy stays right. Within a release: for ever."),
    "Link": text_header('`rel="next"` leads to the next page; absent on the last.'),
    "Accept-Ranges": text_header("`bytes`."),
    "Content-Range": text_header("Which bytes of how many these are."),
    "Repr-Digest": text_header("SHA-256 of the whole file, RFC 9530."),
    "Last-Modified": text_header("When the file was written."),
    "Content-Disposition": text_header("The file's name."),
    "Allow": text_header("The methods the path knows."),
}
