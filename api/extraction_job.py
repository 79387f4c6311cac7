"""What the server and its extraction processes say to each other, in msgpack."""

from typing import Final

import msgspec

from schemas import Format

FAULT: Final = "fault"
"""Code of an answer that tells of a bug, not of the article."""


class Job(msgspec.Struct, frozen=True, kw_only=True, tag="job"):
    """One posted body."""

    data: bytes
    name: str
    format: Format


class Answer(msgspec.Struct, frozen=True, kw_only=True, tag="answer"):
    """The JSON of the article's records, or the error that came instead."""

    body: bytes = b""
    code: str | None = None
    what: str = ""
    where: str = ""
    hint: str = ""
