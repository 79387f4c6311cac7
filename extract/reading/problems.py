"""Reading errors that need a name of their own, and the failure rows made of errors."""

from schemas import DatelineError, Failure
from schemas.errors import ReadingError
from schemas.ids import digest_id


class BrokenJson(ReadingError):
    """A line or file that should be JSON is not."""

    code = "broken-json"


class WrongType(ReadingError):
    """A field holds another type of value than it must."""

    code = "wrong-type"


class MissingText(ReadingError):
    """An article has neither `text` nor `html`."""

    code = "missing-text"


class BrokenFile(ReadingError):
    """A compressed or Parquet file is damaged or cut short."""

    code = "broken-file"


class NoPage(ReadingError):
    """Records of a web archive are something else than pages."""

    code = "skipped"


class SummaryOnly(ReadingError):
    """An entry of a feed holds a summary where its article should be."""

    code = "summary-only"


class HostileMarkup(ReadingError):
    """A page is nested or sized so that it cannot be parsed safely."""

    code = "hostile-markup"


NOTICES = frozenset({SummaryOnly.code, NoPage.code})
"""Codes of failures that lost nothing: a feed gives summaries, an archive holds images."""


def failure_of(
    error: DatelineError,
    *,
    name: str,
    position: str | None,
    source_id: str | None = None,
    article_id: str | None = None,
) -> Failure:
    """Return the failure row for *error*, met at *position* of the input *name*."""
    return Failure(
        failure_id=digest_id("failure", name, position or "", "read", error.code),
        article_id=article_id,
        source_id=source_id,
        input=name,
        position=position,
        stage="read",
        code=error.code,
        message=error.what,
        hint=error.hint or None,
    )
