"""The description of the HTTP API, OpenAPI 3.2, made from the declared records."""

from api.openapi.document import document

__all__ = ["document"]
