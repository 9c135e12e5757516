"""Which language a visitor asks for by name, in any of the four languages."""

import re
from functools import cache

from babel import Locale

from frontdesk.values import Language

# How visitors name a language besides its proper name in our four languages.
_ALSO = {
    "flemish": Language.NL,
    "vlaams": Language.NL,
    "flamand": Language.NL,
    "flämisch": Language.NL,
    "anglais": Language.EN,
}


def requested_language(text: str) -> Language | None:
    """Return the language named last in the text; none where it names none of ours."""
    words = re.findall(r"\w+", text.casefold())
    named = [language for word in words if (language := _names().get(word)) is not None]
    return named[-1] if named else None


@cache
def _names() -> dict[str, Language]:
    names: dict[str, Language] = {tag: Language(tag) for tag in ("en", "fr", "nl")}  # "de" is a word of two languages
    for inside in Language:
        spoken = Locale(inside.value).languages
        names |= {str(spoken[language.value]).casefold(): language for language in Language}
    return names | _ALSO
