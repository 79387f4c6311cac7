"""Reads the noun phrases that may denote an actor: head, words, owner, number."""

from extract.language import Parse, Token
from extract.names import gazetteer
from extract.names.fitness import PAPERS, NominalPhrase
from extract.names.grouping import Draft
from extract.names.lexicon import Actor, actors, is_people, name_words, roles
from schemas import EntityKind

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
_ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those", "some", "any", "no"})
_PLURALS = frozenset("people men women children gunmen policemen militiamen police troops".split())
# Collective nouns: one group even in the singular.
_COLLECTIVES = frozenset(
    "force militia gang cartel group faction movement opposition crowd family team people police"
    " troop".split()
)
# Words between article and noun that do not narrow the meaning: “the armed group” is “the group”.
_IDLE = frozenset(
    "armed same whole entire so-called powerful embattled ruling young old elderly".split()
)
_GENERIC_HEADS = frozenset(
    "leader member official commander spokesman spokeswoman spokesperson head chief officer"
    " founder boss supporter founder figure fighter source".split()
)
_SERVING = frozenset({"for", "of", "from", "at", "with"})
_OUTSIDERS = frozenset(
    "critic opponent supporter victim survivor witness attacker rival challenger successor backer"
    " friend suspect ally neighbor neighbour".split()
)


class PhraseReader:
    """Reads the phrases of one article.

    *titled* are the tokens of titles beside names, *entity_at* gives the entity of each token of
    a name.
    """

    def __init__(
        self,
        parse: Parse,
        drafts: list[Draft],
        titled: set[int],
        entity_at: dict[int, int],
    ) -> None:
        self._tokens = parse.tokens
        self._parse = parse
        self._drafts = drafts
        self._titled = titled
        self._entity_at = entity_at
        self._named = frozenset(entity_at)
        self._body_nouns = {
            d.name.casefold().split()[-1]
            for d in drafts
            if d.kind in {"organisation", "facility"} and " " in d.name
        } & (name_words().keys() | PAPERS)

    def phrase(self, token: Token) -> NominalPhrase | None:
        """Return the phrase that *token* heads, None if it heads none that denotes an actor."""
        if token.index in self._named or token.index in self._titled:
            return None
        common = token.upos in {"NOUN", "PROPN"} or is_national(self._tokens, token.index)
        if not common or token.rel in {"compound", "flat", "fixed"}:
            return None
        lemma = token.lemma.casefold()
        known = self._actor(token, lemma)
        nation = None
        if known is None and is_national(self._tokens, token.index):
            known, nation = Actor("person", None), gazetteer.demonym(token.text)
        if known is None:
            return None
        first = self._left_edge(token)
        words = [t.text.casefold() for t in self._tokens[first : token.index]]
        lead = words[0] if words else ""
        names = [self._entity_at[i] for i in range(first, token.index) if i in self._entity_at]
        plural = self._plural(token, lemma)
        return NominalPhrase(
            first=first,
            last=token.index + 1,
            head=token.index,
            lemma=lemma,
            content=frozenset(w for w in words if w.isalpha()) - _ARTICLES - _IDLE,
            definite=lead in _DEFINITE,
            bare=not words,
            plural=plural,
            kind=self._kind(known, lemma, plural),
            sector=self._sector(known, lemma, words),
            country=nation or next((c for e in names if (c := self._drafts[e].country)), None),
            owner=self._owner(names, token),
        )

    def _actor(self, token: Token, lemma: str) -> Actor | None:
        word = token.text.casefold()
        role = roles().get(lemma) or roles().get(word)
        known = actors().get(lemma) or actors().get(word)
        if role is not None and (known is None or not self._plural(token, lemma)):
            return Actor("person", role.sector)
        common = token.text.islower() and lemma in PAPERS  # “the post” is no “Post”
        if known is None and lemma in self._body_nouns and token.upos == "NOUN" and not common:
            # “the museum”: worth a mention only if some museum was named.
            return Actor("facility", None)
        return known

    def _plural(self, token: Token, lemma: str) -> bool:
        word = token.text.casefold()
        return word in _PLURALS or (word != lemma and word.endswith(("s", "men", "people")))

    def _kind(self, known: Actor, lemma: str, plural: bool) -> EntityKind:
        if known.kind == "person":
            return "group" if plural else "person"
        if known.kind == "group" and not plural and lemma not in _COLLECTIVES:
            return "person"
        if known.kind == "organisation" and plural:
            return "group"
        return known.kind

    def _sector(self, known: Actor, lemma: str, words: list[str]) -> str | None:
        if lemma in _GENERIC_HEADS or known.sector is None:
            for word in reversed(words):
                inner = actors().get(word) or actors().get(word.rstrip("s"))
                if inner is not None and inner.sector is not None:
                    return inner.sector
        return known.sector

    def _left_edge(self, head: Token) -> int:
        """Return the first token of the phrase left of its head, without what is joined by and."""
        first = head.index
        floor = self._parse.sentences[head.sentence].first
        while first > floor:
            token = self._tokens[first - 1]
            if not self._hangs_on(token, head) or token.text in {",", ";", ":", "(", ")", "—", "–"}:
                break
            if token.upos in {"CCONJ", "SCONJ", "ADP", "AUX"}:
                break
            if token.upos == "VERB" and not token.rel.startswith("amod"):
                break
            if token.text in {"“", "”", '"', "‘"}:
                break
            first -= 1
        while first < head.index and self._tokens[first].text in {"-", "'s", "’s", "'", "’"}:
            first += 1
        return first

    def _hangs_on(self, token: Token, head: Token) -> bool:
        seen = 0
        while token.head >= 0 and seen < 8:
            if token.head == head.index:
                return True
            token = self._tokens[token.head]
            seen += 1
        # “Iraq’s”: the mark may hang on a word outside.
        return token.upos == "PART" and token.text in {"'s", "’s", "'", "’"}

    def _owner(self, entities: list[int], head: Token) -> int | None:
        """Return the body named before the head, “Hamas official”, or after it.

        “A spokesman for the Dockers' Union”; but the critic of a bank is not of that bank.
        """
        served = self._served(head)
        entities = entities if served is None else [*entities, served]
        bodies = [e for e in entities if self._drafts[e].kind in {"organisation", "group"}]
        return bodies[-1] if bodies and not is_people(self._drafts[bodies[-1]].name) else None

    def _served(self, head: Token) -> int | None:
        """Return the entity named right after an office: “for the Dockers' Union”."""
        if head.lemma.casefold() not in roles() or head.lemma.casefold() in _OUTSIDERS:
            return None
        sentence = self._parse.sentences[head.sentence]
        for case in self._tokens[head.index + 1 : min(head.index + 3, sentence.last)]:
            if case.text.casefold() not in _SERVING or case.head < 0:
                continue
            if self._tokens[case.head].head == head.index:
                return self._entity_at.get(case.head)
        return None


def is_national(tokens: tuple[Token, ...], index: int) -> bool:
    """Return whether the token is a noun for one person of a country: “the Swede”, “an Iraqi”.

    Not “Iraqi forces”, “the Swedes”, “the British”.
    """
    token = tokens[index]
    before = tokens[index - 1] if index else None
    if before is None or before.text.casefold() not in {"the", "a", "an"}:
        return False
    if token.upos not in {"NOUN", "PROPN", "ADJ"} or not token.text[0].isupper():
        return False
    if token.upos == "ADJ" and not token.rel.startswith(("nsubj", "obj", "iobj", "obl")):
        return False
    word = token.text
    if gazetteer.demonym(word) is None or word.endswith(("s", "sh", "ch", "ese", "men", "women")):
        return False
    if token.rel.startswith(("amod", "compound", "flat", "nmod:desc")):
        return False
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    return after is None or not (after.text == "-" or after.text[0].isupper())
