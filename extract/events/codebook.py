"""What each type of event means, in our own words.

The sixteen first are PLOVER's (version 0.8; names, modes and quads as facts). Where dateline
departs from the manual: SANCTION is material conflict (`ontology.py` says why); an announced
CONSULT, SUPPORT, COOPERATE, AID, CONCEDE or RETREAT is AGREE with modality `planned`, except a
resignation; a stated refusal of one is REJECT. Eight types of our own follow.
"""

from schemas.event import EventType

CODEBOOK: dict[EventType, str] = {
    "AGREE": "Someone says they are willing, promises, or settles on doing something together.",
    "CONSULT": "Two sides talk: they meet, visit, negotiate or telephone.",
    "SUPPORT": "Words in favour: praise, thanks, recognition, a signature under an agreement.",
    "CONCEDE": "Words that give way: a ban lifted, a truce announced, an apology, a pardon.",
    "COOPERATE": "Two sides do something together: exercises, extradition, shared intelligence.",
    "AID": "Material help reaches someone: money, food, arms, peacekeepers, rescue, asylum.",
    "RETREAT": "Giving way in deed: troops leave, captives go free, an official resigns.",
    "REQUEST": "Someone asks, urges, demands or orders.",
    "ACCUSE": "Someone criticises, accuses, sues, charges or investigates.",
    "REJECT": "Someone refuses, vetoes, opposes or calls something off.",
    "THREATEN": "Someone announces harm or a penalty, or sets an ultimatum.",
    "PROTEST": "People gather, march, strike, boycott or block in order to be heard.",
    "SANCTION": "Relations are cut in deed: sanctions, expulsions, withdrawal, a guilty verdict.",
    "MOBILIZE": "Forces or police are moved, readied or tested without being used.",
    "COERCE": "Force short of violence: arrest, seizure, ban, curfew, censorship, deportation.",
    "ASSAULT": "A deliberate act that hurts or could hurt people, or destroys what is theirs.",
    "DISASTER": "Nature does harm: earthquake, storm, flood, fire in the wild.",
    "ACCIDENT": "Harm that nobody meant: a crash, a collapse, a vessel lost.",
    "VOTE": "An election, a referendum, a vote in a chamber.",
    "POLICY": "A law, budget, decree or appointment is proposed, made or undone.",
    "ECONOMY": "Firms and markets: takeovers, bankruptcies, lay-offs, prices.",
    "JUSTICE": "A court rules, acquits or hears; a guilty verdict is SANCTION.",
    "DEATH": "Someone dies and the text does not say that anybody or anything killed them.",
    "OTHER": "An event of a timeline, or of a few kinds with no type of their own.",
}
"""Every type with its meaning, PLOVER's first."""
