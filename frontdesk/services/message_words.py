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
    "en": r"(?:(?:by|since|from|until|in|at|on|to|for|with|under|over|about|of|during|after|before|against) )?(?:how(?:'?s| many| much| long| big| large| old| fast| far)?|what(?:'?s)?|which|who(?:m|'?s)?|whose|when|where(?:'?s)?|why)\b",
    "fr": r"(?:(?:par|depuis|jusqu'a|en|a|au|de|d'|dans|pour|avec|sous|sur|chez|pendant|contre|selon|a partir de) ?)?(?:combien\b|quel(?:le)?s?\b|qui\b|quand\b|ou (?=est|sont|se|a|peut|trouve|y)|pourquoi\b|comment\b|que(?= |$)|qu'|quoi\b|lesquel(?:le)?s|laquelle)",
    "nl": r"(?:(?:door|sinds|vanaf|tot|in|op|van|voor|met|bij|naar|over|uit|aan|tegen|tijdens|onder|volgens) )?(?:hoe(?:veel| groot| lang| hoog| oud| snel)?|wat|welke?|wie|wiens|wanneer|waar\w*|waarom)\b",
    "de": r"(?:(?:durch|seit|ab|bis|in|an|auf|von|fur|mit|bei|nach|zu|uber|aus|gegen|wahrend|unter|um) )?(?:wie(?: ?viele?| gross| lange?| hoch| alt)?|was|welche\w?|wer|wen|wem|wessen|wann|wo(?:her|hin|durch|fur|mit)?|warum|wieso)\b",
}

# Nouns that only make a question word longer: "in which year".
NOUN_OF_WORD = r"(?:years?|date|city|country|annees?|date|ville|pays|jaar|datum|stad|land|jahr|stadt)"

# Verbs a question without a question word begins with.
VERB = {
    "en": r"(?:is|are|was|were|do|does|did|can|could|will|would|has|have|may|should)\b",
    "fr": r"(?:est-|sont-|y a-t-il|existe-t-il|est-ce|peut-|peuvent-|a-t-|ont-|puis-je|pouvez|pouvons|avez|avons|faut-il|offrez)",
    "nl": r"(?:is|zijn|was|waren|kan|kunnen|heeft|hebben|mag|moet|bestaan|bestaat|wordt|worden|krijgen|krijg)\b|\w+t (?:ze|het|dat|die|er|men|hij)\b",
    "de": r"(?:ist|sind|war|waren|kann|konnen|hat|haben|gibt|darf|durfen|muss|wird|werden|bekommen|bekommt|besteht|bestehen)\b|\w+t (?:es|sie|er|das|man)\b",
}

# Orders that ask.
ORDER = r"(?:tell (?:me|us)|give (?:me|us)|list|show|explain|name|i(?:'d| would) like to know|we(?:'d| would) like to know|i need|please|parlez|dites|donnez|citez|expliquez|je voudrais|j'aimerais|nous voudrions|vertel|geef|noem|leg|ik wil|ik zou|graag|sagen sie|nennen sie|erklaren sie|geben sie|ich mochte|wir mochten|bitte)\b"

# What may stand before a question: "and", "but".
LEADING = r"(?:and|et|en|und|so|also|ook|aussi|auch|but|mais|maar|aber|ok|okay)\b"

# What only a question begins with inside a sentence: question words that begin no relative clause, and a verb ahead of its subject.
CLAUSE = {
    "en": r"(?:(?:by|since|from|until|in|at|on|to|for|with|over) )?(?:how\b|what(?:'?s)?\b|when\b|where\b|why\b|which \w+ (?:is|are|was|were|do|does|did|can|has|have)\b)|(?:is|are|was|were|do|does|did|can|could|has|have|will) (?:it|they|he|she|we|i|you|there|that|this|these|those)\b",
    "fr": r"(?:(?:par|depuis|en|a|de|dans|pour|avec|sur|a partir de) )?(?:combien|quel(?:le)?s?)\b|quand\b|pourquoi\b|comment\b|qu'a\b|qu'est-ce|est-ce|y a-t-il|faut-il|peut-on|puis-je|est-(?:il|elle)|sont-(?:ils|elles)",
    "nl": r"(?:(?:door|sinds|vanaf|tot|in|op|van|voor|met|bij|naar|over|uit|aan) )?(?:hoe(?:veel)?|welke?|wanneer|waarom)\b|wat (?:is|zijn|kost|was|doet|doen|wordt)\b|(?:is|zijn|was|kan|kunnen|heeft|hebben|mag|moet|wordt|krijgen) (?:het|dat|dit|er|ze|zij|hij|we|wij|u|ik|die|deze)\b",
    "de": r"(?:(?:durch|seit|ab|bis|in|an|auf|von|fur|mit|bei|nach|zu|uber|aus) )?(?:wie (?:viele?|hoch|lange?|gross|alt|weit|teuer)|wann)\b|warum\b|wieso\b|was (?:ist|sind|war|kostet|macht|machen|bedeutet)\b|(?:ist|sind|war|kann|konnen|hat|haben|gibt|darf|durfen|muss|wird|bekommen) (?:es|er|sie|das|dies\w*|wir|man|ich)\b",
}

# The same where no comma parts it from the question before.
RUN_ON = {
    "en": r"how many|how much|what(?:'?s| is| are| was| does| did)|where (?:is|are|was)|when (?:did|was|is)|why (?:did|is|was|do)",
    "fr": r"combien (?:de|d')|quel(?:le)?s? (?:est|sont|etait)|qu'est-ce|pourquoi",
    "nl": r"hoeveel|wat (?:is|zijn|kost|was)|waar (?:is|zijn|ligt)|wanneer (?:is|was|werd)|waarom",
    "de": r"wie viele?|wie hoch|was (?:ist|sind|kostet)|wo (?:ist|sind|liegt)|wann (?:ist|war|wurde)|warum",
}
# Words a question word belongs to: "tell me how many", "and how many", "in what".
BEFORE_RUN_ON = r"(?:know|me|us|and|or|but|of|about|on|to|in|at|for|by|from|since|with|than|see|ask|wonder\w*|tell|exactly|is|are|was|savoir|dire|dites|et|ou|mais|de|d|en|a|par|depuis|pour|sur|c'est|weten|zeggen|en|of|maar|van|over|in|op|voor|sinds|wissen|sagen|und|oder|aber|von|seit|mir|uns)"

# "What I need is …" tells what is asked for.
WHAT_I = r"(?:what (?:i|we)|ce (?:que|qu')|wat (?:ik|wij|we)|was (?:ich|wir))\b"

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

# Only one and the same question goes on with "or": "is it for all or can a start-up go there?"
_FURTHER = {
    "en": r"(?:and(?: also| then)?|as well as|plus|also)",
    "fr": r"(?:et(?: aussi| puis)?|ainsi que|plus|aussi)",
    "nl": r"(?:en(?: ook| dan)?|alsook|evenals|plus|ook)",
    "de": r"(?:und(?: auch| dann)?|sowie|plus|auch|ausserdem|außerdem)",
}

# "… and how many …", both in one language.
AND_ASKING = {tag: rf"(?:,\s*|\s+)(?:{AND[tag]},? (?={ASKING[tag]})|{_FURTHER[tag]},? (?={VERB[tag]}))" for tag in AND}
ANY_AND_ASKING = rf"(?:{AND_ASKING['en']}|{AND_ASKING['fr']}|{AND_ASKING['nl']}|{AND_ASKING['de']})"

# "It costs how much, and …": the question word stands last.
_LAST_WORD = {
    "en": r"\b(?:how (?:much|many)|when|where)",
    "fr": r"\b(?:combien|quand|comment|quoi|ou(?= et))",
    "nl": r"\b(?:hoeveel|wanneer|waar)",
    "de": r"\b(?:wie viel|wann|wo)",
}
AFTER_LAST_WORD = {tag: rf"{_LAST_WORD[tag]}((?:\s*,\s*|\s+){_FURTHER[tag]} )" for tag in AND}

# "What about GSK, how big is it?" names a topic first.
TOPIC_FIRST = r"(?:what about|how about|qu'en est-il|quid|hoe zit het|wie sieht es|was ist mit|wat met)\b"

# "revenue, headcount and exports".
LISTED = {
    "en": rf"\s*,\s*{AND['en']} |(?<=\S)\s+{AND['en']} |\s*,\s*|\s+[&+]\s+",
    "fr": rf"\s*,\s*{AND['fr']} |(?<=\S)\s+{AND['fr']} |\s*,\s*|\s+[&+]\s+",
    "nl": rf"\s*,\s*{AND['nl']} |(?<=\S)\s+{AND['nl']} |\s*,\s*|\s+[&+]\s+",
    "de": rf"\s*,\s*{AND['de']} |(?<=\S)\s+{AND['de']} |\s*,\s*|\s+[&+]\s+",
}
