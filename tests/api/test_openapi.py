"""The description of the API is true: valid, complete, and kept by every answer."""

from collections.abc import Iterator

import jsonschema_rs
import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from api.openapi import document
from api.openapi.parts import Json
from api.routes import ROUTES
from api.settings import Settings
from schemas import TABLES

RELEASE = "2026.03.02"
"""The release of the fixture; whatever schemathesis would invent leads to 404 alone."""


@pytest.fixture(scope="module")
def found(client: TestClient[Litestar]) -> Json:
    """Return the document as it is served."""
    return client.get("/openapi.json").json()


def test_document_is_what_the_code_says(found: Json, settings: Settings) -> None:
    """What is served is what `document` builds, with the newest release in the examples."""
    built = msgspec.json.encode(document(settings, release=RELEASE))
    assert found == msgspec.json.decode(built)


def test_every_reference_leads_somewhere(found: Json) -> None:
    """No ``$ref`` hangs in the air, and none leads out of the document."""
    components = found["components"]["schemas"]
    references = set(_references(found))
    assert len(references) > 20
    assert {r.removeprefix("#/components/schemas/") for r in references} <= set(components)


def test_component_schemas_are_valid_json_schema(found: Json) -> None:
    """Every schema is a JSON Schema of the 2020-12 dialect."""
    for name, schema in found["components"]["schemas"].items():
        jsonschema_rs.meta.validate(
            {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
        )
        assert schema.get("description"), name


def test_every_route_is_described(found: Json) -> None:
    """No route of the application is missing from the document, pages for people aside."""
    described = {_shape(path) for path in found["paths"]}
    pages = {"/", "/docs", "/openapi.json"}
    for handler in ROUTES:
        for path in set(handler.paths) - pages:
            of_tables = {_shape(path.replace("{table:str}", table.name)) for table in TABLES}
            assert _shape(path) in described or of_tables <= described


def test_operation_ids_are_unique(found: Json) -> None:
    """Clients made from the document get one method an operation."""
    ids = [op["operationId"] for item in found["paths"].values() for op in item.values()]
    assert len(ids) == len(set(ids))


def test_errors_are_documented_as_problems(found: Json) -> None:
    """Every status from 400 on is `application/problem+json`, `/ready` saying 503 aside."""
    for path, item in found["paths"].items():
        for operation in item.values():
            for status, response in operation["responses"].items():
                if int(status) >= 400 and (path, status) != ("/ready", "503"):
                    assert list(response["content"]) == ["application/problem+json"]


def _shape(path: str) -> str:
    """Return *path* with the names of its parameters left out."""
    return "/".join("{}" if part.startswith("{") else part for part in path.split("/"))


def _references(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for inner in value.values():
            yield from _references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _references(inner)
