"""Third-person pronouns and the earlier entity each stands for.

Pronouns of the first and second person are left alone: whoever reads a quotation knows its
speaker. A pronoun with no good antecedent gets no mention at all.
"""

from bisect import bisect_right

from extract.language import Parse, Token
from extract.names.grouping import Draft
from extract.names.lexicon import Gender
from extract.names.quotation import quoted_ranges
from extract.names.reference import Reference, Sight

_MASCULINE = frozenset({"he", "him", "his", "himself"})
_FEMININE = frozenset({"she", "her", "hers", "herself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_NEUTER = frozenset({"it", "its", "itself"})
_POSSESSIVE = frozenset({"his", "her", "its", "their"})
_REACH = 4
_ENOUGH = -5.0


def find_pronouns(
    parse: Parse, text: str, drafts: list[Draft], references: list[Reference]
) -> list[Reference]:
    """Return the references of the pronouns that were resolved, in text order.

    A gender that a pronoun settles is written into the person's draft.
    """
    return _Pronouns(parse, text, drafts, references).find()


class _Pronouns:
    def __init__(
        self, parse: Parse, text: str, drafts: list[Draft], references: list[Reference]
    ) -> None:
        self._parse = parse
        self._tokens = parse.tokens
        self._drafts = drafts
        self._sight = Sight(parse, references)
        self._heads = {r.head: r for r in references}
        self._quotes = quoted_ranges(text)
        self._quote_starts = [start for start, _ in self._quotes]

    def find(self) -> list[Reference]:
        """Return the references in text order."""
        found: list[Reference] = []
        for token in self._tokens:
            entity = self._entity(token)
            if entity is None:
                continue
            reference = Reference(
                first=token.index,
                last=token.index + 1,
                head=token.index,
                kind="pronoun",
                entity=entity,
            )
            found.append(reference)
            self._sight.add(reference)
            self._heads[token.index] = reference
        return found

    def _entity(self, token: Token) -> int | None:
        word = token.text.casefold()
        if word == "us" or token.upos not in {"PRON", "DET"} or token.index in self._heads:
            return None
        if word in _MASCULINE or word in _FEMININE:
            return self._person(token, "m" if word in _MASCULINE else "f")
        if token.rel.startswith("expl"):
            return None
        if word in _PLURAL:
            return self._by_clause(token, plural=True)
        if word in _NEUTER:
            return self._by_clause(token, plural=False)
        return None

    # -- he and she --------------------------------------------------------------------------

    def _person(self, token: Token, gender: Gender) -> int | None:
        scores: dict[int, tuple[float, int]] = {}
        for entity, reference in self._sight.before(token.index):
            distance = token.sentence - self._tokens[reference.first].sentence
            if distance > _REACH:
                break
            draft = self._drafts[entity]
            if draft.kind != "person" or draft.plural or draft.gender not in {gender, None}:
                continue
            score = self._score(token, reference, distance)
            if score is None:
                continue
            if distance == _REACH and draft.gender is None:
                continue
            score += 1.5 if draft.gender == gender else 0.0
            score += 0.0 if draft.named else -1.0
            if entity not in scores or scores[entity][0] < score:
                scores[entity] = (score, reference.first)
        if not scores:
            return None
        best = max(scores, key=lambda e: scores[e])
        if scores[best][0] < _ENOUGH:
            return None
        if self._drafts[best].gender is None:
            self._drafts[best].gender = gender
        return best

    def _score(self, token: Token, reference: Reference, distance: int) -> float | None:
        """Return how well a reference serves as antecedent, None where grammar forbids it."""
        head = self._tokens[reference.head]
        possessive = token.text.casefold() in _POSSESSIVE and token.rel.startswith("nmod")
        reflexive = token.text.casefold().endswith("self")
        if not possessive and not reflexive and head.head == token.head and head.head >= 0:
            return None
        if possessive and head.rel.startswith("nmod:poss") and head.head == token.head:
            return None
        score = -2.0 * distance
        if head.rel.startswith("nsubj"):
            score += 2.0
        elif head.rel.startswith(("obj", "iobj", "appos")):
            score += 0.5
        elif head.rel.startswith(("nmod", "compound")):
            score -= 0.5
        inside, quoted = self._quote(token.start), self._quote(head.start)
        if quoted is not None and inside != quoted:
            score -= 2.0  # whom a quotation speaks of is seldom “he” outside it
        if inside is not None and quoted is None and self._speaks(head) and distance == 0:
            return None
        return score

    def _speaks(self, subject: Token) -> bool:
        """Whether the token is the subject of a verb that carries a quotation."""
        if not subject.rel.startswith("nsubj") or subject.head < 0:
            return False
        verb = self._tokens[subject.head]
        return self._quote(verb.start) is None

    def _quote(self, position: int) -> int | None:
        index = bisect_right(self._quote_starts, position) - 1
        if index < 0 or position >= self._quotes[index][1]:
            return None
        return index

    # -- they and it -------------------------------------------------------------------------

    def _by_clause(self, token: Token, *, plural: bool) -> int | None:
        """Return the subject the pronoun most likely takes up, None when that is no entity.

        Candidates are subjects only, the nearest clause first: of its own clause for
        possessives (“Iraq said its forces”), of the clauses above, of a clause before, of the
        sentence before. The first subject found decides; if it is no entity (“The strike … it”)
        the pronoun stays unresolved, since most things news calls “it” are no actors.
        """
        for subject in self._subjects(token):
            if subject.index >= token.index:
                continue
            reference = self._heads.get(subject.index)
            if reference is None:
                return None
            draft = self._drafts[reference.entity]
            if self._agrees(draft, plural=plural):
                return reference.entity
            if draft.kind != "person":
                return None
        return None

    def _agrees(self, draft: Draft, *, plural: bool) -> bool:
        if plural:
            return draft.plural or draft.kind == "group"
        return not draft.plural and draft.kind in {"organisation", "country", "group"}

    def _subjects(self, token: Token) -> list[Token]:
        found: list[Token] = []
        # Only a possessive or a reflexive may take up the subject of its own clause.
        word = token.text.casefold()
        own = not (word.endswith(("self", "selves")) or token.rel.startswith("nmod:poss"))
        verb = token
        for _ in range(8):
            if verb.head < 0:
                break
            verb = self._tokens[verb.head]
            subject = None if own else self._subject(verb)
            own = own and verb.upos not in {"VERB", "AUX", "ADJ"}
            if subject is not None:
                found.append(subject)
            found.extend(self._earlier_clauses(verb, token))
        found.extend(self._sentence_before(token))
        return found

    def _subject(self, verb: Token) -> Token | None:
        sentence = self._parse.sentences[verb.sentence]
        for token in self._tokens[sentence.first : sentence.last]:
            if token.head == verb.index and token.rel.startswith("nsubj"):
                return self._behind(token, verb)
        return None

    def _behind(self, subject: Token, verb: Token) -> Token:
        """Return the noun behind a relative pronoun, any other subject as it is."""
        relative = subject.text.casefold() in {"who", "which", "that"}
        if relative and verb.rel.startswith("acl") and verb.head >= 0:
            return self._tokens[verb.head]
        return subject

    def _earlier_clauses(self, verb: Token, token: Token) -> list[Token]:
        """Return the subjects of clauses that hang on *verb* and stand before the pronoun."""
        sentence = self._parse.sentences[verb.sentence]
        clauses = [
            t
            for t in self._tokens[sentence.first : token.index]
            if t.head == verb.index and t.rel.split(":")[0] in {"advcl", "conj", "parataxis"}
        ]
        return [s for t in reversed(clauses) if (s := self._subject(t)) is not None]

    def _sentence_before(self, token: Token) -> list[Token]:
        if token.sentence == 0:
            return []
        here = self._parse.sentences[token.sentence]
        before = self._parse.sentences[token.sentence - 1]
        if here.block != before.block:
            return []
        for root in self._tokens[before.first : before.last]:
            if root.head < 0:
                subject = self._subject(root)
                return [] if subject is None else [subject]
        return []
