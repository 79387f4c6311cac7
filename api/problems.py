"""Every error as an RFC 9457 problem. HTTP statuses of errors stand here and nowhere else."""

import http
import logging
from typing import Annotated, Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException

from api import errors as own
from schemas import errors as family
from schemas.base import Struct, about
from warehouse.sql import Position, SqlError

LOGGER = logging.getLogger("dateline")
MEDIA_TYPE = "application/problem+json"

HEADERS = {"Content-Type": MEDIA_TYPE, "Cache-Control": "no-store"}
"""What every problem carries."""

_GONE = "client disconnected prematurely"
"""What Litestar says, as a fault of the server, of a reader who left while sending."""

STATUS_OF: tuple[tuple[type[family.DatelineError], int], ...] = (
    (family.InputTooLarge, 413),
    (family.UnknownFormat, 415),
    (family.ReadingError, 422),  # EmptyInput too
    (family.Withdrawn, 410),
    (family.NotFound, 404),
    (SqlError, 422),  # ResourceError too
    (family.QueryError, 400),
    (family.ModelError, 503),
    (family.ReleaseError, 503),
    (family.WarehouseError, 503),
    (family.EvidenceError, 500),
    (family.SettingsError, 500),
    (own.BadRequest, 400),
    (own.NotAcceptable, 406),
    (own.UnsupportedMediaType, 415),
    (own.SeveralArticles, 422),
    (own.TimeLimit, 422),
    (own.Unauthorized, 401),
    (own.Forbidden, 403),
    (own.MethodNotAllowed, 405),
    (own.SlowRequest, 408),
    (own.RateLimited, 429),
    (own.Busy, 503),
    (family.DatelineError, 500),
)
"""The first class that fits decides, so children stand before their parents."""

MEANING = {
    400: "The request cannot be understood: a parameter, a header or the body is wrong.",
    401: "A key is needed, or the one in `Authorization` is unknown, revoked or expired.",
    403: "The key does not open what is asked for.",
    404: "There is no such release, table, record, article or file.",
    405: "The path does not know this method; `Allow` lists those it knows.",
    406: "None of the formats that `Accept` names can be given.",
    408: "The body of the request did not come in time.",
    410: "The release was withdrawn; `reason` says why, `successor` what to use instead.",
    412: "`If-Match` names another version of the file.",
    413: "The body is larger than the server takes.",
    415: "The body has a media type that is not read here.",
    416: "No byte of the range lies inside the file; `Content-Range` tells its size.",
    422: "The request was understood but cannot be fulfilled: the body holds no article, or the"
    " query is wrong, not allowed, or needs more time or memory than one may have.",
    429: "Too many requests; `Retry-After` tells when the next is answered.",
    500: "A fault of the server. It was logged; nothing of it is shown.",
    503: "The server cannot answer now; `Retry-After` may tell when to try again.",
}
"""What each status means here, for the API description."""


class Problem(Struct, frozen=True, kw_only=True):
    """One error, as RFC 9457 wants it, with dateline's own code, place and hint."""

    type: Annotated[str, about("Reference to the documentation of the error.")]
    title: Annotated[str, about("The status in words.")]
    status: Annotated[int, about("The HTTP status.", ge=400, le=599)]
    detail: Annotated[str, about("What went wrong with this request.")]
    instance: Annotated[str, about("The path that was asked for.")]
    code: Annotated[str, about("Short stable name of the error, for programs.")]
    where: Annotated[str | None, about("The parameter, line or file it concerns.")] = None
    hint: Annotated[str | None, about("What to try.")] = None
    position: Annotated[Position | None, about("The place in the text of a query.")] = None
    candidates: Annotated[
        tuple[str, ...] | None, about("Names that may have been meant, the likeliest first.")
    ] = None


def status_of(error: family.DatelineError) -> int:
    """Return the HTTP status of *error*."""
    return next(status for kind, status in STATUS_OF if isinstance(error, kind))


def problem(
    *,
    status: int,
    path: str,
    detail: str,
    code: str | None = None,
    where: str | None = None,
    hint: str | None = None,
) -> Problem:
    """Return the problem of one request; *code* defaults to the status in words."""
    title = http.HTTPStatus(status).phrase
    code = code or title.lower().replace(" ", "-")
    return Problem(
        type=f"/docs#status-{status}",
        title=title,
        status=status,
        detail=detail,
        instance=path,
        code=code,
        where=where or None,
        hint=hint or None,
    )


def encoded(found: Problem) -> bytes:
    """Return the JSON of a problem; members that are null are left out."""
    members = msgspec.to_builtins(found)
    return msgspec.json.encode({name: v for name, v in members.items() if v is not None})


def of_error(error: family.DatelineError, path: str) -> Problem:
    """Return the problem that tells *error*."""
    status = status_of(error)
    found = problem(
        status=status,
        path=path,
        detail=error.what,
        code=error.code,
        where=error.where,
        hint=error.hint,
    )
    if isinstance(error, SqlError):
        return msgspec.structs.replace(
            found, position=error.position, candidates=error.candidates or None
        )
    return found


def log_fault(method: str, path: str, error: family.DatelineError, status: int) -> None:
    """Write an error into the log if it is the server's fault; a full house is none."""
    if status >= 500 and not isinstance(error, own.Busy):
        LOGGER.error("%s %s: %s", method, path, error.message)


def headers_of(error: family.DatelineError, status: int) -> dict[str, str]:
    """Return the headers that the answer to *error* carries beside its body."""
    if isinstance(error, own.RateLimited):
        return {"Retry-After": str(error.seconds)}
    return {"Retry-After": "2"} if status == 503 else {}


def handle_error(request: Request[Any, Any, Any], error: family.DatelineError) -> Response[bytes]:
    """Answer an error of the family; those that are the server's fault are logged."""
    found = of_error(error, request.url.path)
    log_fault(request.method, request.url.path, error, found.status)
    return _response(found, headers_of(error, found.status))


def handle_http(request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    """Answer an error that Litestar raised: an unknown path or method, a body too large."""
    path = request.url.path
    if error.detail == _GONE:  # nobody reads this answer, and nothing here is at fault
        return _response(problem(status=400, path=path, detail="The body broke off"), {})
    hint = {
        404: "The paths are listed in /openapi.json and at /docs.",
        405: "The Allow header lists the methods of this path.",
        413: "Send one article at a time.",
    }.get(error.status_code)
    detail = {
        404: f"There is nothing at {path}",
        405: f"{request.method} is not known at {path}",
        413: "The body is larger than this server takes",
        500: "The server met a fault of its own",
    }.get(error.status_code, error.detail)
    found = problem(status=error.status_code, path=path, detail=detail, hint=hint)
    if found.status >= 500:
        LOGGER.error("%s %s", request.method, path, exc_info=error)
    headers = dict(error.headers or {})
    if "GET" in headers.get("allow", ""):  # whoever answers GET answers HEAD (api.middleware)
        headers["allow"] = headers["allow"].replace("GET", "GET, HEAD")
    return _response(found, headers)


def handle_fault(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """Answer a bug: logged whole, shown to nobody."""
    LOGGER.error("%s %s", request.method, request.url.path, exc_info=error)
    return _response(
        problem(status=500, path=request.url.path, detail="The server met a fault of its own"),
        {},
    )


def _response(found: Problem, headers: dict[str, str]) -> Response[bytes]:
    return Response(
        encoded(found),
        status_code=found.status,
        media_type=MEDIA_TYPE,
        headers={"Cache-Control": "no-store", **headers},
    )
