"""Reads what the language model made of a message; it matters to the review queue only, so what is malformed counts as not told."""

from collections.abc import Mapping

from frontdesk.services.transcript import Guess, Names, Understanding

_LONGEST_INTENT = 100


def understanding_of(answer: Mapping[str, object]) -> Understanding | None:
    """Return the understanding that an answer of our channel carries, or none."""
    best = _guess(answer.get("intent"))
    if best is None:
        return None
    listed = answer.get("alternatives")
    return Understanding(
        intent=best.intent,
        confidence=best.confidence,
        rejected=answer.get("rejected") is True,
        alternatives=tuple(found for one in listed if (found := _guess(one))) if isinstance(listed, list) else (),
        names=_names(answer.get("names")),
    )


def _guess(told: object) -> Guess | None:
    if not isinstance(told, dict) or not isinstance(told.get("name"), str) or len(told["name"]) > _LONGEST_INTENT:
        return None
    confidence = told.get("confidence")
    return Guess(told["name"], float(confidence) if isinstance(confidence, int | float) else 0.0)


def _names(told: object) -> Names | None:
    if not isinstance(told, dict):
        return None
    return Names(*(_texts(told.get(kind)) for kind in ("persons", "organisations", "contacts")))


def _texts(told: object) -> tuple[str, ...]:
    return tuple(text for text in told if isinstance(text, str)) if isinstance(told, list) else ()
