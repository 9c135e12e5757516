"""Secrets that the database keeps encrypted under a key drawn from the installation's secret."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from frontdesk.services.errors import SealBroken

_PURPOSE = b"frontdesk: secrets in the database, 1"  # another purpose, another key


class Vault:
    """Seals texts and opens them again. Whoever has only the database, or a backup of it, reads nothing."""

    def __init__(self, secret: str) -> None:
        drawn = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(secret.encode())
        self._fernet = Fernet(base64.urlsafe_b64encode(drawn))

    def seal(self, text: str) -> str:
        """Return a text encrypted and signed; the same text is sealed differently each time."""
        return self._fernet.encrypt(text.encode()).decode("ascii")

    def open(self, sealed: str) -> str:
        """Return what was sealed. Raises SealBroken where another secret sealed it or it was changed."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken as problem:
            raise SealBroken(
                "A secret in the database was sealed under another FRONTDESK_SECRET, or was changed since."
                " Restore the installation's secret, or enter this one again."
            ) from problem
