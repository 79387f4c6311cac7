"""Reads speakers that stand as a label: headlines, labelled lists, transcripts."""

import re
from collections import Counter
from collections.abc import Iterator

from extract.analysis import Analysis
from extract.language import Sentence, Token
from extract.statements import sources
from extract.statements.attribution import Attribution, Cue, Source
from extract.statements.cues import verb_cue, verb_entry
from extract.statements.extents import Extents
from extract.statements.phrases import spans_around
from extract.statements.quotes import Quotations
from extract.statements.verbs import VerbComplements
from schemas import Block, Span

_REPORTERS = frozenset(
    {"report", "reports", "study", "poll", "survey", "source", "sources", "police", "official",
     "officials", "analyst", "analysts", "expert", "experts", "minister", "ministry", "lawyer",
     "un", "media"}
)  # fmt: skip
_DOCUMENTS = frozenset({"report", "study", "poll", "survey"})
_QUESTION_WORDS = frozenset({"what", "why", "how", "who", "where", "when", "which", "is", "are"})
_SPEAKING_LABEL = re.compile(
    r"\b(?:statements?|remarks|comments|speech|says|said|response|responds|demands|claims)\b",
    re.IGNORECASE,
)
"""Matches “Ministry Statement Highlights”; not “Key Points”."""

_TURN = re.compile(r"([A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}):\s+(?=\S)")
"""Matches “ANN LEE: We …” and “Q: Why …”; not “Note that: …” (“that” is in lower case)."""


class LabelReader:
    """Reads what labels attribute in one article."""

    def __init__(self, analysis: Analysis, quotations: Quotations, taken: set[int]) -> None:
        self._analysis = analysis
        self._taken = taken
        self._verbs = VerbComplements(analysis, Extents(analysis, quotations))

    def attributions(self) -> Iterator[Attribution]:
        """Yield the attributions of headlines, labelled lists and transcripts."""
        for sentence in self._analysis.sentences:
            block = self._analysis.block_of(sentence)
            if sentence.origin == "headline":
                yield from self._headline(sentence)
            elif block.kind == "list_item" and block.label:
                yield from self._item(sentence, block)
        yield from self._transcript()

    # Headlines

    def _headline(self, sentence: Sentence) -> Iterator[Attribution]:
        """Read “Poll: voters tire of taxes” and “Minister to resign: report”."""
        tokens = self._analysis.sentence_tokens(sentence)
        colons = [token for token in tokens if token.text == ":"]
        if len(colons) != 1 or colons[0].index in self._taken:
            return
        colon = colons[0]
        left = [t for t in tokens if t.index < colon.index]
        right = [t for t in tokens if t.index > colon.index and t.text not in {".", "!", "?"}]
        for label, content in ((left, right), (right, left)):
            if self._names_a_speaker(label) and self._reads_as_claim(content, label):
                yield self._by_colon(colon, label, content, "headline")
                return

    def _names_a_speaker(self, label: list[Token]) -> bool:
        words = [token for token in label if token.upos != "PUNCT"]
        if not 1 <= len(words) <= 4:
            return False
        if len(words) <= 2 and words[-1].text.lower() in _REPORTERS:
            return True
        mention = self._analysis.mention_of(words[-1])
        entity = self._analysis.entity_of(words[-1])
        if mention is None or entity is None or mention.kind != "name":
            return False
        return entity.kind == "person" and mention.first <= words[0].index + 1

    def _reads_as_claim(self, content: list[Token], label: list[Token]) -> bool:
        words = [token for token in content if token.upos != "PUNCT"]
        if len(words) < 3 or words[0].text.lower() in _QUESTION_WORDS:
            return False
        if label[-1].text.lower() in _DOCUMENTS:
            return True
        return any(token.upos in {"VERB", "AUX"} for token in words)

    def _by_colon(
        self, colon: Token, label: list[Token], content: list[Token], pattern: str
    ) -> Attribution:
        words = [token for token in label if token.upos != "PUNCT"]
        return Attribution(
            cue=Cue(token=colon.index, span=Span(start=colon.start, end=colon.end), act="say"),
            source=Source(head=words[-1].index, span=Span(start=words[0].start, end=words[-1].end)),
            contents=(Span(start=content[0].start, end=content[-1].end),),
            pattern=pattern,
        )

    # Labelled lists

    def _item(self, sentence: Sentence, block: Block) -> Iterator[Attribution]:
        """Read “Calling the strike legal” under “Ministry Statement Highlights”."""
        root = next((t for t in self._analysis.sentence_tokens(sentence) if t.head < 0), None)
        if root is None or root.index in self._taken:
            return
        if self._analysis.children(root, "nsubj", "csubj", "expl", "aux:pass"):
            return
        entry = verb_entry(self._analysis, root)
        source = self._label_speaker(sentence, block) if entry else None
        if entry is None or source is None or entry.act in {"believe", "intend"}:
            return
        complement = self._verbs.of(root, entry)
        if complement is None:
            return
        hole = self._analysis.subtree(root)
        spans = spans_around(self._analysis, complement.tokens, hole, root)
        if spans:
            spans[-1] = self._to_the_end(spans[-1], sentence)
            yield Attribution(
                cue=verb_cue(self._analysis, root, entry, act=complement.act),
                source=source,
                contents=tuple(spans),
                pattern="list-label",
            )

    def _to_the_end(self, span: Span, sentence: Sentence) -> Span:
        """Return the content with the last words of its item that the parser hung elsewhere.

        “Had cited a rising threat the day prior”: whatever is no clause of its own.
        """
        tokens = self._analysis.sentence_tokens(sentence)
        rest = [token for token in tokens if token.start >= span.end]
        words = [token for token in rest if token.upos != "PUNCT"]
        if not words or len(words) > 3 or any(t.upos in {"VERB", "AUX", "SCONJ"} for t in words):
            return span
        return span if rest[0].upos == "PUNCT" else Span(start=span.start, end=words[-1].end)

    def _label_speaker(self, sentence: Sentence, block: Block) -> Source | None:
        """Return the body or person that the label of a list names as speaking."""
        label = block.label or ""
        if _SPEAKING_LABEL.search(label) is None:
            return None
        blocks = self._analysis.article.blocks
        for place in range(sentence.block - 1, -1, -1):
            above = blocks[place]
            if above.kind == "list_item":
                continue
            if label not in self._analysis.text[above.start : above.end]:
                return None
            return self._name_in(above)
        return None

    def _name_in(self, block: Block) -> Source | None:
        """Return the name before the speaking word: “US DoD” of “US DoD Statement”."""
        words: list[Token] = []
        for token in self._analysis.tokens_between(block.start, block.end):
            if _SPEAKING_LABEL.fullmatch(token.text):
                break
            words.append(token)
        words = [token for token in words if token.text.lower() not in {"’s", "'s", "from", "the"}]
        if not words or words[-1].upos != "PROPN":
            return None
        span = Span(start=words[0].start, end=words[-1].end)
        return Source(head=words[-1].index, span=span)

    # Transcripts

    def _transcript(self) -> Iterator[Attribution]:
        """Read the turns of an interview: blocks that open with a speaker and a colon."""
        turns = [
            (block, match)
            for block in self._analysis.article.blocks
            if block.kind in {"paragraph", "quote"}
            and (match := _TURN.match(self._analysis.text, block.start, block.end))
        ]
        spoken = Counter(match.group(1) for _, match in turns)
        if len(turns) < 4 or len([name for name, count in spoken.items() if count >= 2]) < 2:
            return
        for block, match in turns:
            if spoken[match.group(1)] >= 2:
                turn = self._turn(block, match)
                if turn is not None:
                    yield turn

    def _turn(self, block: Block, match: re.Match[str]) -> Attribution | None:
        colon = match.end(1)
        label = list(self._analysis.tokens_between(match.start(1), colon))
        tokens = list(self._analysis.tokens_between(colon, block.end))
        if not label or len(tokens) < 3 or tokens[0].text != ":" or tokens[0].index in self._taken:
            return None
        named = len(match.group(1)) > 2 or match.group(1) == "A"  # who asks is not told
        return Attribution(
            cue=Cue(token=tokens[0].index, span=Span(start=colon, end=colon + 1), act="say"),
            source=sources.at(self._analysis, label[-1]) if named else None,
            contents=(Span(start=tokens[1].start, end=tokens[-1].end),),
            pattern="transcript",
        )
