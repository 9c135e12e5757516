"""What visitors type to steer the form, folded, in four languages: whole messages that the language model need not be asked about."""

from enum import StrEnum


class Command(StrEnum):
    """An act that steers the form; the values are the names of the intents that mean the same."""

    AFFIRM = "affirm"
    DENY = "deny"
    SKIP = "skip"
    CANCEL = "cancel"
    GO_BACK = "go_back"
    REPEAT = "repeat"


PHRASES: dict[Command, frozenset[str]] = {
    Command.AFFIRM: frozenset((
        "yes", "y", "yep", "yeah", "yup", "sure", "ok", "okay", "okey", "fine", "agreed", "i agree", "yes i agree", "of course", "correct", "that's correct", "that is correct",
        "right", "that's right", "yes please", "please do", "go ahead", "sounds good", "all good", "all correct", "perfect", "i accept", "accept", "i consent", "confirm",
        "confirmed", "send", "send it", "submit", "yes send it", "looks good", "absolutely", "certainly", "exactly", "yes that's right", "yes correct", "it is", "all right",
        "oui", "ouais", "d'accord", "je suis d'accord", "bien sur", "tout a fait", "exact", "c'est exact", "c'est correct", "c'est bon", "ok c'est bon", "j'accepte", "oui j'accepte",
        "parfait", "envoyez", "confirmer", "je confirme", "oui merci", "volontiers", "oui bien sur", "oui c'est ca", "c'est ca", "oui c'est correct", "oui d'accord",
        "ja", "jawel", "akkoord", "ik ga akkoord", "ik ben akkoord", "ja graag", "goed", "prima", "zeker", "klopt", "dat klopt", "ja dat klopt", "juist", "correct", "in orde",
        "natuurlijk", "verstuur", "verzenden", "versturen", "bevestigen", "ik bevestig", "ja hoor", "is goed", "ja akkoord",
        "jawohl", "einverstanden", "ich bin einverstanden", "ja gerne", "ja bitte", "gerne", "gern", "in ordnung", "stimmt", "das stimmt", "ja stimmt", "richtig",
        "das ist richtig", "passt", "senden", "absenden", "bestatigen", "ich stimme zu", "klar", "naturlich", "genau", "alles richtig", "ja einverstanden",
    )),
    Command.DENY: frozenset((
        "no", "n", "nope", "nah", "no thanks", "no thank you", "not really", "i don't agree", "i do not agree", "i disagree", "i refuse", "refuse", "i don't want to", "i'd rather not",
        "rather not", "no i don't", "never", "not correct", "that's wrong", "wrong", "incorrect", "not yet", "none", "don't", "no way", "i'd prefer not to", "i decline", "decline",
        "non", "non merci", "pas du tout", "je refuse", "refuser", "je ne suis pas d'accord", "pas d'accord", "jamais", "c'est faux", "ce n'est pas correct", "aucun", "aucune",
        "je prefere pas", "je ne prefere pas", "je ne veux pas", "plutot pas",
        "nee", "neen", "nee bedankt", "nee dank u", "niet akkoord", "ik ga niet akkoord", "liever niet", "nooit", "klopt niet", "dat klopt niet", "fout", "geen", "ik weiger",
        "nein", "nein danke", "ich lehne ab", "ablehnen", "nicht einverstanden", "ich bin nicht einverstanden", "lieber nicht", "niemals", "stimmt nicht", "das stimmt nicht",
        "falsch", "keine", "kein", "nicht wirklich", "nee danke",
    )),
    Command.SKIP: frozenset((
        "skip", "skip it", "skip this", "skip that", "skip this one", "skip this question", "next", "next question", "pass", "later", "not now", "i'll skip", "leave it out",
        "leave it empty", "no answer", "n/a", "na", "-", "i don't know", "i do not know", "don't know", "dont know", "no idea", "not sure", "not sure yet", "unknown", "tbd",
        "to be determined", "to be defined", "undecided", "not decided yet", "we don't know yet", "don't know yet", "i don't know yet", "too early", "i'd rather not say",
        "passer", "passe", "passons", "suivant", "question suivante", "plus tard", "je ne sais pas", "je ne sais pas encore", "je sais pas", "sais pas", "aucune idee",
        "a definir", "pas encore", "pas encore decide", "sauter", "ignorer", "pas maintenant", "je prefere ne pas repondre",
        "overslaan", "sla over", "sla dit over", "volgende", "volgende vraag", "weet ik niet", "ik weet het niet", "ik weet het nog niet", "weet ik nog niet", "geen idee",
        "nog niet bekend", "onbekend", "nog te bepalen", "niet nu",
        "uberspringen", "weiter", "nachste", "nachste frage", "spater", "weiss ich nicht", "ich weiss es nicht", "weiss nicht", "ich weiss nicht", "weiss ich noch nicht",
        "ich weiss es noch nicht", "keine ahnung", "keine angabe", "noch offen", "noch unklar", "unbekannt", "auslassen", "jetzt nicht",
    )),
    Command.CANCEL: frozenset((
        "cancel", "stop", "quit", "exit", "abort", "forget it", "never mind", "nevermind", "stop it", "cancel it", "cancel this", "please stop", "cancel the enquiry",
        "stop the form", "i changed my mind", "i don't want this anymore",
        "annuler", "annulez", "annule", "arreter", "arretez", "arrete", "laissez tomber", "laisse tomber", "abandonner", "j'ai change d'avis", "stopper", "on arrete",
        "annuleren", "annuleer", "stoppen", "laat maar", "ophouden", "afbreken", "vergeet het", "stop maar",
        "abbrechen", "abbruch", "aufhoren", "vergessen sie es", "stopp", "beenden", "schluss", "lassen wir das",
    )),
    Command.GO_BACK: frozenset((
        "back", "go back", "previous", "previous question", "one step back", "undo", "go to the previous question", "step back", "retour", "revenir", "precedent",
        "question precedente", "en arriere", "revenir en arriere", "terug", "ga terug", "vorige", "vorige vraag", "een stap terug", "zuruck", "geh zuruck", "vorherige",
        "vorherige frage", "einen schritt zuruck",
    )),
    Command.REPEAT: frozenset((
        "repeat", "repeat please", "again", "say again", "what was the question", "can you repeat", "repeat the question", "pardon", "sorry?", "come again",
        "repetez", "repeter", "repete", "comment", "pouvez-vous repeter", "vous pouvez repeter", "herhaal", "herhalen", "nog eens", "kunt u dat herhalen", "wablief",
        "wiederholen", "noch einmal", "nochmal", "wie bitte", "bitte wiederholen", "konnen sie das wiederholen",
    )),
}  # fmt: skip

# Around a command and no part of it.
POLITE = r"(?:,?\s*\b(?:please|thanks|thank you|merci|s'il vous plait|svp|alstublieft|aub|bedankt|dank u|bitte|danke)\b)+$|^(?:please|bitte|sorry|pardon|entschuldigung)\b,?\s+"

SHORTEST_YES = r"^(?:yes|yep|yeah|sure|ok|okay|oui|d'accord|ja|jawel|akkoord|einverstanden|i agree|i consent|j'accepte|ik ga akkoord|ich stimme zu)\b"
# Opens a message that takes something back and goes on with what is right.
OPENING_NO = r"^(?:no|nope|non|nee|neen|nein)\b[\s,.;:!-]+(?=\w+\W+\w)|^(?:that's (?:wrong|not right)|c'est faux|(?:dat )?klopt niet|(?:das )?stimmt nicht)\b[\s,.;:!-]+(?=\w+\W+\w)"
CONTRADICTION = r"\b(?:but|not|no|don't|mais|pas|maar|niet|geen|aber|nicht|kein\w*)\b"

# Which field a correction is about.
FIELD_WORDS = {
    "email": r"e-?mails?|mail|mails|e-?mailadres|e-?mail-?adresse|courriel|mailadres\w*|email address",
    "phone": r"phone|telephone|mobile|cell|number|telefoon\w*|gsm|nummer|telefon\w*|handy\w*|rufnummer|numero|portable|tel",
    "organisation": r"company|organi[sz]ation|firm|employer|entreprise|societe|bedrijf|organisatie|firma|unternehmen",
    "name": r"name|nom|naam|prenom|voornaam|vorname|nachname|surname",
    "country": r"country|pays|land|nationality",
    "sector": r"sector|secteur|branche|field|industry|domaine|sektor|bereich",
    "investment": r"investment|amount|budget|investissement|montant|investering|bedrag|investition\w*|betrag|summe|money",
    "jobs": r"jobs?|positions|headcount|emplois|banen|arbeitsplatze|stellen|staff|employees|personnel|personeel|mitarbeiter",
    "timeline": r"timeline|timing|date|start|calendrier|delai|echeance|planning|tijdlijn|termijn|zeitplan|zeitraum|termin",
    "project": r"project|projet|projekt|plans?|vorhaben",
}  # fmt: skip

CORRECTING = (
    r"\b(?:sorry|actually|correction|i meant|i mean|change|correct|update|modify|edit|fix|replace|wrong|not right|mistake|typo|instead|"
    r"pardon|desolee?|en fait|je voulais dire|changer|changez|corriger|corrigez|modifier|modifiez|erreur|remplacer|plutot|"
    r"eigenlijk|ik bedoel\w*|wijzig\w*|verander\w*|corrigeer|aanpassen|fout|verbeter\w*|vervang\w*|"
    r"entschuldigung|eigentlich|ich meinte|andern|andere|korrigier\w*|korrektur|falsch|ersetzen|berichtig\w*)\b"
)

COMPLAINT = (
    r"^(?:(?:all |still |completely |misspel\w+|toujours |nog altijd |helemaal |noch immer |ganz )?"
    r"(?:wrong|not (?:right|correct|ok)|incorrect|misspel\w+|a mistake|faux|fausse|pas (?:correct|juste|bon)|incorrecte?|mauvais|erronee?|"
    r"fout|verkeerd|niet (?:juist|correct)|onjuist|falsch|nicht (?:richtig|korrekt)|verkehrt))$"
)
# Said of what is not known yet.
UNDECIDED = (
    r"\b(?:(?:don't|dont|do not|can't) (?:\w+ )?(?:know|say)|not (?:\w+ )?(?:sure|decided|known|clear|certain)|no idea|unknown|undecided|tbd|to be (?:determined|defined)|too early|"
    r"(?:sais|sait|savons) pas|pas (?:encore )?(?:sure?|decide|defini|fixe)|aucune idee|pas d'idee|a (?:definir|determiner|voir)|inconnue?|"
    r"weet (?:ik |ik het |het |dat )?(?:nog )?niet|(?:ik|we|wij) weten? (?:het |dat )?(?:nog )?niet|nog niet (?:zeker|bekend|beslist|bepaald)|geen idee|onbekend|nader te bepalen|"
    r"weiss (?:ich |ich es |es |das )?(?:noch )?nicht|wissen (?:wir )?(?:es |das )?(?:noch )?nicht|noch (?:nicht|unklar|offen)|nicht sicher|keine ahnung|unbekannt|unklar)\b"
)
DESCRIBING = r"^(?:an?|une?|des|een|eine?n?|our|notre|nos|onze?|unsere?n?)\b"

INTERROGATIVE = (
    r"^(?:(?:and|but|by the way|wait|so|et|mais|au fait|en|maar|trouwens|und|aber|ubrigens)[ ,]+)?"
    r"(?:what|what's|which|who|whose|how|why|when|where|can you|could you|do you|does|did|is there|are there|is it|will you|would you|tell me|give me|show me|"
    r"quels?|quelles?|qui|que|qu'est-ce|combien|comment|pourquoi|quand|ou est|ou sont|ou se|est-ce|y a-t-il|pouvez-vous|dites-moi|parlez-moi|"
    r"wat|welke?|wie|hoe|hoeveel|waarom|wanneer|waar|kunt u|kan u|kun je|is er|zijn er|vertel|"
    r"was|welche[rsn]?|wer|wieviel|wie|warum|wieso|wann|wo|konnen sie|gibt es|erzahlen)\b"
)
