"""Slips of the parser that the labels around them give away, and how such words are read."""

from extract.analysis import Analysis
from extract.language import Token

# With these the passive keeps an object: "named chair", "fined a million", "jailed five years".
_TWO_OBJECTS = frozenset(
    "give award name call elect appoint fine offer deny grant pay sentence jail dub teach ask"
    " tell show send owe allow refuse vote declare charge render".split()
)
_PASSIVE_AUXILIARIES = frozenset({"be", "get"})
_HEADED = frozenset({"compound", "flat", "appos", "dep", "nmod:desc", "list"})
# Who issues a paper does what the paper does: "passed a *resolution* criticizing the minister".
_PAPERS = frozenset(
    "resolution statement letter petition lawsuit suit complaint motion declaration communique"
    " message decree bill law report article post tweet".split()
)
_ACTS_OF_LAW = frozenset("legislation amendment budget ban ordinance treaty reform".split())
_ISSUING = frozenset(
    "propose introduce table draft pass adopt issue release publish file sign send approve write"
    " post submit deliver".split()
)
_MEASURES = frozenset(
    "time way mile kilometre kilometer metre meter foot yard inch km m percent % degree point"
    " second minute hour day week month year decade night morning afternoon evening step pound"
    " dollar euro kilo ton tonne round part deal lot".split()
)
_VEHICLES = frozenset("car truck lorry van bus motorcycle motorbike minibus boat".split())
_INNER = frozenset({"DET", "NUM", "ADJ", "NOUN", "PROPN", "ADV", "SYM"})


def acts(analysis: Analysis, verb: Token) -> bool:
    """Return whether what is labelled the subject of a passive acts: "a *bombing* killed nine".

    A passive without auxiliary has no object after it, but "was fined" and its like have.
    """
    if verb.lemma.lower() in _TWO_OBJECTS or not analysis.children(verb, "nsubj:pass"):
        return False
    if any(t.lemma in _PASSIVE_AUXILIARIES for t in analysis.children(verb, "aux")):
        return False
    return any(
        t.index > verb.index and t.upos in ("NOUN", "PROPN", "PRON") and not _is_time(analysis, t)
        for t in analysis.children(verb, "obj")
    )


def objects(analysis: Analysis, verb: Token) -> list[Token]:
    """Return the objects of *verb* but those that `preposed_objects` gives."""
    preposed = preposed_objects(analysis, verb)
    return [t for t in analysis.children(verb, "obj") if t not in preposed]


def preposed_objects(analysis: Analysis, verb: Token) -> list[Token]:
    """Return what is labelled a second object but has a preposition: "took control of the *port*".

    Alone such an object is one: "killed up to *nine*".
    """
    found = analysis.children(verb, "obj")
    return [t for t in found[1:] if _preposed(analysis, t)] if found else []


def phrases_behind(analysis: Analysis, noun: Token) -> list[Token]:
    """Return the heads of the phrases that follow *noun*, in text order.

    "leaders of the Front": a name with a preposition of its own is no compound, whatever its
    label says.
    """
    return [
        t
        for t in analysis.children(noun)
        if t.rel.split(":")[0] == "nmod"
        or (t.rel in _HEADED and t.index > noun.index and _preposed(analysis, t))
    ]


def unmarked_object(analysis: Analysis, verb: Token, noun: Token) -> bool:
    """Return whether a bare phrase labelled a measure is the object: "wounded eleven *others*".

    It stands right behind the verb and is neither a time nor an amount ("rose three times").
    """
    if noun.upos not in ("NOUN", "PROPN") or noun.index < verb.index:
        return False
    if noun.lemma.lower() in _MEASURES or _is_time(analysis, noun):
        return False
    between = analysis.tokens[verb.index + 1 : noun.index]
    return all(t.upos in _INNER and t.head == noun.index for t in between)


def modifies_bomb(analysis: Analysis, modifier: Token) -> bool:
    """Return whether *modifier* belongs to a bomb between it and its head: "*car* bomb attack"."""
    following = analysis.tokens[modifier.index + 1 : modifier.index + 2]
    return modifier.lemma.lower() in _VEHICLES and any(
        t.lemma.lower() == "bomb" and t.head == modifier.head >= 0 for t in following
    )


def stranded(analysis: Analysis, verb: Token) -> list[Token]:
    """Return names and nouns before the root *verb* that hang on a word behind it, in text order.

    No arc of a sound tree passes over its root: "*Ana Ruiz* held a meeting" with "Ana" hung on
    "meeting". Times and phrases with a preposition are none of them.
    """
    sentence = analysis.sentences[verb.sentence]
    return [
        t
        for t in analysis.tokens[sentence.first : verb.index]
        if t.head > verb.index
        and t.upos in ("NOUN", "PROPN")
        and not _preposed(analysis, t)
        and not _is_time(analysis, t)
    ]


def infinitives(analysis: Analysis, verb: Token) -> list[Token]:
    """Return the infinitives of *verb* that are labelled a purpose: "ordered him *to pay*"."""
    return [t for t in analysis.children(verb, "advcl") if is_infinitive(analysis, t)]


def is_infinitive(analysis: Analysis, verb: Token) -> bool:
    """Return whether *verb* is an infinitive with "to" and nothing before that ("in order to")."""
    marks = [t.text.lower() for t in analysis.children(verb, "mark")]
    return marks == ["to"] and not analysis.children(verb, "nsubj")


def issued(analysis: Analysis, verb: Token) -> bool:
    """Return whether the subject of a headline's *verb* is what was issued: "*Law* proposed".

    Papers issue nothing; the verb has neither auxiliary nor object. Must not match "Law passed
    the chamber".
    """
    if verb.lemma.lower() not in _ISSUING or not verb.text.lower().endswith("ed"):
        return False
    subjects = analysis.children(verb, "nsubj")
    papers = _PAPERS | _ACTS_OF_LAW
    plain = not analysis.children(verb, "aux", "obj", "ccomp")
    return plain and any(t.lemma.lower() in papers and t.index < verb.index for t in subjects)


def squeezed(analysis: Analysis, verb: Token) -> tuple[Token, Token] | None:
    """Return subject and object of a *verb* read as part of a compound: "Rebels *seize* towns".

    The noun right before it hangs on the same head, the root of a headline without a verb. Must
    not match "Swim team wins", which has no noun before and a verb of its own.
    """
    head = analysis.head(verb)
    if verb.upos != "VERB" or verb.rel != "compound" or head is None or head.head != -1:
        return None
    before = [t for t in analysis.children(head, "compound") if t.index == verb.index - 1]
    nominal = before and before[0].upos in ("NOUN", "PROPN") and head.upos in ("NOUN", "PROPN")
    return (before[0], head) if nominal and head.index > verb.index else None


def issuer(analysis: Analysis, paper: Token) -> Token | None:
    """Return the verb that issues *paper*, None when it is no paper or nobody issues it."""
    above = analysis.head(paper)
    if paper.lemma.lower() not in _PAPERS or paper.rel != "obj" or above is None:
        return None
    return above if above.upos == "VERB" and above.lemma.lower() in _ISSUING else None


def headline_noun(analysis: Analysis, token: Token) -> Token | None:
    """Return the modifier of a headline's last word if that was read as a verb, else None.

    "Students protest *fee* rise": behind the verb "protest" a bare verb does not agree with the
    singular before it. Must not match "Police say sheep stray", whose noun may be plural.
    """
    if token.upos != "VERB" or token.text.lower() != token.lemma.lower() or token.head != -1:
        return None
    sentence = analysis.sentences[token.sentence]
    if any(t.upos != "PUNCT" for t in analysis.tokens[token.index + 1 : sentence.last]):
        return None
    before = analysis.tokens[token.index - 1] if token.index > sentence.first + 1 else None
    if before is None or before.upos != "NOUN" or before.head != token.index:
        return None
    if before.rel != "nsubj" or before.text.lower() != before.lemma.lower():
        return None
    verb = analysis.tokens[before.index - 1]
    behind = verb.upos == "VERB" and verb.head == token.index and not analysis.children(verb, "obj")
    return before if behind and not analysis.children(token, "aux", "mark", "conj") else None


def _preposed(analysis: Analysis, token: Token) -> bool:
    return any(t.upos == "ADP" and t.index < token.index for t in analysis.children(token, "case"))


def _is_time(analysis: Analysis, token: Token) -> bool:
    return any(time.start <= token.start < time.end for time in analysis.times)
