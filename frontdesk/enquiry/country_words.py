"""Names of countries that no standard list holds: everyday names, short forms, parts of countries; folded, in four languages."""

EVERYDAY = {
    "US": (
        "the states", "states", "the us", "les us", "usa", "u.s.a", "u.s.a.", "u.s", "u.s.", "us of a", "vs", "de vs", "america", "amerique", "amerika", "etats unis d'amerique", "les states",
        "vereinigte staaten von amerika", "verenigde staten van amerika", "california", "texas", "massachusetts", "new york", "boston", "san francisco",
        "new jersey", "san diego",
    ),
    "GB": (
        "uk", "u.k", "u.k.", "great britain", "britain", "england", "scotland", "wales", "northern ireland", "grande bretagne", "angleterre", "ecosse",
        "groot brittannie", "engeland", "schotland", "grossbritannien", "england", "schottland", "vk", "london", "londres", "londen", "cambridge",
    ),
    "NL": ("holland", "hollande", "the netherlands", "nederlanden", "niederlande", "pays bas", "die niederlande", "amsterdam"),
    "BE": ("wallonia", "wallonie", "wallonie bruxelles", "flanders", "flandre", "vlaanderen", "flandern", "brussels", "bruxelles", "brussel", "brussel", "liege", "luik", "luttich", "charleroi", "namur", "namen", "mons", "gent", "ghent", "antwerp", "antwerpen", "anvers", "leuven", "louvain"),
    "DE": ("brd", "bundesrepublik", "bundesrepublik deutschland", "berlin", "munich", "munchen", "bavaria", "bayern", "allemange", "duitsland"),
    "FR": ("paris", "lyon", "la france"),
    "CH": ("basel", "bale", "geneva", "geneve", "zurich", "zuerich", "suisse romande", "confoederatio helvetica"),
    "LU": ("grand duche", "grand duche de luxembourg", "groothertogdom luxemburg"),
    "KR": ("korea", "coree", "republic of korea", "rok"),
    "CN": ("prc", "mainland china", "chine populaire", "volksrepublik china", "shanghai", "beijing"),
    "HK": ("hong kong", "hongkong"),
    "MO": ("macao", "macau"),
    "TW": ("taiwan", "formosa"),
    "RU": ("russia", "russie", "rusland", "russland"),
    "CZ": ("czech republic", "republique tcheque", "tsjechische republiek", "tschechische republik", "czechia"),
    "AE": ("uae", "u.a.e", "emirates", "dubai", "abu dhabi", "emirats", "emiraten", "emirate"),
    "SA": ("ksa", "saudi"),
    "TR": ("turkey", "turkei", "turquie"),
    "IE": ("eire", "republic of ireland", "dublin"),
    "JP": ("nippon", "tokyo"),
    "IN": ("bharat", "inde", "mumbai", "bangalore", "hyderabad"),
    "VN": ("vietnam", "viet nam"),
    "MK": ("macedonia", "macedoine", "macedonie", "mazedonien"),
    "CD": ("drc", "rdc", "congo kinshasa", "dr congo", "zaire"),
    "CI": ("ivory coast", "cote d'ivoire"),
    "PS": ("palestine", "palestina", "palastina"),
    "VA": ("vatican", "vaticaan", "vatikan"),
    "ES": ("espana", "barcelona", "madrid"),
    "IT": ("italia", "milan", "milano"),
    "SE": ("sverige", "stockholm"),
    "DK": ("danmark", "copenhagen"),
    "NO": ("norge",),
    "FI": ("suomi",),
    "PL": ("polska",),
    "HU": ("magyarorszag",),
    "AT": ("autriche", "vienna", "wien"),
    "PT": ("lisbon", "lisboa"),
    "GR": ("hellas", "greece"),
    "BR": ("brasil",),
    "MX": ("mejico",),
    "CA": ("quebec", "ontario", "toronto", "montreal"),
    "IL": ("tel aviv",),
    "SG": ("singapore",),
}  # fmt: skip

BEFORE = (
    r"(?:(?:based|located|headquartered|situated|situes?|basee?s?|implantee?s?|etablie?s?|installee?s?|gevestigd|ansassig|beheimatet|sitz|siege|sits|hq|"
    r"headquarters|hoofdkantoor|hauptsitz|company|firm|societe|entreprise|bedrijf|firma|unternehmen|startup|start-up|inc\.?|ltd\.?|llc|plc|corp\.?|gmbh|ag|sas?|sarl|srl|bvb?a?|nv|ab)\s+(?:are\s|is\s|est\s|ist\s|sont\s)?"
    r"(?:in|en|au|aux|a|from|of|de|du|uit|te|aus|der|den|dans|les)"
    r"|(?:i am|i'm|we are|we're|coming|come|comes|calling|writing)\s+from|je viens|nous venons|nous sommes (?:de|d'|en|au|aux)|(?:kom|komen|ben|zijn) (?:ik |we |wij )?uit|"
    r"(?:komme|kommen|bin|sind) (?:ich |wir )?aus|country|pays|land|from|aus|uit)"
)
LEADING = (
    r"^(?:(?:we are|i am|i'm|we're|it is|it's|that's|based|located|nous sommes|je suis|c'est|wij zijn|ik ben|wir sind|ich bin)\s+)*"
    r"(?:(?:in|from|at|en|au|aux|a|de|du|des|uit|aus|der|die|den|het|la|le|les|the)\s+|l'|d')*"
)
