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


class MethodNotAllowed(DatelineError):
    """The path does not know the method of the request."""

    code = "method-not-allowed"


class Unauthorized(DatelineError):
    """The request needs a key, or brings one that opens nothing."""

    code = "unauthorized"


class Forbidden(DatelineError):
    """The key does not open what is asked for."""

    code = "forbidden"


class RateLimited(DatelineError):
    """The reader asks more often than is allowed; after `seconds` the next request is."""

    code = "rate-limited"

    def __init__(self, what: str, *, seconds: int = 1, hint: str = "") -> None:
        self.seconds = seconds
        super().__init__(what, hint=hint)


class SlowRequest(DatelineError):
    """The body of the request takes too long to come, or breaks off."""

    code = "slow-request"


class Busy(DatelineError):
    """All processes that could do the work are taken."""

    code = "busy"
