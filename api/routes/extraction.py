"""``POST /v1/extract``: one article in, its records out, nothing kept."""

from typing import Final

import msgspec
from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import RawBody

from api.answers import ArticleInput
from api.errors import BadRequest, UnsupportedMediaType
from api.extraction_job import Job
from api.extraction_pool import ExtractionPool
from api.responses import JSON, Req
from schemas import Format

FORMAT_OF: Final[dict[str, Format]] = {
    "application/json": "json",
    "text/plain": "text",
    "text/markdown": "markdown",
    "text/html": "html",
}
"""The media types of a posted body and the formats they are read as."""


@post("/v1/extract", status_code=200, sync_to_thread=True)
def extract(request: Req, body: RawBody, pool: NamedDependency[ExtractionPool]) -> Response[bytes]:
    """Answer the records of the posted article."""
    media_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if media_type not in FORMAT_OF:
        raise UnsupportedMediaType(
            f"no article is read from {media_type or 'a body without a media type'}",
            where="Content-Type",
            hint=f"Send one of {', '.join(FORMAT_OF)}.",
        )
    if media_type == "application/json":
        _check(body)
    found = pool.extract(Job(data=body, name="body", format=FORMAT_OF[media_type]))
    return Response(found, media_type=JSON, headers={"Cache-Control": "no-store"})


def _check(body: bytes) -> None:
    """Return if *body* is a JSON object whose declared members have the declared types.

    Members beyond those are let through: the reader knows more names than the API documents.
    """
    try:
        msgspec.json.decode(body, type=ArticleInput)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadRequest(
            f"the body is no article in JSON: {error}",
            where="body",
            hint='Send an object such as {"text": "…", "published": "2024-01-05"}.',
        ) from None
