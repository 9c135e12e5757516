"""Secrets in the database are unreadable without the installation's secret."""

import pytest

from frontdesk.services.errors import SealBroken
from frontdesk.store.sealing import Vault

SECRET = "a secret of sixteen or more"


def test_what_is_sealed_is_opened_by_the_same_installation_only() -> None:
    sealed = Vault(SECRET).seal("JBSWY3DPEHPK3PXP é")
    assert "JBSWY3" not in sealed
    assert Vault(SECRET).open(sealed) == "JBSWY3DPEHPK3PXP é"
    with pytest.raises(SealBroken, match="FRONTDESK_SECRET"):
        Vault(SECRET + "!").open(sealed)


def test_a_changed_seal_is_noticed() -> None:
    sealed = Vault(SECRET).seal("key")
    changed = sealed[:-5] + ("A" if sealed[-5] != "A" else "B") + sealed[-4:]
    for wrong in (changed, "", "é", sealed[:20]):
        with pytest.raises(SealBroken):
            Vault(SECRET).open(wrong)


def test_the_same_text_is_sealed_differently_each_time() -> None:
    assert Vault(SECRET).seal("key") != Vault(SECRET).seal("key")
