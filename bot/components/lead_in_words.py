"""How visitors begin before they ask, in four languages: greetings, who they are, and polite ways into a question."""

from typing import Tuple

GREETINGS = (
    r"hi|hello|hey|hiya|dear (?:sir|madam|team|all)|good (?:morning|afternoon|evening|day)|bonjour|bonsoir|salut|coucou|hallo|hoi|dag"
    r"|goeie?(?:dag|morgen|middag|navond)|goeden? (?:dag|morgen|middag|avond)|guten? (?:tag|morgen|abend)|moin|servus|grüezi|grüß gott"
)
OPENERS = (
    r"quick (?:one|question|q)|just (?:a )?(?:quick )?question|one question|question|btw|by the way|so|ok(?:ay)?|well|listen|look|sorry|excuse me|please"
    r"|(?:petite |juste une )?question|au fait|dites?(?:[- ]moi)?|dis|alors|bon|euh|pardon|excusez[- ]moi|svp|s'il vous plaît"
    r"|(?:kort(?:e)? |klein(?:e)? |snelle )?vraag(?:je)?|trouwens|zeg|luister|sorry|excuseer|eh"
    r"|(?:kurze )?frage|übrigens|sag(?:en sie)? mal|also|entschuldigung|na"
)
PERSONAS = (
    r"as an? |as the |being an? |speaking as |coming from |(?:i|we) (?:come|are coming) from |i(?:'m| am) (?:an? |the |from |writing |preparing |looking into |in )|we(?:'re| are) "
    r"|i (?:run|work|lead|represent|advise|have been told|was told|read|heard) |we (?:run|make|have|represent|advise) "
    r"|my (?:boss|board|client|company|firm|fund|team|professor|cfo|ceo)\b|our (?:board|client|company|firm|fund|team)\b|for (?:my|our|a|an) "
    r"|en tant qu|comme (?:je|nous|transporteur|investisseur|journaliste)|je suis |nous sommes |venant d|(?:je viens|nous venons|on vient) de |en visite |mon |ma |notre |pour (?:mon|ma|notre|un|une) "
    r"|j'ai (?:lu|entendu)|on m'a dit"
    r"|als (?!.*\bdan\b)|ik ben |wij zijn |we zijn |(?:ik kom|we komen|wij komen) uit |mijn |onze |ons |voor (?:mijn|onze|een) |ik (?:las|hoorde|werk|schrijf) |uit "
    r"|ich bin |wir sind |(?:ich komme|wir kommen) aus |mein |meine |unser |unsere |für (?:meine?n?|unsere?n?|eine?n?) |ich (?:habe gelesen|habe gehört|arbeite|schreibe|komme) "
)
POLITE: Tuple[str, ...] = (
    r"(?:can|could|would|will) you (?:please |perhaps |maybe )?(?:tell|give|say|show|explain to|remind) (?:me|us)\b(?: about| of)?",
    r"(?:please |pls )?(?:tell|give|show) (?:me|us)\b(?: about| of)?",
    (
        r"(?:i(?:'d| would| should)|we(?:'d| would)) (?:also |really |just )?(?:like|love|be (?:curious|interested|glad|happy)|want|need) "
        r"to (?:know|learn|hear|understand|find out)(?: more)?(?: about)?(?: whether| if)?"
    ),
    r"(?:i|we) (?:want|need|wish|am curious|are curious|am trying|are trying) to (?:know|learn|understand|find out|see|check)(?: whether| if)?",
    r"(?:i|we)(?:'m|'re| am| are) (?:wondering|curious)(?: whether| if| about)?",
    r"i wonder(?: whether| if)?",
    r"do you (?:happen to |perhaps )?know(?: whether| if)?",
    r"any idea(?: whether| if| of)?",
    r"(?:is there|have you got|do you have) (?:any|some) (?:information|info|data) (?:on|about)",
    r"(?:pourriez|pouvez|pourrais|peux)[- ](?:vous|tu) (?:me |nous )?(?:dire|donner|indiquer|expliquer)(?: si)?",
    r"(?:je|j'|on|nous) ?(?:voudrais|voudrait|voudrions|aimerais|aimerait|aimerions|souhaite|souhaiterais|veux|cherche à) (?:bien )?(?:savoir|connaître|comprendre|vérifier|en savoir plus sur)(?: si)?",
    r"je (?:serais curieux|serais curieuse|suis curieux|suis curieuse) de (?:savoir|connaître)(?: si)?",
    r"je me demande(?: si)?",
    r"savez[- ]vous(?: si)?",
    r"(?:dites|dis|donnez|donne)[- ](?:moi|nous)",
    r"(?:kunt|kan|kun|zou) (?:u|je|jij|jullie) (?:mij |me |ons )?(?:even )?(?:zeggen|vertellen|geven|uitleggen)(?: of)?",
    r"(?:ik|wij|we) (?:zou|zouden|had|hadden|wil|willen) (?:graag |ook )?(?:willen )?(?:weten|geweten)(?: of)?",
    r"(?:ik|wij|we) (?:zou|zouden) graag (?:willen )?",
    r"ik vraag (?:me|mij) af(?: of)?",
    r"(?:weet|weten) (?:u|je|jullie)(?: of)?",
    r"(?:geef|zeg|vertel) (?:me|mij|ons)(?: eens)?",
    r"(?:können|könnten|kannst|könntest) (?:sie|du|ihr) (?:mir |uns )?(?:bitte )?(?:sagen|nennen|geben|erklären)(?: ob)?",
    r"(?:ich|wir) (?:möchte|möchten|würde|würden|wüsste|wüssten|will|wollen) (?:gerne? )?(?:wissen|erfahren|verstehen|prüfen)(?: ob)?",
    r"ich wüsste gerne?(?: ob)?",
    r"ich frage mich(?: ob)?",
    r"(?:wissen sie|weißt du|weisst du)(?: ob)?",
    r"(?:sagen|nennen|geben) sie (?:mir|uns)(?: bitte)?",
)
ASKING = (
    r"who|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|has|have|can|could|may|should|will|would|any"
    r"|qui|que|qu'|quoi|quel(?:le)?s?|quand|où|pourquoi|comment|combien|est-ce|y a-t-il|il y a|c'est|a-t-|peut-on|faut-il|existe"
    r"|wie|wat|welke?|wanneer|waar|waarom|hoe|hoeveel|is|zijn|heeft|hebben|kan|kunnen|mag|moet|bestaa|krijg"
    r"|wer|was|welche[rsnm]?|wann|wo|woher|wohin|warum|wieso|weshalb|ist|sind|hat|haben|gibt|kann|darf|muss|stimmt"
)
