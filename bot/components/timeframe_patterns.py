"""When somebody means to start, as people type it in four languages."""

import re
from typing import List, Pattern

from bot.components.quantity_patterns import Span

_YEAR = r"(?:['’]\d{2}|20[2-4]\d)"
_COUNT = (
    r"(?:\d{1,2}(?:\s?(?:-|–|to|à|bis|tot)\s?\d{1,2})?|an?|one|two|three|four|five|six|nine|twelve|eighteen|un|une|deux|trois|quatre|"
    r"cinq|neuf|douze|dix-huit|een|twee|drie|vier|vijf|zes|twaalf|einem|einer|zwei|drei|vier|fünf|sechs|zwölf|the next|the coming)"
)
_UNIT = (
    r"(?:months?|years?|weeks?|quarters?|mois|ans?|années?|semaines?|trimestres?|maand(?:en)?|jaar|jaren|weken|kwarta(?:al|len)|"
    r"Monat(?:en?|e)?|Jahr(?:en?|e)?|Wochen?|Quartale?n?)"
)
_MONTH = (
    r"(?:jan(?:uary|vier|uari|uar)?|feb(?:ruary|ruari|ruar)?|février|mar(?:ch|s)|maart|märz|apr(?:il)?|avril|may|mai|mei|june?|juin|"
    r"juni|jul[yi]|juillet|aug(?:ust(?:us)?)?|août|sep(?:t(?:ember)?)?|septembre|o[ck]t(?:ober)?|octobre|nov(?:ember)?|novembre|"
    r"de[cz](?:ember)?|décembre)\.?"
)
_SEASON = r"(?:spring|summer|autumn|fall|winter|printemps|été|automne|hiver|lente|voorjaar|zomer|herfst|najaar|frühjahr|frühling|sommer|herbst)"
_ORDINAL = (
    r"(?:1st|2nd|3rd|4th|first|second|third|fourth|last|1er|2e|3e|4e|1ste|2de|3de|4de|premier|deuxième|troisième|quatrième|dernier|"
    r"eerste|tweede|derde|vierde|laatste|erste[ns]?|zweite[ns]?|dritte[ns]?|vierte[ns]?|letzte[ns]?|[1-4]\.)"
)
_PERIOD = r"(?:quarter|half|trimestre|semestre|kwartaal|helft|semester|quartal|halbjahr|hälfte|jahreshälfte)"
_EDGE = (
    r"(?:(?:the )?(?:(?:early|mid|late|end)(?: of| in)?(?: the)?|(?:beginning|start|middle|first half|second half) of(?: the)?)|début|mi|fin|courant|"
    r"d[ée]but de|fin de|(?:het )?begin|(?:het )?(?:midden|einde?|medio)|halverwege|anfang|mitte|ende|beginn)"
)
_NEXT_YEAR = (
    r"(?:(?:next|this|coming|following) (?:year|quarter|month|spring|summer|autumn|winter)|the year after next|"
    r"(?:l['’](?:an(?:née)?) prochaine?|cette année|dans l['’]année|(?:le )?(?:trimestre|mois) prochain)|"
    r"(?:volgend|dit|komend)e? (?:jaar|kwartaal|maand|voorjaar|najaar)|"
    r"(?:(?:im )?(?:nächste[ns]?|diese[sn]?|kommende[ns]?) (?:jahre?s?|quartals?|monats?|frühjahrs?|sommers?|herbsts?)))"
)
_BY = r"(?:by|before|from|in|during|until|around|as of|starting(?: in)?|start(?: in)?|en|avant|pour|dès|à partir de|d['’]ici(?: à)?|vers|tegen|vanaf|voor|rond|bis|ab|vor|um|gegen)"
_SOON = (
    r"as soon as possible|asap|immediately|right away|straight away|d[èe]s que possible|au plus vite|imm[ée]diatement|tout de suite|"
    r"zo snel mogelijk|z\.?s\.?m\.?|zo spoedig mogelijk|onmiddellijk|so (?:bald|schnell) wie möglich|schnellstmöglich|sofort|umgehend"
)
_PATTERNS: List[Pattern[str]] = [
    re.compile(rf"\b{pattern}(?!\w)", re.IGNORECASE)
    for pattern in (
        rf"(?:{_EDGE}[ -])?[QTKH][1-4](?:\s?(?:-|–|/)\s?[QTKH]?[1-4])?[\s'’/-]{{0,2}}(?:of |de |van |in )?(?:{_YEAR}|{_NEXT_YEAR})",
        rf"(?:the |le |la |het |de |das |im |in der )?{_ORDINAL} {_PERIOD}(?: (?:of|de|van|des|im|in)?)? ?(?:{_YEAR}|{_NEXT_YEAR})",
        r"20[2-4]\d\s?(?:-|–|to|à|bis|tot)\s?20[2-4]\d",
        rf"(?:{_EDGE}[ -](?:(?:of|de|van|in|en|des) )?)(?:{_MONTH} )?(?:{_YEAR}|{_NEXT_YEAR}|l['’]année)",
        rf"(?:{_EDGE}[ -])?(?:{_MONTH}|{_SEASON})(?: (?:of|de|van))? {_YEAR}",
        rf"(?:{_SEASON} )?{_NEXT_YEAR}",
        rf"(?:in|within|over|dans|sous|d['’]ici(?: à)?|binnen(?: de)?|innerhalb(?: von)?|nach|after|après|na) {_COUNT} {_UNIT}",
        rf"(?:{_SOON})",
    )
]
_YEAR_AFTER_WORD = re.compile(rf"\b{_BY} (20[2-4]\d)(?!\w|[.,]\d)", re.IGNORECASE)
_LONE_YEAR = re.compile(r"(?:^|[,;:]\s*)(20[2-4]\d)(?=\s*(?:$|[,;.!]\s|[,;.!]$))")


def timeframe_spans(text: str) -> List[Span]:
    """Return the expressions of time in `text`; an earlier pattern says more than a later one and wins."""
    spans: List[Span] = []
    ranges = [match.span() for pattern in _PATTERNS for match in pattern.finditer(text)]
    years = [match.span(1) for pattern in (_YEAR_AFTER_WORD, _LONE_YEAR) for match in pattern.finditer(text)]
    for start, end in [*ranges, *years]:
        if all(end <= other.start or start >= other.end for other in spans):
            spans.append(Span("timeframe", start, end))
    return sorted(spans, key=lambda span: span.start)
