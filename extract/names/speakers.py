"""Who speaks in each quotation, as far as the words around it tell."""

from bisect import bisect_right

from extract.language import Parse, Token
from extract.names.quotation import quoted_ranges

_SAYING = frozenset(
    "say tell add ask write call argue note admit warn insist joke recall reply shout claim state"
    " announce declare explain respond answer comment continue conclude complain concede confess"
    " cry demand describe exclaim laugh observe predict promise remark remember repeat report sigh"
    " stress suggest think urge whisper wonder boast accuse praise quip testify tweet post vow"
    " acknowledge agree confirm deny describe estimate protest plead lament grumble".split()
)
_RELATIVES = frozenset({"who", "which", "that"})


class Speakers:
    """The quotations of one article, numbered in text order, and their speakers."""

    def __init__(self, parse: Parse, text: str) -> None:
        self._parse = parse
        self._tokens = parse.tokens
        self._ranges = quoted_ranges(text)
        self._starts = [start for start, _ in self._ranges]
        self._inside = [self.quotation(t.start) for t in parse.tokens]
        self._first: dict[int, int] = {}
        self._last: dict[int, int] = {}
        for token in parse.tokens:
            number = self._inside[token.index]
            if number is not None:
                self._first.setdefault(number, token.index)
                self._last[number] = token.index
        self._spoken: dict[int, int | None] = {}
        for number in sorted(self._first):
            self._spoken[number] = self._find(number)

    def quotation(self, position: int) -> int | None:
        """Return the number of the quotation that holds the code point, None outside all."""
        index = bisect_right(self._starts, position) - 1
        if index < 0 or position >= self._ranges[index][1]:
            return None
        return index

    def inside(self, token: int) -> int | None:
        """Return the number of the quotation that holds the token, None outside all."""
        return self._inside[token]

    def speaker(self, number: int) -> int | None:
        """Return the token of the subject whose verb carries the quotation, None if unknown."""
        return self._spoken.get(number)

    def _find(self, number: int) -> int | None:
        first, last = self._first[number], self._last[number]
        verbs: list[tuple[int, int]] = []
        for sentence in range(self._tokens[first].sentence, self._tokens[last].sentence + 1):
            here = self._parse.sentences[sentence]
            for token in self._tokens[here.first : here.last]:
                if self._inside[token.index] is None and self._says(token):
                    subject = self._subject(token)
                    distance = min(abs(token.index - first), abs(token.index - last))
                    if subject is not None:
                        verbs.append((distance, subject))
        if verbs:
            return min(verbs)[1]
        return self._carried_on(number)

    def _carried_on(self, number: int) -> int | None:
        """Return the speaker told by the sentence before: “…,” she said. “…” or Lee agreed. “…”."""
        first = self._first[number]
        sentence = self._tokens[first].sentence
        if sentence == 0 or self._block(sentence) != self._block(sentence - 1):
            return None
        quoted = self._last.get(number - 1)
        if quoted is not None and self._tokens[quoted].sentence >= sentence - 1:
            return self._spoken.get(number - 1)
        here = self._parse.sentences[sentence - 1]
        for token in self._tokens[here.first : here.last]:
            if token.head < 0 and self._says(token):
                return self._subject(token)
        return None

    def _says(self, token: Token) -> bool:
        return token.upos in {"VERB", "AUX"} and token.lemma.casefold() in _SAYING

    def _subject(self, verb: Token) -> int | None:
        here = self._parse.sentences[verb.sentence]
        for token in self._tokens[here.first : here.last]:
            if token.head != verb.index or not token.rel.startswith("nsubj"):
                continue
            if self._inside[token.index] is not None:
                return None
            if token.text.casefold() in _RELATIVES and verb.head >= 0:
                return verb.head
            return token.index
        if verb.rel == "conj" and verb.head >= 0:
            return self._subject(self._tokens[verb.head])
        return None

    def _block(self, sentence: int) -> int:
        return self._parse.sentences[sentence].block
