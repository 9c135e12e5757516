"""The last entry of the audit log, noted in a file that whoever can write the database only cannot change."""

import hashlib
import hmac
import json
import os
from pathlib import Path

from frontdesk.services.audit_check import AuditHead, HeadChanged


class AuditHeadFile:
    """Fills the port AuditHeads. The file is replaced whole, and signed with the key of the log."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = key

    def known(self) -> AuditHead | None:
        """Return the last entry noted; none where none was. Raises HeadChanged, OSError."""
        try:
            noted = json.loads(self._path.read_text(encoding="ascii"))
            head = AuditHead(int(noted["number"]), str(noted["seal"]))
            signed = hmac.compare_digest(str(noted["signature"]), self._signature(head))
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError) as problem:
            raise HeadChanged(self._path.name) from problem
        if not signed:
            raise HeadChanged(self._path.name)
        return head

    def keep(self, head: AuditHead) -> None:
        """Note the last entry; on return it is on the disk. Raises OSError."""
        noted = {"number": head.number, "seal": head.seal, "signature": self._signature(head)}
        draft = self._path.with_name(f".{self._path.name}.{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(json.dumps(noted))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._path)

    def _signature(self, head: AuditHead) -> str:
        return hmac.new(self._key, f"head {head.number} {head.seal}".encode(), hashlib.sha256).hexdigest()
