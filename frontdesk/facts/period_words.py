"""Words for spans of years in four languages, folded: lower case, no accents."""

YEAR = r"(1[5-9]\d\d|20\d\d)"
BETWEEN = rf"(?:between|from|entre|de|tussen|van|zwischen|von|vom jahr)\s+(?:l'an |the year )?{YEAR}\s*(?:and|to|until|till|et|a|jusqu'(?:en|a)|en|tot(?: en met)?|und|bis)\s+{YEAR}|\b{YEAR}\s*[-–—/]\s*{YEAR}\b"
BEFORE = rf"\b(?:before|prior to|avant|d'avant|voor|vor|earlier than)\s+(?:the year |l'annee |l'an |het jaar |dem jahr )?{YEAR}(?!\s*(?:eur|mio|jobs))"
UNTIL = rf"\b(?:until|till|up to|by|jusqu'(?:en|a)|tot(?: en met)?|bis(?: zum jahr)?)\s+{YEAR}"
AFTER = rf"\b(?:after|apres|na|nach)\s+(?:the year |l'annee |het jaar |dem jahr )?{YEAR}"
SINCE = rf"\b(?:since|from|depuis|a partir de|sinds|vanaf|seit|ab)\s+(?:the year |l'annee |het jaar |dem jahr )?{YEAR}"
SINGLE = rf"\b(?:in|en|im jahr|im jahre|in het jaar|in the year|l'annee|um|around|vers|rond)\s+{YEAR}\b"
LONE = rf"^\W*(?:and |et |en |und |what about |how about )?{YEAR}\W*$"

# "1990s", "the 90s", "années 90", "jaren '90", "90er": hundred and ten apart.
DECADE_FIGURES = r"(?:\b(1[5-9]|20)?'?(\d)0'?s\b|\bannees\s+(1[5-9]|20)?'?(\d)0\b|\bjaren\s+(1[5-9]|20)?'?(\d)0\b|\b(1[5-9]|20)?(\d)0er\b)"
DECADE_WORDS = {
    r"\b(?:twenties|annees vingt|jaren twintig|zwanzigern?)\b": 1920,
    r"\b(?:thirties|annees trente|jaren dertig|dreissigern?|dreißigern?)\b": 1930,
    r"\b(?:forties|annees quarante|jaren veertig|vierzigern?)\b": 1940,
    r"\b(?:fifties|annees cinquante|jaren vijftig|funfzigern?)\b": 1950,
    r"\b(?:sixties|annees soixante|jaren zestig|sechzigern?)\b": 1960,
    r"\b(?:seventies|annees soixante-dix|jaren zeventig|siebzigern?|siebziger)\b": 1970,
    r"\b(?:eighties|annees quatre-vingts?(?!-dix)|jaren tachtig|achtzigern?)\b": 1980,
    r"\b(?:nineties|annees quatre-vingt-dix|jaren negentig|neunzigern?)\b": 1990,
}
CENTURY = r"\b(?:(1[6-9]|2[01])(?:th|st|e|eme|ste|de|\.)|(xix|xxi?)e?)\s*(?:century|siecle|eeuw|jahrhundert\w*)\b"
ROMAN = {"xix": 19, "xx": 20, "xxi": 21}

# What asks for events.
HAPPENED = r"what(?:'s| has| had| else)? (?:happen|took place|was (?:founded|created|set up|started)|went on|occurred)|what (?:events|companies|firms)|s'est[- ]il passe|ce qui s'est passe|qu'est-ce qui (?:s'est|a ete)|quoi de neuf|wat (?:is er |er )?(?:gebeurde?n?|gebeurd)|is er gebeurd|gebeurde|was (?:ist |war |hat sich )?(?:\w+ )?(?:geschah|geschehen|passierte?|ereignet)|geschah|passiert|\bevents?\b|evenements?|gebeurtenissen|ereignisse|milestones?|jalons|mijlpalen|meilensteine|highlights|\bhistor\w+|histoire|geschiedenis|geschichte|discover\w*|breakthroughs?|decouvertes?|percees?|ontdekkingen|doorbraken|entdeckungen|durchbruche"

# What may stand beside a period without asking for anything else.
BESIDE = r"\b(?:and|et|en|und|what about|how about|in|the|de|la|le|les|l|des|du|d|dans|die|der|den|das|dem|im|jahren|jahre|years?|period|periode|zeit|pendant|during|tijdens|wahrend|then|only|just|juste|alleen|nur|so|et pour|for|fur|over|about|early|late|debut|fin|begin|eind|anfang|ende)\b"
