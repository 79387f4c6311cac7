"""Figures in the cells of a table: header, row label and caption give measure, unit and name."""

import re
from bisect import bisect_left

import msgspec

from extract.analysis import Analysis
from extract.dates import TimeExpression, tag
from extract.language import Token
from extract.numbers import Number, exact
from extract.statistics.context import Context
from extract.statistics.figure import Figure
from extract.statistics.grid import NUMERIC, Grid, Row, grids
from extract.statistics.header import Header, read_header
from extract.statistics.inventory import UNITS
from extract.statistics.lexicon import MEASURES
from extract.statistics.naming import entity_name, is_named
from extract.statistics.plurals import is_plural, singular_of
from extract.statistics.quantity import Quantity, read_quantity
from schemas import Block, Dimension, Span

_YEARS = re.compile(r"\s*(?:1[5-9]|20)\d\d\s*")
_DATED = re.compile(
    r"\s*(?:(?:financial |fiscal |calendar )?(?:year|date|day|month|period|quarter|when|season|week"
    r"|time|as of|until|since)s?(?: (?:ended|ending|to))?)?\s*",
    re.IGNORECASE,
)
"""The header of a column whose times are those of its rows; an empty one too."""

_LABELLING = re.compile(
    r"\s*(?:(?:year|date|day|month|time|period|when|season|no\.?|nos\.?|#|rank(?:ing)?|pos\.?"
    r"|position|id|code|week|number|phone|tel\.?|telephone|fax|mobile|contact|hotline|postcode"
    r"|zip(?: code)?|ref\.?|reference|flight|route|room|page|chapter|channel|seed|isbn|isin|url"
    r"|bus|line|platform|gate|kick-?off|start|end|born|built|founded|established|opened"
    r"|opening|completed|since|elected|joined|launched|released|model|version|stage|round"
    r"|matchday|score|result|shirt|jersey|squad no\.?|lot|grade|odds)s?"
    r"|year (?:\w+)|date of \w+|(?:launch|opening|founding|phone|telephone|flight|order|account"
    r"|serial|room|model|fax|route) (?:year|date|number|no\.?|code))\s*",
    re.IGNORECASE,
)
"""The header of a column, or label of a row, whose numbers name or date and measure nothing."""

_MONTH = re.compile(r"\s*(?:May|March|Mar\.?|Sept?\.?)\s*")
_LETTER = re.compile(r"[^\W\d_]")
_TELEPHONE = re.compile(r"\s*(?:\+\d{1,3} ?|0)\d[\d ()–-]{4,}\s*")
_NEGATIVE = re.compile(r"\s*\((?:[A-Z]{0,3}[$€£¥₹])?\d[\d,.]*\)\s*")
_FRACTIONAL = re.compile(r"\d\.\d(?!\d\d)(?!.*%)|[$€£]")
_MOVES = frozenset("change growth increase rise fall decline difference swing variation".split())
_MORE_MEASURES = frozenset(
    "revenue sales turnover profit cost employee staff passenger customer death case population"
    " area depth ebitda ebit debt equity cash capex dividend margin employees order visitor"
    " attendance capacity volume result loss earnings expenses income tonnage production students"
    " pupils seats votes turnout inflation unemployment exports imports births deaths homes"
    " possession shots corners fouls rainfall temperature weight length width height".split()
)
_AMOUNTS = frozenset(
    "sales costs expenses earnings revenues profits losses exports imports prices rates wages"
    " assets results reserves savings debts taxes fees goods proceeds liabilities holdings"
    " dividends returns investments deposits loans rents salaries yields shares numbers"
    " totals".split()
)
"""Plurals that are amounts and count nothing."""

_CONFIDENCE = 0.9
_UNTITLED_CONFIDENCE = 0.7


class _Place(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One cell of a table: its table, its row and its column."""

    grid: Grid
    row: Row
    column: int


class Tables:
    """The tables of one article: which rows are headers, what each cell measures and of whom."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._text = analysis.text
        self._rows: dict[int, tuple[Grid, Row]] = {}
        self._heads: set[int] = set()
        self._labelling: dict[tuple[int, int], bool] = {}
        self._turned: dict[int, bool] = {}
        self._columns: dict[tuple[int, int], Header] = {}
        for grid in grids(analysis.article):
            self._heads.update(row.block.start for row in grid.heads)
            for row in grid.body:
                self._rows[row.block.start] = grid, row

    def is_row(self, block: Block) -> bool:
        """Return whether *block* is a row of a table's body."""
        return block.start in self._rows

    def is_header(self, block: Block) -> bool:
        """Return whether *block* belongs to the header of a table."""
        return block.start in self._heads

    def is_numeric(self, block: Block, position: int) -> bool:
        """Return whether the cell at the code point *position* is a number alone."""
        place = self._place(block, position)
        return place is not None and NUMERIC.fullmatch(self._written(place)) is not None

    def is_labelling(self, block: Block, position: int) -> bool:
        """Return whether *position* lies in a column or row of years, ranks, codes or numbers.

        Those count nothing: years, dates, ranks, telephone numbers, the score of a match.
        """
        place = self._place(block, position)
        if place is None:
            return False
        if not NUMERIC.fullmatch(self._written(place)):
            return (
                self._header(place.row.cells[place.column]).unit is not None
            )  # "Cost ($ millions)"
        key = id(place.grid), place.column
        if key not in self._labelling:
            self._labelling[key] = self._column_labels(place)
        label = place.row.cells[0].of(self._text)
        named = place.column > 0 and _LABELLING.fullmatch(label) is not None and _is_word(label)
        return self._labelling[key] or named or bool(_TELEPHONE.fullmatch(self._written(place)))

    def figure(self, block: Block, number: Number) -> Figure | None:
        """Return the figure of a cell that is a number alone, in the unit its table tells."""
        place = self._place(block, number.start)
        if place is None:
            return None
        if _NEGATIVE.fullmatch(self._written(place)) and number.value is not None:
            number = msgspec.structs.replace(number, value=-number.value)
        quantity = read_quantity(self._text, number)
        head = self._measure(place)
        confidence = _CONFIDENCE if head.measure else _UNTITLED_CONFIDENCE
        return _figure(self._text, quantity, head, confidence)

    def context(self, block: Block, position: int) -> Context | None:
        """Return measure, owner and time of a numeric cell, None in any other cell."""
        place = self._place(block, position)
        if place is None or not NUMERIC.fullmatch(self._written(place)):
            return None
        measure = self._measure(place).measure or None
        label = self._label(place)
        subject: str | None = None
        if self._is_turned(place.grid):
            subject = next(map(self._name, self._head_cells(place)[-1:]), None)
        elif label is not None and (
            measure is None or not _says(measure, self._header(label).measure)
        ):
            subject = self._name(label)
        return Context(of=measure, subject=subject, time=self._time(place))

    def _place(self, block: Block, position: int) -> _Place | None:
        found = self._rows.get(block.start)
        if found is None:
            return None
        grid, row = found
        column = next(
            (i for i, cell in enumerate(row.cells) if cell.start <= position < cell.end), -1
        )
        return None if column < 0 else _Place(grid=grid, row=row, column=column)

    def _written(self, place: _Place) -> str:
        return place.row.cells[place.column].of(self._text)

    def _head_cells(self, place: _Place) -> list[Span]:
        """Return the header cells above, top down; an upper one spans the empty ones after it."""
        found: list[Span] = []
        for depth, head in enumerate(place.grid.heads):
            if place.column >= len(head.cells):
                continue
            cell = head.cells[place.column]
            if depth + 1 < len(place.grid.heads):
                before = (c for c in reversed(head.cells[1 : place.column + 1]))
                cell = next((c for c in before if c.of(self._text).strip()), cell)
            if cell.of(self._text).strip():
                found.append(cell)
        return found

    def _label(self, place: _Place) -> Span | None:
        """Return the first other cell of the row that is a name and no number or date."""
        for i, cell in enumerate(place.row.cells):
            written = cell.of(self._text)
            if i == place.column or NUMERIC.fullmatch(written) or self._time_in(cell, whole=True):
                continue
            if _LETTER.search(written):
                return cell
        return None

    def _header(self, cell: Span) -> Header:
        """Return what a cell of header or label says, its times left out."""
        written = cell.of(self._text)
        for time in reversed(self._times_in(cell)):
            start, end = time.start - cell.start, time.end - cell.start
            written = written[:start] + written[end:]
        return read_header(re.sub(r"[(\[]\s*[)\]]", "", written))

    def _measure(self, place: _Place) -> Header:
        """Return what the figure of *place* measures, and in what unit.

        The header's words; those of the row's label where headers are times, units or names;
        those of the caption where neither tells.
        """
        label = self._label(place)
        row = Header(measure="") if label is None else self._header(label)
        head = self._column_head(place)
        if self._is_turned(place.grid):
            numbers = list(place.row.cells[1:])
            counted = row if label is None else self._counted(row, label, numbers)
            return _completed(counted, head, words=row.measure)
        if head.measure and not _is_move(head.measure):
            return head
        if label is not None and self._is_measure(label, row):
            words = f"{row.measure}, {head.measure}" if head.measure else row.measure
            corner = self._corner(place.grid) if head.unit is None else head
            numbers = [c for c in place.row.cells if c is not label]
            return _completed(self._counted(row, label, numbers), corner, words=words)
        caption = read_header(place.grid.label or "") if place.grid.label else Header(measure="")
        told = caption.unit is not None or caption.scale != 1.0
        if told or (caption.measure and not head.measure):
            return _completed(head, caption, words=head.measure or caption.measure)
        return head

    def _column_head(self, place: _Place) -> Header:
        """Return what the header of a column says, worked out once for each."""
        key = id(place.grid), place.column
        if key not in self._columns:
            cells = self._head_cells(place)
            head = _joined([self._header(cell) for cell in cells])
            turned = self._is_turned(place.grid)
            if cells and head.measure and not turned and not _is_move(head.measure):
                rows = place.grid.body
                column = [r.cells[place.column] for r in rows if place.column < len(r.cells)]
                head = self._counted(head, cells[-1], column)
            self._columns[key] = head
        return self._columns[key]

    def _corner(self, grid: Grid) -> Header:
        """Return the unit in the first cell of the header: "€m" above "Revenue", "Costs"."""
        cells = [row.cells[0] for row in grid.heads if row.cells]
        return next((h for h in map(self._header, cells) if h.unit), Header(measure=""))

    def _counted(self, head: Header, cell: Span, numbers: list[Span]) -> Header:
        """Return *head* with the noun of *cell* that its numbers count: "Votes", "New cases"."""
        if head.unit is not None or head.per is not None:
            return head
        if head.measure.lower() == "age":
            return msgspec.structs.replace(head, unit="year of age", dimension="age")
        if head.measure.lower() == "population":
            return msgspec.structs.replace(head, unit="person", dimension="count")
        token = self._last_word(cell)
        if token is None or not is_plural(token) or token.upos not in {"NOUN", "PROPN"}:
            return head
        if token.text.lower() in _AMOUNTS:
            return head
        if any(_FRACTIONAL.search(number.of(self._text)) for number in numbers):
            return head
        unit = singular_of(token).lower()
        dimension: Dimension = UNITS[unit].dimension if unit in UNITS else "count"
        return msgspec.structs.replace(head, unit=unit, unit_text=head.measure, dimension=dimension)

    def _last_word(self, cell: Span) -> Token | None:
        tokens = [
            t for t in self._analysis.tokens_between(cell.start, cell.end) if t.text.isalpha()
        ]
        return tokens[-1] if tokens else None

    def _is_measure(self, label: Span, row: Header) -> bool:
        """Whether a row's label is a measure and no name: "Net profit", "Area (ha)"."""
        token = self._last_word(label)
        if row.unit is not None:
            return True
        if token is None or entity_name(self._analysis, token) is not None:
            return False
        words = {token.text.lower(), token.lemma.lower(), singular_of(token).lower()}
        return bool(words & (MEASURES | _MORE_MEASURES))

    def _is_turned(self, grid: Grid) -> bool:
        """Whether rows are measures and columns are names: "| | Alvera | Montilla |"."""
        if id(grid) not in self._turned:
            self._turned[id(grid)] = self._turns(grid)
        return self._turned[id(grid)]

    def _turns(self, grid: Grid) -> bool:
        if not grid.heads:
            return False
        heads = [c for c in grid.heads[-1].cells[1:] if c.of(self._text).strip()]
        if not heads or any(
            self._header(c).unit or self._times_in(c) or self._is_measure(c, self._header(c))
            or _is_move(c.of(self._text))
            for c in heads
        ):  # fmt: skip
            return False
        labels = [row.cells[0] for row in grid.body if row.cells]
        measures = sum(self._is_measure(c, self._header(c)) for c in labels)
        return 2 * measures >= len(labels) > 0

    def _name(self, cell: Span) -> str:
        """Return the fullest name of what a cell names, else its words."""
        token = self._last_word(cell)
        mention = None if token is None else self._analysis.mention_of(token)
        if mention is not None and mention.start <= cell.start + 1:
            entity = self._analysis.entities[mention.entity]
            if is_named(self._analysis, entity):
                return entity.name
        return cell.of(self._text).strip()

    def _column_labels(self, place: _Place) -> bool:
        cells = self._head_cells(place)
        header = cells[-1].of(self._text) if cells else ""
        if _LABELLING.fullmatch(header) and not self._header(cells[-1]).unit:
            return True
        written = [
            r.cells[place.column].of(self._text).strip()
            for r in place.grid.body
            if place.column < len(r.cells)
        ]
        if all(_YEARS.fullmatch(w) for w in written):
            return True
        ranks = [w.rstrip(".") for w in written]
        first = place.column == 0
        return first and ranks == [str(n) for n in range(1, len(ranks) + 1)]

    def _time(self, place: _Place) -> TimeExpression | None:
        """Return the time of a cell: that of its header, its row or the caption, in this order."""
        for cell in reversed(self._head_cells(place)):
            times = self._times_in(cell)
            if times:
                return times[0]
        for column, cell in enumerate(place.row.cells):
            above = self._head_cells(msgspec.structs.replace(place, column=column))
            header = above[-1].of(self._text) if above else ""
            if column == place.column or not (_DATED.fullmatch(header) or self._times_in(cell)):
                continue
            time = self._time_in(cell, whole=True)
            if time is not None and _DATED.fullmatch(header):
                return time
        return None

    def _times_in(self, cell: Span) -> list[TimeExpression]:
        times = self._analysis.times
        found: list[TimeExpression] = []
        for time in times[bisect_left(times, cell.start, key=lambda t: t.start) :]:
            if time.start >= cell.end:
                break
            if time.first is not None and time.end <= cell.end:
                found.append(time)
        if not found and _MONTH.fullmatch(cell.of(self._text)):
            return self._month(cell)
        return found

    def _month(self, cell: Span) -> list[TimeExpression]:
        """Return the time of a cell that is the name of a month, a word like others in prose."""
        before = "in "
        found = tag(before + cell.of(self._text).strip(), self._analysis.article.published)
        return [
            msgspec.structs.replace(t, start=cell.start, end=cell.end)
            for t in found
            if t.first is not None
        ]

    def _time_in(self, cell: Span, *, whole: bool) -> TimeExpression | None:
        """Return the time of *cell*, *whole*: that fills it, None when there is none."""
        for time in self._times_in(cell):
            if not whole or (time.start <= cell.start + 1 and time.end >= cell.end - 1):
                return time
        return None


def _says(measure: str, label: str) -> bool:
    """Whether the words of a row's label are already in its measure."""
    return measure == label or measure.startswith(f"{label}, ")


def _is_word(label: str) -> bool:
    return _LETTER.search(label) is not None


def _is_move(measure: str) -> bool:
    """Whether a header tells only how much something moved: "Change", "% growth"."""
    return bool(measure) and set(re.findall(r"[a-z]+", measure.lower())) <= _MOVES | {
        "year", "on", "annual", "over", "yoy", "in", "y",
    }  # fmt: skip


def _joined(heads: list[Header]) -> Header:
    """Return the headers of one column as one: "2024" above "Sales (€bn)"."""
    found = Header(measure="")
    for head in heads:
        words = " ".join(w for w in (found.measure, head.measure) if w)
        found = _completed(head, found, words=words)
    return found


def _completed(first: Header, second: Header, *, words: str) -> Header:
    """Return *first* with what only *second* tells, under the measure *words*."""
    unit = first if first.unit is not None or first.scale != 1.0 else second
    return Header(
        measure=words,
        unit=unit.unit,
        unit_text=unit.unit_text,
        dimension=unit.dimension,
        scale=unit.scale,
        per=first.per or second.per,
    )


def _figure(text: str, quantity: Quantity, head: Header, confidence: float) -> Figure:
    """Return the figure of a cell, in its own unit or that of its header with its scale."""
    number, unit = quantity.number, quantity.unit
    code: str | None = head.unit
    written, scale, dimension = head.unit_text, head.scale, head.dimension or "count"
    if unit is not None:
        code, written, dimension = unit.code, text[unit.start : unit.end].strip(), unit.dimension
        scale = head.scale if head.dimension == unit.dimension and _is_plain(text, number) else 1.0
    if scale != 1.0:
        number = msgspec.structs.replace(
            number,
            value=_scaled(number.value, scale),
            low=_scaled(number.low, scale),
            high=_scaled(number.high, scale),
        )
    return Figure(
        quantity=msgspec.structs.replace(quantity, number=number),
        counted=None,
        start=quantity.start,
        end=quantity.end,
        unit=code,
        unit_text=written,
        dimension=dimension,
        per=quantity.per or (head.per if unit is None or unit.dimension != "share" else None),
        bound=number.bound,
        confidence=confidence,
    )


def _is_plain(text: str, number: Number) -> bool:
    """Whether a number is digits alone, without a scale of its own: "412", not "4.1bn"."""
    return text[number.end - 1 : number.end].isdigit()


def _scaled(value: float | None, scale: float) -> float | None:
    return None if value is None else exact(value, scale)
