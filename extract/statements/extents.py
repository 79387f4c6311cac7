"""How far the words of a complement reach: clauses, asides, and where another cue begins."""

from extract.analysis import Analysis
from extract.language import Token
from extract.statements.agency import can_speak
from extract.statements.lexicon import Entry, lexicon
from extract.statements.quotes import Quotation, Quotations
from extract.statements.sources import (
    absolute_subject,
    introduced_subject,
    inverted_subject,
    opening_name,
)

_CLOSING = frozenset({"”", '"', "''", "’’", "»"})
_STOPS = _CLOSING | {",", ";", ":", ".", "!", "?", "—", "–", "--", "(", ")", "“", "``", "«"}
_DASHES = frozenset({"—", "–", "―", "--", "-"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose", "where", "what"})
_OWN_OF_CUE = frozenset({"according", "citing", "speaking", "quoting", "referring"})
"""What follows a comma and tells of the saying: “said it was late, citing the fog”."""

_REST = 16
"""How many tokens may go on from quoted words."""

_OCCASIONS = frozenset({"interview", "statement", "briefing", "conference", "email", "e-mail",
                        "tweet", "remark", "comment"})  # fmt: skip
_BARE_OCCASIONS = frozenset({"remarks", "comments", "interviews", "statements", "tweets"})
_WITHHELD = frozenset(
    {"elaborate", "name", "say", "give", "specify", "provide", "offer", "mention", "cite",
     "identify", "comment", "explain", "detail", "disclose"}
)  # fmt: skip


class Extents:
    """Finds the tokens of what is said in one article."""

    def __init__(self, analysis: Analysis, quotations: Quotations) -> None:
        self._analysis = analysis
        self._quotations = quotations

    def aside(self, cue: Token) -> list[Token]:
        """Return what is said around or before a cue clause set off by commas.

        “Taxes, Lee said on Monday, will rise.” and “Taxes will rise, said Lee.”, whatever the
        parser made of them. Not “On Monday, Lee said taxes will rise.”: the stretch between the
        commas holds nothing but speaker, cue, time and addressee.
        """
        analysis = self._analysis
        tokens = list(analysis.sentence_tokens(analysis.sentences[cue.sentence]))
        at = cue.index - tokens[0].index
        first = last = at
        while first > 0 and tokens[first - 1].text not in _STOPS:
            first -= 1
        while last + 1 < len(tokens) and tokens[last + 1].text not in _STOPS:
            last += 1
        introduced = introduced_subject(analysis, cue)
        if introduced is not None:
            first = introduced.index - tokens[0].index
            while first > 0 and tokens[first - 1].text not in _STOPS:
                first -= 1
        chunk, before = tokens[first : last + 1], tokens[:first]
        closed = last + 1 >= len(tokens) or tokens[last + 1].text in {",", ".", "—", "–"}
        most = 12 if introduced is None else 24
        if not closed or len(chunk) > most or len(before) < 2 or not self._comma_before(before):
            return []
        if introduced is None and not self._speaker_and_cue(chunk, cue):
            return []
        inverted = chunk[0].index == cue.index
        after = [] if inverted else tokens[last + 2 :]
        if any(t.upos == "VERB" and t.text.lower().endswith("ing") for t in after[:1]):
            return []
        if any(t.text.lower() in _RELATIVE for t in after[:1]):
            after = []
        before = self._last_quotation(before)
        if not any(token.upos in {"VERB", "AUX"} for token in [*before, *after]):
            return []
        return [*before, *after]

    def _last_quotation(self, before: list[Token]) -> list[Token]:
        """Return *before*, or only the quoted sentence at its end: “A,” Lee said, but “B,” …."""
        quotation = self._quotations.at(before[-1].start)
        if quotation is None or quotation.start <= before[0].start:
            return before
        inside = [token for token in before if token.start >= quotation.start]
        first = next((token for token in inside if token.upos != "PUNCT"), None)
        earlier = any(t.text in _CLOSING for t in before if t.start < quotation.start)
        return inside if first is not None and (first.text[:1].isupper() or earlier) else before

    def _comma_before(self, before: list[Token]) -> bool:
        """Whether a comma ends *before*, also one inside the closing mark: “… a farce,”."""
        marks = [token.text for token in before[-2:]]
        return marks[-1] == "," or (marks[-1] in _CLOSING and marks[0] in {",", "?", "!"})

    def _speaker_and_cue(self, chunk: list[Token], cue: Token) -> bool:
        """Return whether *chunk* is no more than a subject and its cue verb."""
        if chunk[0].upos in {"CCONJ", "SCONJ"} or cue.text.lower().endswith("ing"):
            return False
        if chunk[0].text.lower() in _RELATIVE or any(t.text.lower() == "of" for t in chunk[-3:]):
            return False
        others = [t for t in chunk if t.upos in {"VERB", "SCONJ"} and t.index != cue.index]
        if others or any(self._quotations.at(t.start) is not None for t in chunk):
            return False
        if inverted_subject(self._analysis, cue) is not None:
            return True
        subject = [
            t
            for t in chunk
            if t.rel.split(":")[0] == "nsubj" and (t.index < cue.index or t.head == cue.index)
        ]
        if any(c.index > cue.index for c in self._analysis.children(cue, "ccomp")):
            return False  # “…, who was tired, said supplies were low”
        if not subject:
            name = opening_name(self._analysis, cue)
            subject = [] if name is None or name.index < chunk[0].index else [name]
        return bool(subject) and not self._analysis.children(cue, "obj", "xcomp", "mark")

    def whole_clause(self, cue: Token, child: Token, entry: Entry) -> list[Token]:
        """Return the clause of *child* with what the parser hung on the *cue* beside it.

        “say resources could be spent”: with “resources” read as object of “say”; and the words
        after the clause up to the next punctuation mark or conjunction.
        """
        analysis = self._analysis
        tokens = analysis.subtree(child)
        marked = bool(analysis.children(child, "mark"))
        if "tell" not in entry.frames and not marked:
            subjects = analysis.children(cue, "nsubj")
            beside = analysis.children(cue, "obj", "iobj", "xcomp", "ccomp")
            # “Lee said the court had “lost its way””: of two subjects the second is the clause's.
            for other in (subjects[1:] if len(subjects) > 1 else []) + beside:
                if cue.index < other.index < child.index:
                    tokens = analysis.subtree(other) + tokens
        last = max(token.index for token in tokens)
        for token in analysis.tokens[last + 1 : analysis.sentences[cue.sentence].last]:
            stops = token.upos in {"PUNCT", "CCONJ", "SCONJ"} and token.text.lower() != "that"
            if token.upos == "CCONJ" and self._goes_on(token):
                stops = False
            if token.sentence != cue.sentence or stops:
                break
            if token.index < cue.index or self._quotations.at(token.start) is not None:
                break
            tokens.append(token)
        return tokens

    def _goes_on(self, conjunction: Token) -> bool:
        """Return whether what is said goes on: “said he was sad but would stay”."""
        after = self._analysis.tokens[conjunction.index + 1 : conjunction.index + 2]
        return any(token.text.lower() in {"would", "could", "might"} for token in after)

    def quoted_next(self, cue: Token) -> list[Token]:
        """Return what follows *cue* through the quotation near it: pledges to “make sure …”.

        For cues whose complement the parser missed. Empty when another verb or a stop stands
        between, or the quotation has less than three words.
        """
        between: list[Token] = []
        for token in self._analysis.tokens[cue.index + 1 : cue.index + 9]:
            quotation = self._quotations.at(token.start)
            if quotation is not None and quotation.start > cue.start:
                inside = list(self._analysis.tokens_between(quotation.start, quotation.end))
                words = [t for t in inside if t.upos != "PUNCT"]
                whole = len(words) >= 3 and not titled(words)
                return between + inside + self._rest(quotation) if whole else []
            if token.sentence != cue.sentence or token.upos in {"VERB", "AUX", "CCONJ"}:
                return []
            if token.text in _STOPS and not (token.text in {",", ":"} and not between):
                return []
            if token.upos != "PUNCT":
                between.append(token)
        return []

    def _rest(self, quotation: Quotation) -> list[Token]:
        """Return what goes on from quoted words up to a stop: “40 cases” in the city."""
        inner = self._analysis.text[quotation.inner_start : quotation.inner_end].rstrip()
        if not inner[-1:].isalnum():
            return []
        rest: list[Token] = []
        last = list(self._analysis.tokens_between(quotation.start, quotation.end))[-1]
        for token in self._analysis.tokens[last.index + 1 : last.index + _REST]:
            if token.sentence != last.sentence or token.text in _STOPS or token.upos == "CCONJ":
                return rest
            if token.upos == "VERB" and token.lemma.lower() in lexicon().verbs:
                return rest
            rest.append(token)
        return []

    def cut(self, tokens: list[Token], cue: Token, *, plain: bool = False) -> list[Token]:
        """Return *tokens* up to where another cue clause begins: “…, adding that …”.

        A *plain* content is a noun phrase or an infinitive: it ends at a dash or at “, which”.
        """
        ordered = sorted(tokens, key=lambda token: token.index)
        absolute = self._absolute(cue, ordered[-1], plain=plain) if ordered else None
        if absolute is not None:
            ordered = [token for token in ordered if token.index < absolute]
        kept: list[Token] = []
        for place, token in enumerate(ordered):
            comma = place > 0 and self._after_comma(ordered[place - 1])
            if comma and token.index > cue.index and self._starts_cue(token):
                break
            if token.index > cue.index and self._dash_after_quotation(token):
                break
            if comma and token.text.lower() == "while" and self._others_speak(token):
                break
            if plain and token.index > cue.index and self._ends_phrase(ordered[place - 1], token):
                break
            if token.text.lower() == "without" and self._withholds(token):
                break
            if token.index > cue.index and place > 0 and self._tells_occasion(token, comma=comma):
                break
            if token.upos == "CCONJ" and self._goes_back(token, cue):
                break
            kept.append(token)
        return kept

    def _after_comma(self, before: Token) -> bool:
        """Whether *before* is a comma, or a closing mark with a comma inside: “a farce,” adding."""
        inside = self._analysis.tokens[before.index - 1].text == "," and before.index > 0
        return before.text == "," or (before.text in _CLOSING and inside)

    def _dash_after_quotation(self, token: Token) -> bool:
        """Whether a dash turns from quoted words to the reporter's own: “a farce” – a charge …."""
        if token.text not in _DASHES or not token.index:
            return False
        before = self._analysis.tokens[token.index - 1]
        return before.text in _CLOSING and before.end < token.start

    def _absolute(self, cue: Token, last: Token, *, plain: bool) -> int | None:
        """Return the token after *cue* from which “, with Lee pledging to …” is another clause.

        A *plain* content ends before any such clause, a whole clause only before one that
        attributes: “said rents rose, with flats costing twice as much” is all said.
        """
        tokens = self._analysis.tokens
        for token in tokens[cue.index + 1 : last.index + 1]:
            if token.text.lower() != "with" or tokens[token.index - 1].text not in {",", "—", "–"}:
                continue
            for verb in tokens[token.index + 2 : token.index + 14]:
                if verb.sentence != token.sentence:
                    break
                subject = absolute_subject(self._analysis, verb)
                if subject is not None and subject.index > token.index:
                    if plain or (
                        verb.lemma.lower() in lexicon().verbs and can_speak(self._analysis, subject)
                    ):
                        return token.index - 1
                    break
        return None

    def _others_speak(self, conjunction: Token) -> bool:
        """Return whether somebody else speaks after “while”: “…, while Oxfam urged calm”."""
        verb = self._analysis.head(conjunction)
        if verb is None or verb.lemma.lower() not in lexicon().verbs:
            return False
        subjects = self._analysis.children(verb, "nsubj")
        return any(s.upos == "PROPN" and can_speak(self._analysis, s) for s in subjects)

    def _ends_phrase(self, before: Token, token: Token) -> bool:
        """Return whether a dash, “, which” or “, leaving …” ends a noun phrase or infinitive."""
        if token.text in _DASHES:
            return before.end < token.start
        if before.text != ",":
            return False
        participle = token.upos == "VERB" and token.text.lower().endswith("ing")
        return participle or token.text.lower() in {"which", "who", "where", "whose"}

    def _withholds(self, token: Token) -> bool:
        """Return whether *token* opens what the speaker left out: “without elaborating”."""
        following = self._analysis.tokens[token.index + 1 : token.index + 2]
        return any(
            verb.lemma.lower() in _WITHHELD and verb.text.lower().endswith("ing")
            for verb in following
        )

    def _tells_occasion(self, token: Token, *, comma: bool) -> bool:
        """Return whether *token* opens what tells how it was said, not what.

        “… in an interview”, “… on condition of anonymity”, “…, when asked”; but not “the talks
        were announced in a statement”.
        """
        tokens = self._analysis.tokens[token.index - 1 : token.index + 7]
        before, after = tokens[0], [t for t in tokens[2:] if t.sentence == token.sentence]
        words = [t.text.lower() for t in after]
        word = token.text.lower()
        if word == "when":
            return comma and words[:1] in (["asked"], ["questioned"], ["pressed"])
        if word == "on":
            return "condition" in words[:2] and "anonymity" in words[:4]
        if word not in {"in", "during", "at"} or before.lemma.lower() in lexicon().verbs:
            return False
        for place, other in enumerate(after):
            if other.lemma.lower() in _OCCASIONS and other.upos == "NOUN":
                return words[0] in {"a", "an"} or (place == 0 and words[0] in _BARE_OCCASIONS)
            if other.upos not in {"DET", "ADJ", "NOUN", "PROPN", "VERB"}:
                return False
        return False

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
        if token.text.lower() in _OWN_OF_CUE:
            return True
        verbs = lexicon().verbs
        if not token.text.lower().endswith("ing") or token.upos != "VERB":
            return False
        entry = verbs.get(token.lemma.lower())
        return entry is not None and "quote" in entry.frames

    def following(self, tokens: list[Token]) -> Token | None:
        """Return the token right after *tokens* in their sentence."""
        last = max(tokens, key=lambda token: token.index)
        following = self._analysis.tokens[last.index + 1 : last.index + 2]
        return next((t for t in following if t.sentence == last.sentence), None)


def titled(words: list[Token]) -> bool:
    """Return whether quoted *words* are written as a title: “The Old Harbour”."""
    return all(word.text[:1].isupper() for word in words if len(word.text) > 3)
