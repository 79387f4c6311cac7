"""What the server and its query processes say to each other, in msgpack."""

import msgspec

from warehouse.sql import Parameter


class Setup(msgspec.Struct, frozen=True, kw_only=True, tag="setup"):
    """What a process needs to know before it is confined."""

    readable: tuple[str, ...]
    rows: int
    bytes: int
    seconds: float
    memory: int


class Job(msgspec.Struct, frozen=True, kw_only=True, tag="job"):
    """One query on one release, in canonical text."""

    database: str
    release: str
    text: str
    format: str
    rows: int
    parameters: dict[str, Parameter] = {}


class Ready(msgspec.Struct, frozen=True, kw_only=True, tag="ready"):
    """The process is confined, by what `held` names; or has opened the release of a job."""

    held: tuple[str, ...]


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One column of a result."""

    name: str
    type: str


class Head(msgspec.Struct, frozen=True, kw_only=True, tag="head"):
    """All about a result but its bytes, which follow as chunks."""

    columns: tuple[Column, ...]
    rows: int
    cut: str | None
    repeatable: bool


class Chunk(msgspec.Struct, frozen=True, tag="chunk"):
    """Some bytes of the body."""

    data: bytes


class End(msgspec.Struct, frozen=True, tag="end"):
    """The body is complete."""


class Refusal(msgspec.Struct, frozen=True, kw_only=True, tag="refusal"):
    """Why there is no result; `offset` counts code points of the text."""

    code: str
    what: str
    hint: str = ""
    offset: int | None = None
    candidates: tuple[str, ...] = ()


Reply = Ready | Head | Chunk | End | Refusal
