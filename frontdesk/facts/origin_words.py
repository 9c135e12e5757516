"""Words that make a country a visitor's origin: a Swiss company asks about Wallonia, not about Switzerland."""

ORIGIN = (
    r"(?:\w+ )?(?:compan(?:y|ies)|firms?|groups?|investors?|clients?|start-?ups?|scale-?ups?|biotechs?|cdmos?|funds?|founders?|team|owned|based"
    r"|bedrij(?:f|ven)|firma'?s?|groep|investeerders?|klant|fonds|unternehmen|firmen|konzern|investor(?:en)?|kunde|mittelständler)\b"
)
_STAFF = (
    r"(?:people|staff|engineers?|scientists?|researchers?|workers?|employees?|experts?|colleagues?|over"
    r"|ingénieurs?|chercheurs?|employés?|travailleurs?|collègues?|personnel"
    r"|ingenieurs|onderzoekers?|werknemers?|medewerkers?|collega's?|mensen"
    r"|ingenieure?|forscher|mitarbeiter|arbeitskräfte|kollegen|leute)"
)
OF_ORIGIN = rf"\b{_STAFF} (?:over )?(?:from|de|du|d'|uit|aus)|\b(?:sociétés?|entreprises?|groupes?|investisseurs?|clients?|start-?ups?|fonds|pme|maison mère)(?: \w+)?"
