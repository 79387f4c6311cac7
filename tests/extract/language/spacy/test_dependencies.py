"""Trees of own sentences in spaCy's labels, and what they are in Universal Dependencies."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.language.spacy.dependencies import CLEAR, present, scheme, universal
from extract.language.spacy.tree import Tree

SENTENCES = {
    "prepositions under verb and noun, a day without one": """
The        DT   DET    2  det       2  det
minister   NN   NOUN   5  nsubj     5  nsubj
of         IN   ADP    2  prep      4  case
Ghana      NNP  PROPN  3  pobj      2  nmod
met        VBD  VERB   0  ROOT      0  root
farmers    NNS  NOUN   5  dobj      5  obj
in         IN   ADP    5  prep      8  case
Tamale     NNP  PROPN  7  pobj      5  obl
Tuesday    NNP  PROPN  5  npadvmod  5  obl:unmarked
.          .    PUNCT  5  punct     5  punct
""",
    "a passive with its agent, a person headed by the first name": """
Ewa        NNP  PROPN  2  compound   4  nsubj:pass PER
Nowak      NNP  PROPN  4  nsubjpass  1  flat       PER
was        VBD  AUX    4  auxpass    4  aux:pass
arrested   VBN  VERB   0  ROOT       0  root
by         IN   ADP    4  agent      6  case
police     NN   NOUN   5  pobj       4  obl:agent
just       RB   ADV    8  advmod     10 advmod
before     IN   ADP    4  prep       10 case
the        DT   DET    10 det        10 det
protest    NN   NOUN   8  pobj       4  obl
""",
    "a predicate of place, a title": """
Prime      NNP  PROPN  2  compound  2  compound
Minister   NNP  PROPN  4  compound  3  nmod:desc
Ana        NNP  PROPN  4  compound  8  nsubj PER
Torres     NNP  PROPN  5  nsubj     3  flat  PER
is         VBZ  AUX    0  ROOT      8  cop
still      RB   ADV    5  advmod    8  advmod
in         IN   ADP    5  prep      8  case
Lima       NNP  PROPN  7  pobj      0  root
""",
    "there is": """
There      EX   PRON   2  expl    2  expl
were       VBD  VERB   0  ROOT    0  root
40         CD   NUM    4  nummod  4  nummod
ships      NNS  NOUN   2  attr    2  nsubj
in         IN   ADP    2  prep    6  case
port       NN   NOUN   5  pobj    2  obl
""",
    "an adjective as predicate, coordinated with a verb": """
The        DT   DET   2  det     2  det
dam        NN   NOUN  3  nsubj   4  nsubj
is         VBZ  AUX   0  ROOT    4  cop
old        JJ   ADJ   3  acomp   0  root
and        CC   CCONJ 3  cc      6  cc
leaks      VBZ  VERB  3  conj    4  conj
""",
    "a noun as predicate, negated, in a clause": """
Ali        NNP  PROPN 2  nsubj   2  nsubj PER
denied     VBD  VERB  0  ROOT    0  root
that       IN   SCONJ 5  mark    8  mark
he         PRP  PRON  5  nsubj   8  nsubj
was        VBD  AUX   2  ccomp   8  cop
not        RB   PART  5  neg     8  advmod
the        DT   DET   8  det     8  det
head       NN   NOUN  5  attr    2  ccomp
of         IN   ADP   8  prep    11 case
the        DT   DET   11 det     11 det
union      NN   NOUN  9  pobj    8  nmod
""",
    "coordinated prepositions, and two that are one": """
Workers    NNS  NOUN  6  nsubj   6  nsubj
in         IN   ADP   1  prep    3  case
Lyon       NNP  PROPN 2  pobj    1  nmod
and        CC   CCONJ 2  cc      5  cc
Lille      NNP  PROPN 3  conj    3  conj
stopped    VBD  VERB  0  ROOT    0  root
because    IN   SCONJ 6  prep    9  case
of         IN   ADP   7  prep    7  fixed
heat       NN   NOUN  8  pobj    6  obl
or         CC   CCONJ 7  cc      12 cc
after      IN   ADP   7  conj    12 case
midday     NN   NOUN  11 pobj    9  conj
""",
    "a chain of conjuncts, a count with a bound, speech": """
Floods     NNS  NOUN  7  nsubj    7  nsubj
,          ,    PUNCT 1  punct    1  punct
storms     NNS  NOUN  1  conj     1  conj
and        CC   CCONJ 3  cc       6  cc
two        CD   NUM   6  nummod   6  nummod
fires      NNS  NOUN  3  conj     1  conj
killed     VBD  VERB  14 ccomp    14 ccomp
more       JJR  ADJ   10 amod     10 advmod
than       IN   ADP   10 quantmod 8  fixed
40         CD   NUM   11 nummod   11 nummod
people     NNS  NOUN  7  dobj     7  obj
,          ,    PUNCT 14 punct    14 punct
police     NNS  NOUN  14 nsubj    14 nsubj
said       VBD  VERB  0  ROOT     0  root
""",
    "who is asked to do something, and a clause after a preposition": """
She        PRP  PRON  2  nsubj   2  nsubj
asked      VBD  VERB  0  ROOT    0  root
him        PRP  PRON  5  nsubj   2  obj
to         TO   PART  5  aux     5  mark
leave      VB   VERB  2  ccomp   2  xcomp
before     IN   ADP   5  prep    7  mark
voting     VBG  VERB  6  pcomp   5  advcl
""",
    "made to do something": """
They       PRP  PRON  2  nsubj   2  nsubj
made       VBD  VERB  0  ROOT    0  root
him        PRP  PRON  4  nsubj   2  obj
pay        VB   VERB  2  ccomp   2  xcomp
""",
    "demanded that something be done": """
They       PRP  PRON  2  nsubj   2  nsubj
demanded   VBD  VERB  0  ROOT    0  root
he         PRP  PRON  4  nsubj   4  nsubj
pay        VB   VERB  2  ccomp   2  ccomp
""",
    "a sum, and to whom it was paid": """
The        DT   DET   2  det      2  det
bank       NN   NOUN  3  nsubj    3  nsubj
paid       VBD  VERB  0  ROOT     0  root
$          $    SYM   6  quantmod 3  obj
5          CD   NUM   6  compound 6  compound
million    CD   NUM   3  dobj     4  nummod
to         IN   ADP   3  dative   9  case
the        DT   DET   9  det      9  det
town       NN   NOUN  7  pobj     3  obl
""",
    "a lost noun, a particle": """
The        DT   DET   2  det    2  det
house      NN   NOUN  6  nsubj  6  nsubj
he         PRP  PRON  4  nsubj  4  nsubj
lived      VBD  VERB  2  relcl  2  acl:relcl
in         IN   ADP   4  prep   4  obl
burned     VBD  VERB  0  ROOT   0  root
down       RP   ADP   6  prt    6  compound:prt
""",
    "an extraposed clause": """
It         PRP  PRON  2  nsubj  3  expl
is         VBZ  AUX   0  ROOT   3  cop
clear      JJ   ADJ   2  acomp  0  root
that       IN   SCONJ 6  mark   6  mark
prices     NNS  NOUN  6  nsubj  6  nsubj
rose       VBD  VERB  2  ccomp  3  csubj
""",
    "from here to there, some time ago": """
Ferries    NNS  NOUN  2  nsubj    2  nsubj
sailed     VBD  VERB  0  ROOT     0  root
from       IN   ADP   2  prep     4  case
Gdynia     NNP  PROPN 3  pobj     2  obl
to         IN   ADP   3  prep     6  case
Rostock    NNP  PROPN 5  pobj     2  obl
two        CD   NUM   8  nummod   8  nummod
days       NNS  NOUN  9  npadvmod 9  obl:unmarked
ago        RB   ADV   2  advmod   2  advmod
""",
    "a recipient, a possessor, a relative clause": """
The        DT   DET   2  det     2  det
mayor      NN   NOUN  6  nsubj   6  nsubj
who        WP   PRON  5  nsubj   5  nsubj
had        VBD  AUX   5  aux     5  aux
resigned   VBN  VERB  2  relcl   2  acl:relcl
gave       VBD  VERB  0  ROOT    0  root
them       PRP  PRON  6  dative  6  iobj
Torres     NNP  PROPN 10 poss    10 nmod:poss PER
's         POS  PART  8  case    8  case
letter     NN   NOUN  6  dobj    6  obj
""",
    "according to, an amount by which": """
Rents      NNS  NOUN  2  nsubj   2  nsubj
rose       VBD  VERB  0  ROOT    0  root
by         IN   ADP   2  prep    5  case
5          CD   NUM   5  nummod  5  nummod
percent    NN   NOUN  3  pobj    2  obl
according  VBG  VERB  2  prep    9  case
to         IN   ADP   6  prep    6  fixed
the        DT   DET   9  det     9  det
bank       NN   NOUN  7  pobj    2  obl
""",
    "other verbs with predicates": """
Prices     NNS  NOUN  2  nsubj   2  nsubj
seem       VBP  VERB  0  ROOT    0  root
high       JJ   ADJ   2  acomp   2  xcomp
,          ,    PUNCT 2  punct   2  punct
but        CC   CCONJ 2  cc      8  cc
Obi        NNP  PROPN 8  nsubj   8  nsubj PER
has        VBZ  AUX   8  aux     8  aux
become     VBN  VERB  2  conj    2  conj
chair      NN   NOUN  8  attr    8  xcomp
""",
    "two prepositions in a row": """
Shots      NNS  NOUN  2  nsubj   2  nsubj
came       VBD  VERB  0  ROOT    0  root
from       IN   ADP   2  prep    6  case
behind     IN   ADP   3  prep    6  case
the        DT   DET   6  det     6  det
wall       NN   NOUN  4  pobj    2  obl
""",
    "a question for a predicate": """
Who        WP   PRON  2  attr    0  root
is         VBZ  AUX   0  ROOT    1  cop
the        DT   DET   4  det     4  det
winner     NN   NOUN  2  nsubj   1  nsubj
?          .    PUNCT 2  punct   1  punct
""",
    "“be” before an infinitive stays its head": """
The        DT   DET   2  det     2  det
plan       NN   NOUN  3  nsubj   3  nsubj
is         VBZ  AUX   0  ROOT    0  root
to         TO   PART  5  aux     5  mark
sell       VB   VERB  3  xcomp   3  xcomp
ships      NNS  NOUN  5  dobj    5  obj
""",
    "a phrase with no verb": """
In         IN   ADP   0  ROOT    2  case
Paris      NNP  PROPN 1  pobj    0  root
,          ,    PUNCT 1  punct   2  punct
rain       NN   NOUN  1  dep     2  dep
""",
    "a name with a hyphen, a title with an adjective": """
Iraqi      JJ   ADJ   7  amod     3  amod
Shia       NNP  PROPN 3  compound 3  compound
cleric     NN   NOUN  7  compound 4  nmod:desc
Muqtada    NNP  PROPN 7  compound 9  nsubj  PER
al         NNP  PROPN 7  compound 4  flat   PER
-          HYPH PUNCT 7  punct    4  punct  PER
Sadr       NNP  PROPN 9  nsubj    4  flat   PER
also       RB   ADV   9  advmod   9  advmod
spoke      VBD  VERB  0  ROOT     0  root
""",
    "small words around a noun": """
Both       CC   CCONJ 3  preconj 3  cc:preconj
all        PDT  DET   3  predet  3  det:predet
Kenyans    NNPS PROPN 6  nsubj   6  nsubj
and        CC   CCONJ 3  cc      5  cc
Somalis    NNPS PROPN 3  conj    3  conj
agreed     VBD  VERB  0  ROOT    0  root
,          ,    PUNCT 6  punct   6  punct
yes        UH   INTJ  6  intj    6  discourse
""",
}


def table(text: str) -> tuple[Tree, list[tuple[int, str]], list[tuple[int, int]]]:
    """Return the CLEAR tree of a table, the UD heads and relations, and the persons' names."""
    rows = [line.split() for line in text.strip().splitlines()]
    tree = Tree(
        forms=[row[0] for row in rows],
        tags=[row[1] for row in rows],
        upos=[row[2] for row in rows],
        lemmas=[{"made": "make"}.get(row[0], row[0].lower()) for row in rows],
        heads=[int(row[3]) - 1 for row in rows],
        rels=[row[4].lower() for row in rows],
    )
    people: list[tuple[int, int]] = []
    for index, row in enumerate(rows):
        if row[7:] == ["PER"]:
            first = people.pop()[0] if people and people[-1][1] == index else index
            people.append((first, index + 1))
    return tree, [(int(row[5]) - 1, row[6]) for row in rows], people


@pytest.mark.parametrize("name", SENTENCES)
def test_clear_becomes_universal(name: str) -> None:
    """Each tree comes out as the guidelines of Universal Dependencies would draw it."""
    tree, expected, people = table(SENTENCES[name])
    universal(tree, people)
    tree.settle()
    found = list(zip(tree.forms, tree.heads, tree.rels, strict=True))
    wanted = [(f, head, rel) for f, (head, rel) in zip(tree.forms, expected, strict=True)]
    assert found == wanted


TAGS = ("NOUN", "VERB", "ADP", "AUX", "PROPN", "NUM", "SYM", "ADJ", "PRON")


@settings(deadline=None)
@given(st.data())
def test_any_tree_stays_a_tree(data: st.DataObject) -> None:
    """Whatever a parser says, one root comes out that every word leads to, in UD labels."""
    size = data.draw(st.integers(1, 12))
    words = st.lists(st.sampled_from(["is", "to", "of", "$", "Ana", "it"]), min_size=size)
    heads = [data.draw(st.integers(-1, size - 1)) for _ in range(size)]
    tree = Tree(
        forms=data.draw(words)[:size],
        tags=["NN"] * size,
        upos=[data.draw(st.sampled_from(TAGS)) for _ in range(size)],
        lemmas=["be"] * size,
        heads=heads,
        rels=[data.draw(st.sampled_from(sorted(CLEAR))) for _ in range(size)],
    )
    tree.settle()  # spaCy gives trees
    universal(tree, [(0, min(2, size))])
    tree.settle()
    assert tree.heads.count(-1) == 1
    root = tree.heads.index(-1)
    for word in range(size):
        assert word == root or root in tree.above(word)
        assert scheme([tree.rels[word]]) == "UD"


def test_former_names_of_subtypes() -> None:
    """Pipelines trained on older treebanks come out in the relations that extractors know."""
    assert present("obl:tmod") == present("obl:npmod") == "obl:unmarked"
    assert present("nmod:poss") == "nmod:poss"


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("ROOT nsubj dobj prep pobj", "CLEAR"),
        ("ROOT nsubj:pass obj obl case", "UD"),
        ("root nsubj obl:tmod||conj dep", "UD"),
        ("ROOT nsubj det", "UD"),
        ("ROOT sb oa mo nk", None),
        ("ROOT nsubj dobj prep mo", None),
    ],
)
def test_the_scheme_is_known_by_its_labels(labels: str, expected: str | None) -> None:
    """UD is left alone, CLEAR is turned, and any other scheme is refused."""
    assert scheme(labels.split()) == expected
