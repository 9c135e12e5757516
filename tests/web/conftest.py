"""What every test of the gateway begins with."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.installation import SECRET, Installation, Visitor, installation
from tests.web.rasa_stand_in import RasaStandIn, rasa_stand_in


@pytest.fixture
def rasa() -> Iterator[RasaStandIn]:
    with rasa_stand_in(SECRET) as state:
        yield state


@pytest.fixture
def desk(tmp_path: Path, rasa: RasaStandIn) -> Iterator[Installation]:
    with installation(tmp_path, rasa) as running:
        yield running


@pytest.fixture
def visitor(desk: Installation) -> Visitor:
    return desk.visitor()
