"""What is wrong with an index; nobody sees it but the log, as an index can always be built anew."""

from schemas.errors import DatelineError


class DamagedIndex(DatelineError):
    """An index that is missing, cut short, of another version or of another release."""

    code = "damaged-index"
