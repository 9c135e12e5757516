"""Problems the services know of.

* StoreUnavailable       the database cannot be used now; trying later makes sense
* NotStorable            what was given is nothing a database can hold or look for
* ConversationNotFound   no conversation has this id, or it was erased
* SealBroken             a secret in the database cannot be opened with this installation's secret
* TooBusy                so many ask for the same costly thing that trying later makes sense
"""


class StoreUnavailable(Exception):
    """The database cannot be reached, is locked or refuses to write."""


class NotStorable(Exception):
    """A number is too large for any column, or a text holds the sign that no database takes: only a forged request has either."""


class ConversationNotFound(Exception):
    """Carries the id that was asked for."""

    def __init__(self, conversation_id: str) -> None:
        super().__init__(conversation_id)
        self.conversation_id = conversation_id


class SealBroken(Exception):
    """What is kept sealed cannot be opened: another secret sealed it, or it was changed."""


class TooBusy(Exception):
    """Too many wait for something that takes much memory or time."""
