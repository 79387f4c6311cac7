"""Reads cues that are no verbs: “the claim that …”, “is confident that …”, “according to”."""

import msgspec

from extract.analysis import Analysis
from extract.language import Token
from extract.statements import sources
from extract.statements.attribution import Cue, Source
from extract.statements.cues import hypothetical, negated
from extract.statements.extents import Extents
from extract.statements.lexicon import LIGHT, Entry, carries_noun
from extract.statements.phrases import CLAUSES, marked
from extract.statements.verbs import Complement
from schemas import Span

_MEASURES = frozenset(
    "index number size age weight height rank ranking need taste custom tradition type kind plan"
    " schedule order principle criterion formula wish ability".split()
)
"""What things are arranged by: “placed according to size” tells of no speaker."""

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """An attribution with its content still in tokens. `hole`: the tokens of the cue phrase."""

    cue: Cue
    source: Source | None
    complement: Complement
    hole: list[Token]


class NounReader:
    """Reads the noun, adjective and “according to” cues of one article."""

    def __init__(self, analysis: Analysis, extents: Extents) -> None:
        self._analysis = analysis
        self._extents = extents

    def noun(self, token: Token, entry: Entry) -> Found | None:
        """Return what a noun cue gives: “her promise to …”, “made assertions about …”."""
        analysis = self._analysis
        light = analysis.head(token) if token.rel in {"obj", "nsubj:pass"} else None
        if light is not None and not carries_noun(light):
            light = None
        if light is not None and hypothetical(analysis, light):
            return None
        source = self._noun_source(token, light)
        complement = self._noun_complement(token, entry)
        if complement is None or source is None:
            return None
        if complement.pattern == "noun-phrase" and not (
            light is not None and light.lemma.lower() in LIGHT
        ):
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
        return Found(cue=cue, source=source, complement=complement, hole=analysis.subtree(token))

    def _noun_source(self, token: Token, light: Token | None) -> Source | None:
        analysis = self._analysis
        speaker = None if light is None else sources.source_of(analysis, light)
        if speaker is not None:
            return speaker
        for child in analysis.children(token, "nmod:poss"):
            return sources.at(analysis, child)
        for child in analysis.children(token, "nmod"):
            if any(marked(analysis, child, word) for word in ("by", "from")):
                return sources.at(analysis, child)
        return None

    def _noun_complement(self, token: Token, entry: Entry) -> Complement | None:
        analysis = self._analysis
        for child in analysis.children(token, "acl", "ccomp", "acl:relcl"):
            if child.index < token.index:
                continue
            marks = {m.text.lower() for m in analysis.children(child, "mark")}
            if ("that" in entry.frames and marks & {"that", "whether"}) or (
                "to" in entry.frames and "to" in marks
            ):
                return Complement(
                    tokens=self._extents.cut(analysis.subtree(child), token), pattern="noun"
                )
        for child in analysis.children(token, "nmod", "acl"):
            for case in analysis.children(child, "case", "mark"):
                act = entry.prepositions.get(case.text.lower())
                if act is not None and child.index > token.index:
                    tokens = [t for t in analysis.subtree(child) if t.index > case.index]
                    return Complement(
                        tokens=self._extents.cut(tokens, token),
                        pattern="noun-phrase",
                        act=act,
                        last=case,
                    )
        return None

    def adjective(self, token: Token, entry: Entry) -> Found | None:
        """Return what an adjective cue gives: “is confident that …”, “was reluctant to …”."""
        analysis = self._analysis
        if token.rel == "amod" or hypothetical(analysis, token):
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
                    tokens=self._extents.cut(analysis.subtree(child), token), pattern="adjective"
                )
                cue = Cue(
                    token=token.index,
                    span=Span(start=token.start, end=token.end),
                    act=entry.act,
                    entry=entry,
                    negated=negated(analysis, token),
                )
                return Found(
                    cue=cue, source=source, complement=complement, hole=analysis.subtree(token)
                )
        return None

    def according(self, token: Token) -> Found | None:
        """Return the attribution of “according to the mayor”, wherever it stands in its clause."""
        analysis = self._analysis
        after = analysis.tokens[token.index + 1 : token.index + 2]
        if not after or after[0].text.lower() != "to":
            return None
        head = self._object_of(token)
        if head is None or head.lemma.lower() in _MEASURES:
            return None
        phrase = analysis.subtree(head)
        clause = self._clause_of(head)
        if clause is None:
            return None
        mine = {t.index for t in phrase} | {token.index, after[0].index}
        words = [t for t in phrase if t.upos != "PUNCT"]
        mine |= self._name_set_off(words[-1] if words else head)
        mine |= self._description_set_off(words[-1] if words else head)
        rest = self._before(token, phrase[-1])
        rest = rest or [t for t in analysis.subtree(clause) if t.index not in mine]
        source_tokens = [t for t in phrase if t.index > after[0].index]
        if not rest or not source_tokens:
            return None
        complement = Complement(tokens=rest, pattern="according")
        cue = Cue(
            token=token.index, span=Span(start=token.start, end=after[0].end), act="say", entry=None
        )
        hole = [t for t in phrase if t.index >= token.index]
        source = sources.at(analysis, head)
        return Found(cue=cue, source=source, complement=complement, hole=[token, after[0], *hole])

    def _name_set_off(self, last: Token) -> set[int]:
        """Return the tokens of a name in commas after a phrase: “its director, Omar Aziz,”."""
        tokens = self._analysis.tokens
        following = list(tokens[last.index + 1 : last.index + 3])
        name = None if len(following) < 2 else self._analysis.mention_of(following[1])
        if name is None or following[0].text != "," or name.kind != "name":
            return set()
        closed = [t.text for t in tokens[name.last : name.last + 1]] == [","]
        return set(range(last.index + 1, name.last + 1)) if closed else set()

    def _description_set_off(self, last: Token) -> set[int]:
        """Return the tokens of a description in commas after a name: “Acme, the mill's owner,”."""
        sentence = self._analysis.sentences[last.sentence]
        following = list(self._analysis.tokens[last.index + 1 : sentence.last])[:10]
        name = self._analysis.mention_of(last)
        if name is None or name.kind != "name" or len(following) < 4 or following[0].text != ",":
            return set()
        end = next((i for i, t in enumerate(following) if i and t.text == ","), None)
        if end is None or end + 1 >= len(following) or following[1].upos not in {"DET", "PRON"}:
            return set()
        inner, after = following[1:end], following[end + 1]
        if inner[-1].upos not in {"NOUN", "PROPN"} or any(t.upos == "VERB" for t in inner):
            return set()
        if after.upos in {"VERB", "AUX", "CCONJ"} or after.text.lower() in {"which", "who"}:
            return set()  # “the mill, which closed, was old”
        return {t.index for t in following[: end + 1]}

    def _before(self, token: Token, last: Token) -> list[Token]:
        """Return what precedes an “according to” phrase that ends its sentence.

        All of the sentence, or its last part joined by “, and” or “, but” with a subject of its
        own. Empty when the phrase stands elsewhere.
        """
        sentence = self._analysis.sentences[token.sentence]
        rest = self._analysis.tokens[last.index + 1 : sentence.last]
        if any(t.upos != "PUNCT" for t in rest) or token.index - sentence.first < 3:
            return []
        before = list(self._analysis.tokens[sentence.first : token.index])
        for place in range(len(before) - 1, 0, -1):
            if before[place].upos != "CCONJ" or before[place - 1].text != ",":
                continue
            joined = self._analysis.head(before[place])
            if joined is not None and self._analysis.children(joined, "nsubj"):
                return before[place + 1 :]
        return before

    def _object_of(self, token: Token) -> Token | None:
        head = self._analysis.head(token)
        if head is not None and token.rel == "case":
            return head
        objects = self._analysis.children(token, "obl", "nmod", "obj", "pobj")
        return objects[0] if objects else self._phrase_head(token.index + 2)

    def _phrase_head(self, first: int) -> Token | None:
        """Return the head of the noun phrase that begins at token *first*, however it is hung."""
        tokens = self._analysis.tokens
        if first >= len(tokens) or tokens[first - 1].sentence != tokens[first].sentence:
            return None
        head = tokens[first]
        while head.head > head.index and tokens[head.head].upos in _NOMINAL:
            if any(t.text == "," for t in tokens[head.index : head.head]):
                break
            head = tokens[head.head]
        return head if head.upos in _NOMINAL else None

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
