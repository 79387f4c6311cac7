"""What a word that may name an event shows: its own state, those of its neighbours, marks."""

import msgspec

from extract.analysis import Analysis
from extract.events.lexicon import kinds, priors
from extract.language import Sentence, Token

_ARGUMENTS = ("nsubj", "obj", "iobj", "obl", "nmod", "xcomp", "ccomp", "advcl", "acl", "conj",
              "aux", "compound", "amod", "nmod:poss", "det", "cop", "mark")  # fmt: skip
_SUBJECTS = ("nsubj", "csubj")
_OBJECTS = ("obj", "nsubj:pass")
_CANDIDATES = frozenset({"VERB", "NOUN", "ADJ", "PROPN"})


class Cue(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A word that may name an event.

    `marks`: names of what is true of it.
    """

    token: int
    marks: tuple[str, ...]


def candidates(analysis: Analysis, sentence: Sentence) -> list[Token]:
    """Return the words of *sentence* that may name an event: verbs, nouns and adjectives."""
    return [t for t in analysis.sentence_tokens(sentence) if may_name(analysis, t)]


def may_name(analysis: Analysis, token: Token) -> bool:
    """Return whether *token* may name an event at all: no names, no auxiliaries, no modifiers."""
    if token.upos not in _CANDIDATES or not token.text[:1].isalpha():
        return False
    if token.upos == "ADJ":
        return token.rel in ("root", "ccomp", "conj", "parataxis") and token.head != token.index
    if token.upos == "PROPN":
        return analysis.mention_of(token) is None
    return True


def cue_of(analysis: Analysis, token: Token, rule: str, reading: str) -> Cue:
    """Return what *token* shows. *rule*: the type that the rules give it, "none" if none."""
    head = analysis.head(token)
    children = analysis.children(token)
    subject = next((t for t in children if t.rel.split(":")[0] in _SUBJECTS
                    and t.rel != "nsubj:pass"), None)  # fmt: skip
    objects = [t for t in children if t.rel in _OBJECTS]
    if not objects and token.rel == "acl" and head is not None and token.text.endswith("ed"):
        objects = [head]
    marks = [
        f"rule={rule}",
        f"reading={reading}",
        f"lemma={token.lemma.lower()}",
        f"upos={token.upos}",
        f"rel={token.rel}",
        f"above={'' if head is None else head.upos}",
        f"form={token.text.lower()[-3:]}",
    ]
    if head is not None:
        marks.append(f"under={head.lemma.lower()}")
    for child in children:
        rel = child.rel.split(":")[0]
        if child.rel in _ARGUMENTS or rel in _ARGUMENTS:
            marks.append(f"has={child.rel}")
        if rel in ("obl", "nmod"):
            cases = [t.text.lower() for t in analysis.children(child, "case")]
            if cases:
                marks.append(f"prep={cases[0]}")
        elif rel in ("aux", "compound", "det", "mark") or child.rel == "compound:prt":
            marks.append(f"{child.rel}={child.text.lower()}")
        elif child.rel == "advmod":
            marks.append(f"adv={child.lemma.lower()}")
    marks += _hints(analysis, token, children, head)
    marks += [f"subj={k}" for k in sorted(_kinds(analysis, subject))]
    marks += [f"obj={k}" for k in sorted(_kinds(analysis, objects[0] if objects else None))]
    return Cue(token=token.index, marks=tuple(dict.fromkeys(marks)))


def _hints(
    analysis: Analysis, token: Token, children: list[Token], head: Token | None
) -> list[str]:
    """Return what the word, its phrasal verb, and its neighbours may name by themselves."""
    known = priors()
    letter = "v" if token.upos in ("VERB", "ADJ") else "n"
    lemma = token.lemma.lower()
    found = [f"may={t}" for t in known.get((letter, lemma), ())]
    found += [f"could={t}" for t in known.get(("n" if letter == "v" else "v", lemma), ())]
    if letter == "v" and token.index + 1 < len(analysis.tokens):
        for particle in children:
            if particle.rel == "compound:prt" or particle.index == token.index + 1:
                joined = f"{lemma}+{particle.text.lower()}"
                found += [f"phrase={t}" for t in known.get(("v", joined), ())]
        following = analysis.tokens[token.index + 1]
        found.append(f"next={lemma}+{following.text.lower()}")
    for child in children:
        rel = child.rel.split(":")[0]
        if rel in ("obj", "xcomp", "obl", "nmod", "ccomp", "compound", "nsubj"):
            kind = "v" if child.upos == "VERB" else "n"
            found += [f"{rel} may={t}" for t in known.get((kind, child.lemma.lower()), ())]
            if rel in ("obj", "xcomp"):
                found.append(f"{lemma} {child.lemma.lower()}")
    if head is not None:
        kind = "v" if head.upos == "VERB" else "n"
        found += [f"under may={t}" for t in known.get((kind, head.lemma.lower()), ())]
        found.append(f"under {head.lemma.lower()} {token.rel}")
    return found or ["may=nothing"]


def _kinds(analysis: Analysis, token: Token | None) -> frozenset[str]:
    if token is None:
        return frozenset({"none"})
    return kinds(analysis, token) or frozenset({token.upos})
