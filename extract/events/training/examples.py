"""Annotated texts as examples for the networks: rows of marks and states with what is right."""

import datetime as dt
import hashlib

import msgspec
import numpy as np
import numpy.typing as npt

from extract.analysis import Analysis, analyse_batch
from extract.events.learned.cues import candidates, cue_of
from extract.events.learned.judging import NO_EVENT
from extract.events.learned.parties import head_of_span, parties, phrase_heads
from extract.events.prose import ruled_drafts
from extract.events.revising import ruled_parts, ruled_words
from extract.events.training.sentences import MarkedText
from extract.events.triggers import triggers_of
from extract.language import Token
from schemas import Article, Block

PUBLISHED = dt.date(2025, 6, 12)
Spans = tuple[tuple[int, int], ...]


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """A row: the group it belongs to (its text), its marks, the tokens whose states it reads.

    `right`: the label of a trigger, or for a phrase "", "A", "R" or "AR".
    """

    group: int
    marks: tuple[str, ...]
    states: npt.NDArray[np.float16]
    right: str


def analyses(texts: list[MarkedText], language: str) -> list[Analysis]:
    """Return the analysis of each text as an article of one paragraph."""
    return analyse_batch([_article(text) for text in texts], language)


def _article(text: MarkedText) -> Article:
    return Article(
        article_id=text.name,
        text=text.text,
        text_sha256=hashlib.sha256(text.text.encode()).hexdigest(),
        format="text",
        blocks=(Block(kind="paragraph", start=0, end=len(text.text)),),
        published=PUBLISHED,
    )


def trigger_examples(texts: list[MarkedText], read: list[Analysis]) -> list[Example]:
    """Return a row for each word that may name an event, but for light verbs over a trigger."""
    found: list[Example] = []
    for group, (text, analysis) in enumerate(zip(texts, read, strict=True)):
        for sentence in analysis.sentences:
            ruled = ruled_words(
                triggers_of(analysis, sentence), ruled_drafts(analysis, sentence, frozenset())
            )
            for token in candidates(analysis, sentence):
                hits = [e for e in text.events if _meets(token, e.triggers)]
                if not hits and _leans_on_trigger(analysis, token, text):
                    continue
                cue = cue_of(analysis, token, *ruled.get(token.index, ("none", "-")))
                found.append(
                    Example(
                        group=group,
                        marks=cue.marks,
                        states=_states(analysis, (cue.token,)),
                        right=hits[0].type if hits else NO_EVENT,
                    )
                )
    return found


def _leans_on_trigger(analysis: Analysis, token: Token, text: MarkedText) -> bool:
    """Return whether *token* is the light verb over a trigger, or a noun that a trigger carries.

    "*launched* an offensive", "held *talks*": which of the two is marked is a matter of taste.
    """
    spans = tuple(span for event in text.events for span in event.triggers)
    if token.upos == "VERB":
        below = analysis.children(token, "obj", "nsubj:pass", "obl", "xcomp")
        return any(t.upos in ("NOUN", "PROPN") and _meets(t, spans) for t in below)
    head = analysis.head(token)
    return token.rel == "obj" and head is not None and head.upos == "VERB" and _meets(head, spans)


def party_examples(texts: list[MarkedText], read: list[Analysis]) -> list[Example]:
    """Return a row for each phrase of the sentence of each event."""
    found: list[Example] = []
    for group, (text, analysis) in enumerate(zip(texts, read, strict=True)):
        for sentence in analysis.sentences:
            drafts = ruled_drafts(analysis, sentence, frozenset())
            ruled = {d.head: ruled_parts(analysis, d) for d in drafts}
            heads = phrase_heads(analysis, sentence)
            for event in text.events:
                trigger = head_of_span(analysis, *event.triggers[0])
                if trigger is None or trigger.sentence != sentence.index:
                    continue
                actors, recipients = (
                    {t.index for s in spans if (t := head_of_span(analysis, *s)) is not None}
                    for spans in (event.actors, event.recipients)
                )
                known = _known_parts(analysis, trigger, ruled)
                for party in parties(analysis, trigger, event.type, heads, known):
                    right = "A" * (party.token in actors) + "R" * (party.token in recipients)
                    states = _states(analysis, (party.token, trigger.index))
                    found.append(
                        Example(group=group, marks=party.marks, states=states, right=right)
                    )
    return found


def _known_parts(
    analysis: Analysis, trigger: Token, ruled: dict[int, dict[int, str]]
) -> dict[int, str]:
    """Return the roles that rules give an event at *trigger* or at its light verb."""
    for index, roles in ruled.items():
        if index in (trigger.index, trigger.head) or analysis.tokens[index].head == trigger.index:
            return roles
    return {}


def _meets(token: Token, spans: Spans) -> bool:
    return any(start < token.end and token.start < end for start, end in spans)


def _states(analysis: Analysis, around: tuple[int, ...]) -> npt.NDArray[np.float16]:
    if not analysis.states:
        return np.zeros(0, np.float16)
    rows = np.frombuffer(analysis.states, np.float16).reshape(len(analysis.tokens), -1)
    return np.concatenate([rows[i] for i in around])
