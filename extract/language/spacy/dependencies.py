"""From the dependency labels of spaCy's English pipelines to Universal Dependencies.

spaCy's English models speak ClearNLP's CLEAR labels: there a preposition heads its noun, “be”
heads its predicate, coordination is a chain, the last word heads a name. Universal
Dependencies (UD), for which the extractors are written, turn these round.

Sources: Choi and Palmer, “Guidelines for the CLEAR Style Constituent to Dependency
Conversion” (2012), for what the labels mean; the English guidelines of Universal
Dependencies v2 for what they become.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

from extract.language.spacy.copulas import promote_predicates
from extract.language.spacy.person_names import head_names_first
from extract.language.spacy.prepositions import demote_prepositions
from extract.language.spacy.tree import Tree

Scheme = Literal["UD", "CLEAR"]

UNIVERSAL = frozenset(
    [
        *"acl advcl advmod amod appos aux case cc ccomp clf compound conj cop csubj dep".split(),
        *"det discourse dislocated expl fixed flat goeswith iobj list mark nmod nsubj".split(),
        *"nummod obj obl orphan parataxis punct reparandum root vocative xcomp".split(),
    ]
)
"""The relations of UD v2, without subtypes."""
CLEAR = frozenset(
    [
        *"acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound".split(),
        *"conj csubj csubjpass dative dep det dobj expl intj mark meta neg nmod npadvmod".split(),
        *"nsubj nsubjpass nummod oprd parataxis pcomp pobj poss preconj predet prep prt".split(),
        *"punct quantmod relcl root xcomp subtok".split(),
        # As earlier versions of ClearNLP and spaCy called them.
        *"abbrev complm hmod hyph infmod iobj nn num number partmod possessive rcmod".split(),
    ]
)
"""The labels of spaCy's English pipelines, in lower case."""
_SIMPLE = {
    "abbrev": "appos",
    "auxpass": "aux:pass",
    "complm": "mark",
    "csubjpass": "csubj:pass",
    "dobj": "obj",
    "hmod": "compound",
    "hyph": "punct",
    "infmod": "acl",
    "intj": "discourse",
    "meta": "dep",
    "neg": "advmod",  # “not” is an adverbial modifier in UD
    "nn": "compound",
    "nsubjpass": "nsubj:pass",
    "num": "nummod",
    "number": "compound",
    "partmod": "acl",
    "poss": "nmod:poss",
    "possessive": "case",  # the 's
    "preconj": "cc:preconj",
    "predet": "det:predet",
    "prt": "compound:prt",
    "rcmod": "acl:relcl",
    "relcl": "acl:relcl",
    "subtok": "goeswith",
}
"""The labels that only change their name."""
_LATE = {"acomp": "xcomp", "attr": "xcomp", "oprd": "xcomp", "quantmod": "advmod"}
"""What remains of labels whose main use was turned round before: “seems rich”, “named chair”."""
_FORMER = {
    "flat:name": "flat",
    "nmod:npmod": "nmod:unmarked",
    "nmod:tmod": "nmod:unmarked",
    "obl:npmod": "obl:unmarked",
    "obl:tmod": "obl:unmarked",
}
"""What subtypes of UD's English treebanks were called before version 2.15."""
_BARE_CAUSATIVES = frozenset("make let help have see hear watch feel".split())
# Words that UD joins as one function word, by `fixed`.
_FIXED = frozenset(
    [
        *[("such", "as"), ("due", "to"), ("because", "of"), ("according", "to"), ("as", "to")],
        *[("instead", "of"), ("rather", "than"), ("out", "of"), ("as", "of"), ("as", "for")],
        *[("prior", "to"), ("depending", "on"), ("up", "to"), ("more", "than"), ("less", "than")],
        *[("fewer", "than"), ("as", "if"), ("as", "though"), ("so", "that")],
    ]
)
_CURRENCIES = frozenset(["$", "€", "£", "¥", "₹", "₽", "₩", "₦", "US$", "C$", "A$", "HK$"])


def scheme(labels: Iterable[str]) -> Scheme | None:
    """Return the scheme that the *labels* of a parser belong to, None if it is neither.

    Labels that both schemes have (`nsubj`, `det`) mean the same in both; a parser with no
    others speaks UD.
    """
    bases = {label.split("||")[0].split(":")[0].lower() for label in labels} - {"dep", ""}
    if bases <= UNIVERSAL:
        return "UD"
    return "CLEAR" if bases <= CLEAR | UNIVERSAL else None


def present(relation: str) -> str:
    """Return a UD relation as the treebanks write it now."""
    return _FORMER.get(relation, relation)


def universal(tree: Tree, people: Sequence[tuple[int, int]]) -> None:
    """Turn *tree* from CLEAR into UD; *people* are the word ranges of persons' names.

    The order matters: a phrase is found under its preposition before “is in Paris” can make
    “Paris” the predicate, and coordination is flattened when every head is final.
    """
    _rename(tree)
    _raise_subjects(tree)
    demote_prepositions(tree)
    promote_predicates(tree)
    _set_currencies_first(tree)
    _flatten_coordination(tree)
    head_names_first(tree, people)
    for word in range(len(tree)):
        tree.rels[word] = _LATE.get(tree.rels[word], tree.rels[word])
    _join_fixed(tree)


def _rename(tree: Tree) -> None:
    """Give the labels that only change their name, or change it with their head."""
    for word in range(len(tree)):
        rel, head = tree.rels[word], tree.heads[word]
        if rel == "aux" and tree.lower(word) == "to":
            tree.rels[word] = "mark"  # “to go”
        elif rel == "npadvmod":
            # “died Tuesday”, “two years ago”; “10 metres tall” too.
            nominal = tree.is_nominal(head)
            tree.rels[word] = "nmod:unmarked" if nominal else "obl:unmarked"
        elif rel == "dative":
            # “gave the port a grant”; “gave a grant to the port” is left to the prepositions.
            tree.rels[word] = "prep" if tree.child(word, "pobj") is not None else "iobj"
        elif rel == "amod" and head >= 0 and tree.upos[head] == "NUM":
            tree.rels[word] = "advmod"  # “more than 40”
        elif rel == "nmod":
            tree.rels[word] = "compound" if word < head else "nmod:unmarked"
        else:
            tree.rels[word] = _SIMPLE.get(rel, rel)


def _raise_subjects(tree: Tree) -> None:
    """Make “him” in “asked him to go”, “made him go” the object of the upper verb.

    spaCy reads a clause with a subject there (`ccomp` with `nsubj`), UD an object and an
    `xcomp`. “demanded he go” keeps its clause: only verbs of causing and seeing take a bare
    infinitive.
    """
    for verb in range(len(tree)):
        head = tree.heads[verb]
        if tree.rels[verb] != "ccomp" or head < 0 or head > verb:
            continue
        subject = tree.child(verb, "nsubj")
        marks = {tree.lower(mark) for mark in tree.children(verb, "mark")}
        if subject is None or not head < subject < verb or tree.child(head, "obj") is not None:
            continue
        infinitive = marks == {"to"}
        bare = (
            not marks
            and tree.tags[verb] == "VB"
            and tree.lemmas[head] in _BARE_CAUSATIVES
            and tree.child(verb, "aux") is None
        )
        if infinitive or bare:
            tree.attach(subject, head, "obj")
            tree.rels[verb] = "xcomp"


def _set_currencies_first(tree: Tree) -> None:
    """Make the sign of a sum its head: in UD “$” heads “$5 million”, with a `nummod`."""
    for sign in range(len(tree)):
        number = tree.heads[sign]
        if tree.forms[sign] not in _CURRENCIES or number < 0 or tree.upos[number] != "NUM":
            continue
        rel = "compound" if tree.rels[number] == "nummod" else tree.rels[number]
        tree.attach(sign, tree.heads[number], rel)
        for child in tree.children(number):
            if tree.rels[child] not in {"compound", "advmod", "quantmod", "nummod"}:
                tree.heads[child] = sign
        tree.attach(number, sign, "nummod")


def _flatten_coordination(tree: Tree) -> None:
    """Hang every conjunct from the first, and “and” from the conjunct that follows it."""
    firsts = [_first_conjunct(tree, word) for word in range(len(tree))]
    for word in range(len(tree)):
        if tree.rels[word] == "conj":
            tree.heads[word] = firsts[word]
    for word in range(len(tree)):
        head = tree.heads[word]
        if tree.rels[word] != "cc" or head < 0 or head > word:
            continue
        following = [c for c in tree.children(firsts[head], "conj") if c > word]
        if following:
            tree.heads[word] = following[0]


def _first_conjunct(tree: Tree, word: int) -> int:
    seen = {word}
    while tree.rels[word] == "conj" and tree.heads[word] >= 0 and tree.heads[word] not in seen:
        word = tree.heads[word]
        seen.add(word)
    return word


def _join_fixed(tree: Tree) -> None:
    """Join “because of”, “more than” and their like, where both words serve one head."""
    for word in range(len(tree) - 1):
        after = word + 1
        pair = (tree.lower(word), tree.lower(after))
        roles = {tree.rels[word], tree.rels[after]} <= {"case", "mark", "advmod", "amod", "cc"}
        if pair not in _FIXED or not roles:
            continue
        if tree.heads[word] == tree.heads[after]:
            tree.attach(after, word, "fixed")
        elif tree.heads[word] == after:  # “such” under “as”
            tree.attach(word, tree.heads[after], tree.rels[after])
            tree.attach(after, word, "fixed")
        elif tree.heads[after] == word:
            tree.rels[after] = "fixed"
