"""The slots of the domain that the enquiry uses, by name."""

LANGUAGE = "language"
REQUESTED = "requested_slot"
STATE = "enquiry_state"
OUTCOME = "enquiry_outcome"
ENQUIRY = "enquiry_"  # before the name of a field


def slot_of(field: str) -> str:
    """Return the slot of a field of the form."""
    return ENQUIRY + field
