"""How visitors speak of staff and jobs, as folded regular expressions for four languages."""

NOUN = (
    r"(?:jobs?|fte'?s?|etp|vte'?s?|vze|people|persons?|positions?|employees?|staff|hires?|workers?|scientists?|headcount|"
    r"emplois?|personnes?|postes?|salaries?|collaborateurs?|travailleurs?|"
    r"banen|mensen|medewerkers?|werknemers?|personeelsleden|voltijdse|arbeidsplaatsen|jobs|"
    r"stellen|arbeitsplatzen?|mitarbeiter\w*|beschaftigte|leute|personen|angestellte)\b"
)

# Jobs to be created; staff may also be what a company has.
JOBS = r"(?:jobs?|fte'?s?|etp|vte'?s?|vze|positions?|hires?|emplois?|postes?|banen|arbeidsplaatsen|stellen|arbeitsplatzen?)\b"

# What stands before a count where it is shown.
LABEL = r"^(?:jobs|emplois|arbeitsplatze|banen)\s*:?\s+(?=\S)|(?<=\d)\s+(?:jobs|emplois|banen|arbeitsplatzen?|stellen)$"

CREATING = (
    r"\b(?:hir(?:e|ing)|recruit\w*|creat\w*|employ(?:ing)?|embauch\w*|recrut\w*|creer|creons|employer|engager|aanwerven|aan te werven|creeren|"
    r"tewerkstell\w*|einstell\w*|schaffen|beschaftigen)\b"
)

# Said of the staff there is, not of the jobs to come.
HAVING = (
    r"\b(?:compan(?:y|ies)|firm|startup|start-up|we are|we're|has|have|employs?|worldwide|currently|today|team of|"
    r"entreprise|societe|nous sommes|on est|avons|compte|emploie|actuellement|equipe de|"
    r"bedrijf|wij zijn|we zijn|hebben|heeft|telt|momenteel|nu|wereldwijd|team van|"
    r"unternehmen|firma|wir sind|haben|hat|derzeit|aktuell|weltweit|team von)\b"
)

OTHER_UNIT = (
    r"^\s*(?:%|m\b|mm\b|m2|m²|million|mio|mln|k\b|bn|milliard|miljard|miljoen|eur|€|\$|£|usd|years?|ans?\b|jahre|jaar|months?|mois|monate|maanden|"
    r"doses|sqm|square|hectares?|ha\b|litres?|liters?)"
)
