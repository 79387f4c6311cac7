"""Metadata of a web page: what JSON-LD, meta tags and the page itself say, put to the vote."""

from lxml import html

from extract.reading.assembly import Metadata
from extract.reading.clues import Clues, clues_of
from extract.reading.headline import headline, title_node
from extract.reading.objects import language_tag
from extract.reading.page_dates import page_date
from extract.reading.page_head import page_head
from extract.reading.signatures import page_authors


def page_metadata(tree: html.HtmlElement, given: Metadata) -> Metadata:
    """Return the metadata of the page *tree*; what the input itself gave (*given*) wins.

    Measured weights: JSON-LD is seldom wrong, meta tags repeat it with the site's name added,
    the visible page is what a reader sees but hardest to find. Candidates that agree add up.
    """
    clues = clues_of(tree, url=given.url, source=given.source)
    title = given.title or headline(clues)
    shown = title_node(tree, title)
    seen = page_head(tree, shown)
    published = given.published
    return Metadata(
        source_id=given.source_id,
        url=clues.address,
        source=clues.site,
        title=title,
        authors=given.authors or page_authors(clues, seen, title),
        published=page_date(clues, seen, shown) if published is None else published,
        language=given.language or _language(clues),
        rights=given.rights,
    )


def _language(clues: Clues) -> str | None:
    roots = clues.tree.xpath("//html/@lang | //html/@xml:lang | //article/@lang")
    names = [*roots, *(found.metadata.language for found in clues.linked)]
    names += [*clues.metas.get("og:locale", []), *clues.metas.get("content-language", [])]
    return next((tag for name in names if (tag := language_tag(name))), None)
