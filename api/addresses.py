"""The addresses the server writes into its answers."""

from urllib.parse import quote

from litestar.types import Scope

from api.responses import Req
from api.settings import Settings


def base(request: Req, settings: Settings) -> str:
    """Return the address of the server without a slash at the end, as the reader sees it."""
    if settings.base_url:
        return settings.base_url.rstrip("/")
    return str(request.base_url).rstrip("/")


def base_of(scope: Scope, settings: Settings) -> str:
    """Return what `base` returns, from the scope of a request alone."""
    if settings.base_url:
        return settings.base_url.rstrip("/")
    host = next((value for name, value in scope["headers"] if name == b"host"), b"")
    if host:
        where = host.decode("latin-1")
    else:
        server = scope.get("server") or ("localhost", None)
        where = server[0] if server[1] is None else f"{server[0]}:{server[1]}"
    return f"{scope['scheme']}://{where}{scope.get('root_path', '')}".rstrip("/")


def release_url(base_url: str, release: str, *parts: str) -> str:
    """Return the address of a release, or of what lies below it."""
    below = "".join(f"/{quote(part, safe=':~')}" for part in parts)
    return f"{base_url}/v1/releases/{release}{below}"
