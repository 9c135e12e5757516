"""Signatures of webhooks: HMAC-SHA256 over time and body, in our own header and as Standard Webhooks lay down."""

import hashlib
import hmac
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Mapping
from datetime import datetime

_PREFIX = "whsec_"


class KeyUnusable(Exception):
    """A key is not of the form ``whsec_<base64>``."""


def signed_headers(key: str, parcel_id: str, body: bytes, at: datetime) -> Mapping[str, str]:
    """Return the headers that prove who sent a body and when. Raises KeyUnusable."""
    seconds, octets = str(int(at.timestamp())), _octets(key)
    own = hmac.new(octets, f"{seconds}.".encode() + body, hashlib.sha256)
    standard = hmac.new(octets, f"{parcel_id}.{seconds}.".encode() + body, hashlib.sha256)
    return {
        "Idempotency-Key": parcel_id,
        "Frontdesk-Signature": f"t={seconds},v1={own.hexdigest()}",
        "webhook-id": parcel_id,
        "webhook-timestamp": seconds,
        "webhook-signature": f"v1,{b64encode(standard.digest()).decode()}",
    }


def _octets(key: str) -> bytes:
    try:
        octets = b64decode(key.removeprefix(_PREFIX), validate=True)
    except Error as problem:
        raise KeyUnusable from problem
    if not octets or not key.startswith(_PREFIX):
        raise KeyUnusable
    return octets
