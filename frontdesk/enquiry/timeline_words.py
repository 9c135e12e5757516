"""How visitors say when, as folded regular expressions for four languages."""

YEAR = r"(?P<year>20[2-6]\d)"
OF = r"(?:\s*(?:of|in|de|du|d'|de l'|des|van|von|vom|im|het|the|/|-|,)?\s*)"
NEXT_YEAR = r"next year|l'annee prochaine|l'an prochain|annee prochaine|volgend jaar|komend jaar|nachste[sn]? jahr(?:es)?|kommende[sn]? jahr(?:es)?"
THIS_YEAR = r"this year|cette annee|dit jaar|diese[sn]? jahr(?:es)?|laufenden jahres"
AFTER_NEXT_YEAR = r"year after next|in two years' time|ubernachste[sn]? jahr(?:es)?"
WHICH_YEAR = (
    rf"(?:{YEAR}|(?P<next>{NEXT_YEAR})|(?P<this>{THIS_YEAR})|(?P<later>{AFTER_NEXT_YEAR})|'(?P<short>[2-6]\d)\b)"
)

ASAP = (
    r"\basap\b|as soon as possible|right away|straight away|immediately|immediate\b|^now\b|\bright now\b|des que possible|au plus vite|le plus vite|"
    r"le plus tot possible|immediatement|tout de suite|^maintenant|zo snel mogelijk|zsm\b|onmiddellijk|meteen|"
    r"so bald wie moglich|baldmoglichst|so schnell wie moglich|schnellstmoglich|\bsofort\b|umgehend"
)

ORDINAL = {
    1: r"1|1st|first|1er|1ere|premier|premiere|1ste|1e|eerste|1\.|erste[sn]?|i",
    2: r"2|2nd|second|2e|2eme|deuxieme|second|seconde|2de|tweede|2\.|zweite[sn]?|ii",
    3: r"3|3rd|third|3e|3eme|troisieme|3de|derde|3\.|dritte[sn]?|iii",
    4: r"4|4th|fourth|last|4e|4eme|quatrieme|dernier|4de|vierde|laatste|4\.|vierte[sn]?|letzte[sn]?|iv",
}
QUARTER = r"quarter|trimestre|kwartaal|quartal(?:s)?"
HALF = r"half(?:-year)?|semestre|semester|moitie|helft|halfjaar|jaarhelft|halbjahr(?:s)?|halfte|jahreshalfte"

EARLY = r"early(?: in)?|start|beginning|begin|debut|au debut|tout debut|begin|vroeg|anfang|beginn|zu beginn"
MID = r"mid|middle|mi|milieu|courant|midden|medio|halfweg|half|mitte"
LATE = r"late(?: in)?|end|fin|la fin|a la fin|eind|einde|ende|gegen ende"

SEASONS = {
    3: r"spring|printemps|lente|voorjaar|fruhjahr|fruhling",
    6: r"summer|ete|zomer|sommer",
    9: r"autumn|fall|automne|herfst|najaar|herbst",
    12: r"winter|hiver",
}

MONTHS = (
    r"jan(?:uary|vier|uari|uar)?", r"feb(?:ruary|ruari|ruar)?|fev(?:rier)?", r"mar(?:ch|s)?|maart|mrt|marz", r"apr(?:il)?|avr(?:il)?", r"may|mai|mei",
    r"june?|juin|juni", r"july?|juil(?:let)?|juli", r"aug(?:ust|ustus)?|aout", r"sept?(?:ember|embre)?", r"oct(?:ober|obre)?|okt(?:ober)?",
    r"nov(?:ember|embre)?", r"dec(?:ember|embre)?|dez(?:ember)?",
)  # fmt: skip

YEARS = r"years?|yrs?|ans?|annees?|jaar|jaren|jahre?n?"
MONTH_UNITS = r"months?|mois|maand(?:en)?|monate?n?"
WEEKS = r"weeks?|semaines?|wek?en|week|wochen?"
WITHIN = r"in|within|over|dans|d'ici|endeans|sous|binnen|innerhalb von|innert|in about|in ca|after|nach|apres|next|coming|prochains|komende|nachsten"
