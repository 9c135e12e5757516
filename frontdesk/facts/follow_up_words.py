"""Words by which a question leans on the last answer, in four languages, folded: lower case, no accents."""

# What is said ahead of a question and asks nothing: "ok", "last thing".
INTERJECTION = r"(?:ok(?:ay)?|right|well|so|hm+|u[mh]+|er+|ah?|oh|yes|great|thanks?|euh|bon|bien|alors|oui|d'accord|merci|super|goed|nou|dus|ja|tja|prima|bedankt|gut|also|na ja|danke|aha|alles klar)\b"
_MEANT = r"(?:no|non|nee|nein|sorry|pardon)?\W*(?:i mean(?:t)?|je (?:veux|voulais) dire|je parle de|ik bedoel(?:de)?|ich mein(?:e|te)|plutot|eher|liever)"
_BACK = r"(?:(?:going |coming |let's go )?back to|returning to|retour (?:a|au|aux|sur)|(?:pour )?reven(?:ons|ir) (?:a|au|aux|sur)|terug naar|nog even over|zuruck zu[mr]?|noch mal zu[mr]?)(?: the| la| le| les| l'| het| de)?"
CONNECTIVE = rf"^\W*(?:{INTERJECTION}[\s,]+)?(?:{_MEANT}|{_BACK}|and (?:what about|how about)|and also|and|what about|how about|but|et qu'en est-il (?:de|du|pour)|qu'en est-il (?:de|du|pour)|et (?:pour|chez|avec|quid de)|quid de|et|en hoe zit het (?:met|bij)|hoe zit het (?:met|bij)|en (?:voor|bij)|en(?! (?:quelles?|quels?|quoi|combien|belgique|region|france|matiere|moyenne|termes?|tout|fait|ce qui))|und wie sieht es (?:mit|bei|in)|wie sieht es (?:mit|bei|in)|und was ist mit|was ist mit|und (?:fur|bei)|und|or|ou(?! (?:est|sont|etait|se|s'|a|ont|peut|puis|pouvons|trouve|trouver|y|faut))|of|oder)\b"
SAME = r"\b(?:the same(?: question| thing)?|same(?: question| thing| again)?|ditto|likewise|idem|pareil|la meme chose|meme chose|meme question|la meme question|hetzelfde|dezelfde vraag|zelfde vraag|dasselbe|das gleiche|gleiche frage|dieselbe frage|ebenso)\b"
SAID = r"^\W*(?:and |sorry,? |et |en |und )?(?:what (?:did|have|had) you (?:just )?(?:say|said|tell (?:me|us)|told (?:me|us)|mention(?:ed)?)(?: (?:before|earlier))? (?:about|on|regarding|of)|what was (?:it )?(?:that )?you said (?:about|on)|you (?:said|mentioned) something (?:about|on)|remind me (?:about|of)|qu'avez[- ]vous dit (?:sur|des?|du|a propos des?|au sujet des?)|qu'est-ce que vous (?:avez dit|disiez) (?:sur|des?|a propos des?)|que disiez[- ]vous (?:sur|des?|a propos des?)|vous (?:avez dit|disiez) quoi (?:sur|des?)|wat (?:zei|zeiden|vertelde) (?:u|je|jullie)(?: daarnet| net| ook alweer)? (?:over|van)|wat (?:heb|hebt|heeft|had) (?:u|je|jullie)(?: daarnet| net)?(?: gezegd| verteld)? over|was (?:haben sie|hast du|hatten sie)(?: vorhin| eben)?(?: gesagt)? (?:uber|zu[mr]?)|was sagten sie(?: vorhin)? (?:uber|zu[mr]?))\b"
SAID_END = r"\b(?:again|before|earlier|deja|encore|ook alweer|gezegd|verteld|gesagt|erzahlt|noch mal|nochmal)\W*$"

WHEN = r"^\W*(?:and |et |en |und )?(?:since when|when|when was (?:that|it|this)|what year|(?:in )?which year|in what year|depuis quand|c'etait quand|quand|quand (?:ca|cela)|en quelle annee|quelle annee|sinds wanneer|wanneer|wanneer was dat|in welk jaar|welk jaar|seit wann|wann|wann war das|in welchem jahr|welches jahr|(?:which|what) year (?:is|was) (?:that|this|it)|(?:c'est |c'etait )(?:en )?quelle annee|quelle annee (?:est-ce|c'est|etait-ce)|(?:in )?welk jaar (?:is|was) (?:dat|het)|welches jahr (?:ist|war) das)\W*$"
WHICH = r"^\W*(?:and |et |en |und )?(?:how many(?: are (?:there|they)| in total| of them| exactly)?|combien(?: sont-ils| sont-elles| y en a-t-il| au total| en tout)?|hoeveel(?: zijn (?:er|dat)| in totaal)?|wie viele(?: sind (?:es|das)| gibt es| insgesamt)?|which(?: ones?)?|which are they|who are they|what are they|name them|list them|lesquel(?:le)?s|quels sont-ils|quelles sont-elles|qui sont-ils|citez-les|welke|welke zijn (?:dat|het)|wie zijn dat|noem ze|welche|welche sind das|welche denn|wer sind sie|nennen sie sie)\W*$"
TODAY = r"\b(?:today|now|nowadays|currently|at present|these days|aujourd'hui|maintenant|actuellement|a present|de nos jours|vandaag|nu|tegenwoordig|momenteel|heute|jetzt|inzwischen|derzeit|aktuell)\b"

# What may stand beside a name in "and for Mithra then?".
FILLERS = r"\b(?:doing|dat|das|dit|wat|was|ca|cela|quoi|qu|doet|doen|do|does|fait|font|macht|machen|maken|maakt|make|makes|they|ze|ils|elles|sie|es|il|elle|lui|him|whole|all|heel|toute?|ganz\w*|insgesamt|for|in|at|of|with|by|on|about|the|then|as a whole|alone|only|company|region|country|please|instead|versus|or|pour|chez|en|au|aux|a|de|du|des|la|le|les|l|d|dans|avec|alors|seule?|seulement|entreprise|societe|svp|voor|bij|van|met|de|het|dan|alleen|bedrijf|fur|bei|von|mit|der|die|das|den|dem|denn|nur|firma|unternehmen|im|is it|it|that|what|how|ou|of|und|et|and|question|vraag|frage|again|also|too|aussi|ook|auch)\b"

PRONOUN = r"\b(?:it|its|it's|they|their|them|he|his|him|she|her|there|the company|that company|this company|the firm|the institute|the group|il|elle|son|sa|ses|ils|elles|leurs?|lui|y|l'(?:a|ont|avait)|cette (?:societe|entreprise)|l'entreprise|la societe|-t-elle|-t-il|-elle|-il|het|hij|zij|ze|zijn|haar|hun|er|daar|dat bedrijf|het bedrijf|ermee|erin|es|er|sie|sein|seine[rnms]?|ihre?[rnms]?|dort|das unternehmen|die firma|damit|darin)\b"
"""Words for what was talked of; many mean nothing in particular too ("il y a", "gibt es"), so they count only where the rest fits."""

# "That incubator", "cette aide".
DEMONSTRATIVE = r"\b(?:that|this|those|these|cette|cet|ces|celle|celui|ca|c'est|c'etait|dat|dit|deze|die (?=een|ene)|dies\w*|das|jene\w*)\b"

# "The second one": not "the first vaccine". By their place in what was told; -1 is the last.
_ONE = r"(?: one| of (?:them|those|these|the two))?(?= (?:is|was|has|does|did|what|who|when|where|how|whose)\b|\W*$|\s*[,:?])"
_UN = r"(?: (?:est|a|fait|etait|c'est|elle|il|qui|quand|ou|combien)\b|\W*$|\s*[,:?]|-)"
_EEN = r"(?= (?:is|was|heeft|doet|wat|wie|wanneer|waar|hoe|hoeveel)\b|\W*$|\s*[,:?])"
_EIN = r"(?= (?:ist|war|hat|macht|was|wer|wann|wo|wie)\b|\W*$|\s*[,:?])"
ORDINALS = {
    0: rf"\bthe (?:first|former){_ONE}|\bl[ae] premiere?(?={_UN})|\bde eerste{_EEN}|\bd(?:er|ie|as|en|em) erstere?[nm]?{_EIN}|\bd(?:er|ie|as|en|em) erste[nm]?{_EIN}",
    1: rf"\bthe second{_ONE}|\bl[ae] (?:deuxieme|seconde?)(?={_UN})|\bde tweede{_EEN}|\bd(?:er|ie|as|en|em) zweite[nm]?{_EIN}",
    2: rf"\bthe third{_ONE}|\bl[ae] troisieme(?={_UN})|\bde derde{_EEN}|\bd(?:er|ie|as|en|em) dritte[nm]?{_EIN}",
    -1: rf"\bthe (?:last|latter){_ONE}|\bl[ae] derni(?:er|ere)(?={_UN})|\bde laatste{_EEN}|\bd(?:er|ie|as|en|em) letzte(?:re)?[nm]?{_EIN}",
}

# "He", "she": a person, whatever was talked of in the meantime.
SOMEBODY = {
    "en": r"\b(?:he|him|his|she|her)\b",
    "fr": r"\b(?:il|lui)\b",
    "nl": r"\b(?:hij|hem)\b",
    "de": r"\b(?:er|ihm|ihn)\b",
}
DID = r"\b(?:did|done|fait|faisait|gedaan|deed|gemacht|machte|getan)\b"
SEVERAL = r"\b(?:they|their|them|ils|elles|leurs?|ze|hun|the company|that company|l'entreprise|la societe|cette (?:societe|entreprise)|(?:het|dat) bedrijf|das unternehmen|die firma)\b"

DENIED = r"\b(?:not|pas|niet|nicht) (?:(?:the|in|of|de|la|le|les|l|het|der|die|das|den|dem|du|van|von)\b'? ?)*"

# "What if …", "also if …": the same under another condition.
CONDITION = r"^\W*(?:(?:and|et|en|und|but|mais|maar|aber) )?(?:what if|also if|even if|if|also when|meme si|aussi si|si|ook als|zelfs als|wat als|als|auch wenn|selbst wenn|was wenn|wenn)\b"

# Phrases in which "there", "il" and "es" stand for nothing.
EXISTS = r"\b(?:(?:is|are|was|were) there|there (?:is|are|was|were)|il y a|y a(?:-t-il)?|il faut|faut-il|(?:is|zijn|was) er|er (?:is|zijn|was)|gibt es|gibt's|es gibt)\b"

# "There" where it is a place, and not "there are".
PLACE = r"\b(?:(?:work|works|working|located|based|employed|active|produced?|made|done|trained|hosted|live|housed) there|over there|in there|la-bas|dort|(?:zitten|werken|staan|wonen) er|daar(?! (?:is|zijn))|(?:y|la) (?:travaillent|sont|a-t-il ete)|y (?:travaille\w*|sont|ont ete)|installee?s? la)\b"

THEM = r"\b(?:them|they|their|those|these|elles|ils|eux|leurs?|avec (?:elles|eux)|ze|hen|hun|ermee|ervan|eraan|daarmee|daarvan|die|deze|ihnen|sie|ihre?[rnms]?|damit|davon|diese[nr]?)\b"

OLDER = r"\b(?:older|oldest|elder|younger|youngest|newer|came first|was (?:there )?first|founded (?:first|earlier|before|later)|plus (?:ancien(?:ne)?s?|vieux|vieilles?|jeunes?|recente?s?)|(?:fondee?|creee?) (?:avant|apres|en premier)|ouder|oudst\w*|jonger|jongst\w*|eerst opgericht|(?:eerder|later) opgericht|alter|altest\w*|alteste\w*|junger\w*|jungst\w*|(?:zuerst|fruher|spater) gegrundet)\b"
BIGGER = r"\b(?:bigger|biggest|larger|largest|smaller|smallest|plus (?:grande?s?|gros(?:se)?s?|petite?s?|importante?s?)|groter|grootst\w*|kleiner\w*|kleinst\w*|grosser\w*|großer\w*|grosst\w*|großt\w*)\b"
