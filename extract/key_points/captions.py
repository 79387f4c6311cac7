"""Tells the captions that stand between the sentences of a story."""

import re

from extract.analysis import Analysis
from extract.language import Sentence
from extract.language.morphology import verb_group

_IMAGE = r"(?:photo(?:graph)?|picture|image|mug\s?shot|video\sgrab|sketch|selfie)s?"
_WORDED = re.compile(
    rf"""\b(?:this|undated|recent|file|handout|library|stock)\s(?:\w+\s){{0,2}}?{_IMAGE}\b
    |^(?:\w+\s){{1,3}}{_IMAGE}\s(?:shows?|showing)\b
    |(?<!was\s)(?<!were\s)(?<!been\s)\bpictured\s(?:here|left|right|above|below|with|together|in|at
        |on|outside|during|after|before|leaving|arriving)\b
    |\b(?:seen|shown)\s(?:here|left|right|above|below)\b
    |,\s(?:(?:far|top|bottom|front|back|second)\s)?(?:left|right|cent(?:re|er)),
    |\((?:(?:far|top|bottom|from|second)\s)?(?:left|right|cent(?:re|er)|above|below)\)
    |^(?:pictured|left|right|above|below|seen|shown|top|bottom)\b[:,]?
    |^(?-i:(?:[A-Z][\w’'-]*\s){{1,5}})(?:poses?|looks?\son|smiles?|waves?)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""“Police released this picture of the road”, “Putin, right, is greeted by …”, “pictured with her
father”; not “a picture emerges”, “was pictured leaving” and not “Mr Lee (pictured) was jailed”."""
_LABELLED = re.compile(r"(?:[\w’'-]+\s?){1,4}:\s(?=[A-Z])")
"""“Final farewell: Two boys …”, the label over a caption or a live entry."""
_JOINED = re.compile(
    r"(?:\w\)|[^.,!?\s][\"”])\s"
    r"(?=(?:The|To|An?|It|He|She|They|His|Her|This|That|In|But|When|Police|One|Two)\b)"
)
"""A caption that ran into a sentence: “at the court (pictured) Police said”."""

_SHOWN = frozenset(
    "stand sit walk gaze stare hold pose smile wave carry watch run march fly sort battle"
    " load kiss hug embrace celebrate greet arrive leave sift inspect pray ride try gather"
    " wait queue exit enter board climb cry weep mourn cheer applaud clap dance sing lift"
    " scuffle clash protest demonstrate patrol guard search survey comb examine unload hang"
    " lean kneel sleep swim wade display browse chat practise practice warm leap jump"
    " kick tackle challenge score shoot fire throw toss hand comfort console salute escort"
    " pull push drag dig sweep burn billow pour stroll shop cook prepare tend feed pick plant"
    " gesture yell shout beam laugh chant hoist lay perform sprint parade".split()
)
"""What a picture shows somebody do."""
_LOOKING = re.compile(r"\blooks?\s(?:on|over|out|through|towards?|at\s(?!least|most))\b")
_SHOWN_ON_A_DAY = frozenset(
    "speak address meet talk shake sign receive visit attend testify listen announce"
    " deliver debate confer welcome honor honour unveil open tour see take make play fight review"
    " return go come move travel head pass cross reach".split()
)
"""What may be told in the present too, but not of a day that is past."""
_DAY = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:19|20)\d\d\b"
    r"|\b(?:January|February|March|April|June|July|August|September|October|November|December)\b"
)
_MOST_WORDS = 28


def is_caption(analysis: Analysis, sentence: Sentence) -> bool:
    """Return whether *sentence* reads like the words under a picture.

    By its words (“seen here”, “, left,”), or because it tells in the simple present what a
    picture shows: “Rescuers carry a survivor from the ferry”, “Rowe meets reporters Friday”.
    """
    text = analysis.text[sentence.start : sentence.end]
    if _WORDED.search(text) or _LABELLED.match(text) or _JOINED.search(text):
        return True
    return _shows(analysis, sentence, text)


def _shows(analysis: Analysis, sentence: Sentence, text: str) -> bool:
    tokens = analysis.sentence_tokens(sentence)
    root = next((token for token in tokens if token.head < 0), None)
    if root is None or root.upos != "VERB" or len(tokens) > _MOST_WORDS:
        return False
    children = analysis.children(root)
    if any(c.rel.startswith(("aux", "cop")) for c in children):
        return False
    if not any(c.rel == "nsubj" and c.upos in ("NOUN", "PROPN") for c in children):
        return False  # “He no longer works …”: a caption names whom it shows
    if verb_group(root, children).form not in ("base", "third"):
        return False
    if root.lemma in _SHOWN or _LOOKING.search(text):
        return True
    return root.lemma in _SHOWN_ON_A_DAY and _DAY.search(text) is not None
