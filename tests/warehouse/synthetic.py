"""Made-up extractions: a plain factory, and hypothesis strategies for odd ones."""

import datetime as dt
import hashlib

from hypothesis import strategies as st

from schemas import (
    Article,
    Block,
    Count,
    Entity,
    Event,
    Extraction,
    Failure,
    KeyPoint,
    Participant,
    Place,
    Section,
    Span,
    Speaker,
    Statement,
    Statistic,
)
from schemas.ids import digest_id, entity_id, record_id

TOWNS = ("Kisumu", "Tromsø", "Cusco", "Łódź", "Hanoi", "Oruro")
COUNTRIES = ("KE", "NO", "PE", "PL", "VN", "BO")
TYPES = ("CONSULT", "AID", "PROTEST", "VOTE", "ACCIDENT", "COOPERATE")


def text_of(number: int) -> str:
    """Return a short story of ferries, different for every number."""
    town = TOWNS[number % len(TOWNS)]
    return (
        f"Ferry line {number} opens in {town}\n\n"
        f"“We carried {number + 3} boats,” the harbour master of {town} said 🛳️ on Monday.\n\n"
        f"- Fares fall by {number % 40} percent\n- Night boats return"
    )


def article(number: int, text: str | None = None, **fields) -> Article:
    """Return article *number*, with *text* or the text made for it."""
    text = text_of(number) if text is None else text
    given = {
        "article_id": f"ferry-{number}",
        "url": f"https://harbour.example/{number}",
        "source": "Harbour Gazette",
        "title": text.split("\n", 1)[0] or None,
        "authors": ("A. Writer", "B. Writer")[: number % 3],
        "published": dt.date(2024, 3, 1) + dt.timedelta(days=number % 60),
        "published_at": dt.datetime(2024, 3, 1, 6, 30, number % 60, tzinfo=dt.UTC)
        if number % 2
        else None,
        "published_precision": "second" if number % 2 else "day",
        "language": "en",
        "format": "text",
        "words": len(text.split()),
        "sections": (Section(heading="Fares", level=2, start=0, end=len(text)),),
        "blocks": (
            Block(kind="title", start=0, end=min(4, len(text)), level=1),
            Block(kind="table_row", start=0, end=len(text), cells=(Span(start=0, end=len(text)),)),
        ),
    }
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(text=text, text_sha256=digest, **{**given, **fields})


def extraction(
    number: int, text: str | None = None, *, version: str = "1.0.0", **fields
) -> Extraction:
    """Return article *number* with a statement, an event, a key point and two figures."""
    source = article(number, text, **fields)
    size = len(source.text)
    country = COUNTRIES[number % len(COUNTRIES)]
    start, end = size // 3, max(size // 3, size - 2)
    statement = Statement(
        **_common(source, "statement", "statements", version, start, end),
        kind="mixed",
        speaker=Speaker(
            mention="harbour master", start=start, end=end, name="Ana Solheim", country=country
        ),
        cue="said",
        cue_start=start,
        cue_end=end,
        content=source.text[start:end],
        content_spans=(Span(start=start, end=start + 1), Span(start=start + 1, end=end)),
        quoted_spans=(Span(start=start, end=end),),
        date=source.published,
    )
    event = Event(
        **_common(source, "event", "events", version, 0, size // 2),
        type=TYPES[number % len(TYPES)],
        modes=("night", "sea")[: number % 3],
        trigger="opens",
        trigger_start=0,
        trigger_end=size // 2,
        mentions=(Span(start=0, end=1),),
        actors=(
            Participant(mention="Ferry line", start=0, end=2, name="Ferry line", country=country),
            Participant(mention="crew", start=1, end=2),
        ),
        places=(
            Place(mention="port", start=0, end=1, country="NO", latitude=69.6, geonames_id=3133895),
        ),
        date_start=dt.date(2024, 1, 1) + dt.timedelta(days=number) if number % 4 else None,
        date_precision="day" if number % 4 else None,
        counts=(Count(kind="participants", value=number + 0.5, bound="about"),),
        reported_by=statement.record_id,
    )
    point = KeyPoint(
        **_common(source, "key_point", "key_points", version, start, start + 1),
        text=source.text[start : start + 1],
        kind="takeaway",
        rank=1,
        score=0.25,
    )
    figures = tuple(
        Statistic(
            **_common(source, "statistic", "statistics", version, start, start + at),
            value=number / 7,
            unit="boat",
            said_by=statement.record_id if at == 1 else None,
        )
        for at in (0, 1)
    )
    return Extraction(
        article=source,
        events=(event,),
        statements=(statement,),
        key_points=(point,),
        statistics=figures,
        entities=_entities(country),
    )


def failure(number: int, **fields) -> Failure:
    """Return the failure of reading file *number*."""
    given = f"page-{number}.html"
    return Failure(
        **{
            "failure_id": digest_id("failure", given, "", "read", "empty"),
            "input": given,
            "stage": "read",
            "code": "empty",
            "message": "the input holds no text",
            **fields,
        }
    )


def _common(source: Article, kind: str, name: str, version: str, start: int, end: int) -> dict:
    return {
        "record_id": record_id(kind, source.article_id, Span(start=start, end=end)),
        "article_id": source.article_id,
        "revision": source.revision,
        "start": start,
        "end": end,
        "quote": source.text[start:end],
        "section": None,
        "origin": "prose",
        "confidence": 0.75,
        "extractor": f"{name}@{version}",
    }


def _entities(country: str) -> tuple[Entity, ...]:
    return (
        Entity(
            entity_id=entity_id("organisation", f"Ferry line {country}"),
            name=f"Ferry line {country}",
            kind="organisation",
            aliases=("FL", f"Line {country}"),
            country=country,
            mentions=2,
        ),
        Entity(entity_id=entity_id("person", "ana solheim"), name="Ana Solheim", kind="person"),
    )


# Characters that have broken exporters before: NUL, quotes, commas, line ends of every kind,
# a combining mark, a zero-width joiner, characters outside the basic plane, a byte order mark.
_ODD = st.sampled_from(list('\0",;\r\n\t\\{}aZ é\u0301\u200d👩🛳\ufeff\u2028\x7f\x85null'))
odd_texts = st.text(st.one_of(_ODD, st.characters(codec="utf-8")), min_size=6, max_size=60)


_numbers = st.integers(0, 5)


@st.composite
def extractions(draw, numbers=_numbers) -> Extraction:
    """Draw an extraction over an odd text, of one of a few articles so that ids meet again."""
    fields = {
        "title": draw(st.none() | odd_texts),
        "authors": tuple(draw(st.lists(odd_texts, max_size=2))),
        "rights": draw(st.sampled_from(["open", "open", "excerpt", "closed"])),
    }
    text = draw(odd_texts)
    version = draw(st.sampled_from(["1.0.0", "1.1.0"]))
    return extraction(draw(numbers), text, version=version, **fields)
