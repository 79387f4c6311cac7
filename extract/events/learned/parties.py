"""What a phrase shows of its part in an event: where it stands seen from the trigger."""

from collections.abc import Mapping

import msgspec

from extract.analysis import Analysis
from extract.events.clause import Clause, clause_of, is_passive, preposition
from extract.events.lexicon import kinds
from extract.events.participants import names_country
from extract.language import Sentence, Token

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"})
_INSIDE = frozenset({"flat", "fixed", "goeswith", "nummod", "punct", "case"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose", "what", "there", "where"})
_FAR = 6
_STEPS = (1, 2, 3, 5, 8, 13, 21)


class Party(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A phrase that may take part in an event: its head token and what is true of it."""

    token: int
    marks: tuple[str, ...]


def phrase_heads(analysis: Analysis, sentence: Sentence) -> list[Token]:
    """Return the heads of the phrases of *sentence* that may take part in an event."""
    return [t for t in analysis.sentence_tokens(sentence) if _heads_phrase(analysis, t)]


def _heads_phrase(analysis: Analysis, token: Token) -> bool:
    if token.rel.split(":")[0] in _INSIDE or token.text.lower() in _RELATIVE:
        return token.rel == "nummod" and token.upos == "PROPN"
    if any(t.start <= token.start and token.end <= t.end for t in analysis.times):
        return False
    if token.upos == "ADJ":
        return names_country(token) or (
            token.rel not in ("amod", "advmod", "root", "ccomp", "acl:relcl", "xcomp")
        )
    if token.upos not in _NOMINAL:
        return False
    mention = analysis.mention_of(token)
    if mention is not None and mention.kind == "name" and token.index != mention.head:
        return False  # "*Ana* Ruiz"
    return token.rel != "compound" or token.upos == "PROPN" or bool(kinds(analysis, token))


def parties(
    analysis: Analysis, trigger: Token, type_: str, heads: list[Token], ruled: Mapping[int, str]
) -> list[Party]:
    """Return what each of *heads*, phrases of the trigger's sentence, shows of its part.

    *ruled*: by token index the letters of the roles that rules give: "A", "R" or both.
    """
    above = _ascent(analysis, trigger)
    places = _places(analysis, trigger)
    own = "own" if analysis.children(trigger, "nsubj", "nsubj:pass") else "shared"
    voice = "noun" if trigger.upos != "VERB" else (
        "passive" if is_passive(analysis, trigger) else "active")  # fmt: skip
    found: list[Party] = []
    for token in heads:
        if token.index == trigger.index:
            continue
        path = _path(analysis, token, above)
        case = preposition(analysis, token)
        entity = analysis.entity_of(token)
        rule = ruled.get(token.index, "-")
        place = places.get(token.index, "none")
        side = "left" if token.index < trigger.index else "right"
        distance = sum(abs(token.index - trigger.index) >= step for step in _STEPS)
        marks = [
            f"path={path}",
            f"case={case}",
            f"rule={rule}",
            f"side={side}{distance}",
            f"upos={token.upos}",
            f"rel={token.rel}",
            f"voice={voice}",
            f"type={type_}",
            f"{voice} path={path}",
            f"{type_} case={case}",
            f"{type_} path={path}",
            f"{type_} {voice} {token.rel}",
            f"{type_} rule={rule}",
            f"place={place}",
            f"{type_} place={place}",
            f"{voice} place={place}",
            f"{own} path={path}",
            f"{own} place={place}",
            f"{place} rule={rule}",
            f"path={path} case={case}",
            f"entity={'' if entity is None else entity.kind}",
        ]
        marks += [f"kind={k}" for k in sorted(kinds(analysis, token))]
        marks += [f"{type_} kind={k}" for k in sorted(kinds(analysis, token))]
        found.append(Party(token=token.index, marks=tuple(dict.fromkeys(marks))))
    return found


def _places(analysis: Analysis, trigger: Token) -> dict[int, str]:
    """Return by token index where a word stands in the clause of *trigger*.

    "subj", "obj", "mod" or a preposition. Understood subjects and objects are found; the clause
    above counts for what is carried by a light verb. Coordinated words stand where the first of
    them does.
    """
    clauses: list[tuple[str, Clause]] = [("", clause_of(analysis, trigger))]
    head = analysis.head(trigger)
    if head is not None and head.upos == "VERB" and trigger.upos != "VERB":
        clauses.append(("above ", clause_of(analysis, head)))
    found: dict[int, str] = {}
    for level, clause in clauses:
        slots = [("subj", t) for t in clause.subjects] + [("obj", t) for t in clause.objects]
        slots += [(label or "bare", t) for label, t in clause.obliques]
        slots += [("mod", t) for t in clause.modifiers]
        for label, token in slots:
            for member in (token, *_coordinated(analysis, token)):
                found.setdefault(member.index, level + label)
    return found


def _coordinated(analysis: Analysis, token: Token) -> list[Token]:
    direct = analysis.children(token, "conj")
    return direct + [t for other in direct for t in _coordinated(analysis, other)]


def _ascent(analysis: Analysis, token: Token) -> dict[int, str]:
    """Return the way up from *token* to each of the words above it, itself first."""
    ways = {token.index: ""}
    way, node = "", token
    while (head := analysis.head(node)) is not None and head.index not in ways:
        way += f"<{node.rel}"
        ways[head.index] = way
        node = head
    return ways


def _path(analysis: Analysis, token: Token, above: dict[int, str]) -> str:
    """Return the relations from the trigger to *token*, "far" when there are many."""
    way: list[str] = []
    node: Token | None = token
    while node is not None and node.index not in above:
        way.append(f">{node.rel}")
        node = analysis.head(node)
    if node is None:
        return "far"
    steps = above[node.index] + "".join(reversed(way))
    return steps if steps.count("<") + len(way) <= _FAR else "far"


def head_of_span(analysis: Analysis, start: int, end: int) -> Token | None:
    """Return the head of the phrase between two code points, None where no token is."""
    tokens = list(analysis.tokens_between(start, end))
    inside = {t.index for t in tokens}
    tops = [
        t for t in tokens if t.head not in inside and t.upos not in ("PUNCT", "DET", "ADP")
    ]  # fmt: skip
    return next(iter(tops or tokens), None)
