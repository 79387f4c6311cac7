"""What stands around a word that may name an event: who, whom, and every preposition."""

from collections.abc import Sequence

import msgspec

from extract.analysis import Analysis
from extract.events import slips
from extract.language import Token

RELATIVE = ("acl:relcl", "advcl:relcl")
_RELATIVES = frozenset({"who", "whom", "which", "that", "whose", "where"})
# Verbs whose object is the subject of their infinitive ("urged Chad to withdraw").
_OBJECT_CONTROL = frozenset(
    "urge ask order tell allow permit let force compel persuade convince help enable require"
    " push press pressure encourage invite call expect want request instruct appeal authorize"
    " authorise see".split()
)
_UNACCUSATIVE = frozenset(
    "capsize crash derail collapse sink die explode erupt overturn collide drown perish rise fall"
    " plunge surge soar tumble resign march".split()
)
_THIRD = frozenset({"it", "he", "she", "they"})
_SAYING = frozenset("say announce report state declare add claim confirm warn".split())
_BODIES = frozenset(
    "army government company ministry police group union bank agency court party military navy"
    " airline firm council commission movement militia regulator committee parliament cabinet"
    " operator carmaker maker manufacturer retailer charity club association federation board"
    " authority department office team school university hospital city state country".split()
)
_BREAKS = frozenset({",", ";", ":", "“", "”", '"', "(", ")", "–", "—"})
# What is announced or feared of a deed is no object of it: "rail strike threat".
_ABSTRACT = frozenset(
    "threat action fear risk warning alert squad unit plan call victim probe inquiry suspect trial"
    " case toll death site scene".split()
)
_CIRCUMSTANCES = frozenset({"after", "before", "since", "until", "as", "when"})
_LOOSE = ("flat", "compound", "dep", "nmod:desc", "appos", "list", "parataxis", "dislocated")


class Clause(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The dependents of a verb or noun, with shared and understood ones filled in.

    `subjects` act and `objects` undergo, whatever the voice. `obliques`: preposition (lower
    case; "poss" for possessors, "iobj" for indirect objects) and head of the phrase.
    `complements`: heads of infinitives and clauses the word governs. `modifiers`: heads of
    compounds and adjectives before a noun. `particles`: as in "carry *out*".
    """

    head: Token
    subjects: tuple[Token, ...] = ()
    objects: tuple[Token, ...] = ()
    obliques: tuple[tuple[str, Token], ...] = ()
    complements: tuple[Token, ...] = ()
    circumstances: tuple[Token, ...] = ()
    modifiers: tuple[Token, ...] = ()
    particles: tuple[str, ...] = ()
    passive: bool = False
    verbal: bool = False


def clause_of(analysis: Analysis, head: Token) -> Clause:
    """Return the clause around *head*: verbal for verbs, nominal for everything else."""
    if head.upos == "VERB":
        return _verbal(analysis, head)
    return _nominal(analysis, head)


def predicate_clause(analysis: Analysis, token: Token) -> Clause | None:
    """Return the clause of "is *willing* to send troops", None where nobody is said to be so."""
    subjects = analysis.children(token, "nsubj")
    governed = analysis.children(token, "xcomp", "advcl", "ccomp")
    complements = [t for t in governed if t.upos == "VERB"]
    if token.upos not in ("ADJ", "VERB") or not subjects or not complements:
        return None
    return Clause(
        head=token,
        subjects=tuple(_antecedent(analysis, token, t) for t in subjects[-1:]),
        complements=tuple(complements),
        verbal=True,
    )


def headline_clause(analysis: Analysis, token: Token) -> Clause | None:
    """Return the clause of a headline's verb that was read as a noun, None if it is none.

    "Police arrest nine students" has no other verb, a noun right before and one right after.
    """
    adjective = token.upos == "ADJ" and token.rel in ("root", "compound")  # "Voters *oust* mayor"
    if (token.upos not in ("NOUN", "PROPN") and not adjective) or token.index == 0:
        return None
    tokens = _headline_clause_tokens(analysis, token)
    if any(t.upos in ("VERB", "AUX") for t in tokens):
        return None
    before = analysis.tokens[token.index - 1]
    if before.sentence != token.sentence or before.upos not in ("NOUN", "PROPN"):
        return None
    if (adjective or token.rel in ("compound", "flat")) and not _agrees(analysis, before, token):
        return None
    after = [t for t in tokens if t.index > token.index]
    for position, word in enumerate(after):
        if word.upos in ("NOUN", "PROPN"):
            following = after[position + 1 : position + 2]
            if following and following[0].upos in ("NOUN", "PROPN"):
                continue  # "nine *bank* employees"
            if word.lemma.lower() in _ABSTRACT:
                return None  # "Teachers strike *threat*"
            rest = [
                (preposition(analysis, t), t) for t in after[position + 1 :]
                if preposition(analysis, t)
            ]  # fmt: skip
            return Clause(
                head=token, subjects=(before,), objects=(word,), obliques=tuple(rest), verbal=True
            )
        if word.upos not in ("DET", "NUM", "ADJ"):
            return None
    return None


def _headline_clause_tokens(analysis: Analysis, token: Token) -> list[Token]:
    """Return the sentence of *token* up to a comma behind it: "Rebels bomb port, killing two"."""
    found: list[Token] = []
    for other in analysis.sentence_tokens(analysis.sentences[token.sentence]):
        if other.index > token.index and other.text in (",", ";", ":"):
            break
        found.append(other)
    return found


def _agrees(analysis: Analysis, subject: Token, verb: Token) -> bool:
    """Return whether *subject* and *verb* agree in number, as "car bomb" in "car bomb kills" won't.

    A verb read as part of a compound is lower case, unless the whole headline is in capitals.
    """
    singular = subject.text.lower() == subject.lemma.lower() or subject.text.endswith("ss")
    plural = subject.text.lower().endswith("s") and not subject.text.endswith("ss")
    plural = plural and (not singular or subject.upos == "PROPN")
    plural = plural or subject.lemma.lower() in ("police", "people", "gunman", "woman", "man")
    third = verb.text.lower().endswith("s") and not verb.text.endswith("ss")
    mention = analysis.mention_of(verb)
    if verb.text[:1].isupper() or (mention is not None and mention.first < verb.index):
        return False
    return singular if third and not plural else plural and not third


def conjuncts(analysis: Analysis, token: Token) -> list[Token]:
    """Return *token* and what is coordinated with it, in text order."""
    found = [token]
    for other in analysis.children(token, "conj"):
        if other.upos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "SYM"):
            found.extend(conjuncts(analysis, other))
    return found


def is_passive(analysis: Analysis, verb: Token) -> bool:
    """Return whether *verb* is a passive: "was hit", "the man shot dead", "arrested by police"."""
    if verb.lemma.lower() in _UNACCUSATIVE and not analysis.children(verb, "aux:pass"):
        return False  # "the ferry capsized", whatever the parser calls its subject
    if analysis.children(verb, "nsubj:pass", "aux:pass", "csubj:pass"):
        return not slips.acts(analysis, verb)
    if slips.issued(analysis, verb):
        return True
    if analysis.children(verb, "nsubj", "obj"):
        return False
    if verb.text.lower().endswith("ing") or verb.text.lower() == verb.lemma.lower():
        return False
    if analysis.children(verb, "aux"):
        return False
    if _agents(analysis, verb):
        return True
    if verb.rel == "conj" and (head := analysis.head(verb)) is not None:
        return head.upos == "VERB" and is_passive(analysis, head)
    if verb.rel == "advcl" and accompanying(analysis, verb) is not None:
        return True  # "with two men arrested"
    # "two people were reported killed", "ordered them jailed"
    return verb.rel in ("acl", "amod", "xcomp") and not _has_to(analysis, verb)


def _has_to(analysis: Analysis, verb: Token) -> bool:
    return bool(analysis.children(verb, "mark"))


def _agents(analysis: Analysis, verb: Token) -> list[Token]:
    return [
        token
        for token in analysis.children(verb, "obl")
        if token.rel == "obl:agent"
        or (preposition(analysis, token) == "by" and token.rel not in ("obl:tmod", "obl:unmarked")
            and not token.text.lower().endswith("ing"))
    ]  # fmt: skip


def preposition(analysis: Analysis, token: Token) -> str:
    """Return the preposition of a phrase in lower case, "" when it has none."""
    cases = [t.text.lower() for t in analysis.children(token, "case") if t.index < token.index]
    return cases[0] if cases else ""


def _verbal(analysis: Analysis, verb: Token) -> Clause:
    passive = is_passive(analysis, verb)
    agents = _agents(analysis, verb) if passive else []
    subjects, objects = _core(analysis, verb, agents, passive=passive)
    obliques = [
        (preposition(analysis, token), token)
        for token in analysis.children(verb, "obl", "nmod")
        if token not in agents
    ]
    obliques += [(preposition(analysis, t), t) for t in slips.preposed_objects(analysis, verb)]
    obliques += [("iobj", token) for token in analysis.children(verb, "iobj")]
    # "attacks on the town" parsed onto the object is the object's, but the verb may ask for it.
    for thing in analysis.children(verb, "obj"):
        obliques += [(preposition(analysis, t), t) for t in slips.phrases_behind(analysis, thing)]
    if verb.rel == "conj" and (first := analysis.head(verb)) is not None:
        obliques += [
            (preposition(analysis, t), t)
            for t in analysis.children(first, "obl")
            if t.index > verb.index
        ]
    complements = _chain(analysis, verb)
    return Clause(
        head=verb,
        subjects=tuple(subjects),
        objects=tuple(objects),
        obliques=tuple(obliques),
        complements=tuple(complements),
        circumstances=tuple(analysis.children(verb, "advcl")),
        particles=tuple(
            t.text.lower()
            for t in analysis.children(verb, "compound:prt", "advmod", "xcomp")
            if t.rel == "compound:prt" or t.upos in ("ADP", "ADV", "ADJ")
        ),
        passive=passive,
        verbal=True,
    )


def _chain(analysis: Analysis, verb: Token) -> list[Token]:
    """Return the heads of the infinitives and clauses *verb* governs, and theirs in turn."""
    found: list[Token] = []
    asked = slips.infinitives(analysis, verb) if verb.lemma in _OBJECT_CONTROL else []
    for token in [*analysis.children(verb, "xcomp", "ccomp"), *asked]:
        found.append(token)
        if token.lemma in ("continue", "keep", "begin", "start", "go", "seek", "be"):
            found.extend(_chain(analysis, token))
        found.extend(t for t in analysis.children(token, "conj") if t.upos == "VERB")
    return found


def _core(
    analysis: Analysis, verb: Token, agents: list[Token], *, passive: bool
) -> tuple[list[Token], list[Token]]:
    """Return (subjects, objects) of *verb*, understood ones included, before coordination."""
    squeezed = slips.squeezed(analysis, verb)
    if squeezed is not None:
        return [squeezed[0]], [squeezed[1]]
    own = [_antecedent(analysis, verb, t) for t in _own_subjects(analysis, verb)]
    if not own and verb.rel == "root":
        # A name before the verb that the parser could not attach is its subject.
        own = [
            t
            for t in analysis.children(verb, *_LOOSE)
            if t.index < verb.index and t.upos in ("PROPN", "NOUN")
        ] or slips.stranded(analysis, verb)[-1:]
    objects = [_antecedent(analysis, verb, t) for t in _own_objects(analysis, verb)]
    if not objects and not passive:
        objects = _stray_objects(analysis, verb)
    head = analysis.head(verb)
    if passive:
        if own:
            objects = own + objects
        elif verb.rel in ("acl", "amod", *RELATIVE) and head is not None:
            objects = [head, *objects]
        elif verb.rel == "conj" and head is not None and (number := _gapped(analysis, verb, head)):
            objects = [number]
        elif verb.rel == "conj" and head is not None:
            objects = _core(analysis, head, [], passive=is_passive(analysis, head))[1]
        elif verb.rel in ("xcomp", "ccomp", "advcl") and head is not None and head.upos == "VERB":
            above = _core(analysis, head, [], passive=is_passive(analysis, head))
            objects = above[1] or above[0]
        subjects = [t for agent in agents for t in [agent]]
        return subjects, objects
    if own:
        if verb.rel in RELATIVE and head is not None and not objects and own[0] is not head:
            objects = [head]
        return own, objects
    return _understood(analysis, verb), objects


def _own_subjects(analysis: Analysis, verb: Token) -> list[Token]:
    """Return the subject of *verb*: the nearest before it, else the first after it.

    The parser now and then gives several: the dateline, or who reports the sentence.
    """
    beside = accompanying(analysis, verb)
    if beside is not None:
        return [beside]
    subjects = analysis.children(verb, "nsubj")
    before = [t for t in subjects if t.index < verb.index]
    return before[-1:] or subjects[:1]


def accompanying(analysis: Analysis, verb: Token) -> Token | None:
    """Return who does or undergoes what a clause with "with" adds, None when it is no such clause.

    "…, with the *union* threatening to strike": the noun phrase between "with" and the participle.
    """
    if verb.rel not in ("advcl", "acl", "xcomp") or analysis.children(verb, "aux", "aux:pass"):
        return None
    if not verb.text.lower().endswith(("ing", "ed", "en")):
        return None
    index = verb.index - 1
    while index >= 0 and analysis.tokens[index].sentence == verb.sentence:
        token = analysis.tokens[index]
        if token.text.lower() == "with":
            break
        if token.upos in ("VERB", "AUX", "SCONJ", "CCONJ") or token.text in _BREAKS:
            return None
        index -= 1
    else:
        return None
    if index < 0 or index < verb.index - 12:
        return None
    inside = analysis.tokens[index + 1 : verb.index]
    if not inside or (verb.rel == "acl" and verb.head not in {t.index for t in inside}):
        return None
    return _head_noun(analysis, inside)


def _head_noun(analysis: Analysis, tokens: Sequence[Token]) -> Token | None:
    """Return the noun that the phrase *tokens* is about, None when it holds no noun."""
    numbers = {t.index for t in tokens}
    tops = [
        t for t in tokens
        if t.head not in numbers and t.upos in ("NOUN", "PROPN", "NUM", "PRON")
        and not any(time.start <= t.start < time.end for time in analysis.times)
    ]  # fmt: skip
    return tops[0] if tops else None


def _own_objects(analysis: Analysis, verb: Token) -> list[Token]:
    """Return the direct objects of *verb*.

    "killing a trader and wounding *nine people*": an object right of the second of two
    coordinated verbs is the second's, even where the parser hangs it on the first.
    """
    objects = slips.objects(analysis, verb)
    following = [t.index for t in analysis.children(verb, "conj") if t.upos == "VERB"]
    if following:
        return [t for t in objects if t.index < following[0]]
    head = analysis.head(verb)
    if objects or verb.rel != "conj" or head is None or head.upos != "VERB":
        return objects
    return [t for t in analysis.children(head, "obj") if t.index > verb.index]


def _stray_objects(analysis: Analysis, verb: Token) -> list[Token]:
    """Return objects the parser gave another name: "urged *farmers*", "called off the *strike*"."""
    indirect = analysis.children(verb, "iobj")
    subjects = [t for t in analysis.children(verb, "nsubj") if t.rel == "nsubj"]
    if len(subjects) > 1 and subjects[0].index < verb.index < subjects[-1].index:
        # "a court sentenced former minister Renko" with two subjects: the second is the object.
        return [t for t in subjects if t.index > verb.index]
    above = analysis.head(verb)
    if above is not None and slips.headline_noun(analysis, above) is not None:
        return [above]
    return indirect or [
        t
        for t in analysis.children(verb, "obl", "root", "dep", "appos", "flat", "nmod:desc")
        if (t.rel != "obl:unmarked" or slips.unmarked_object(analysis, verb, t))
        and t.index > verb.index
        and t.upos in ("NOUN", "PROPN")
        and not analysis.children(t, "case")
        and not any(time.start <= t.start < time.end for time in analysis.times)
    ]


def _gapped(analysis: Analysis, verb: Token, head: Token) -> Token | None:
    """Return the number before a verb whose auxiliary is left out: "four died and *20* injured"."""
    before = analysis.tokens[verb.index - 1] if verb.index > head.index + 1 else None
    if before is None or before.upos not in ("NUM", "NOUN") or before.sentence != verb.sentence:
        return None
    return before if before.rel in ("conj", "nsubj", "nsubj:pass", "obj", "nummod") else None


def _understood(analysis: Analysis, verb: Token) -> list[Token]:
    """Return the subject a verb without one of its own shares or is controlled by."""
    head = analysis.head(verb)
    if head is None:
        return []
    if verb.rel == "acl" and (issuing := slips.issuer(analysis, head)) is not None:
        return _core(analysis, issuing, [], passive=is_passive(analysis, issuing))[0]
    if verb.rel in ("acl", "amod", *RELATIVE):
        return [head] if verb.rel != "acl" or verb.text.lower().endswith("ing") else []
    if head.upos != "VERB":
        # "is to resign", "is ready to withdraw": the subject of the predicate.
        return analysis.children(head, "nsubj") if verb.rel in ("xcomp", "advcl", "conj") else []
    passive = is_passive(analysis, head)
    agents = _agents(analysis, head) if passive else []
    subjects, objects = _core(analysis, head, agents, passive=passive)
    if verb.rel in ("conj", "parataxis"):
        return objects if passive and not agents else subjects
    if verb.rel in ("xcomp", "ccomp"):
        if head.lemma in _OBJECT_CONTROL and objects:
            return objects
        return objects if passive else subjects
    if verb.rel == "advcl":
        if head.lemma in _OBJECT_CONTROL and objects and slips.is_infinitive(analysis, verb):
            return objects
        cause = _circumstance(analysis, verb, head)
        return [cause] if cause is not None else subjects
    return []


def _circumstance(analysis: Analysis, verb: Token, head: Token) -> Token | None:
    """Return the subject that the parser hung on the verb above: "after a *blast* killed six"."""
    if verb.text.lower().endswith("ing") or analysis.children(verb, "mark", "aux", "aux:pass"):
        return None
    before = [
        t for t in (*analysis.children(head, "obl"), *analysis.children(verb, "obl"))
        if head.index < t.index < verb.index and preposition(analysis, t) in _CIRCUMSTANCES
    ]  # fmt: skip
    return before[-1] if before else None


def _antecedent(analysis: Analysis, verb: Token, token: Token) -> Token:
    """Return what a relative pronoun stands for, *token* itself when it is none."""
    if token.lemma.lower() in _RELATIVES and token.upos in ("PRON", "DET", "SCONJ"):
        node: Token | None = verb
        while node is not None and node.rel in ("conj", "xcomp", "ccomp"):
            node = analysis.head(node)
        if node is not None and node.rel in RELATIVE:
            return analysis.head(node) or token
    if token.lemma.lower() in _THIRD and token.upos == "PRON" and not _is_named(analysis, token):
        return _sayer(analysis, verb, token) or token
    return token


def _sayer(analysis: Analysis, verb: Token, pronoun: Token) -> Token | None:
    """Return who says of itself what a pronoun does: "*Volkan* said it would cut jobs".

    A person is no "it", a thing no "he", one is no "they".
    """
    node: Token | None = verb
    while node is not None and node.rel in ("conj", "xcomp"):
        node = analysis.head(node)
    saying = analysis.head(node) if node is not None and node.rel == "ccomp" else None
    if saying is None or saying.lemma not in _SAYING:
        return None
    sayers = [t for t in analysis.children(saying, "nsubj") if t.index < pronoun.index]
    if not sayers or sayers[-1].upos not in ("NOUN", "PROPN"):
        return None
    sayer = sayers[-1]
    entity = analysis.entity_of(sayer)
    person = entity.kind == "person" if entity is not None and entity.kind else None
    plural = sayer.upos == "NOUN" and sayer.text.lower() != sayer.lemma.lower()
    fits = {
        "it": person is not True and not plural and (person is False or _is_body(analysis, sayer)),
        "he": person is True,
        "she": person is True,
        "they": plural or bool(analysis.children(sayer, "conj")),
    }
    return sayer if fits[pronoun.lemma.lower()] else None


def _is_named(analysis: Analysis, token: Token) -> bool:
    """Return whether a pronoun is known to stand for someone the article names."""
    entity = analysis.entity_of(token)
    return entity is not None and any(analysis.mentions[i].kind == "name" for i in entity.mentions)


def _is_body(analysis: Analysis, token: Token) -> bool:
    """Return whether *token* is a body by its word or apposition: "Volkan, the carmaker"."""
    return any(
        t.lemma.lower() in _BODIES for t in (token, *analysis.children(token, "appos", "flat"))
    )


def _nominal(analysis: Analysis, noun: Token) -> Clause:
    obliques: list[tuple[str, Token]] = []
    for token in [*slips.phrases_behind(analysis, noun), *analysis.children(noun, "obl")]:
        label = "poss" if token.rel == "nmod:poss" else preposition(analysis, token)
        obliques.append((label, token))
    modifiers = [
        t for t in analysis.children(noun, "compound", "amod", "nmod") if t.index < noun.index
        and t.rel != "nmod:poss" and not preposition(analysis, t)
        and not slips.modifies_bomb(analysis, t)
    ]  # fmt: skip
    objects = [
        thing
        for verb in analysis.children(noun, "acl")
        if verb.lemma in ("target", "hit", "aim", "strike")
        for thing in [*analysis.children(verb, "obj"), *analysis.children(verb, "obl")]
    ]
    return Clause(
        head=noun,
        objects=tuple(objects),
        obliques=tuple(obliques),
        modifiers=tuple(modifiers),
        complements=tuple(analysis.children(noun, "acl")),
    )
