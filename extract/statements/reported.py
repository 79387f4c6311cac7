"""Attributes reported speech and thought: reads the complements of cues from the syntax."""

import re
from collections.abc import Iterator

from extract.analysis import Analysis
from extract.language import Token
from extract.language.morphology import verb_form
from extract.statements import sources
from extract.statements.agency import can_speak, mindless
from extract.statements.attribution import Attribution
from extract.statements.cues import hypothetical, verb_cue, verb_entry
from extract.statements.extents import Extents
from extract.statements.learned import LearnedFrames
from extract.statements.lexicon import Entry, lexicon
from extract.statements.nouns import Found, NounReader
from extract.statements.phrases import spans_around, with_whole_quotations
from extract.statements.quotes import Quotation, Quotations
from extract.statements.verbs import Complement, VerbComplements
from schemas import Span

_UNASSERTED = frozenset({"for", "of", "without", "to", "on", "in", "with", "from", "than", "if"})
_WEAK_PATTERNS = frozenset({"object", "infinitive", "phrase", "called", "urge", "learned"})
_RUNNING = frozenset({"clause", "infinitive", "urge", "object", "phrase"})
_SPOKEN = frozenset({"aside", "clause"})
"""After which quotations go on: “Taxes rose, Lee said. “We paid.””"""

_JOINT = re.compile(r",? (?:and |or |but |because |nor )?(?:the |a |an )?(?=[“\"‘'`])")
"""Matches “ or ” in “lost” or “stolen”; not “ and Lee was ”."""

_MINDFUL = frozenset({"threaten", "promise", "intend", "reject", "agree", "demand", "believe"})
_WEAK = frozenset({"you", "it", "this", "that", "there", "these", "those"})


class ReportedReader:
    """Reads the reported attributions of one article."""

    def __init__(self, analysis: Analysis, quotations: Quotations, taken: set[int]) -> None:
        self._analysis = analysis
        self._quotations = quotations
        self._taken = taken
        self._speech: dict[int, bool] = {}
        extents = Extents(analysis, quotations)
        self._verbs = VerbComplements(analysis, extents)
        self._nouns = NounReader(analysis, extents)
        self.learned = LearnedFrames(analysis, quotations)

    def attributions(self) -> Iterator[Attribution]:
        """Yield the attributions in order of their cues."""
        for token in self._analysis.tokens:
            in_table = self._analysis.sentences[token.sentence].origin == "table"
            if token.index in self._taken or in_table or self._inside_speech(token):
                continue
            found = self._read(token)
            if found is not None:
                yield found

    def _inside_speech(self, token: Token) -> bool:
        """Whether *token* stands inside a quotation of more than a few words."""
        quotation = self._quotations.at(token.start)
        if quotation is None:
            return False
        if quotation.start not in self._speech:
            words = list(self._analysis.tokens_between(quotation.start, quotation.end))
            self._speech[quotation.start] = len(words) > 5
        return self._speech[quotation.start]

    def _read(self, token: Token) -> Attribution | None:
        found = self._found(token)
        if found is None or not self._credible(token, found):
            return None
        return self._attribution(token, found)

    def _found(self, token: Token) -> Found | None:
        entry = verb_entry(self._analysis, token)
        if entry is not None:
            return self._verb(token, entry)
        lemma = token.lemma.lower()
        if token.upos == "NOUN" and lemma in lexicon().nouns:
            return self._nouns.noun(token, lexicon().nouns[lemma])
        if token.upos == "ADJ" and lemma in lexicon().adjectives:
            return self._nouns.adjective(token, lexicon().adjectives[lemma])
        return self._nouns.according(token) if token.text.lower() == "according" else None

    def _verb(self, token: Token, entry: Entry) -> Found | None:
        complement = self._verbs.of(token, entry) or self.learned.complement(token, entry)
        if complement is None or self.unasserted(token, complement):
            return None
        cue = verb_cue(self._analysis, token, entry, act=complement.act, last=complement.last)
        source = sources.source_of(self._analysis, token) or self.learned.source(token)
        hole = self._analysis.subtree(token)
        return Found(cue=cue, source=source, complement=complement, hole=hole)

    def unasserted(self, token: Token, complement: Complement) -> bool:
        """Return whether the cue is only named, not done: “for admitting”, “if she says”."""
        analysis = self._analysis
        marks = {mark.text.lower() for mark in analysis.children(token, "mark", "case")}
        if sources.absolute_subject(analysis, token) is not None:
            marks.discard("with")
        if hypothetical(analysis, token) or "if" in marks or "unless" in marks:
            return True
        if self._bare_passive(token) or self._asks_to_stay_unnamed(complement):
            return True
        if analysis.children(token, "nsubj"):
            return False
        governor = analysis.head(token)
        dependent = token.rel.split(":")[0] in {"advcl", "acl", "xcomp"}
        if dependent and governor is not None and hypothetical(analysis, governor):
            return True
        return complement.pattern in _WEAK_PATTERNS and bool(marks & _UNASSERTED)

    def _asks_to_stay_unnamed(self, complement: Complement) -> bool:
        """Whether all that is asked is “not to be named”."""
        lemmas = [t.lemma.lower() for t in complement.tokens if t.upos != "PUNCT"]
        return len(lemmas) <= 6 and any(
            lemma in {"name", "identify", "quote"} and "be" in lemmas[:place]
            for place, lemma in enumerate(lemmas)
        )

    def _past(self, token: Token) -> bool:
        """Whether *token* has the form of a past or a participle: asked, told, shown."""
        form = verb_form(token, self._analysis.children(token))
        return token.upos in {"VERB", "AUX"} and form in {"past", "participle"}

    def _bare_passive(self, token: Token) -> bool:
        """Whether the cue is done to the subject: “when asked about it”, “Asked if …, Lee said”."""
        opens = token.index == self._analysis.sentences[token.sentence].first
        if opens and self._past(token):
            return not any(s.index > token.index for s in self._analysis.children(token, "nsubj"))
        before = self._analysis.tokens[max(token.index - 1, 0)]
        return (
            self._past(token)
            and before.sentence == token.sentence
            and before.text.lower() in {"when", "once", "as", "until", "if", "being", "while"}
            and not self._analysis.children(token, "nsubj")
        )

    def _credible(self, cue: Token, found: Found) -> bool:
        """Whether the speaker is somebody, stands outside the content, and is named if need be."""
        pattern, source = found.complement.pattern, found.source
        if source is None:
            return pattern in {"raise", "passive"}
        head = self._analysis.tokens[source.head]
        word = head.text.lower()
        if any(token.index == source.head for token in found.complement.tokens):
            return False
        if word == "one" and not self._analysis.children(head, "nmod"):
            return False  # but “one of the organisers”
        shared = word == "it" and self._shares_subject(cue, head)
        if word in {"you", "there"} or (word in _WEAK and head.head != cue.index and not shared):
            return False
        speaker = sources.antecedent(self._analysis, source)
        if mindless(self._analysis, speaker):
            return False
        relative = speaker.index != source.head
        if relative and found.cue.act == "intend" and speaker.upos == "NOUN":
            return False  # “women who want to vote” tells whom, not what they said
        mindful = found.cue.act in _MINDFUL and pattern in _WEAK_PATTERNS
        return not mindful or can_speak(self._analysis, speaker)

    def _shares_subject(self, cue: Token, subject: Token) -> bool:
        """Whether *subject* does what *cue* adds in words: “it attacked Lee, saying he lied”."""
        participle = cue.rel == "advcl" and cue.text.lower().endswith("ing")
        told = cue.lemma.lower() in {"say", "add", "warn", "insist", "tell", "urge"}
        return participle and told and cue.head == subject.head and subject.rel == "nsubj"

    def _attribution(self, token: Token, found: Found) -> Attribution | None:
        cue, source, complement = found.cue, found.source, found.complement
        spans = spans_around(self._analysis, complement.tokens, found.hole, token)
        barriers = [cue.span] if source is None else [cue.span, source.span]
        spans = with_whole_quotations(spans, self._quotations, barriers)
        spans = [span for span in spans if not span.overlaps(cue.span)]
        if not spans:
            return None
        spans = self._with_joined_quotations(self._with_colon_quotation(spans), token)
        if complement.pattern in _RUNNING:
            spans = self._with_next_quotation(spans)
        if complement.pattern in _SPOKEN:
            spans = [*spans, *self._following(max(spans[-1].end, cue.span.end))]
        addressee = complement.addressee
        if addressee is not None and source is not None and addressee.index == source.head:
            addressee = None  # “…, says watchdog”
        return Attribution(
            cue=cue,
            source=source,
            contents=tuple(spans),
            pattern=complement.pattern,
            addressee=None if addressee is None else sources.at(self._analysis, addressee).span,
        )

    def _following(self, end: int) -> list[Span]:
        """Return the quotations that go on after the sentence of a cue: he said. “We wait.” “No.”.

        Nothing but quoted sentences, in the same paragraph, with no cue of their own.
        """
        sentence = self._analysis.sentence_at(end - 1)
        found: list[Span] = []
        if sentence is None:
            return found
        block_end = self._analysis.block_of(sentence).end
        position = sentence.end
        while position < block_end:
            rest = self._analysis.text[position:block_end]
            start = position + len(rest) - len(rest.lstrip())
            quotation = self._quotations.at(start)
            if quotation is None or quotation.start != start or not self._whole(quotation):
                return found
            found.append(Span(start=quotation.start, end=quotation.end))
            position = quotation.end
        return found

    def _whole(self, quotation: Quotation) -> bool:
        """Whether the quotation is one or more whole sentences that no cue clause follows."""
        inner = self._analysis.text[quotation.inner_start : quotation.inner_end].strip()
        if not inner[:1].isupper() or inner[-1:] not in {".", "!", "?", "…"}:
            return False
        last = list(self._analysis.tokens_between(quotation.inner_start, quotation.inner_end))[-1:]
        after = self._analysis.tokens[last[0].index + 1 :][:2] if last else ()
        return not any(t.sentence == last[0].sentence and t.upos != "PUNCT" for t in after)

    def _with_next_quotation(self, spans: list[Span]) -> list[Span]:
        """Return *spans* with the quoted words that end its sentence: to go “now, not later”."""
        text, end = self._analysis.text, spans[-1].end
        quotation = self._quotations.at(end + 1) if text[end : end + 1] == " " else None
        if quotation is None or quotation.start != end + 1 or not quotation.closed:
            return spans
        inner = text[quotation.inner_start : quotation.inner_end]
        sentence = self._analysis.sentence_at(spans[-1].start)
        ends = sentence is not None and len(text[quotation.end : sentence.end].strip()) <= 1
        if not inner[:1].islower() or not ends:
            return spans
        return [*spans[:-1], Span(start=spans[-1].start, end=quotation.end)]

    def _with_joined_quotations(self, spans: list[Span], cue: Token) -> list[Span]:
        """Return *spans* with the quotations that go on from one: it was “lost” or “stolen”."""
        text, sentence = self._analysis.text, self._analysis.sentences[cue.sentence]
        end = spans[-1].end
        while True:
            before = self._quotations.at(end - 1)
            joint = _JOINT.match(text, end, sentence.end) if before is not None else None
            after = self._quotations.at(joint.end()) if joint else None
            if joint is None or after is None or after.start != joint.end() or not after.closed:
                return [*spans[:-1], Span(start=spans[-1].start, end=end)]
            end = after.end

    def _with_colon_quotation(self, spans: list[Span]) -> list[Span]:
        """Return *spans* with the quotation that a colon adds: said it was over: “We lost”."""
        text = self._analysis.text
        end = spans[-1].end
        colon = re.match(r"[”’\"']?\s?:\s?(?=[“\"'‘])", text[end : end + 5])
        quotation = self._quotations.at(end + colon.end()) if colon else None
        if quotation is None or quotation.start < end:
            return spans
        return [*spans[:-1], Span(start=spans[-1].start, end=quotation.end)]
