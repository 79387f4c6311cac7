"""Reads what a verb cue takes: clause, infinitive, object, prepositional phrase, passive."""

import msgspec

from extract.analysis import Analysis
from extract.language import Token
from extract.statements import sources
from extract.statements.addressees import addressee_of
from extract.statements.agency import can_speak
from extract.statements.cues import passive
from extract.statements.extents import Extents, titled
from extract.statements.lexicon import Entry, carries_noun, lexicon
from extract.statements.phrases import infinitival, marked
from schemas import Act

_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON", "ADJ", "SYM", "X"})
_GROUNDS = frozenset({"over", "for", "against", "about", "on"})
_BIDDING = frozenset({"call", "urge", "order", "ask", "tell"})
_OPENING = frozenset({"“", '"', "‘", "``", "''", "'"})
_REASONS = frozenset({"for", "because", "if", "compared", "amid", "amidst", "unless"})
_ASIDE = 24
"""How many tokens a name may be set apart from what its bearer is accused of."""

_PLAIN_CALLS = frozenset({"call", "label", "dub", "brand", "term", "deem", "declare"})


class Complement(msgspec.Struct, frozen=True, kw_only=True):
    """What a cue takes: the tokens of the content, the construction, the cue's own last word."""

    tokens: list[Token]
    pattern: str
    act: Act | None = None
    last: Token | None = None
    addressee: Token | None = None


class VerbComplements:
    """Reads the complements of the verb cues of one article."""

    def __init__(self, analysis: Analysis, extents: Extents) -> None:
        self._analysis = analysis
        self._extents = extents

    def of(self, token: Token, entry: Entry) -> Complement | None:
        """Return the content of the verb cue *token*, by the first of its frames that fits."""
        if passive(self._analysis, token):
            return self._passive(token, entry)
        for reader in (
            self._clause,
            self._urge,
            self._call,
            self._infinitive,
            self._phrase,
            self._object,
        ):
            found = reader(token, entry)
            if found is not None and found.tokens:
                return found
        quoted = self._extents.quoted_next(token) if entry.act != "believe" else []
        return Complement(tokens=quoted, pattern="quotation") if quoted else None

    def _clause(self, token: Token, entry: Entry) -> Complement | None:
        """Content is a clause: said (that) taxes rise; taxes will rise, said Lee."""
        if not entry.frames & {"that", "tell"}:
            return None
        analysis = self._analysis
        aside = self._extents.aside(token)
        if aside:
            return Complement(tokens=aside, pattern="aside", addressee=self._addressee(token))
        for child in analysis.children(token, "ccomp") or self._that_clauses(token):
            if child.upos == "PUNCT":
                continue
            if child.index < token.index:
                continue  # before the cue only asides hold: 1 of 9 others was right
            tokens = self._extents.whole_clause(token, child, entry)
            tokens = self._from_that(tokens, child)
            addressee = self._addressee(token)
            if "tell" in entry.frames and addressee is None:
                addressee = self._misread_addressee(token, child)
                tokens = [t for t in tokens if not self._within(addressee, t)]
            return Complement(
                tokens=self._extents.cut(tokens, token), pattern="clause", addressee=addressee
            )
        return self._told(token, entry) or self._beside(token)

    def _that_clauses(self, token: Token) -> list[Token]:
        """Return the clause right after the cue that “that” opens, misread as adverbial."""
        return [
            child
            for child in self._analysis.children(token, "advcl")
            if any(
                mark.index == token.index + 1 and mark.text.lower() == "that"
                for mark in self._analysis.children(child, "mark")
            )
        ]

    def _from_that(self, tokens: list[Token], clause: Token) -> list[Token]:
        """Return *tokens* from the “that” of the clause on: “said, before the vote, that …”."""
        marks = [m for m in self._analysis.children(clause, "mark") if m.text.lower() == "that"]
        return [t for t in tokens if t.index >= marks[0].index] if marks else tokens

    def _misread_addressee(self, token: Token, clause: Token) -> Token | None:
        """Return who was told when the parser takes it for a subject: told Radio Sur it was shut.

        A name right after the cue, beside the clause's own subject.
        """
        subjects = self._analysis.children(clause, "nsubj", "csubj")
        first = subjects[0] if len(subjects) > 1 else None
        return first if first is not None and first.index == token.index + 1 else None

    def _within(self, addressee: Token | None, token: Token) -> bool:
        mention = None if addressee is None else self._analysis.mention_of(addressee)
        return token == addressee or (
            mention is not None and mention.first <= token.index < mention.last
        )

    def _told(self, token: Token, entry: Entry) -> Complement | None:
        """Content hangs on who was told: told a rally in the city that schools would open."""
        if "tell" not in entry.frames:
            return None
        for told in self._analysis.children(token, "obj", "iobj"):
            for clause in self._analysis.children(told, "acl", "ccomp"):
                noun = told.lemma.lower() in lexicon().nouns
                if marked(self._analysis, clause, "that") and not noun:
                    tokens = self._extents.cut(self._analysis.subtree(clause), token)
                    return Complement(tokens=tokens, pattern="clause", addressee=told)
        return None

    def _beside(self, token: Token) -> Complement | None:
        """Content is the clause that the cue clause hangs on: “taxes will rise, as Lee said”."""
        analysis = self._analysis
        governor = analysis.head(token)
        if token.rel == "advcl" and governor is not None and self._as_clause(token):
            mine = {t.index for t in analysis.subtree(token)}
            rest = [t for t in analysis.subtree(governor) if t.index not in mine]
            return Complement(tokens=rest, pattern="as-clause")
        return None

    def _as_clause(self, token: Token) -> bool:
        """Whether *token* is the verb of “as Lee said”, with no object of its own."""
        analysis = self._analysis
        marks = {mark.text.lower() for mark in analysis.children(token, "mark")}
        return "as" in marks and not analysis.children(token, "obj", "ccomp", "xcomp")

    def _addressee(self, token: Token) -> Token | None:
        return addressee_of(self._analysis, token)

    def _urge(self, token: Token, entry: Entry) -> Complement | None:
        """Content is object and infinitive: urged drivers to stay; told her to leave."""
        if not entry.frames & {"urge", "tell"}:
            return None
        analysis = self._analysis
        objects = [c for c in analysis.children(token, "obj", "iobj") if c.index > token.index]
        clauses = [
            c for c in analysis.children(token, "xcomp", "ccomp") if infinitival(analysis, c)
        ] or self._misread_infinitive(token, objects)
        if not objects or not clauses:
            return None
        content = analysis.subtree(clauses[0])
        if "tell" in entry.frames:
            bid: Act | None = "order" if token.lemma.lower() == "tell" else None
            return Complement(
                tokens=self._extents.cut(content, token),
                pattern="urge",
                addressee=objects[0],
                act=bid,
            )
        content = self._extents.cut(analysis.subtree(objects[0]) + content, token)
        told = objects[0] if entry.act in {"demand", "order", "ask", "warn", "promise"} else None
        return Complement(tokens=content, pattern="urge", addressee=told)

    def _misread_infinitive(self, token: Token, objects: list[Token]) -> list[Token]:
        """Return the infinitive right after somebody, misread as a purpose: ordered him to go."""
        if not objects or not can_speak(self._analysis, objects[0]):
            return []
        hung = self._analysis.children(objects[0], "acl")
        if token.lemma.lower() in _BIDDING and hung and infinitival(self._analysis, hung[0]):
            return hung[:1]  # “called on the regulator to act”
        end = self._analysis.subtree(objects[0])[-1].index
        return [
            clause
            for clause in self._analysis.children(token, "advcl")
            for mark in self._analysis.children(clause, "mark")
            if mark.index == end + 1 and mark.text.lower() == "to"
        ]

    def _infinitive(self, token: Token, entry: Entry) -> Complement | None:
        """Content is an infinitive or gerund of the speaker's: vowed to fight; denied lying."""
        if "to" not in entry.frames:
            return None
        analysis = self._analysis
        for child in analysis.children(token, "xcomp", "ccomp", "advcl"):
            gerund = child.text.lower().endswith("ing") and child.rel != "advcl"
            if child.index > token.index and (infinitival(analysis, child) or gerund):
                if child.rel == "advcl" and child.index - token.index > 4:
                    continue
                tokens = self._extents.cut(analysis.subtree(child), token, plain=True)
                return Complement(tokens=tokens, pattern="infinitive")
        return None

    def _call(self, token: Token, entry: Entry) -> Complement | None:
        """Content is an object and what it is called: called it a farce; described X as Y."""
        if "call" not in entry.frames or self._names_a_work(token):
            return None
        analysis = self._analysis
        objects = [c for c in analysis.children(token, "obj") if c.upos != "PUNCT"]
        names = [
            c
            for c in analysis.children(token, "xcomp", "obl", "advcl", "ccomp", "iobj")
            if c.index > token.index
            and not analysis.children(c, "nsubj")
            and (
                marked(analysis, c, "as")
                or (c.rel == "xcomp" and not analysis.children(c, "case", "mark"))
            )
        ]
        named = [c for c in names if marked(analysis, c, "as")] or names
        plain = token.lemma.lower() in _PLAIN_CALLS
        if not named and plain:
            objects, named = self._called_by_two_objects(token, objects)
        if not named and plain and len(objects) == 1 and self._free_relative(token):
            return Complement(tokens=analysis.subtree(objects[0]), pattern="called")
        if not named or (not plain and not marked(analysis, named[0], "as")):
            return None
        tokens = analysis.subtree(named[0])
        after = [c for c in objects if c.index > token.index]
        if after:
            tokens = analysis.subtree(after[0]) + tokens
        tokens = self._extents.cut(tokens, token, plain=True)
        return Complement(tokens=tokens + self._why(tokens), pattern="called")

    def _names_a_work(self, token: Token) -> bool:
        """Whether *token* gives a title to a noun: a play called “The Night Ferry”."""
        tokens = self._analysis.tokens
        after = tokens[token.index + 1 : token.index + 8]
        if token.rel != "acl" or not after or after[0].text not in _OPENING:
            return False
        last = next((i for i, t in enumerate(after[1:], 1) if t.upos == "PUNCT"), len(after))
        return titled(list(after[1:last]))

    def _called_by_two_objects(
        self, token: Token, objects: list[Token]
    ) -> tuple[list[Token], list[Token]]:
        """Return what is called and its name, both read as objects: called the offer an insult."""
        both = [c for c in self._analysis.children(token, "iobj", "obj") if c.upos != "PUNCT"]
        last = both[-1] if len(both) > 1 else None
        if last is None or last.index < token.index or last.upos not in _NOMINAL:
            return objects, []
        return both[:-1], [last]

    def _free_relative(self, token: Token) -> bool:
        """Whether *token* stands in “what Lee called a farce”."""
        before = self._analysis.tokens[max(token.index - 5, 0) : token.index]
        return any(t.text.lower() == "what" for t in before)

    def _phrase(self, token: Token, entry: Entry) -> Complement | None:
        """Content is a prepositional phrase: called for calm; warned of floods."""
        analysis = self._analysis
        for child in analysis.children(token, "obl", "advcl", "nmod", "ccomp", "xcomp"):
            if child.index < token.index:
                continue
            for case in analysis.children(child, "case", "mark"):
                act = entry.prepositions.get(case.text.lower())
                if act is None or case.index - token.index > 4:
                    continue
                if act == "demand" and case.text.lower() == "for" and self._names_person(child):
                    continue  # “campaigned for Ann Lee”
                tokens = [t for t in analysis.subtree(child) if t.index > case.index]
                if case.text.lower() in {"on", "upon", "with", "to"}:
                    tokens += self._infinitive_after(token, child)
                told = child if case.text.lower() in {"on", "upon"} and act == "demand" else None
                return Complement(
                    tokens=self._extents.cut(tokens, token),
                    pattern="phrase",
                    act=act,
                    last=case,
                    addressee=told or self._told_beside(token, child),
                )
        return None

    def _told_beside(self, token: Token, content: Token) -> Token | None:
        """Return whom the cue names besides its content: apologised to fans for the defeat."""
        told = self._addressee(token)
        return None if told is not None and told.index == content.index else told

    def _names_person(self, head: Token) -> bool:
        mention, entity = self._analysis.mention_of(head), self._analysis.entity_of(head)
        named = mention is not None and mention.kind == "name" and mention.head == head.index
        alone = not self._analysis.children(head, "acl")
        return named and alone and entity is not None and entity.kind == "person"

    def _infinitive_after(self, cue: Token, phrase: Token) -> list[Token]:
        """Return the infinitive that follows the phrase: called on drivers to slow down."""
        for child in self._analysis.children(cue, "xcomp", "advcl", "ccomp"):
            if child.index > phrase.index and infinitival(self._analysis, child):
                return self._analysis.subtree(child)
        return []

    def _object(self, token: Token, entry: Entry) -> Complement | None:
        """Content is a noun phrase: condemned the attack; accused the bank of fraud."""
        if "obj" not in entry.frames and not entry.paired:
            return None
        analysis = self._analysis
        objects = [c for c in analysis.children(token, "obj", "iobj") if c.index > token.index]
        if not objects or objects[-1].upos not in _NOMINAL:
            return None
        if carries_noun(token) and self._reads_as_noun(objects[-1]):
            return None
        entity = analysis.entity_of(objects[-1])
        if token.lemma.lower() == "question" and entity is not None and entity.kind == "person":
            return None  # “investigators questioned Ann Lee”
        tokens = analysis.subtree(objects[-1])
        after = self._extents.following(tokens)
        if "that" in entry.frames and after is not None and after.upos in {"AUX", "VERB"}:
            tokens = self._extents.whole_clause(token, objects[-1], entry)
            return Complement(tokens=self._extents.cut(tokens, token), pattern="clause")
        further = [
            child
            for child in analysis.children(token, "obl", "nmod", "advcl", "xcomp", "ccomp")
            if child.index > objects[-1].index
            and not analysis.children(child, "nsubj")
            and any(marked(analysis, child, word) for word in sorted(entry.paired | {"as"}))
        ]
        for child in further:
            tokens = tokens + analysis.subtree(child)
        if not further:
            further = self._paired_after_comma(objects[-1], entry)
            tokens = tokens + further
        likened = entry.act == "say" and "obj" not in entry.frames
        if not further and (objects[-1].upos == "PRON" or likened):
            return None  # “compared two maps” says nothing, “compared it to a zoo” does
        if token.rel == "amod" or infinitival(analysis, token):
            return None
        tokens = tokens + self._grounds(token, tokens)
        cut = self._extents.cut(tokens, token, plain=not further)
        return Complement(tokens=cut, pattern="object")

    def _paired_after_comma(self, head: Token, entry: Entry) -> list[Token]:
        """Return the phrase of “accused Ann Lee, who was born in Oslo, of fraud”, however hung."""
        tokens = self._analysis.tokens
        for token in tokens[head.index + 2 : head.index + _ASIDE]:
            if token.sentence != head.sentence or token.text in {";", ":"}:
                return []
            opened = tokens[token.index - 1].text == "," and token.text.lower() in entry.paired
            governed = self._analysis.head(token) if opened else None
            if governed is not None and governed.index > token.index:
                phrase = self._analysis.subtree(governed)
                return [t for t in phrase if t.index >= token.index]
        return []

    def _grounds(self, cue: Token, tokens: list[Token]) -> list[Token]:
        """Return the phrase that goes on from the object: “vengeance for the raid”."""
        after = self._extents.following(tokens)
        if after is None or after.text.lower() not in _GROUNDS:
            return []
        for child in self._analysis.children(cue, "obl", "advcl"):
            phrase = self._analysis.subtree(child)
            if phrase[0].index == after.index:
                return phrase
        return []

    def _why(self, tokens: list[Token]) -> list[Token]:
        """Return what goes on from a name with its reason: “a genius” for his tax returns."""
        after = self._extents.following(tokens) if tokens else None
        if after is None or after.text.lower() not in _REASONS:
            return []
        governor = self._analysis.head(after)
        if governor is None or governor.index < after.index:
            return []
        phrase = self._analysis.subtree(governor)
        return phrase if phrase[0].index == after.index else []

    def _reads_as_noun(self, head: Token) -> bool:
        """Whether the object is itself a noun cue (“made a claim that …”), read on its own."""
        noun = lexicon().nouns.get(head.lemma.lower())
        if noun is None:
            return False
        phrases = self._analysis.children(head, "nmod")
        cases = {c.text.lower() for p in phrases for c in self._analysis.children(p, "case")}
        clauses = self._analysis.children(head, "acl", "ccomp")
        return bool(clauses) or not cases.isdisjoint(noun.prepositions)

    def _passive(self, token: Token, entry: Entry) -> Complement | None:
        """Content of a passive: is expected to rise; was condemned by the council."""
        analysis = self._analysis
        subjects = analysis.children(token, "nsubj:pass", "nsubj")
        subject = subjects[0] if subjects else None
        clauses = analysis.children(token, "ccomp", "csubj:pass", "csubj")
        if entry.frames & {"that"} and clauses and (subject is None or subject.lemma == "it"):
            return Complement(
                tokens=self._extents.cut(analysis.subtree(clauses[0]), token), pattern="passive"
            )
        if subject is None or subject.lemma in {"who", "which", "that"}:
            return None
        infinitives = [
            c for c in analysis.children(token, "xcomp", "ccomp") if infinitival(analysis, c)
        ]
        if "raise" in entry.frames and infinitives:
            tokens = analysis.subtree(subject) + self._extents.cut(
                analysis.subtree(infinitives[0]), token
            )
            return Complement(tokens=tokens, pattern="raise")
        agent = sources.source_of(analysis, token)
        if agent is None:
            return None
        if ("obj" in entry.frames or entry.paired) and subject.upos != "PRON":
            return Complement(tokens=analysis.subtree(subject), pattern="agent")
        names = [c for c in analysis.children(token, "xcomp", "obl") if marked(analysis, c, "as")]
        if "call" in entry.frames and names:
            return Complement(
                tokens=analysis.subtree(subject) + analysis.subtree(names[0]), pattern="agent"
            )
        return None
