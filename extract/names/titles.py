"""Reads titles and roles among the tokens: where they begin, what heads them."""

from extract.language import Token
from extract.names import gazetteer
from extract.names.lexicon import given_names, known_body, role_modifiers, roles

POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
COURTESY = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "sir", "dame"})
# Parties stand before a name like nationalities: “Republican Ann Lee”.
PARTY_LABELS = frozenset(
    "Republican Democrat Democratic Labour Conservative Tory Liberal Socialist Communist Green"
    " Independent".split()
)
_GENERALS = frozenset("attorney secretary director solicitor inspector prosecutor consul".split())
_DETERMINERS = frozenset({"a", "an", "the", "its", "their", "his", "her", "our", "one", "another"})
_INTRODUCTION_REACH = 10
_AFTER_ROLE = frozenset("of for at with in from to on".split())


class Titles:
    """The titles in the tokens of one article. Ranges are half-open token indexes."""

    def __init__(self, tokens: tuple[Token, ...], text: str) -> None:
        self._tokens = tokens
        self._text = text

    def introducing_role(self, comma: int, floor: int) -> int | None:
        """Return the role before the comma, or before the preposition that goes on from it."""
        for index in range(comma - 1, max(floor, comma - _INTRODUCTION_REACH) - 1, -1):
            token = self._tokens[index]
            role = self.is_role(index) and token.upos in {"NOUN", "PROPN"}
            if role and (index + 1 == comma or self._tokens[index + 1].text in _AFTER_ROLE):
                return index
            if token.upos not in {"NOUN", "PROPN", "ADJ", "NUM", "DET", "ADP", "PART"}:
                return None
        return None

    def determined(self, start: int, floor: int) -> bool:
        """Whether a phrase that holds the title at *start* opens with an article or a possessor."""
        for index in range(start - 1, max(floor, start - 4) - 1, -1):
            word = self._tokens[index].text
            if word in POSSESSIVES or word.casefold() in _DETERMINERS:
                return True
            if self._tokens[index].upos not in {"ADJ", "NOUN", "PROPN"}:
                return False
        return False

    def role_start(self, head: int, floor: int) -> int:
        """Return where the title begins whose head is the token *head*."""
        start = head
        while start > floor:
            word = self._tokens[start - 1].text.casefold()
            glued = self._tokens[start - 1].end == self._tokens[start].start
            hyphen = word == "-" and glued and start - 1 > floor
            if hyphen or word in role_modifiers() or (word in roles() and word != "mp"):
                start -= 1
            elif word in {"and", "&"} and start - 2 >= floor and self.is_role(start - 2):
                start -= 2  # “founder and CEO”
            elif self.portfolio(start - 1, head):
                start -= 1
            else:
                break
        while self._tokens[start].text in {"-", "and", "&"}:
            start += 1
        return start

    def portfolio(self, index: int, head: int) -> bool:
        """Whether the token tells what a minister is for: “Civil Protection Minister”."""
        token = self._tokens[index]
        return (
            self._tokens[head].text in {"Minister", "Secretary"}
            and token.text.isalpha()
            and token.text.istitle()
            and token.upos in {"PROPN", "NOUN", "ADJ"}
            and gazetteer.country(token.text) is None
            and gazetteer.demonym(token.text) is None
            and gazetteer.place(token.text) is None
            and known_body(token.text) is None
            and token.text not in given_names()
            and token.text not in PARTY_LABELS
        )

    def head_word(self, start: int, end: int) -> str:
        """Return the head of a title in lower case: "secretary-general", "minister"."""
        head = end - 1
        while head - 2 >= start and self._tokens[head - 1].text == "-":
            head -= 2
        compound = self._written(head, end).casefold().replace(" ", "")
        word = self._tokens[end - 1].text.casefold()
        before = self._tokens[end - 2].text.casefold() if end - 2 >= start else ""
        if word == "general" and before in _GENERALS:
            return before  # the attorney general is no soldier
        return compound if compound in roles() else self._tokens[end - 1].text.casefold()

    def is_role(self, index: int) -> bool:
        """Return whether the token heads a title or an occupation."""
        return self._tokens[index].text.casefold() in roles()

    def _written(self, first: int, last: int) -> str:
        text = self._text[self._tokens[first].start : self._tokens[last - 1].end]
        return " ".join(text.split())
