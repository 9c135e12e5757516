"""How visitors introduce themselves and whom they speak for, in four languages; matched without regard to case."""

# Said of nothing but a name; one word may follow.
NAMED = (
    r"my name is|my name's|name is|i am called|name:|je m'appelle|je me nomme|mon nom est|mon nom c'est|moi c'est|nom:|"
    r"mijn naam is|ik heet|naam:|mein name ist|ich heiße|ich heisse"
)  # fmt: skip

# Said of much else too; a first and a last name must follow.
SELF = r"this is|here is|ici|i am|i'm|im|it's|je suis|c'est|ik ben|met|ich bin|hier ist|hier spricht"

EMPLOYER = (
    r"(?:the )?(?:company|firm|organisation|organization|employer|business|startup|start-up) (?:is|is called|name is|:)|"
    r"(?:our|my) (?:company|firm|organisation|organization|startup|start-up)(?:'s name)? is(?: called)?|"
    r"(?:company|firm|business|biotech|start-?up|entreprise|société|societe|bedrijf|firma|unternehmen) "
    r"(?:called|named|appelée?|appelee?|nommée?|genaamd|namens|namen)|"
    r"i work (?:for|at|with)|we are called|i represent|we represent|on behalf of|representing|"
    r"(?:l'entreprise|la société|la societe|l'organisation|notre société|notre entreprise|ma société|mon entreprise) (?:est|s'appelle|se nomme)|"
    r"je travaille (?:pour|chez)|je représente|nous représentons|au nom de|"
    r"(?:het bedrijf|ons bedrijf|mijn bedrijf|de firma|onze firma) (?:is|heet)|ik werk (?:voor|bij)|ik vertegenwoordig|namens|"
    r"(?:das unternehmen|unser unternehmen|mein unternehmen|die firma|unsere firma|meine firma) (?:ist|heißt|heisst)|"
    r"ich arbeite (?:für|bei)|ich vertrete|wir vertreten|im namen von|im auftrag von"
)  # fmt: skip

WE = r"we are|we're|this is|nous sommes|on est|wij zijn|we zijn|wir sind|ici"
FROM = r"from|of|at|with|representing|de chez|de la société|de la societe|de l'entreprise|chez|van de firma|van het bedrijf|bij|von der firma|von der|bei"
PARTICLE = r"(?:(?:de|van|von)\s+|d')"  # before an organisation or within a name

LEGAL_FORM = (
    r"(?:S\.?A\.?|S\.?R\.?L\.?|N\.?V\.?|B\.?V\.?|S\.?P\.?R\.?L\.?|GmbH|AG|SE|KG|Inc|LLC|L\.?L\.?C\.?|Ltd|Limited|PLC|plc|Corp|Corporation|Co|"
    r"S\.?A\.?S\.?|SARL|S\.?p\.?A\.?|K\.K\.|AB|ApS|A/S|AS|Oy|Pty|Pte|Group|Holding|Holdings|Therapeutics|Biosciences|Biotech|Bio|Pharma|"
    r"Pharmaceuticals|Biopharma|Biologics|Labs|Laboratories|Biotechnologies|Sciences|Genomics|Medical|Ventures|Capital|Partners)"
)

# Behind a name, how it is written: 'avec deux r'.
SPELLING = (
    r"(?:with|avec|met|mit)\s+(?:an?|one|two|double|une?|deux|double|een|één|twee|dubbele?|eine[mr]?|zwei|doppel\w*|\d)"
)

TITLES = r"(?:mr|mrs|ms|miss|dr|prof|sir|madam|m|mme|mlle|monsieur|madame|mevrouw|meneer|dhr|mevr|herr|frau|ir|ing)"

# Words no name is made of; a text that holds one is a sentence, not a name.
NO_NAME = frozenset(
    "i we you they he she it want wants would like need needs looking interested invest investing investment build building plant factory lab laboratory project "
    "company information info help please thanks thank hello hi hey yes no not ok okay sure what which who how why when where can could do does is are "
    "have has the this that my our your about for with "
    "je nous vous tu ils veux voulons voudrais souhaite souhaitons cherche besoin investir usine projet entreprise bonjour salut merci oui non quoi quel quelle qui comment "
    "pourquoi quand est sont avons pour avec "
    "ik wij we jij wil willen zou graag zoek nodig investeren fabriek bedrijf hallo goedendag dank bedankt ja nee wat welke wie hoe waarom wanneer waar kan zijn hebben voor met "
    "ich wir sie ihr will wollen möchte möchten suche brauche investieren fabrik werk unternehmen guten tag danke nein was welche wer wie warum wann wo kann können "
    "wrong incorrect people persons faux fausse pas personnes emplois klopt niet mensen banen stimmt nicht falsch personen mitarbeiter "
    "ist sind haben für mit skip cancel stop back none nothing nobody anonymous private ceo cfo coo cto director manager head founder owner president partner consultant directeur directrice fondateur responsable "
    "gerant geschäftsführer leiter gründer inhaber vorstand zaakvoerder bestuurder oprichter firma société company test email mail phone".split()
)  # fmt: skip

PRIVATE = frozenset((
    "private", "just me", "only me", "me", "myself", "private person", "private individual", "individual", "i am private", "privately", "personal", "no company",
    "no organisation", "no organization", "none", "n/a", "na", "freelance", "freelancer", "self-employed", "self employed", "independent", "nobody", "no one",
    "i have no company", "i don't have a company", "i am an individual", "as an individual",
    "prive", "a titre prive", "particulier", "un particulier", "moi-meme", "moi", "juste moi", "personne", "aucune", "aucun", "independant", "independante",
    "pas d'entreprise", "sans entreprise", "pas de societe", "personne privee", "je suis un particulier", "je n'ai pas d'entreprise",
    "ikzelf", "alleen ik", "geen", "geen bedrijf", "zelfstandige", "zelfstandig", "privepersoon", "particulier persoon", "ik ben een particulier", "ik ben particulier",
    "privat", "privatperson", "nur ich", "ich selbst", "keine", "keine firma", "kein unternehmen", "selbststandig", "selbstandig", "freiberufler", "freiberuflich",
))  # fmt: skip
