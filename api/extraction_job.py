"""What the server and its extraction processes say to each other, in msgpack."""

import msgspec

from schemas import Format


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
