"""Authors: the names in a byline."""

import html
import re

_TAG = re.compile(r"<[^<>]{1,500}>")
_MAIL = re.compile(r"\S+@\S+\.\S+|https?:\S+|www\.\S+")
_HANDLE = re.compile(r"(?<!\w)@\w+")
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]{0,80}[)\]]")
"""“Ann Lee (alee@post.example)”, “Ann Lee [Oslo]”."""

_KIND = (
    r"(?:written|reported|posted|submitted|published|compiled|prepared|contributed|told|authored"
    r"|story|text|words|report(?:ing)?|article|essay|opinion|analysis|comment(?:ary)?|column"
    r"|review|interview|exclusive|feature|guest\s+(?:column|post|essay|opinion)|news\s+analysis"
    r"|special\s+report|investigation|dispatch)"
)
_LEAD = re.compile(
    rf"(?:(?:{_KIND}\s+(?:and\s+\w+\s+)?)?(?:by\b|by:)|(?:authors?|words|text|story|reporters?|writers?"
    rf"|written|byline|byline\s+by|contributors?|correspondents?|from)\s*:|from(?=\s+(?-i:[^\W\d_a-z])))\s*:?\s*(?=\S)",
    re.IGNORECASE,
)
"""“By”, “Words by”, “Opinion by”, “Author:”, “Words:”, “Story and photos by”."""

_LATER_LEAD = re.compile(rf"(?:^|[\s|:,])(?:{_KIND}\s+)?by:?\s+(?=[^\W\d_])", re.IGNORECASE)
"""“NEWS ANALYSIS by Ann Lee”, “Staff report | By Ann Lee”."""

_REST = re.compile(
    r"[\s,;.|•·–—-]*\b(?:(?:additional|further|supplementary|supplemental)\s+(?:reporting|research|work)"
    r"|edit(?:ed|ing|or)\s*(?:by|:)|photo(?:graph)?(?:s|y|ed)?(?:\s+and\s+videos?)?\s*(?:by|:)"
    r"|(?:pictures?|images?|illustrations?|illustrated|graphics?|videos?|filmed|produced|translated"
    r"|narrated|fact-?checked|reviewed|curated|design(?:ed)?|data)\s*(?:by\b|:)"
    r"|(?:last\s+|first\s+)?(?:updated|published|posted|modified|revised)\b"
    r"|(?:originally|contributed|reported\s+from|reporting\s+from|contributors?\s+to)\b"
    r"|as\s+told\s+to|is\s+an?\b|is\s+the\b|share\b|follow\b|read\s+more|view\s+(?:all|profile|bio)"
    r"|see\s+all|e-?mail\b|\d+\s+min(?:ute)?s?\b|\d+\s+(?:hours?|days?)\s+ago).*",
    re.IGNORECASE | re.DOTALL,
)
"""What follows the names: “; editing by Bo Roe”, “Updated 5 May”, “Follow”."""

_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DATE = re.compile(
    rf"[\s,|•·–—-]*(?:\bon\s+)?(?:\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
    rf"(?:\b{_MONTHS}\.?\s+\d{{1,2}}\b|\b\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTHS}\b|\b\d{{1,4}}[-/.:]\d).*",
    re.IGNORECASE | re.DOTALL,
)
"""“, May 5, 2024”, “ on Tue, 05/03/2024 - 10:14”."""

_BAR = re.compile(r"\s*[•·]\s*|\s+[–—/-]{1,2}\s+|\s*\n\s*")
_JOINT = re.compile(
    r"\s*(?:;|,\s*(?:and\b|&)?|\band\b|&|\bwith\b|\bplus\b|\+|(?<=[a-z])/(?=[A-Z]))\s*",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\s+(?:in|at|for|from|of|on|near|reporting|reports|special\s+to|exclusively|writes?)\b.*$",
    re.IGNORECASE,
)
"""“Ann Lee in Oslo”, “Ann Lee for The Post”, “Ann Lee Special to the Courier”."""

_HONOUR = re.compile(
    r"^(?:mr|mrs|ms|miss|dr|prof(?:essor)?|sir|rev(?:erend)?|hon|sgt|lt|col|maj|capt)\.?\s+(?=\S+\s)",
    re.IGNORECASE,
)
_DEGREE = re.compile(
    r"(?:ph\.?\s?d|m\.?d|m\.?a|b\.?a|m\.?sc|b\.?sc|m\.?p\.?h|j\.?d|esq|r\.?n|mba|obe|mbe|cbe|mp)\.?",
    re.IGNORECASE,
)
_JUNIOR = re.compile(r"(?:jr|sr|ii|iii|iv)\.?", re.IGNORECASE)

_OFFICE = re.compile(
    r"\b(?:correspondents?|reporters?|writers?|editors?|editorial|staff|bureau|chiefs?|columnists?"
    r"|contributors?|contributing|desk|agenc(?:y|ies)|news|newsroom|press|reuters|afp|ap|upi"
    r"|bloomberg|cnn|bbc|journalists?|producers?|presenters?|anchor|analysts?|freelance\w*"
    r"|stringers?|interns?|fellows?|team|service|services|wires?|wire|media|online|digital|video"
    r"|photographers?|photojournalist|meteorologist|hosts?|director|manager|head|deputy|senior"
    r"|broadcast\w*|television|radio|tv|newspapers?|gazette|tribune|herald|courier|chronicle"
    r"|magazine|network|publish\w+|foundation|institute|university|department|ministry|office"
    r"|committee|council|association|organi[sz]ation|commission|authority|government|company"
    r"|inc|ltd|llc|board|public|admin(?:istrator)?|webmaster|user|guest|anonymous|monitoring"
    r"|express|telegraph|mirror|observer|globe|insider|advertiser|dispatch|bulletin|daily|weekly"
    r"|xinhua|tass|ians|pti|ani|aap|efe|dpa|ansa|kyodo|yonhap|anadolu)\b",
    re.IGNORECASE,
)
"""“Staff Writer”, “Reuters”, “BBC News”: words of an office or outlet rather than a name."""

_BEAT = (
    r"(?:chief|senior|junior|lead|deputy|assistant|associate|managing|executive|staff|special|guest"
    r"|contributing|freelance|roving|national|international|foreign|world|global|local|regional"
    r"|political|politics|economics?|business|finance|financial|money|markets?|science|tech(?:nology)?"
    r"|health|medical|education|environment|climate|energy|transport|crime|courts?|legal|security"
    r"|defen[cs]e|diplomatic|religion|royal|arts|culture|media|sports?|football|soccer|cricket|rugby"
    r"|tennis|travel|food|fashion|property|housing|social|affairs|home|state|city|metro|county|court"
    r"|government|investigat(?:ive|ions)|data|features?|general|assignment|digital|video|news|online"
    r"|europe|africa|asia|asian|african|european|middle|east|west|north|south|america|american|us|uk"
    r"|eu|white|house|washington|westminster|parliamentary|weather|breaking|audience|community|the)"
)
_POST = (
    r"(?:correspondents?|reporters?|writers?|editors?|columnists?|journalists?|contributors?"
    r"|bureau\s+chiefs?|photographers?|producers?|analysts?|critics?|intern|team|desk|staff)"
)
_TITLED = re.compile(rf"(?:\s+{_BEAT})*\s+{_POST}(?:\s+.*)?$", re.IGNORECASE)
"""“ Political Correspondent” behind a name, with nothing but a space between."""

_TITLE_FIRST = re.compile(
    rf"^(?:(?:{_BEAT}|AP|Associated\s+Press|Reuters|AFP|CNN|BBC)\s+)*{_POST}\s+(?=[^\W\d_]+\s+[^\W\d_])",
    re.IGNORECASE,
)
"""“Staff Writer Ann Lee”, “AP Sports Writer Ann Lee”."""

_AGENCIES = (
    r"(?:The\s+)?(?:Associated\s+Press|Reuters|AFP|AP|UPI|PTI|ANI|IANS|EFE|dpa|DPA|TASS|Xinhua"
    r"|Bloomberg(?:\s+News)?|CNN(?:\s+Business)?|BBC(?:\s+News)?|NPR|PBS|Agence\s+France-Presse"
    r"|PA(?:\s+Media)?|Press\s+Association|AAP|Guardian|Al\s+Jazeera|USA\s+TODAY|Fox\s+News"
    r"|NBC(?:\s+News)?|ABC(?:\s+News)?|CBS(?:\s+News)?|Daily\s+Mail|Mail\s*Online|New\s+York\s+Times"
    r"|Washington\s+Post|Deutsche\s+Welle|DW|Kyodo(?:\s+News)?|Yonhap|Anadolu(?:\s+Agency)?)"
)
_AGENCY_TAIL = re.compile(rf"\s+{_AGENCIES}(?:\s+(?:writers?|staff|reporters?))?$")
"""“Ann Lee Reuters”, “Ann Lee Associated Press”, with only a space between."""

_PARTICLE = (
    r"(?:de|del|della|di|da|do|dos|das|van|von|der|den|ter|ten|zu|al|el|bin|ibn|bint|la|le|du|st\.?|y|e"
    r"|af|av|ap|mac|mc|o|ould|abu|um)"
)
_WORD = re.compile(
    r"(?:(?:al|el|ul|as|ad|an|bin|abu)[-‐‑])?(?:d[’'])?[^\W\d_a-zß-öø-ÿ][^\W_]*(?:[’'.\-‐‑][^\W\d_]*)*\.?"
    r"|[^\W\d_a-zA-Z]+"
)
"""A word of a name: “Lee”, “O’Neill”, “al-Sayed”, “J.K.”, “d’Arcy”, “Łukasz”, “王”; not “lee”."""

_NO_NAME = re.compile(
    r"\b(?:the|an?|this|that|these|those|with|from|about|for|to|and|or|our|your|my|us|we|you|is|are|was"
    r"|were|has|have|had|will|would|said|says|why|how|what|when|where|who|monday|tuesday|wednesday"
    r"|thursday|friday|saturday|sunday|january|february|march|april|june|july|august|september"
    r"|october|november|december|share|follow|read|more|view|profile|e-?mail|updated|published"
    r"|copy|links?|stories|story|article|articles|latest|related|comments?|subscribe|sign|log|print"
    r"|save|getty|images|photos?|file|credit|advertisement|facebook|twitter|whatsapp|linkedin"
    r"|instagram|bluesky|reddit|telegram|threads|unknown|none|null|undefined|home|menu|search"
    r"|contact|about|terms|privacy|learn|listen|watch|play|min|mins|minutes|ago|today|yesterday"
    r"|am|pm|edt|est|gmt|bst|ist|opinion|analysis|politics|business|sports?|world|national|local"
    r"|editor['’]s|exclusive|breaking|live)\b",
    re.IGNORECASE,
)
"""Words that no name has: “Read More”, “Share Article”, “The Numbers”."""

_NOBODY = frozenset(
    "admin administrator webmaster guest user anonymous unknown none null root superuser author"
    " editor1 wpadmin default test nobody n/a na undefined".split()
)
_PAPER = re.compile(
    r".*\b(?:post|times|journal|sun|star|republic|record|register|mail|standard|independent|guardian"
    r"|today|democrat|republican|review|sentinel|bee|enquirer|inquirer|examiner|leader|argus|echo"
    r"|post-\w+|\w+-(?:tribune|journal|gazette|herald|news|times)|report|reports|world|voice)",
    re.IGNORECASE,
)
"""“Palm Beach Post”, where a comma parts it from a name."""

_PLACES = frozenset(
    "new delhi,new york,los angeles,san francisco,san diego,las vegas,san antonio,new orleans"
    ",hong kong,cape town,port elizabeth,buenos aires,mexico city,tel aviv,abu dhabi"
    ",ho chi minh city,kuala lumpur,addis ababa,rio de janeiro,são paulo,sao paulo"
    ",st. petersburg,saint petersburg"
    ",sri lanka,south africa,saudi arabia,united kingdom,united states,united nations,new zealand"
    ",north korea,south korea,costa rica,san salvador,guatemala city,panama city,santo domingo"
    ",port moresby,phnom penh,ulan bator,dar es salaam,sierra leone,burkina faso,ivory coast"
    ",el salvador,puerto rico,new jersey,north carolina,south carolina,north dakota,south dakota"
    ",west virginia,rhode island,new mexico,new hampshire,salt lake city,kansas city,santa fe"
    ",st. louis,san jose,the hague,den haag,palm beach,long island,west bank,gaza city,white house"
    ",capitol hill,east jerusalem,northern ireland,washington d.c.,washington dc,baton rouge"
    ",little rock,des moines,fort worth,el paso,virginia beach,colorado springs,quebec city"
    ",british columbia,nova scotia,new brunswick,gold coast,new south wales,western australia"
    ",south australia,middle east,south asia,southeast asia,latin america,east africa,west africa"
    ",southern africa,eastern europe,european union,north america,south america".split(",")
)
"""Places of two words and more that stand beside names in bylines."""

_MOST_WORDS = 6
_LONGEST = 2000
"""Characters of a byline that are looked at; what is longer is none, or hostile."""


def split_authors(byline: str) -> tuple[str, ...]:
    """Return the names in *byline*, in order, without “By”, offices, outlets and places.

    “By Jane Doe and John Roe, Staff Writers” gives Jane Doe and John Roe. A byline that names
    only an outlet (“Reuters Staff”) gives that, as it is all the reader is told.
    """
    text = _cleaned(byline[:_LONGEST])
    if text.lower().removeprefix("by ") in _NOBODY:
        return ()
    lead = _LEAD.match(text)
    later = None if lead else _LATER_LEAD.search(text)
    bare = text[lead.end() :] if lead else text[later.end() :] if later else text
    bare = _DATE.sub("", _REST.sub("", bare))
    outlets: list[str] = []
    found: tuple[str, ...] = ()
    for part in bare.split("|"):
        pieces = [piece for piece in _BAR.split(part) if piece.strip(" ,.:")]
        names = next((names for piece in pieces if (names := _names(piece, outlets))), ())
        if outlets and not names and not found and lead is not None:
            break  # “By Press League | New Delhi”
        found += tuple(name for name in names if not found or not _PAPER.fullmatch(name))
    if found:
        return tuple(dict.fromkeys(found))
    if later is not None and outlets:
        return (outlets[0],)
    if re.fullmatch(_WORD, bare) and not _NO_NAME.search(bare) and not is_office(bare):
        return (raised(bare),)  # “By Saurabh”
    known = bool(outlets) and (lead is not None or len(text.split()) <= _MOST_WORDS)
    return (outlets[0],) if known else ()


def signed_names(line: str) -> tuple[str, ...]:
    """Return the persons of a *line* that begins as a byline does: “Words: Ann Lee, 5 May”."""
    if _LEAD.match(line) is None:
        return ()
    return tuple(name for name in split_authors(line) if is_person(name))


def is_office(name: str) -> bool:
    """Return whether *name* has a word of an office or outlet in it: “Health Reporter”."""
    return _OFFICE.search(name) is not None


def is_person(name: str) -> bool:
    """Return whether *name* looks like the full name of a person: “Ann van der Lee”, not “Ann”.

    Names in scripts without capitals are taken at their word.
    """
    words = name.split()
    if not 2 <= len(words) <= _MOST_WORDS or _OFFICE.search(name) or _NO_NAME.search(name):
        return _is_unspaced(name)
    if name.casefold() in _PLACES:
        return False
    if re.fullmatch(_PARTICLE, words[-1], re.IGNORECASE) and words[-1].islower():
        return False
    return all(
        _WORD.fullmatch(word) or (number and re.fullmatch(_PARTICLE, word, re.IGNORECASE))
        for number, word in enumerate(words)
    )


def _is_unspaced(name: str) -> bool:
    """Return whether *name* is one in a script that puts no space in names: “王小明”."""
    return re.fullmatch(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,8}", name) is not None


def _cleaned(byline: str) -> str:
    text = html.unescape(byline)
    if "<" in text:
        text = _TAG.sub("", text)
    text = " ".join(text.split())
    text = _HANDLE.sub("", _MAIL.sub("", text))
    return " ".join(_ASIDE.sub("", text).split()).strip(" ,;|•·-–—")


def _names(piece: str, outlets: list[str]) -> tuple[str, ...]:
    """Return the persons in *piece* of a byline; what else it names is put to *outlets*."""
    whole = piece.strip(" .,:")
    if whole and _OFFICE.search(whole) and not _JOINT.search(whole):
        name = _person(whole)
        if name is None:
            outlets.append(whole)
            return ()
        return (name,)
    found: list[str] = []
    for part in _JOINT.split(piece):
        bare = part.strip(' .:"“”')
        if not bare:
            continue
        if found and _JUNIOR.fullmatch(bare):
            found[-1] += f" {bare[0].upper()}{bare[1:]}{'.' if bare[-1] in 'rR' else ''}"
            continue
        if found and _DEGREE.fullmatch(bare):
            continue
        name = _person(part.strip(' :"“”'))
        if found and name is not None and _PAPER.fullmatch(name):
            outlets.append(name)
        elif name is not None:
            found.append(name)
        elif _OFFICE.search(bare) and bare[0].isupper():
            outlets.append(bare)
    if not found and outlets and " and " in whole and _OFFICE.search(whole):
        outlets.insert(0, whole)  # “Food and Agriculture Organization”
    return tuple(dict.fromkeys(found))


def _person(part: str) -> str | None:
    """Return the person that *part* of a byline names, None if it names none."""
    name = _PLACE.sub("", part)
    name = _TITLE_FIRST.sub("", name)
    name = _AGENCY_TAIL.sub("", _TITLED.sub("", name))
    name = _HONOUR.sub("", name).strip(" ,")
    if not name.endswith((" Jr.", " Sr.")):
        name = name.rstrip(".") if not re.search(r"\b[^\W\d_]\.$", name) else name
    shown = raised(name)
    return shown if is_person(shown) else None


def raised(name: str) -> str:
    """Return *name* in title case if it is all capitals: “JANE O’NEILL” is Jane O’Neill."""
    if len(name) < 5 or not name.isupper():
        return name
    words = [
        word.lower()
        if number
        and re.fullmatch(_PARTICLE[:-1] + ")", word, re.IGNORECASE)
        and word in ("DE", "DEL", "VAN", "VON", "DER", "DEN", "DA", "DI", "DOS", "BIN", "IBN")
        else re.sub(r"[^\W\d_]+", lambda run: run[0].capitalize(), word)
        for number, word in enumerate(name.split())
    ]
    return " ".join(re.sub(r"^Mc([a-z])", lambda run: f"Mc{run[1].upper()}", w) for w in words)
