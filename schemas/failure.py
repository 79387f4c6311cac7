"""Failures: what could not be read, extracted or loaded. Nothing vanishes."""

from typing import Annotated, Literal

from schemas.base import Struct, about

Stage = Literal["read", "extract", "load"]


class Failure(Struct, frozen=True, kw_only=True):
    """One thing that went wrong with one input, kept beside the records."""

    failure_id: Annotated[str, about("Identifier, derived from input, position, stage and code.")]
    article_id: Annotated[str | None, about("The article, when it was read so far.")] = None
    source_id: Annotated[
        str | None, about("The id the input carried, when that could be read.")
    ] = None
    input: Annotated[str, about("The file, line source or URL it came from, as given.")]
    position: Annotated[str | None, about("Where in the input: “line 12”, “byte 4096”.")] = None
    stage: Annotated[Stage, about("The step that failed.")]
    code: Annotated[str, about("Short stable name of the error: `empty`, `too-large`.")]
    message: Annotated[str, about("What went wrong, for people.")]
    hint: Annotated[str | None, about("What to try.")] = None
