"""Article in, extraction out: analysis, the four extractors, links, checks."""

from collections.abc import Sequence
from itertools import repeat

from msgspec.structs import replace

from extract.analysis import Analysis, analyse_batch
from extract.language import DEFAULT, models
from extract.linking import known_participants, known_speaker, link_events, link_statistics
from extract.names import published_entities
from extract.registry import EXTRACTORS, Extractor
from schemas import (
    Article,
    Event,
    Extraction,
    Failure,
    KeyPoint,
    Record,
    Statement,
    Statistic,
)
from schemas.errors import ModelError
from schemas.ids import digest_id
from schemas.language_model import LanguageModel

_ANALYSED_TOGETHER = 64
"""Articles whose sentences share batches: enough that most find others of their length."""


def extract(article: Article, language: str = DEFAULT) -> Extraction:
    """Return the records of one article, read by the language model *language*."""
    return extract_batch([article], language)[0]


def extract_batch(articles: list[Article], language: str = DEFAULT) -> list[Extraction]:
    """Return the extraction of each article, in order, the same for any split into batches.

    *language* is the model that reads: `full`, `fast`, or `spacy:` and a pipeline. It stands
    in the `extractor` of every record.

    A fault in one extractor becomes a failure of that article; its other records and the other
    articles go on. Every record's quote is `text[start:end]`, record ids are unique.

    Raises:
        ModelError: there is no such model, or it is missing, damaged or unfit.
    """
    model = models.load(language).identity
    found: list[Extraction] = []
    for begin in range(0, len(articles), _ANALYSED_TOGETHER):
        batch = articles[begin : begin + _ANALYSED_TOGETHER]
        found += map(_extract, batch, _analyses(batch, language), repeat(model))
    return found


def _analyses(articles: list[Article], language: str) -> list[Analysis | Exception]:
    """Return the analysis of each article, or what went wrong with it."""
    try:
        return list(analyse_batch(articles, language))
    except ModelError:
        raise
    except Exception as error:  # noqa: BLE001 - one article's fault must not lose the batch
        if len(articles) == 1:
            return [error]
    return [analysis for article in articles for analysis in _analyses([article], language)]


def _extract(article: Article, analysis: Analysis | Exception, model: LanguageModel) -> Extraction:
    if isinstance(analysis, Exception):
        failure = _failure(article, "analysis", repr(analysis))
        return Extraction(article=article, language_model=model, failures=(failure,))
    failures: list[Failure] = []
    found = {e.name: _run(e, analysis, model, failures) for e in EXTRACTORS}
    statements = [r for r in found["statements"] if isinstance(r, Statement)]
    events = [r for r in found["events"] if isinstance(r, Event)]
    statistics = [r for r in found["statistics"] if isinstance(r, Statistic)]
    entities = published_entities(analysis.entities, analysis.mentions)
    published = frozenset(entity.entity_id for entity in entities)
    statements = [known_speaker(statement, published) for statement in statements]
    events = [known_participants(event, published) for event in events]
    return Extraction(
        article=analysis.article,
        language_model=model,
        events=tuple(link_events(events, statements)),
        statements=tuple(statements),
        key_points=tuple(r for r in found["key_points"] if isinstance(r, KeyPoint)),
        statistics=tuple(link_statistics(statistics, statements)),
        entities=tuple(entities),
        failures=tuple(failures),
    )


def _run(
    extractor: Extractor, analysis: Analysis, model: LanguageModel, failures: list[Failure]
) -> list[Record]:
    """Return the sound records of one extractor, sorted; add to *failures* what is not."""
    try:
        records = extractor.extract(analysis)
    except Exception as error:  # noqa: BLE001 - one extractor's fault must not lose an article
        failures.append(_failure(analysis.article, extractor.tag, repr(error)))
        return []
    # Extractors know nothing of models; which one read for them is added here, for all alike.
    tag = f"{extractor.tag}/{model.tag}"
    stamped = [replace(record, extractor=tag) for record in records]
    return _checked(extractor, analysis, stamped, failures)


def _checked(
    extractor: Extractor,
    analysis: Analysis,
    records: Sequence[Record],
    failures: list[Failure],
) -> list[Record]:
    best: dict[str, Record] = {}
    for record in records:
        if analysis.text[record.start : record.end] != record.quote:
            message = f"the quote of {record.record_id} is not the text at its span"
            failures.append(_failure(analysis.article, extractor.tag, message, code="evidence"))
            continue
        rival = best.get(record.record_id)
        if rival is None or record.confidence > rival.confidence:
            best[record.record_id] = record
    return sorted(best.values(), key=lambda r: (r.start, r.end, r.record_id))


def _failure(article: Article, stage: str, message: str, code: str = "internal") -> Failure:
    return Failure(
        failure_id=digest_id("failure", article.article_id, stage, code, message),
        article_id=article.article_id,
        input=article.url or article.source_id or article.article_id,
        stage="extract",
        code=code,
        message=f"{stage}: {message}",
        hint="What else was read of the article is kept. Please report this text as a bug",
    )
