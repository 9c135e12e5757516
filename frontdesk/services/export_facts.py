"""Write the fact store back as the curated files."""

from pathlib import Path

from frontdesk.services.ports import FactFiles, FactStore


def export_facts(store: FactStore, files: FactFiles, folder: Path) -> tuple[Path, ...]:
    """Write every current fact, drafts and retracted ones too; importing the result changes nothing.

    Raises StoreUnavailable, and OSError where the folder cannot be written.
    """
    return files.write(store.book(), folder)
