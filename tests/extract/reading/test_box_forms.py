# ruff: noqa: E501 (the pages are written as pages are)
"""Boxes of key points in the many forms that sites give them, and lists that only look like one."""

import pytest

from extract.key_points.labels import sort_of
from extract.reading import read_bytes
from schemas import Article

ITEMS = (
    "The reservoir holds 41% of what it can, the least since 1976.",
    "Hosepipes are banned in nine districts from Friday at noon.",
    "Farmers may still draw water between ten at night and four.",
)
PROSE = (
    "Water in the Brenna reservoir has fallen to its lowest level in half a century, the company"
    " that runs it said on Tuesday, and hosepipes will be banned from Friday.",
    "Rain in April and May was a third of what the valley can usually expect, according to the"
    " weather office in Lund, and June has been dry so far.",
    "“We have never drawn on the deep outlet in June,” said Ingrid Moe, who has run the pumping"
    " station for nineteen years. “We will do so on Thursday.”",
    "Farmers in the lower valley were told that they may water at night only. Their union asked"
    " for help with the cost of tanks, which the ministry refused.",
    "The company expects the ban to last until the middle of September. It said it would review"
    " it every second Monday and publish the levels each morning.",
)
A, B, C = ITEMS
FORMS = {
    "list under h2": f"<div><h2>[L]</h2><ul><li>{A}</li><li>{B}</li><li>{C}</li></ul></div>",
    "list under strong paragraph": f"<p><strong>[L]:</strong></p><ul><li>{A}</li><li>{B}</li><li>{C}</li></ul>",
    "aside": f"<aside class='facts'><h3>[L]</h3><ul><li>{A}</li><li>{B}</li><li>{C}</li></ul></aside>",
    "details": f"<details open><summary>[L]</summary><ul><li>{A}</li><li>{B}</li><li>{C}</li></ul></details>",
    "button and panel": f"<div class='accordion'><button aria-expanded='true'>[L]</button><div class='panel'><ul><li>{A}</li><li>{B}</li><li>{C}</li></ul></div></div>",
    "section with header": f"<section><header><span>[L]</span></header><div><ul><li><p>{A}</p></li><li><p>{B}</p></li><li><p>{C}</p></li></ul></div></section>",
    "rows of divs": f"<div class='summary'><div class='summary__t'>[L]</div><div class='summary__b'><div class='s-i'>{A}</div><div class='s-i'>{B}</div><div class='s-i'>{C}</div></div></div>",
    "roles": f"<div><h4>[L]</h4><div role='list'><div role='listitem'><span>{A}</span></div><div role='listitem'><span>{B}</span></div><div role='listitem'><span>{C}</span></div></div></div>",
    "bulleted paragraphs": f"<div class='box'><p><b>[L]</b></p><p>• {A}</p><p>• {B}</p><p>• {C}</p></div>",
    "bullets in one paragraph": f"<p><b>[L]</b></p><p>• {A}<br>• {B}<br>• {C}</p>",
    "label and bullets in one paragraph": f"<p><strong>[L]</strong><br>• {A}<br>• {B}<br>• {C}</p>",
    "numbered": f"<h3>[L]</h3><ol><li>{A}</li><li>{B}</li><li>{C}</li></ol>",
    "bold items with icons": f"<div class='highlights'><p class='t'><i class='ico'></i>[L]</p><ul><li><svg></svg><b>{A}</b></li><li><svg></svg><b>{B}</b></li><li><svg></svg><b>{C}</b></li></ul></div>",
    "nested wrappers": f"<div><div><div><h2><span>[L]</span></h2></div></div><div><div><ul class='x'><li><div><span>{A}</span></div></li><li><div><span>{B}</span></div></li><li><div><span>{C}</span></div></li></ul></div></div></div>",
    "blockquote": f"<blockquote><p><strong>[L]</strong></p><ul><li>{A}</li><li>{B}</li><li>{C}</li></ul></blockquote>",
    "one-cell table": f"<table><tr><td><h4>[L]</h4><ul><li>{A}</li><li>{B}</li><li>{C}</li></ul></td></tr></table>",
    "custom element": f"<story-highlights><h3 slot='t'>[L]</h3><ul><li>{A}</li><li>{B}</li><li>{C}</li></ul></story-highlights>",
    "linked words": f"<h3>[L]</h3><ul><li>{A.replace('reservoir', '<a href=/r>reservoir</a>')}</li><li>{B}</li><li>{C}</li></ul>",
    "list with promotional tail": f"<h3>[L]</h3><ul><li>{A}</li><li>{B}</li><li>{C}</li><li><a href='/n'>Sign up to our morning letter and never miss a story</a></li></ul>",
    "named promo": f"<div class='promo-box'><h3>[L]</h3><ul><li>{A}</li><li>{B}</li><li>{C}</li></ul></div>",
    "sidebar": f"<div class='sidebar factbox'><h3>[L]</h3><ul><li>{A}</li><li>{B}</li><li>{C}</li></ul></div>",
    "definition list": f"<dl><dt>[L]</dt><dd>{A}</dd><dd>{B}</dd><dd>{C}</dd></dl>",
    "label as first item": f"<ul class='hl'><li class='hd'>[L]</li><li>{A}</li><li>{B}</li><li>{C}</li></ul>",
    "caption as label": f"<figure><figcaption>[L]</figcaption><ul><li>{A}</li><li>{B}</li><li>{C}</li></ul></figure>",
    "label named eyebrow": f"<div><span class='eyebrow'>[L]</span><ul><li>{A}</li><li>{B}</li><li>{C}</li></ul></div>",
    "label named promotion": f"<div><h3 class='promo-title'>[L]</h3><ul><li>{A}</li><li>{B}</li><li>{C}</li></ul></div>",
    "links within the page": f"<div><h3>[L]</h3><ul><li><a href='#1'>{A}</a></li><li><a href='#2'>{B}</a></li><li><a href='#3'>{C}</a></li></ul></div>",
    "dashed paragraphs": f"<p><b>[L]</b></p><p>- {A}</p><p>- {B}</p><p>- {C}</p>",
    "ticked paragraphs": f"<p><b>[L]</b></p><p>✅ {A}</p><p>✅ {B}</p><p>✅ {C}</p>",
    "rule between": f"<h3>[L]</h3><hr><ul><li>{A}</li><li>{B}</li><li>{C}</li></ul>",
    "card": f"<div class='card'><div class='card-header'>[L]</div><div class='card-body'><ul class='list-group'><li class='list-group-item'>{A}</li><li class='list-group-item'>{B}</li><li class='list-group-item'>{C}</li></ul></div></div>",
    "toggle": f"<div class='kg-toggle-card'><div class='kg-toggle-heading'><h4><span>[L]</span></h4><button aria-label='Expand'><svg></svg></button></div><div class='kg-toggle-content'><ul><li>{A}</li><li>{B}</li><li>{C}</li></ul></div></div>",
    "slides": f"<div><h3>[L]</h3><div><p>{A}</p></div><div><p>{B}</p></div><div><p>{C}</p></div></div>",
    "table of one column": f"<table class='factbox'><tr><th>[L]</th></tr><tr><td>{A}</td></tr><tr><td>{B}</td></tr><tr><td>{C}</td></tr></table>",
    "aside by its name": f"<aside class='c-factbox'><h3>[L]</h3><ul><li>{A}</li><li>{B}</li><li>{C}</li></ul></aside>",
}  # fmt: skip
LABELS = ("Key points", "At a glance", "What we know so far", "In brief", "Main findings")
CASES = [(form, LABELS[number % len(LABELS)]) for number, form in enumerate(FORMS)]
PLACES = ("above", "within", "below")
PAGE = (
    "<!DOCTYPE html><html lang='en'><head><title>Reservoir falls to lowest level in half a century"
    " | Valley Wire</title></head><body><header><nav><ul><li><a href='/n'>News</a></li><li><a"
    " href='/s'>Sport</a></li></ul></nav></header><main><article><h1>Reservoir falls to lowest"
    " level in half a century</h1><p class='byline'>By Ann Lee</p><div class='body'>{}</div>"
    "</article></main><footer><p>Valley Wire is printed on paper from its own woods.</p></footer>"
    "</body></html>"
)


def page(box: str, place: str) -> bytes:
    texts = [f"<p>{text}</p>" for text in PROSE]
    where = {"above": 0, "within": 3, "below": len(texts)}[place]
    return PAGE.format("".join([*texts[:where], box, *texts[where:]])).encode()


def read(source: bytes) -> Article:
    (article,) = read_bytes(source, name="page.html")
    assert isinstance(article, Article)
    return article


def boxes(article: Article) -> list[tuple[str, str]]:
    return [
        (block.label, article.text[block.start : block.end])
        for block in article.blocks
        if block.kind == "list_item" and block.label is not None
    ]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("form", "label"), CASES)
def test_a_box_is_read_in_any_form_and_place(form: str, label: str, place: str):
    """Items come whole, in order, once, with their label; the prose stays as it is."""
    article = read(page(FORMS[form].replace("[L]", label), place))
    assert boxes(article) == [(label, item) for item in ITEMS]
    prose = [
        article.text[block.start : block.end]
        for block in article.blocks
        if block.kind in ("paragraph", "quote")
    ]
    assert prose == list(PROSE)


OTHERS = {
    "related with teasers": "<div><h3>Related stories</h3><ul><li><a href='/1'>Well runs dry in hill village</a></li><li><a href='/2'>Tank makers cannot keep up</a></li><li><a href='/3'>How to read a rain gauge</a></li></ul></div>",
    "more on this": "<section><h2>More on this story</h2><ul><li><a href='/1'>Well runs dry in hill village after dry May</a></li><li><a href='/2'>Tank makers cannot keep up with orders</a></li></ul></section>",
    "most read without links": "<div><h3>Most read</h3><ol><li>Well runs dry in hill village after dry May</li><li>Tank makers cannot keep up with all orders</li></ol></div>",
    "newsletter": "<div class='nl'><h3>Sign up to The Daily Drop</h3><ul><li>The news of the valley each morning at six</li><li>Free for ever, stop whenever you like to</li></ul></div>",
    "subscription": "<div class='offer'><h3>What you get with your subscription</h3><ul><li>Every story on every device you own</li><li>The digital edition of the printed paper</li><li>Cancel at any time you like to do so</li></ul></div>",
    "contents": "<div class='toc'><h4>In this article</h4><ul><li><a href='#a'>Why the reservoir fell so far</a></li><li><a href='#b'>What is banned and where it is</a></li></ul></div>",
    "tags": "<div><h5>Topics</h5><ul><li><a href='/t/w'>Water</a></li><li><a href='/t/d'>Drought</a></li></ul></div>",
    "comments": "<div><h4>Join the conversation</h4><ul><li>Be kind to all the others who write here.</li><li>Stay on the subject of the story, please.</li></ul></div>",
    "share": "<div><p>Share this article</p><ul><li><a href='#'>Facebook</a></li><li><a href='#'>Copy link</a></li></ul></div>",
    "latest": "<div><h3>Latest headlines</h3><ul><li>Choir sings in empty pool to save water <span>10:14</span></li><li>Minister opens tank works in the north <span>09:50</span></li></ul></div>",
    "read also": "<p><strong>Read also:</strong></p><ul><li><a href='/1'>Well runs dry in hill village</a></li><li><a href='/2'>Tank makers cannot keep up</a></li></ul>",
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("other", OTHERS)
def test_lists_that_lead_elsewhere_are_no_boxes(other: str, place: str):
    """Related stories, newsletters, tags and rules are no key points and no part of the text."""
    article = read(page(OTHERS[other], place))
    assert [label for label, _ in boxes(article) if sort_of(label) != "furniture"] == []
    assert "Well runs dry" not in article.text
