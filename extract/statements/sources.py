"""Finds the speaker of a cue: subject, agent, governing subject, or the nearest name."""

from extract.analysis import Analysis
from extract.language import Token
from extract.statements.agency import can_speak
from extract.statements.attribution import Source
from extract.statements.phrases import coordinated_phrase
from schemas import Span

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X"})
_EMPTY = frozenset({"it", "there"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_DEPTH = 6
_PAPERS = frozenset(
    {"statement", "letter", "tweet", "post", "memo", "release", "email", "e-mail", "message",
     "note", "op-ed", "resolution", "declaration", "video", "advisory", "notice"}
)  # fmt: skip
_ISSUING = frozenset(
    {"issue", "release", "send", "post", "write", "publish", "put", "circulate", "make", "sign"}
)
_INTRODUCTION = 12
_TITLE = 6


def source_of(analysis: Analysis, cue: Token) -> Source | None:
    """Return the speaker of the verb or noun *cue*, None when the syntax names none."""
    agent = _agent(analysis, cue)
    if agent is not None:
        return at(analysis, agent)
    if analysis.children(cue, "aux:pass", "nsubj:pass", "csubj:pass"):
        return None
    subject = (
        absolute_subject(analysis, cue)
        or introduced_subject(analysis, cue)
        or inverted_subject(analysis, cue)
        or governing_subject(analysis, cue)
    )
    return None if subject is None else at(analysis, subject)


def absolute_subject(analysis: Analysis, verb: Token) -> Token | None:
    """Return who does what “with” adds as a clause: “…, with Mayor Ann Lee pledging to rebuild”.

    The head of what stands between “with” and the participle, wherever the parser hung it; not
    in “with a letter urging calm”, where “with” follows no comma.
    """
    if verb.upos != "VERB" or not verb.text.lower().endswith("ing"):
        return None
    floor = max(analysis.sentences[verb.sentence].first, verb.index - _INTRODUCTION)
    last = verb.index
    if analysis.tokens[last - 1].text == "," and last - 2 > floor:
        # “with her deputy, Ann Lee, pledging”
        name = analysis.mention_of(analysis.tokens[last - 2])
        if name is None or name.kind != "name" or name.last != last - 1:
            return None
        commas = [t.index for t in analysis.tokens[name.first - 2 : name.first] if t.text == ","]
        if not commas:
            return None
        last = commas[0]
    for index in range(last - 1, floor, -1):
        token = analysis.tokens[index]
        if token.upos in {"VERB", "AUX", "CCONJ", "SCONJ"} and token.text.lower() != "with":
            return None
        if token.text == ",":
            return None
        if token.text.lower() == "with":
            opens = analysis.tokens[index - 1].text in {",", "—", "–", ";"}
            inside = analysis.tokens[index + 1 : last]
            return _outer_head(analysis, inside) if opens else None
    return None


def _outer_head(analysis: Analysis, inside: tuple[Token, ...]) -> Token | None:
    """Return the head of the noun phrase that *inside* holds, the name if it ends in one."""
    nouns = [t for t in inside if t.upos in {"NOUN", "PROPN"}]
    if not nouns:
        return None
    name = analysis.mention_of(nouns[-1])
    if name is not None and name.kind == "name" and name.first >= inside[0].index:
        owner = analysis.tokens[name.last - 1 : name.last + 1][-1].text in {"'s", "’s"}
        governed = any(t.upos == "ADP" for t in inside)
        if not owner and not governed:
            return analysis.tokens[name.head]
    low, high = inside[0].index, inside[-1].index
    return next((t for t in nouns if not low <= t.head <= high), nouns[-1])


def introduced_subject(analysis: Analysis, cue: Token) -> Token | None:
    """Return the speaker before a name set off by commas: “the chair, Ann Lee, said”.

    The head of the phrase that introduces the person, whatever the parser made of the three.
    """
    if cue.index < 3 or cue.upos != "VERB":
        return None
    if cue.text.lower().endswith("ing"):
        return None  # “said the chair, Ann Lee, adding …”
    if analysis.tokens[cue.index - 1].text != ",":
        return None
    name = analysis.mention_of(analysis.tokens[cue.index - 2])
    if name is None or name.kind != "name" or name.last != cue.index - 1:
        return None
    subjects = analysis.children(cue, "nsubj", "csubj", "expl")
    if any(not name.first <= subject.index < name.last for subject in subjects):
        return None
    floor = max(analysis.sentences[cue.sentence].first, name.first - _INTRODUCTION)
    before = analysis.tokens[floor : name.first]
    if not any(token.text == "," for token in before[-3:]):
        return None
    for token in reversed(before):
        phrase = analysis.mention_of(token)
        if phrase is not None and phrase.kind == "nominal" and phrase.entity == name.entity:
            return analysis.tokens[phrase.head]
    start = next((i for i, t in enumerate(before) if t.text.lower() == "one"), None)
    one_of = start is not None and [t.text.lower() for t in before[start : start + 2]][1:] == ["of"]
    person = analysis.entities[name.entity].kind == "person"
    return before[start] if start is not None and one_of and person else None


def inverted_subject(analysis: Analysis, cue: Token) -> Token | None:
    """Return the speaker right after a cue that opens its clause: “…,” said the bank.

    Whatever the parser made of it (object, oblique), as long as no preposition stands before it.
    """
    if cue.index == 0 or _has_subject(analysis, cue) or cue.upos != "VERB":
        return None
    before = analysis.tokens[cue.index - 1]
    if before.upos != "PUNCT" or before.sentence != cue.sentence or before.text in {"(", ":"}:
        return None
    if cue.text.lower().endswith("ing") or cue.lemma.lower() in {"tell", "call", "quote"}:
        return None
    head = _phrase_after(analysis, cue)
    if head is None or cue.lemma.lower() == "say" or can_speak(analysis, head):
        return head
    return None  # “the club, which opened in May, charged a fee”


def _phrase_after(analysis: Analysis, cue: Token) -> Token | None:
    """Return the head of the noun phrase that begins right after *cue*."""
    following = analysis.tokens[cue.index + 1 : cue.index + 2]
    if not following or following[0].sentence != cue.sentence:
        return None
    head = following[0]
    for _ in range(_DEPTH):
        if head.head <= cue.index:
            break
        head = analysis.tokens[head.head]
    if head.upos not in {"NOUN", "PROPN", "PRON"}:
        return None
    if analysis.children(head, "case", "mark", "nsubj", "cop"):
        return None
    return head if analysis.subtree(head)[0].index == cue.index + 1 else None


def at(analysis: Analysis, head: Token) -> Source:
    """Return the source whose mention *head* heads."""
    return Source(head=head.index, span=_mention_span(analysis, head))


def _mention_span(analysis: Analysis, head: Token) -> Span:
    span = _with_hyphens(analysis, coordinated_phrase(analysis, head))
    mention = analysis.mention_of(head)
    if mention is None or mention.kind != "name":
        return span
    return Span(start=min(span.start, mention.start), end=max(span.end, mention.end))


def _with_hyphens(analysis: Analysis, span: Span) -> Span:
    """Return *span* with the words a hyphen binds to its first one: “hao” of “Lin Chia-hao”."""
    start = span.start
    while start > 0 and analysis.text[start - 1] in "-‑":
        bound = list(analysis.tokens_between(max(start - 2, 0), start - 1))
        if not bound or bound[0].start >= start - 1:
            break
        name = analysis.mention_of(bound[0])
        start = bound[0].start if name is None else min(name.start, bound[0].start)
    return Span(start=start, end=span.end)


def _agent(analysis: Analysis, cue: Token) -> Token | None:
    """Return the “by” phrase of a passive: “was condemned by the council”."""
    for child in analysis.children(cue, "obl"):
        cases = {case.lemma.lower() for case in analysis.children(child, "case")}
        passive = analysis.children(cue, "aux:pass", "nsubj:pass") or cue.text.endswith("ed")
        if "by" in cases and passive and child.upos in _NOMINAL and can_speak(analysis, child):
            return None if child.upos == "NUM" else child
    return None


def governing_subject(analysis: Analysis, cue: Token) -> Token | None:
    """Return the subject of *cue*, own or shared with the clause it hangs on.

    “the mayor resigned, saying …”, “wants to say”, “a letter urging …”: the noun a participle
    modifies, or the subject of the governing verb.
    """
    paper = analysis.tokens[max(cue.index - 1, 0)]
    if cue.text.lower().endswith("ing") and paper.lemma.lower() in _PAPERS and paper.rel == "obj":
        return _issuer(analysis, paper) or paper
    token: Token | None = cue
    for _ in range(_DEPTH):
        if token is None:
            return None
        own = _own_subject(analysis, token) or (
            _adjacent(analysis, cue) or _set_off(analysis, cue)
            if token is cue
            else _passive_subject(analysis, cue, token)
        )
        if own is not None:
            return own
        if _has_subject(analysis, token):
            return None
        if token.rel in {"acl", "amod"} or token.rel == "acl:relcl":
            return _modified(analysis, token)
        controller = _object_control(analysis, token)
        if controller is not None:
            return controller
        if token.rel.split(":")[0] not in {"advcl", "conj", "xcomp", "parataxis", "dep", "ccomp"}:
            return None
        token = analysis.head(token)
    return None


def _has_subject(analysis: Analysis, token: Token) -> bool:
    return bool(analysis.children(token, "nsubj", "csubj", "expl"))


def _own_subject(analysis: Analysis, token: Token) -> Token | None:
    subjects = analysis.children(token, "nsubj")
    plain = [s for s in subjects if s.rel != "nsubj:pass" and s.upos in _NOMINAL]
    plain = [_behind_what(analysis, s, token) for s in plain]
    plain = [s for s in plain if not _labels(analysis, s, token)]
    before = [s for s in plain if s.index < token.index]
    if len(before) > 1:
        # “Aid workers at the post of Birak counted”: of two subjects the one that can speak.
        before = [s for s in before if can_speak(analysis, s)] or before
    return before[-1] if before else (plain[0] if plain else None)


def _behind_what(analysis: Analysis, subject: Token, verb: Token) -> Token:
    """Return the speaker of “what he later called a farce” where “what” was read for him."""
    if subject.text.lower() != "what" or subject.index + 1 >= verb.index:
        return subject
    between = analysis.tokens[subject.index + 1 : verb.index]
    nouns = [t for t in between if t.upos in {"NOUN", "PROPN", "PRON"}]
    return nouns[-1] if nouns else subject


def _labels(analysis: Analysis, subject: Token, verb: Token) -> bool:
    """Return whether a colon divides the subject from its verb: “Union: closure threatens jobs”."""
    between = analysis.tokens[subject.index + 1 : verb.index]
    return any(token.text == ":" for token in between)


def _object_control(analysis: Analysis, token: Token) -> Token | None:
    """Return the object that does what an infinitive says: “led the paper to report”."""
    governor = analysis.head(token)
    if token.rel != "xcomp" or governor is None:
        return None
    if not any(mark.text.lower() == "to" for mark in analysis.children(token, "mark")):
        return None
    objects = analysis.children(governor, "obj", "iobj")
    between = [o for o in objects if governor.index < o.index < token.index]
    return between[-1] if between and between[-1].upos in _NOMINAL else None


def _adjacent(analysis: Analysis, cue: Token) -> Token | None:
    """Return the name or pronoun right before a finite *cue*, when the parser missed it."""
    if cue.text.lower().endswith("ing") or cue.index == 0 or analysis.children(cue, "mark", "aux"):
        return None
    if _has_subject(analysis, cue):
        return None
    before = analysis.tokens[cue.index - 1]
    if before.sentence != cue.sentence or before.upos not in _NOMINAL:
        return None
    return before if before.rel == "nsubj" else opening_name(analysis, cue)


def _set_off(analysis: Analysis, cue: Token) -> Token | None:
    """Return the phrase before a finite *cue* misread as oblique: “Even Oslo, their ally, said”."""
    if cue.text.lower().endswith("ing") or cue.upos != "VERB" or cue.rel in {"amod", "acl"}:
        return None
    if analysis.tokens[cue.index - 1].text != ",":
        return None
    for child in analysis.children(cue, "obl", "dep", "dislocated", "vocative"):
        if child.index > cue.index or child.upos not in {"NOUN", "PROPN"}:
            continue
        if not analysis.children(child, "case", "mark") and can_speak(analysis, child):
            return child
    return None


def _passive_subject(analysis: Analysis, cue: Token, governor: Token) -> Token | None:
    """Return the passive subject of *governor* that speaks: “After saying so, Lee was freed”."""
    if cue.rel != "advcl" or cue.head != governor.index or not cue.text.lower().endswith("ing"):
        return None
    subjects = analysis.children(governor, "nsubj:pass")
    return next((s for s in subjects if s.upos in _NOMINAL and can_speak(analysis, s)), None)


def opening_name(analysis: Analysis, cue: Token) -> Token | None:
    """Return who is named between the head of the sentence, or a comma, and its main verb.

    “Team member Ana Roe told reporters”, whatever the parser made of the name; not “Fearing for
    Ana Roe accused by …”.
    """
    name = analysis.mention_of(analysis.tokens[cue.index - 1])
    if cue.rel != "root" or name is None or name.kind != "name" or name.last != cue.index:
        return None
    opening = list(analysis.tokens[analysis.sentences[cue.sentence].first : name.first])
    commas = [place for place, token in enumerate(opening) if token.text == ","]
    if commas and len(opening) - commas[-1] <= _TITLE:
        opening = opening[commas[-1] + 1 :]  # “In dissent, Justice Ann Lee argued”
    if any(t.upos not in {"NOUN", "PROPN", "ADJ", "ADP", "DET", "PART"} for t in opening):
        return None
    kind = analysis.entities[name.entity].kind
    body = kind in {"organisation", "group"} and all(t.upos != "ADP" for t in opening)
    return analysis.tokens[name.head] if kind == "person" or body else None


def _modified(analysis: Analysis, token: Token) -> Token | None:
    """Return the noun that the participle *token* stands after: “a letter urging …”.

    Who issues the paper in the same clause speaks by it: “Lee issued a statement saying …”.
    """
    noun = analysis.head(token)
    if noun is None or noun.upos not in {"NOUN", "PROPN", "PRON"}:
        return None
    issuer = _issuer(analysis, noun)
    if issuer is not None and token.rel == "acl":
        return issuer
    past = token.text.lower().endswith(("ed", "en")) and not _has_subject(analysis, token)
    return None if past and token.rel == "acl" else noun


def _issuer(analysis: Analysis, paper: Token) -> Token | None:
    """Return who issues the paper that is the object of its verb, None if nobody is told."""
    verb = analysis.head(paper)
    if paper.lemma.lower() not in _PAPERS or paper.rel != "obj" or verb is None:
        return None
    if verb.lemma.lower() not in _ISSUING or verb.upos != "VERB":
        return None
    subject = governing_subject(analysis, verb)
    return subject if subject is not None and subject.index < paper.index else None


def antecedent(analysis: Analysis, source: Source) -> Token:
    """Return the token that says who *source* is: the antecedent of “who”, else its own head."""
    head = analysis.tokens[source.head]
    if head.lemma.lower() not in _RELATIVE and head.text.lower() not in _RELATIVE:
        return head
    verb = analysis.head(head)
    for _ in range(_DEPTH):
        if verb is None:
            return head
        if verb.rel == "acl:relcl":
            return analysis.head(verb) or head
        verb = analysis.head(verb)
    return head


def nearest(analysis: Analysis, tokens: list[Token], cue: Token) -> Source | None:
    """Return the noun phrase of *tokens* that stands nearest the *cue* verb.

    For quotations whose cue clause the parser read badly. A phrase right after the verb
    (“said Lee”) goes before one that precedes it, but for an addressee (“told reporters”).
    """
    opening = _inverted_opening(analysis, tokens, cue)
    if opening is not None:
        return at(analysis, opening)
    heads = [
        t for t in tokens if t.upos in {"PROPN", "NOUN", "PRON"} and _heads_phrase(analysis, t)
    ]
    before = [t for t in heads if t.index < cue.index]
    after = [t for t in heads if t.index > cue.index]
    if before:
        named = [t for t in before if t.rel.split(":")[0] in {"nsubj", "root"}]
        return at(analysis, (named or before)[-1] if named else before[0])
    if after and cue.lemma != "tell":
        return at(analysis, after[0])
    words = [t for t in tokens if t.index < cue.index and t.upos not in {"ADV", "AUX", "PART"}]
    if words and words[-1].upos == "PROPN" and cue.index - words[-1].index <= 3:
        return at(analysis, words[-1])
    return None


def _inverted_opening(analysis: Analysis, tokens: list[Token], cue: Token) -> Token | None:
    """Return the speaker after a cue that opens its sentence: “Said Ann Lee: “…””."""
    opens = cue.index == analysis.sentences[cue.sentence].first
    after = analysis.tokens[cue.index + 1 : cue.index + 2]
    if not opens or not after or after[0] not in tokens or cue.text.lower().endswith("ing"):
        return None
    name = analysis.mention_of(after[0])
    if name is not None and name.first == after[0].index and name.kind == "name":
        return analysis.tokens[name.head]
    return after[0] if after[0].upos in {"PROPN", "PRON"} else None


def _heads_phrase(analysis: Analysis, token: Token) -> bool:
    if token.rel.split(":")[0] in {
        "compound",
        "flat",
        "nmod",
        "obl",
        "appos",
        "obj",
        "iobj",
        "case",
    }:
        return False
    return not analysis.children(token, "case")
