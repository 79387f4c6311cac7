"""Names of persons from CLEAR to UD: headed by their first word, not by their last."""

from collections.abc import Iterable

from extract.language.spacy.tree import Tree

_PARTS = frozenset({"compound", "punct", "flat", "nmod:unmarked", "amod", "dep"})


def head_names_first(tree: Tree, people: Iterable[tuple[int, int]]) -> None:
    """Make the first word the head of each person's name, and titles before it `nmod:desc`.

    “(compound Ewa) Nowak” becomes “Ewa (flat Nowak)”; “Prime Minister Ewa Nowak” is the name
    with “Minister” as `nmod:desc`. *people* are half-open word ranges. A range that is not
    one phrase, headed by a proper noun at its end and begun by another, stays as it is.
    """
    for first, last in people:
        head = last - 1
        if tree.upos[first] != "PROPN" or tree.upos[head] != "PROPN":
            continue
        if not all(_is_part(tree, word, first, last) for word in range(first, head)):
            continue
        if first < head:
            for word in range(first, head):
                tree.heads[word] = head
            tree.replace(first, head, "flat")
            for word in range(first + 1, head):  # the hyphen of “al-Sadr” stays punctuation
                tree.rels[word] = "punct" if tree.rels[word] == "punct" else "flat"
        _describe(tree, first)


def _is_part(tree: Tree, word: int, first: int, last: int) -> bool:
    return first <= tree.heads[word] < last and tree.rels[word] in _PARTS


def _describe(tree: Tree, name: int) -> None:
    """Make a title right before *name* its description, with what describes the title."""
    title = name - 1
    if title < 0 or tree.heads[title] != name or tree.rels[title] != "compound":
        return
    tree.rels[title] = "nmod:desc"
    for child in tree.children(name, "compound", "amod"):
        if child < title:  # “the Israeli Prime Minister X”
            tree.heads[child] = title
