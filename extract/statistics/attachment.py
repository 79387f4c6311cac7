"""Where a figure hangs in the tree: its anchor, the noun that holds it, its predicate."""

import msgspec

from extract.analysis import Analysis
from extract.language import Token
from extract.statistics.counting import Counted
from extract.statistics.quantity import Quantity

VERBAL = frozenset({"VERB", "AUX"})
_ARGUMENTS = frozenset("obj obl iobj advmod conj xcomp appos dep".split())
_RAISING = frozenset("xcomp conj advcl ccomp aux parataxis".split())
_TRANSPARENT = frozenset(
    "total average maximum minimum mean median sum combined record peak estimate equivalent".split()
)
"""Nouns that only say how the figure was reckoned: "a total of 12,000 places"."""

_NO_HOLDERS = _TRANSPARENT | frozenset(
    "rest lot one most many some half majority minority third quarter number amount share part kind"
    " sort type group chance each all any none percent period".split()
)
_ABOUT_MONEY = frozenset(
    "appeal bill contract fine cheque check deal fee order tender loan invoice claim request"
    " budget".split()
)
"""Nouns whose "for" and a sum tell how much: "its appeal for $62m"; not "shares for $62m"."""

_MEASURING = frozenset(
    "totalling totaling averaging costing weighing measuring numbering exceeding amounting".split()
)
"""Participles that measure the noun before them: "fines totalling $3m"."""

_DIMENSION_WORDS = frozenset(
    "high long wide deep tall thick old heavy strong broad across worth apart".split()
)
"""Words between a measure and what has it: "waves nine metres high", "goods worth $5m"."""


class Attachment(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The place of a figure in the tree.

    `anchor`: the token through which it hangs. `holder`: the noun whose measure it is ("a depth
    of 40 metres", "goods worth $5m"), if it has one. `governor`: the predicate above both.
    """

    anchor: Token
    holder: Token | None
    governor: Token | None


def attached(analysis: Analysis, quantity: Quantity, counted: Counted | None) -> Attachment | None:
    """Return where *quantity* hangs, None where it has no words."""
    anchor = _anchor(analysis, quantity, counted)
    if anchor is None:
        return None
    anchor = _past_transparent(analysis, anchor)
    holder = None if counted is not None else _holder(analysis, quantity, anchor)
    return Attachment(anchor=anchor, holder=holder, governor=_governor(analysis, holder or anchor))


def _anchor(analysis: Analysis, quantity: Quantity, counted: Counted | None) -> Token | None:
    number = quantity.number
    if counted is not None:
        return _part(analysis, quantity, counted) or counted.head
    start = number.start if quantity.unit is None else min(number.start, quantity.unit.start)
    inside = [t for t in analysis.tokens_between(start, quantity.end) if t.upos != "PUNCT"]
    if not inside:
        return None
    indexes = {t.index for t in inside}
    return next((t for t in inside if t.head not in indexes), inside[-1])


def _part(analysis: Analysis, quantity: Quantity, counted: Counted) -> Token | None:
    """Return the number where what is counted hangs on it: "16 of its 54 trains"."""
    number = quantity.number
    tokens = [t for t in analysis.tokens_between(number.start, number.end) if t.upos != "PUNCT"]
    inside = {t.index for t in tokens}
    top = next((t for t in tokens if t.head not in inside), None)
    above = analysis.head(counted.head)
    for _ in range(2):
        if above is None or top is None:
            return None
        if above.index == top.index:
            return top
        above = analysis.head(above)
    return None


def _past_transparent(analysis: Analysis, anchor: Token) -> Token:
    head = analysis.head(anchor)
    if head is None or base(anchor) != "nmod" or head.lemma.lower() not in _TRANSPARENT:
        return anchor
    return head if cases(analysis, anchor) <= {"of"} else anchor


def base(token: Token) -> str:
    """Return the relation of *token* without its subtype."""
    return token.rel.split(":")[0]


def cases(analysis: Analysis, token: Token) -> set[str]:
    """Return the prepositions of *token*, in small letters."""
    return {t.text.lower() for t in analysis.children(token, "case")}


def _holder(analysis: Analysis, quantity: Quantity, anchor: Token) -> Token | None:
    head = analysis.head(anchor)
    if head is None:
        return None
    if head.text.lower() in _DIMENSION_WORDS and base(anchor) in {
        "obl", "obj", "advmod", "nmod", "nummod", "dep",
    }:  # fmt: skip
        above = analysis.head(head)
        if above is not None and above.upos == "NOUN" and base(head) in {"amod", "acl"}:
            return above
        return None
    if head.upos != "NOUN" or head.index > anchor.index or base(anchor) not in {"nmod", "appos"}:
        return None
    if head.lemma.lower() in _NO_HOLDERS or _is_measure_word(analysis, head):
        return None
    found = cases(analysis, anchor)
    money = quantity.unit is not None and quantity.unit.dimension == "money"
    if found == {"of"} or (found == {"for"} and money and head.lemma.lower() in _ABOUT_MONEY):
        return head
    return None


def _is_measure_word(analysis: Analysis, token: Token) -> bool:
    """Whether *token* is the unit of another figure or a time: "three days of 40 degrees"."""
    if analysis.children(token, "nummod"):
        return True
    return any(t.start <= token.start < t.end for t in analysis.times)


def _governor(analysis: Analysis, anchor: Token) -> Token | None:
    """Return the predicate that *anchor* depends on, through conjuncts and modifiers."""
    if analysis.children(anchor, "nsubj"):
        return anchor
    token: Token | None = anchor
    for _ in range(8):
        if token is None:
            return None
        if token is not anchor and is_predicate(analysis, token):
            return token
        if token.rel in {"root", "parataxis"}:
            return token
        token = analysis.head(token)
    return None


def is_predicate(analysis: Analysis, token: Token) -> bool:
    """Return whether *token* heads a clause."""
    if token.upos in VERBAL or analysis.children(token, "cop", "nsubj"):
        return True
    return bool(before_mistaken_verb(analysis, token))


def is_direct(analysis: Analysis, token: Token, governor: Token | None) -> bool:
    """Return whether *token* is an argument of *governor* itself, not deep in another noun."""
    above: Token | None = token
    for _ in range(4):
        if above is None or governor is None or above.index == governor.index:
            return above is not None
        if base(above) not in _ARGUMENTS:
            return False
        above = analysis.head(above)
    return False


def grammatical_subject(analysis: Analysis, governor: Token | None) -> Token | None:
    """Return the subject of *governor*, inherited along xcomp, conj and advcl.

    For a relative pronoun its antecedent: in "the yard, which lost $3m" the yard.
    """
    token = governor
    for _ in range(5):
        if token is None:
            return None
        subjects = analysis.children(token, "nsubj") or before_mistaken_verb(analysis, token)
        if analysis.children(token, "csubj"):
            return None
        before = analysis.tokens[token.index - 1]
        if token.text.lower() in _MEASURING and token.index and before.upos == "NOUN":
            return before
        if subjects:
            found = subjects[-1] if subjects[0].rel == "compound" else subjects[0]
            return antecedent(analysis, token, _named(analysis, subjects) or found)
        relation = base(token)
        if relation == "acl" and token.upos == "VERB" and not token.rel.endswith("relcl"):
            return analysis.head(token) if token.text.lower().endswith("ing") else None
        if relation not in _RAISING:
            return None
        raised = [t for t in analysis.children(token, "obj") if t.index < token.index]
        if raised and relation in {"xcomp", "ccomp"}:
            return raised[-1]  # "expects Leipzig to have 650,000 residents"
        inner, token = token, analysis.head(token)
        if token is not None and relation in {"xcomp", "ccomp"}:
            objects = [t for t in analysis.children(token, "obj") if t.index < inner.index]
            if objects:  # "expects the economy to grow by 5%": the economy grows
                return objects[-1]
    return None


def _named(analysis: Analysis, subjects: list[Token]) -> Token | None:
    """Return the name of two subjects glued without a comma: "the shipbuilder Morska has won"."""
    if len(subjects) < 2 or subjects[-1].upos != "PROPN":
        return None
    between = analysis.tokens[subjects[0].index + 1 : subjects[-1].index]
    return None if any(t.upos == "PUNCT" for t in between) else subjects[-1]


def antecedent(analysis: Analysis, clause: Token, subject: Token) -> Token:
    """Return what a relative pronoun stands for, *subject* itself if it is none."""
    if subject.text.lower() not in {"which", "who", "that"} or base(clause) != "acl":
        return subject
    above = analysis.head(clause)
    if above is None:
        return subject
    if subject.text.lower() != "which" or not _is_person(analysis, above):
        return above
    # "Owen Pratt of Lodestar Capital, which manages $12bn": no person is "which".
    before = [
        t
        for t in analysis.tokens[above.index + 1 : subject.index]
        if t.upos == "PROPN" and analysis.entity_of(t) is not None
    ]
    return before[-1] if before and not _is_person(analysis, before[-1]) else above


def _is_person(analysis: Analysis, token: Token) -> bool:
    entity = analysis.entity_of(token)
    return entity is not None and entity.kind == "person"


def before_mistaken_verb(analysis: Analysis, token: Token) -> list[Token]:
    """Return the noun before a verb that the tree glues to it.

    In "Bloomberg snagged 13 percent" the model may read a compound, even of two nouns: but nouns
    take no object.
    """
    noun = token.upos == "NOUN" and bool(analysis.children(token, "obj"))
    if not noun and token.upos != "VERB":
        return []
    near = [
        t
        for t in analysis.children(token, "compound")
        if analysis.subtree(t)[-1].index == token.index - 1
    ]
    return [t for t in near if t.upos in {"NOUN", "PROPN"}]
