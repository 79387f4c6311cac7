"""The tree of one sentence while it is turned from one scheme into another."""

from collections.abc import Iterator

from extract.language.tokens import Upos

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "DET", "X"})


class Tree:
    """Words with heads that may be changed. Words count from 0; the root has head -1."""

    def __init__(
        self,
        *,
        forms: list[str],
        tags: list[str],
        upos: list[Upos],
        lemmas: list[str],
        heads: list[int],
        rels: list[str],
    ) -> None:
        self.forms = forms
        self.tags = tags
        self.upos = upos
        self.lemmas = lemmas
        self.heads = heads
        self.rels = rels

    def __len__(self) -> int:
        return len(self.forms)

    def lower(self, word: int) -> str:
        """Return the form of *word* in lower case."""
        return self.forms[word].lower()

    def children(self, word: int, *rels: str) -> list[int]:
        """Return the dependents of *word* in text order, of the given relations if any."""
        return [
            child
            for child, head in enumerate(self.heads)
            if head == word and (not rels or self.rels[child] in rels)
        ]

    def child(self, word: int, *rels: str) -> int | None:
        """Return the first dependent of *word* with one of *rels*."""
        return next(iter(self.children(word, *rels)), None)

    def attach(self, word: int, head: int, rel: str) -> None:
        """Hang *word* from *head* by *rel*."""
        self.heads[word] = head
        self.rels[word] = rel

    def above(self, word: int) -> Iterator[int]:
        """Yield the head of *word*, its head, and so on to the root."""
        seen: set[int] = set()
        while self.heads[word] >= 0 and word not in seen:
            seen.add(word)
            word = self.heads[word]
            yield word

    def depth(self, word: int) -> int:
        """Return the number of words above *word*."""
        return sum(1 for _ in self.above(word))

    def first(self, word: int) -> int:
        """Return the first word of the subtree of *word*."""
        return min(w for w in range(len(self)) if w == word or word in self.above(w))

    def is_nominal(self, word: int) -> bool:
        """Return whether *word* is modified as a noun is; -1, above the root, is not."""
        return word >= 0 and self.upos[word] in _NOMINAL

    def replace(self, lower: int, upper: int, rel: str) -> None:
        """Put *lower* in the place of *upper*: it takes its head, relation and dependents.

        *upper* then hangs from *lower* by *rel*. What already hung from *lower* stays there.
        """
        head, old = self.heads[upper], self.rels[upper]
        for child in self.children(upper):
            self.heads[child] = lower
        self.attach(lower, head, old)
        self.attach(upper, lower, rel)

    def settle(self) -> None:
        """Make the words one tree: the first root stays, and what leads to no root joins it.

        Relations stay as they are; the root's is `root`, that of what had to be moved
        `parataxis`.
        """
        roots = [w for w, head in enumerate(self.heads) if head < 0 or head == w]
        root = roots[0] if roots else 0
        for word in roots[1:]:
            self.attach(word, root, "parataxis")
        self.attach(root, -1, "root")
        for word in range(len(self)):
            if word != root and root not in self.above(word):
                self.attach(word, root, "parataxis")
