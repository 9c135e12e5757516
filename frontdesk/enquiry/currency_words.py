"""How visitors write currencies and the size of amounts, folded, in four languages."""

from decimal import Decimal

CURRENCIES = {
    "EUR": ("€", "eur", "euro", "euros"),
    "USD": ("us$", "$us", "usd", "dollar", "dollars", "us dollars", "us-dollar", "dollars us", "dollars americains", "amerikaanse dollar", "$"),
    "GBP": ("£", "gbp", "pound", "pounds", "pounds sterling", "sterling", "livres", "livres sterling", "pond", "pfund"),
    "CHF": ("chf", "sfr", "swiss francs", "francs suisses", "franken", "schweizer franken", "zwitserse frank"),
    "JPY": ("¥", "jpy", "yen"),
    "CNY": ("cny", "rmb", "yuan", "renminbi"),
    "INR": ("₹", "inr", "rupees", "rupee", "rupien"),
    "KRW": ("₩", "krw"),
    "SEK": ("sek", "swedish kronor"),
    "NOK": ("nok", "norwegian kroner"),
    "DKK": ("dkk", "danish kroner"),
    "PLN": ("pln", "zloty"),
    "CAD": ("c$", "ca$", "cad", "canadian dollars", "dollars canadiens"),
    "AUD": ("a$", "au$", "aud", "australian dollars", "dollars australiens"),
    "SGD": ("s$", "sgd", "singapore dollars"),
    "ILS": ("₪", "ils", "shekel", "shekels"),
    "AED": ("aed", "dirham", "dirhams"),
    "BRL": ("r$", "brl", "reais"),
    "HKD": ("hk$", "hkd"),
}  # fmt: skip

THOUSAND = Decimal(1_000)
MILLION = Decimal(1_000_000)
BILLION = Decimal(1_000_000_000)

SCALES = {
    **dict.fromkeys(("k", "thousand", "mille", "duizend", "tausend", "tsd"), THOUSAND),
    **dict.fromkeys(
        (
            "m",
            "mm",
            "mn",
            "mln",
            "mio",
            "mill",
            "mil",
            "million",
            "millions",
            "millionen",
            "miljoen",
            "miljoenen",
            "millioen",
        ),
        MILLION,
    ),
    **dict.fromkeys(
        (
            "b",
            "bn",
            "bln",
            "billion",
            "billions",
            "milliard",
            "milliards",
            "milliarde",
            "milliarden",
            "miljard",
            "mia",
            "mrd",
            "md",
            "mds",
        ),
        BILLION,
    ),
}
