"""Who is named as one of the victims: "among the dead was X", "the injured included X"."""

from extract.analysis import Analysis
from extract.events.clause import Clause
from extract.events.lexicon import Entry
from extract.language import Sentence, Token
from schemas.event import Fate

_VICTIMS: dict[str, Fate | None] = {
    "dead": "killed",
    "deceased": "killed",
    "slain": "killed",
    "fatalities": "killed",
    "killed": "killed",
    "drowned": "killed",
    "arrested": "arrested",
    "detained": "arrested",
    "injured": "wounded",
    "wounded": "wounded",
    "hurt": "wounded",
    "missing": "missing",
    "casualties": None,
    "victims": None,
}
_BE = frozenset({"was", "were", "is", "are"})
_INCLUDE = frozenset({"include", "included", "includes"})
_BREAKS = frozenset({",", ";", ":", ".", "–", "—", "(", "”", "“", '"'})
_NEAR = 4


def victim_lists(analysis: Analysis, sentence: Sentence) -> list[tuple[Clause, Entry]]:
    """Return the places of *sentence* that name victims of an event told elsewhere, in order.

    The clause's head is the word for the victims, its objects are those named. The entry only
    points back: such words are no event of their own.
    """
    found: list[tuple[Clause, Entry]] = []
    for token in analysis.sentence_tokens(sentence):
        word = token.text.lower()
        if word not in _VICTIMS or not _is_group(analysis, token):
            continue
        named = _named(analysis, token)
        if named is not None:
            clause = Clause(head=token, objects=(named,), passive=True, verbal=True)
            held = _VICTIMS[word] == "arrested"
            entry = Entry(
                conditions=(),
                type="COERCE" if held else "DEATH",
                modes=("arrest",) if held else (),
                recipient=("obj",),
                fate=_VICTIMS[word],
                pointer=True,
            )
            found.append((clause, entry))
    return found


def _is_group(analysis: Analysis, token: Token) -> bool:
    """Return whether *token* ends a phrase such as "the dead", "the 12 injured"."""
    before = list(reversed(_around(analysis, token, -1)))
    words = [t.text.lower() for t in before]
    while words and words[-1].isdigit():
        words.pop()
    after = _around(analysis, token, 1)
    heads_on = bool(after) and after[0].upos in ("NOUN", "PROPN")  # "the dead man"
    return words[-1:] in (["the"], ["those"], ["its"]) and not heads_on


def _around(analysis: Analysis, token: Token, step: int) -> list[Token]:
    """Return up to four tokens of the sentence next to *token*, nearest first."""
    found: list[Token] = []
    index = token.index + step
    while 0 <= index < len(analysis.tokens) and len(found) < _NEAR:
        if analysis.tokens[index].sentence != token.sentence:
            break
        found.append(analysis.tokens[index])
        index += step
    return found


def _named(analysis: Analysis, token: Token) -> Token | None:
    """Return the head of the phrase that names some of them, None when nothing does."""
    before, after = _around(analysis, token, -1), _around(analysis, token, 1)
    words = [t.text.lower() for t in before]
    if "among" in words[1:3]:
        first = before[words.index("among")]
        verb = analysis.tokens[first.index - 1] if first.index else None
        if verb is not None and verb.sentence == token.sentence and verb.text not in _BREAKS:
            return _subject(analysis, verb, token) if verb.text.lower() in _BE else None
        be = next((t for t in after if t.text.lower() in _BE), None)
        return None if be is None else _following(analysis, be)
    if words[1:3] == ["of", "one"] and len(words) > 3 and words[3] in _BE:
        return _subject(analysis, before[3], token)
    if after and after[0].text.lower() in _INCLUDE:
        return _following(analysis, after[0])
    return None


def _following(analysis: Analysis, verb: Token) -> Token | None:
    """Return the head of the noun phrase right after *verb*."""
    phrase: list[Token] = []
    for token in analysis.sentence_tokens(analysis.sentences[verb.sentence]):
        if token.index <= verb.index:
            continue
        if token.text in _BREAKS or token.upos in ("VERB", "AUX"):
            break
        phrase.append(token)
    numbers = {t.index for t in phrase}
    for token in phrase:
        if token.upos in ("NOUN", "PROPN", "NUM") and token.head not in numbers:
            return token
    return None


def _subject(analysis: Analysis, verb: Token, predicate: Token) -> Token | None:
    """Return the subject of *predicate*, else the nearest before *verb*, "who" resolved."""
    own = [t for t in analysis.children(predicate, "nsubj") if t.index < verb.index]
    if own and own[-1].upos != "PRON":
        return own[-1]
    for index in range(verb.index - 1, -1, -1):
        token = analysis.tokens[index]
        if token.sentence != verb.sentence or token.upos in ("VERB", "AUX"):
            return None
        if token.rel.startswith("nsubj"):
            return _stands_for(analysis, token) if token.upos == "PRON" else token
    return None


def _stands_for(analysis: Analysis, pronoun: Token) -> Token | None:
    node = analysis.head(pronoun)
    return analysis.head(node) if node is not None and node.rel == "acl:relcl" else pronoun


def among(analysis: Analysis, tokens: list[Token]) -> list[Token]:
    """Return who is named in "among those killed was X" and "the dead included X"."""
    found: list[Token] = []
    for token in tokens:
        head = analysis.head(token)
        if token.rel.startswith("nsubj") and head is not None and head.lemma == "include":
            found += analysis.children(head, "obj")  # "those arrested *included* X"
        cases = {t.lemma.lower() for t in analysis.children(token, "case")}
        if "among" in cases:
            holders = [token] + ([head] if head is not None else [])
            for holder in holders:
                found += [t for t in analysis.children(holder, "nsubj") if t is not token]
            if head is not None and token.rel in ("obl", "nmod") and head.upos in ("PROPN", "NOUN"):
                found.append(head)
    return [t for i, t in enumerate(found) if t not in found[:i]]
