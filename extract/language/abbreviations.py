"""Abbreviations written with a final full stop, by what may follow them.

Own compilation; lower case, without the final stop. Those with stops inside (U.S., p.m.) need
no list.
"""

TITLES = frozenset(
    [
        *"mr mrs ms mx messrs mme mlle dr drs prof sen sens rep reps gov govs gen gens".split(),
        *"col lt sgt capt cmdr cpl pvt pfc spc maj adm brig insp supt det const rev hon".split(),
        *"fr msgr pres amb asst atty comm cdr cmdt sra srta mt sec".split(),
    ]
)
"""Before a name: “Lt. Gen. Amina Yusuf”. No sentence ends here."""

LINKS = frozenset("vs v cf viz approx ca incl esp ed eds attn tel e.g i.e eg ie p.s ps".split())
"""Before whatever they belong to: “Lagos vs. Accra”. No sentence ends here."""

NUMBERED = frozenset("no nos fig figs art arts ch chap p pp vol vols para paras ext sect".split())
"""Before a number: “No. 5”. Before anything else they are words: “He said no.”"""

DATES = frozenset(
    [
        *"jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur".split(),
        *"thurs fri sat sun".split(),
    ]
)
"""Months and days of the week: before a number or a date, or at the end of a sentence."""

FINALS = frozenset(
    [
        *"inc corp co cos ltd llc plc bros jr sr esq etc al dept depts div est univ assn".split(),
        *"mfg intl govt natl ave blvd rd st sts ft ste apt hwy pkwy oz lb lbs yr yrs hr".split(),
        *"hrs mins sq calif fla mass pa ga ariz colo conn ill ind kan ky la md mich minn".split(),
        *"miss mo mont neb nev okla ore tenn tex va vt wash wis wyo ala ark del penn ont".split(),
        *"que alta ph.d m.sc b.sc ed.d m.phil".split(),
    ]
)
"""After a name or number: companies, streets, units, states, degrees. A sentence may end here."""

_ALL = TITLES | LINKS | NUMBERED | DATES | FINALS
# Words of their own when written small or last: “he felt ill.”, “she reads The Sun.”
_WORDS = frozenset(
    [
        *"art rep reps pres comm det const hon gen mar sat sun wed mon mass ill miss mo".split(),
        *"wash ore pa ga la ind mont ala ark del penn ste apt st fr mt col maj adm amb sec".split(),
    ]
)
# In capitals the rest are other words (EST, LA); “DR.” and “INC.” are what they were.
_SHOUTED = TITLES | frozenset("inc corp co ltd jr sr st vs no bros etc ave ps ft".split())
# “p. 5”, “Roe v. Wade”; but “Edwin P. Wilson”, “Charles V.”
_LOWER = frozenset({"p", "pp", "v"})
_ROMAN = frozenset("IVXLC")


def is_abbreviation(word: str, following: str) -> bool:
    """Return whether the full stop after *word* belongs to it.

    *word* comes without the stop; *following* is what the sentence goes on with after it, or
    enough of it to see the next word.
    """
    small = word.lower()
    if small not in _ALL:
        return False
    after = following.lstrip()
    shouted = len(word) > 1 and word.isupper() and "." not in word and small not in _SHOUTED
    if shouted and not (small in DATES and after[:1].isdigit()):
        return False
    if small in _LOWER and not word.islower():
        return False
    if small in NUMBERED:
        return after[:1].isdigit() or (small != "no" and after[:1] in _ROMAN and word[0].isupper())
    if small in _WORDS and not word[0].isupper():
        return False
    if small in _WORDS or small == "etc":
        return any(character.isalnum() for character in after)
    return True
