"""What the server writes down: one JSON object a line, each with the request it belongs to."""

import contextvars
import datetime as dt
import logging
import re
import secrets
import sys
from typing import Any, Final

import msgspec

LOGGER: Final = logging.getLogger("dateline")
ACCESS: Final = logging.getLogger("dateline.access")
REQUEST_ID: Final[contextvars.ContextVar[str]] = contextvars.ContextVar("request_id", default="")
# Matches 4bf92f3577b34da6 and my-job.17:2; not what could break a line or be a key.
_REQUEST_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9.:_-]{0,63}")
_SECRET = re.compile(r"dateline_[0-9a-f]{8}_[\w-]{8,}", re.ASCII)


def request_id(given: str | None) -> str:
    """Return the id the reader gave to the request if it is fit for a log, else a new one."""
    if given and _REQUEST_ID.fullmatch(given) and not _SECRET.search(given):
        return given
    return secrets.token_hex(8)


def configure(log_format: str) -> None:
    """Write the log to stderr; ``text`` for people, ``json`` for machines, ``off`` for errors."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if log_format == "json" else _Text())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    ACCESS.disabled = log_format == "off"


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, message, request id, and the fields of a request."""

    def format(self, record: logging.LogRecord) -> str:
        """Return *record* as JSON; no line breaks in it, and never a key."""
        found: dict[str, Any] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(
                timespec="milliseconds"
            ),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
        }
        if asked := REQUEST_ID.get():
            found["request_id"] = asked
        found |= getattr(record, "fields", {})
        if record.exc_info:
            found["traceback"] = self.formatException(record.exc_info)
        return _SECRET.sub("dateline_…", msgspec.json.encode(found).decode())


class _Text(logging.Formatter):
    """One line for people."""

    def __init__(self) -> None:
        super().__init__("%(levelname)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        fields: dict[str, Any] = getattr(record, "fields", {})
        told = " ".join(f"{name}={value}" for name, value in fields.items())
        return _SECRET.sub("dateline_…", f"{line} {told}".rstrip())
