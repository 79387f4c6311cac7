"""Whose brother, wife, company or founder somebody is, as the article tells it."""

from extract.names.grouping import Draft
from extract.names.lexicon import Gender, roles

# What each is to the other, by class: her brother's sister is she.
_CLASSES = {
    "sibling": "brother sister twin half-brother half-sister",
    "parent": "father mother dad mum mom stepfather stepmother parent",
    "child": "son daughter stepson stepdaughter child",
    "spouse": "husband wife widow widower partner fiancé fiancée spouse girlfriend boyfriend",
    "grandparent": "grandfather grandmother",
    "grandchild": "grandson granddaughter",
    "uncle": "uncle aunt",
    "nephew": "nephew niece",
    "cousin": "cousin",
    "lawyer": "lawyer attorney barrister solicitor",
    "client": "client",
    "successor": "successor",
    "predecessor": "predecessor",
    "teacher": "teacher tutor professor",
    "student": "student pupil",
    "boss": "boss employer",
    "employee": "employee assistant",
}
_INVERSE = {
    "sibling": "sibling", "parent": "child", "child": "parent", "spouse": "spouse",
    "grandparent": "grandchild", "grandchild": "grandparent", "uncle": "nephew",
    "nephew": "uncle", "cousin": "cousin", "lawyer": "client", "client": "lawyer",
    "successor": "predecessor", "predecessor": "successor", "teacher": "student",
    "student": "teacher", "boss": "employee", "employee": "boss",
}  # fmt: skip
_CLASS_OF = {word: kind for kind, words in _CLASSES.items() for word in words.split()}
_GENDERS: dict[str, Gender] = {
    **dict.fromkeys("brother father dad son husband widower grandfather grandson uncle nephew"
                    " boyfriend fiancé stepson stepfather half-brother".split(), "m"),
    **dict.fromkeys("sister mother mum mom daughter wife widow grandmother granddaughter aunt niece"
                    " girlfriend fiancée stepdaughter stepmother half-sister".split(), "f"),
}  # fmt: skip
_BODIES = frozenset(
    "company firm club party team ministry union bank agency organisation organization group"
    " movement paper newspaper university hospital charity council commission institute office"
    " department".split()
)
_HOLDERS = frozenset(
    "founder owner chief president leader head director chairman chairwoman captain coach manager"
    " spokesman spokeswoman editor executive chair commander boss ceo minister governor mayor"
    " secretary".split()
)


class Relations:
    """The relations of one article; entities are indexes into its drafts."""

    def __init__(self, drafts: list[Draft]) -> None:
        self._drafts = drafts
        self._told: dict[tuple[int, str], int] = {}

    def note(self, owner: int, noun: str, entity: int) -> None:
        """Keep that *entity* is the *noun* of *owner*: “his sister, Ulrike Kern”."""
        if owner != entity:
            self._told.setdefault((owner, noun), entity)
            gender = _GENDERS.get(noun)
            if gender is not None and self._drafts[entity].gender is None:
                self._drafts[entity].gender = gender

    def employ(self, owner: int, person: int) -> None:
        """Keep that a person serves a body: “its chief executive, Kim Jae-won”."""
        body, draft = self._drafts[owner], self._drafts[person]
        serves = body.kind in {"organisation", "group"} and body.named and not body.plural
        if serves and draft.kind == "person" and draft.organisation is None:
            draft.organisation = body.name
            draft.sector = draft.sector or body.sector
            draft.country = draft.country or body.country

    def find(self, owner: int, noun: str) -> int | None:
        """Return who is the *noun* of *owner*, None if the article has not told."""
        told = self._told.get((owner, noun))
        if told is not None:
            return told
        if noun in _CLASS_OF:
            return self._inverse(owner, noun)
        if noun in _BODIES and self._drafts[owner].kind == "person":
            return self._body(owner)
        if noun in _HOLDERS and self._drafts[owner].kind in {"organisation", "group", "country"}:
            return self._holder(owner, noun)
        return None

    def is_kin(self, noun: str) -> bool:
        """Whether *noun* tells a relative."""
        return noun in _CLASS_OF

    def _inverse(self, owner: int, noun: str) -> int | None:
        wanted = _INVERSE[_CLASS_OF[noun]]
        found = {
            whose
            for (whose, other), entity in self._told.items()
            if entity == owner and _CLASS_OF.get(other) == wanted
        }
        if len(found) != 1:
            return None
        entity = found.pop()
        gender, draft = _GENDERS.get(noun), self._drafts[entity]
        if gender is not None and draft.gender not in {gender, None}:
            return None
        draft.gender = draft.gender or gender
        return entity

    def _body(self, person: int) -> int | None:
        name = self._drafts[person].organisation
        found = [
            i
            for i, d in enumerate(self._drafts)
            if name is not None
            and d.named
            and d.kind != "person"
            and name in {d.name, *d.spellings}
        ]
        return found[0] if len(found) == 1 else None

    def _holder(self, body: int, noun: str) -> int | None:
        draft = self._drafts[body]
        names = {draft.name, *draft.spellings}
        found = [
            i
            for i, d in enumerate(self._drafts)
            if d.kind == "person"
            and d.named
            and (d.role_head == noun or noun in d.nouns)
            and (
                d.organisation in names or (draft.kind == "country" and d.country == draft.country)
            )
        ]
        return found[0] if len(found) == 1 and noun in roles() else None
