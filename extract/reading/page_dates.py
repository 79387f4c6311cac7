"""The date of a page: what JSON-LD, meta tags, time marks, its head and address say, by vote."""

import datetime as dt
import re
from collections.abc import Iterator
from itertools import islice

import msgspec
from lxml import html

from extract.reading import head
from extract.reading.clues import Clues, Vote, elected
from extract.reading.page_head import PageHead
from extract.reading.pruning import is_sure_furniture
from extract.reading.publication import Publication, parse_publication
from extract.reading.tree import words_of

_METAS = (
    "article:published_time", "og:published_time", "og:pubdate", "og:published", "date",
    "datepublished", "rnews:datepublished", "datecreated", "publisheddate", "published_time",
    "published-date", "published", "publishdate", "publish-date", "publish_date", "pubdate",
    "pub_date", "publication_date", "publication-date", "dc.date", "dc.date.issued",
    "dc.date.created", "dcterms.created", "dcterms.issued", "dcterms.date", "parsely-pub-date",
    "sailthru.date", "bt:pubdate", "citation_publication_date", "citation_date",
    "article.published", "article.created", "article:post_date", "article_date_original",
    "originalpublicationdate", "creation_date", "shareaholic:article_published_time",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "prism.publicationdate", "pdate",
    "article:published", "cse:published", "iso-8601-publish-date", "blogger:published", "ptime",
    "release_date", "displaydate", "dc.issued", "created", "original-publish-date",
)  # fmt: skip
_CHANGED = ("article:modified_time", "og:updated_time", "last-modified", "dcterms.modified",
            "dc.date.modified", "revised", "modified-date", "datemodified")  # fmt: skip
_CLASS = re.compile(
    r"publish|posted|pub-?date|dateline|timestamp|article-date|date-time|entry-date|post-date"
    r"|(?:^|[\s_-])(?:date|when|dt)(?:$|[\s_-])",
    re.IGNORECASE,
)
_UPDATE = re.compile(r"updat|modif|revis", re.IGNORECASE)
_ADDRESS = re.compile(
    r"/(?P<year>(?:19|20)\d\d)[/-]?(?P<month>0[1-9]|1[0-2]|[a-z]{3})[/-]?(?P<day>[0-3]\d|\d(?=[/-]))"
    r"(?=[/_.-]|$)",
    re.IGNORECASE,
)
"""“/2023/05/03/”, “/2023/may/03/”, “/20230503-”; not “/2023/05/”."""

_SCRIPTED = re.compile(
    r"""["']?(?:datePublished|date_published|publish(?:ed|ing)?_?(?:date|time|at|on)|publication_?date"""
    r"""|first_?publish(?:ed)?_?(?:date|at)?|pub_?date|article_?date)["']?\s*:\s*"""
    r"""["']?(?P<value>\d{4}-\d\d-\d\d[^"',}]{0,30}|\d{13}|\d{10})\b""",
    re.IGNORECASE,
)
"""`"publishDate":"2024-05-03T09:41:00Z"`, `firstPublished: 1714729260`."""

_CLOSING = re.compile(
    r"(?:(?:first |originally )?(?:published|posted|released|issued|filed|submitted)\b|date[ds]?\b)"
    r"[^\d]{0,60}?(?P<date>(?:\w+\.?\s+\d{1,2}(?:st|nd|rd|th)?,?|\d{1,2}(?:st|nd|rd|th)?\s+\w+,?)"
    r"\s+\d{4}|\d{4}-\d\d-\d\d)\b",
    re.IGNORECASE,
)
_LINE, _FEW_PARTS = 160, 5

_STAMPS = ("data-timestamp", "data-published", "data-datetime", "data-date", "data-publish-date",
           "data-published-at", "data-time", "data-epoch", "data-unixtime")  # fmt: skip
_DAY_FIRST = frozenset(
    "gb au nz ie in za ng ke gh ug zm zw tz pk bd lk mt sg my hk jm tt fr de es it pt be nl il eg"
    " ua eu uk co.uk".split()
)
_MONTH_FIRST = frozenset(("us", "gov", "mil"))
_SAME = dt.timedelta(minutes=2)
_WEST, _EAST = 11, 14
"""So many hours zones lie before and after UTC."""

_MOST_TIMES, _PARAGRAPH_WORDS = 2, 15
_MARKED = ("p", "div", "span", "address", "time", "li", "a", "section", "td", "h2", "h3", "h4",
           "h5", "abbr", "small", "em", "dd")  # fmt: skip

Dated = tuple[Publication, bool]
"""A publication, and whether its day is the publisher's own: told with an offset from UTC, or
in sight under the title."""


def page_date(clues: Clues, seen: PageHead, title: html.HtmlElement | None) -> Publication | None:
    """Return when the page was published; *seen* is what stands in sight under its *title*.

    The day is the one in the publisher's own zone: where one mark tells a time in UTC and another
    tells the same minute with an offset, or the line under the title tells a neighbouring day
    that is the same moment somewhere on earth, the latter's day counts, and the time told in
    UTC stays as the instant.
    """
    votes = list(_votes(clues, seen.dates, title))
    if not votes:
        votes = [*_closing(clues), *_scripted(clues)] or list(_anywhere(clues))
    if not votes:
        votes = list(_updates(clues, seen.updates, title))
    own = [vote.value[0] for vote in votes if vote.value[1]]
    winners = elected(
        [_in_own_zone(vote, own) for vote in votes], lambda one, other: one[0].day == other[0].day
    )
    precise = next((vote for vote in winners if vote.value[0].instant is not None), None)
    return (precise or winners[0]).value[0] if winners else None


def _votes(
    clues: Clues, lines: tuple[str, ...], title: html.HtmlElement | None
) -> Iterator[Vote[Dated]]:
    day_first = _day_first(clues)

    def read(origin: str, value: object, weight: float) -> Iterator[Vote[Dated]]:
        number = _number(value.strip()) if isinstance(value, str) else value
        found = parse_publication(number, day_first=day_first)
        if found is not None and found.precision in ("second", "minute", "day"):
            own = origin == "head" or _is_offset(value)
            yield Vote(origin=origin, value=(found, own), weight=weight)

    principal = clues.principal(None if title is None else words_of(title))
    for found in (principal, *(other for other in clues.linked if other is not principal)):
        if found is not None:
            yield from read("json-ld", found.metadata.published, 3.0 if found is principal else 1.0)
    for number, name in enumerate(name for name in _METAS if name in clues.metas):
        # Meta tags are filled by one hand: each after the first only repeats it.
        yield from read("meta", clues.metas[name][0], 2.0 if number == 0 else 0.7)
    for node in clues.tree.xpath("//*[@itemprop='datePublished']")[:_MOST_TIMES]:
        yield from read("itemprop", _moment(node), 2.0)
    times = ((node, near) for node, near in _times(clues.tree, title) if not _is_update(node))
    for node, near in islice(times, _MOST_TIMES):
        yield from read("time", _moment(node), 1.5 if near else 0.5)
    for line in islice(_marked(clues.tree), 1):
        yield from read("page", line, 0.8)
    for line in islice((*lines, *_told_aloud(clues.tree)), 1):
        yield from read("head", line, 1.5)
    for stamp in _stamps(clues.tree):
        yield from read("stamp", stamp, 1.0)
        break
    for day in _address_days(clues):
        yield from read("address", day, 1.0)


def _told_aloud(tree: html.HtmlElement) -> Iterator[str]:
    """Yield dates of publication that stand in `aria-label` only, for scripts to show."""
    for node in tree.iter("div", "span", "time", "p"):
        told = node.get("aria-label")
        if told and "ublish" in told and not _stands_apart(node):
            line = head.published_part(told)
            if line is not None:
                yield line


def _anywhere(clues: Clues) -> Iterator[Vote[Dated]]:
    """Yield the first line of the page that is a date and no more, such as its masthead's."""
    for node in clues.tree.iter("p", "div", "td", "span", "font", "small", "b", "i", "center"):
        words = (node.text or "").strip()
        if 0 < len(words) < _LINE / 2 and head.is_date_line(words) and not _stands_apart(node):
            date = parse_publication(words, day_first=_day_first(clues))
            if date is not None and date.precision == "day" and not _is_update(node):
                yield Vote(origin="line", value=(date, False), weight=1.0)
                return


def _closing(clues: Clues) -> Iterator[Vote[Dated]]:
    """Yield what a line such as “Published in The Post, 3 May 2024” tells, wherever it stands."""
    for node in clues.tree.iter("p", "div", "em", "i", "small", "span", "td", "font", "li"):
        words = (node.text_content() or "").strip() if len(node) < _FEW_PARTS else ""
        found = _CLOSING.match(words) if len(words) < _LINE else None
        date = parse_publication(found["date"]) if found is not None else None
        if date is not None and not _stands_apart(node):
            yield Vote(origin="closing", value=(date, False), weight=1.0)
            return


def _scripted(clues: Clues) -> Iterator[Vote[Dated]]:
    """Yield the date of publication in data that a page's scripts carry, broken JSON-LD too."""
    for script in clues.tree.iter("script"):
        found = _SCRIPTED.search(script.text or "")
        date = parse_publication(_number(found["value"])) if found is not None else None
        if date is not None:
            yield Vote(origin="script", value=(date, False), weight=1.0)
            return


def _times(
    tree: html.HtmlElement, title: html.HtmlElement | None
) -> Iterator[tuple[html.HtmlElement, bool]]:
    """Yield the time marks of *tree*, and whether each stands by the title, above the story."""
    near = title is None
    for node in tree.iter():
        if node is title:
            near = True
        elif node.tag == "p" and len((node.text or "").split()) > _PARAGRAPH_WORDS:
            near = False
        elif node.tag == "time" and (near or not _stands_apart(node)):
            yield node, near


def _stands_apart(node: html.HtmlElement) -> bool:
    aside = any(part.tag in ("aside", "nav", "footer", "li") for part in node.iterancestors())
    return aside or is_sure_furniture(node)


def _updates(
    clues: Clues, lines: tuple[str, ...], title: html.HtmlElement | None
) -> Iterator[Vote[Dated]]:
    """Yield what a page without any date of publication tells of its last change."""
    values: list[str] = [*lines, *(v for name in _CHANGED for v in clues.metas.get(name, []))]
    values += [_moment(node) for node, near in _times(clues.tree, title) if near]
    for value in values:
        found = parse_publication(head.without_update(value), day_first=_day_first(clues))
        if found is not None and found.precision in ("second", "minute", "day"):
            yield Vote(origin="update", value=(found, False), weight=1.0)
            return


def _in_own_zone(vote: Vote[Dated], own: list[Publication]) -> Vote[Dated]:
    """Return *vote* for the day that *own* gives to the same minute in the publisher's zone."""
    found, local = vote.value
    if local or found.instant is None:
        return vote
    for told in own:
        if _is_same(found.instant, told):
            moved = msgspec.structs.replace(found, day=told.day)
            return msgspec.structs.replace(vote, value=(moved, False))
    return vote


def _is_same(instant: dt.datetime, told: Publication) -> bool:
    """Return whether *instant* can be the moment that *told* gives in another zone."""
    if told.instant is not None:
        return abs(told.instant - instant) < _SAME
    step = told.day.toordinal() - instant.date().toordinal()
    return (step == -1 and instant.hour < _WEST) or (step == 1 and instant.hour >= 24 - _EAST)


def _is_offset(value: object) -> bool:
    """Return whether *value* is a time with an offset other than zero: “…T21:30:00-04:00”."""
    if not isinstance(value, str):
        return False
    found = re.search(r":\d\d(?:\.\d+)?\s*([+-]\d\d):?(\d\d)\s*$", value)
    return found is not None and (found[1][1:], found[2]) != ("00", "00")


def _moment(node: html.HtmlElement) -> str:
    for name in ("content", "datetime", "title", *_STAMPS):
        value = str(node.get(name) or "")
        if value and parse_publication(_number(value)) is not None:
            return value
    return words_of(node)


def _number(value: str) -> object:
    return int(value) if value.isdigit() and len(value) in (10, 13) else value


def _is_update(node: html.HtmlElement) -> bool:
    around = node.getparent()
    words = " ".join((_names(node), words_of(node)[:200], node.get("itemprop") or ""))
    before = "" if around is None else f"{_names(around)} {(around.text or '')[-40:]}"
    return _UPDATE.search(words) is not None or _UPDATE.search(before) is not None


def _names(node: html.HtmlElement) -> str:
    return f"{node.get('class') or ''} {node.get('id') or ''} {node.get('data-testid') or ''}"


def _marked(tree: html.HtmlElement) -> Iterator[str]:
    """Yield the date lines in elements that their class or id calls dates."""
    for node in tree.iter(*_MARKED):
        if not _CLASS.search(_names(node)) or len(node) > 8:
            continue
        words = words_of(node)
        line = head.published_part(words)
        if line is not None and not _is_update(node) and not _stands_apart(node):
            yield line


def _stamps(tree: html.HtmlElement) -> Iterator[object]:
    for node in tree.iter("time", "span", "div", "p", "bsp-timestamp", "article"):
        for name in _STAMPS:
            value = node.get(name)
            if value and not _UPDATE.search(_names(node)):
                number = _number(value)
                if isinstance(number, int) or re.match(r"\d{4}-\d\d-\d\dT", value):
                    yield number


def _address_days(clues: Clues) -> Iterator[str]:
    found = _ADDRESS.search(clues.address or "")
    if found is not None:
        month = found["month"]
        yield (
            f"{found['year']}-{month}-{int(found['day']):02}"
            if month.isdigit()
            else f"{found['day']} {month} {found['year']}"
        )


def _day_first(clues: Clues) -> bool | None:
    """Return whether the page writes 03/05 for 3 May, None if nothing tells."""
    roots = clues.tree.xpath("//html/@lang")
    tags = [str(tag).replace("_", "-") for tag in [*roots, *clues.metas.get("og:locale", [])]]
    regions = [tag.split("-")[1].lower() for tag in tags if "-" in tag]
    host = re.sub(r"^\w+://", "", clues.address or "").split("/")[0].split(":")[0]
    regions.insert(0, host.rsplit(".", 1)[-1].lower())
    for region in regions:
        if region in _DAY_FIRST:
            return True
        if region in _MONTH_FIRST:
            return False
    return None
