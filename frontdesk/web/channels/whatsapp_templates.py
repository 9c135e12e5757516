"""The approved templates that WhatsApp takes after 24 hours, one a language, as Meta and Twilio name them."""

from collections.abc import Mapping

from frontdesk.values import Language

type Templates = Mapping[Language, str]


def template_for(templates: Templates, language: Language) -> tuple[Language, str] | None:
    """Return the template of a language, else the English one, with the language it is in; none where there is neither."""
    found = language if language in templates else Language.EN
    return (found, templates[found]) if found in templates else None
