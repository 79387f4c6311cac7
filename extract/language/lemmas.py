"""Dictionary forms of words, by rule with a table of irregular forms."""

import functools
from collections.abc import Container
from pathlib import Path

_TABLE = Path(__file__).parent / "data" / "irregular.tsv"
_VOWELS = "aeiouy"
_SILENT_ER = frozenset({"interfer", "adher", "persever", "coher", "rever"})
_UNINFLECTED = frozenset({"PUNCT", "SYM", "NUM", "X"})


class Lemmatiser:
    """Finds lemmas; *vocabulary* (the encoder's word pieces) decides between candidates."""

    def __init__(self, vocabulary: Container[str]) -> None:
        self._vocabulary = vocabulary
        self._irregular = irregular_forms()
        self._known: dict[tuple[str, str], str] = {}

    def lemma(self, form: str, upos: str) -> str:
        """Return the dictionary form of *form* used as *upos* (a universal tag).

        Lower case, but proper nouns and “I” as they stand. Never empty for a non-empty form.
        """
        if upos == "PROPN" or upos in _UNINFLECTED:
            return form
        key = (form, upos)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._find(form.lower(), upos)
        return found

    def _find(self, form: str, upos: str) -> str:
        irregular = self._irregular.get((upos, form))
        if irregular is not None:
            return irregular
        if upos in {"VERB", "AUX"}:
            return self._verb(form)
        if upos == "NOUN":
            return _noun(form)
        return form

    def _verb(self, form: str) -> str:
        if form.endswith("ies") and len(form) > 4:
            return form[:-3] + "y"
        if form.endswith("ied") and len(form) > 4:
            return form[:-3] + "y"
        if form.endswith("s") and not form.endswith(("ss", "us", "is")):
            return self._third_person(form)
        for ending in ("ing", "ed"):
            stem = form[: -len(ending)]
            if form.endswith(ending) and any(v in stem for v in _VOWELS) and len(stem) > 1:
                return self._stem(stem)
        return form

    def _third_person(self, form: str) -> str:
        if form.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
            # “aches” is the exception that the vocabulary knows.
            return form[:-2]
        return form[:-1]

    def _stem(self, stem: str) -> str:
        """Return the verb of a stem left by -ing or -ed: plann → plan, declar → declare."""
        if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "aeiou":
            # “controll” → control, “plann” → plan, but “kill”, “pass”, “add” keep both letters.
            single = stem[:-1]
            if stem in {"add", "err", "egg", "ebb"}:
                return stem
            if stem[-1] in "bdgmnprt":
                doubled = stem in self._vocabulary and single not in self._vocabulary
                return stem if doubled else single  # “boycott”
            return stem if stem in self._vocabulary or stem[-1] != "l" else single
        silent = stem + "e"
        if stem[-1] in "vcu" or stem.endswith(
            ("dg", "rg", "ng", "ns", "rs", "ls", "iz", "yz", "ys")
        ):
            # “solv”, “forc”, “pledg”; but “hang”, “bring”: only where the vocabulary knows it.
            sure = stem[-1] in "vuc" or stem.endswith(("iz", "yz", "ys"))
            return silent if sure or silent in self._vocabulary else stem
        if _short(stem):
            return silent
        if stem.endswith("at"):
            # “escalat” → escalate, “creat” → create; “treat”, “float” keep their stem.
            return stem if stem.endswith(("eat", "oat")) and "creat" not in stem else silent
        if stem.endswith("er") and len(stem) > 4 and stem not in _SILENT_ER:
            return stem
        if stem[-2:] == "ur" and stem[-3:-2] not in _VOWELS and stem != "murmur":
            return silent  # “injur” → injure, but “favour”
        known = stem in self._vocabulary
        return silent if silent in self._vocabulary and not known else stem


def _short(stem: str) -> bool:
    """Return whether *stem* is one vowel and one consonant, which asks for -e: “hop” → hope."""
    return (
        len(stem) >= 2
        and stem[-1] not in "aeiouwxy"
        and stem[-2] in _VOWELS
        and not any(c in _VOWELS for c in stem[:-2])
    )


def _noun(form: str) -> str:
    if len(form) < 4 or not form.endswith("s") or form.endswith(("ss", "us", "is")):
        return form
    if form.endswith("ies"):
        return form[:-3] + "y"
    if form.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return form[:-2]
    return form[:-1]


@functools.cache
def irregular_forms() -> dict[tuple[str, str], str]:
    """Return {(universal tag, form): lemma} of the packaged table; the first entry wins."""
    forms: dict[tuple[str, str], str] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            tag, lemma, inflected = line.split("\t")
            for form in inflected.split(" "):
                forms.setdefault((tag, form), lemma)
    return forms
