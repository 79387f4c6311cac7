"""Attributions as a language model reads them: who is told to have said or meant what."""

import msgspec

Range = tuple[int, int]


class Frame(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One attribution inside a sentence. All ranges are half-open and count words or tokens.

    `speech`: whether something was said or written, rather than believed or meant. `source` and
    `content` may stand in several pieces, or be empty. `confidence`: how sure the model is of
    the cue, 0 to 1.
    """

    cue: Range
    speech: bool
    source: tuple[Range, ...]
    content: tuple[Range, ...]
    confidence: float

    def moved(self, by: int) -> "Frame":
        """Return the frame with all ranges moved by *by*."""

        def move(spans: tuple[Range, ...]) -> tuple[Range, ...]:
            return tuple((first + by, last + by) for first, last in spans)

        return msgspec.structs.replace(
            self, cue=move((self.cue,))[0], source=move(self.source), content=move(self.content)
        )
