"""What the label over a list says of its items."""

import re
from typing import Literal

from extract.reading.box_labels import is_summary_label

ListSort = Literal["takeaway", "subject", "list", "furniture", "timeline"]

_FURNITURE = re.compile(
    r"""(?:related(?!\s+to\b).*|more\s+(?:on|from|about|in|stories|news|coverage|like\s+this|reading).*
    |read\s+(?:more|next|also|this|our)\b.*|(?:also|you\s+(?:may|might))\s+(?:also\s+)?(?:read|like|want)\b.*
    |see\s+(?:also|more)\b.*|most\s+(?:read|popular|viewed|shared|watched|commented)\b.*
    |recommended\b.*|trending\b.*|popular\b.*|latest(?:\s+(?:news|stories|headlines|posts))?
    |(?:top|other|editor['’]?s)\s+(?:stories|news|picks|headlines)\b.*|don['’]?t\s+miss\b.*
    |sign\s+up\b.*|subscribe\b.*|(?:.*\s)?newsletters?\b.*|your\s+subscription\b.*
    |what\s+you\s+get\b.*|follow\s+(?:us|me|\w+\s+on)\b.*|share\b.*
    |contact(?:\s+us)?|tags?|topics?|categories|filed\s+under|in\s+this\s+(?:article|story|section)
    |(?:table\s+of\s+)?contents|on\s+this\s+page|jump\s+to\b.*|navigation|menu|comments?
    |notes?\s+(?:to|for)\s+editors?|sources?|references|further\s+reading|external\s+links|notes|footnotes|credits?|links?
    |watch(?:\s+(?:more|now|live|next))?|listen(?:\s+to\b.*)?|download\b.*|about\s+(?:us|the\s+author)
    |advertisement|sponsored\b.*|explore\b.*|discover\b.*|quick\s+links|corrections?|read\b.*
    |also\s+(?:in|on)\b.*|elsewhere\b.*|up\s+next|next\s+(?:up|story)|previous\b.*|get\s+our\b.*)$""",
    re.IGNORECASE | re.VERBOSE,
)
"""“Related”, “Most read”, “Read more”, “Sign up to our newsletter”; not “Related party deals”
… which is lost too: a false key point costs more than a missed one."""

_TIMELINE = re.compile(
    r"(?:(?:the|a|brief|key|full|short|conflict)\s+)*(?:timeline|chronology)\b.*|key\s+dates\b.*"
    r"|how\s+(?:it|the\s+\w+)\s+(?:unfolded|happened)|.*\b(?:timeline|chronology)",
    re.IGNORECASE,
)
"""“Timeline”, “Key dates in the conflict”, “How the crisis unfolded”."""

_SUBJECT_TAIL = re.compile(
    r"\s*(?:['’]s)?\s+(?:profile|background|facts?|activity|trends?|record|history|details?|stats"
    r"|statistics|overview|key\s+facts|fact\s*file|factbox|in\s+figures|structure|positions?"
    r"|at\s+a\s+glance|in\s+brief|in\s+numbers|in\s+short|fast\s+facts|quick\s+facts"
    r"|demands?|leadership|operations|activities|status|figures|career|biography|goals|aims)+"
    r"(?:\s+(?:trends?|facts?|profile|record|history|overview|details?))*$",
    re.IGNORECASE,
)
"""“ISIS Activity Trends” and “Port of Tema facts” name a subject before these words."""

_SUBJECT_HEAD = re.compile(
    r"(?:about|who\s+(?:is|are|was|were)|what\s+is|profile(?:\s+of)?|meet|background(?:\s+on)?"
    r"|facts?\s+(?:about|on)|factbox|fact\s+file)\s*[:–-]?\s+(?=\S)",
    re.IGNORECASE,
)
"""“Who is Ama Mensah?”, “Profile: Ama Mensah”."""


def sort_of(label: str) -> ListSort:
    """Return what a list labelled *label* is, as far as the label's words alone tell.

    `subject` means only that the label may name what the list is about: see `subject_words`.
    """
    words = " ".join(label.split()).strip(" :?!.")
    if _FURNITURE.match(words):
        return "furniture"
    if _TIMELINE.fullmatch(words):
        return "timeline"
    if is_summary_label(words):
        return "takeaway"
    return "subject" if 0 < len(words.split()) <= 8 else "list"


def subject_words(label: str) -> str:
    """Return the part of *label* that may name a subject: “ISIS” of “ISIS Activity Trends”."""
    words = " ".join(label.split()).strip(" :?!.")
    headed = _SUBJECT_HEAD.sub("", words, count=1) if _SUBJECT_HEAD.match(words) else words
    return _SUBJECT_TAIL.sub("", headed).strip(" ,–-") or headed
