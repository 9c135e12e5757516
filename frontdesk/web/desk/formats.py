"""Dates, spans, amounts and countries as staff read them, in their language and in Brussels time."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_currency, format_decimal

from frontdesk.values import Language

_ZONE = "Europe/Brussels"
_LOCALES = {Language.EN: "en_GB", Language.FR: "fr_BE"}


class Formats:
    """The formats of one language; ``now`` is the moment the page is made."""

    def __init__(self, language: Language, now: datetime) -> None:
        self.locale = Locale.parse(_LOCALES[language])
        self._now = now

    def day(self, moment: datetime | date) -> str:
        """Return '24 Nov 2026'."""
        if isinstance(moment, datetime):
            moment = moment.astimezone(ZoneInfo(_ZONE)).date()
        return str(format_date(moment, "medium", locale=self.locale))

    def moment(self, moment: datetime) -> str:
        """Return '24 Nov 2026, 17:00' in Brussels."""
        return str(format_datetime(moment, "medium", tzinfo=ZoneInfo(_ZONE), locale=self.locale)).rsplit(":", 1)[0]

    def clock(self, moment: datetime) -> str:
        """Return '17:00' in Brussels."""
        return moment.astimezone(ZoneInfo(_ZONE)).strftime("%H:%M")

    def ago(self, moment: datetime) -> str:
        """Return '3 hours ago' or 'in 2 days'."""
        return str(format_timedelta(moment - self._now, add_direction=True, locale=self.locale))

    def span(self, length: timedelta) -> str:
        """Return '3 hours'."""
        return str(format_timedelta(length, locale=self.locale))

    def number(self, number: float | Decimal) -> str:
        """Return '1,234' or '1 234'."""
        return str(format_decimal(number, locale=self.locale))

    def percent(self, share: float) -> str:
        """Return a share between 0 and 1 as whole percent."""
        return f"{round(share * 100)} %" if self.locale.language == "fr" else f"{round(share * 100)}%"

    def money(self, amount: Decimal | None) -> str:
        """Return '€5,000,000' without cents; nothing for no amount."""
        if amount is None:
            return ""
        pattern = "#,##0 ¤" if self.locale.language == "fr" else "¤#,##0"
        return str(format_currency(amount, "EUR", pattern, locale=self.locale, currency_digits=False))

    def country(self, code: str) -> str:
        """Return a country's name; the code itself where there is none."""
        return str(self.locale.territories.get(code, code))

    def tongue(self, code: str) -> str:
        """Return a language's name, 'French'."""
        return str(self.locale.languages.get(code, code))

    def iso(self, moment: datetime) -> str:
        """Return a moment for machines, as in ``<time datetime>``."""
        return moment.isoformat()
