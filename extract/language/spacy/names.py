"""The names that a spaCy pipeline finds, in the types that dateline knows."""

from collections.abc import Iterable, Sequence

from extract.language.tokens import NameType, Upos

_TYPES: dict[str, NameType] = {
    # OntoNotes, as in spaCy's English pipelines
    "PERSON": "PER", "NORP": "NORP", "FAC": "FAC", "ORG": "ORG", "GPE": "GPE", "LOC": "LOC",
    "EVENT": "EVENT", "LAW": "WORK", "WORK_OF_ART": "WORK",
    # CoNLL 2003 and Wikipedia; MISC is looked at below
    "PER": "PER",
    # A pipeline trained on dateline's own types
    "WORK": "WORK",
}  # fmt: skip


def names(
    found: Iterable[tuple[int, int, str]], forms: Sequence[str], upos: Sequence[Upos]
) -> list[tuple[int, int, NameType]]:
    """Return the names of one sentence with dateline's types, in order.

    *found* holds half-open word ranges with the pipeline's labels. Articles and the 's, which
    OntoNotes counts into a name, are left out of it. Dates, sums, languages and products are
    no names here. MISC, in which CoNLL puts nationalities, events and works together, is a
    nationality when it ends in an adjective (“German”) and otherwise left out: a wrong type
    is worse than none.
    """
    kept: list[tuple[int, int, NameType]] = []
    for first, last, label in sorted(found):
        begin, end = _trimmed(first, last, forms, upos)
        if label == "MISC":
            kind: NameType | None = "NORP" if begin < end and upos[end - 1] == "ADJ" else None
        else:
            kind = _TYPES.get(label)
        if kind is not None and begin < end:
            kept.append((begin, end, kind))
    return kept


def _trimmed(first: int, last: int, forms: Sequence[str], upos: Sequence[Upos]) -> tuple[int, int]:
    while first < last and upos[first] == "DET":
        # “The Hague” keeps its article: inside a sentence only a name writes it with a capital.
        if first > 0 and forms[first][0].isupper():
            break
        first += 1
    while last > first and forms[last - 1].lower() in {"'s", "’s", "'", "’"}:
        last -= 1
    return first, last
