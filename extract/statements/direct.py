"""Attributes quoted speech: finds for each quotation the cue before or after it."""

import re
from collections.abc import Iterator

import msgspec

from extract.analysis import Analysis
from extract.language import Token
from extract.statements import sources
from extract.statements.addressees import addressee_of
from extract.statements.attribution import Attribution, Cue, Source
from extract.statements.cues import passive, verb_cue, verb_entry
from extract.statements.extents import titled
from extract.statements.lexicon import LIGHT, lexicon
from extract.statements.phrases import span_of
from extract.statements.quotes import Quotation, Quotations
from extract.statements.signatures import DASHES, Link, named_before_colon, signed, signed_below
from schemas import Block, Span

_STRONG = frozenset(
    {"say", "tell", "add", "ask", "write", "explain", "reply", "tweet", "argue", "declare",
     "continue", "respond", "recall", "insist", "announce", "warn", "joke", "answer", "shout"}
)  # fmt: skip
_FARTHEST = 30
"""How many tokens from the quotation a cue may stand (“…,” Lee, who leads X and Y, said)."""

_REACH = 2000
"""How many characters around a quotation are looked at; keeps long articles linear."""

_NEAREST = 2.5
"""What a cue within two words of the quotation is worth: he said, adding later, “…”."""

_NAMING = frozenset({"call", "name", "title", "entitle", "dub", "term"})
_WORKS = frozenset(
    {"book", "song", "play", "film", "movie", "novel", "album", "show", "memoir", "essay", "poem",
     "series", "documentary", "sitcom", "podcast", "painting", "musical", "opera"}
)  # fmt: skip
_BINDING = frozenset({"and", "but", "or", "because", "that"})
_BOUND = 12
"""How many tokens lie at most between a quotation and one that “but” binds to it."""

_JOINTS = DASHES | {","}

_ENDS_OPEN = re.compile(r"[,?!—–…-]\W*$|\.\.\.?\W*$")
"""Matches “We won,” and “Did we?”; not “We won.”."""

_SPEECH_END = re.compile(r"[.,?!;:—–…-][”’'\")\]]*$")
"""Matches “We won.” and “We won,”; not “a farce”."""


class DirectReader:
    """Reads the direct quotations of one article, block by block."""

    def __init__(self, analysis: Analysis, quotations: Quotations) -> None:
        self._analysis = analysis
        self._quotations = quotations
        self._text = analysis.text
        self._found: dict[int, list[Link]] = {}
        self._order: list[int] = []

    def attributions(self) -> list[Attribution]:
        """Return the direct attributions, in order of their first quotation."""
        waiting: list[Quotation] = []
        carried: int | None = None
        unclaimed = False
        for block, quotations in self._blocks():
            last_cue = carried if quotations and self._goes_on(block, quotations[0]) else None
            previous: Quotation | None = None
            for place, quotation in enumerate(quotations):
                following = quotations[place + 1] if place + 1 < len(quotations) else None
                link = self._link(previous, quotation, following, last_cue)
                if link is not None:
                    self._add(link, waiting)
                    waiting = []
                    last_cue = link.cue.token
                elif last_cue is not None and self._continues(previous, quotation):
                    self._extend(last_cue, quotation)
                elif not quotation.closed and self.speech_like(quotation):
                    waiting.append(quotation)
                previous = quotation
            carried = last_cue if quotations and self._ends_in_speech(block, quotations) else None
            if unclaimed and quotations and quotations[-1].closed:
                carried = None  # “Why?” “Because,” said Lee. “No.”: the speakers take turns
            alone = len(quotations) == 1 and self._goes_on(block, quotations[0])
            unclaimed = last_cue is None and alone and quotations[0].closed
            if not quotations or quotations[-1].closed:
                waiting = []
        return [self._attribution(token) for token in self._order]

    def _goes_on(self, block: Block, quotation: Quotation) -> bool:
        """Whether a paragraph goes on with the speech of the one before.

        It is nothing but a quotation, or the one before left its quotation open.
        """
        if quotation.start > block.start + 1:
            return False
        before = self._text[: block.start].rstrip()
        earlier = self._quotations.at(len(before) - 1) if before else None
        left_open = earlier is not None and not earlier.closed
        return left_open or not self._text[quotation.end : block.end].strip()

    def _ends_in_speech(self, block: Block, quotations: list[Quotation]) -> bool:
        """Whether nothing but a cue clause follows the last quotation of a paragraph."""
        rest = self._analysis.tokens_between(quotations[-1].end, block.end)
        sentences = {token.sentence for token in rest if token.upos != "PUNCT"}
        return len(sentences) <= 1

    def _blocks(self) -> Iterator[tuple[Block, list[Quotation]]]:
        for block in self._analysis.article.blocks:
            inside = self._quotations.within(block.start, block.end)
            yield block, [q for q in inside if q.start >= block.start]

    def speech_like(self, quotation: Quotation) -> bool:
        """Return whether the quotation reads as speech, not as a title or a borrowed word."""
        inner = self._text[quotation.inner_start : quotation.inner_end].strip()
        if len(re.findall(r"\w+", inner)) < 2 and not re.search(r"[?!.,]$", inner):
            return False
        after = self._text[quotation.end : quotation.end + 1]
        introduced = self._text[: quotation.start].rstrip()[-1:] in {",", ":"}
        words = len(inner.split())
        if inner[:1].isupper() and (words > 8 or (introduced and words > 4)):
            return True
        return bool(_SPEECH_END.search(inner)) or after in {",", ""} or not quotation.closed

    def _add(self, link: Link, waiting: list[Quotation]) -> None:
        token = link.cue.token
        if token not in self._found:
            self._found[token] = []
            self._order.append(token)
        for earlier in waiting:
            opening = msgspec.structs.replace(link, quotation=earlier, start=earlier.start)
            self._found[token].append(opening)
        self._found[token].append(link)

    def _extend(self, token: int, quotation: Quotation) -> None:
        link = self._found[token][-1]
        further = msgspec.structs.replace(
            link, quotation=quotation, start=quotation.start, side="next"
        )
        self._found[token].append(further)

    def _continues(self, previous: Quotation | None, quotation: Quotation) -> bool:
        """Whether *quotation* goes on with the speech before it: “A,” she said. “B”."""
        if not self.speech_like(quotation):
            return False
        if previous is None:
            return True
        between = list(self._analysis.tokens_between(previous.end, quotation.start))
        if not any(token.upos != "PUNCT" for token in between):
            return True
        joint = [token for token in between if token.upos != "PUNCT"][-1]
        bound = joint.text.lower() in _BINDING and joint.sentence == between[0].sentence
        if bound and len(between) <= _BOUND:
            return True  # “We won,” she said, “but “not for long”
        opening = next(self._analysis.tokens_between(quotation.inner_start, quotation.end), None)
        sentences = {token.sentence for token in between if token.upos != "PUNCT"}
        begins = self._text[quotation.inner_start : quotation.inner_start + 1]
        ends = self._text[previous.end : quotation.start].rstrip()[-1:]
        return (
            opening is not None
            and len(sentences) == 1
            and (ends in ".!?" or opening.sentence not in sentences)
            and (begins.isupper() or not begins.isalpha())
        )

    def _link(
        self,
        previous: Quotation | None,
        quotation: Quotation,
        following: Quotation | None,
        last_cue: int | None,
    ) -> Link | None:
        if not self.speech_like(quotation):
            return None
        floor = max(previous.end if previous is not None else 0, quotation.start - _REACH)
        left = self._left(floor, quotation)
        if left is not None and last_cue == left.cue.token:
            return left
        limit = following.start if following is not None else quotation.end + _REACH
        inner = self._text[quotation.inner_start : quotation.inner_end].rstrip()
        right = self._right(quotation, limit, fresh=left is None)
        announced = self._text[: quotation.start].rstrip().endswith(":")
        if right is None and left is not None and announced and inner.endswith(","):
            right = self._cue_after(quotation, limit)  # Lee fired back: “No,” he wrote
        if right is None or left is None:
            return left or right
        return right if inner.endswith(",") else left

    # After the quotation

    def _right(self, quotation: Quotation, limit: int, *, fresh: bool) -> Link | None:
        """Return the cue that follows: “…,” said Lee; “…,” Lee, the mayor, told reporters.

        Words before the quotation in its sentence are part of what is said (The plan is “a
        farce,” said Lee), if the sentence is *fresh*: no cue was found in it yet.
        """
        leading = self._words_before(quotation)
        if not quotation.closed or (leading is not None and not fresh):
            return None
        gap = self._clause_after(quotation, limit)
        if not gap:
            return signed_below(self._analysis, quotation) if leading is None else None
        best, best_score = None, 0.0
        for place, token in enumerate(gap[:_FARTHEST]):
            score = self._score(quotation, token, place)
            if score > best_score:
                best, best_score = token, score
        if best is None:
            return signed(self._analysis, quotation, gap) if leading is None else None
        if leading is None:
            return self._linked(quotation, best, gap, "after")
        inner = self._text[quotation.inner_start : quotation.inner_end].rstrip()
        if best_score < 3.5 or not inner.endswith((",", "?", "!")):
            return None
        return self._linked(quotation, best, gap, "after-words", start=leading.start)

    def _cue_after(self, quotation: Quotation, limit: int) -> Link | None:
        """Return the cue clause right after the quotation, whatever stands before it."""
        gap = self._clause_after(quotation, limit)
        scored = [(self._score(quotation, t, i), -i, t) for i, t in enumerate(gap[:4])]
        best = max(scored, key=lambda row: row[:2], default=None)
        if best is None or best[0] <= 0:
            return None
        return self._linked(quotation, best[2], gap, "after")

    def _words_before(self, quotation: Quotation) -> Token | None:
        """Return the first unquoted word that precedes the quotation in its sentence."""
        sentence = self._analysis.sentence_at(quotation.inner_start)
        if sentence is None or self._quoted_earlier(sentence.start, quotation.start):
            return None
        before = self._analysis.tokens_between(sentence.start, quotation.start)
        return next(
            (
                token
                for token in before
                if token.end <= quotation.start
                and token.upos not in {"PUNCT", "CCONJ"}
                and self._quotations.at(token.start) is None
            ),
            None,
        )

    def _quoted_earlier(self, start: int, end: int) -> bool:
        return any(q.start >= start for q in self._quotations.within(start, end) if q.end <= end)

    def _clause_after(self, quotation: Quotation, limit: int) -> list[Token]:
        tokens = list(self._analysis.tokens_between(quotation.end, limit))
        while tokens and tokens[0].upos == "PUNCT" and tokens[0].text in _JOINTS:
            tokens = tokens[1:]
        if not tokens:
            return []
        first = tokens[0]
        if "\n\n" in self._text[quotation.end : first.start]:
            return []
        tokens = [token for token in tokens if token.sentence == first.sentence]
        inner = self._text[quotation.inner_start : quotation.inner_end]
        comma = self._text[quotation.end : first.start].lstrip()[:1] == ","
        unended = inner.rstrip()[-1:].isalnum()
        if _ENDS_OPEN.search(inner) or comma or unended or first.text[:1].islower():
            return tokens
        words = [token for token in tokens if token.upos != "PUNCT"]
        return tokens if len(words) <= 4 else []

    def _score(self, quotation: Quotation, token: Token, place: int) -> float:
        """Return how well *token* does as the cue of *quotation*; 0 or less: not at all."""
        entry = verb_entry(self._analysis, token)
        if entry is None or "quote" not in entry.frames or token.upos not in {"VERB", "AUX"}:
            return 0.0
        after = self._analysis.tokens[token.index + 1 : token.index + 2]
        if token.lemma.lower() == "ask" and any(t.text.lower() in {"not", "to"} for t in after):
            return 0.0  # “…,” said a clerk, who asked not to be named
        if token.rel in {"acl", "amod"} and token.lemma.lower() in _NAMING:
            return 0.0  # “a play called “The Old Harbour,””
        if self._is_work(quotation) and token.lemma.lower() not in _STRONG:
            return 0.0  # ““The Old Harbour,” posted the clip”
        score = 1.5 - 0.08 * place + (token.lemma.lower() in _STRONG)
        inside = quotation.start, quotation.end
        governor = self._analysis.head(token)
        if governor is not None and inside[0] <= governor.start < inside[1]:
            score += 2
        children = self._analysis.children(token, "ccomp", "parataxis", "obj", "advcl", "dep")
        if any(inside[0] <= child.start < inside[1] for child in children):
            score += 3
        if token.rel == "acl:relcl":
            score -= 1.5
        if token.text.lower().endswith("ing") and place > 0 and token.start > quotation.start:
            score -= 1
        if any(child.start >= quotation.end for child in self._analysis.children(token, "ccomp")):
            score -= 1.5
        if self._analysis.children(token, "mark") and token.rel == "advcl":
            score -= 1
        return score

    def _is_work(self, quotation: Quotation) -> bool:
        """Whether the quotation is written as the title of a work, not as a sentence."""
        inside = self._analysis.tokens_between(quotation.inner_start, quotation.inner_end)
        words = [token for token in inside if token.upos != "PUNCT"]
        last = self._text[quotation.inner_start : quotation.inner_end].rstrip()[-1:]
        return len(words) > 1 and last not in {"!", "?"} and titled(words)

    # Before the quotation

    def _left(self, floor: int, quotation: Quotation) -> Link | None:
        """Return the cue that precedes: Lee said: “…”; Lee told reporters, “…”."""
        gap = self._clause_before(floor, quotation)
        if not gap:
            return None
        joint = self._text[gap[-1].end : quotation.start] if gap[-1].upos != "PUNCT" else ""
        mark = gap[-1].text if gap[-1].upos == "PUNCT" else joint.strip()
        if mark in {".", "!"}:
            return self._left_bare(quotation, gap)
        if mark not in {",", ":", "", "—", "–"}:
            return None
        words = [token for token in gap if token.upos != "PUNCT"]
        if words and words[-1].lemma.lower() in _WORKS and self._is_work(quotation):
            return None  # “wrote in his book, “The Old Harbour””
        best, best_score = None, 0.0
        for place, token in enumerate(reversed(words[-_FARTHEST:])):
            score = self._score(quotation, token, place)
            near = place <= 4 or mark == ":"
            score += _NEAREST - 0.2 * place if score > 0 and place <= 2 else -0.2 * place
            if mark in {"", "—", "–"} and place > 3:
                score -= 2
            if score > best_score and (near or score > 3):
                best, best_score = token, score
                if self._opens_participle(token):
                    break
        if best is not None:
            between = [t for t in words if t.index > best.index]
            if self._reads_on(quotation, mark, between):
                return None
            return self._linked(quotation, best, gap, "before")
        if mark != ":":
            return None
        return (
            self._announced(quotation, words)
            or self._labelled(quotation, gap)
            or named_before_colon(self._analysis, quotation, gap)
        )

    def _left_bare(self, quotation: Quotation, gap: list[Token]) -> Link | None:
        """Return the cue that ends its sentence with nothing said: “Lee agreed. “It is late.””."""
        root = next((t for t in gap if t.head < 0 and t.sentence == gap[-1].sentence), None)
        entry = None if root is None else verb_entry(self._analysis, root)
        if root is None or entry is None or "quote" not in entry.frames:
            return None
        whole = self._text[quotation.inner_start : quotation.inner_end].rstrip()[-1:] in {
            ".",
            "!",
            "?",
        }
        if gap[0].index > self._analysis.sentences[root.sentence].first:
            return None  # “Gone,” she said. “All of it.”: what was said stands before
        told = self._analysis.children(root, "ccomp", "xcomp", "obj", "parataxis", "advcl", "conj")
        if told or not whole or not self._analysis.children(root, "nsubj"):
            return None
        if "\n" in self._text[gap[-1].end : quotation.start] or passive(self._analysis, root):
            return None
        return self._linked(quotation, root, gap, "before")

    def _opens_participle(self, cue: Token) -> bool:
        """Whether *cue* opens a clause of its own: “said, adding later, “…”” is what was added."""
        before = self._analysis.tokens[max(cue.index - 1, 0)]
        return cue.text.lower().endswith("ing") and before.text == ","

    def _announced(self, quotation: Quotation, words: list[Token]) -> Link | None:
        """Return the noun cue before a colon: Lee released this statement: “…”."""
        for token in reversed(words):
            entry = lexicon().nouns.get(token.lemma.lower())
            verb = self._analysis.head(token)
            if entry is None or verb is None or token.rel != "obj":
                continue
            source = sources.source_of(self._analysis, verb)
            if source is None or verb.lemma.lower() not in LIGHT:
                return None
            span = Span(start=min(verb.start, token.start), end=token.end)
            cue = Cue(token=token.index, span=span, act=entry.act, entry=entry)
            start = quotation.start
            return Link(quotation=quotation, cue=cue, source=source, side="before", start=start)
        return None

    def _reads_on(self, quotation: Quotation, mark: str, between: list[Token]) -> bool:
        """Return whether the words since the cue belong to what is said.

        Lee said the plan is “a farce,”: left to the syntax, which takes the whole clause.
        """
        if any(token.text.lower() in {"that", "whether"} for token in between):
            return True
        if mark == ":":
            return any(token.upos in {"VERB", "AUX"} for token in between)
        small = self._text[quotation.inner_start : quotation.inner_start + 1].islower()
        if any(token.upos in {"SCONJ", "VERB", "AUX"} for token in between):
            return True
        return mark == "" and (small or any(token.upos == "ADP" for token in between))

    def _clause_before(self, floor: int, quotation: Quotation) -> list[Token]:
        start = quotation.start
        tokens = [t for t in self._analysis.tokens_between(floor, start) if t.end <= start]
        if not tokens:
            return []
        last = next((t for t in reversed(tokens) if t.upos != "PUNCT"), None)
        if last is None:
            return []
        if "\n" in self._text[tokens[-1].end : start] and tokens[-1].text != ":":
            return []
        gap = [token for token in tokens if token.sentence in {last.sentence, tokens[-1].sentence}]
        return [token for token in gap if token.index >= gap[0].index]

    def _labelled(self, quotation: Quotation, gap: list[Token]) -> Link | None:
        """Return the speaker of a colon without a verb: LEE: “…”."""
        colon = gap[-1]
        words = [token for token in gap if token.upos != "PUNCT"]
        block_start = any(b.start == gap[0].start for b in self._analysis.article.blocks)
        if not block_start or len(words) > 8 or colon.text != ":":
            return None
        name = self._analysis.mention_of(words[0])
        if words[0].upos != "PROPN" and name is None:
            return None
        span = span_of(words)
        assert span is not None
        cue = Cue(token=colon.index, span=Span(start=colon.start, end=colon.end), act="say")
        return Link(
            quotation=quotation,
            cue=cue,
            source=Source(head=words[-1].index, span=span),
            side="label",
            start=quotation.start,
        )

    def _linked(
        self,
        quotation: Quotation,
        token: Token,
        gap: list[Token],
        side: str,
        *,
        start: int | None = None,
    ) -> Link | None:
        entry = verb_entry(self._analysis, token)
        assert entry is not None
        source = sources.source_of(self._analysis, token)
        if source is not None and any(
            q.start <= source.span.start < q.end
            for q in (quotation, *self._quotations.within(source.span.start, source.span.end))
            if self.speech_like(q)
        ):
            source = None
        if source is None and not passive(self._analysis, token):
            source = sources.nearest(self._analysis, gap, token)
        cue = verb_cue(self._analysis, token, entry)
        first = quotation.start if start is None else start
        return Link(quotation=quotation, cue=cue, source=source, side=side, start=first)

    def _attribution(self, token: int) -> Attribution:
        links = self._found[token]
        contents = sorted(
            (Span(start=k.start, end=k.quotation.end) for k in links),
            key=lambda span: span.start,
        )
        sides = [link.side for link in links]
        told = self._told(token)
        return Attribution(
            cue=links[0].cue,
            source=links[0].source,
            contents=tuple(contents),
            pattern=f"direct-{sides[0]}",
            addressee=None if told is None else sources.at(self._analysis, told).span,
        )

    def _told(self, index: int) -> Token | None:
        """Return whom the cue names as told: “…,” Lee told reporters."""
        told = addressee_of(self._analysis, self._analysis.tokens[index])
        inside = told is not None and self._quotations.at(told.start) is not None
        source = self._found[index][0].source
        speaks = told is not None and source is not None and told.index == source.head
        return None if inside or speaks else told
