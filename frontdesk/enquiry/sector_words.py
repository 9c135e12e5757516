"""The closed list of sectors and how visitors name them, folded, in four languages."""

from enum import StrEnum


class Sector(StrEnum):
    """The sectors the agency works in; anything else is kept in the visitor's words."""

    VACCINES = "vaccines"
    CELL_GENE_THERAPY = "cell_gene_therapy"
    MRNA_PLASMID = "mrna_plasmid"
    RADIOPHARMA = "radiopharma"
    BIOLOGICS = "biologics"
    MEDTECH = "medtech"
    DIAGNOSTICS = "diagnostics"
    DIGITAL_HEALTH = "digital_health"
    RESEARCH_SERVICES = "research_services"
    EQUIPMENT = "biomanufacturing_equipment"
    INDUSTRIAL_BIOTECH = "industrial_biotech"
    PHARMA = "pharma"
    BIOTECH = "biotech"


# What German and Dutch write in one word with a sector.
COMPOUND_ENDINGS = r"(?:fabri\w+|werke?|anlagen?|produ\w+|hersteller|herstellung|bedrijf|bedrijven|firma|unternehmen|labor\w*|labs?|labo|projekt|project)"

# From the particular to the general: 'mRNA vaccines' are vaccines, 'biopharma CDMO' is biologics before it is pharma.
NAMES: dict[Sector, tuple[str, ...]] = {
    Sector.RADIOPHARMA: (
        "radiopharma", "radiopharmaceutical", "radiopharmaceuticals", "radioligand", "radioligands", "radioisotope", "radioisotopes", "isotopes", "nuclear medicine",
        "radiopharmaceutique", "radiopharmaceutiques", "medecine nucleaire", "radiofarmaceutica", "radiofarmaca", "nucleaire geneeskunde", "radiopharmaka",
        "nuklearmedizin", "theranostics", "actinium", "lutetium",
    ),
    Sector.CELL_GENE_THERAPY: (
        "cell and gene therapy", "cell & gene therapy", "cell gene therapy", "cell therapy", "cell therapies", "gene therapy", "gene therapies", "cgt", "atmp",
        "atmps", "car-t", "cart", "stem cell", "stem cells", "viral vector", "viral vectors", "aav", "lentivirus", "regenerative medicine", "exosomes", "advanced therapies",
        "therapie cellulaire", "therapies cellulaires", "therapie genique", "therapies geniques", "therapie cellulaire et genique", "cellules souches",
        "vecteurs viraux", "medecine regenerative", "celtherapie", "gentherapie", "cel- en gentherapie", "stamcellen", "virale vectoren", "zelltherapie",
        "zell- und gentherapie", "stammzellen", "virale vektoren", "neuartige therapien",
    ),
    Sector.VACCINES: ("vaccine", "vaccines", "vaccination", "vaccin", "vaccins", "vaccinaux", "vakzin", "impfstoff", "impfstoffe", "impfstoffen", "adjuvants", "immunisation"),
    Sector.MRNA_PLASMID: (
        "mrna", "m-rna", "arnm", "arn messager", "adn plasmidique", "plasmid", "plasmids", "pdna", "plasmid dna", "plasmide", "plasmides", "plasmiden", "rna", "boodschapper-rna", "lnp",
        "lipid nanoparticles", "oligonucleotides",
    ),
    Sector.DIAGNOSTICS: (
        "diagnostics", "diagnostic", "ivd", "in vitro diagnostics", "diagnostiques", "diagnostique", "diagnostiek", "diagnostika", "diagnostik", "biomarkers",
        "biomarqueurs", "sequencing", "test kits", "point of care",
    ),
    Sector.DIGITAL_HEALTH: (
        "digital health", "e-health", "ehealth", "health it", "health tech", "healthtech", "bioinformatics", "ai in health", "medical ai", "ai drug discovery", "telemedicine",
        "sante numerique", "e-sante", "bioinformatique", "digitale gezondheid", "gezondheidstechnologie", "bio-informatica", "digitale gesundheit", "bioinformatik",
        "telemedizin",
    ),
    Sector.MEDTECH: (
        "medtech", "medical device", "medical devices", "medical technology", "implants", "surgical", "prosthetics", "imaging", "proton therapy", "dispositifs medicaux",
        "dispositif medical", "technologie medicale", "technologies medicales", "medische hulpmiddelen", "medische technologie", "medizintechnik", "medizinprodukte",
        "protontherapie",
    ),
    Sector.EQUIPMENT: (
        "bioprocess equipment", "biomanufacturing equipment", "bioreactor", "bioreactors", "single-use", "single use systems", "filtration", "chromatography", "cleanroom equipment",
        "lab equipment", "laboratory equipment", "equipment", "consumables", "equipements", "bioreacteurs", "equipement de laboratoire", "apparatuur", "laboratoriumapparatuur",
        "bioreactoren", "ausrustung", "anlagenbau", "bioreaktoren", "laborgerate",
    ),
    Sector.BIOLOGICS: (
        "biologics", "biologicals", "cdmo", "cmo", "biopharma", "biopharmaceutical", "biopharmaceuticals", "biosimilar", "biosimilars", "monoclonal", "antibody", "antibodies",
        "monoclonal antibodies", "proteins", "recombinant proteins", "fill and finish", "fill finish", "fill-finish", "biomanufacturing", "bioproduction",
        "biopharmaceutique", "biomedicaments", "biosimilaires", "anticorps", "anticorps monoclonaux", "biomedicament", "biofarma", "biofarmaceutica", "antilichamen", "bioproductie",
        "biopharmazeutika", "antikorper", "biopharmazie", "bioproduktion", "biologika",
    ),
    Sector.RESEARCH_SERVICES: (
        "cro", "contract research", "clinical research", "clinical trials", "preclinical", "drug discovery", "research services", "recherche contractuelle", "essais cliniques",
        "recherche clinique", "contractonderzoek", "klinisch onderzoek", "klinische studies", "auftragsforschung", "klinische forschung", "klinische studien",
    ),
    Sector.INDUSTRIAL_BIOTECH: (
        "industrial biotech", "industrial biotechnology", "white biotech", "agritech", "agri-food", "agrifood", "agrobiotech", "green biotech", "fermentation", "enzymes",
        "precision fermentation", "synthetic biology", "nutraceuticals", "probiotics", "agroalimentaire", "agro-industrie", "biotechnologie industrielle", "probiotiques",
        "biologie de synthese", "agrovoeding", "industriele biotechnologie", "landbouwbiotech", "enzymen", "industrielle biotechnologie", "weisse biotechnologie", "enzyme",
        "nahrungserganzung", "animal health", "sante animale", "diergezondheid", "tiergesundheit", "veterinary",
    ),
    Sector.PHARMA: (
        "pharma", "pharmaceutical", "pharmaceuticals", "drugs", "medicines", "generics", "small molecule", "small molecules", "api", "apis", "pharmaceutique", "medicaments",
        "industrie pharmaceutique", "farma", "farmaceutica", "farmaceutisch", "farmaceutische", "geneesmiddelen", "pharmazie", "pharmaindustrie", "arzneimittel", "medikamente",
        "generika", "oncology", "oncologie", "onkologie",
    ),
    Sector.BIOTECH: (
        "biotech", "bio-tech", "biotechnology", "biotechnologie", "biotechnologies", "life science", "life sciences", "sciences de la vie", "sciences du vivant",
        "levenswetenschappen", "lifesciences", "lebenswissenschaften",
    ),
}  # fmt: skip
