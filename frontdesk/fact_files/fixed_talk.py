"""The assistant's fixed sentences, out of domain.yml and the rules that say which of them answers an intent."""

import string
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from frontdesk.values import Language

_UTTER = "utter_"
# Actions that say one response with something filled in; no context is there in a first message.
_SAYS = {
    "action_explain_privacy": "utter_explain_privacy",
    "action_explain_erasure": "utter_explain_erasure",
}


class FixedTalk:
    """Fills the port Talk. ``rules`` is the folder of the rules; all is read at the first use.

    ``always`` fills the braces that no dialogue fills.
    """

    def __init__(self, domain: Path, rules: Path, always: Mapping[str, str]) -> None:
        self._domain, self._rules, self._always = domain, rules, always

    def responses(self, intent: str) -> tuple[str, ...]:
        """Return the names of the responses that follow an intent; none where an intent has no fixed answer. Raises OSError."""
        said = (_SAYS.get(action, action) for action in self._actions.get(intent, ()))
        return tuple(name for name in said if name.startswith(_UTTER))

    def text(self, response: str, language: Language, variables: Mapping[str, str]) -> str:
        """Return a response in a language, English where it has no variation of its own. Raises OSError."""
        variations = self._responses[response]
        chosen = next((one for one in variations if _language(one) == language.value), variations[-1])
        return string.Formatter().vformat(chosen["text"], (), _Filling({**self._always, **variables}))

    @cached_property
    def _responses(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = _read(self._domain)["responses"]
        return found

    @cached_property
    def _actions(self) -> Mapping[str, list[str]]:
        return {
            rule["steps"][0]["intent"]: [step["action"] for step in rule["steps"][1:] if "action" in step]
            for file in sorted(self._rules.glob("*.yml"))
            for rule in _read(file)["rules"]
            if "intent" in rule["steps"][0]
        }


class _Filling(dict[str, str]):
    """What stands in the braces; a brace that nothing fills is shown as it is."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def _language(of: Mapping[str, Any]) -> str:
    conditions = [condition["value"] for condition in of.get("condition") or () if condition["name"] == "language"]
    return str(conditions[0]) if conditions else Language.EN.value


def _read(path: Path) -> Any:  # noqa: ANN401  # YAML of Rasa
    with path.open(encoding="utf-8") as file:
        return yaml.load(file, Loader=yaml.CSafeLoader)
