"""Ranks the sentences of the prose by how much of the story they carry."""

import math
import re
from collections import Counter

import msgspec

from extract.analysis import Analysis
from extract.language import Sentence

MOST = 3
"""At most so many sentences of an article are salient."""

_WORDS = range(7, 46)
_CONTENT = frozenset(("NOUN", "PROPN", "VERB", "ADJ", "NUM"))
_ENDS = re.compile(r"[.!?][\"”’)]*$")
_OPENS = re.compile(r"\(?[A-ZÀ-ÖØ-Þ0-9$£€]")
"""“The port …”, not “and the port …” and not ““We won,” she said.”: quotations are statements."""
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")
_PERSONAL = frozenset("i we you me us my our your".split())
_LEANING = frozenset(
    "he she it they this that these those but and so however meanwhile moreover also then there"
    " such his her their its yet still instead nor or because".split()
)
"""First words of a sentence that leans on the one before and does not stand alone."""

_BOILERPLATE = re.compile(
    r"\b(?:click here|sign up|subscribe|read more|all rights reserved"
    r"|contributed to this (?:report|story)|newsletter|follow us|watch the|e-mail to a friend"
    r"|copyright)\b",
    re.IGNORECASE,
)

_POSITION, _CENTRAL, _TITLE = 1.0, 1.5, 0.35
_DECAY = 0.7
_LONG, _PER_LONG_WORD = 28, 0.01
"""Weights that gave the most ROUGE-1 on 120 of the development articles (grid of 144)."""

_CONFIDENCE = (0.5, 0.4, 0.25)
"""By rank: of 58 articles, 53, 40 and 24 % of these sentences held half of a highlight's words."""

_REPEATED = 0.5
"""Share of a sentence's weight that another may already have said before it is a repetition."""


class Salient(msgspec.Struct, frozen=True, kw_only=True):
    """One salient sentence; `score` from 0 to 1 is relative to the article's best."""

    start: int
    end: int
    section: str | None
    score: float
    confidence: float


class _Candidate(msgspec.Struct, frozen=True, kw_only=True):
    sentence: Sentence
    words: frozenset[str]
    score: float


def salient_sentences(analysis: Analysis) -> list[Salient]:
    """Return the salient sentences, the most salient first, at most `MOST`; none says another's.

    An article of fewer than six sentences of prose is its own summary and gives none.
    """
    prose = [s for s in analysis.sentences if s.origin == "prose" and s.end > s.start]
    if len(prose) < 2 * MOST:
        return []
    bags = [_bag(analysis, sentence) for sentence in prose]
    weights = _weights(bags)
    title = _title_words(analysis)
    candidates = [
        _Candidate(
            sentence=sentence,
            words=bag,
            score=_score(position, sentence, bag, weights=weights, title=title),
        )
        for position, (sentence, bag) in enumerate(zip(prose, bags, strict=True))
        if _stands_alone(analysis, sentence)
    ]
    candidates.sort(key=lambda c: (-c.score, c.sentence.start))
    chosen: list[_Candidate] = []
    for candidate in candidates:
        if len(chosen) == MOST:
            break
        if not any(_repeats(candidate, other, weights) for other in chosen):
            chosen.append(candidate)
    best = chosen[0].score if chosen else 1.0
    return [
        Salient(
            start=candidate.sentence.start,
            end=candidate.sentence.end,
            section=candidate.sentence.section,
            score=round(min(max(candidate.score / best, 0.0), 1.0), 3),
            confidence=_CONFIDENCE[rank],
        )
        for rank, candidate in enumerate(chosen)
    ]


def _bag(analysis: Analysis, sentence: Sentence) -> frozenset[str]:
    return frozenset(
        token.lemma.casefold()
        for token in analysis.sentence_tokens(sentence)
        if token.upos in _CONTENT and len(token.text) > 1
    )


def _weights(bags: list[frozenset[str]]) -> dict[str, float]:
    """Return the weight of each word: what several sentences speak of, but not all of them."""
    counts = Counter(word for bag in bags for word in bag)
    total = len(bags)
    return {
        word: (1 + math.log(count)) * math.log(1 + total / count) if count > 1 else 0.3
        for word, count in counts.items()
    }


def _title_words(analysis: Analysis) -> frozenset[str]:
    title = analysis.article.title or ""
    return frozenset(word.casefold() for word in re.findall(r"\w{3,}", title))


def _score(
    position: int,
    sentence: Sentence,
    bag: frozenset[str],
    *,
    weights: dict[str, float],
    title: frozenset[str],
) -> float:
    early = 1 / (1 + _DECAY * position)
    long = _PER_LONG_WORD * max(0, sentence.last - sentence.first - _LONG)
    # Sorted, because the sum of floats depends on their order and a set has none.
    carried = sum(sorted(weights[word] for word in bag)) / math.sqrt(len(bag) + 4)
    central = carried / (carried + 4)
    titled = len(bag & title) / max(len(title), 4)
    return _POSITION * early + _CENTRAL * central + _TITLE * titled - long


def _repeats(candidate: _Candidate, other: _Candidate, weights: dict[str, float]) -> bool:
    shared = sum(sorted(weights[word] for word in candidate.words & other.words))
    whole = min(
        sum(sorted(weights[word] for word in words)) for words in (candidate.words, other.words)
    )
    return whole > 0 and shared / whole > _REPEATED


def _stands_alone(analysis: Analysis, sentence: Sentence) -> bool:
    """Return whether *sentence* is whole, no quotation, and understood without its neighbours."""
    text = analysis.text[sentence.start : sentence.end].strip()
    tokens = analysis.sentence_tokens(sentence)
    words = [token for token in tokens if token.upos not in ("PUNCT", "SYM")]
    if len(words) not in _WORDS or not _ENDS.search(text) or not _OPENS.match(text):
        return False
    if text.endswith("?") or _BOILERPLATE.search(text) or text.count("“") != text.count("”"):
        return False
    if text.count('"') % 2 or len("".join(_QUOTED.findall(text))) > 0.5 * len(text):
        return False
    plain = _QUOTED.sub(" ", text).casefold()
    if _PERSONAL & frozenset(re.findall(r"[a-z]+", plain)):
        return False
    if words[0].text.casefold() in _LEANING:
        return False
    return any(token.upos in ("VERB", "AUX") for token in words)
