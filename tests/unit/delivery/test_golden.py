"""What each target is sent is what its golden file says; whoever changes it on purpose writes the files anew and reads them."""

import pytest

from tests.unit.delivery.produced import GOLDEN, produced


@pytest.mark.parametrize("name", sorted(produced()))
def test_target_is_sent_what_its_golden_file_says(name: str) -> None:
    assert produced()[name] == (GOLDEN / name).read_text(encoding="utf-8")


def test_no_golden_file_is_of_nothing() -> None:
    assert {file.name for file in GOLDEN.iterdir()} == set(produced())


@pytest.mark.parametrize("name", ["slack.json", "teams.json"])
def test_a_chat_is_told_nothing_of_the_person(name: str) -> None:
    told = produced()[name]
    for private in ("Ann", "Berg", "acme", "Cie", "+32", "fill", "40M", "conversation"):
        assert private not in told


def test_hubspot_is_never_told_of_a_consent_to_marketing() -> None:
    assert '"communications": []' in produced()["hubspot.json"]
