"""How many people an event touched, with the bounds the text gives."""

from extract.analysis import Analysis
from extract.events.clause import conjuncts
from extract.events.lexicon import verb_lemma, word_class
from extract.language import Token
from extract.numbers import Number
from schemas import Count
from schemas.event import CountKind, Fate

_KIND_OF_FATE: dict[Fate, CountKind] = {
    "killed": "killed",
    "wounded": "wounded",
    "arrested": "arrested",
    "abducted": "abducted",
    "displaced": "displaced",
    "missing": "missing",
    "freed": "other",
}
_FATE_OF_WORD: dict[str, Fate] = {
    "dead": "killed",
    "killed": "killed",
    "injured": "wounded",
    "wounded": "wounded",
    "hurt": "wounded",
    "missing": "missing",
    "homeless": "displaced",
    "displaced": "displaced",
}
_FATE_OF_VERB: dict[str, Fate] = {
    "injure": "wounded",
    "wound": "wounded",
    "hurt": "wounded",
    "maim": "wounded",
    "displace": "displaced",
}


_FATE_OF_NOUN: dict[str, Fate] = {
    "killing": "killed",
    "murder": "killed",
    "assassination": "killed",
    "massacre": "killed",
    "execution": "killed",
    "slaying": "killed",
    "death": "killed",
    "beheading": "killed",
    "lynching": "killed",
    "arrest": "arrested",
    "detention": "arrested",
    "kidnapping": "abducted",
    "abduction": "abducted",
    "release": "freed",
}


def noun_fate(noun: Token) -> Fate | None:
    """Return what befalls those whom *noun* was done to: "the arrest of two men"."""
    return _FATE_OF_NOUN.get(noun.lemma.lower())


def fate_of(verb: Token, fate: Fate | None) -> Fate | None:
    """Return what befalls the objects of *verb*: "injure" wounds whatever the storm does else."""
    own = _FATE_OF_VERB.get(verb_lemma(verb))
    return fate if own is None else own


def counted(analysis: Analysis, tokens: list[Token], fate: Fate | None) -> list[Count]:
    """Return the numbers of people among *tokens* and their coordinates, by what befell them."""
    if fate is None:
        return []
    kind = _KIND_OF_FATE[fate]
    found: list[Count] = []
    for first in tokens:
        for token in conjuncts(analysis, first):
            if not _counts_people(token):
                continue
            number = _number_of(analysis, token)
            if number is not None:
                found.append(_count(kind, number))
    return found


def left_behind(analysis: Analysis, verb: Token) -> list[Count]:
    """Return the counts of "leaving 12 dead and 30 injured"."""
    found: list[Count] = []
    tokens = analysis.subtree(verb)
    for number in analysis.numbers:
        position = next((t for t in tokens if t.start <= number.start < t.end), None)
        if position is None:
            continue
        for token in analysis.tokens[position.index : position.index + 4]:
            fate = _FATE_OF_WORD.get(token.text.lower())
            if fate is not None:
                found.append(_count(_KIND_OF_FATE[fate], number))
                break
    return found


def _counts_people(token: Token) -> bool:
    """Return whether *token* may count people: whoever is hurt or held, no thing or beast."""
    lemma = token.lemma.lower()
    return token.upos in ("NOUN", "NUM", "ADJ", "PROPN", "PRON") and not any(
        lemma in word_class(name)
        for name in ("beast", "building", "vehicle", "aircraft", "violence")
    )


def _number_of(analysis: Analysis, token: Token) -> Number | None:
    """Return the number that counts *token* ("at least 14 people") or that it is itself."""
    spans = [(t.start, t.end) for t in analysis.children(token, "nummod", "amod", "compound")]
    if token.upos == "NUM" or token.lemma.isdigit():
        spans.append((token.start, token.end))
    for number in analysis.numbers:
        for start, end in spans:
            if number.start < end and start < number.end and number.end <= token.end:
                return number
    return None


def _count(kind: CountKind, number: Number) -> Count:
    return Count(
        kind=kind, value=number.value, low=number.low, high=number.high, bound=number.bound
    )
