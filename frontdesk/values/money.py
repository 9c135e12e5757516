"""An amount of money in the currency it was given in; never converted silently."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Money:
    """An amount or a range: ``minimum == maximum`` for a single amount. ``currency`` is ISO 4217."""

    minimum: Decimal
    maximum: Decimal
    currency: str

    @property
    def is_range(self) -> bool:
        """Tell whether a range was given."""
        return self.minimum != self.maximum
