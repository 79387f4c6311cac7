"""What the sentence says around a figure: whose it is, of what, which way, when and where."""

import re

import msgspec

from extract.analysis import Analysis
from extract.dates import TimeExpression
from extract.language import Sentence, Token
from extract.names import ArticleEntity
from extract.statistics.counting import Counted, phrase_at
from extract.statistics.quantity import Quantity, key_before
from schemas import Direction

_UP = (
    "rise|rises|rose|risen|rising|increase|increases|increased|increasing|grow|grows|grew|grown"
    "|growing|gain|gains|gained|gaining|climb|climbs|climbed|climbing|jump|jumps|jumped|jumping"
    "|surge|surges|surged|surging|soar|soars|soared|soaring|advance|advances|advanced|rally|rallied"
    "|up|higher|spike|spiked|leap|leapt|leaped|add|adds|added|adding|expand|expanded|growth"
    "|improve|improved|rebound|rebounded|hike|hiked|swell|swelled|increment"
)
_DOWN = (
    "fall|falls|fell|fallen|falling|drop|drops|dropped|dropping|decline|declines|declined|declining"
    "|decrease|decreases|decreased|decreasing|slip|slips|slipped|slide|slides|slid|lose"
    "|loses|lost|losing|shed|sheds|shedding|plunge|plunged|plunges|tumble|tumbled|tumbles|down"
    "|lower|shrink|shrank|shrunk|contract|contracted|contracts|cut|cuts|cutting|reduce|reduced"
    "|reduces|ease|eased|dip|dipped|dips|retreat|retreated|slump|slumped|crash|crashed|reduction"
    "|weaken|weakened|off|slash|slashed|trim|trimmed|plummet|plummeted"
)
_LINK = (
    r"(?: (?:by|of|another|a further|an additional|an?|as much as|in|an estimated|just|only|some"
    r"|the))*"
)
_BEFORE = re.compile(
    rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN})){_LINK}(?: (?:[a-z]+ly|sharp|modest|further))? $",
    re.IGNORECASE,
)
"""A verb or noun of change right before a figure: "rose by ", "a fall of "; not "rose to "."""

_AFTER = re.compile(
    r"(?:[ -](?:year-on-year|year-over-year|annual|annualised|monthly|quarterly|sharp|overall"
    r"|further|pay|price|wage|tax|points?|average))?[ -](?:"
    r"(?P<up>increase|rise|jump|gain|growth|surge|hike|spike|climb|uptick|higher|more|raise"
    r"|boost|upturn|up)"
    r"|(?P<down>decrease|decline|drop|fall|cut|reduction|dip|slump|plunge|loss|lower|less|fewer"
    r"|slide|contraction|discount|down|downturn))\b(?! than half| to )",
    re.IGNORECASE,
)
_CHANGE_DIMENSIONS = frozenset(
    {
        "share",
        "money",
        "index",
        "mass",
        "length",
        "temperature",
        "energy",
        "power",
        "volume",
        "rate",
    }
)
_AMOUNT = re.compile(
    r"\b(?:lose|loses|lost|losing|add|adds|added|adding|gains? of|gained|(?:ma[dk]e|makes|"
    r"making|set|took|takes?|end|ended|put|come|came|give|gave|wind|open|step|turn|sign|"
    r"speed|free)s? up|cut|cuts|cutting|slash|slashed|trim|trimmed|shed|pay off|paid off|"
    r"write off|wrote off|lay off|laid off|put down|put off|one off|step down)\b",
    re.IGNORECASE,
)
"""Changes that with money name an amount ("lost $3m") and not the size of a move."""

_MEASURES = frozenset(
    "rate inflation unemployment share index price cost revenue profit income sale output"
    " export import deficit surplus debt wage salary turnout population gdp growth temperature"
    " toll average total level number yield turnover production demand stock budget value speed"
    " height length weight age membership attendance circulation emission rainfall consumption"
    " investment spending productivity approval support tax rent fee fine bill premium loss"
    " earnings dividend volume density capacity size depth area distance footfall traffic crime"
    " mortality enrolment".split()
)
_LEVEL_VERBS = frozenset(
    "be rise fall total reach average stand cost amount measure weigh hover range hit remain climb"
    " drop increase decrease grow shrink decline jump surge plunge exceed account slip soar gain"
    " lose double equal number close trade settle ease edge tumble advance slide"
    " rocket dip swell widen narrow stay peak retreat rebound recover".split()
)
"""Verbs whose subject is what is measured: "output fell 3%"; not "the firm paid $3m"."""

_UNMEASURED = frozenset({"duration", "age", "ratio"})
_HEADS = frozenset({"title", "heading", "label"})
_VERBAL = frozenset({"VERB", "AUX"})
_LIKELY_PLACES = frozenset({"country", "place"})


class Context(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What surrounds a figure; every field is None when the sentence does not tell."""

    of: str | None = None
    subject: str | None = None
    direction: Direction | None = None
    time: TimeExpression | None = None
    place: str | None = None


def context_of(
    analysis: Analysis, sentence: Sentence, quantity: Quantity, counted: Counted | None
) -> Context:
    """Return the context of *quantity*, from the syntax of *sentence*."""
    anchor = _anchor(analysis, quantity, counted)
    if anchor is None:
        return Context(direction=direction_of(analysis.text, quantity))
    governor = _governor(analysis, anchor)
    measure, owner = None, None
    if quantity.unit is None or quantity.unit.dimension not in _UNMEASURED:
        measure, owner = _measure(analysis, governor, anchor)
    of = _of(analysis, sentence, quantity, counted)
    subject = owner or _owner_of(analysis, quantity, anchor, governor)
    if subject is None and not _is_duration(quantity):
        subject = _from_label(analysis, sentence)
    return Context(
        of=of or (None if counted is not None else measure),
        subject=subject,
        direction=direction_of(analysis.text, quantity),
        time=_time(analysis, sentence, quantity, anchor, governor),
        place=_place(analysis, anchor, governor),
    )


def _anchor(analysis: Analysis, quantity: Quantity, counted: Counted | None) -> Token | None:
    """Return the token through which the figure hangs in the tree."""
    if counted is not None:
        return counted.head
    inside = [t for t in analysis.tokens_between(quantity.start, quantity.end) if t.upos != "PUNCT"]
    if not inside:
        return None
    numbers = {t.index for t in inside}
    return next((t for t in inside if t.head not in numbers), inside[-1])


def _governor(analysis: Analysis, anchor: Token) -> Token | None:
    """Return the predicate the figure depends on directly, through conjuncts and modifiers."""
    token: Token | None = anchor
    for _ in range(8):
        if token is None:
            return None
        if _is_predicate(analysis, token) and token is not anchor:
            return token
        if token.rel in {"root", "parataxis"}:
            return token
        token = analysis.head(token)
    return None


def _is_predicate(analysis: Analysis, token: Token) -> bool:
    return token.upos in _VERBAL or bool(analysis.children(token, "cop", "nsubj"))


def _direct(analysis: Analysis, anchor: Token, governor: Token | None) -> bool:
    """Whether the figure is an argument of the predicate itself, not deep in another noun."""
    token: Token | None = anchor
    for _ in range(4):
        if token is None or governor is None or token.index == governor.index:
            return token is not None
        if token.rel.split(":")[0] not in {
            "obj", "obl", "iobj", "advmod", "conj", "xcomp", "appos", "dep",
        }:  # fmt: skip
            return False
        token = analysis.head(token)
    return False


def _grammatical_subject(analysis: Analysis, governor: Token | None) -> Token | None:
    """Return the subject of *governor*, inherited along xcomp, conj and advcl."""
    token = governor
    for _ in range(5):
        if token is None:
            return None
        subjects = analysis.children(token, "nsubj")
        if subjects:
            return subjects[0]
        relation = token.rel.split(":")[0]
        if relation not in {"xcomp", "conj", "advcl", "ccomp", "aux", "parataxis"}:
            return None
        token = analysis.head(token)
    return None


def _subject(analysis: Analysis, governor: Token | None, anchor: Token) -> str | None:
    if not _direct(analysis, anchor, governor):
        return None
    subject = _grammatical_subject(analysis, governor)
    if subject is None or subject.index == anchor.index or _covers(analysis, subject, anchor):
        return None
    return _entity_name(analysis, subject)


def _is_duration(quantity: Quantity) -> bool:
    return quantity.unit is not None and quantity.unit.dimension == "duration"


def _owner_of(
    analysis: Analysis, quantity: Quantity, anchor: Token, governor: Token | None
) -> str | None:
    """Return whose figure it is: the person of an age, else the subject of the predicate.

    A duration has an owner only as an object ("served nine years"); as an adjunct it tells
    when ("took office two years ago").
    """
    if quantity.unit is not None and quantity.unit.dimension == "age":
        return _aged_person(analysis, quantity)
    if _is_duration(quantity) and anchor.rel != "obj":
        return None
    return _subject(analysis, governor, anchor)


def _aged_person(analysis: Analysis, quantity: Quantity) -> str | None:
    """Return the person beside an age: "Ana Ruiz, 34," or "34-year-old Ana Ruiz"."""
    tokens = [t for t in analysis.tokens_between(quantity.start, quantity.end) if t.upos != "PUNCT"]
    if not tokens:
        return None
    first, last = tokens[0].index, tokens[-1].index
    sentence = analysis.sentences[tokens[0].sentence]
    for index in (last + 1, first - 1, first - 2, first - 3):
        if not sentence.first <= index < sentence.last:
            continue
        token = analysis.tokens[index]
        if index < first - 1 and any(
            t.upos not in {"PUNCT", "ADJ", "VERB"} for t in analysis.tokens[index + 1 : first]
        ):
            return None
        entity = analysis.entity_of(token)
        if entity is not None and entity.kind == "person" and _is_named(analysis, entity):
            return entity.name
    return None


def _covers(analysis: Analysis, top: Token, token: Token) -> bool:
    return any(t.index == token.index for t in analysis.subtree(top))


def _entity_name(analysis: Analysis, token: Token) -> str | None:
    entity = analysis.entity_of(token)
    if entity is None or entity.kind == "event" or not _is_named(analysis, entity):
        return None  # "the firm", "two people" name nobody
    return entity.name


def _is_named(analysis: Analysis, entity: ArticleEntity) -> bool:
    return any(analysis.mentions[index].kind == "name" for index in entity.mentions)


def _measure(
    analysis: Analysis, governor: Token | None, anchor: Token
) -> tuple[str | None, str | None]:
    """Return the measured noun ("unemployment rate") of a figure and the name that owns it.

    “Norway's inflation rate fell to 3%” gives ("inflation rate", "Norway").
    """
    if not _direct(analysis, anchor, governor):
        return None, None
    subject = _grammatical_subject(analysis, governor)
    if subject is None or subject.upos not in {"NOUN", "PROPN"}:
        return None, None
    if subject.index == anchor.index or _covers(analysis, subject, anchor):
        return None, None
    if subject.lemma.lower() not in _MEASURES and not _is_level(analysis, governor):
        return None, None
    owner = next(
        (_entity_name(analysis, t) for t in analysis.children(subject, "nmod", "nmod:poss")), None
    )
    if subject.upos == "PROPN" or analysis.mention_of(subject) is not None:
        return None, None
    return _noun_phrase(analysis, subject), owner


def _is_level(analysis: Analysis, governor: Token | None) -> bool:
    if governor is None:
        return False
    return governor.lemma.lower() in _LEVEL_VERBS or bool(analysis.children(governor, "cop"))


def _noun_phrase(analysis: Analysis, head: Token) -> str:
    """Return a noun with its compounds and adjectives, and an "of" phrase, as written."""
    first = head
    for child in analysis.children(head, "compound", "amod", "nummod"):
        if child.index < first.index and child.index >= head.index - 5:
            first = child if first is head or child.index < first.index else first
    end = head
    for child in analysis.children(head, "nmod"):
        cases = analysis.children(child, "case")
        if child.index > head.index and cases and cases[0].text == "of":
            tokens = analysis.subtree(child)
            if tokens[0].index == head.index + 1 and len(tokens) <= 8:
                end = tokens[-1]
    return analysis.text[first.start : end.end]


def _of(
    analysis: Analysis, sentence: Sentence, quantity: Quantity, counted: Counted | None
) -> str | None:
    text = analysis.text
    if counted is not None:
        return text[counted.of_start : counted.of_end]
    if quantity.unit is None or quantity.unit.dimension in {"duration", "age"}:
        key = key_before(text, quantity.start)
        return key if quantity.unit is None else None
    phrase = _of_phrase(analysis, sentence, quantity)
    return phrase or key_before(text, quantity.start)


_OF_NEXT = re.compile(r" (?P<word>of|in)(?: (?:the|its|their|his|her|all|our|these|those))? (?=\S)")
_NOT_AMOUNTS = frozenset(
    "trading cash change total all addition fact return part full exchange advance prison jail"
    " dealings business europe london".split()
)


def _of_phrase(analysis: Analysis, sentence: Sentence, quantity: Quantity) -> str | None:
    """Return what follows "of" after a share or amount: "30% of voters", "$5m in aid"."""
    found = _OF_NEXT.match(analysis.text, quantity.end)
    unit = quantity.unit
    if found is None or unit is None or unit.dimension == "index":
        return None
    if any(t.start <= found.end() < t.end for t in analysis.times):
        return None
    phrase = phrase_at(analysis, found.end(), sentence)
    if phrase is None:
        return None
    if found["word"] == "in":
        bare = found[0] == " in "
        names = phrase.head.upos == "PROPN" or phrase.head.text.lower() in _NOT_AMOUNTS
        if not bare or names or unit.dimension != "money":
            return None
    return analysis.text[phrase.of_start : phrase.of_end]


def direction_of(text: str, quantity: Quantity) -> Direction | None:
    """Return the direction of a change; None for a level ("rose 12 points to 950": 950)."""
    if quantity.number.low is not None and quantity.unit is None:
        return None
    before = _BEFORE.search(text[max(0, quantity.start - 48) : quantity.start])
    unit = quantity.unit
    measured = unit is not None and unit.dimension in _CHANGE_DIMENSIONS
    if before is not None and _moves(text, quantity, before[0], measured=measured):
        return "up" if before["up"] else "down"
    if unit is None or unit.dimension not in {"share", "money", "index", "ratio"}:
        return None
    after = _AFTER.match(text, quantity.end)
    if after is None:
        return None
    return "up" if after["up"] else "down"


def _moves(text: str, quantity: Quantity, words: str, *, measured: bool) -> bool:
    """Whether words of change make the figure the size of a move, not an amount or a total."""
    unit = quantity.unit
    window = text[max(0, quantity.start - len(words) - 8) : quantity.start]
    amount = _AMOUNT.search(window)
    if unit is None or not measured:
        return unit is None and amount is None
    if amount is None:
        return True
    return (
        " up" not in amount[0]
        and " off" not in amount[0]
        and (unit.dimension in {"share", "index", "mass"} or unit.code in {"cent", "penny"})
    )


def _time(
    analysis: Analysis,
    sentence: Sentence,
    quantity: Quantity,
    anchor: Token,
    governor: Token | None,
) -> TimeExpression | None:
    """Return the time of the figure's own clause, the nearest if there are several."""
    best: TimeExpression | None = None
    for time in analysis.times:
        if time.first is None or time.start < sentence.start or time.end > sentence.end:
            continue
        if time.start < quantity.end and quantity.start < time.end:
            continue
        if not _same_clause(analysis, time, anchor, governor):
            continue
        if best is None or _distance(time, quantity) < _distance(best, quantity):
            best = time
    return best


def _distance(time: TimeExpression, quantity: Quantity) -> int:
    return max(time.start - quantity.end, quantity.start - time.end)


def _same_clause(
    analysis: Analysis, time: TimeExpression, anchor: Token, governor: Token | None
) -> bool:
    tokens = list(analysis.tokens_between(time.start, time.end))
    if not tokens:
        return False
    inside = {t.index for t in tokens}
    top = next((t for t in tokens if t.head not in inside), tokens[0])
    token = top
    for _ in range(4):
        above = analysis.head(token)
        if above is None:
            return False
        token = above
        if token.index == anchor.index:
            return True
        if token.upos in _VERBAL or (governor is not None and token.index == governor.index):
            return governor is not None and token.index == governor.index
    return False


def _place(analysis: Analysis, anchor: Token, governor: Token | None) -> str | None:
    """Return the place hung on the figure or its predicate by "in", "at", "across", "near"."""
    for head in (anchor, governor):
        if head is None:
            continue
        for child in analysis.children(head, "nmod", "obl"):
            cases = [c.text.lower() for c in analysis.children(child, "case")]
            if not cases or cases[0] not in {
                "in",
                "at",
                "across",
                "near",
                "throughout",
                "inside",
                "on",
            }:
                continue
            entity = analysis.entity_of(child)
            mention = analysis.mention_of(child)
            if entity and mention and entity.kind in _LIKELY_PLACES and mention.kind == "name":
                return analysis.text[mention.start : mention.end]
    return None


def _in_running_text(analysis: Analysis, entity: ArticleEntity) -> bool:
    """Whether an entity is named outside headings: a label alone makes no name."""
    for index in entity.mentions:
        mention = analysis.mentions[index]
        sentence = analysis.sentence_at(mention.start)
        if sentence is not None and analysis.block_of(sentence).kind not in _HEADS:
            return True
    return False


def _from_label(analysis: Analysis, sentence: Sentence) -> str | None:
    """Return the entity that the label of a list names, for an item without a subject."""
    block = analysis.block_of(sentence)
    if block.kind != "list_item" or block.label is None:
        return None
    tokens = analysis.sentence_tokens(sentence)
    if any(t.rel.startswith("nsubj") for t in tokens):
        return None
    best: tuple[int, str] | None = None
    for entity in analysis.entities:
        for name in (entity.name, *entity.aliases):
            if entity.kind in {"event", "work"} or not _in_running_text(analysis, entity):
                continue
            if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", block.label) and (
                best is None or len(name) > best[0]
            ):
                best = (len(name), entity.name)
    return None if best is None else best[1]
