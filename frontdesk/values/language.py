"""The languages a visitor is answered in."""

from enum import StrEnum


class Language(StrEnum):
    """BCP 47 primary tags; English is the language every sentence must exist in."""

    EN = "en"
    FR = "fr"
    NL = "nl"
    DE = "de"

    @classmethod
    def parse(cls, tag: str | None) -> "Language":
        """Return the language of a tag such as ``fr-BE``; English where the tag is missing or not one of ours."""
        primary = (tag or "").strip().lower().replace("_", "-").split("-")[0]
        return cls(primary) if primary in cls._value2member_map_ else cls.EN
