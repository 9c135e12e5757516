"""Phrases after which enquirers give a name, in four languages."""

from typing import Dict, Tuple

TRIGGERS: Dict[str, Tuple[str, ...]] = {
    # surely a person's name, even when it is written small
    "person": (
        "my name is",
        "my name's",
        "name is",
        "name:",
        "i am called",
        "call me",
        "je m'appelle",
        "je m’appelle",
        "mon nom est",
        "nom:",
        "mijn naam is",
        "ik heet",
        "naam:",
        "mein name ist",
        "ich heiße",
        "ich heisse",
    ),
    # a person's name, where it starts with a capital and is no ordinary word
    "maybe_person": (
        "i am",
        "i'm",
        "i’m",
        "this is",
        "it's",
        "it is",
        "contact:",
        "contact person:",
        "contact is",
        "regards,",
        "attention",
        "je suis",
        "ici",
        "c'est",
        "contact :",
        "cordialement,",
        "ik ben",
        "hier is",
        "dit is",
        "contactpersoon:",
        "groeten,",
        "ich bin",
        "hier ist",
        "hier spricht",
        "ansprechpartner:",
        "ansprechpartnerin:",
        "kontakt:",
        "grüße,",
    ),
    "organisation": (
        "we are",
        "we're",
        "we’re",
        "we are called",
        "our company is",
        "our company is called",
        "company is called",
        "company name is",
        "company name:",
        "company:",
        "organisation:",
        "organization:",
        "i work for",
        "i work at",
        "we work for",
        "i am with",
        "i'm with",
        "on behalf of",
        "i represent",
        "we represent",
        "calling from",
        "writing from",
        "ceo of",
        "founder of",
        "director of",
        "head of",
        "nous sommes",
        "nous sommes la société",
        "je travaille chez",
        "je travaille pour",
        "je représente",
        "nous représentons",
        "au nom de",
        "notre société s'appelle",
        "notre entreprise s'appelle",
        "notre société est",
        "société:",
        "société :",
        "entreprise:",
        "entreprise :",
        "directeur de",
        "directrice de",
        "patron de",
        "wij zijn",
        "we zijn",
        "ik werk bij",
        "ik werk voor",
        "namens",
        "ik vertegenwoordig",
        "ons bedrijf heet",
        "ons bedrijf is",
        "bedrijf:",
        "zaakvoerder van",
        "directeur van",
        "ceo van",
        "wir sind",
        "wir sind die",
        "wir heißen",
        "ich arbeite bei",
        "ich arbeite für",
        "im namen von",
        "im namen der",
        "im auftrag von",
        "im auftrag der",
        "ich vertrete",
        "wir vertreten",
        "unsere firma heißt",
        "unser unternehmen heißt",
        "unsere firma ist",
        "firma:",
        "unternehmen:",
        "geschäftsführer der",
        "geschäftsführer von",
        "geschäftsführerin der",
        "geschäftsführerin von",
    ),
    # an organisation, where it starts with a capital
    "maybe_organisation": (
        "the company",
        "the firm",
        "our company",
        "our firm",
        "la société",
        "l'entreprise",
        "notre société",
        "chez",
        "het bedrijf",
        "de firma",
        "ons bedrijf",
        "der firma",
        "die firma",
        "unsere firma",
    ),
    "place": (
        "based in",
        "located in",
        "headquartered in",
        "headquarters in",
        "office in",
        "come from",
        "country:",
        "country is",
        "we're in",
        "we are in",
        "basée à",
        "basés à",
        "basé à",
        "basées à",
        "basée en",
        "basé en",
        "basés en",
        "basée au",
        "située à",
        "siège à",
        "siège en",
        "pays:",
        "pays :",
        "venons de",
        "venons du",
        "gevestigd in",
        "gevestigd te",
        "uit",
        "land:",
        "kantoor in",
        "mit sitz in",
        "sitz in",
        "ansässig in",
        "aus",
        "kommen aus",
    ),
    # a company or a place: only the name itself tells
    "organisation_or_place": (
        "i am from",
        "i'm from",
        "i’m from",
        "we are from",
        "we're from",
        "nous venons de",
        "je viens de",
        "ik kom van",
    ),
}

AFTER_PERSON = frozenset(
    {"from", "of", "at", "with", ",", "de", "chez", "du", "van", "bij", "von", "bei", "from:", "(", "-", "–", "und"}
)
"""Words between a person and the organisation he or she speaks for."""

SURNAME_PARTICLES = frozenset(
    {
        "van",
        "der",
        "den",
        "de",
        "von",
        "zu",
        "du",
        "la",
        "le",
        "di",
        "da",
        "dos",
        "del",
        "el",
        "bin",
        "ter",
        "ten",
        "'t",
    }
)
NAME_SIGNS = frozenset({"&", "-", "+", "."})

LEGAL_FORMS = frozenset(
    (
        "inc ltd llc llp plc limited corp corporation gmbh ag kg kgaa se sa nv bv srl sas sarl sprl spa ab "
        "as asa oy oyj aps kk pte pty"
    ).split()
)
BUSINESS_WORDS = LEGAL_FORMS | frozenset(
    (
        "bio biotech biotechnology biotechnologies biopharma pharma pharmaceutical pharmaceuticals "
        "therapeutics biosciences bioscience "
        "biologics biologicals biosystems biomedical biomanufacturing biosolutions bioprocess bioworks labs "
        "laboratories laboratoires laboratoire "
        "medical medtech medicines healthcare diagnostics genetics genomics vaccines sciences technologies "
        "technology solutions systems "
        "group groupe gruppe groep holding holdings ventures capital partners industries international company co"
    ).split()
)
"""Words that end the names of companies."""

NO_NAMES = frozenset(
    (
        "ceo cfo coo cto cso founder co-founder investor investors director manager owner student "
        "journalist entrepreneur consultant advisor "
        "american british english french german dutch belgian swiss italian spanish japanese chinese korean "
        "indian canadian danish swedish "
        "norwegian austrian irish scottish israeli brazilian turkish european asian "
        "investisseur investisseurs directeur directrice fondateur étudiant belge belges français "
        "américains allemands suisses "
        "investeerder investeerders zaakvoerder directeur ondernemer belg belgen nederlander nederlanders "
        "geschäftsführer geschäftsführerin gründer gründerin inhaber inhaberin leiter leiterin "
        "projektleiter investoren unternehmer "
        "unternehmen berater partner mitarbeiter forscher biologe ärztin arzt student studentin "
        "interessiert hersteller start-up startup "
        "firma deutscher deutsche amerikaner belgier biotech pharma cdmo"
    ).split()
)
"""Capitalised words after "I am" and the like that are nobody's name."""
