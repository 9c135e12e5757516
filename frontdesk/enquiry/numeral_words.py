"""Number words of four languages, folded."""

from decimal import Decimal

WORDS = {
    **dict.fromkeys(("a", "an", "one", "un", "une", "een", "ein", "eine", "einer", "einen", "eins"), Decimal(1)),
    **dict.fromkeys(("two", "deux", "twee", "zwei"), Decimal(2)),
    **dict.fromkeys(("three", "trois", "drie", "drei"), Decimal(3)),
    **dict.fromkeys(("four", "quatre", "vier"), Decimal(4)),
    **dict.fromkeys(("five", "cinq", "vijf", "funf"), Decimal(5)),
    **dict.fromkeys(("six", "zes", "sechs"), Decimal(6)),
    **dict.fromkeys(("seven", "sept", "zeven", "sieben"), Decimal(7)),
    **dict.fromkeys(("eight", "huit", "acht"), Decimal(8)),
    **dict.fromkeys(("nine", "neuf", "negen", "neun"), Decimal(9)),
    **dict.fromkeys(("ten", "dix", "tien", "zehn"), Decimal(10)),
    **dict.fromkeys(("dozen", "douzaine", "dozijn", "dutzend", "twelve", "douze", "twaalf", "zwolf"), Decimal(12)),
    **dict.fromkeys(("fifteen", "quinze", "vijftien", "funfzehn"), Decimal(15)),
    **dict.fromkeys(("twenty", "vingt", "twintig", "zwanzig"), Decimal(20)),
    **dict.fromkeys(("vingtaine", "twintigtal"), Decimal(20)),
    **dict.fromkeys(("dizaine", "tiental"), Decimal(10)),
    **dict.fromkeys(("thirty", "trente", "dertig", "dreissig", "trentaine"), Decimal(30)),
    **dict.fromkeys(("forty", "quarante", "veertig", "vierzig", "quarantaine"), Decimal(40)),
    **dict.fromkeys(("fifty", "cinquante", "vijftig", "funfzig", "cinquantaine", "vijftigtal"), Decimal(50)),
    **dict.fromkeys(("sixty", "soixante", "zestig", "sechzig", "soixantaine"), Decimal(60)),
    **dict.fromkeys(("seventy", "septante", "zeventig", "siebzig"), Decimal(70)),
    **dict.fromkeys(("eighty", "quatre-vingts", "tachtig", "achtzig"), Decimal(80)),
    **dict.fromkeys(("ninety", "nonante", "negentig", "neunzig"), Decimal(90)),
    **dict.fromkeys(("hundred", "cent", "honderd", "hundert", "centaine", "honderdtal"), Decimal(100)),
    **dict.fromkeys(("half", "half a", "demi", "un demi", "un demi-", "halve", "een half", "een halve", "halbe", "eine halbe"), Decimal("0.5")),
    **dict.fromkeys(("anderhalf", "anderhalve", "eineinhalb", "anderthalb", "one and a half"), Decimal("1.5")),
    **dict.fromkeys(("tweeenhalf", "zweieinhalb", "two and a half", "deux et demi"), Decimal("2.5")),
    **dict.fromkeys(("couple of", "a couple of"), Decimal(2)),
}  # fmt: skip
