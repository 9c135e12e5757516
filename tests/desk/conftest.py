"""What every test of the desk begins with: a running gateway, and people who are signed in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.office import Office, office_of
from tests.web.installation import SECRET, installation
from tests.web.rasa_stand_in import RasaStandIn, rasa_stand_in


@pytest.fixture
def rasa() -> Iterator[RasaStandIn]:
    with rasa_stand_in(SECRET) as state:
        yield state


@pytest.fixture
def office(tmp_path: Path, rasa: RasaStandIn) -> Iterator[Office]:
    with installation(tmp_path, rasa) as running, office_of(running) as desk:
        yield desk
