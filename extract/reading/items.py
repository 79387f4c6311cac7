"""Items: what an input that holds many articles gives, one after another."""

from collections.abc import Mapping

import msgspec

from schemas import DatelineError


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One article's fields, or the error met where they should be, and the place in the input.

    `notice`: what is to be said beside the article. `source_id`: the id of what gave an error.
    """

    position: str
    fields: Mapping[str, object] | DatelineError
    notice: DatelineError | None = None
    source_id: str | None = None
