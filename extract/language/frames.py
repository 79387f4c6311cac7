"""From the model's scores to attributions: who is told to have said or meant what."""

import msgspec
import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]
Range = tuple[int, int]

LEAST = 0.3
"""How probable the beginning of a cue must be at least."""


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


def read_frames(
    cues: Scores, roles: Scores, cue_labels: tuple[str, ...], role_labels: tuple[str, ...]
) -> list[Frame]:
    """Return the attributions of one sentence, in order of their cues.

    *cues* is [words, cue labels]; *roles* is [words, role labels, words]: row c tells what each
    word is to a cue that begins at word c. Labels are O, B-x, I-x.
    """
    chances = np.exp(cues - cues.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    begins = [i for i, label in enumerate(cue_labels) if label.startswith("B")]
    inside = [label.startswith("I") for label in cue_labels]
    starts = chances[:, begins].sum(axis=1)
    best = cues.argmax(axis=1).tolist()
    found: list[Frame] = []
    end = 0
    for first in np.flatnonzero(starts >= LEAST).tolist():
        if first < end:
            continue
        end = first + 1
        while end < len(best) and inside[best[end]]:
            end += 1
        kind = cue_labels[begins[int(cues[first, begins].argmax())]]
        pieces = _pieces(roles[first].argmax(axis=0).tolist(), role_labels)
        found.append(
            Frame(
                cue=(first, end),
                speech=kind == "B-say",
                source=tuple(pieces.get("source", ())),
                content=tuple(pieces.get("content", ())),
                confidence=round(float(starts[first]), 3),
            )
        )
    return found


def _pieces(best: list[int], labels: tuple[str, ...]) -> dict[str, list[Range]]:
    """Return the ranges of each role; a piece ends where the role does or another B stands."""
    found: dict[str, list[Range]] = {}
    begun, role = 0, ""
    for index, label in enumerate([*(labels[i] for i in best), "O"]):
        this = label[2:]
        if this == role and not label.startswith("B"):
            continue
        if role:
            found.setdefault(role, []).append((begun, index))
        begun, role = index, this
    return found
