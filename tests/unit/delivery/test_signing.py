"""Signatures, verified as the documentation says: its code is run here."""

import hashlib
import hmac
import re
import time
from base64 import b64decode, b64encode
from datetime import UTC, datetime
from typing import Any

import pytest

from frontdesk.delivery.signing import KeyUnusable, signed_headers
from frontdesk.services.delivery_destinations import new_key
from tests.contracts.source import ROOT
from tests.factories import NOON

BODY = '{"name":"Ç"}'.encode()


def documented() -> dict[str, Any]:
    """What the verifying code of the documentation defines."""
    page = (ROOT / "docs" / "deliveries.md").read_text(encoding="utf-8")
    code = re.search(r"```python\n(.*?def verify.*?)```", page, re.DOTALL)
    assert code is not None
    names: dict[str, Any] = {}
    exec(code[1], names)  # noqa: S102 - readers run it too
    return names


def test_code_of_the_documentation_takes_what_we_sign_and_refuses_anything_else() -> None:
    key, now = new_key(), datetime.fromtimestamp(int(time.time()), UTC)
    header = signed_headers(key, "id", BODY, now)["Frontdesk-Signature"]
    verify = documented()["verify"]
    assert verify(key, header, BODY)
    assert not verify(key, header, BODY + b" ")
    assert not verify(new_key(), header, BODY)
    assert not verify(key, header.replace("v1=", "v1=0"), BODY)
    stale = signed_headers(key, "id", BODY, datetime.fromtimestamp(time.time() - 3600, UTC))["Frontdesk-Signature"]
    assert not verify(key, stale, BODY)


def test_standard_webhooks_libraries_can_verify() -> None:
    key = new_key()
    headers = signed_headers(key, "id", BODY, NOON)
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + BODY
    expected = hmac.digest(b64decode(key.removeprefix("whsec_")), signed, hashlib.sha256)
    assert headers["webhook-signature"] == f"v1,{b64encode(expected).decode()}"


@pytest.mark.parametrize("key", ["", "secret", "whsec_", "whsec_%%%", "MDEyMzQ1"])
def test_key_of_another_form_signs_nothing(key: str) -> None:
    with pytest.raises(KeyUnusable):
        signed_headers(key, "id", BODY, NOON)
