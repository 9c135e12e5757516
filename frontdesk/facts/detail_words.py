"""Words by which a question asks for a detail, in four languages, folded: lower case, no accents."""

# Words that say nothing of what is asked for.
_EMPTY = {
    "en": "a an the and or but of in on at to for from with by about as into out off is are was were be been being do does did done"
    " has have had having will would can could may might should it its it's they their them he his him she her we our us you your"
    " i i'm my me this that these those there here what which who whom whose when where why how many much one ones any some all"
    " also too just only then so ok okay now again really exactly precisely roughly not no yes if than more most very still ever"
    " yet anything something else up down thing things get got gets make makes made give go come back please mean meant say"
    " says said tell know like well whats whos wheres let lets even both each other such same vs versus together altogether total"
    " s t re ve ll d m last since long big count counts run runs running true correct right apply applies before earlier receive brought bring came",
    "fr": "le la les l un une des du de d et ou mais en dans sur au aux a y n ne pas plus par pour avec sans chez vers qui que qu quoi"
    " quel quelle quels quelles quand combien comment pourquoi est sont etait etaient ete etre ont avait avoir as ai il elle ils"
    " elles on nous vous je j tu me m se s t son sa ses leur leurs ce c cet cette ces ceux celle celui ca cela si alors aussi"
    " encore tout tous toute toutes meme tres exactement vraiment fait faire font peut peuvent doit dit dire non oui la-bas bien"
    " svp depuis comptent compte ensemble total autre autres lui eux environ deja plutot donc juste seulement avant vrai tourne tournent recoit obtient obtenir seul seule",
    "nl": "de het een en of maar van in op aan te tot voor met bij door over naar uit om al is zijn was waren wordt worden werd"
    " heeft hebben had kan kunnen mag moet moeten zal zou er ze zij hij hem haar hun wij we ons u uw je jij ik mijn dit dat die"
    " deze wat welke welk wie wanneer waar waarom hoe veel hoeveel ook nog dan dus nu alleen precies echt wel niet geen ja nee"
    " als meer zo daar hier iets alles sinds samen totaal ongeveer eigenlijk zelf toch doet doen ander andere telt tellen lang groot geldt klopt loopt lopen vroeger eerder krijgen krijgt krijg waren",
    "de": "der die das den dem des ein eine einen einem einer eines und oder aber von vom im in am an auf zu zum zur fur mit bei"
    " durch uber nach aus um ist sind war waren wird werden wurde wurden hat haben hatte kann konnen darf muss mussen soll sollen"
    " es er sie ihn ihm ihr ihre ihren wir uns unser unsere ich mich mir mein man sich dies diese dieser dieses diesen was welche"
    " welcher welches welchen wer wem wen wann wo warum wieso wie viel viele auch noch dann also nur genau wirklich nicht kein"
    " keine ja nein wenn mehr so schon da dort hier denn etwas alles gibt als seit insgesamt zusammen etwa eigentlich doch andere"
    " anderen macht machen zahlen zahlt lange gross gilt gelten stimmt lauft laufen fruher vorher bekommen bekommt",
}
EMPTY = {language: frozenset(words.split()) for language, words in _EMPTY.items()}

# What asks for a number, with what is counted.
QUANTITY = r"\b(?:how (?:many|much|high)|what (?:percentage|per ?cent|amount)|combien(?: (?:de|d))?|quel(?:le)? (?:pourcentage|montant|hauteur|taux)|hoeveel|hoe hoog|welk (?:bedrag|percentage)|wie ?viele?|wie hoch|welche[mnr]? (?:betrag|summe|hohe|prozentsatz))\b'? ?(?P<noun>\w*)"
DURATION = r"\b(?:(?:for |pendant |voor |fur )?(?:how long|combien de temps|hoe ?lang|wie ?lange?))\b"
DATED = r"\b(?:(?:since |from |over |in )?(?:when\b|(?:what|which) (?:year|period|date)s?)|(?:depuis |en |de |sur )?(?:quand\b|quelle (?:annee|periode|date))|(?:sinds |in |over )?(?:wanneer\b|welk jaar|welke (?:periode|datum))|(?:seit |in |ab |uber )?(?:wann\b|welche[msn]? (?:jahr|zeitraum|datum)))"
SINCE = r"\b(?:since|depuis|sinds|seit)\b"
WHERE = r"\b(?:where|waar|wo)\b|\bou (?:est|sont|se|etait|ca)\b|\bou\W*$|\bou,"
MONEY = r"\b(?:fees?|costs?|prices?|rents?|cout\w*|prix|tarifs?|frais|loyers?|couter|coute|kost\w*|prijs|prijzen|tarief|huur|preise?|gebuhr\w*|miete)\b"
PERCENT = r"\b(?:percentage|per ?cent|pourcentage|pour ?cent|procent|prozent\w*)\b"

_SEVERAL = r"(?:\d+|two|three|four|five|six|ten|fifteen|deux|trois|quatre|cinq|six|dix|quinze|twee|drie|vier|vijf|zes|tien|vijftien|zwei|drei|funf\w*|sechs\w*|zehn\w*|funfzehn)"
LASTS = rf"\b(?:{_SEVERAL}|one|une?|een|eine?[nms]?)[\s-](?:\w+ )?(?:days?|weeks?|months?|years?|jours?|semaines?|mois|ans?|annees?|dagen|weken|maanden|jaar|jaren|tage\w*|wochen|monate\w*|jahre\w*)\b"
YEAR = r"\b(?:1[5-9]|20)\d\d\b"
NUMBER = rf"\d|\b{_SEVERAL}\b"
FREE = r"\b(?:(?<!-)free(?! (?:universit|zone|trade))|gratuit\w*|gratis|kosteloos|kosteloze|kostenlos\w*|kostenfrei\w*|costs? nothing|ne coute rien|kost niets|kostet nichts)\b"
PAID = rf"\b(?:euros?|dollars?)\b|€|\$|{FREE}"
