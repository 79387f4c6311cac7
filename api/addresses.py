"""The addresses the server writes into its answers."""

from urllib.parse import quote

from api.responses import Req
from api.settings import Settings


def base(request: Req, settings: Settings) -> str:
    """Return the address of the server without a slash at the end, as the reader sees it."""
    if settings.base_url:
        return settings.base_url.rstrip("/")
    return str(request.base_url).rstrip("/")


def release_url(base_url: str, release: str, *parts: str) -> str:
    """Return the address of a release, or of what lies below it."""
    below = "".join(f"/{quote(part, safe=':~')}" for part in parts)
    return f"{base_url}/v1/releases/{release}{below}"
