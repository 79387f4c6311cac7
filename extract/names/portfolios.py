"""What ministries and courts are for: words that do not tell one country's body from another's.

Own compilation for dateline.
"""

PORTFOLIOS = frozenset(
    "administrative affairs agriculture anti-corruption appeal appeals armed centre center civil"
    " coast commerce communications constitutional culture customs cybersecurity defence defense"
    " development disaster economic economy education election elections electoral electricity"
    " emergencies emergency employment energy environment environmental external family finance"
    " fisheries forestry health high higher home housing human immigration industry information"
    " infrastructure intelligence internal international justice labor labour lands management"
    " meteorological migration mines mining natural oil petroleum planning police power"
    " protection public railways relations religious research resources revenue rights roads rural"
    " safety science sciences security services social sport sports state statistics tax technology"
    " tourism trade transport transportation veterans water welfare women works youth".split()
)
