"""Conversations that Rasa has still to forget, as empty files in the data folder: they outlast restarts and an absent database."""

import re
from pathlib import Path

_CONVERSATION_ID = re.compile(r"[A-Za-z0-9_-]{16,64}")


class PendingErasureFolder:
    """Fills the port PendingErasures. The folder is made at the first note."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, conversation_id: str) -> None:
        """Note a conversation. Raises ValueError where the id is none of ours, so that it is never a path."""
        if not _CONVERSATION_ID.fullmatch(conversation_id):
            raise ValueError(conversation_id)
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / conversation_id).touch()

    def remove(self, conversation_id: str) -> None:
        """Take a conversation off."""
        (self._folder / conversation_id).unlink(missing_ok=True)

    def waiting(self) -> tuple[str, ...]:
        """Return what waits, in the order of the ids."""
        if not self._folder.is_dir():
            return ()
        return tuple(sorted(file.name for file in self._folder.iterdir() if _CONVERSATION_ID.fullmatch(file.name)))
