"""Object stores by their address, and what goes wrong there put into words."""

import datetime as dt
import os
import re
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final
from urllib.parse import urlsplit

from obstore import exceptions
from obstore.store import ObjectStore, from_url

from schemas.errors import ReleaseError

SCHEMES: Final = ("s3", "gs", "az", "file")
SECONDS: Final = 60.0
_CONNECT_SECONDS: Final = 5.0
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+)://")  # "s3://b/p"; not "data/releases", not "C:\x"


class RemoteError(ReleaseError):
    """An object store does not answer, refuses, or has no such bucket."""

    code = "remote"


def is_address(text: str) -> bool:
    """Return whether *text* is the address of a store and no folder: ``s3://bucket/prefix``."""
    return _SCHEME.match(text) is not None


def open_store(address: str, *, seconds: float = SECONDS) -> ObjectStore:
    """Return the store at *address*: ``s3://``, ``gs://`` or ``az://bucket/prefix``, ``file://``.

    Credentials, region and endpoint come from the environment (`AWS_…`, `GOOGLE_…`, `AZURE_…`)
    or from the machine's own identity; an address with a name and password is refused, because
    addresses are shown. Nothing is asked of the store yet. *seconds* is what one request may take.

    Raises:
        RemoteError: the address is of no known kind, or holds credentials.
    """
    parts = urlsplit(address)
    if parts.scheme not in SCHEMES:
        raise RemoteError(
            f"addresses of the kind {parts.scheme}:// are not known",
            hint=f"Known are {', '.join(f'{s}://' for s in SCHEMES)}",
        )
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise RemoteError(
            "an address holds no credentials and no options",
            where=f"{parts.scheme}://{parts.hostname or ''}",
            hint="Give them in the environment, such as AWS_ACCESS_KEY_ID",
        )
    if parts.scheme == "file":
        return from_url(address, mkdir=True)
    plain_http = any(
        os.environ.get(name, "").startswith("http://")
        for name in ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT")
    )
    with told(address):
        return from_url(
            address,
            client_options={
                "timeout": f"{seconds}s",
                "connect_timeout": f"{min(seconds, _CONNECT_SECONDS)}s",
                "allow_http": plain_http,
            },
            retry_config={"max_retries": 3, "retry_timeout": dt.timedelta(seconds=seconds)},
        )


@contextmanager
def told(where: str) -> Generator[None]:
    """Turn what the store says inside the block into words of our own.

    Its own messages hold requests and answers, and those may hold keys and signatures: nothing
    of them is repeated.

    Raises:
        RemoteError: always, where the store fails.
    """
    try:
        yield
    except FileNotFoundError:
        raise _missing(where) from None
    except exceptions.BaseError as error:
        raise _in_words(where, error) from None


def _missing(where: str) -> RemoteError:
    return RemoteError("there is no such object", where=where)


def _in_words(where: str, error: Exception) -> RemoteError:
    said = str(error)
    denied = (exceptions.PermissionDeniedError, exceptions.UnauthenticatedError)
    if "NoSuchBucket" in said or "ContainerNotFound" in said:
        return RemoteError("there is no such bucket", where=where, hint="Make it, or mend its name")
    if isinstance(error, denied) or re.search(r"AccessDenied|Forbidden|\b40[13]\b", said):
        return RemoteError(
            "the store refuses access",
            where=where,
            hint="See that the credentials in the environment may do this",
        )
    if re.search(r"credential|InvalidAccessKeyId|metadata/api|169\.254", said, re.IGNORECASE):
        return RemoteError(
            "the store wants credentials and there are none that it takes",
            where=where,
            hint="Set them in the environment, such as AWS_ACCESS_KEY_ID",
        )
    # Every failure after retries tells its `retry_timeout`: that is no time that ran out.
    if re.search(r"timed out|deadline|TimedOut", said):
        return RemoteError("the store did not answer in time", where=where, hint="Try again later")
    if re.search(r"connect|dns|resolve", said, re.IGNORECASE):
        return RemoteError(
            "the store cannot be reached", where=where, hint="See that its address and network work"
        )
    return RemoteError(f"the store failed ({type(error).__name__})", where=where)
