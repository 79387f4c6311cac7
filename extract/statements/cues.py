"""Recognises the words that attribute: their lexicon entry, full span, act and negation."""

from extract.analysis import Analysis
from extract.language import Token
from extract.statements.attribution import Cue
from extract.statements.lexicon import Entry, lexicon
from schemas import Act, Span

_NEGATIONS = frozenset({"not", "never", "n't", "n’t", "neither", "nor", "hardly"})
_INSIDE_VERB = frozenset({"AUX", "ADV", "PART", "VERB"})
HYPOTHETICAL = frozenset({"could", "may", "might"})


def verb_entry(analysis: Analysis, token: Token) -> Entry | None:
    """Return the lexicon entry of a verb, with its particle if it has one (“point out”)."""
    if token.upos not in {"VERB", "AUX", "NOUN", "ADJ"}:
        return None
    verbs = lexicon().verbs
    lemma = token.lemma.lower()
    for child in analysis.children(token, "compound:prt", "advmod", "xcomp"):
        if 0 < child.index - token.index <= 4:
            particle = verbs.get(f"{lemma} {child.lemma.lower()}")
            if particle is not None:
                return particle
    if token.upos not in {"VERB", "AUX"}:
        return None
    if any(child.text.lower() == "it" for child in analysis.children(token, "obj", "expl")):
        idiom = verbs.get(f"{lemma} it")
        if idiom is not None:
            return idiom
    return verbs.get(lemma) or verbs.get(f"{lemma}e")  # a lemma cut short: “apologis”


def negated(analysis: Analysis, token: Token) -> bool:
    """Return whether the verb *token* is denied: “never promised”, “did not say”."""
    for child in analysis.children(token):
        if child.lemma.lower() in _NEGATIONS or child.text.lower() in _NEGATIONS:
            between = analysis.tokens[child.index + 1 : token.index]
            return child.index < token.index and all(t.upos in _INSIDE_VERB for t in between)
    if any(_denies(analysis, subject) for subject in analysis.children(token, "nsubj")):
        return True
    governor = analysis.head(token)
    if token.rel == "xcomp" and governor is not None and governor.upos == "VERB":
        return negated(analysis, governor)
    return False


def _denies(analysis: Analysis, subject: Token) -> bool:
    """Whether the subject is nobody: “neither side confirmed”, “no official would say”."""
    words = {subject.text.lower(), *(d.text.lower() for d in analysis.children(subject, "det"))}
    return bool(words & {"no", "neither", "nobody", "none"})


def hypothetical(analysis: Analysis, token: Token) -> bool:
    """Return whether *token* only might happen: “could threaten”, “may say”."""
    return any(child.text.lower() in HYPOTHETICAL for child in analysis.children(token, "aux"))


def passive(analysis: Analysis, token: Token) -> bool:
    """Return whether *token* is a passive verb with its auxiliary or a passive subject."""
    return bool(analysis.children(token, "aux:pass", "nsubj:pass", "csubj:pass"))


def verb_cue(
    analysis: Analysis,
    token: Token,
    entry: Entry,
    *,
    act: Act | None = None,
    last: Token | None = None,
) -> Cue:
    """Return the cue of the verb *token*: the verb, its particle, and up to *last* if given.

    *last* is a preposition that belongs to the cue (“called for”).
    """
    end = token.end
    for child in analysis.children(token, "compound:prt"):
        end = max(end, child.end)
    if last is not None and last.index > token.index and last.index - token.index <= 3:
        between = analysis.tokens[token.index + 1 : last.index]
        if not any(t.upos in {"NOUN", "PROPN", "PRON"} for t in between):
            end = max(end, last.end)  # not “apologised to fans for”
    return Cue(
        token=token.index,
        span=Span(start=token.start, end=end),
        act=act or entry.act,
        entry=entry,
        negated=negated(analysis, token),
    )
