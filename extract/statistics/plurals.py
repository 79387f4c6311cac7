"""Plurals and singulars of nouns as newspapers write them."""

import re

from extract.language import Token

PLURALS = frozenset(
    "people men women children police troops staff personnel crew aircraft fish sheep cattle deer"
    " feet teeth mice geese lives wives knives wolves data media criteria phenomena species series"
    " personnel offspring headquarters barracks fishermen firemen policemen policewomen gunmen"
    " congressmen congresswomen businessmen servicemen lawmakers spacecraft hovercraft youth dead"
    " wounded injured missing homeless elderly young poor rich unemployed others".split()
)
"""Plurals that do not end in -s, and adjectives that stand for persons."""

_SINGULARS = frozenset(
    "gas lens bus news politics physics economics mathematics athletics gymnastics chaos atlas"
    " canvas bias plus campus christmas texas kansas arkansas wales honduras mars paris james"
    " charles thomas census corps diabetes measles basis perhaps always sometimes".split()
)
_MEN_SINGULARS = frozenset(
    "specimen regimen abdomen acumen bitumen stamen lumen semen omen cyclamen yemen hymen"
    " dolmen ramen".split()
)
_VOWEL_PLURALS = frozenset(
    "taxis skis tsunamis safaris bikinis rabbis alibis israelis iraqis pakistanis saudis kuwaitis"
    " emiratis yemenis bangladeshis omanis qataris somalis nepalis bahrainis yazidis houthis nazis"
    " hindus zulus menus gurus bureaus plateaus emus tutus kiwis lexis minis wikis".split()
)
"""Plurals in -is and -us, where the letter before -s is of the word: "13,000 taxis"."""

_IRREGULAR = {
    "people": "person", "men": "man", "women": "woman", "children": "child", "feet": "foot",
    "lives": "life", "wives": "wife", "knives": "knife", "wolves": "wolf", "teeth": "tooth",
    "mice": "mouse", "geese": "goose", "criteria": "criterion", "phenomena": "phenomenon",
    "police": "police officer", "leaves": "leaf", "halves": "half", "thieves": "thief",
    "series": "series", "species": "species", "headquarters": "headquarters", "lenses": "lens",
    "buses": "bus", "gases": "gas", "viruses": "virus", "crises": "crisis", "analyses": "analysis",
    "movies": "movie", "cookies": "cookie", "ties": "tie", "calories": "calorie", "dies": "die",
    "sorties": "sortie", "selfies": "selfie", "zombies": "zombie", "rookies": "rookie",
    "lies": "lie", "pies": "pie", "hoodies": "hoodie", "goalies": "goalie", "birdies": "birdie",
    "freebies": "freebie", "prairies": "prairie", "smoothies": "smoothie", "newbies": "newbie",
    "brownies": "brownie", "groupies": "groupie", "diagnoses": "diagnosis", "theses": "thesis",
    "hypotheses": "hypothesis", "oases": "oasis", "axes": "axe", "aces": "ace",
    "bases": "base", "houses": "house", "cases": "case", "heroes": "hero", "shoes": "shoe",
}  # fmt: skip


def is_plural(token: Token) -> bool:
    """Whether a noun is written as a plural."""
    word = token.text.lower()
    if len(word) > 2 and token.text[:-1].isupper() and token.text.endswith("s"):
        return True  # "RBIs", "GPUs"
    return (
        word in PLURALS
        or word in _VOWEL_PLURALS
        or word.endswith(("children", "people"))
        or (word.endswith("men") and len(word) > 5 and word not in _MEN_SINGULARS)
        or (
            word not in _SINGULARS
            and word.endswith("s")
            and not word.endswith(("ss", "us", "is"))
            and len(word) > 2
        )
    )


def singular_of(token: Token) -> str:
    """Return the singular of a noun, in small letters unless it is a name ("American")."""
    word = token.text if token.upos == "PROPN" or token.text[:-1].isupper() else token.text.lower()
    plain = word.lower()
    if len(word) > 2 and word[:-1].isupper() and word[-1] == "s":
        return word[:-1]  # "IEDs", "NGOs"
    if plain in _IRREGULAR:
        return _IRREGULAR[plain]
    if plain.endswith("children"):
        return f"{word[:-8]}child"  # "grandchildren"
    if plain.endswith("people"):
        return f"{word[:-6]}person"
    if token.upos == "NOUN" and token.lemma and token.lemma.lower() != plain:
        return token.lemma.lower()
    if not is_plural(token) or not plain.endswith("s"):
        return word.removesuffix("men") + "man" if plain.endswith("men") else word
    if plain.endswith("ies") and len(plain) > 4:
        return word[:-3] + "y"
    if re.search(r"(?:ss|sh|ch|x|z)es$", plain):
        return word[:-2]
    return word[:-1]
