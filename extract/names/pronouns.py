"""Pronouns and the entity each stands for.

“I” stands for the speaker of its quotation; “we” and “you” are left alone. A pronoun with no
good antecedent gets no mention at all.
"""

from collections.abc import Iterator

from extract.language import Parse, Token
from extract.names.grouping import Draft
from extract.names.groups import Groups
from extract.names.lexicon import Gender
from extract.names.reference import Reference, Sight
from extract.names.speakers import Speakers

_MASCULINE = frozenset({"he", "him", "his", "himself"})
_FEMININE = frozenset({"she", "her", "hers", "herself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_NEUTER = frozenset({"it", "its", "itself"})
_POSSESSIVE = frozenset({"his", "her", "its", "their"})
_FIRST = frozenset({"i", "me", "my", "mine", "myself"})
# A pronoun that is a clause by itself: “Roe wept, and it was she who paid.”
_CLAUSES = ("conj", "parataxis", "advcl", "ccomp")
_REACH = 4
_ENOUGH = -5.0
_GOVERNS = 1.0
_GOVERNS_OWN = 2.5
# What each mention so far adds to somebody's prominence, and the most that all may.
_WEIGHT = 0.35
_MOST_WEIGHT = 1.2


class Pronouns:
    """The pronouns of one article."""

    def __init__(
        self,
        parse: Parse,
        drafts: list[Draft],
        sight: Sight,
        speakers: Speakers,
        groups: Groups,
    ) -> None:
        self._parse = parse
        self._tokens = parse.tokens
        self._drafts = drafts
        self._sight = sight
        self._speakers = speakers
        self._groups = groups

    def at(self, token: Token) -> Reference | None:
        """Return the reference of the token if it is a pronoun that stands for somebody known."""
        entity = self._entity(token)
        if entity is None:
            return None
        first = token.index
        return Reference(first=first, last=first + 1, head=first, kind="pronoun", entity=entity)

    def _entity(self, token: Token) -> int | None:
        word = token.text.casefold()
        if token.upos not in {"PRON", "DET"} or self._sight.at(token.index) is not None:
            return None
        if word in _FIRST:
            return self._speaker(token)
        if word in _MASCULINE or word in _FEMININE:
            return self._person(token, "m" if word in _MASCULINE else "f")
        if token.rel.startswith("expl"):
            return None
        if word in _PLURAL:
            return self._by_clause(token, plural=True)
        if word in _NEUTER:
            return self._by_clause(token, plural=False)
        return None

    def _speaker(self, token: Token) -> int | None:
        """Return the person who speaks in the quotation that holds the token, None outside one."""
        number = self._speakers.inside(token.index)
        subject = None if number is None else self._speakers.speaker(number)
        reference = None if subject is None else self._sight.at(subject)
        if reference is None or self._drafts[reference.entity].kind != "person":
            return None
        return reference.entity

    # -- he and she --------------------------------------------------------------------------

    def _person(self, token: Token, gender: Gender) -> int | None:
        ahead = self._ahead(token, gender)
        if ahead is not None:
            return ahead
        scores: dict[int, tuple[float, int]] = {}
        governing = self._governing(token)
        own = token.rel.startswith("nmod:poss") or token.text.casefold().endswith("self")
        barred = self._barred(token)
        for entity, reference in self._seen_before(token):
            distance = token.sentence - self._tokens[reference.first].sentence
            draft = self._drafts[entity]
            if entity in barred:
                continue
            if draft.kind != "person" or draft.plural or draft.gender not in {gender, None}:
                continue
            score = self._score(token, reference, distance)
            if score is None:
                continue
            if distance == _REACH and draft.gender is None:
                continue
            score += 1.5 if draft.gender == gender else 0.0
            if entity == governing:
                score += _GOVERNS_OWN if own else _GOVERNS
            score += min(_MOST_WEIGHT, _WEIGHT * self._sight.count(entity))
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

    def _seen_before(self, token: Token) -> Iterator[tuple[int, Reference]]:
        """Yield the references within reach, a pair as each of its two: “The couple … Her”."""
        for entity, reference in self._sight.before(token.index):
            if token.sentence - self._tokens[reference.first].sentence > _REACH:
                return
            yield entity, reference
            for member in self._drafts[entity].members:
                yield member, reference

    def _governing(self, token: Token) -> int | None:
        """Return the subject of the pronoun's clause, or of the clause above, if it comes before.

        In “Bush is well, Stanzel said, and will resume his work” that is Bush.
        """
        own = token.rel.startswith("nmod:poss") or token.text.casefold().endswith("self")
        verb = token
        for _ in range(8):
            if verb.head < 0:
                return None
            verb = self._tokens[verb.head]
            if verb.upos not in {"VERB", "AUX", "ADJ", "NOUN"}:
                continue
            subject = self._clause_subject(verb) if own else None
            own = own or verb.upos in {"VERB", "AUX"}
            if subject is not None and subject.index < token.index:
                reference = self._sight.at(subject.index)
                return None if reference is None else reference.entity
        return None

    def _ahead(self, token: Token, gender: Gender) -> int | None:
        """Return whom a subordinate clause at the head of a sentence speaks of before naming him.

        “After she retired, Tobiás quarrelled …”
        """
        if token.rel != "nsubj" or token.head < 0:
            return None
        verb = self._tokens[token.head]
        if verb.rel != "advcl" or verb.head < verb.index:
            return None
        if token.index - self._parse.sentences[token.sentence].first > 3:
            return None
        subject = self._subject(self._tokens[verb.head])
        reference = None if subject is None else self._sight.at(subject.index)
        if reference is None or reference.kind != "name":
            return None
        draft = self._drafts[reference.entity]
        if draft.kind != "person" or draft.gender not in {gender, None}:
            return None
        draft.gender = gender
        return reference.entity

    def _barred(self, token: Token) -> set[int]:
        """Return whom grammar keeps the pronoun from meaning.

        Whoever speaks says “I”. The object of a verb is not its subject, told or understood:
        “Vidal came and sent him wine”, “Lee, who followed her”.
        """
        barred: set[int] = set()
        speaker = self._speaker(token)
        if speaker is not None:
            barred.add(speaker)
        word = token.text.casefold()
        free = token.rel.startswith(("nmod", "nsubj", *_CLAUSES))
        if word.endswith("self") or free or token.head < 0:
            return barred
        verb = self._tokens[token.head]
        if verb.upos in {"ADV", "ADP"} and verb.head >= 0:
            verb = self._tokens[verb.head]  # “took it away from him”
        subject = self._clause_subject(verb)
        reference = None if subject is None else self._sight.at(subject.index)
        if reference is not None:
            barred.add(reference.entity)
        return barred

    def _clause_subject(self, verb: Token) -> Token | None:
        """Return the subject of the verb, or of the verb it is joined to or depends on."""
        for _ in range(4):
            subject = self._subject(verb)
            if subject is not None:
                return subject
            if verb.rel not in {"conj", "xcomp", "advcl"} or verb.head < 0:
                return None
            verb = self._tokens[verb.head]
        return None

    def _score(self, token: Token, reference: Reference, distance: int) -> float | None:
        """Return how well a reference serves as antecedent, None where grammar forbids it."""
        head = self._tokens[reference.head]
        possessive = token.text.casefold() in _POSSESSIVE and token.rel.startswith("nmod")
        reflexive = token.text.casefold().endswith("self")
        clause = token.rel.startswith(_CLAUSES)
        bound = not possessive and not reflexive and not clause
        if bound and head.head == token.head and head.head >= 0:
            return None
        if possessive and head.rel.startswith("nmod:poss") and head.head == token.head:
            return None
        score = -2.0 * distance
        if possessive and self._relative_of(token, head):
            score += 3.0  # “Walcott, who sat with her head bowed”
        if head.rel.startswith("nsubj"):
            score += 2.0
        elif head.rel.startswith(("obj", "iobj", "appos")):
            score += 0.5
        elif head.rel.startswith(("nmod", "compound")):
            score -= 1.0
        inside, quoted = self._speakers.inside(token.index), self._speakers.inside(head.index)
        if quoted is not None and inside != quoted:
            score -= 2.0  # whom a quotation speaks of is seldom “he” outside it
        if inside is not None and quoted is None and self._speaks(head) and distance == 0:
            return None
        return score

    def _relative_of(self, token: Token, head: Token) -> bool:
        """Whether the pronoun stands in a relative clause on *head*."""
        for _ in range(6):
            if token.head < 0:
                return False
            if token.rel.startswith("acl:relcl"):
                return token.head == head.index
            token = self._tokens[token.head]
        return False

    def _speaks(self, subject: Token) -> bool:
        """Whether the token is the subject of a verb that carries a quotation."""
        if not subject.rel.startswith("nsubj") or subject.head < 0:
            return False
        verb = self._tokens[subject.head]
        return self._speakers.inside(verb.index) is None

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
            reference = self._sight.at(subject.index)
            if reference is None:
                return None
            together = self._groups.conjoined(subject) if plural else None
            if together is not None:
                return together
            draft = self._drafts[reference.entity]
            if self._agrees(draft, plural=plural):
                return reference.entity if self._same_number(token, reference.entity) else None
            if draft.kind != "person":
                return None
        return None

    def _same_number(self, token: Token, entity: int) -> bool:
        """Whether the pronoun goes on in the number a body was given: “it had … they” do not.

        As an object, neither “it” nor “them” is likely a body: it is what was said or done.
        """
        word = token.text.casefold()
        draft = self._drafts[entity]
        if word in _PLURAL and not draft.plural and draft.kind == "organisation":
            told = self._told_by(token, entity, _PLURAL)
            return told or (word == "they" and not self._told_by(token, entity, _NEUTER))
        if word == "it" and not token.rel.startswith("nsubj"):
            return False
        return word not in _PLURAL or not self._told_by(token, entity, _NEUTER)

    def _told_by(self, token: Token, entity: int, words: frozenset[str]) -> bool:
        """Whether one of *words* has stood for the entity in this sentence or the one before."""
        for other, reference in self._sight.before(token.index):
            if self._tokens[reference.first].sentence < token.sentence - 1:
                return False
            pronoun = other == entity and reference.kind == "pronoun"
            if pronoun and self._tokens[reference.first].text.casefold() in words:
                return True
        return False

    def _agrees(self, draft: Draft, *, plural: bool) -> bool:
        if plural:
            # “The union said they had learnt of it”
            return draft.plural or draft.kind in {"group", "organisation"}
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
                clauses = [*reversed(self._conjoined(root)), root]
                found = (self._subject(clause) for clause in clauses)
                return [subject for subject in found if subject is not None]
        return []

    def _conjoined(self, verb: Token) -> list[Token]:
        sentence = self._parse.sentences[verb.sentence]
        tokens = self._tokens[verb.index + 1 : sentence.last]
        return [t for t in tokens if t.head == verb.index and t.rel == "conj"]
