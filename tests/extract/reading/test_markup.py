# ruff: noqa: E501 (the pages are written as pages are)
"""Markdown and HTML: canonical text written by us, spans carried, plain text its twin."""

import datetime as dt
import json

import pytest

from extract.reading import read_bytes, read_text
from schemas import Article, Failure

Shape = list[tuple[str, str]]


def only(source: str, name: str) -> Article:
    (article,) = read_bytes(source.encode(), name=name)
    assert isinstance(article, Article), article
    return article


def shape(article: Article) -> Shape:
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks]


MARKDOWN = """---
title: Orchard towns count the cost of frost
date: 2024-04-22T18:30:00+02:00
author: [Marta Novak, "Jan Hall"]
url: https://valley.example/frost
source: Valley Courier
language: en
id: vc-88
---

By Marta Novak | Valley Courier

BRNO, Czech Republic — Growers lost **most** of the apricot crop to [three nights](https://x.example)
of frost, the farm union said on Monday.

Key points:

- Apricots fared *worst*
  - old trees most of all
- Vines may recover

## What growers want

The union asked for loans. `Nobody` expects them before June, its chairwoman said.

| Year | Loss |
|---|--:|
| 2017 | a third |
| 2024 | nearly all |

> We have seen nothing like it.

1. Count the trees
2. Call the insurer

### After the Harvest

The ministry will send its inspectors to the valley next week.
"""

PLAIN_TWIN = """Orchard towns count the cost of frost

By Marta Novak | Valley Courier

BRNO, Czech Republic — Growers lost most of the apricot crop to three nights of frost, the farm union said on Monday.

Key points:

- Apricots fared worst
  - old trees most of all
- Vines may recover

What growers want

The union asked for loans. Nobody expects them before June, its chairwoman said.

| Year | Loss |
|---|---|
| 2017 | a third |
| 2024 | nearly all |

> We have seen nothing like it.

1. Count the trees
2. Call the insurer

After the Harvest

The ministry will send its inspectors to the valley next week.
"""


def test_plain_text_has_the_structure_of_its_markdown_twin():
    """Marks help a writer, but a reader sees the same article without them."""
    marked, bare = only(MARKDOWN, "a.md"), only(PLAIN_TWIN, "a.txt")
    # The byline of the twin names one author; the front matter names two.
    assert [(k, t) for k, t in shape(marked)] == [
        (k, t.replace("2024     |", "2024 |")) for k, t in shape(bare)
    ]
    assert [b.label for b in marked.blocks] == [b.label for b in bare.blocks]
    assert [b.section for b in marked.blocks] == [b.section for b in bare.blocks]
    assert [b.header for b in marked.blocks] == [b.header for b in bare.blocks]


def test_front_matter_is_metadata_and_marks_are_gone():
    """Title, day, instant, authors and the rest come from the front matter."""
    article = only(MARKDOWN, "a.md")
    assert article.title == "Orchard towns count the cost of frost"
    assert article.published == dt.date(2024, 4, 22)
    assert article.published_at == dt.datetime(2024, 4, 22, 16, 30, tzinfo=dt.UTC)
    assert article.authors == ("Marta Novak", "Jan Hall")
    assert (article.url, article.source) == ("https://valley.example/frost", "Valley Courier")
    assert (article.language, article.source_id) == ("en", "vc-88")
    for mark in ("**", "](", "`", "---\ntitle", "##"):
        assert mark not in article.text


def test_front_matter_that_is_no_yaml_is_still_read():
    """An unquoted colon in a title is no reason to lose the article."""
    article = only("---\ntitle: Frost: a reckoning\ndate: 22 April 2024\n---\nIt froze.\n", "a.md")
    assert article.title == "Frost: a reckoning"
    assert article.published == dt.date(2024, 4, 22)


PAGE = """<!doctype html><html lang="en-GB"><head><title>Ferry returns to the islands | Fjord Times</title>
<script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"Fjord Times"},
{"@type":"NewsArticle","headline":"Ferry returns to the islands","datePublished":"2024-03-05T08:15:00+01:00",
"author":[{"@type":"Person","name":"Ingrid Dahl"}]}]}</script>
<meta property="og:title" content="Ferry returns to the islands - Fjord Times">
<meta property="og:site_name" content="Fjord Times">
<link rel="canonical" href="https://fjord.example/ferry"></head><body>
<nav><p>Sections</p><ul><li><a href="/">All the news of the whole coast</a></li><li><a href="/n">Weather for sailors and farmers</a></li></ul></nav>
<main><article><h1>Ferry returns to the islands</h1><p class="byline">By Ingrid Dahl</p>
<aside class="box"><h3>Key points</h3><ul><li>The crossing resumes on 1 April with two ships</li>
<li>Fares rise by four per cent for <b>cars</b></li><li>Islanders keep their discount card</li></ul></aside>
<p>The ferry between Skarvik and the outer islands will sail again next month, the county council said on Tuesday, two years after a fire closed the quay.</p>
<p>Two ships will make the crossing six times a day. The <a href="/x">council</a> spent 40 million kroner on the new quay, which was built by a local firm.</p>
<h2>What Islanders Say</h2>
<p>“We have waited long enough,” said Per Holm, who runs the shop on the largest island. He expects more visitors in the summer, and more trade for his shop.</p>
<p><strong>The fares</strong></p><ol><li>Cars: 120 kroner</li><li>Foot passengers: 40 kroner</li></ol>
<p>The old ship will be sold. A buyer in Portugal has shown interest, according to the council, and talks are expected to end before the summer holidays begin.</p>
<table><tr><th>Year</th><th>Event</th></tr><tr><td>2022</td><td>Fire closes the quay</td></tr></table>
<blockquote>It is our bridge to the world.</blockquote></article>
<section class="related"><h2>Related</h2><ul><li><a href="/1">Another story about the islands today</a></li><li><a href="/2">And one more about the ferry fire</a></li></ul></section>
</main><footer><p>Copyright Fjord Times. All rights reserved.</p></footer></body></html>"""


def test_a_page_gives_its_story_and_not_its_furniture():
    """Title, box, headings, lists, tables and quotes stay; menus and related links go."""
    article = only(PAGE, "a.html")
    kinds = [(kind, text[:24]) for kind, text in shape(article)]
    assert kinds == [
        ("title", "Ferry returns to the isl"),
        ("label", "Key points"),
        ("list_item", "The crossing resumes on "),
        ("list_item", "Fares rise by four per c"),
        ("list_item", "Islanders keep their dis"),
        ("paragraph", "The ferry between Skarvi"),
        ("paragraph", "Two ships will make the "),
        ("heading", "What Islanders Say"),
        ("paragraph", "“We have waited long eno"),
        ("label", "The fares"),
        ("list_item", "Cars: 120 kroner"),
        ("list_item", "Foot passengers: 40 kron"),
        ("paragraph", "The old ship will be sol"),
        ("table_row", "Year | Event"),
        ("table_row", "2022 | Fire closes the q"),
        ("quote", "It is our bridge to the "),
    ]
    labels = {b.label for b in article.blocks if b.kind == "list_item"}
    assert labels == {"Key points", "The fares"}


def test_metadata_of_a_page_is_what_most_of_it_says():
    """JSON-LD, meta tags and the visible page agree on title, author, day and site."""
    article = only(PAGE, "a.html")
    assert article.title == "Ferry returns to the islands"
    assert article.authors == ("Ingrid Dahl",)
    assert article.published == dt.date(2024, 3, 5)
    assert article.published_at == dt.datetime(2024, 3, 5, 7, 15, tzinfo=dt.UTC)
    assert (article.source, article.language) == ("Fjord Times", "en-GB")
    assert article.url == "https://fjord.example/ferry"


def test_the_visible_page_wins_over_a_lone_wrong_tag():
    """Two that agree outvote one that does not."""
    page = PAGE.replace(
        '"headline":"Ferry returns to the islands"', '"headline":"Fjord Times live"'
    )
    assert only(page, "a.html").title == "Ferry returns to the islands"


@pytest.mark.parametrize(("source", "name"), [(MARKDOWN, "a.md"), (PAGE, "a.html")])
def test_canonical_text_read_again_is_the_same_article(source, name):
    """The canonical text carries its structure without any metadata beside it."""
    first = only(source, name)
    second = read_text(first.text)
    assert shape(second) == shape(first)
    assert [b.label for b in second.blocks] == [b.label for b in first.blocks]


def test_a_piece_of_html_in_a_field_is_content_as_a_whole():
    """Feeds carry the body only: nothing is thrown away as too short; the fields win."""
    row = {
        "id": "x",
        "title": "Bridge shut",
        "html": "<p>It is shut.</p><ul><li>Cars wait</li></ul><p>Rain<br><br>Wind</p>",
    }
    article = only(json.dumps(row), "a.json")
    assert article.format == "json"
    assert shape(article) == [
        ("title", "Bridge shut"),
        ("paragraph", "It is shut."),
        ("list_item", "Cars wait"),
        ("paragraph", "Rain"),
        ("paragraph", "Wind"),
    ]


def test_a_dated_item_keeps_date_and_event_apart():
    """A date in a tag of its own does not run into the sentence after it."""
    source = (
        "<p>Timeline:</p><ul><li><span>4 May 2021</span><p>Rain falls.</p></li><li>Sun</li></ul>"
    )
    assert shape(only(source, "a.html"))[1] == ("list_item", "4 May 2021: Rain falls.")


def test_entities_are_not_expanded():
    """A page that defines entities within entities costs nothing and names no file."""
    source = (
        '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
        "<html><body><article><p>Rain fell on the town. &b; &f;</p></article></body></html>"
    )
    article = only(source, "a.html")
    assert "aaaa" not in article.text
    assert "root:" not in article.text


def test_a_page_that_waits_for_its_script_says_so():
    """“Enable JavaScript” is no article."""
    page = "<html><body><div>Please enable JavaScript to read this story.</div></body></html>"
    (failure,) = read_bytes(page.encode(), name="a.html")
    assert isinstance(failure, Failure)
    assert failure.code == "empty"
    assert failure.hint
    assert "browser" in failure.hint


TAGGED = """<h2>Timeline</h2>
<table><tr><th>Year</th><th>Event</th></tr>
<tr><td>1998</td><td>The <b>dam</b> is built</td></tr><tr><td></td><td>Fish &amp; reeds return</td></tr></table>
<ul class="t"><li><span class="date">4 May 2021</span><p>Rain fills the lake.</p></li>
<li>The dam holds</li></ul><p>It <a href="/x">still</a> stands.</p>"""


def test_html_in_a_text_field_keeps_its_offsets():
    """A `text` field stays as given, tags and all; blocks are found between the tags."""
    article = only(json.dumps({"text": TAGGED}), "a.jsonl")
    assert article.text == TAGGED
    assert [kind for kind, _ in shape(article)] == [
        "heading",
        "table_row",
        "table_row",
        "table_row",
        "table_row",
        "list_item",
        "paragraph",
    ]
    rows = [block for block in article.blocks if block.kind == "table_row"]
    assert [[cell.of(TAGGED) for cell in row.cells] for row in rows] == [
        ["Year", "Event"],
        ["1998", "The <b>dam</b> is built"],
        ["", "Fish &amp; reeds return"],
        ["4 May 2021", "Rain fills the lake."],
    ]
    assert [row.header for row in rows] == [True, False, False, False]


def test_a_box_above_the_story_opens_no_section() -> None:
    """Its heading labels the list; the paragraphs below do not stand under it."""
    page = (
        b"<html><head><title>Rains at last</title></head><body><article><h1>Rains at last</h1>"
        b"<div class='summary'><h3>In brief</h3><ul><li>Reservoirs rise by a fifth in a week</li>"
        b"<li>Rationing ends on Monday in the east</li></ul></div>"
        b"<p>Heavy rain filled the reservoirs of the eastern hills last week, the water company "
        b"said on Friday, and rationing will end on Monday after nine months.</p>"
        b"<p>Farmers said that they had lost a third of the maize and would plant beans instead, "
        b"which need less water and fetch a better price at the coast.</p>"
        b"</article></body></html>"
    )
    (article,) = read_bytes(page, name="rain.html")
    assert isinstance(article, Article)
    items = [block for block in article.blocks if block.kind == "list_item"]
    assert [item.label for item in items] == ["In brief", "In brief"]
    assert article.sections == ()
    assert {block.section for block in article.blocks} == {None}
