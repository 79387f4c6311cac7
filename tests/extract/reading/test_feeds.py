# ruff: noqa: E501 (feeds are written as feeds are)
"""Feeds: each entry of RSS, Atom and JSON Feed is an article, or a failure that says why not."""

import datetime as dt
import json

import pytest

from extract.reading import read_bytes
from schemas import Article, Failure

FULL = "<p>The ferry to Skarholm sailed on Monday after nine days in port.</p><ul><li>It carried 40 cars.</li><li>It came back empty.</li></ul>"
WORDS = "The ferry to Skarholm sailed on Monday after nine days in port."

RSS2 = f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- made by hand -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbour Post</title><link>https://harbour.example/</link><language>en-gb</language>
<item><title><![CDATA[Ferry <em>sails</em> &amp; returns]]></title><link>/news/ferry</link>
<guid isPermaLink="false">urn:hp:17</guid><dc:creator>Ann Lee and Bo Roe</dc:creator>
<pubDate>Mon, 04 Mar 2024 18:30:00 +0100</pubDate><category>Transport</category>
<description>A short synopsis.</description>
<content:encoded><![CDATA[{FULL}<p>The post <a href="https://harbour.example/news/ferry">Ferry sails</a> appeared first on <a href="https://harbour.example">Harbour Post</a>.</p>]]></content:encoded></item>
</channel></rss>"""

RSS1 = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel rdf:about="https://harbour.example/"><title>Harbour Post</title><link>https://harbour.example/</link><dc:language>en-GB</dc:language></channel>
<item rdf:about="urn:hp:17"><title>Ferry sails &amp;amp; returns</title><link>https://harbour.example/news/ferry</link>
<dc:creator>By Ann Lee and Bo Roe</dc:creator><dc:date>2024-03-04T18:30:00+01:00</dc:date>
<content:encoded>&lt;p&gt;The ferry to Skarholm sailed on Monday after nine days in port.&lt;/p&gt;&lt;ul&gt;&lt;li&gt;It carried 40 cars.&lt;/li&gt;&lt;li&gt;It came back empty.&lt;/li&gt;&lt;/ul&gt;</content:encoded></item></rdf:RDF>"""

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<?xml-stylesheet href="feed.xsl" type="text/xsl"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB" xml:base="https://harbour.example/">
<title>Harbour Post</title><link href="https://harbour.example/"/><updated>2024-03-05T00:00:00Z</updated>
<entry><id>urn:hp:17</id><title type="html">Ferry &lt;b&gt;sails&lt;/b&gt; &amp;amp; returns</title>
<link rel="alternate" href="news/ferry"/><author><name>Ann Lee</name></author><author><name>Bo Roe</name></author>
<published>2024-03-04T18:30:00+01:00</published><updated>2024-03-05T09:00:00Z</updated><summary>A short synopsis.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The ferry to Skarholm sailed on Monday after nine days in port.</p><ul><li>It carried 40 cars.</li><li>It came back empty.</li></ul></div></content></entry></feed>"""

JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Harbour Post",
        "home_page_url": "https://harbour.example/",
        "language": "en-GB",
        "items": [
            {
                "id": "urn:hp:17",
                "url": "/news/ferry",
                "title": "Ferry sails &amp; returns",
                "content_html": FULL,
                "content_text": "less",
                "summary": "A short synopsis.",
                "authors": [{"name": "Ann Lee"}, {"name": "Bo Roe"}],
                "date_published": "2024-03-04T18:30:00+01:00",
            }
        ],
    }
)


@pytest.mark.parametrize("name", ["feed", "a.xml", "a.rss"])
@pytest.mark.parametrize("feed", [RSS2, RSS1, ATOM, JSON_FEED])
def test_every_dialect_gives_the_same_article(feed, name):
    """A feed is known by its content, and its full content is read, not its summary."""
    (article,) = read_bytes(feed.encode(), name=name)
    assert isinstance(article, Article), article
    assert article.title == "Ferry sails & returns"
    assert article.url == "https://harbour.example/news/ferry"
    assert article.source_id == "urn:hp:17"
    assert article.authors == ("Ann Lee", "Bo Roe")
    assert article.published == dt.date(2024, 3, 4)
    assert article.published_at == dt.datetime(2024, 3, 4, 17, 30, tzinfo=dt.UTC)
    assert article.language == "en-GB"
    assert article.source == "Harbour Post"
    assert article.format == ("html" if feed != JSON_FEED else "json")
    blocks = [(block.kind, article.text[block.start : block.end]) for block in article.blocks]
    assert blocks == [
        ("title", "Ferry sails & returns"),
        ("paragraph", WORDS),
        ("list_item", "It carried 40 cars."),
        ("list_item", "It came back empty."),
    ]


def entry(inside: str) -> str:
    return f'<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>P</title><link>https://p.example</link><item><guid isPermaLink="false">e1</guid><title>T</title><link>https://p.example/1</link>{inside}</item></channel></rss>'


SUMMARIES = [
    "<description>The ferry sailed on Monday, its owner said.</description>",
    "<description>&lt;p&gt;The ferry sailed on Monday, its owner said.&lt;/p&gt;</description>",
    "<description>The ferry sailed on Monday, its owner said.</description><content:encoded></content:encoded>",
    "<content:encoded>The ferry sailed on Monday, its owner said. &lt;a&gt;Continue reading Ferry sails &amp;rarr;&lt;/a&gt;</content:encoded>",
]


@pytest.mark.parametrize("inside", SUMMARIES)
def test_a_summary_is_read_and_marked(inside):
    """Who counts statements must know that an article is only its synopsis."""
    article, notice = read_bytes(entry(inside).encode(), name="feed")
    assert isinstance(article, Article)
    assert isinstance(notice, Failure)
    assert "The ferry sailed on Monday, its owner said." in article.text
    assert notice.code == "summary-only"
    assert notice.article_id == article.article_id
    assert "https://p.example/1" in (notice.hint or "")


def test_a_long_description_is_the_article():
    """RSS 2.0 lets `description` hold the whole text, and many blogs do that."""
    text = "The ferry sailed on Monday with forty cars and came back empty. " * 20
    (article,) = read_bytes(entry(f"<description>{text}</description>").encode(), name="feed")
    assert isinstance(article, Article)


def test_an_entry_without_text_is_a_failure():
    """Nothing vanishes: the entry's id and link stand in its failure."""
    (failure,) = read_bytes(entry("<description> </description>").encode(), name="feed")
    assert isinstance(failure, Failure)
    assert (failure.code, failure.source_id, failure.position) == ("empty", "e1", "entry 1")
    assert "https://p.example/1" in (failure.hint or "")


BROKEN = [
    (entry(f"<content:encoded><![CDATA[{FULL}]]></content:encoded>")[:-20], ["ok", "broken-file"]),
    ('<rss version="2.0"><channel><title>A & B', ["broken-file"]),
    ('<rss version="2.0"><channel></channel></rss>', ["empty"]),
    ('{"version": "https://jsonfeed.org/version/1", "items": []}', ["empty"]),
    ('{"version": "https://jsonfeed.org/version/1", "items": [3, {"id": "x"}]}', ["broken-file", "empty"]),
]  # fmt: skip


@pytest.mark.parametrize(("feed", "codes"), BROKEN)
def test_broken_feeds_say_so_and_give_what_can_be_read(feed, codes):
    """Broken XML names line and column; what stands before it is kept."""
    found = read_bytes(feed.encode(), name="feed")
    assert [item.code if isinstance(item, Failure) else "ok" for item in found] == codes
    broken = [item for item in found if isinstance(item, Failure) and item.code == "broken-file"]
    assert all("line" in item.message or "no object" in item.message for item in broken)


def test_a_feed_is_read_in_its_own_encoding():
    """Windows-1252 under its declaration, and UTF-8 under a false one, are both read right."""
    inside = "<content:encoded>&lt;p&gt;Café owners in Málaga “welcomed” the ferry on Monday.&lt;/p&gt;</content:encoded>"
    feed = '<?xml version="1.0" encoding="windows-1252"?>' + entry(inside)
    for encoding in ("cp1252", "utf-8", "utf-16"):
        (article,) = read_bytes(feed.encode(encoding), name="feed")
        assert isinstance(article, Article)
        assert "Café owners in Málaga “welcomed”" in article.text


def test_entities_that_multiply_are_not_expanded():
    """A billion laughs cost a failure, not the memory."""
    laughs = "".join(
        f'<!ENTITY l{n} "{"&l" + str(n - 1) + ";" if n else "ha"}{"&l" + str(n - 1) + ";" if n else ""}">'
        for n in range(60)
    )
    feed = f"<!DOCTYPE rss [{laughs}]>" + entry("<description>Haha &l59;</description>")
    found = read_bytes(feed.encode(), name="feed")
    assert all(len(item.text) < 1000 for item in found if isinstance(item, Article))
    assert found
