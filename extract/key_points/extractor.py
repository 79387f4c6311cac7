"""Reads the key points of an analysed article."""

from extract.analysis import Analysis
from extract.key_points.lists import PointList, point_lists
from extract.key_points.salience import Salient, salient_sentences
from extract.key_points.standing import text_alone
from schemas import KeyPoint, Span
from schemas.ids import record_id

VERSION = "2.0.0"
_TAG = f"key_points@{VERSION}"


def extract_key_points(analysis: Analysis) -> list[KeyPoint]:
    """Return the key points of an article, sorted by (start, end, record_id).

    The items of its labelled lists; and, where the article has no summary list of its own, the
    sentences of its prose that matter most, at most three, with the names of their pronouns in
    brackets.
    """
    lists = point_lists(analysis)
    points = [point for listed in lists for point in _listed(analysis, listed)]
    if not any(listed.kind == "takeaway" for listed in lists):
        points.extend(
            _salient(analysis, found, rank)
            for rank, found in enumerate(salient_sentences(analysis), start=1)
        )
    return sorted(points, key=lambda point: (point.start, point.end, point.record_id))


def _listed(analysis: Analysis, listed: PointList) -> list[KeyPoint]:
    article = analysis.article
    return [
        KeyPoint(
            record_id=record_id(
                "key_point", article.article_id, Span(start=item.start, end=item.end)
            ),
            article_id=article.article_id,
            revision=article.revision,
            start=item.start,
            end=item.end,
            quote=article.text[item.start : item.end],
            section=item.section,
            origin="list",
            confidence=listed.confidence,
            extractor=_TAG,
            text=" ".join(article.text[item.start : item.end].split()),
            label=listed.label,
            kind=listed.kind,
            subject=listed.subject,
            rank=rank,
            score=_LIST_SCORES[listed.kind],
        )
        for rank, item in enumerate(listed.items, start=1)
    ]


_LIST_SCORES = {"takeaway": 1.0, "profile": 0.6, "list": 0.5, "salient": 0.0}
"""What the article sums itself up in matters most in it; other lists stand beside the story."""


def _salient(analysis: Analysis, found: Salient, rank: int) -> KeyPoint:
    article, sentence = analysis.article, found.sentence
    return KeyPoint(
        record_id=record_id(
            "key_point", article.article_id, Span(start=sentence.start, end=sentence.end)
        ),
        article_id=article.article_id,
        revision=article.revision,
        start=sentence.start,
        end=sentence.end,
        quote=article.text[sentence.start : sentence.end],
        section=sentence.section,
        origin="prose",
        confidence=found.confidence,
        extractor=_TAG,
        text=text_alone(analysis, sentence),
        label=None,
        kind="salient",
        subject=None,
        rank=rank,
        score=found.score,
    )
