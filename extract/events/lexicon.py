"""The words that name events, and the conditions under which they do."""

from collections.abc import Callable, Iterator
from functools import cache
from importlib import resources

import msgspec

from extract.analysis import Analysis
from extract.events.clause import Clause
from extract.language import Token
from extract.names import gazetteer
from schemas.event import EventType, Fate

KINDS = frozenset({"PERSON", "COUNTRY", "ORG", "GROUP", "PLACE", "FACILITY"})
_KIND_OF: dict[str, frozenset[str]] = {
    "person": frozenset({"PERSON"}),
    "organisation": frozenset({"ORG", "GROUP"}),
    "country": frozenset({"COUNTRY", "PLACE", "ORG"}),
    "place": frozenset({"PLACE"}),
    "group": frozenset({"GROUP", "ORG"}),
    "facility": frozenset({"FACILITY", "PLACE"}),
    # A capital letter alone says no more than that it has a name; persons are recognised.
    "name": frozenset({"COUNTRY", "ORG", "GROUP", "PLACE"}),
}
# Past forms the parser leaves as they are.
_IRREGULAR = {"overran": "overrun"}
_ENDINGS = (("ing", ("", "e")), ("ed", ("", "e")), ("es", ("", "e")), ("s", ("",)))
# "the last of the agreements", "24 percent of the seats", "a third of its staff"
_PARTITIVE = frozenset(
    "last first latest percent most some half third quarter part rest section portion"
    " stretch round batch wave flurry contingent number pair trio spate".split()
)
_OBLIGATIONS = frozenset({"must"})
_WILL = frozenset({"will", "wo", "would"})
_NOT = frozenset({"not", "n't", "n’t", "never"})
_SELF = frozenset({"it", "they", "he", "she", "we", "i"})
_NOTHING: frozenset[str] = frozenset()


class Condition(msgspec.Struct, frozen=True, gc=False):
    """One condition: *slot* must (or must not) hold one of *wanted*; empty *wanted* is any."""

    slot: str
    wanted: frozenset[str]
    negated: bool = False


class Entry(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What a word means when its conditions hold. `type` None: no event at all.

    `actor`, `recipient`: where they stand: "subj", "obj" or prepositions, tried in order.
    `strong`: a noun that is an event without any argument; `pointer`: one that only points back.
    """

    conditions: tuple[Condition, ...]
    type: EventType | None
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    fate: Fate | None = None
    strong: bool = False
    pointer: bool = False


def _rows(name: str) -> Iterator[list[str]]:
    text = resources.files("extract.events").joinpath("data", name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@cache
def word_class(name: str) -> frozenset[str]:
    """Return the lemmas of the class *name*. KeyError when there is none."""
    return _classes()[name]


@cache
def _classes() -> dict[str, frozenset[str]]:
    return {row[0]: frozenset(row[1].split()) for row in _rows("classes.tsv")}


@cache
def verb_entries() -> dict[str, tuple[Entry, ...]]:
    """Return the entries of each verb lemma, narrow before wide (`data/verbs.tsv`)."""
    found: dict[str, tuple[Entry, ...]] = {}
    for words, where, type_, modes, contexts, actor, recipient, fate in _rows("verbs.tsv"):
        entry = Entry(
            conditions=_conditions(where),
            type=_type(type_),
            modes=tuple(modes.split()),
            contexts=tuple(contexts.split()),
            actor=_slots(actor),
            recipient=_slots(recipient),
            fate=msgspec.convert(fate or None, Fate | None),
        )
        for word in words.split():
            found[word] = (*found.get(word, ()), entry)
    return found


@cache
def noun_entries() -> dict[str, tuple[Entry, ...]]:
    """Return the entries of each noun lemma, narrow before wide (`data/nouns.tsv`)."""
    found: dict[str, tuple[Entry, ...]] = {}
    for words, where, type_, modes, contexts, strength in _rows("nouns.tsv"):
        entry = Entry(
            conditions=_conditions(where),
            type=_type(type_),
            modes=tuple(modes.split()),
            contexts=tuple(contexts.split()),
            strong=strength == "strong",
            pointer=strength == "ref",
        )
        for word in words.split():
            found[word] = (*found.get(word, ()), entry)
    return found


@cache
def supports() -> dict[str, tuple[tuple[str, frozenset[str]], ...]]:
    """Return for each light verb its particle ("" for none) and the nouns it carries."""
    found: dict[str, tuple[tuple[str, frozenset[str]], ...]] = {}
    for verb, particle, nouns in _rows("supports.tsv"):
        row = ("" if particle == "-" else particle, _wanted(nouns))
        found[verb] = (*found.get(verb, ()), row)
    return found


@cache
def priors() -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the types that a verb ("v") or noun ("n") may name, by letter and lemma."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for type_, letter, words in _rows("priors.tsv"):
        for word in words.split():
            known = found.get((letter, word), ())
            if type_ not in known:
                found[letter, word] = (*known, type_)
    return found


def verb_lemma(token: Token) -> str:
    """Return the lemma of a verb as the lexicon spells it.

    The parser's lemmas of rare verbs are guesses ("boycotted" → "boycot", "injured" → "injur");
    where the lexicon does not know one, the regular endings are taken off the word itself.
    """
    lemma = _IRREGULAR.get(token.lemma.lower(), token.lemma.lower())
    known = verb_entries()
    if lemma == "lie" and token.text.lower() == "lay":
        return "lay"  # "will lay off 2,000 workers"
    if lemma in known or lemma in supports():
        return lemma
    word = token.text.lower()
    for ending, endings in _ENDINGS:
        if word.endswith(ending):
            stem = word[: -len(ending)]
            for added in endings:
                if stem + added in known:
                    return stem + added
            if len(stem) > 2 and stem[-1] == stem[-2] and stem[:-1] in known:
                return stem[:-1]
    return lemma


@cache
def _kin() -> dict[str, str]:
    return dict(_rows("kin.tsv"))


def event_word(lemma: str) -> str:
    """Return the word under which mentions of an event meet: "resignation" gives "resign"."""
    return _kin().get(lemma, lemma)


def _type(name: str) -> EventType | None:
    return None if name == "-" else msgspec.convert(name, EventType)


def _slots(text: str) -> tuple[str, ...]:
    return () if text in ("", "-") else tuple(text.split("|"))


def _conditions(text: str) -> tuple[Condition, ...]:
    """Return the conditions of a cell: ``obj=@bomb|mine !in=PLACE -obj prt=up``; ``*`` is none."""
    found: list[Condition] = []
    for item in text.split():
        if item == "*":
            continue
        if item.startswith("-"):
            found.append(Condition(item[1:], _NOTHING, negated=True))
            continue
        negated = item.startswith("!")
        slot, _, wanted = item.lstrip("!").partition("=")
        found.append(Condition(slot, _wanted(wanted), negated))
    return tuple(found)


def _wanted(text: str) -> frozenset[str]:
    if text in ("", "*"):
        return _NOTHING
    words: set[str] = set()
    for part in text.split("|"):
        words |= _classes()[part[1:]] if part.startswith("@") else {part}
    return frozenset(words)


def match(analysis: Analysis, entries: tuple[Entry, ...], clause: Clause) -> Entry | None:
    """Return the first of *entries* whose conditions all hold for *clause*, None if none does."""
    for entry in entries:
        if all(_holds(analysis, condition, clause) for condition in entry.conditions):
            return entry
    return None


def _holds(analysis: Analysis, condition: Condition, clause: Clause) -> bool:
    found = any(
        matches(analysis, token, condition.wanted)
        for token in slot(analysis, clause, condition.slot)
    )
    if condition.slot == "prt":
        found = any(p in condition.wanted for p in clause.particles)
    return found != condition.negated


def slot(analysis: Analysis, clause: Clause, name: str) -> list[Token]:
    """Return the tokens that fill a slot: subj, obj, mod, comp, when, act, any or prepositions."""
    reader = _READERS.get(name)
    if reader is not None:
        return reader(analysis, clause)
    names = name.split("|")
    return [
        token
        for label, token in clause.obliques
        if label in names and not any(t.start <= token.start < t.end for t in analysis.times)
    ]


def _act(analysis: Analysis, clause: Clause) -> list[Token]:
    """Return what is threatened or promised: the object or the verb that follows."""
    found = list(clause.objects)
    for token in clause.complements:
        if token.lemma in word_class("prevention"):
            return found
        found.append(token)
        if token.lemma in word_class("infliction"):
            found.extend(analysis.children(token, "obj"))
    return found


def _anything(analysis: Analysis, clause: Clause) -> list[Token]:
    subjects = {t.index for s in clause.subjects for t in analysis.subtree(s)}
    return [
        t for t in analysis.subtree(clause.head)
        if t.index not in subjects and t.index != clause.head.index
    ]  # fmt: skip


def _obliged(analysis: Analysis, clause: Clause) -> list[Token]:
    """Return who must do something by what is said: "said *Chad* must withdraw"."""
    found: list[Token] = []
    for token in clause.complements:
        if token.rel == "ccomp" and _has_auxiliary(analysis, token, _OBLIGATIONS):
            found += analysis.children(token, "nsubj", "nsubj:pass") or [token]
    return found


def _refused(analysis: Analysis, clause: Clause) -> list[Token]:
    """Return what the speaker says not to do: "said it will not *leave*"."""
    return [
        token for token in clause.complements
        if token.rel == "ccomp" and _has_auxiliary(analysis, token, _WILL)
        and any(t.text.lower() in _NOT for t in analysis.children(token, "advmod"))
        and any(t.lemma.lower() in _SELF for t in analysis.children(token, "nsubj"))
    ]  # fmt: skip


def _has_auxiliary(analysis: Analysis, verb: Token, wanted: frozenset[str]) -> bool:
    return any(t.text.lower() in wanted for t in analysis.children(verb, "aux"))


_READERS: dict[str, Callable[[Analysis, Clause], list[Token]]] = {
    "subj": lambda analysis, clause: [
        t for s in clause.subjects for t in (s, *analysis.children(s, "conj"))
    ],
    "obj": lambda analysis, clause: [
        t for o in clause.objects for t in (o, *analysis.children(o, "conj"))
    ],
    "mod": lambda _, clause: list(clause.modifiers),
    "comp": lambda _, clause: list(clause.complements),
    "when": lambda _, clause: list(clause.circumstances),
    "act": _act,
    "any": _anything,
    "inf": lambda analysis, clause: [
        t
        for t in (*clause.complements, *clause.circumstances)
        if any(c.text.lower() == "to" for c in analysis.children(t, "mark", "aux"))
    ],
    "must": _obliged,
    "wont": _refused,
    "comp_obj": lambda analysis, clause: [
        t for c in clause.complements for t in analysis.children(c, "obj")
    ],
    "carrier": lambda analysis, clause: [
        t for t in (analysis.head(clause.head),) if t is not None and clause.head.rel == "obj"
    ],
    "governor": lambda analysis, clause: [
        t for t in (analysis.head(clause.head),) if t is not None and clause.head.rel == "advcl"
    ],
}


def matches(analysis: Analysis, token: Token, wanted: frozenset[str]) -> bool:
    """Return whether *token* is one of *wanted*: lemmas, or kinds of entity in capitals."""
    if not wanted:
        return True
    lemma = token.lemma.lower()
    if lemma in wanted or token.text.lower() in wanted:
        return True
    if token.upos == "VERB" and verb_lemma(token) in wanted:
        return True
    if token.upos == "PROPN" and any(
        t.lemma.lower() in wanted for t in analysis.children(token, "nmod:desc")
    ):
        return True  # "*Storm* Boris", "*President* Ruiz"
    if token.index >= 2 and analysis.tokens[token.index - 1].text == "-":
        joined = f"{analysis.tokens[token.index - 2].text.lower()}-{lemma}"
        if joined in wanted:
            return True
    if lemma in word_class("quantity") or lemma in _PARTITIVE or lemma == "%":
        # "hundreds of prisoners", "a group of migrants": what counts is what they are made of.
        parts = [t for t in analysis.children(token, "nmod") if t.index > token.index]
        if any(matches(analysis, part, wanted) for part in parts):
            return True
    if "-" in lemma and lemma.rsplit("-", 1)[1] in wanted:
        return True
    return not wanted.isdisjoint(KINDS) and not kinds(analysis, token).isdisjoint(wanted)


def kinds(analysis: Analysis, token: Token) -> frozenset[str]:
    """Return the kinds of thing *token* may name (`KINDS`), from its entity or from the word."""
    entity = analysis.entity_of(token)
    lemma = token.lemma.lower()
    found: set[str] = set()
    if entity is not None and entity.kind in _KIND_OF:
        found |= _KIND_OF[entity.kind]
        if token.upos == "PROPN":
            return frozenset(found)
    elif token.upos == "PROPN":
        found |= _KIND_OF["country" if gazetteer.country(token.text) else "name"]
    if lemma in (
        "he",
        "she",
        "who",
        "i",
        "him",
        "her",
        "they",
        "them",
        "we",
        "those",
        "one",
        "other",
        "others",
    ):
        found |= {"PERSON"}
    if token.upos == "NUM" or lemma in word_class("person") or lemma in word_class("quantity"):
        found |= {"PERSON"}
    if lemma in word_class("group") or lemma in word_class("militia"):
        found |= {"GROUP", "ORG"}
    if lemma in word_class("company"):
        found |= {"ORG"}
    if lemma in word_class("territory"):
        found |= {"PLACE"}
    if lemma in ("country", "nation", "government") or (
        token.text[:1].isupper() and gazetteer.demonym(token.text) is not None
    ):
        found |= {"COUNTRY"}
    return frozenset(found)
