"""Attributions as the language model reads them, for cues that the grammar does not know.

“The governor bristled at the question”, “to the chagrin of growers”: no list holds all the words
that attribute. The model marks cue, source and content; here they become an attribution unless
something else speaks against it.
"""

from collections.abc import Iterator, Sequence

from extract.analysis import Analysis
from extract.language import Frame, Token
from extract.statements import sources
from extract.statements.agency import mindless
from extract.statements.attribution import Attribution, Cue, Source
from extract.statements.cues import negated, passive, verb_entry
from extract.statements.lexicon import Entry, lexicon
from extract.statements.phrases import span_of, with_whole_quotations
from extract.statements.quotes import Quotations
from extract.statements.reported import ReportedReader
from extract.statements.verbs import Complement
from schemas import Act, Span

_LEAST = 0.8
"""How sure the model must be of a cue: of those surer, every second is right by PolNeAR."""
_SURE = 0.9
"""How sure it must be for the better of the two patterns."""
_FEWEST = 2
"""How many words a content has at least: “cited it” tells nobody what."""
_GAP = 2
_NEAR = 4
_KNOWN = frozenset({"according"})
"""Cues that the grammar reads whole: where it sees no attribution, there is none."""
_SPEAKERLESS = frozenset({"seem", "appear"})
_PERSONAL = frozenset({"he", "she", "they", "we", "i"})
_SPEAKERS = frozenset({"person", "organisation", "group", "country"})
_UNDERGOING = frozenset(
    "face draw receive get win suffer encounter meet earn attract endure weather undergo".split()
)
"""Verbs whose subject is told something by others: “the bill faces pressure from growers”."""
_DEEDS = frozenset(
    "convict acquit sentence jail fine arrest detain appoint elect nominate hire sack".split()
)
"""What courts and boards do with words is done, not said: “a jury convicted Lee of fraud”."""
_TORN = frozenset({"VERB", "NUM"})
"""What a content seldom begins with, unless the model lost its beginning."""
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})


class FrameReader:
    """Reads the frames of one article whose cues nobody else took."""

    def __init__(
        self,
        analysis: Analysis,
        quotations: Quotations,
        reported: ReportedReader,
        others: Sequence[Attribution],
    ) -> None:
        self._analysis = analysis
        self._quotations = quotations
        self._reported = reported
        self._learned = reported.learned
        self._taken = {one.cue.token for one in others}
        self._cues = [one.cue.span for one in others]
        self._contents = [content for one in others for content in one.contents]

    def attributions(self) -> Iterator[Attribution]:
        """Yield the attributions in order of their cues."""
        for frame in self._analysis.frames:
            token = self._main(frame)
            in_table = self._analysis.sentences[token.sentence].origin == "table"
            taken = token.index in self._taken or self._read_already(frame)
            known = token.text.lower() in _KNOWN
            if in_table or taken or known or self._quotations.at(token.start):
                continue
            found = self._read(frame, token)
            if found is not None and self._apart(found):
                yield found

    def _main(self, frame: Frame) -> Token:
        """Return the main word of the cue: its last verb, else its last noun, else its first.

        Of a mere adverb or auxiliary the verb that it belongs to: “recently [pitched]”.
        """
        cue = self._analysis.tokens[slice(*frame.cue)]
        for tags in (("VERB",), ("NOUN", "ADJ", "PROPN"), ("AUX", "ADV", "PART")):
            found = [token for token in cue if token.upos in tags]
            if found:
                main = found[-1]
                governor = self._analysis.head(main)
                loose = main.upos in {"AUX", "ADV", "PART"} and governor is not None
                near = governor is not None and 0 < governor.index - main.index <= _NEAR
                return governor if loose and near and governor is not None else main
        return cue[0]

    def _read_already(self, frame: Frame) -> bool:
        return any(index in self._taken for index in range(*frame.cue))

    def _apart(self, found: Attribution) -> bool:
        """Whether nobody else tells what *found* tells, nor reports it."""
        if any(content.overlaps(found.cue.span) for content in self._contents):
            return False
        taken = [*self._cues, *self._contents]
        return not any(own.overlaps(other) for own in found.contents for other in taken)

    def _read(self, frame: Frame, token: Token) -> Attribution | None:
        if token.lemma.lower() in _UNDERGOING | _DEEDS:
            return None
        source = self._source(frame, token)
        if source is None and not self._voiceless(token):
            return None
        if source is not None and mindless(
            self._analysis, sources.antecedent(self._analysis, source)
        ):
            return None
        cue = self._cue(frame, token)
        contents = self._contents_of(frame, cue, source)
        if frame.confidence < _LEAST or not self._tells(contents):
            return None
        if cue.entry is not None and not self._overrules(token, cue.entry, source, contents):
            return None
        sure = frame.confidence >= _SURE
        pattern = f"frame-{'say' if frame.speech else 'mean'}{'' if sure else '-unsure'}"
        return Attribution(cue=cue, source=source, contents=tuple(contents), pattern=pattern)

    def _overrules(
        self, token: Token, entry: Entry, source: Source | None, contents: Sequence[Span]
    ) -> bool:
        """Whether the model is to be believed where the grammar knows the cue and read nothing.

        Only if the cue can take the content, is done and not only named, and a speaker stands
        there beyond doubt: “the shop offered coffee”, “the cliff threatens to collapse”.
        """
        if source is not None and not self._surely_speaks(source):
            return False
        if token.upos not in {"VERB", "AUX"}:
            return True
        inside = list(self._analysis.tokens_between(contents[0].start, contents[-1].end))
        complement = Complement(tokens=inside, pattern="learned")
        fits = self._learned.fits(token, entry, inside)
        return fits and not self._reported.unasserted(token, complement)

    def _surely_speaks(self, source: Source) -> bool:
        speaker = sources.antecedent(self._analysis, source)
        entity = self._analysis.entity_of(speaker)
        if speaker.upos == "PRON":
            return speaker.text.lower() in _PERSONAL
        if entity is None or entity.kind not in _SPEAKERS:
            return False
        return any(self._analysis.mentions[i].kind == "name" for i in entity.mentions)

    def _tells(self, contents: Sequence[Span]) -> bool:
        """Whether *contents* are more than a word, and begin as a phrase or a clause does."""
        words = [
            token
            for span in contents
            for token in self._analysis.tokens_between(span.start, span.end)
            if token.upos != "PUNCT"
        ]
        return len(words) >= _FEWEST and words[0].upos not in _TORN

    def _voiceless(self, cue: Token) -> bool:
        """Whether nobody need be named: a passive, an adverb, a noun."""
        told = passive(self._analysis, cue) or cue.lemma.lower() in _SPEAKERLESS
        return told or cue.upos in {"NOUN", "ADJ", "ADV"}

    def _cue(self, frame: Frame, token: Token) -> Cue:
        entry = self._entry(token)
        act: Act = entry.act if entry is not None else "say" if frame.speech else "believe"
        first, last = frame.cue
        words = self._analysis.tokens[min(first, token.index) : max(last, token.index + 1)]
        span = span_of(words) or Span(start=words[0].start, end=words[-1].end)
        return Cue(
            token=token.index,
            span=span,
            act=act,
            entry=entry,
            negated=negated(self._analysis, token),
        )

    def _entry(self, token: Token) -> Entry | None:
        lemma = token.lemma.lower()
        return (
            verb_entry(self._analysis, token)
            or lexicon().nouns.get(lemma)
            or lexicon().adjectives.get(lemma)
        )

    def _source(self, frame: Frame, token: Token) -> Source | None:
        """Return the speaker: the phrase the model marks, else the one the syntax gives.

        Nobody is the speaker of what seems, nor what a passive is about: “he was accused of …”.
        """
        if token.lemma.lower() in _SPEAKERLESS:
            return None
        if not frame.source or passive(self._analysis, token):
            return sources.source_of(self._analysis, token)
        first, last = frame.source[0]
        inside = self._analysis.tokens[first:last]
        heads = [t for t in inside if t.upos in _NOMINAL and not first <= t.head < last]
        return sources.at(self._analysis, heads[0]) if heads else None

    def _contents_of(self, frame: Frame, cue: Cue, source: Source | None) -> list[Span]:
        """Return the content, cut where cue and source stand.

        The model may miss single words inside a content: gaps of up to two words are filled.
        """
        holes = [frame.cue, *frame.source]
        pieces: list[tuple[int, int]] = []
        for first, last in frame.content:
            if pieces and self._gap(pieces[-1][1], first, holes) <= _GAP:
                pieces[-1] = (pieces[-1][0], last)
            else:
                pieces.append((first, last))
        if not pieces:
            return []
        low, high = max(pieces, key=lambda piece: piece[1] - piece[0])
        kept = [i for i in range(low, high) if not any(a <= i < b for a, b in holes)]
        runs = (self._analysis.tokens[first:last] for first, last in _runs(kept))
        spans = [span for run in runs if (span := span_of(run)) is not None]
        barriers = [cue.span] if source is None else [cue.span, source.span]
        grown = with_whole_quotations(spans, self._quotations, barriers)
        return [span for span in grown if not any(span.overlaps(b) for b in barriers)]

    def _gap(self, first: int, last: int, holes: Sequence[tuple[int, int]]) -> int:
        """Return how many words of tokens *first* to *last* are neither cue nor source."""
        return sum(
            self._analysis.tokens[i].upos != "PUNCT" and not any(a <= i < b for a, b in holes)
            for i in range(first, last)
        )


def _runs(indexes: Sequence[int]) -> list[tuple[int, int]]:
    """Return the half-open ranges that ascending *indexes* form."""
    found: list[tuple[int, int]] = []
    for index in indexes:
        if found and found[-1][1] == index:
            found[-1] = (found[-1][0], index + 1)
        else:
            found.append((index, index + 1))
    return found
