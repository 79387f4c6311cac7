"""What the language model reads around a cue, where the syntax gives no content or speaker."""

from extract.analysis import Analysis
from extract.language import Token
from extract.statements import sources
from extract.statements.attribution import Source
from extract.statements.cues import passive
from extract.statements.extents import titled
from extract.statements.lexicon import Entry
from extract.statements.quotes import Quotations
from extract.statements.verbs import Complement

_LEAST = 0.9
"""How sure the model must be of the cue."""

_FEWEST = 3
"""How many words the content must have."""


class LearnedFrames:
    """Looks up the frames of one article by their cues."""

    def __init__(self, analysis: Analysis, quotations: Quotations) -> None:
        self._analysis = analysis
        self._quotations = quotations
        self._at = {
            index: frame
            for frame in analysis.frames
            if frame.confidence >= _LEAST and frame.source and frame.content and frame.speech
            for index in range(*frame.cue)
        }

    def complement(self, cue: Token, entry: Entry) -> Complement | None:
        """Return the content of *cue*, None unless it is one stretch of three words or more."""
        frame = self._at.get(cue.index)
        if frame is None:
            return None
        tokens = self._analysis.tokens
        first, last = frame.content[0][0], frame.content[-1][1]
        inside = list(tokens[first:last])
        words = [token for token in inside if token.upos != "PUNCT"]
        missed = len(inside) - sum(b - a for a, b in frame.content)
        holes = [frame.cue, *frame.source]
        if len(words) < _FEWEST or missed > 2 or any(a < last and first < b for a, b in holes):
            return None
        return (
            Complement(tokens=inside, pattern="learned") if self.fits(cue, entry, inside) else None
        )

    def fits(self, cue: Token, entry: Entry, content: list[Token]) -> bool:
        """Return whether *cue* can take *content*, as far as the lexicon knows its grammar."""
        words = [token for token in content if token.upos != "PUNCT"]
        taken = self._preposition(cue, content[0].index) in {"", *entry.prepositions}
        if not taken or words[0].upos == "ADP" or all(t.upos == "PROPN" for t in words):
            return False  # “responded to a fire”, “reported from Oslo”, “advises President Ann Lee”
        if self._is_title(content) or not _paired(words, entry):
            return False
        return words[0].upos != "ADJ" or words[0].rel != "xcomp"  # “founder found guilty of fraud”

    def _preposition(self, cue: Token, first: int) -> str:
        """Return the preposition between *cue* and token *first* that governs it, "" if none."""
        before = self._analysis.tokens[max(first - 1, cue.index)]
        return before.text.lower() if before.upos == "ADP" and before.rel == "case" else ""

    def _is_title(self, content: list[Token]) -> bool:
        """Whether *content* opens with the quoted title of a work: read “The Old Harbour”."""
        quotation = self._quotations.at(content[0].start)
        if quotation is None or content[0].start > quotation.inner_start:
            return False
        quoted = self._analysis.tokens_between(quotation.inner_start, quotation.inner_end)
        return titled([token for token in quoted if token.upos != "PUNCT"])

    def source(self, cue: Token) -> Source | None:
        """Return the speaker of *cue*: the noun phrase whose head stands in the first piece."""
        frame = self._at.get(cue.index)
        if frame is None or passive(self._analysis, cue):
            return None  # “He was criticised for …”
        first, last = frame.source[0]
        inside = self._analysis.tokens[first:last]
        heads = [t for t in inside if t.upos in {"NOUN", "PROPN", "PRON"}]
        head = next((t for t in heads if not first <= t.head < last), None)
        return None if head is None else sources.at(self._analysis, head)


def _paired(words: list[Token], entry: Entry) -> bool:
    """Return whether what a verb says only of two things holds both: compared X to Y."""
    if not entry.paired or entry.frames & {"obj", "that", "quote"}:
        return True
    return any(token.text.lower() in entry.paired for token in words)
