"""Value objects every layer speaks in: languages, scopes, partial dates, money. Nothing here knows a database or a request."""

from frontdesk.values.language import Language
from frontdesk.values.money import Money
from frontdesk.values.partial_date import PartialDate
from frontdesk.values.scope import Scope

__all__ = ["Language", "Money", "PartialDate", "Scope"]
