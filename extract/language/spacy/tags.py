"""Universal tags for pipelines that have only the tags of the Penn Treebank."""

from typing import get_args

from extract.language.tokens import Upos

_UPOS: dict[str, Upos] = {tag: tag for tag in get_args(Upos)}
_PENN: dict[str, Upos] = {
    "ADD": "X", "AFX": "ADJ", "CC": "CCONJ", "CD": "NUM", "DT": "DET", "EX": "PRON", "FW": "X",
    "GW": "X", "IN": "ADP", "JJ": "ADJ", "JJR": "ADJ", "JJS": "ADJ", "LS": "X", "MD": "AUX",
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "PDT": "DET", "POS": "PART",
    "PRP": "PRON", "PRP$": "PRON", "RB": "ADV", "RBR": "ADV", "RBS": "ADV", "RP": "ADP",
    "SYM": "SYM", "TO": "PART", "UH": "INTJ", "VB": "VERB", "VBD": "VERB", "VBG": "VERB",
    "VBN": "VERB", "VBP": "VERB", "VBZ": "VERB", "WDT": "PRON", "WP": "PRON", "WP$": "PRON",
    "WRB": "ADV", "XX": "X", "_SP": "X", "$": "SYM", "#": "SYM",
}  # fmt: skip
_AUXILIARY = frozenset({"aux", "auxpass", "aux:pass", "cop"})


def universal_tag(form: str, *, pos: str, tag: str, rel: str) -> Upos:
    """Return the universal tag of a word: *pos* if the pipeline gives one, else from *tag*.

    *tag* is a tag of the Penn Treebank, or itself universal; *rel* is the word's relation in
    either scheme, which tells “has left” from “has a car” and “if he left” from “in Lyon”.
    A tag that is neither gives X.
    """
    if pos in _UPOS:
        return _UPOS[pos]
    if tag in _UPOS:
        return _UPOS[tag]
    if not any(c.isalnum() for c in form) and tag not in {"$", "#", "SYM"}:
        return "PUNCT" if tag in _PENN or not tag.isalpha() or tag in {"HYPH", "NFP"} else "X"
    if rel in _AUXILIARY and tag.startswith(("VB", "MD")):
        return "AUX"
    if tag == "IN" and rel == "mark":
        return "SCONJ"
    if tag == "RB" and form.lower() in {"not", "n't", "n’t"}:
        return "PART"
    if tag == "TO" and rel in {"prep", "case", "dative"}:
        return "ADP"
    if tag in {"WDT", "WP"} and rel == "det":
        return "DET"
    if tag == "DT" and rel in {"nsubj", "dobj", "obj", "pobj", "nsubjpass", "attr"}:
        return "PRON"
    return _PENN.get(tag, "X")
