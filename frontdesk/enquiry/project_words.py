"""What kinds of project there are and how visitors hint at them, folded, in four languages."""

from enum import StrEnum


class ProjectKind(StrEnum):
    """What sort of project it is; a text may hint at several."""

    PLANT = "plant"
    LABORATORY = "laboratory"
    RESEARCH = "research"
    OFFICE = "office"
    LOGISTICS = "logistics"
    EXPANSION = "expansion"
    ACQUISITION = "acquisition"
    PARTNERSHIP = "partnership"


HINTS: dict[ProjectKind, str] = {
    ProjectKind.PLANT: (
        r"plants?\b|factor(?:y|ies)|manufactur\w*|production|facilit(?:y|ies)|fill[- ](?:and|&)?[- ]?finish|clean ?rooms?|greenfield|brownfield|build(?:ing)?\b|"
        r"usines?|fabrication|unite de production|site de production|salles? blanches?|construire|fabriek\w*|productie\w*|vestiging|bouwen|"
        r"werk\b|fabrik\w*|\w+(?:fabriek|fabrik|stoffwerk|anlage|productie|produktion)(?:en)?\b|produktion\w*|produzieren|herstell\w*|anlage|reinraum\w*|bauen"
    ),
    ProjectKind.LABORATORY: r"labs?\b|laborator\w*|laboratoires?|labo\b|labor\b|labore\b|\w+lab(?:o|or|ore|s)?\b|laborflache\w*",
    ProjectKind.RESEARCH: (
        r"r\s?&\s?d|research|development cent\w+|innovation cent\w+|recherche\w*|r\s?et\s?d|onderzoek\w*|forschung\w*|entwicklung\w*|clinical|trials?|essais? cliniques?"
    ),
    ProjectKind.OFFICE: r"offices?\b|headquarters?|hq\b|subsidiary|sales office|bureaux?|siege|filiale|kantoor|hoofdkantoor|dochteronderneming|buro|niederlassung|tochtergesellschaft",
    ProjectKind.LOGISTICS: r"warehouse|distribution|logistic\w*|cold chain|entrepot|logistique|magazijn|distributie|logistiek|lager\w*|vertrieb\w*|logistik\w*",
    ProjectKind.EXPANSION: r"expan\w+|extend|extension|scale[- ]?up|agrandi\w*|etendre|uitbreid\w*|erweiter\w*|ausbau\w*|set(?:ting)? up|s'implanter|implantation|vestigen|ansied\w*",
    ProjectKind.ACQUISITION: r"acqui\w+|takeover|buy(?:ing)? (?:a|an)|merger|m&a|rachat|racheter|reprise|overname|overnemen|ubernahme|ubernehmen|kauf\w*",
    ProjectKind.PARTNERSHIP: (
        r"partner\w*|joint venture|collaborat\w*|alliance|licens\w*|cooperation|partenariat\w*|samenwerk\w*|zusammenarbeit\w*|kooperation\w*|outsourc\w*|cdmo|venture capital"
    ),
}  # fmt: skip
