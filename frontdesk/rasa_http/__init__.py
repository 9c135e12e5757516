"""The loopback client to the Rasa server."""

from frontdesk.rasa_http.client import RasaClient
from frontdesk.rasa_http.pending import PendingErasureFolder
from frontdesk.rasa_http.reading import RasaReader

__all__ = ["PendingErasureFolder", "RasaClient", "RasaReader"]
