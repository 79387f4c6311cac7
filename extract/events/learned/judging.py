"""What the networks say of a sentence: which words name events, and who fills their roles."""

import functools
from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from extract.analysis import Analysis
from extract.events.learned.cues import candidates, cue_of
from extract.events.learned.network import Floats, network, sigmoid, softmax
from extract.events.learned.parties import parties
from extract.language import Sentence, Token
from schemas.event import EventType

NO_EVENT = "NONE"


class Verdict(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What a word names, after the network. `event`: how sure it is that it names any event.

    `type`: the likeliest type, `share`: its part of all types, and `hinted`: whether the word by
    itself may name that type.
    """

    token: int
    event: float
    type: EventType
    share: float
    hinted: bool


def verdicts(
    analysis: Analysis, sentence: Sentence, ruled: Mapping[int, tuple[str, str]]
) -> list[Verdict]:
    """Return a verdict on each word of *sentence* that may name an event, in text order.

    *ruled*: by token index what the rules take the word for, and its reading.
    """
    words = candidates(analysis, sentence)
    if not words:
        return []
    net = network("triggers", analysis.model)
    cues = [cue_of(analysis, t, *ruled.get(t.index, ("none", "-"))) for t in words]
    states = _states(analysis, [(cue.token,) for cue in cues]) if net.width else None
    shares = softmax(net.logits([cue.marks for cue in cues], states))
    none = net.labels.index(NO_EVENT)
    found: list[Verdict] = []
    for cue, row in zip(cues, shares, strict=True):
        event = 1 - float(row[none])
        row[none] = 0
        hinted = [i for i, label in enumerate(net.labels) if f"phrase={label}" in cue.marks]
        hinted = hinted or [i for i, label in enumerate(net.labels) if f"may={label}" in cue.marks]
        best = int(row.argmax())
        found.append(
            Verdict(
                token=cue.token,
                event=event,
                type=_type_of(net.labels[best]),
                share=float(row[best]) / max(event, 1e-6),
                hinted=best in hinted,
            )
        )
    return found


@functools.cache
def _type_of(label: str) -> EventType:
    found: EventType = msgspec.convert(label, EventType)
    return found


class Part(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """How likely a phrase acts in an event and undergoes it."""

    token: int
    actor: float
    recipient: float


def parts(
    analysis: Analysis, trigger: Token, type_: str, heads: list[Token], ruled: Mapping[int, str]
) -> list[Part]:
    """Return the part of each phrase with a head among *heads* in an event, in text order.

    *ruled*: by token index the letters of the roles that the rules give.
    """
    phrases = parties(analysis, trigger, type_, heads, ruled)
    if not phrases:
        return []
    net = network("parties", analysis.model)
    around = [(p.token, trigger.index) for p in phrases]
    states = _states(analysis, around) if net.width else None
    scores = sigmoid(net.logits([p.marks for p in phrases], states))
    return [
        Part(token=p.token, actor=float(row[0]), recipient=float(row[1]))
        for p, row in zip(phrases, scores, strict=True)
    ]


def _states(analysis: Analysis, around: Sequence[tuple[int, ...]]) -> Floats | None:
    """Return the states of the tokens of each row side by side, None where there are none."""
    if not analysis.states:
        return None
    rows = np.frombuffer(analysis.states, np.float16).reshape(len(analysis.tokens), -1)
    found: Floats = rows[np.array(around)].astype(np.float32).reshape(len(around), -1)
    return found
