"""“Be” from CLEAR to UD: no longer the head of its predicate but its copula."""

from extract.language.spacy.tree import Tree

_BE = frozenset("be is are was were been being am ’s 's ’re 're ’m 'm ai".split())
_PLACES = frozenset(
    "here there away over back up down out off inside outside abroad ahead home".split()
)
_SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "expl")
_BETWEEN = frozenset({"advmod", "punct", "obl:unmarked", "aux"})


def promote_predicates(tree: Tree) -> None:
    """Put the predicate of each “be” in its place: “is (attr minister)” → “minister (cop is)”.

    Predicates are nouns and adjectives (`attr`, `acomp`), and where there is neither, the
    phrase or adverb of place right behind a “be” that has a subject (“is in Paris”, “is
    here”). “There is a plan” keeps “is” as its head, and “plan” is its subject. A “be” before
    a clause (“the plan is to leave”) stays as it is.
    """
    for word in sorted(range(len(tree)), key=lambda w: (-tree.depth(w), w)):
        if tree.lower(word) in _BE and tree.rels[word] not in {"aux", "aux:pass"}:
            _promote(tree, word)


def _promote(tree: Tree, be: int) -> None:
    complements = tree.children(be, "attr", "acomp")
    if any(tree.lower(child) == "there" for child in tree.children(be, "expl")):
        for complement in complements:
            tree.rels[complement] = "nsubj"
        return
    predicate = complements[0] if complements else _place(tree, be)
    if predicate is None:
        return
    tree.replace(predicate, be, "cop")
    tree.upos[be] = "AUX"
    for other in complements[1:]:
        tree.rels[other] = "xcomp"
    _set_extraposed(tree, predicate)


def _place(tree: Tree, be: int) -> int | None:
    """Return the phrase of place (or time, or state) that *be* says of its subject."""
    if tree.child(be, *_SUBJECTS) is None:
        return None
    for child in tree.children(be):
        if child < be:
            continue
        rel = tree.rels[child]
        if rel == "obl" and tree.child(child, "case") is not None:
            between = range(be + 1, tree.first(child))
            return child if all(_light(tree, w, be) for w in between) else None
        if rel == "advmod" and tree.lower(child) in _PLACES:
            return child
        if rel not in _BETWEEN and rel not in _SUBJECTS:
            return None
    return None


def _light(tree: Tree, word: int, be: int) -> bool:
    """Return whether *word* may stand between “be” and its predicate: “is still in Paris”."""
    return tree.heads[word] == be and tree.rels[word] in {*_BETWEEN, *_SUBJECTS}


def _set_extraposed(tree: Tree, predicate: int) -> None:
    """“It is clear that he left”: “it” is an expletive, the clause the subject."""
    subject = tree.child(predicate, "nsubj")
    if subject is None or tree.lower(subject) != "it":
        return
    for clause in tree.children(predicate, "ccomp", "xcomp"):
        marks = {tree.lower(mark) for mark in tree.children(clause, "mark")}
        if clause > predicate and marks & {"that", "to", "whether"}:
            tree.rels[subject] = "expl"
            tree.rels[clause] = "csubj"
            return
