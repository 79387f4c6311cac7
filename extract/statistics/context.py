"""What the sentence says around a figure: whose it is, of what, which way, when and where."""

import re

import msgspec

from extract.analysis import Analysis
from extract.dates import TimeExpression
from extract.language import Sentence, Token
from extract.names import ArticleEntity
from extract.statistics.counting import Counted, phrase_at
from extract.statistics.dating import main_time_of, time_of
from extract.statistics.direction import direction_of
from extract.statistics.quantity import Quantity, key_before
from schemas import Direction

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
    " rocket dip swell widen narrow stay peak retreat rebound recover weaken strengthen sink thin"
    " slow warm cool".split()
)
"""Verbs whose subject is what is measured: "output fell 3%"; not "the firm paid $3m"."""

_CHANGING = frozenset(
    "raise cut lift lower reduce increase slash trim boost push bring take expand extend shrink"
    " double limit cap hold keep leave set put decrease hike".split()
)
"""Verbs that change or fix their object by or to a figure."""
_UNMEASURED = frozenset({"duration", "age", "ratio"})
_HEADS = frozenset({"title", "heading", "label"})
_VERBAL = frozenset({"VERB", "AUX"})
_GLUED = frozenset({"'s", "’s", "'", "’"})
_OWNING_CASES = _GLUED | {"of", "at", "by"}
_OWNING = frozenset({"organisation", "group", "country", "place", "person", "facility"})
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
    if of is None and counted is None and quantity.unit is not None:
        of = _premodified(analysis, sentence, quantity, anchor) or _bracketed(analysis, quantity)
    subject = owner or _owner_of(analysis, quantity, anchor, governor)
    if subject is None and not _is_duration(quantity):
        subject = _from_label(analysis, sentence)
    return Context(
        of=of or (None if counted is not None else measure),
        subject=subject,
        direction=direction_of(analysis.text, quantity),
        time=time_of(analysis, sentence, quantity, anchor, governor)
        or main_time_of(analysis, sentence, quantity, anchor, governor),
        place=_place(analysis, anchor, governor)
        or (None if measure is None else _place_of_subject(analysis, governor)),
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
    if token.upos in _VERBAL or analysis.children(token, "cop", "nsubj"):
        return True
    return bool(_before_mistaken_verb(analysis, token))


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
        subjects = analysis.children(token, "nsubj") or _before_mistaken_verb(analysis, token)
        if subjects:
            return subjects[-1] if subjects[0].rel == "compound" else subjects[0]
        relation = token.rel.split(":")[0]
        if relation not in {"xcomp", "conj", "advcl", "ccomp", "aux", "parataxis"}:
            return None
        inner, token = token, analysis.head(token)
        if token is not None and relation == "xcomp":
            objects = [t for t in analysis.children(token, "obj") if t.index < inner.index]
            if objects:  # "expects the economy to grow by 5%": the economy grows
                return objects[-1]
    return None


def _before_mistaken_verb(analysis: Analysis, token: Token) -> list[Token]:
    """Return the noun before a verb that the tree glues to it.

    In "Bloomberg snagged 13 percent" the model may read a compound, even of two nouns: but nouns
    take no object.
    """
    noun = token.upos == "NOUN" and bool(analysis.children(token, "obj"))
    if not noun and token.upos != "VERB":
        return []
    near = [t for t in analysis.children(token, "compound") if t.index == token.index - 1]
    return [t for t in near if t.upos in {"NOUN", "PROPN"}]


def _subject(analysis: Analysis, governor: Token | None, anchor: Token) -> str | None:
    if not _direct(analysis, anchor, governor):
        return None
    subject = _grammatical_subject(analysis, governor)
    if subject is None or subject.index == anchor.index or _covers(analysis, subject, anchor):
        return None
    return _entity_name(analysis, subject) or _owner(analysis, subject, _GLUED)


def _owner(analysis: Analysis, noun: Token, cases_of: frozenset[str]) -> str | None:
    """Return the name that owns *noun*: "Norway's inflation", "sales of Ford", "UK exports".

    *cases_of*: the prepositions that own something here. "Exports to China" and "growth in May"
    are nobody's, and a jury at a court acts for itself.
    """
    for child in analysis.children(noun, "nmod", "compound", "amod"):
        relation = child.rel.split(":")[0]
        cases = {t.text.lower() for t in analysis.children(child, "case")}
        if relation == "nmod" and not cases <= cases_of:
            continue
        entity = analysis.entity_of(child)
        if entity is None or entity.kind not in _OWNING:
            continue
        name = _entity_name(analysis, child)
        if name is not None:
            return name
    return None


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
    changed = _changed_object(analysis, governor, anchor)
    subject = changed or _grammatical_subject(analysis, governor)
    if subject is None or subject.upos not in {"NOUN", "PROPN"}:
        return None, None
    if subject.index == anchor.index or _covers(analysis, subject, anchor):
        return None, None
    if analysis.children(subject, "nummod"):
        return None, None  # "there are six bridges in 900 kilometres"
    measured = subject.lemma.lower() in _MEASURES or _is_level(analysis, governor)
    if changed is None and not measured:
        return None, None
    owner = _owner(analysis, subject, _OWNING_CASES)
    if subject.upos == "PROPN" or analysis.mention_of(subject) is not None:
        return None, None
    return _noun_phrase(analysis, subject), owner


def _changed_object(analysis: Analysis, governor: Token | None, anchor: Token) -> Token | None:
    """Return what a verb changes by or to the figure: "raised its prices by 12%"."""
    if governor is None or governor.lemma.lower() not in _CHANGING:
        return None
    found = [
        t for t in analysis.children(governor, "obj") if governor.index < t.index < anchor.index
    ]
    cases = {t.text.lower() for t in analysis.children(anchor, "case")}
    return found[0] if found and cases & {"by", "to", "from", "at"} else None


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
    while first.index and _joined_before(analysis, first):
        first = analysis.tokens[first.index - 1]  # "10-year Treasury yield"
    while first.index < head.index and first.upos in {"PUNCT", "SYM"}:
        first = analysis.tokens[first.index + 1]  # "30% chance"
    end = head
    for child in analysis.children(head, "nmod"):
        cases = analysis.children(child, "case")
        if child.index > head.index and cases and cases[0].text == "of":
            tokens = analysis.subtree(child)
            if tokens[0].index == head.index + 1 and len(tokens) <= 8:
                end = tokens[-1]
    return analysis.text[first.start : end.end]


def _joined_before(analysis: Analysis, token: Token) -> bool:
    before = analysis.tokens[token.index - 1]
    hyphen = token.text in {"-", "–"} or before.text in {"-", "–"}
    return hyphen and before.end == token.start and before.sentence == token.sentence


def _of(
    analysis: Analysis, sentence: Sentence, quantity: Quantity, counted: Counted | None
) -> str | None:
    text = analysis.text
    if counted is not None:
        return text[counted.of_start : counted.of_end]
    if quantity.unit is None or quantity.unit.dimension in {"duration", "age"}:
        return _key(analysis, quantity) if quantity.unit is None else None
    phrase = _of_phrase(analysis, sentence, quantity)
    return phrase or _key(analysis, quantity)


def _key(analysis: Analysis, quantity: Quantity) -> str | None:
    """Return the key of the line of a figure, if it is no date ("Friday: 31 degrees")."""
    key = key_before(analysis.text, quantity.start)
    if key is None:
        return None
    end = quantity.start - 2
    dated = any(t.start <= end - len(key) and t.end >= end for t in analysis.times)
    return None if dated else key


def _premodified(
    analysis: Analysis, sentence: Sentence, quantity: Quantity, anchor: Token
) -> str | None:
    """Return the noun that a measure stands in front of: "a $15 minimum wage"."""
    unit = quantity.unit
    if unit is None or unit.dimension in _UNMEASURED or quantity.per is not None:
        return None
    if analysis.text[quantity.end : quantity.end + 1] not in {" ", "-"}:
        return None
    phrase = phrase_at(analysis, quantity.end + 1, sentence)
    if phrase is None or phrase.start > quantity.end + 1 or anchor.head != phrase.head.index:
        return None
    if anchor.rel.split(":")[0] not in {"nummod", "compound", "amod", "nmod", "det"}:
        return None
    return analysis.text[phrase.of_start : phrase.of_end]


def _bracketed(analysis: Analysis, quantity: Quantity) -> str | None:
    """Return the noun whose measure stands in brackets: "thin margins (around 4 percent)"."""
    text = analysis.text
    if any(n.end == quantity.start - 2 for n in analysis.numbers):
        return None
    if text[max(0, quantity.start - 2) : quantity.start] != " (":
        return None
    before = [*analysis.tokens_between(max(0, quantity.start - 3), quantity.start - 2)]
    if not before or before[-1].upos != "NOUN" or text[quantity.end : quantity.end + 1] != ")":
        return None
    return _noun_phrase(analysis, before[-1])


_OF_NEXT = re.compile(r" (?P<word>of|in)(?: (?:the|its|their|his|her|all|our|these|those))? (?=\S)")
_NOT_AMOUNTS = frozenset(
    "trading cash change total all addition fact return part full exchange advance prison jail"
    " dealings business europe london".split()
)


def _of_phrase(analysis: Analysis, sentence: Sentence, quantity: Quantity) -> str | None:
    """Return what follows "of" after a share or amount: "30% of voters", "$5m in aid"."""
    unit = quantity.unit
    found = _OF_NEXT.match(analysis.text, quantity.end)
    if found is None and unit is not None:  # "40 tonnes of ore a day"
        found = _OF_NEXT.match(analysis.text, max(unit.end, quantity.tail))
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


def _place_of_subject(analysis: Analysis, governor: Token | None) -> str | None:
    """Return the place of what is measured: "unemployment in Spain fell to 12 percent"."""
    subject = _grammatical_subject(analysis, governor)
    return None if subject is None else _place(analysis, subject, None)


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
