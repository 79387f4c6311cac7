"""The family of errors a user may see. Each says what, where and what to try."""


class DatelineError(Exception):
    """The base of every error that is a user's business and not a bug.

    *what* went wrong, *where* (file, line, URL, column …; may be empty) and a *hint* on what
    to try. ``str()`` gives one line fit for a terminal. The HTTP status of each class is the
    business of ``api/problems.py`` alone.
    """

    code = "error"

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        self.what = what
        self.where = where
        self.hint = hint
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """The error in one line: ``where: what. hint``."""
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head.rstrip('.')}. {self.hint}" if self.hint else head


class ReadingError(DatelineError):
    """The bytes cannot be read as an article of the wanted format."""

    code = "unreadable"


class InputTooLarge(ReadingError):
    """The input is over the size that one article or one archive may have."""

    code = "too-large"


class EmptyInput(ReadingError):
    """The input holds no text."""

    code = "empty"


class UnknownFormat(ReadingError):
    """The format is neither recognised nor supported."""

    code = "unknown-format"


class ModelError(DatelineError):
    """The packaged language model is missing or damaged."""

    code = "model"


class EvidenceError(DatelineError):
    """A record's quote is not the text at its span."""

    code = "evidence"


class WarehouseError(DatelineError):
    """The warehouse file cannot be opened, is in use, or is not a warehouse."""

    code = "warehouse"


class ReleaseError(DatelineError):
    """A release cannot be built, found or verified."""

    code = "release"


class NothingChanged(ReleaseError):
    """A new release would say nothing that the newest one does not say."""

    code = "nothing-changed"


class NotFound(DatelineError):
    """There is no such release, table, record, article or file."""

    code = "not-found"


class Withdrawn(NotFound):
    """The release was withdrawn; its tombstone says why."""

    code = "withdrawn"


class QueryError(DatelineError):
    """A filter, field, sort, cursor or SQL statement cannot be understood or run."""

    code = "query"


class SettingsError(DatelineError):
    """A setting or command-line value makes no sense."""

    code = "settings"
