"""Keys for different purposes, all from the one secret of the installation, none of them of use for another."""

import hashlib
import hmac
from enum import StrEnum


class Purpose(StrEnum):
    """What a key is for."""

    AUDIT = "audit"  # seals the entries of the audit log and its head
    ERASURE = "erasure"  # turns the addresses of erased persons into what only this installation can compare
    MAIL = "mail"  # marks the threads of the e-mail channel


def key_for(secret: str, purpose: Purpose) -> bytes:
    """Return the key of one purpose. Whoever knows it learns neither the secret nor another key."""
    return hmac.digest(secret.encode(), f"frontdesk:{purpose}".encode(), hashlib.sha256)
