"""Whether the text tells an event as fact, plan, possibility, condition or denial."""

from typing import Literal

from extract.analysis import Analysis
from extract.events.clause import accompanying
from extract.language import Token
from schemas.event import Modality

Reading = Modality | Literal["none"]
"""`none`: the words only mention a kind of event ("to prevent attacks", "capable of striking")."""

_AUXILIARIES: dict[str, Modality] = {
    "will": "planned",
    "shall": "planned",
    "'ll": "planned",
    "’ll": "planned",
    "would": "hypothetical",
    "should": "hypothetical",
    "must": "hypothetical",
    "may": "possible",
    "might": "possible",
    "could": "possible",
    "can": "possible",
}
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor"})
_PLANS = frozenset(
    "plan intend aim seek hope want prepare expect schedule decide mean wish prefer consider set"
    " due poised aspire propose hesitate near plot conspire scheme opt choose"
    " need".split()
)
_NOT_DONE = frozenset({"fail", "refuse", "decline", "neglect", "unable", "avoid", "forget"})
# What is asked, promised or threatened is the content of a speech act, which is itself the event.
_SPEECH_ACTS = frozenset(
    "urge ask demand call order tell request implore beg appeal press push pressure advise promise"
    " pledge vow offer agree undertake threaten swear commit warn encourage recommend suggest"
    " invite instruct forbid ban bar prohibit allow permit ready willing prepared command direct"
    " petition plead lobby".split()
)
_PREVENTIONS = frozenset(
    "prevent deter avoid avert stop thwart foil fear risk discourage counter combat condone halt"
    " justify oppose discuss ban prohibit forbid study imagine preclude".split()
)
_ALLEGATIONS = frozenset({"accuse", "suspect", "allege", "charge", "convict", "blame"})
_UNREAL_NOUNS = frozenset(
    "risk threat fear possibility prospect danger chance plan proposal call demand right ability"
    " capacity readiness case victim history type kind form act law rule ban warning attempt bid"
    " effort campaign responsibility charge suspicion potential likelihood spectre specter hope"
    " crime offence offense idea option definition theory tradition prevention".split()
)
_ACCUSED_NOUNS = frozenset({"suspicion", "charge", "allegation", "accusation", "claim"})
_PLANNING_NOUNS = frozenset(
    "plan decision intention intent proposal move legislation bill order agreement deal".split()
)
_MODAL_WORDS: dict[str, Modality] = {
    "likely": "possible",
    "probable": "possible",
    "probably": "possible",
    "possible": "possible",
    "possibly": "possible",
    "perhaps": "possible",
    "maybe": "possible",
    "potential": "possible",
    "potentially": "possible",
    "imminent": "possible",
    "looming": "possible",
    "certain": "possible",
    "inevitable": "possible",
    "expected": "possible",
    "unlikely": "possible",
    "feared": "possible",
    "alleged": "possible",
    "allegedly": "possible",
    "destined": "possible",
    "bound": "possible",
    "future": "planned",
    "planned": "planned",
    "upcoming": "planned",
    "forthcoming": "planned",
    "scheduled": "planned",
    "proposed": "planned",
    "next": "planned",
    "hypothetical": "hypothetical",
}
# What the word above a clause makes of it: "failed to reach", "accused of beating".
_GOVERNED: dict[str, Reading] = {
    "deny": "denied",
    "try": "possible",
    "attempt": "possible",
    **dict.fromkeys(sorted(_ALLEGATIONS), "possible"),
    **dict.fromkeys(sorted(_NOT_DONE), "denied"),
    **dict.fromkeys(sorted(_PREVENTIONS), "none"),
    **dict.fromkeys(("demand", "urge", "suggest", "recommend", "propose", "insist"), "none"),
    **dict.fromkeys(("responsible", "capable", "known", "famous", "able", "notorious"), "none"),
}
# "refused talks": nothing was held.
_REFUSALS = frozenset("refuse reject decline spurn cancel postpone oppose boycott shun".split())
_STARTING = frozenset("begin start resume hold launch open restart enter join".split())
_EVITATIVE = frozenset({"failed", "thwarted", "foiled", "averted"})
_OFTEN = frozenset("often usually always frequently routinely regularly typically rarely".split())
_PERIODS = frozenset("year month week day night winter summer spring autumn season time".split())
_EACH = frozenset({"every", "each", "most", "many"})
_PAST = frozenset({"was", "were", "had", "did", "been"})
_CONDITIONS = frozenset({"if", "unless", "whether", "lest"})
_HAPPENING = frozenset(
    "occur happen follow come take begin start continue resume escalate ensue intensify loom spread"
    " increase grow be seem remain erupt".split()
)
# "attacks had been rare": how often something happens is no event.
_FREQUENCIES = frozenset(
    "rare uncommon infrequent sporadic unheard unthinkable common commonplace frequent routine"
    " scarce few".split()
)
_STATES_OF_CAPABILITY = frozenset(
    "responsible capable known famous able guilty accused suspected wanted notorious".split()
)


def verb_modality(analysis: Analysis, verb: Token, depth: int = 0) -> Reading:
    """Return how the event that *verb* tells is put."""
    own = _own_words(analysis, verb)
    if own is not None:
        return own
    if _is_habitual(analysis, verb):
        return "none"
    reading = _placed_modality(analysis, verb, depth)
    if reading != "asserted" or depth:
        return reading
    return _in_condition(analysis, verb) or reading


def _is_habitual(analysis: Analysis, verb: Token) -> bool:
    """Return whether *verb* tells what happens again and again: "floods strike every year"."""
    finite = [verb, *analysis.children(verb, "aux", "aux:pass")]
    if any(t.text.lower().endswith(("ed", "d")) or t.text.lower() in _PAST for t in finite[1:]):
        return False
    present = (verb.lemma.lower(), verb.lemma.lower() + "s", verb.lemma.lower() + "es")
    if len(finite) == 1 and verb.text.lower() not in present:
        return False
    if any(t.text.lower() in ("has", "have") for t in finite[1:]):
        return False
    for token in analysis.children(verb, "advmod", "obl", "obl:unmarked", "obl:tmod"):
        if token.lemma.lower() in _OFTEN:
            return True
        periods = analysis.children(token, "det", "amod")
        if token.lemma.lower() in _PERIODS and any(t.lemma.lower() in _EACH for t in periods):
            return True
    return False


def _in_condition(analysis: Analysis, verb: Token) -> Reading | None:
    """Return what "if" or "whether" before a clause above makes of *verb*, None without them."""
    node: Token | None = verb
    while node is not None and not node.rel.endswith("relcl"):
        node = analysis.head(node)
        marks = {t.lemma.lower() for t in analysis.children(node, "mark")} if node else set()
        if marks & _CONDITIONS:
            return "none" if "whether" in marks else "hypothetical"
    return None


def _placed_modality(analysis: Analysis, verb: Token, depth: int) -> Reading:
    """Return what the clause's place in the sentence makes of an event."""
    head = analysis.head(verb)
    if head is None or depth > 6:
        return "asserted"
    marks = {t.lemma.lower() for t in analysis.children(verb, "mark", "case")}
    if marks & _CONDITIONS:
        return "hypothetical"
    if "without" in marks:
        return "denied"
    if verb.rel in ("xcomp", "ccomp", "csubj", "obl", "nmod") or verb.rel.startswith("csubj"):
        return _embedded(analysis, verb, head, depth)
    if verb.rel in ("acl", "advcl"):
        return _adjoined(analysis, verb, head, marks, depth)
    if verb.rel == "conj" and head.upos == "VERB" and not analysis.children(verb, "nsubj"):
        return verb_modality(analysis, head, depth + 1)
    return "asserted"


def _own_words(analysis: Analysis, verb: Token) -> Reading | None:
    """Return what auxiliaries, negation and adverbs of *verb* say; None when they say nothing."""
    if any(
        t.lemma.lower() in _NEGATIONS or t.text.lower() in _NEGATIONS
        for t in analysis.children(verb, "advmod", "cc", "det")
    ):
        return "denied"
    if any(_is_no(analysis, t) for t in analysis.children(verb, "nsubj", "obj")):
        return "denied"
    for token in analysis.children(verb, "aux"):
        for form in (token.text.lower(), token.lemma.lower()):
            if form == "must" and verb.rel == "ccomp":
                return "none"  # "said Qatar must mediate": the content of a request
            if form == "would" and _is_reported(analysis, verb):
                return "planned"
            if form in _AUXILIARIES:
                return _AUXILIARIES[form]
    if _is_to_do(analysis, verb):
        return "planned"
    for token in analysis.children(verb, "advmod"):
        if token.lemma.lower() in _MODAL_WORDS:
            return _MODAL_WORDS[token.lemma.lower()]
    return None


def _is_to_do(analysis: Analysis, verb: Token) -> bool:
    """Return whether *verb* stands as "are to vote", "is to be sentenced"."""
    marks = [t for t in analysis.children(verb, "mark", "aux") if t.text.lower() == "to"]
    if not marks or marks[0].index == 0:
        return False
    before = analysis.tokens[marks[0].index - 1]
    return before.lemma.lower() == "be" and before.sentence == verb.sentence


def _is_reported(analysis: Analysis, verb: Token) -> bool:
    """Return whether *verb* stands in reported speech, where "would" is a past "will"."""
    head = analysis.head(verb)
    if verb.rel != "ccomp" or head is None or head.text.lower() == head.lemma.lower():
        return False
    conditional = [
        t for t in analysis.children(verb, "advcl") for t in analysis.children(t, "mark")
    ]
    return not any(t.lemma.lower() in _CONDITIONS for t in conditional)


def _is_no(analysis: Analysis, token: Token) -> bool:
    return token.lemma.lower() in ("nobody", "none", "nothing") or any(
        t.lemma.lower() in ("no", "neither") for t in analysis.children(token, "det")
    )


def _embedded(analysis: Analysis, verb: Token, head: Token, depth: int) -> Reading:
    """Return the reading of a clause that is an argument of *head*."""
    lemma, form = head.lemma.lower(), head.text.lower()
    infinitive = "to" in {t.text.lower() for t in analysis.children(verb, "mark", "aux")}
    if verb.rel.startswith("csubj"):
        return "none"
    governed = _GOVERNED.get(lemma) or _GOVERNED.get(form) or _MODAL_WORDS.get(form)
    if governed is not None:
        return governed
    if infinitive and lemma in _SPEECH_ACTS:
        return "none"
    if infinitive and (lemma in _PLANS or form in _PLANS or lemma in ("be", "have")):
        return "planned"
    if verb.rel == "xcomp" and head.upos in ("VERB", "ADJ", "NOUN"):
        return verb_modality(analysis, head, depth + 1)
    return "asserted"


def _adjoined(analysis: Analysis, verb: Token, head: Token, marks: set[str], depth: int) -> Reading:
    """Return the reading of a participle, infinitive or adverbial clause under *head*."""
    form, lemma = head.text.lower(), head.lemma.lower()
    infinitive = "to" in {t.text.lower() for t in analysis.children(verb, "mark", "aux")}
    if infinitive:
        if lemma in _PLANNING_NOUNS or lemma in _PLANS:
            return "planned"
        if verb.rel == "advcl" and lemma == "be":
            return "planned"
        return "none"
    if form in _STATES_OF_CAPABILITY or lemma in _ALLEGATIONS:
        return "possible" if lemma in _ALLEGATIONS or form in ("accused", "suspected") else "none"
    if marks & {"for", "of", "from", "against"} and verb.text.lower().endswith("ing"):
        if lemma in _ACCUSED_NOUNS:
            return "possible"
        return "none" if lemma in _UNREAL_NOUNS or "from" in marks or "of" in marks else "asserted"
    if head.rel in ("acl", "ccomp", "xcomp") and accompanying(analysis, verb) is not None:
        return "asserted"  # "accused it of looting, with Egypt calling for a truce"
    if verb.rel == "advcl" and verb.text.lower().endswith("ing") and not marks:
        return verb_modality(analysis, head, depth + 1) if head.upos == "VERB" else "asserted"
    return "asserted"


def noun_modality(analysis: Analysis, noun: Token, *, carried: bool = False) -> Reading:
    """Return how the event that *noun* names is put; *carried*: a light verb carries it."""
    if not carried and _is_prevented(analysis, noun):
        return "none"
    own = _before_noun(analysis, noun)
    if own is not None:
        return own
    head = analysis.head(noun)
    if head is None:
        return _predicated(analysis, noun)
    if noun.rel.startswith("nsubj"):
        return _subject_reading(analysis, head)
    if noun.rel == "conj":
        return noun_modality(analysis, head) if head.upos in ("NOUN", "PROPN") else "asserted"
    return "none" if noun.rel == "compound" else _under(analysis, noun, head)


def _before_noun(analysis: Analysis, noun: Token) -> Reading | None:
    """Return what adjectives and determiners say: "planned", "thwarted", "no"."""
    for token in analysis.children(noun, "amod", "det", "compound", "advmod"):
        form = token.text.lower()
        if form in _MODAL_WORDS:
            return _MODAL_WORDS[form]
        if form in _EVITATIVE:
            return "denied"
        if form in ("no", "any", "such", "every", "each") or _is_few(analysis, noun, token):
            return "none"
    return None


def _is_few(analysis: Analysis, noun: Token, word: Token) -> bool:
    """Return whether *word* says that there are hardly any: "few attacks", not "a few attacks"."""
    if word.text.lower() not in ("few", "fewer", "rare", "little"):
        return False
    return not any(t.lemma.lower() == "a" for t in analysis.children(noun, "det"))


def _under(analysis: Analysis, noun: Token, head: Token) -> Reading:
    """Return the reading of an object or phrase under *head*: "the risk of attacks"."""
    lemma = head.lemma.lower()
    marked = [t.text.lower() for t in analysis.children(noun, "case")][:1]
    if noun.rel == "nmod" and lemma in _UNREAL_NOUNS and marked in (["of"], ["for"]):
        return "none"
    if marked == ["without"]:
        return "denied"
    known = any(t.lemma.lower() in ("the", "this") for t in analysis.children(noun, "det"))
    if lemma in ("accuse", "suspect", "allege") and marked == ["of"] and not known:
        return "possible"  # "accused of mass killings"; "of the killing" is of a known one
    governs = noun.rel == "obj" or marked in (["for"], ["of"], ["with"])
    if noun.rel == "obj" and lemma in _STARTING:
        return verb_modality(analysis, head)  # "will not begin talks"
    return "planned" if head.upos == "VERB" and governs and lemma in _PLANS else "asserted"


def _is_prevented(analysis: Analysis, noun: Token) -> bool:
    """Return whether *noun* is what someone prevents, asks for or threatens."""
    head = analysis.head(noun)
    if head is None or head.upos != "VERB":
        return False
    if noun.rel != "obj" and not noun.rel.startswith("obl"):
        return False
    marked = [t.text.lower() for t in analysis.children(noun, "case")][:1]
    if noun.rel != "obj" and marked not in (["for"], ["of"], ["with"], ["against"], ["from"]):
        return False
    return head.lemma.lower() in _PREVENTIONS | _SPEECH_ACTS | _REFUSALS


def _subject_reading(analysis: Analysis, predicate: Token) -> Reading:
    """Return how a noun is put whose predicate is *predicate*: "attacks are probable"."""
    form = predicate.text.lower()
    if predicate.upos in ("ADJ", "ADV") and form in _MODAL_WORDS:
        return _MODAL_WORDS[form]
    if predicate.upos == "VERB" and form in _MODAL_WORDS and form.endswith("ed"):
        return _MODAL_WORDS[form]  # "further strikes are expected"
    said = [predicate, *analysis.children(predicate, "xcomp")]
    if any(t.lemma.lower() in _FREQUENCIES and t.upos != "VERB" for t in said):
        return "none"
    if predicate.upos == "VERB" and predicate.lemma in _HAPPENING:
        return verb_modality(analysis, predicate)
    return "asserted"


def _predicated(analysis: Analysis, noun: Token) -> Reading:
    """Return the reading of a noun that is itself the predicate: "it would be an attack"."""
    for token in analysis.children(noun, "aux"):
        if token.lemma.lower() in _AUXILIARIES:
            return _AUXILIARIES[token.lemma.lower()]
    if any(t.lemma.lower() in _NEGATIONS for t in analysis.children(noun, "advmod")):
        return "denied"
    return "asserted"
