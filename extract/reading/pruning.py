"""Takes furniture out of a page: promotion, lists of links, comments, names and times."""

import re
from itertools import islice

from lxml import html

from extract.reading.box_labels import is_summary_label
from extract.reading.tree import words_of

_NAMES = ("class", "id", "data-testid", "data-component", "data-qa", "data-module")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def _token(words: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|(?<!has)(?<!with)(?<!no)[\s_-])(?:{words})(?:$|[\s_-])", re.IGNORECASE
    )


_SURE = _token(
    r"comments?(?:-(?:list|area|thread))?|kommentar\w*|responses|disqus|taboola|trc|outbrain"
    r"|cookies?|consent|gdpr|onetrust|newsletters?|related(?:-?\w+)?|recirc(?:ulation)?|barrier"
    r"|regwall|most-?(?:read|popular|viewed|commented|shared)|breadcrumbs?|jp-relatedposts"
)
"""“related-stories”, “RelatedContent”, not “correlated”, not “has-comments”."""

_LIKELY = _token(
    r"ads?|ad-?(?:slot|unit|label|notice|container|wrap\w*|holder)|advert\w*|gpt|dfp|sponsor\w*"
    r"|share|shares|sharing|share-?(?:tools|bar|links)|sharedaddy|social\w*|promos?|promoted"
    r"|sign-?up|subscribe|subscription|rich-?links?|read-?(?:more|next|also)|also-?read"
    r"|more-?(?:on|from|stories)|you-?(?:may|might)\w*|recommend\w*|trending|popular"
    r"|tags?|topics?|topic-list|toc|table-of-contents|author-?(?:bio|card|box)|bio|donat\w+"
    r"|betting|rail|sidebar|interstitial|internallink|hub-?peek|load-?more|skip\w*"
    r"|screen-?reader\w*|sr-only|visually-?hidden|audio|primaryaudio|listen|vjs\w*|player"
    r"|videos?|video-(?:player|resource|container|wrapper|embed|caption|title)|podcast|carousel|navigation|nav|menu|masthead|site-?footer|read-?all-?link"
)
_HEAD = _token(
    r"byline\w*|authors?(?:-?\w+)?|contributors?|time-?stamps?|pub-?date|date|date-?(?:line|time"
    r"|block|simple|modified)|posted-on|update-?time|time-container|meta(?:data)?|kicker|eyebrow"
    r"|slug|rubric|read(?:ing)?-?time(?:-module)?|submitted|article-info"
)
"""The line of names and times under a title."""

_CAPTION = _token(
    r"(?:image|photo|img|picture|media|gallery|fig|lead)?-?captions?(?:-?text)?|(?<!drop[ _-])cap"
    r"|(?:image|photo|picture|media)-?credits?|credits?"
)
_EMPTIED_WORDS = 5
_CAPTION_WORDS, _CAPTION_SHARE = 80, 0.2

_TAGS = frozenset(
    ("nav", "footer", "form", "menu", "dialog", "select", "button", "template", "amp-sidebar",
     "amp-consent", "amp-ad", "amp-list", "amp-social-share")
)  # fmt: skip
_ROLES = frozenset(("navigation", "menu", "banner", "dialog", "search", "contentinfo"))
_LEAVES = ("p", "div", "li", "td", "h2", "h3", "h4", "h5", "h6", "span", "a", "b", "strong")
_INLINE = frozenset("a b strong em i span br font small u cite sup sub time mark abbr q".split())

_NOTICE = re.compile(
    r"\W*(?:(?:skip )?advertisements?|sponsored(?: content)?|ad|ads?\W+loading"
    r"|(?:story|article|advertisement)\W+(?:continues? below|scroll to continue).*"
    r"|(?:continue reading|scroll) .{0,30}below.*|click here to .*|share(?: this.*)?"
    r"|watch now|listen to this article.*|listen|copy link|get the .{0,40} app"
    r"|sign up (?:here|for|to) .*|to view this video.*|please enable javascript.*"
    r"|be the first (?:of|to) .*|\(?except for the headline.*|.* in your inbox.*"
    r"|.*\b(?:sign up|subscribe) (?:here|now|today)|we use cookies .*"
    r"|\d+[- ]min(?:ute)?s? (?:read|listen)|\d+ (?:of|/) \d+"
    r"|\d+ (?:shares?|comments?|likes?|views?)|\d{1,2}:\d\d(?: - source.*)?"
    r"|(?:published|posted|updated) .{0,30}\d+ (?:hours?|days?|minutes?) ago"
    r"|follow (?:author|us).*|read more|load more.*)\W*",
    re.IGNORECASE,
)
"""Whole lines: “Advertisement”, “Story continues below”, “CLICK HERE TO GET THE APP”."""

_POINTER = re.compile(
    r"\W*(?:also read|read also|read more|read next|read|related(?: article| story)?|more|watch"
    r"|see also|recommended|in pictures|listen|other stories)\s*[:|–—-]",
    re.IGNORECASE,
)
"""“Also Read | …”, “More: …”, before a link to another story."""

_ELSEWHERE = re.compile(
    r"\W*(?:related(?: (?:stories|articles|content|topics|news|posts))?"
    r"|recommended(?: (?:stories|reading|for you))?|more (?:on this|from|like this|stories|in)\b.*"
    r"|most (?:read|popular|viewed|commented|shared)\b.*|trending(?: (?:now|stories|news))?"
    r"|you (?:may|might) (?:also )?(?:like|be interested).*|read (?:next|more)\b.{0,40}"
    r"|also (?:on|in) this\b.*|editors?[’']?s? picks?|people are also reading.*"
    r"|what you get in .*|don[’']t miss|top (?:stories|headlines).*"
    r"|other (?:news|stories)"
    r"|latest (?:\w+ )?(?:news|stories|headlines|results|posts|videos|jobs)\b.*"
    r"|recent posts|go deeper|read next"
    r"|explore more.*|up next|other stories|get our .*|sign up .*|subscribe\b.*|.*newsletter"
    r"|your subscription .*|in this article|on this page|table of contents|bet on .*|written by .*"
    r"|join the (?:conversation|discussion)|leave a (?:reply|comment)|\d* ?comments?)\W*",
    re.IGNORECASE,
)
"""Labels over what leads away from the story, whole: “Related stories”, “In this article”."""

_SURE_SHARE, _LIKELY_SHARE = 0.85, 0.35
_HEAD_WORDS = 30
_LABEL_WORDS = 10
_LABEL_SIZE = 60
_PARENT_SIZE = 800
_CELL_SIZE = 500
_SIBLINGS = 12
_LINE_WORDS, _LINE_SIZE = 40, 400


def prune(
    tree: html.HtmlElement, *, head_known: bool, kept: frozenset[html.HtmlElement] = frozenset()
) -> None:
    """Take out of *tree* what is no part of its story.

    What is named like furniture, in its class, id or tag, goes unless it holds the title or
    most of the page's words; so do lines that are notices or links to other stories, and what
    stands under labels such as “Most read”. With *head_known*, when metadata has told
    authors and date, the byline and time stamps go too. What holds one of *kept* stays, unless
    its name leaves no doubt.
    """
    body = tree.find("body")
    root = tree if body is None else body
    whole = len(words_of(root)) or 1
    for node in list(root.iter("table")):
        _unlay(node)
    holding = {parent for box in kept for parent in (box, *box.iterancestors())}
    emptied: list[html.HtmlElement] = []
    for node in list(root.iter()):
        if not isinstance(node.tag, str) or node is root:
            continue
        if _is_named(node, whole, head_known, holding=node in holding):
            parent = node.getparent()
            if parent is not None and len(words_of(node).split()) >= _EMPTIED_WORDS:
                emptied.append(parent)
            _drop(node)
    _prune_captions(root, whole)
    for node in emptied:
        _drop_emptied(node, root)
    for node in list(root.iter(*_LEAVES)):
        if _attached(node, root):
            _prune_leaf(node, root, whole)
    for node in list(root.iter("ul", "ol")):
        if _attached(node, root) and node not in kept and _leads_away(node):
            _drop(node)


def _unlay(table: html.HtmlElement) -> None:
    """Make the cells of a *table* that only lays out the page blocks of it.

    Such a table holds another, or a title, or a cell with more words than a figure or name.
    """
    cells = [cell for row in table.iter("tr") for cell in row if cell.tag in ("td", "th")]
    lays = any(
        cell.find(".//table") is not None
        or cell.find(".//h1") is not None
        or _is_longer(cell, _CELL_SIZE)
        for cell in cells
    )
    if lays:
        for node in (table, *table.iter("tbody", "tr", "td", "th")):
            if next(node.iterancestors("table"), table) is table or node is table:
                node.tag = "div"


def link_share(node: html.HtmlElement) -> float:
    """Return the share of the letters and figures in *node* that stand in links."""
    whole = len(_letters(node)) or 1
    return sum(len(_letters(link)) for link in node.iter("a")) / whole


def _letters(node: html.HtmlElement) -> str:
    """Return the letters and figures of *node*: bars between links count for nothing."""
    return re.sub(r"[\W_]+", "", words_of(node))


def is_sure_furniture(node: html.HtmlElement) -> bool:
    """Return whether *node* or what it stands in is named comments, related stories or such."""
    return any(
        _SURE.search(_names(part)) is not None
        for part in (node, *node.iterancestors())
        if part.tag not in ("html", "body", "main", "article")
    )


def is_elsewhere(label: str) -> bool:
    """Return whether *label* stands over what leads away from the story: “Most read”."""
    return _ELSEWHERE.fullmatch(label) is not None


def _is_label(node: html.HtmlElement, names: str) -> bool:
    """Return whether *node*, called *names*, is a label of key points, however it is called."""
    named = _LIKELY.search(names) or _HEAD.search(names)
    return bool(named) and not _is_longer(node, _LABEL_SIZE) and is_summary_label(words_of(node))


def _prune_captions(root: html.HtmlElement, whole: int) -> None:
    """Drop what is named a caption or credit outside figures, unless captions are the story."""
    found = [
        node
        for node in root.iter("div", "p", "span", "small", "em", "i", "cite")
        if _CAPTION.search(_names(node)) and not _is_longer(node, 8 * _CAPTION_WORDS)
    ]
    if sum(len(words_of(node)) for node in found) < _CAPTION_SHARE * whole:
        for node in found:
            inside = any(parent.tag in ("figure", "a") for parent in node.iterancestors())
            if not inside and _attached(node, root) and not _holds_story(node, whole, 1.0):
                _drop(node)


def _drop_emptied(node: html.HtmlElement, root: html.HtmlElement) -> None:
    """Drop the block *node* if all that is left in it, after others were dropped, is a heading."""
    if node.tag not in ("div", "section", "aside") or node is root or _is_longer(node, _LINE_SIZE):
        return
    left = [child for child in node if isinstance(child.tag, str) and words_of(child)]
    bare = len(left) == 1 and not any(
        text and text.strip() for text in (node.text, *(child.tail for child in node))
    )
    if not bare or not _attached(node, root):
        return
    headings = list(left[0].iter("h2", "h3", "h4", "h5"))
    if len(headings) == 1 and words_of(headings[0]) == words_of(node):
        _drop(node)


def _is_named(node: html.HtmlElement, whole: int, head_known: bool, *, holding: bool) -> bool:
    if node.tag in ("body", "main", "article"):
        return False
    if node.tag in _TAGS or node.get("role") in _ROLES:
        return not _holds_label(node) and not _holds_story(node, whole, _LIKELY_SHARE)
    names = _names(node)
    if not names or _is_label(node, names):
        return False
    if _SURE.search(names):
        return not _holds_story(node, whole, _SURE_SHARE)
    if _LIKELY.search(names):
        return not holding and not _holds_story(node, whole, _LIKELY_SHARE)
    if not head_known or _HEAD.search(names) is None or _holds_story(node, whole, _LIKELY_SHARE):
        return False
    return len(words_of(node).split()) <= _HEAD_WORDS


def _names(node: html.HtmlElement) -> str:
    found = [value for name in _NAMES if (value := node.get(name))]
    if "-" in node.tag:
        found.append(node.tag)
    return _CAMEL.sub("-", " ".join(found)[:1000])


def _holds_story(node: html.HtmlElement, whole: int, share: float) -> bool:
    for inner in node.iter():
        if inner.tag in ("h1", "main") or inner.get("itemprop") == "articleBody":
            return True
    return _is_longer(node, share * whole)


def _is_longer(node: html.HtmlElement, size: float) -> bool:
    """Return whether there are more than *size* characters in *node*, looking no further."""
    total = 0
    for text in node.itertext():
        total += len(text.strip())
        if total > size:
            return True
    return False


def _holds_label(node: html.HtmlElement) -> bool:
    """Return whether *node* is a button that opens a panel: it carries the panel's label."""
    return node.tag == "button" and node.getnext() is not None and len(words_of(node)) > 1


def _prune_leaf(node: html.HtmlElement, root: html.HtmlElement, whole: int) -> None:
    if any(isinstance(c.tag, str) and c.tag not in _INLINE for c in node):
        return
    if node.tag in ("span", "a", "b", "strong") and not _alone(node):
        return
    words = words_of(node)
    count = len(words.split())
    if not 0 < count <= _LINE_WORDS or len(words) > _LINE_SIZE:
        return
    if _NOTICE.fullmatch(words) and not (_is_heading(node) and is_elsewhere(words)):
        _drop(node)
    elif count <= _LABEL_WORDS and is_elsewhere(words):
        _drop_section(node, root, whole)
    elif node.tag not in ("li", "span", "b", "strong"):
        linked = link_share(node)
        pointing = _POINTER.match(words) is not None and linked > 0.4
        if pointing or (linked > 0.9 and not words.endswith((".", "?", "!", "”", '."'))):
            _drop(node)


def _is_heading(node: html.HtmlElement) -> bool:
    return re.fullmatch(r"h[1-6]", node.tag) is not None


def _alone(node: html.HtmlElement) -> bool:
    """Return whether *node* is all there is in its parent, or a line between blocks."""
    parent = node.getparent()
    if parent is None or parent.tag in ("p", "li", "td", "h1", "h2", "h3", "a", "span"):
        return False
    children = list(islice(parent, _SIBLINGS))
    loose = [parent.text, *(child.tail for child in children)]
    return len(children) < _SIBLINGS and not any(text and text.strip() for text in loose)


def _drop_section(node: html.HtmlElement, root: html.HtmlElement, whole: int) -> None:
    """Drop what stands under the label *node*: its small parent, else the list below it."""
    parent = node.getparent()
    while parent is not None and parent is not root and len(parent) == 1:
        node, parent = parent, parent.getparent()
    if parent is None:
        return
    small = not _is_longer(parent, min(_PARENT_SIZE, _LIKELY_SHARE * whole))
    away = small and parent.tag not in ("article", "main") and parent is not root
    if away and not _holds_story(parent, whole, 1.0):
        _drop(parent)
        return
    below = node.getnext()
    while below is not None and below.tag in ("ul", "ol"):
        following = below.getnext()
        _drop(below)
        below = following
    _drop(node)


def _leads_away(node: html.HtmlElement) -> bool:
    """Return whether the list *node* is made of links to other pages."""
    items = [child for child in node if isinstance(child.tag, str)]
    return len(items) > 1 and link_share(node) > 0.9


def _attached(node: html.HtmlElement, root: html.HtmlElement) -> bool:
    """Return whether *node* still stands below *root*."""
    return any(parent is root for parent in node.iterancestors())


def _drop(node: html.HtmlElement) -> None:
    """Take *node* out of its tree, but not the words after it."""
    if node.getparent() is not None:
        node.drop_tree()
