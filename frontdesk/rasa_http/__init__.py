"""The loopback client to the Rasa server."""

from frontdesk.rasa_http.client import RasaClient
from frontdesk.rasa_http.pending import PendingErasureFolder

__all__ = ["PendingErasureFolder", "RasaClient"]
