"""Words that several readings of a figure share."""

MEASURES = frozenset(
    "rate inflation unemployment share index price cost revenue profit income sale output"
    " export import deficit surplus debt wage salary turnout population gdp growth temperature"
    " toll average total level number yield turnover production demand stock budget value speed"
    " height length weight age membership attendance circulation emission rainfall consumption"
    " investment spending productivity approval support tax rent fee fine bill premium loss"
    " earnings dividend volume density capacity size depth area distance footfall traffic crime"
    " mortality enrolment employment margin reserve asset median entry order harvest".split()
)
"""Nouns that are measured, whatever the verb."""

SAYING = frozenset(
    "say tell report announce publish add write state warn declare estimate release post tweet"
    " confirm show testify insist".split()
)
"""Verbs whose time and place are those of the saying."""

HARMING = frozenset(
    "kill wound injure hurt maim destroy damage arrest detain displace free release rescue capture"
    " flood burn evacuate treat hospitalise hospitalize".split()
)
"""Verbs of one event, which share its time and place when joined."""
