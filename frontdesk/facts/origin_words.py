"""Words that make a country a visitor's origin: a Swiss company asks about Wallonia, not about Switzerland."""

ORIGIN = (
    r"(?:\w+ )?(?:compan(?:y|ies)|firms?|groups?|investors?|clients?|start-?ups?|scale-?ups?|biotechs?|cdmos?|funds?|founders?|team|owned|based"
    r"|bedrij(?:f|ven)|firma'?s?|groep|investeerders?|klant|fonds|unternehmen|firmen|konzern|investor(?:en)?|kunde|mittelständler)\b"
)
OF_ORIGIN = r"\b(?:sociétés?|entreprises?|groupes?|investisseurs?|clients?|start-?ups?|fonds|pme|maison mère)(?: \w+)?"
