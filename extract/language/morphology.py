"""Tense, aspect and voice of verbs, number of nouns: read from forms, lemmas and the tree.

The parser gives no morphological features. A form alone leaves little open: “-ed” may be past
or participle, which the auxiliaries and the relation decide.
"""

import functools
from collections.abc import Sequence
from typing import Literal

import msgspec

from extract.language.lemmas import irregular_forms
from extract.language.tokens import Token

VerbForm = Literal["base", "third", "past", "participle", "ing"]
"""take; takes; took; taken; taking. The base is infinitive, imperative and present alike."""
Tense = Literal["past", "present", "future"]
Number = Literal["singular", "plural"]

_MODALS = frozenset("can could may might must shall should will would".split())
_BE = {"am": "base", "are": "base", "'m": "base", "’m": "base", "'re": "base", "’re": "base",
       "is": "third", "'s": "third", "’s": "third", "was": "past", "were": "past",
       "been": "participle", "being": "ing", "be": "base"}  # fmt: skip
# What takes its participle without an auxiliary: “the man shot dead”, “the stolen car”.
_NON_FINITE = frozenset({"acl", "amod", "case", "compound", "nmod", "obl", "csubj"})
_REGULAR_PAST = frozenset("show prove sew sow mow hew strew shave saw swell strike".split())


class VerbGroup(msgspec.Struct, frozen=True, kw_only=True):
    """A verb with its auxiliaries.

    `form` is the verb's own; `tense` that of the whole, None where it is not finite (“to go”,
    “injuring nine”) or a modal other than will and shall hides it; `modal` is the modal's lemma.
    """

    form: VerbForm
    tense: Tense | None
    modal: str | None
    perfect: bool
    progressive: bool
    passive: bool


def verb_group(verb: Token, children: Sequence[Token]) -> VerbGroup:
    """Return what *verb*, an AUX or VERB, and its *children* in the tree tell together."""
    auxiliaries = [c for c in children if c.rel in {"aux", "aux:pass"} and c.index < verb.index]
    form = verb_form(verb, children)
    lemmas = [auxiliary.lemma.lower() for auxiliary in auxiliaries]
    modal = next((lemma for lemma in lemmas if lemma in _MODALS), None)
    marked = any(c.rel.startswith(("aux:pass", "nsubj:pass", "csubj:pass")) for c in children)
    bare = form == "participle" and not auxiliaries
    return VerbGroup(
        form=form,
        tense=_tense(form, auxiliaries, children, modal),
        modal=modal,
        perfect="have" in lemmas and form == "participle",
        progressive="be" in lemmas and form == "ing",
        passive=marked or (bare and verb.rel in _NON_FINITE),
    )


def _tense(
    form: VerbForm, auxiliaries: list[Token], children: Sequence[Token], modal: str | None
) -> Tense | None:
    if modal is not None:
        return "future" if modal in {"will", "shall"} else None
    if any(c.rel == "mark" and c.lemma == "to" and c.upos == "PART" for c in children):
        return None
    first = _form(auxiliaries[0].text, auxiliaries[0].lemma) if auxiliaries else {form}
    if "past" in first:
        return "past"
    return "present" if first & {"base", "third"} else None


def verb_form(verb: Token, children: Sequence[Token]) -> VerbForm:
    """Return the form of *verb*, an AUX or VERB; its *children* decide between two.

    “had read” is a participle, “he read” past; a form that is present as well as past (“put”)
    is taken for past where the subject is a third person singular, else for the base.
    """
    possible = _form(verb.text, verb.lemma)
    before = [c for c in children if c.index < verb.index and c.rel in {"aux", "aux:pass"}]
    helper = before[-1].lemma.lower() if before else None
    helped = helper in {"have", "be", "get"} or any(c.rel.endswith(":pass") for c in children)
    if helped and possible & {"past", "participle"}:
        return "participle"  # “was struck” too, though “stricken” exists
    if len(possible) == 1:
        return next(iter(possible))
    if "participle" in possible:
        subject = any(c.rel.startswith("nsubj") for c in children)
        if not subject and (verb.rel in _NON_FINITE or _is_adverbial(verb, children)):
            return "participle"
    infinitive = any(c.rel == "mark" and c.lemma == "to" for c in children)
    if "base" in possible and (infinitive or helper in _MODALS or helper == "do"):
        return "base"
    if "past" in possible and ("base" not in possible or _is_single(children)):
        return "past"
    return "base" if "base" in possible else "participle"


def _is_adverbial(verb: Token, children: Sequence[Token]) -> bool:
    """Return whether *verb* is as “founded in 1990,” in “Founded in 1990, the firm …”."""
    return verb.rel == "advcl" and not any(c.rel == "aux" for c in children)


def _is_single(children: Sequence[Token]) -> bool:
    """Return whether the subject is a third person singular, which asks for -s in the present."""
    subjects = [c for c in children if c.rel.startswith("nsubj")]
    return any(
        c.text.lower() in {"he", "she", "it"} or (c.upos in {"NOUN", "PROPN"} and not _plural(c))
        for c in subjects
    )


def noun_number(noun: Token) -> Number:
    """Return whether *noun* is written in the plural; words without a singular are plural."""
    return "plural" if _plural(noun) else "singular"


def _plural(noun: Token) -> bool:
    form = noun.text.lower()
    if noun.upos == "PROPN":
        return False
    return form != noun.lemma.lower() or form in {"people", "police", "clothes", "goods"}


def _form(text: str, lemma: str) -> set[VerbForm]:
    form, base = text.lower(), lemma.lower()
    if base == "be":
        return {_as_form(_BE.get(form, "base"))}
    if form in {"'ve", "’ve", "'ll", "’ll"}:
        return {"base"}
    irregular = _irregular(base)
    if form in irregular:
        return set(irregular[form]) | ({"base"} if form == base else set())
    if form == base:
        return {"base"}
    if form.endswith("ing"):
        return {"ing"}
    if form.endswith("s"):
        return {"third"}
    return {"past", "participle"} if form.endswith(("d", "t")) else {"base"}


def _as_form(name: str) -> VerbForm:
    forms: dict[str, VerbForm] = {
        "base": "base", "third": "third", "past": "past", "participle": "participle", "ing": "ing",
    }  # fmt: skip
    return forms[name]


@functools.lru_cache(maxsize=10_000)
def _irregular(lemma: str) -> dict[str, frozenset[VerbForm]]:
    """Return {form: what it may be} of an irregular verb, empty for a regular one.

    The table gives the past first, then the participle; one form is both.
    """
    forms = [
        form
        for (tag, form), base in irregular_forms().items()
        if tag == "VERB" and base == lemma and not form.endswith(("ing", "s"))
    ]
    if not forms:
        return {}
    if len(forms) == 1:
        alone: frozenset[VerbForm] = frozenset({"past", "participle"})
        if lemma in _REGULAR_PAST and forms[0].endswith("n"):
            alone = frozenset({"participle"})
        return {forms[0]: alone}
    found: dict[str, frozenset[VerbForm]] = {}
    for place, form in enumerate(forms):
        same = form.endswith(("d", "t", "ought", "aught")) and form != "bid"
        options: frozenset[VerbForm] = frozenset({"past"} if place == 0 else {"participle"})
        found[form] = frozenset({"past", "participle"}) if same else options
    return found
