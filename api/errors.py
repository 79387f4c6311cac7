"""The errors that only a server can meet, beside the family in `schemas.errors`."""

from schemas.errors import DatelineError


class BadRequest(DatelineError):
    """The body or a header of the request cannot be understood."""

    code = "bad-request"


class NotAcceptable(DatelineError):
    """None of the formats that the reader accepts can be given."""

    code = "not-acceptable"


class UnsupportedMediaType(DatelineError):
    """The body has a media type that no article is read from."""

    code = "unsupported-media-type"


class SeveralArticles(DatelineError):
    """The body holds more than the one article a request may post."""

    code = "several-articles"


class TimeLimit(DatelineError):
    """The article takes longer than one request may."""

    code = "time-limit"


class Busy(DatelineError):
    """All processes that could do the work are taken."""

    code = "busy"
