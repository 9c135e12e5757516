"""Where a fact holds. A Belgian figure is never given for Wallonia, nor the other way round."""

from enum import StrEnum


class Scope(StrEnum):
    """The territory a statement is about, as its source labels it."""

    WALLONIA = "WAL"
    BELGIUM = "BE"
    BRUSSELS = "BRU"
    EUROPE = "EU"
    WORLD = "WORLD"
