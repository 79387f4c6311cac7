"""Short reports of a few events, as several papers tell them."""

import datetime as dt
import hashlib

from schemas import Article, Event, Extraction, Participant, Place, Span
from schemas.ids import record_id

DAY = dt.date(2026, 3, 4)

FIRE = (
    (
        "Kisumu Post",
        "Fire guts Kibuye market in Kisumu, killing three traders",
        "A fire tore through the Kibuye market in Kisumu on Tuesday night, killing three traders.",
        "fire", "ACCIDENT",
    ),
    (
        "Lake Herald",
        "Three traders dead as blaze destroys Kisumu market",
        "Three traders died when a blaze swept the Kibuye market in Kisumu late on Tuesday.",
        "blaze", "ACCIDENT",
    ),
    (
        "Nairobi Mirror",
        "Traders killed in Kisumu market fire",
        "At least three people were killed in a fire at Kisumu’s Kibuye market, police said.",
        "fire", "ACCIDENT",
    ),
)  # fmt: skip
VOTE = (
    (
        "Oslo Daglig",
        "Norway's Storting approves Tromsø rail line",
        "The Storting voted on Tuesday to build a railway to Tromsø, ending decades of delay.",
        "voted", "VOTE",
    ),
    (
        "Nordlys Times",
        "Lawmakers in Oslo back railway to Tromsø",
        "Lawmakers in Oslo approved the Tromsø railway on Tuesday in a vote of 92 to 71.",
        "vote", "VOTE",
    ),
)  # fmt: skip
OTHER_FIRE = (
    "Harbour News",
    "Fire at Oruro market leaves stalls in ashes",
    "A fire destroyed stalls at the Bolívar market in Oruro, Bolivia, on Tuesday night.",
    "fire", "ACCIDENT",
)  # fmt: skip


def report(
    number: int,
    told: tuple[str, str, str, str, str],
    *,
    published: dt.date | None = DAY,
    country: str | None = None,
    more: str = "",
    source: str | None = "",
    **fields,
) -> Extraction:
    """Return article *number*: title, the telling sentence, and *more*; one event."""
    paper, title, sentence, trigger, kind = told
    text = f"{title}\n\n{sentence}{more}"
    article = Article(
        article_id=f"report-{number}",
        title=title,
        source=paper if source == "" else source,
        published=published,
        text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        format="text",
    )
    start = len(title) + 2
    at = start + sentence.index(trigger)
    anchor = Span(start=at, end=at + len(trigger))
    places = (
        (Place(mention=trigger, start=at, end=at + 1, country=country, precision="country"),)
        if country
        else ()
    )
    hurt = (Participant(mention="traders", start=at, end=at + 1),)
    recipients = hurt if kind == "ACCIDENT" else ()
    event = Event(
        record_id=record_id("event", article.article_id, anchor),
        article_id=article.article_id,
        revision=1,
        start=start,
        end=start + len(sentence),
        quote=sentence,
        section=None,
        origin="prose",
        confidence=0.75,
        extractor="events@1.0.0",
        type=kind,
        trigger=trigger,
        trigger_start=anchor.start,
        trigger_end=anchor.end,
        mentions=(anchor,),
        **{"places": places, "recipients": recipients, **fields},
    )
    return Extraction(article=article, events=(event,))
