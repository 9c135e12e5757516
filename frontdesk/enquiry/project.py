"""What the visitor plans: free text, and the kinds of project it hints at."""

import re
from enum import StrEnum

from frontdesk.enquiry.reading import Parsed, Reading
from frontdesk.enquiry.text import fold, looks_like_words, tidy, trim, words

_LONGEST = 2_000
_LEAST_WORDS = 2  # one word is no project, unless it names a kind


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


_HINTS: dict[ProjectKind, str] = {
    ProjectKind.PLANT: (
        r"plants?\b|factor(?:y|ies)|manufactur\w*|production|facilit(?:y|ies)|fill[- ](?:and|&)?[- ]?finish|clean ?rooms?|greenfield|brownfield|build(?:ing)?\b|"
        r"usines?|fabrication|unite de production|site de production|salles? blanches?|construire|fabriek\w*|productie\w*|vestiging|bouwen|"
        r"werk\b|fabrik\w*|produktion\w*|produzieren|herstell\w*|anlage|reinraum\w*|bauen"
    ),
    ProjectKind.LABORATORY: r"labs?\b|laborator\w*|laboratoires?|labo\b|labor\b|labore\b|laborflache\w*",
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
_CLAUSE = re.compile(r"[.!?;\n]+(?=\s|$)|,\s+|\s+-\s+")


def parse(text: str) -> Reading[str]:
    """Return the text where it is more than a word, or a word that names a kind of project."""
    project = tidy(text)[:_LONGEST].strip()
    told = looks_like_words(project) and (len(words(project)) >= _LEAST_WORDS or kinds(project))
    return Parsed(project, project) if told else None


def find(text: str) -> Parsed[str] | None:
    """Return the clauses of a longer message that speak of a project."""
    clauses = [trim(clause) for clause in _CLAUSE.split(tidy(text))]
    about = [clause for clause in clauses if kinds(clause) and len(words(clause)) > _LEAST_WORDS + 1]
    found = ", ".join(about)[:_LONGEST]
    return Parsed(found, found) if found else None


def kinds(text: str) -> tuple[ProjectKind, ...]:
    """Return the kinds of project a text hints at."""
    folded = fold(text)
    return tuple(kind for kind, pattern in _HINTS.items() if re.search(rf"(?<![a-z])(?:{pattern})", folded))
