"""The frame of every page: head, style, and small pieces of HTML."""

from collections.abc import Iterable
from html import escape

_STYLE = """
:root { color-scheme: light dark; --line: #8884; --soft: #8881; --link: #0b62c4; }
@media (prefers-color-scheme: dark) { :root { --link: #7db7ff; } }
body { font: 16px/1.55 system-ui, sans-serif; max-width: 62rem; margin: 0 auto; padding: 1.5rem; }
h1 { margin: 0 0 .25rem; } h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); }
a { color: var(--link); } code, pre { font: .875em/1.5 ui-monospace, monospace; }
pre { background: var(--soft); padding: .75rem 1rem; overflow-x: auto; border-radius: .4rem; }
code { overflow-wrap: anywhere; } pre code { overflow-wrap: normal; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: .75rem 0; }
th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line);
  vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
details { border: 1px solid var(--line); border-radius: .4rem; margin: .5rem 0;
  padding: .5rem 1rem; }
summary { cursor: pointer; } .method { font-weight: 600; margin-right: .6rem; }
.lead { font-size: 1.15rem; margin: 0 0 1rem; } .soft { opacity: .75; }
"""


def page(title: str, body: str, *, head: str = "") -> str:
    """Return a whole HTML page; *body* and what *head* adds are HTML already, *title* is text."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n{head}</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def link(url: str, words: str) -> str:
    """Return a link."""
    return f'<a href="{escape(url)}">{escape(words)}</a>'


def code(text: str) -> str:
    """Return a block of code."""
    return f"<pre><code>{escape(text)}</code></pre>"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table; *head* is text, the cells are HTML already."""
    header = "".join(f"<th>{escape(name)}</th>" for name in head)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>\n" for row in rows)
    rows_html = f"<thead><tr>{header}</tr></thead>\n<tbody>\n{body}</tbody>"
    return f'<div class="wide"><table>\n{rows_html}\n</table></div>'
