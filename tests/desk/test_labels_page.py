"""Labels at the desk: administrators rename and remove them."""

import pytest

from frontdesk.leads.label import Tone
from frontdesk.staff.role import Role
from frontdesk.store.lead_labels_store import SqlLeadLabels
from tests.desk.office import Colleague, Office
from tests.factories import make_lead

pytestmark = pytest.mark.store
HERE = "/desk/labels"


@pytest.fixture
def chief(office: Office) -> Colleague:
    return office.signed_in(Role.ADMINISTRATOR)


def put(office: Office, chief: Colleague, name: str) -> int:
    """Put a label on a new lead and return the label's id."""
    reference = office.installation.stores.leads.record_lead(make_lead(), []).reference
    chief.post(f"/desk/leads/{reference}/labels", {"name": name, "tone": Tone.BLUE.value})
    assert f"{name} " in chief.read(f"/desk/leads/{reference}")
    return next(
        one.label.id for one in SqlLeadLabels(office.installation.stores.database).in_use() if one.label.name == name
    )


def test_a_label_is_renamed_and_removed(office: Office, chief: Colleague) -> None:
    label_id = put(office, chief, "Fair")
    assert chief.post(f"{HERE}/{label_id}", {"name": "Trade fair", "tone": "green"}).status_code == 303
    assert "Trade fair" in chief.read(HERE)
    assert chief.post(f"{HERE}/{label_id}/remove").status_code == 303
    assert "There are no labels yet" in chief.read(HERE)
    assert chief.post(f"{HERE}/{label_id}/remove").status_code == 404


def test_a_name_that_does_not_fit_is_shown_again_with_the_reason(office: Office, chief: Colleague) -> None:
    put(office, chief, "Urgent")
    label_id = put(office, chief, "Fair")
    for name, why in (("urgent", "has this name already"), ("  ", "at most 40 characters")):
        response = chief.post(f"{HERE}/{label_id}", {"name": name, "tone": "green"})
        assert response.status_code == 422
        assert why in response.text
        assert f'value="{name}"' in response.text


def test_the_number_of_leads_leads_to_them(office: Office, chief: Colleague) -> None:
    label_id = put(office, chief, "Fair")
    reference = office.installation.stores.leads.record_lead(make_lead(), []).reference
    url = f"/desk/leads?view=all&amp;label={label_id}"
    assert f'href="{url}">1</a>' in chief.get(HERE).text
    listed = chief.get(url.replace("&amp;", "&")).text
    assert "Fair" in listed
    assert reference not in listed
