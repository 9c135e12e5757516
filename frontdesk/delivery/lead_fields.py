"""A recorded lead under the names that a customer database gives its fields."""

from collections.abc import Mapping

from frontdesk.services.delivery import FailureReason, Parcel, Prospect, SendFailed
from frontdesk.services.delivery_destinations import field_mapping

_NEEDED = ("reference", "name", "organisation", "email", "project", "created_at")


def values_of(parcel: Parcel) -> dict[str, str]:
    """Return what is held of a lead as texts, by our names; ``first_name`` and ``last_name`` are the halves of the name.

    Raises SendFailed where the payload is no lead.
    """
    missing = [name for name in _NEEDED if not isinstance(parcel.payload.get(name), str)]
    if missing:
        raise SendFailed(FailureReason.PAYLOAD_INCOMPLETE, missing[0], prospect=Prospect.HOPELESS)
    held = {name: str(value) for name, value in parcel.payload.items() if isinstance(value, str | int | float)}
    first, last = halves(held["name"])
    rating = parcel.payload.get("qualification")
    outcome = {"outcome": str(rating.get("outcome", ""))} if isinstance(rating, Mapping) else {}
    return {name: value for name, value in {**held, **outcome, "first_name": first, "last_name": last}.items() if value}


def halves(name: str) -> tuple[str, str]:
    """Cut a name after its first word. Which part is the family name was not asked; a single word counts as that."""
    first, _, last = " ".join(name.split()).partition(" ")
    return (first, last) if last else ("", first)


def mapped(values: Mapping[str, str], usual: Mapping[str, str], added: str) -> dict[str, str]:
    """Return values by their names. ``added`` holds lines of ours = theirs, which come on top of the usual ones."""
    names = {**usual, **field_mapping(added)}
    return {theirs: values[ours] for ours, theirs in names.items() if ours in values}
