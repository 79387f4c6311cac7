"""Names of persons from CLEAR to UD: headed by their first word, not by their last."""

from collections.abc import Iterable

from extract.language.spacy.tree import Tree


def head_names_first(tree: Tree, people: Iterable[tuple[int, int]]) -> None:
    """Make the first word the head of each person's name, and titles before it `nmod:desc`.

    “(compound Ewa) Nowak” becomes “Ewa (flat Nowak)”; “Prime Minister Ewa Nowak” is the name
    with “Minister” as `nmod:desc`. *people* are half-open word ranges. A range that is not
    one phrase headed by its last word, all of proper nouns, stays as it is.
    """
    for first, last in people:
        head = last - 1
        inside = range(first, head)
        if any(tree.upos[w] != "PROPN" for w in range(first, last)):
            continue
        if not all(first <= tree.heads[w] < last and tree.rels[w] == "compound" for w in inside):
            continue
        if first < head:
            for word in inside:
                tree.heads[word] = head
            tree.replace(first, head, "flat")
            for word in range(first + 1, head):
                tree.attach(word, first, "flat")
        _describe(tree, first)


def _describe(tree: Tree, name: int) -> None:
    """Make a title right before *name* its description, with what describes the title."""
    title = name - 1
    if title < 0 or tree.heads[title] != name or tree.rels[title] != "compound":
        return
    tree.rels[title] = "nmod:desc"
    for child in tree.children(name, "compound", "amod"):
        if child < title:  # “the Israeli Prime Minister X”
            tree.heads[child] = title
