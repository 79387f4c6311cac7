"""Labels that can only stand over a summary of the story: “Key points”, “What we know so far”."""

import re

_COUNT = (
    r"(?:the\s+|our\s+|\d+\s+|two\s+|three\s+|four\s+|five\s+|six\s+|seven\s+|eight\s+|nine\s+|ten\s+"
    r"|more\s+|some\s+|other\s+)*"
)
_SUMMARY = re.compile(
    rf"""(?:[\w’'“”,\ -]{{2,50}}[:–—]\s+|[\w’'-]+\ -\s+)?{_COUNT}
    (?:
      (?:key|main|major|big|top|central|important|chief|essential|critical)\s+
        (?:\w+\s+)?(?:points?|takeaways?|facts?|figures|numbers|data|findings?|messages?|developments?|details?
          |things|highlights?|elements?|lessons?|moments|conclusions?|results|insights?
          |changes|terms)\b.*
      |(?:\w+\s+){{0,5}}(?:takeaways?|highlights)(?:\s+(?:from|of|on|in|for)\b.*)?
      |(?:story|news|report|statement|article|speech|session|meeting|summit|match|budget|verdict)\s+
        (?:highlights|summary|in\s+brief)
      |what\s+(?:we|you|do\s+we|is|we['’]ve)\s*(?:already\s+|currently\s+|still\s+)?
        (?:know|don['’]?t\s+know|need\s+to\s+know|known|learned|learnt|have\s+learned)\b.*
      |what\s+(?:has\s+)?happened(?:\s+(?:so\s+far|today|this\s+week))?
      |what\s+(?:is|are|was|were)\s+(?:announced|agreed|decided)\b.*
      |what\s+(?:to|you\s+should)\s+know\b.*
      |what(?:['’]s|\s+is)\s+(?:new|at\s+stake|changing|happening|in\s+the\s+\w+)
      |why\s+(?:it|this)\s+matters
      |(?:\w+\s+){{0,4}}(?:at\s+a\s+glance|in\s+brief|in\s+short|in\s+numbers|in\s+figures|in\s+a\s+nutshell)
      |(?:executive\s+|quick\s+|short\s+|article\s+)?summary(?:\s+of\b.*)?|the\s+short\s+version
      |(?:ai[\s-]generated\s+)?summary(?:\s*\(?(?:ai|by\s+ai).*)?|tl[;:]?\s?dr
      |the\s+bottom\s+line|at\s+a\s+glance|in\s+brief|in\s+summary|overview|the\s+big\s+picture
      |(?:quick|fast|basic)\s+(?:facts|read|take|look)|highlights\b.*|fact\s*(?:box|file|sheet)
      |(?:findings|facts)|things?\s+(?:to\s+(?:know|watch)|we\s+learn(?:ed|t)|you\s+need)\b.*
      |need\s+to\s+know|bullet\s+points|recap|main\s+points|points\s+to\s+(?:note|remember)
      |(?:the\s+)?essentials|the\s+gist|(?:by|in)\s+the\s+numbers|the\s+latest|so\s+far
      |here(?:['’]s|\s+is|\s+are)\s+(?:what|the|our|some|five|three|four)\b.*
        \b(?:know|takeaways|points|facts|highlights)\b.*
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
"""“Key Points”, “US DoD Statement Highlights”, “Five takeaways from the vote”, “Water ban: what we
know”; not “Points table” and not “Highlights reel on sale” as a whole sentence would have."""


_NAMED = re.compile(
    r"(?:^|[\s_-])(?:key-?(?:points?|facts?|takeaways?|highlights?|findings?|developments?)"
    r"|fact-?(?:box|file|sheet|s)|takeaways?|story-?highlights?|highlights?-?box|at-?a-?glance|tl-?dr"
    r"|quick-?facts|in-?brief|need-?to-?know|what-?(?:to|we)-?know|summary-?(?:box|list|points)"
    r"|bullet-?points)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Names of boxes of key points: “article__key-points”, “factbox”; not “highlighted”."""


def is_summary_name(name: str | None) -> bool:
    """Return whether an element whose class is *name* holds a summary of the story."""
    return name is not None and _NAMED.search(name) is not None


def is_summary_label(label: str) -> bool:
    """Return whether *label* stands over a summary of the story, whatever its list looks like."""
    return _SUMMARY.match(" ".join(label.split()).strip(" :?!.")) is not None
