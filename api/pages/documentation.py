"""The documentation page: the OpenAPI document as HTML that a browser shows offline."""

import http
import json
from html import escape
from typing import Any

from api.pages.layout import code, page, table
from api.problems import MEANING

Json = dict[str, Any]


def documentation_page(document: Json) -> str:
    """Return the page that shows *document*, an OpenAPI document without remote references."""
    info = document["info"]
    parts = [
        f"<h1>{escape(info['title'])} API</h1>",
        f'<p class="lead">{escape(info["description"])}</p>',
        f'<p class="soft">Version {escape(info["version"])} ·'
        ' <a href="/">start</a> · <a href="/openapi.json">openapi.json</a></p>',
    ]
    for tag in document["tags"]:
        parts.append(f'<h2 id="{escape(tag["name"])}">{escape(tag["description"])}</h2>')
        parts += [
            _operation(path, method, operation)
            for path, operations in document["paths"].items()
            for method, operation in operations.items()
            if tag["name"] in operation["tags"]
        ]
    parts += [_errors(), "<h2>Schemas</h2>"]
    parts += [
        _schema(name, schema) for name, schema in sorted(document["components"]["schemas"].items())
    ]
    return page(f"{info['title']} API", "\n".join(parts))


def _operation(path: str, method: str, operation: Json) -> str:
    parts = [
        f'<details id="{escape(operation["operationId"])}"><summary>'
        f'<span class="method">{method.upper()}</span><code>{escape(path)}</code>'
        f' <span class="soft">{escape(operation["summary"])}</span></summary>'
    ]
    if operation.get("description"):
        parts.append(f"<p>{_prose(operation['description'])}</p>")
    if operation.get("parameters"):
        parts.append(
            table(("parameter", "in", "type", ""), map(_parameter, operation["parameters"]))
        )
    if body := operation.get("requestBody"):
        kinds = (
            (f"<code>{escape(m)}</code>", _type(c["schema"])) for m, c in body["content"].items()
        )
        parts.append(table(("body", "type"), kinds))
    parts.append(table(("answer", "", "content"), map(_response, operation["responses"].items())))
    parts.append("</details>")
    return "\n".join(parts)


def _parameter(parameter: Json) -> tuple[str, str, str, str]:
    name = f"<code>{escape(parameter['name'])}</code>"
    if parameter.get("required"):
        name += " <small>required</small>"
    return name, parameter["in"], _type(parameter["schema"]), _prose(parameter["description"])


def _response(item: tuple[str, Json]) -> tuple[str, str, str]:
    status, response = item
    content = "<br>".join(
        f"<code>{escape(media)}</code> {_type(body['schema'])}"
        for media, body in response.get("content", {}).items()
    )
    return escape(status), _prose(response["description"]), content


def _errors() -> str:
    rows = (
        (
            f'<span id="status-{status}">{status}</span>',
            http.HTTPStatus(status).phrase,
            _prose(text),
        )
        for status, text in MEANING.items()
    )
    return "\n".join(
        [
            '<h2 id="errors">Errors</h2>',
            "<p>Every error is an <code>application/problem+json</code> (RFC 9457) with"
            " <code>type</code>, <code>title</code>, <code>status</code>, <code>detail</code>,"
            " <code>instance</code>, a stable <code>code</code>, and where they help"
            " <code>where</code> and <code>hint</code>.</p>",
            table(("status", "", "means here"), rows),
        ]
    )


def _schema(name: str, schema: Json) -> str:
    head = f'<details id="schema-{escape(name)}"><summary><code>{escape(name)}</code></summary>'
    description = f"<p>{_prose(schema.get('description', ''))}</p>"
    members = schema.get("properties")
    if not members:
        return (
            f"{head}{description}{code(json.dumps(schema, indent=2, ensure_ascii=False))}</details>"
        )
    rows = (
        (f"<code>{escape(member)}</code>", _type(inner), _prose(inner.get("description", "")))
        for member, inner in members.items()
    )
    return f"{head}{description}{table(('member', 'type', ''), rows)}</details>"


def _type(schema: Json) -> str:
    """Return the type a schema stands for, as HTML, in a few words."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return f'<a href="#schema-{escape(name)}">{escape(name)}</a>'
    if "anyOf" in schema:
        return " or ".join(_type(choice) for choice in schema["anyOf"])
    if "enum" in schema:
        shown = ", ".join(str(value) for value in schema["enum"][:30])
        return f"<small>{escape(shown)}{' …' if len(schema['enum']) > 30 else ''}</small>"
    if "const" in schema:
        return f"<small>{escape(str(schema['const']))}</small>"
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    kind = schema.get("type", "any")
    kind = " or ".join(kind) if isinstance(kind, list) else str(kind)
    return escape(f"{kind} ({schema['format']})" if "format" in schema else kind)


def _prose(text: str) -> str:
    """Return *text* as HTML, words between backticks as code."""
    pieces = escape(text).split("`")
    return "".join(
        f"<code>{piece}</code>" if index % 2 else piece for index, piece in enumerate(pieces)
    )
