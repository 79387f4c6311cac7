"""Attributes reported speech and thought: reads the complements of cues from the syntax."""

import re
from collections.abc import Iterator

import msgspec

from extract.analysis import Analysis
from extract.language import Token
from extract.statements import sources
from extract.statements.attribution import Attribution, Cue, Source
from extract.statements.cues import hypothetical, negated, passive, verb_cue, verb_entry
from extract.statements.lexicon import Entry, lexicon
from extract.statements.phrases import CLAUSES, spans_around, with_whole_quotations
from extract.statements.quotes import Quotations
from schemas import Act, Span

_LIGHT = frozenset(
    {"make", "issue", "give", "express", "voice", "offer", "deliver", "raise", "release",
     "repeat", "have", "send", "put", "take", "hold", "share", "announce", "renew", "level"}
)  # fmt: skip
_STOPS = frozenset({",", ";", ":", ".", "!", "?", "—", "–", "--", "(", ")", "“", "”", '"'})
_LONGEST_SENTENCE = 200
_UNASSERTED = frozenset({"for", "of", "without", "to", "on", "in", "with", "from", "than", "if"})
_WEAK = frozenset({"you", "one", "it", "this", "that", "there", "these", "those"})
_FINITE_MARKS = frozenset({"that", "whether", "if", "how", "why", "what", "when", "where", "who"})


class Complement(msgspec.Struct, frozen=True, kw_only=True):
    """What a cue takes: the tokens of the content, the construction, the cue's own last word."""

    tokens: list[Token]
    pattern: str
    act: Act | None = None
    last: Token | None = None
    addressee: Token | None = None


class ReportedReader:
    """Reads the reported attributions of one article."""

    def __init__(self, analysis: Analysis, quotations: Quotations, taken: set[int]) -> None:
        self._analysis = analysis
        self._quotations = quotations
        self._taken = taken

    def attributions(self) -> Iterator[Attribution]:
        """Yield the attributions in order of their cues."""
        for token in self._analysis.tokens:
            if token.index in self._taken or self._inside_speech(token):
                continue
            found = self._read(token)
            if found is not None:
                yield found

    def _inside_speech(self, token: Token) -> bool:
        """Whether *token* stands inside a quotation of more than a few words."""
        quotation = self._quotations.at(token.start)
        if quotation is None:
            return False
        words = [t for t in self._analysis.tokens_between(quotation.start, quotation.end)]
        return len(words) > 5

    def _read(self, token: Token) -> Attribution | None:
        entry = verb_entry(self._analysis, token)
        if entry is not None:
            return self._verb(token, entry)
        if token.upos == "NOUN":
            noun = lexicon().nouns.get(token.lemma.lower())
            return None if noun is None else self._noun(token, noun)
        if token.upos == "ADJ":
            adjective = lexicon().adjectives.get(token.lemma.lower())
            return None if adjective is None else self._adjective(token, adjective)
        if token.text.lower() == "according":
            return self._according(token)
        return None

    # Verbs

    def _verb(self, token: Token, entry: Entry) -> Attribution | None:
        if hypothetical(self._analysis, token):
            return None
        complement = self._complement(token, entry)
        if complement is None:
            return None
        cue = verb_cue(self._analysis, token, entry, act=complement.act, last=complement.last)
        source = sources.source_of(self._analysis, token)
        if source is None and not self._may_lack_source(token, complement):
            return None
        if source is not None and self._bad_source(source, complement, token):
            return None
        if self._unasserted(token, complement):
            return None
        return self._attribution(token, cue, source, complement)

    def _unasserted(self, token: Token, complement: Complement) -> bool:
        """Whether the cue is only named, not done: “for admitting”, “if she says”, “to discuss”."""
        marks = {mark.text.lower() for mark in self._analysis.children(token, "mark", "case")}
        if "if" in marks or "unless" in marks:
            return True
        weak = complement.pattern in {"object", "infinitive", "phrase", "called", "urge"}
        return weak and bool(marks & _UNASSERTED)

    def _may_lack_source(self, token: Token, complement: Complement) -> bool:
        return complement.pattern in {"raise", "passive"}

    def _bad_source(self, source: Source, complement: Complement, cue: Token) -> bool:
        """Whether the speaker found is part of the content, or a word that speaks for nobody."""
        head = self._analysis.tokens[source.head]
        if any(token.index == source.head for token in complement.tokens):
            return True
        if head.text.lower() in {"you", "one", "there"}:
            return True
        return head.text.lower() in _WEAK and head.head != cue.index

    def _complement(self, token: Token, entry: Entry) -> Complement | None:
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
        return None

    def _clause(self, token: Token, entry: Entry) -> Complement | None:
        """Content is a clause: said (that) …; …, said Lee; …, Lee said, …"""
        if not entry.frames & {"that", "tell"}:
            return None
        analysis = self._analysis
        aside = self._aside(token)
        if aside:
            return Complement(tokens=aside, pattern="aside", addressee=self._addressee(token))
        for child in analysis.children(token, "ccomp"):
            if child.upos == "PUNCT":
                continue
            if child.index < token.index:
                return Complement(tokens=analysis.subtree(child), pattern="clause-before")
            return Complement(
                tokens=self._cut(self._whole_clause(token, child, entry), token),
                pattern="clause",
                addressee=self._addressee(token),
            )
        return self._beside(token)

    def _beside(self, token: Token) -> Complement | None:
        """Content is the clause that the cue clause hangs on: “taxes will rise, as Lee said”."""
        analysis = self._analysis
        governor = analysis.head(token)
        if token.rel == "parataxis" and governor is not None and governor.index < token.index:
            mine = {t.index for t in analysis.subtree(token)}
            rest = [t for t in analysis.subtree(governor) if t.index not in mine]
            if governor.upos in {"VERB", "AUX", "ADJ", "NOUN", "PROPN", "ADV", "PRON", "NUM"}:
                return Complement(
                    tokens=rest, pattern="parataxis", addressee=self._addressee(token)
                )
        if token.rel == "advcl" and governor is not None and self._as_clause(token):
            mine = {t.index for t in analysis.subtree(token)}
            rest = [t for t in analysis.subtree(governor) if t.index not in mine]
            return Complement(tokens=rest, pattern="as-clause")
        return None

    def _aside(self, cue: Token) -> list[Token]:
        """Return what is said around or before a cue clause set off by commas.

        “Taxes, Lee said on Monday, will rise.” and “Taxes will rise, said Lee.”, whatever the
        parser made of them. Not “On Monday, Lee said taxes will rise.”: the stretch between the
        commas holds nothing but speaker, cue, time and addressee.
        """
        analysis = self._analysis
        sentence = analysis.tokens[analysis.sentences[cue.sentence].first :]
        tokens = [t for t in sentence[:_LONGEST_SENTENCE] if t.sentence == cue.sentence]
        at = cue.index - tokens[0].index if cue.index - tokens[0].index < len(tokens) else 0
        first = last = at
        while first > 0 and tokens[first - 1].text not in _STOPS:
            first -= 1
        while last + 1 < len(tokens) and tokens[last + 1].text not in _STOPS:
            last += 1
        chunk, before = tokens[first : last + 1], tokens[:first]
        closed = last + 1 >= len(tokens) or tokens[last + 1].text in {",", ".", "—", "–"}
        if not closed or len(chunk) > 12 or len(before) < 2 or before[-1].text != ",":
            return []
        if not self._speaker_and_cue(chunk, cue):
            return []
        after = tokens[last + 2 :]
        if any(t.text.lower() in {"who", "which", "that"} for t in after[:1]):
            after = []
        return [*before, *after]

    def _speaker_and_cue(self, chunk: list[Token], cue: Token) -> bool:
        """Return whether *chunk* is no more than a subject and its cue verb."""
        if chunk[0].upos in {"CCONJ", "SCONJ"} or cue.text.lower().endswith("ing"):
            return False
        others = [t for t in chunk if t.upos in {"VERB", "SCONJ"} and t.index != cue.index]
        if others or any(self._quotations.at(t.start) is not None for t in chunk):
            return False
        subject = [t for t in chunk if t.rel.split(":")[0] == "nsubj"]
        return bool(subject) and not self._analysis.children(cue, "obj", "xcomp", "mark")

    def _whole_clause(self, cue: Token, child: Token, entry: Entry) -> list[Token]:
        """Return the clause of *child* with what the parser hung on the *cue* beside it.

        “say resources could be spent”: with “resources” read as object of “say”; and the words
        after the clause up to the next punctuation mark or conjunction.
        """
        analysis = self._analysis
        tokens = analysis.subtree(child)
        marked = bool(analysis.children(child, "mark"))
        if "tell" not in entry.frames and not marked:
            for other in analysis.children(cue, "obj", "iobj", "xcomp", "ccomp"):
                if cue.index < other.index < child.index:
                    tokens = analysis.subtree(other) + tokens
        last = max(token.index for token in tokens)
        for token in analysis.tokens[last + 1 :]:
            stops = token.upos in {"PUNCT", "CCONJ", "SCONJ"} and token.text.lower() != "that"
            if token.sentence != cue.sentence or stops:
                break
            if token.index < cue.index or self._quotations.at(token.start) is not None:
                break
            tokens.append(token)
        return tokens

    def _as_clause(self, token: Token) -> bool:
        """Whether *token* is the verb of “as Lee said”, with no object of its own."""
        analysis = self._analysis
        marks = {mark.text.lower() for mark in analysis.children(token, "mark")}
        return "as" in marks and not analysis.children(token, "obj", "ccomp", "xcomp")

    def _addressee(self, token: Token) -> Token | None:
        children = self._analysis.children(token, "iobj", "obj")
        return next((c for c in children if c.index > token.index and c.upos != "PRON"), None)

    def _urge(self, token: Token, entry: Entry) -> Complement | None:
        """Content is object and infinitive: urged drivers to stay; told her to leave."""
        if not entry.frames & {"urge", "tell"}:
            return None
        analysis = self._analysis
        objects = [c for c in analysis.children(token, "obj", "iobj") if c.index > token.index]
        clauses = [c for c in analysis.children(token, "xcomp", "ccomp") if self._infinitival(c)]
        if not objects or not clauses:
            return None
        content = analysis.subtree(clauses[0])
        if "tell" in entry.frames:
            return Complement(
                tokens=self._cut(content, token), pattern="urge", addressee=objects[0]
            )
        content = analysis.subtree(objects[0]) + content
        return Complement(tokens=self._cut(content, token), pattern="urge", addressee=objects[0])

    def _infinitival(self, token: Token) -> bool:
        return any(m.lemma.lower() == "to" for m in self._analysis.children(token, "mark"))

    def _infinitive(self, token: Token, entry: Entry) -> Complement | None:
        """Content is an infinitive or gerund of the speaker's: vowed to fight; denied lying."""
        if "to" not in entry.frames:
            return None
        analysis = self._analysis
        for child in analysis.children(token, "xcomp", "ccomp", "advcl"):
            gerund = child.text.lower().endswith("ing") and child.rel != "advcl"
            if child.index > token.index and (self._infinitival(child) or gerund):
                if child.rel == "advcl" and child.index - token.index > 4:
                    continue
                return Complement(
                    tokens=self._cut(analysis.subtree(child), token), pattern="infinitive"
                )
        return None

    def _call(self, token: Token, entry: Entry) -> Complement | None:
        """Content is an object and what it is called: called it a farce; described X as Y."""
        if "call" not in entry.frames:
            return None
        analysis = self._analysis
        objects = [c for c in analysis.children(token, "obj") if c.upos != "PUNCT"]
        names = [
            c
            for c in analysis.children(token, "xcomp", "obl", "advcl", "ccomp", "iobj")
            if c.index > token.index
            and not analysis.children(c, "nsubj")
            and (
                self._marked(c, "as")
                or (c.rel == "xcomp" and not analysis.children(c, "case", "mark"))
            )
        ]
        named = [c for c in names if self._marked(c, "as")] or names
        plain = token.lemma.lower() in {"call", "label", "dub", "brand", "term", "deem", "declare"}
        if not named and plain and len(objects) == 1 and self._free_relative(token):
            return Complement(tokens=analysis.subtree(objects[0]), pattern="called")
        if not named or (not plain and not self._marked(named[0], "as")):
            return None
        tokens = analysis.subtree(named[0])
        after = [c for c in objects if c.index > token.index]
        if after:
            tokens = analysis.subtree(after[0]) + tokens
        return Complement(tokens=self._cut(tokens, token, plain=True), pattern="called")

    def _free_relative(self, token: Token) -> bool:
        """Whether *token* stands in “what Lee called a farce”."""
        before = self._analysis.tokens[max(token.index - 5, 0) : token.index]
        return any(t.text.lower() == "what" for t in before)

    def _marked(self, token: Token, word: str) -> bool:
        return any(c.text.lower() == word for c in self._analysis.children(token, "case", "mark"))

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
                tokens = [t for t in analysis.subtree(child) if t.index > case.index]
                if case.text.lower() in {"on", "upon", "with", "to"}:
                    tokens += self._infinitive_after(token, child)
                return Complement(
                    tokens=self._cut(tokens, token), pattern="phrase", act=act, last=case
                )
        return None

    def _infinitive_after(self, cue: Token, phrase: Token) -> list[Token]:
        """Return the infinitive that follows the phrase: called on drivers to slow down."""
        for child in self._analysis.children(cue, "xcomp", "advcl", "ccomp"):
            if child.index > phrase.index and self._infinitival(child):
                return self._analysis.subtree(child)
        return []

    def _object(self, token: Token, entry: Entry) -> Complement | None:
        """Content is a noun phrase: condemned the attack; accused the bank of fraud."""
        if "obj" not in entry.frames and not entry.paired:
            return None
        analysis = self._analysis
        objects = [c for c in analysis.children(token, "obj") if c.index > token.index]
        if not objects or objects[-1].upos not in {
            "NOUN",
            "PROPN",
            "NUM",
            "PRON",
            "ADJ",
            "SYM",
            "X",
        }:
            return None
        if self._reads_as_noun(objects[-1]):
            return None
        tokens = analysis.subtree(objects[-1])
        after = self._after(tokens)
        if "that" in entry.frames and after is not None and after.upos in {"AUX", "VERB"}:
            tokens = self._whole_clause(token, objects[-1], entry)
            return Complement(tokens=self._cut(tokens, token), pattern="clause")
        further = [
            child
            for child in analysis.children(token, "obl", "advcl", "xcomp", "ccomp")
            if child.index > objects[-1].index
            and not analysis.children(child, "nsubj")
            and any(self._marked(child, word) for word in sorted(entry.paired | {"as"}))
        ]
        for child in further:
            tokens = tokens + analysis.subtree(child)
        if objects[-1].upos == "PRON" and not further:
            return None
        if token.rel == "amod" or self._infinitival(token):
            return None
        return Complement(tokens=self._cut(tokens, token, plain=True), pattern="object")

    def _after(self, tokens: list[Token]) -> Token | None:
        """Return the token right after *tokens* in their sentence."""
        last = max(tokens, key=lambda token: token.index)
        following = self._analysis.tokens[last.index + 1 : last.index + 2]
        return next((t for t in following if t.sentence == last.sentence), None)

    def _reads_as_noun(self, head: Token) -> bool:
        """Whether the object is itself a noun cue (“made a claim that …”), read on its own."""
        noun = lexicon().nouns.get(head.lemma.lower())
        return noun is not None and bool(self._analysis.children(head, "acl", "ccomp"))

    def _passive(self, token: Token, entry: Entry) -> Complement | None:
        """Content of a passive: X is expected to …; X was condemned by Y; was quoted as saying."""
        analysis = self._analysis
        subjects = analysis.children(token, "nsubj:pass", "nsubj")
        subject = subjects[0] if subjects else None
        clauses = analysis.children(token, "ccomp", "csubj:pass", "csubj")
        if entry.frames & {"that"} and clauses and (subject is None or subject.lemma == "it"):
            return Complement(
                tokens=self._cut(analysis.subtree(clauses[0]), token), pattern="passive"
            )
        if subject is None or subject.upos == "PRON" and subject.lemma in {"who", "which", "that"}:
            return None
        infinitives = [
            c for c in analysis.children(token, "xcomp", "ccomp") if self._infinitival(c)
        ]
        if "raise" in entry.frames and infinitives:
            tokens = analysis.subtree(subject) + self._cut(analysis.subtree(infinitives[0]), token)
            return Complement(tokens=tokens, pattern="raise")
        agent = sources.source_of(analysis, token)
        if agent is None:
            return None
        if "obj" in entry.frames or entry.paired:
            return Complement(tokens=analysis.subtree(subject), pattern="agent")
        names = [c for c in analysis.children(token, "xcomp", "obl") if self._marked(c, "as")]
        if "call" in entry.frames and names:
            return Complement(
                tokens=analysis.subtree(subject) + analysis.subtree(names[0]), pattern="agent"
            )
        return None

    # Nouns, adjectives, "according to"

    def _noun(self, token: Token, entry: Entry) -> Attribution | None:
        """Read “the claim that …”, “her promise to …”, “made assertions about …”."""
        analysis = self._analysis
        light = analysis.head(token) if token.rel in {"obj", "nsubj:pass"} else None
        if light is not None and light.lemma.lower() not in _LIGHT:
            light = None
        if light is not None and (hypothetical(analysis, light)):
            return None
        source = self._noun_source(token, light)
        complement = self._noun_complement(token, entry)
        if complement is None or source is None:
            return None
        if self._bad_source(source, complement, token):
            return None
        if complement.pattern == "noun-phrase" and light is None:
            return None
        start = token.start
        if light is not None and 0 < token.index - light.index <= 5:
            start = light.start
        end = token.end
        if complement.last is not None and complement.last.index - token.index <= 3:
            end = complement.last.end
        cue = Cue(
            token=token.index,
            span=Span(start=start, end=end),
            act=complement.act or entry.act,
            entry=entry,
            negated=light is not None and negated(analysis, light),
        )
        return self._attribution(token, cue, source, complement)

    def _noun_source(self, token: Token, light: Token | None) -> Source | None:
        analysis = self._analysis
        for child in analysis.children(token, "nmod:poss"):
            return sources.at(analysis, child)
        for child in analysis.children(token, "nmod"):
            if any(self._marked(child, word) for word in ("by", "from")):
                return sources.at(analysis, child)
        return None if light is None else sources.source_of(analysis, light)

    def _noun_complement(self, token: Token, entry: Entry) -> Complement | None:
        analysis = self._analysis
        for child in analysis.children(token, "acl", "ccomp", "acl:relcl"):
            if child.index < token.index:
                continue
            marks = {m.text.lower() for m in analysis.children(child, "mark")}
            if ("that" in entry.frames and marks & {"that", "whether"}) or (
                "to" in entry.frames and "to" in marks
            ):
                return Complement(tokens=self._cut(analysis.subtree(child), token), pattern="noun")
        for child in analysis.children(token, "nmod", "acl"):
            for case in analysis.children(child, "case", "mark"):
                act = entry.prepositions.get(case.text.lower())
                if act is not None and child.index > token.index:
                    tokens = [t for t in analysis.subtree(child) if t.index > case.index]
                    return Complement(
                        tokens=self._cut(tokens, token), pattern="noun-phrase", act=act, last=case
                    )
        return None

    def _adjective(self, token: Token, entry: Entry) -> Attribution | None:
        """Read “is confident that …”, “was reluctant to …”."""
        analysis = self._analysis
        if token.rel in {"amod"} or hypothetical(analysis, token):
            return None
        subject = sources.governing_subject(analysis, token)
        if subject is None or subject.lemma in {"it", "there"}:
            return None
        source = sources.at(analysis, subject)
        for child in analysis.children(token, "ccomp", "xcomp", "advcl", "acl"):
            marks = {m.text.lower() for m in analysis.children(child, "mark")}
            clause = "that" in entry.frames and child.rel == "ccomp"
            if child.index > token.index and (clause or ("to" in entry.frames and "to" in marks)):
                complement = Complement(
                    tokens=self._cut(analysis.subtree(child), token), pattern="adjective"
                )
                cue = Cue(
                    token=token.index,
                    span=Span(start=token.start, end=token.end),
                    act=entry.act,
                    entry=entry,
                    negated=negated(analysis, token),
                )
                return self._attribution(token, cue, source, complement)
        return None

    def _according(self, token: Token) -> Attribution | None:
        """Read “according to the mayor, …” at either end or in the middle of the clause."""
        analysis = self._analysis
        after = analysis.tokens[token.index + 1 : token.index + 2]
        if not after or after[0].text.lower() != "to":
            return None
        head = self._object_of(token)
        if head is None:
            return None
        phrase = analysis.subtree(head)
        clause = self._clause_of(head)
        if clause is None:
            return None
        mine = {t.index for t in phrase} | {token.index, after[0].index}
        rest = [t for t in analysis.subtree(clause) if t.index not in mine]
        source_tokens = [t for t in phrase if t.index > after[0].index]
        if not rest or not source_tokens:
            return None
        complement = Complement(tokens=rest, pattern="according")
        cue = Cue(
            token=token.index, span=Span(start=token.start, end=after[0].end), act="say", entry=None
        )
        hole = [t for t in phrase if t.index >= token.index]
        return self._attribution(
            token, cue, sources.at(analysis, head), complement, hole=[token, after[0], *hole]
        )

    def _object_of(self, token: Token) -> Token | None:
        head = self._analysis.head(token)
        if head is not None and token.rel == "case":
            return head
        objects = self._analysis.children(token, "obl", "nmod", "obj", "pobj")
        return objects[0] if objects else None

    def _clause_of(self, token: Token) -> Token | None:
        """Return the head of the clause that *token* stands in."""
        current: Token | None = token
        for _ in range(12):
            if current is None:
                return None
            if current is not token and current.rel.split(":")[0] in CLAUSES:
                return current
            if current is not token and current.head < 0:
                return current
            current = self._analysis.head(current)
        return None

    # Extents

    def _cut(self, tokens: list[Token], cue: Token, *, plain: bool = False) -> list[Token]:
        """Return *tokens* up to where another cue clause begins: “…, adding that …”.

        A *plain* content is a noun phrase: it ends at a dash or at “, which”.
        """
        ordered = sorted(tokens, key=lambda token: token.index)
        kept: list[Token] = []
        for place, token in enumerate(ordered):
            comma = place > 0 and ordered[place - 1].text == ","
            if comma and token.index > cue.index and self._starts_cue(token):
                break
            if (
                plain
                and token.index > cue.index
                and (
                    token.text in {"—", "–", "―", "--", "-"}
                    and ordered[place - 1].end < token.start
                    or (comma and token.text.lower() in {"which", "who", "where", "whose"})
                )
            ):
                break
            if token.upos == "CCONJ" and self._goes_back(token, cue):
                break
            kept.append(token)
        return kept

    def _goes_back(self, conjunction: Token, cue: Token) -> bool:
        """Return whether the speaker speaks on: “said it was over and urged calm”."""
        after = self._analysis.tokens[conjunction.index + 1 : conjunction.index + 3]
        verb = next((t for t in after if t.upos == "VERB"), None)
        if verb is None or self._analysis.children(verb, "nsubj"):
            return False
        entry = lexicon().verbs.get(verb.lemma.lower())
        if entry is None or not entry.frames & {"that", "tell", "urge", "call"}:
            return False
        return verb.text != verb.lemma and verb.text[-1:] == cue.text[-1:]

    def _starts_cue(self, token: Token) -> bool:
        if token.text.lower() == "according":
            return True
        verbs = lexicon().verbs
        if not token.text.lower().endswith("ing") or token.upos != "VERB":
            return False
        entry = verbs.get(token.lemma.lower())
        return entry is not None and "quote" in entry.frames

    def _attribution(
        self,
        token: Token,
        cue: Cue,
        source: Source | None,
        complement: Complement,
        *,
        hole: list[Token] | None = None,
    ) -> Attribution | None:
        out = hole if hole is not None else self._analysis.subtree(token)
        spans = spans_around(self._analysis, complement.tokens, out, token)
        barriers = [cue.span] if source is None else [cue.span, source.span]
        spans = with_whole_quotations(spans, self._quotations, barriers)
        spans = [span for span in spans if not span.overlaps(cue.span)]
        if not spans:
            return None
        spans = self._with_colon_quotation(spans)
        addressee = complement.addressee
        return Attribution(
            cue=cue,
            source=source,
            contents=tuple(spans),
            pattern=complement.pattern,
            addressee=None if addressee is None else sources.at(self._analysis, addressee).span,
        )

    def _with_colon_quotation(self, spans: list[Span]) -> list[Span]:
        """Return *spans* with the quotation that a colon adds: said it was over: “We lost.”"""
        text = self._analysis.text
        end = spans[-1].end
        colon = re.match(r"[”’\"']?\s?:\s?(?=[“\"'‘])", text[end : end + 5])
        quotation = self._quotations.at(end + colon.end()) if colon else None
        if quotation is None or quotation.start < end:
            return spans
        return [*spans[:-1], Span(start=spans[-1].start, end=quotation.end)]
