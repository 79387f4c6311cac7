# ruff: noqa: E501 (pages are written as pages are)
"""Boxes: labelled lists are found in whatever elements sites make them of, and no others."""

import pytest

from extract.reading import read_bytes
from schemas import Article

ITEMS = (
    "The pumps failed at four on Tuesday morning.",
    "Eleven streets in the old town stood under water.",
    "Schools stay shut until the end of the week.",
)
PARAGRAPHS = "".join(
    f"<p>{text}</p>"
    for text in (
        "Water rose in the cellars of Brelling on Tuesday after the pumps of the town failed in the night.",
        "The fire brigade brought thirty people out of their homes by boat, its chief, Ada Kern, said at noon.",
        "“We had warned of the pumps for years, and every year the answer was a brochure,” she said.",
    )
)
MORE = "".join(
    f"<p>{text}</p>"
    for text in (
        "Engineers hope to have two of the five pumps running again by Thursday evening at the latest.",
        "The mayor cut short a journey to Lisbon and promised to answer questions in the council on Friday.",
    )
)


def li(tag: str = "li") -> str:
    return "".join(f"<{tag}>{item}</{tag}>" for item in ITEMS)


def page(box: str, *, place: str = "inside") -> bytes:
    above, inside, below = (box if place == here else "" for here in ("above", "inside", "below"))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Brelling under water</title></head>'
        '<body><header><nav><ul><li><a href="/">Home</a></li><li><a href="/n">News</a></li></ul></nav></header>'
        f"<main><article><h1>Brelling under water</h1>{above}"
        f'<div class="article-body">{PARAGRAPHS}{inside}{MORE}</div>{below}</article></main>'
        "<footer><p>Copyright</p></footer></body></html>"
    ).encode()


def lists(data: bytes) -> list[tuple[str | None, tuple[str, ...]]]:
    (article,) = read_bytes(data, name="a.html")
    assert isinstance(article, Article), article
    groups: dict[int, list[str]] = {}
    labels: dict[int, str | None] = {}
    for block in article.blocks:
        if block.kind == "list_item" and block.group is not None:
            groups.setdefault(block.group, []).append(article.text[block.start : block.end])
            labels[block.group] = block.label
    return [(labels[group], tuple(items)) for group, items in groups.items()]


BOXES = {
    "heading": f"<h2>Key points</h2><ul>{li()}</ul>",
    "strong": f"<p><strong>Key points</strong></p><ul>{li()}</ul>",
    "numbered": f"<p>Key points:</p><ol>{li()}</ol>",
    "aside": f"<aside class='factbox'><h3>Key points</h3><ul>{li()}</ul></aside>",
    "section": f"<section class='summary-box'><h2>Key points</h2><ul>{li()}</ul></section>",
    "wrapped": f"<div class='kp'><div class='hd'><span>Key points</span></div><div class='bd'><div><ul>{li()}</ul></div></div></div>",
    "paragraphs in items": f"<p>Key points:</p><ol>{''.join(f'<li><p>{i}</p></li>' for i in ITEMS)}</ol>",
    "details": f"<details><summary>Key points</summary><ul>{li()}</ul></details>",
    "button": f"<div class='acc'><button aria-expanded='false'>Key points</button><div style='display:none'><ul>{li()}</ul></div></div>",
    "custom element": f"<news-summary><h3 slot='label'>Key points</h3><ul slot='items'>{li()}</ul></news-summary>",
    "divs": f"<div class='facts'><div class='t'>Key points</div><div class='l'>{''.join(f'<div class=f>{i}</div>' for i in ITEMS)}</div></div>",
    "fields": f"<div class='field'><div class='field-label'>Key points:&nbsp;</div><div class='field-items'>{''.join(f'<div class=field-item>{i}</div>' for i in ITEMS)}</div></div>",
    "roles": f"<div><div class='st'>Key points</div><div role='list'>{''.join(f'<div role=listitem><p>{i}</p></div>' for i in ITEMS)}</div></div>",
    "bullets": f"<h4>Key points</h4>{''.join(f'<p>• {i}</p>' for i in ITEMS)}",
    "breaks": f"<p><b>Key points:</b></p><p>{'<br>'.join(f'• {i}' for i in ITEMS)}</p>",
    "dashes": f"<p><b>Key points:</b></p><p>{'<br>'.join(f'- {i}' for i in ITEMS)}</p>",
    "spans and breaks": f"<b>Key points:</b><br><br><div>{'<br>'.join(f'<span>• {i}</span>' for i in ITEMS)}</div>",
    "definitions": f"<h3>Key points</h3><dl>{li('dd')}</dl>",
    "linked words": f"<h2>Key points</h2><ul>{''.join(f'<li><a href=/x>{i[:12]}</a>{i[12:]}</li>' for i in ITEMS)}</ul>",
}  # fmt: skip


@pytest.mark.parametrize("place", ["above", "inside", "below"])
@pytest.mark.parametrize("name", BOXES)
def test_a_box_is_one_labelled_list_wherever_it_stands(name, place):
    """The label and each item come out exactly, once, whatever the box is made of."""
    assert lists(page(BOXES[name], place=place)) == [("Key points", ITEMS)]


OTHERS = {
    "related": f"<h3>Related stories</h3><ul>{li()}</ul>",
    "most read": f"<div class='x'><h3>Most read</h3><ol>{li()}</ol></div>",
    "links": f"<h3>Key points</h3><ul>{''.join(f'<li><a href=/x>{i}</a></li>' for i in ITEMS)}</ul>",
    "newsletter": f"<div class='newsletter'><h3>Key points</h3><ul>{li()}</ul></div>",
    "contents": f"<p>In this article</p><ul>{li()}</ul>",
    "subscription": f"<div class='barrier'><h3>Your subscription includes</h3><ul>{li()}</ul></div>",
    "comments": f"<section class='comments'><h3>2 comments</h3><ol>{li()}</ol></section>",
    "cookies": f"<div class='cookie-consent'><p>We use your data to:</p><ul>{li()}</ul></div>",
    "navigation": f"<nav><h3>Key points</h3><ul>{li()}</ul></nav>",
    "side": f"<aside><h3>Latest from the town hall</h3><ul>{li()}</ul></aside>",
}


@pytest.mark.parametrize("place", ["above", "inside", "below"])
@pytest.mark.parametrize("name", OTHERS)
def test_what_leads_away_from_the_story_is_no_list_of_it(name, place):
    """Navigation, related and most-read lists are never key points, whatever stands over them."""
    assert lists(page(OTHERS[name], place=place)) == []
