"""Prepositions from CLEAR to UD: no longer heads of their phrases but marks on them."""

from extract.language.spacy.tree import Tree

_PHRASES = frozenset({"prep", "agent", "pcomp", "pobj", "conj"})
_CLAUSAL = frozenset({"VERB", "AUX"})


def demote_prepositions(tree: Tree) -> None:
    """Hang each preposition from its noun, and the noun from what the preposition hung from.

    “met (prep in) (pobj Lyon)” becomes “met (obl Lyon (case in))”; under a noun the phrase is
    `nmod`, with “by” after a passive `obl:agent`. A clause (“after leaving”) is `advcl` or
    under a noun `acl`, and its preposition `mark`. Two prepositions in a row (“from behind
    the wall”) both come under the noun. One that has lost its noun (“the house he lived in”)
    is `obl`, as in the English Web Treebank.
    """
    # The deepest first, so that “out (of the house)” finds “house” when “out” is reached.
    for word in sorted(range(len(tree)), key=lambda w: (-tree.depth(w), w)):
        found = _object(tree, word)
        if found is not None:
            _demote(tree, word, found)
    for word in range(len(tree)):
        if tree.rels[word] in {"prep", "agent"}:
            tree.rels[word] = "obl"
        elif tree.rels[word] in {"pobj", "pcomp"}:
            tree.rels[word] = "obl"  # under something that is no preposition


def _object(tree: Tree, word: int) -> int | None:
    """Return what *word* governs as a preposition, None if it governs nothing."""
    found = tree.child(word, "pobj")
    if found is None and tree.rels[word] in _PHRASES:
        found = tree.child(word, "pcomp")
        if found is None and tree.rels[word] == "prep" and tree.upos[word] == "ADP":
            # “in general”, “at least”
            found = next((c for c in tree.children(word, "amod") if c > word), None)
    return found


def _demote(tree: Tree, word: int, governed: int) -> None:
    clause = tree.rels[governed] == "pcomp" and _is_clause(tree, governed)
    old, head = tree.rels[word], tree.heads[word]
    if old == "conj" and head >= 0 and (other := _object(tree, head)) is not None:
        head = other  # “in Lyon and in Paris”: Paris is a conjunct of Lyon
    elif old == "prep" and head >= 0 and _object(tree, head) is not None:
        head = _past_prepositions(tree, head)  # “from Paris to London”: both of the verb
    rel = _relation(tree, head, old, clause=clause)
    for child in tree.children(word):
        if child != governed:
            tree.heads[child] = governed
    tree.attach(governed, head, rel)
    tree.attach(word, governed, "mark" if clause else "case")
    if clause:
        tree.upos[word] = "SCONJ"


def _past_prepositions(tree: Tree, head: int) -> int:
    while tree.heads[head] >= 0 and _object(tree, head) is not None:
        head = tree.heads[head]
    return head


def _relation(tree: Tree, head: int, old: str, *, clause: bool) -> str:
    """Return the relation of a phrase to *head*, from that of its preposition."""
    nominal = tree.is_nominal(head)
    if old == "agent":
        return "advcl" if clause else "obl:agent"
    if old in {"prep", "pcomp", "pobj"} and head >= 0 and _lacks_object(tree, head):
        return "pobj"  # the next preposition's turn comes
    if old in {"prep", "pcomp", "pobj"}:
        if clause:
            return "acl" if nominal else "advcl"
        return "nmod" if nominal else "obl"
    if old in {"advmod", "mark", "cc", "case", "aux", "amod", "quantmod", "dep", "compound:prt"}:
        return "nmod" if nominal else "obl"
    return old


def _lacks_object(tree: Tree, head: int) -> bool:
    """Return whether *head* is a preposition, tagged as one or not (“according”), without noun."""
    preposition = tree.rels[head] in {"prep", "agent"} or (
        tree.rels[head] in {"pcomp", "pobj"} and tree.upos[head] in {"ADP", "SCONJ", "ADV"}
    )
    return preposition and tree.child(head, "pobj") is None


def _is_clause(tree: Tree, word: int) -> bool:
    return tree.upos[word] in _CLAUSAL or tree.child(word, "nsubj", "nsubj:pass") is not None
