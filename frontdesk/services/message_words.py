"""The words by which questions are told apart inside a message, in four languages, folded: lower case, no accents."""

# A pattern of one language only joins questions of that language: "en" is "and" in Dutch and "in" in French.
AND = {
    "en": r"(?:and(?: also| then)?|as well as|plus|also|or)",
    "fr": r"(?:et(?: aussi| puis)?|ainsi que|plus|aussi|ou)",
    "nl": r"(?:en(?: ook| dan)?|alsook|evenals|plus|ook|of)",
    "de": r"(?:und(?: auch| dann)?|sowie|plus|auch|ausserdem|außerdem|oder)",
}

# What a question begins with and a part of a name does not.
ASKING = {
    "en": r"(?:(?:by|since|from|until|in|at|on|to|for|with|under) )?(?:how(?: many| much| long| big| large| old| fast| far)?|what(?:'s)?|which|whom?|whose|when|where|why)\b",
    "fr": r"(?:(?:par|depuis|jusqu'a|en|a|au|de|d'|dans|pour|avec|sous) ?)?(?:combien|quel(?:le)?s?|qui|quand|ou (?=est|sont|se|a|peut|trouve|y)|pourquoi|comment|que(?= |$)|qu'|quoi|lesquel(?:le)?s|laquelle)",
    "nl": r"(?:(?:door|sinds|vanaf|tot|in|op|van|voor|met|bij|naar) )?(?:hoe(?:veel| groot| lang| hoog| oud| snel)?|wat|welke?|wie|wiens|wanneer|waar\w*|waarom)\b",
    "de": r"(?:(?:durch|seit|ab|bis|in|an|auf|von|fur|mit|bei|nach|zu) )?(?:wie(?: viele?| gross| lange?| hoch| alt)?|was|welche\w?|wer|wen|wem|wessen|wann|wo(?:her|hin|durch|fur|mit)?|warum|wieso)\b",
}

# Nouns that only make a question word longer: "in which year".
NOUN_OF_WORD = r"(?:years?|date|city|country|annees?|date|ville|pays|jaar|datum|stad|land|jahr|stadt)"

# Verbs a question without a question word begins with.
VERB = {
    "en": r"(?:is|are|was|were|do|does|did|can|could|will|would|has|have|may|should)\b",
    "fr": r"(?:est-|sont-|y a-t-il|existe-t-il|est-ce|peut-|peuvent-|a-t-|ont-|puis-je|pouvez|pouvons|avez|avons|faut-il|offrez)",
    "nl": r"(?:is|zijn|was|waren|kan|kunnen|heeft|hebben|mag|moet|bestaan|bestaat|wordt|worden|krijgen|krijg)\b",
    "de": r"(?:ist|sind|war|waren|kann|konnen|hat|haben|gibt|darf|durfen|muss|wird|werden|bekommen|bekommt|besteht|bestehen)\b",
}

# Orders that ask.
ORDER = r"(?:tell (?:me|us)|give (?:me|us)|list|show|explain|name|i(?:'d| would) like to know|we(?:'d| would) like to know|i need|please|parlez|dites|donnez|citez|expliquez|je voudrais|j'aimerais|nous voudrions|vertel|geef|noem|leg|ik wil|ik zou|graag|sagen sie|nennen sie|erklaren sie|geben sie|ich mochte|wir mochten|bitte)\b"

# What may stand before a question: "and", "but".
LEADING = r"(?:and|et|en|und|so|also|ook|aussi|auch|but|mais|maar|aber|ok|okay)\b"

# Question words that no relative clause begins with.
ASKING_AFTER_COMMA = r"(?:how (?:many|much)|when\b|where\b|why\b|combien|quand\b|pourquoi|qu'a|hoeveel|wanneer|waarom|wie viele?\b|wann\b|warum)"

# How somebody begins who tells about themselves, or is polite.
TELLING = r"(?:we|i|our|my|i'm|we're|hi|hello|dear|good (?:morning|afternoon|evening|day)|thanks?|nous|je|j'|notre|nos|mon|ma|bonjour|bonsoir|merci|wij|we|ik|ons|onze|mijn|hallo|dag|goeden?(?:dag|middag|avond|morgen)|bedankt|dank|wir|ich|unser\w*|mein\w*|guten|danke|vielen dank|as an?|en tant|als)\b"

# Pairs that are one thing.
TOGETHER = (
    r"(?:research|recherche|onderzoek|forschung) (?:and|et|en|und) (?:the )?(?:development|developpement|ontwikkeling|entwicklung)",
    r"(?:cell|cellulaire|cel|zell)\w*-? (?:and|et|en|und) (?:gene|gen|genique)\w*",
    r"(?:import|importations)\w* (?:and|et|en|und) (?:export)\w*",
    r"(?:direct|directs|directe|direkte)\w* (?:and|et|en|und) (?:indirect)\w*",
    r"(?:biotech|pharma|life sciences?|biopharma|medtech|bioproduction|biomanufacturing)\w*,? (?:and|et|en|und|of|or|ou|oder) (?:biotech|pharma|life sciences?|biopharma|medtech|bioproduction|biomanufacturing|chem|biomed)\w*",
    r"(?:small|petites|kleine) (?:and|et|en|und) (?:medium|moyennes|middelgrote|mittlere)\w*",
    r"(?:wallonia|wallonie|wallonie|wallonien|belgium|belgique|belgie|belgien|brussels|bruxelles|brussel|brussel) (?:and|et|en|und) (?:wallonia|wallonie|wallonien|belgium|belgique|belgie|belgien|brussels|bruxelles|brussel|flanders|flandre|vlaanderen|flandern)",
    r"(?:export|trade) (?:and|&) investment",
)

# Abbreviations with a full stop that ends no sentence.
ABBREVIATED = r"(?:\b(?:dr|mr|mrs|ms|prof|st|vs|approx|ca|inc|ltd|no|nr|mme|m|bzw|z\.b|u\.a|e\.g|i\.e|bv|o\.a|jan|feb|etc|art)|\b[a-z]|\b\d{1,2})$"

# Any language.
ANY_AND = rf"(?:{AND['en']}|{AND['fr']}|{AND['nl']}|{AND['de']})"
ANY_ASKING = rf"(?:{ASKING['en']}|{ASKING['fr']}|{ASKING['nl']}|{ASKING['de']})"
ANY_VERB = rf"(?:{VERB['en']}|{VERB['fr']}|{VERB['nl']}|{VERB['de']})"
ANY_TOGETHER = rf"(?:{TOGETHER[0]}|{TOGETHER[1]}|{TOGETHER[2]}|{TOGETHER[3]}|{TOGETHER[4]}|{TOGETHER[5]}|{TOGETHER[6]}|{TOGETHER[7]})"

# "… and how many …", both in one language.
AND_ASKING = {
    "en": rf"(?:,\s*|\s+){AND['en']},? (?=(?:{ASKING['en']}|{VERB['en']}))",
    "fr": rf"(?:,\s*|\s+){AND['fr']},? (?=(?:{ASKING['fr']}|{VERB['fr']}))",
    "nl": rf"(?:,\s*|\s+){AND['nl']},? (?=(?:{ASKING['nl']}|{VERB['nl']}))",
    "de": rf"(?:,\s*|\s+){AND['de']},? (?=(?:{ASKING['de']}|{VERB['de']}))",
}
ANY_AND_ASKING = rf"(?:{AND_ASKING['en']}|{AND_ASKING['fr']}|{AND_ASKING['nl']}|{AND_ASKING['de']})"

# "revenue, headcount and exports".
LISTED = {
    "en": rf"\s*,\s*{AND['en']} |(?<=\S)\s+{AND['en']} |\s*,\s*|\s+&\s+",
    "fr": rf"\s*,\s*{AND['fr']} |(?<=\S)\s+{AND['fr']} |\s*,\s*|\s+&\s+",
    "nl": rf"\s*,\s*{AND['nl']} |(?<=\S)\s+{AND['nl']} |\s*,\s*|\s+&\s+",
    "de": rf"\s*,\s*{AND['de']} |(?<=\S)\s+{AND['de']} |\s*,\s*|\s+&\s+",
}
