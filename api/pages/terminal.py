"""Records as a person reads them on a terminal: tables, a timeline, a marked sentence."""

from collections.abc import Iterable, Sequence

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from api.article_records import ArticleRecords
from api.console import out
from schemas import Article, Event, Statement, Statistic

_QUOTE = 110
"""Characters of a quote that a table shows."""


def print_records(records: ArticleRecords, *, terminal: bool) -> str:
    """Return the records of one article as readable tables; with colours for a *terminal*."""
    screen = out() if terminal else _plain()
    with screen.capture() as text:
        screen.print(records_view(records))
    return text.get()


def records_view(records: ArticleRecords) -> RenderableType:
    """Return the records of one article for a rich console."""
    if records.article is None:
        return Group(*(Text(f"{f.input}: {f.message}") for f in records.failures))
    parts: list[RenderableType] = [_heading(records.article)]
    if records.events:
        parts.append(_grid("Events", ("when", "what", "who", "to whom", "words"), _events(records)))
    if records.statements:
        parts.append(
            _grid("Statements", ("who", "act", "kind", "what was said"), _statements(records))
        )
    if records.key_points:
        parts.append(_grid("Key points", ("label", "kind", "point"), _key_points(records)))
    if records.statistics:
        parts.append(_grid("Statistics", ("figure", "of", "whose", "words"), _statistics(records)))
    parts += [Text(f"failure: {f.message}") for f in records.failures]
    return Group(*parts)


def timeline(events: Iterable[Event]) -> Grid:
    """Return the dated *events* in order of time."""
    dated = [event for event in events if event.date_start is not None]
    dated.sort(key=lambda event: (str(event.date_start), str(event.date_end), event.record_id))
    rows = [(when(event), event.type, _short(event.quote)) for event in dated]
    return _grid("Timeline", ("when", "what", "words"), rows)


def marked(article: Article, statement: Statement) -> Text:
    """Return the evidence of *statement*: speaker, cue and content marked where they stand."""
    text = Text(statement.quote)
    spans = [(span.start, span.end, "bold green") for span in statement.content_spans]
    if statement.speaker is not None:
        spans.append((statement.speaker.start, statement.speaker.end, "bold cyan"))
    if statement.cue_start is not None and statement.cue_end is not None:
        spans.append((statement.cue_start, statement.cue_end, "bold yellow"))
    for start, end, style in spans:
        text.stylize(style, max(start - statement.start, 0), max(end - statement.start, 0))
    assert article.text[statement.start : statement.end] == statement.quote
    return text


def when(event: Event) -> str:
    """Return the time of *event* as precisely as it is known: ``2024-01-04``, ``2018``."""
    if event.date_start is None:
        return ""
    if event.date_precision == "year":
        return str(event.date_start.year)
    if event.date_precision == "month":
        return f"{event.date_start:%Y-%m}"
    if event.date_end in (None, event.date_start):
        return str(event.date_start)
    return f"{event.date_start} – {event.date_end}"


def _heading(article: Article) -> RenderableType:
    facts = (
        article.source,
        str(article.published or ""),
        f"{article.words} words",
        article.article_id,
    )
    title = Text(article.title or "(no title)", style="bold")
    return Group(title, Text(" · ".join(fact for fact in facts if fact), style="dim"))


def _events(records: ArticleRecords) -> list[tuple[str, ...]]:
    return [
        (
            when(event),
            event.type if event.modality == "asserted" else f"{event.type} ({event.modality})",
            ", ".join(actor.name or actor.mention for actor in event.actors),
            ", ".join(recipient.name or recipient.mention for recipient in event.recipients),
            _short(event.quote),
        )
        for event in records.events
    ]


def _statements(records: ArticleRecords) -> list[tuple[str, ...]]:
    return [
        (
            (s.speaker.name or s.speaker.mention) if s.speaker else "",
            f"not {s.act}" if s.negated else s.act,
            s.kind,
            _short(s.content),
        )
        for s in records.statements
    ]


def _key_points(records: ArticleRecords) -> list[tuple[str, ...]]:
    return [(point.label or "", point.kind, _short(point.text)) for point in records.key_points]


def _statistics(records: ArticleRecords) -> list[tuple[str, ...]]:
    return [(_figure(s), s.of or "", s.subject or "", _short(s.quote)) for s in records.statistics]


def _figure(statistic: Statistic) -> str:
    if statistic.value is None:
        number = f"{statistic.low:,g}–{statistic.high:,g}" if statistic.low is not None else ""
    else:
        number = f"{statistic.value:,.12g}"
    bound = "" if statistic.bound in ("exact", "range") else statistic.bound.replace("_", " ")
    per = f"per {statistic.per}" if statistic.per else ""
    return " ".join(part for part in (bound, number, statistic.unit, per) if part)


def _grid(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Grid:
    grid = Grid(*head, title=title, title_justify="left", header_style="bold", expand=False)
    for row in rows:
        grid.add_row(*(escape(cell) for cell in row))
    return grid


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _QUOTE else f"{flat[: _QUOTE - 1]}…"


def _plain() -> Console:
    return Console(width=out().width, color_system=None, highlight=False)


def indented(view: RenderableType) -> Padding:
    """Return *view* set in by two columns."""
    return Padding(view, (0, 0, 0, 2))
