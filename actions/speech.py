"""Says responses of the domain in a given language, also in the turn in which that language was chosen."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from frontdesk.services.enquiry_turn import Say
from frontdesk.values import Language

type Domain = Mapping[str, Any]
type Variation = Mapping[str, Any]


def say(dispatcher: CollectingDispatcher, domain: Domain, what: Say, language: Language) -> None:
    """Utter a response with its buttons. Raises KeyError where the domain has no such response or a variable is missing."""
    chosen = variation(domain, what.response, language)
    dispatcher.utter_message(
        text=chosen["text"].format_map(what.variables),
        buttons=[
            {"title": button["title"].format_map(what.variables), "payload": button["payload"]}
            for button in chosen.get("buttons") or ()
        ],
    )


def variation(domain: Domain, response: str, language: Language) -> Variation:
    """Return the variation for a language; the one without condition, English, where there is none."""
    variations: list[Variation] = domain["responses"][response]
    return next((found for found in variations if _language(found) == language.value), variations[-1])


def button_titles(domain: Domain, response: str, language: Language) -> dict[str, str]:
    """Return the title of each button of a response by its payload."""
    return {button["payload"]: button["title"] for button in variation(domain, response, language).get("buttons") or ()}


def _language(of: Variation) -> str:
    conditions = [condition["value"] for condition in of.get("condition") or () if condition["name"] == "language"]
    return str(conditions[0]) if conditions else Language.EN.value
