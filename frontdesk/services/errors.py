"""Problems the services know of: ``StoreUnavailable`` (the database cannot be used now; trying later makes sense)."""


class StoreUnavailable(Exception):  # noqa: N818  # a state of the world rather than a mistake
    """The database cannot be reached, is locked or refuses to write."""
