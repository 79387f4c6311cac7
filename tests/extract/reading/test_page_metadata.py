# ruff: noqa: E501 (the pages are written as pages are)
"""Title, authors and day of pages that tell them in many ways, or in two that disagree."""

import pytest

from extract.reading import read_bytes
from extract.reading.authors import split_authors
from schemas import Article

BODY = (
    "<p>The harbour board voted on Tuesday to raise the fees for boats longer than nine metres,"
    " and to spend what it gains on the northern mole.</p><p>Fishermen who had come to the meeting"
    " left before the count. Their union said it would go to court, as it had in two other towns"
    " where fees had doubled within a year.</p><p>The mayor, who holds a seat on the board, did"
    " not vote.</p>"
)
TITLE = "Harbour board doubles fees for longer boats"


def read(head: str, top: str, bottom: str = "", lang: str = "en") -> Article:
    source = (
        f"<!DOCTYPE html><html lang='{lang}'><head>{head}</head><body><main><article>{top}{BODY}{bottom}"
        "</article></main></body></html>"
    )
    (article,) = read_bytes(source.encode(), name="page.html")
    assert isinstance(article, Article), article
    return article


def linked(members: str, kind: str = "NewsArticle") -> str:
    return (
        '<script type="application/ld+json">{"@context":"https://schema.org","@type":"'
        f'{kind}","headline":"{TITLE}",{members}}}</script>'
    )


H1 = f"<h1>{TITLE}</h1>"
TITLES = {
    "site after a bar": (f"<title>{TITLE} | Mole Gazette</title>", H1),
    "site and section": (
        f"<title>{TITLE} | Local | Mole Gazette</title><meta property='og:site_name' content='Mole Gazette'>",
        "<h2>Local</h2>",
    ),
    "site before": (
        f"<title>Mole Gazette - {TITLE}</title><meta property='og:site_name' content='Mole Gazette'>",
        "",
    ),
    "logo in h1": (
        f"<title>{TITLE}</title><meta property='og:title' content='{TITLE}'>",
        f"<h1><a href='/'>Mole Gazette</a></h1><h2>{TITLE}</h2>",
    ),
    "logo in h1 by name": (
        f"<title>{TITLE} - Mole Gazette</title><meta property='og:site_name' content='Mole Gazette'>",
        f"<h1>Mole Gazette</h1><h2 class='headline'>{TITLE}</h2>",
    ),
    "kicker inside": (
        f"<title>{TITLE}</title>",
        f"<h1><span class='kicker'>Exclusive</span> {TITLE}</h1>",
    ),
    "hidden label inside": (
        f"<title>{TITLE}</title>",
        f"<h1><span class='sr-only'>Article:</span> {TITLE}</h1>",
    ),
    "shared title is spiced": (
        "<title>You won't believe what this harbour did</title><meta property='og:title' content='You will not believe what this harbour did'>"
        + linked('"author":"Ann Lee"'),
        H1,
    ),
    "references twice resolved": (
        linked('"author":"Ann Lee"').replace("doubles", "doubles").replace("boats", "boats"),
        "",
    ),
    "cut in JSON-LD": (
        linked('"author":"Ann Lee"').replace(TITLE, "Harbour board doubles fees for longer ..."),
        H1,
    ),
    "host as site": (
        f"<title>{TITLE} - molegazette.example</title><link rel='canonical' href='https://www.molegazette.example/a'>",
        "",
    ),
    "no head at all": ("", f"<div class='headline'>{TITLE}</div>"),
    "second h1 is a promotion": (
        f"<title>{TITLE} - MG</title><meta property='og:title' content='{TITLE}'>",
        f"{H1}<h1>Support our work</h1>",
    ),
}


@pytest.mark.parametrize("case", TITLES)
def test_the_title_is_the_headline_without_site_and_kicker(case: str):
    """The reader's headline, whatever else the tab, the cards and the logo say."""
    assert read(*TITLES[case]).title == TITLE


BY = "<p class='byline'>By Ann Lee</p>"
BOTH = ("Ann Lee", "Bo Roe")
AUTHORS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "person": (linked('"author":{"@type":"Person","name":"Ann Lee"}'), H1, ("Ann Lee",)),
    "string": (linked('"author":"Ann Lee"'), H1, ("Ann Lee",)),
    "list of strings": (linked('"author":["Ann Lee","Bo Roe"]'), H1, BOTH),
    "joined in one name": (linked('"author":{"@type":"Person","name":"Ann Lee and Bo Roe"}'), H1, BOTH),
    "nested list": (linked('"author":[[{"@type":"Person","name":"Ann Lee"}],{"name":"Bo Roe"}]'), H1, BOTH),
    "given and family name": (linked('"author":{"@type":"Person","givenName":"Ann","familyName":"Lee"}'), H1, ("Ann Lee",)),
    "creator": (linked('"creator":["Ann Lee","Bo Roe"]'), H1, BOTH),
    "reference": (
        '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"x y","author":[{"@id":"#a"},{"@id":"#b"}]},{"@type":"Person","@id":"#a","name":"Ann Lee"},{"@type":"Person","@id":"#b","name":"Bo Roe"}]}</script>',
        H1,
        BOTH,
    ),
    "organisation beside a byline": (linked('"author":{"@type":"Organization","name":"Mole Gazette"}'), H1 + BY, ("Ann Lee",)),
    "organisation called a person": (
        "<meta property='og:site_name' content='Mole Gazette'>" + linked('"author":{"@type":"Person","name":"Mole Gazette"}'),
        H1 + BY,
        ("Ann Lee",),
    ),
    "account name beside a byline": (linked('"author":{"@type":"Person","name":"alee"}'), H1 + BY, ("Ann Lee",)),
    "agency alone": (linked('"author":{"@type":"Organization","name":"Agence France-Presse"}'), H1, ("Agence France-Presse",)),
    "only the first in JSON-LD": (linked('"author":{"@type":"Person","name":"Ann Lee"}'), H1 + "<p class='byline'>By Ann Lee and Bo Roe</p>", BOTH),
    "only the first in sight": (linked('"author":[{"name":"Ann Lee"},{"name":"Bo Roe"}]'), H1 + BY, BOTH),
    "markup in the name": (linked('"author":{"@type":"Person","name":"By <a href=\\"/a\\">Ann Lee</a>, Bo Roe, CWN"}'), H1, BOTH),
    "entities": (linked('"author":{"@type":"Person","name":"Ann O&#8217;Lee"}'), H1, ("Ann O’Lee",)),
    "upper case": (linked('"author":{"@type":"Person","name":"ANN LEE"}'), H1 + BY, ("Ann Lee",)),
    "meta": ("<meta name='author' content='Ann Lee, Bo Roe'>", H1, BOTH),
    "meta twice": ("<meta name='author' content='Ann Lee'><meta name='author' content='Bo Roe'>", H1, BOTH),
    "meta with links": ("<meta property='article:author' content='https://x.example/ann'><meta name='byl' content='By Ann Lee'>", H1, ("Ann Lee",)),
    "written by label": ("<meta name='twitter:label1' content='Written by'><meta name='twitter:data1' content='Ann Lee'>", H1, ("Ann Lee",)),
    "reading time label": ("<meta name='twitter:label1' content='Est. reading time'><meta name='twitter:data1' content='Four Minutes'>", H1 + BY, ("Ann Lee",)),
    "rel": ("", H1 + "<div><a rel='author' href='/a'>Ann Lee</a> in Oslo and <a rel='author' href='/b'>Bo Roe</a></div>", BOTH),
    "microdata": ("", H1 + "<span itemprop='author' itemscope><meta itemprop='name' content='Ann Lee'></span>", ("Ann Lee",)),
    "class and role": ("", H1 + "<div class='c-byline'><span class='c-byline__name'>Ann Lee</span><span>Harbour correspondent</span></div>", ("Ann Lee",)),
    "profile links": ("", H1 + "<div><a href='/profile/ann-lee'>Ann Lee</a><a href='/profile/bo-roe'>Bo Roe</a></div>", BOTH),
    "plain byline": ("", H1 + "<p>By Ann Lee</p><p>3 May 2024</p>", ("Ann Lee",)),
    "byline with date": ("", H1 + "<div>By Ann Lee | May 3, 2024 | 9:41 am</div>", ("Ann Lee",)),
    "byline with place": ("", H1 + "<p>Ann Lee in Oslo</p><p class='author'>By Ann Lee in Oslo</p>", ("Ann Lee",)),
    "words by": ("", H1 + "<p>Words: Ann Lee. Pictures: Cy Poe</p>", ("Ann Lee",)),
    "opinion by": ("", H1 + "<p class='byline'>Opinion by Ann Lee</p>", ("Ann Lee",)),
    "none": ("", H1, ()),
    "comment authors only": ("", H1, ()),
    "related authors": (linked('"author":{"name":"Ann Lee"}'), H1, ("Ann Lee",)),
}  # fmt: skip
BOTTOMS = {
    "comment authors only": "<section id='comments' class='comments'><div class='comment-author'>Zed Quill</div><p>I row there.</p></section>",
    "related authors": "<aside><h3>More stories</h3><div class='card'><h4>Gulls</h4><span class='author'>By Zed Quill</span></div></aside>",
}


@pytest.mark.parametrize("case", AUTHORS)
def test_authors_are_the_persons_who_wrote_the_story(case: str):
    """All of them, in order, by full name; an outlet only where no person is named."""
    head, top, wanted = AUTHORS[case]
    assert read(head, top, BOTTOMS.get(case, "")).authors == wanted


DAY = "2024-05-03"
DATES = {
    "JSON-LD": (linked('"datePublished":"2024-05-03T09:41:00Z"'), H1),
    "not the change": (linked('"dateModified":"2024-05-07T09:41:00Z","datePublished":"2024-05-03T09:41:00Z"'), H1),
    "UTC beside a local day": (linked('"datePublished":"2024-05-04T01:41:00Z"'), H1 + "<p>May 3, 2024, 9:41 p.m. EDT</p>"),
    "UTC beside an offset": (linked('"datePublished":"2024-05-02T20:41:00Z"') + "<meta property='article:published_time' content='2024-05-03T06:41:00+10:00'>", H1),
    "masthead has today": (linked('"datePublished":"2024-05-03T09:41:00Z"'), "<div class='date'>Tuesday, June 4, 2024</div>" + H1),
    "meta": ("<meta name='parsely-pub-date' content='2024-05-03T09:41:00Z'>", H1),
    "compact meta": ("<meta name='pdate' content='20240503'>", H1),
    "time": ("", H1 + "<time datetime='2024-05-03T09:41:00+00:00'>2 months ago</time>"),
    "update before": ("", H1 + "<p>Updated <time datetime='2024-05-07'>7 May 2024</time></p><p>Published <time datetime='2024-05-03'>3 May 2024</time></p>"),
    "in one line": ("", H1 + "<p>Published 3 May 2024 | Updated 7 May 2024</p>"),
    "in one line without a bar": ("", H1 + "<p>Published May 3, 2024Updated May 7, 2024</p>"),
    "first published last": ("", H1 + "<p>Last modified on Tue 7 May 2024 11.04 BST; first published on Fri 3 May 2024 09.41 BST</p>"),
    "with byline": ("", H1 + "<p>By Ann Lee, May 3, 2024</p>"),
    "clock before": ("", H1 + "<p>Published: 09:41 BST, 3 May 2024</p>"),
    "clock between": ("", H1 + "<p>May 3, 2024 / 9:41 AM EDT / MGN News</p>"),
    "posted at": ("", H1 + "<p>Posted at 9:41 AM, May 03, 2024</p>"),
    "Indian": ("", H1 + "<p>Published - May 03, 2024 09:41 am IST - KOCHI</p>"),
    "day first by language": ("", H1 + "<p class='date'>03/05/2024</p>"),
    "month first by language": ("", H1 + "<p class='date'>05/03/2024</p>"),
    "epoch": ("", H1 + "<span class='ts' data-timestamp='1714729260000'>Some time ago</span>"),
    "abbr": ("", H1 + "<abbr class='published' itemprop='datePublished' title='2024-05-03T09:41:00+01:00'>9:41</abbr>"),
    "address": ("<link rel='canonical' href='https://mole.example/2024/05/03/fees'>", H1),
    "address with name of month": ("<link rel='canonical' href='https://mole.example/news/2024/may/03/fees'>", H1),
    "above the title": ("", "<h2 class='date-header'>Friday, May 3, 2024</h2><h3>" + TITLE + "</h3>"),
    "only an update": ("", H1 + "<p>Updated May 3, 2024</p>"),
    "for release": ("", "<p>For immediate release: May 3, 2024</p>" + H1 + "<p>May 3, 2024</p>"),
    "stamp of a related story": ("<meta property='article:published_time' content='2024-05-03T09:41:00Z'>", H1),
}  # fmt: skip
LANGUAGES = {"day first by language": "en-GB", "month first by language": "en-US"}


@pytest.mark.parametrize("case", DATES)
def test_the_day_is_that_of_publication_in_the_publishers_zone(case: str):
    """Not the day of a change, of the visit or of another story."""
    bottom = "<aside class='related'><time datetime='2024-06-09'>9 June 2024</time></aside>"
    article = read(*DATES[case], bottom, LANGUAGES.get(case, "en"))
    assert str(article.published) == DAY


BYLINES = {
    "By Jane Doe and John Roe, Staff Writers": ("Jane Doe", "John Roe"),
    "By JANE O'NEILL and RUSS BUETTNER": ("Jane O'Neill", "Russ Buettner"),
    "By Chris Brooke for the Daily Mail": ("Chris Brooke",),
    "By Ivana Kottasová, Anna Chernova and Josh Pennington, CNN": ("Ivana Kottasová", "Anna Chernova", "Josh Pennington"),
    "Ana Ruiz | Valley Courier": ("Ana Ruiz",),
    "Ana Ruiz | Bo Li": ("Ana Ruiz", "Bo Li"),
    "By Ana Ruiz Political Correspondent": ("Ana Ruiz",),
    "Ana Ruiz in Kyiv, Bo Li in Lviv and agencies": ("Ana Ruiz", "Bo Li"),
    "By Ana Ruiz, BBC News, Nairobi": ("Ana Ruiz",),
    "By AP Sports Writer Ana Ruiz": ("Ana Ruiz",),
    "Words: Ana Ruiz; Pictures: Bo Li": ("Ana Ruiz",),
    "Reporting by Ana Ruiz in Oslo and Bo Li in Rome; Editing by Cy Poe": ("Ana Ruiz", "Bo Li"),
    "Ana Ruiz @anaruiz": ("Ana Ruiz",),
    "By Ana Ruiz aruiz@post.example": ("Ana Ruiz",),
    "By Ana Ruiz • Published May 3, 2023 • Updated on May 4, 2023": ("Ana Ruiz",),
    "Submitted by Ana Ruiz on Tue, 05/03/2023 - 10:14": ("Ana Ruiz",),
    "By Martin Smith, Jr. and Ana Ruiz": ("Martin Smith Jr.", "Ana Ruiz"),
    "By Ana Ruiz, MD, PhD": ("Ana Ruiz",),
    "By Jean-Luc van der Berg and Abdul al-Sayed": ("Jean-Luc van der Berg", "Abdul al-Sayed"),
    "By Ana Ruiz, Palm Beach Post": ("Ana Ruiz",),
    "By Ana Ruiz, Health Reporter, and Bo Li, Data Editor": ("Ana Ruiz", "Bo Li"),
    "Food and Agriculture Organization": ("Food and Agriculture Organization",),
    "Марія Коваль": ("Марія Коваль",),
    "王小明": ("王小明",),
    "Reuters Staff": ("Reuters Staff",),
    "By the numbers": (),
    "By Monday night the water had gone": (),
    "admin": (),
}  # fmt: skip


@pytest.mark.parametrize("byline", BYLINES)
def test_a_byline_gives_its_persons(byline: str):
    """Names without offices, outlets, places, dates, addresses and degrees."""
    assert split_authors(byline) == BYLINES[byline]


def test_broken_json_tells_what_it_plainly_says():
    """A quotation mark too many in one member costs a page neither its author nor its day."""
    broken = linked(
        '"description":"the "mole" of the town","author":{"@type":"Person","name":"Ann Lee"},"datePublished":"2024-05-03T09:41:00Z"'
    )
    article = read(broken, H1)
    assert (article.authors, str(article.published)) == (("Ann Lee",), DAY)


LATE = {
    "in a script": ("<script>var page = {publishDate: '2024-05-03T09:41:00Z'}</script>", ""),
    "below the story": ("", "<p><em>Published in The Mole Gazette, May 3rd, 2024</em></p>"),
    "only the change": ("<meta property='article:modified_time' content='2024-05-03T09:41:00Z'>", ""),
}  # fmt: skip


@pytest.mark.parametrize("case", LATE)
def test_a_page_without_a_date_in_its_head_is_dated_by_what_else_it_has(case: str):
    """Data in scripts, a line below the story, and last of all the day of its last change."""
    head, bottom = LATE[case]
    assert str(read(head, H1, bottom).published) == DAY
