"""A partner's own system works on its orders; what was done once is not done twice."""

from datetime import timedelta

import pytest
from django.test import Client

from oneseal.bundles import services
from oneseal.bundles.models import Partner
from oneseal.bundles.tests import factories
from oneseal.cases.tests.factories import House
from oneseal.foundation import clock
from oneseal.identity.services import create_client
from oneseal.kernel.errors import Conflict

URL, JSON = "/api/v1/orders", "application/json"


def system(made: House) -> Client:
    """The engraver's system, named for it."""
    row, token = create_client(
        made["administrator"],
        name="刻章系统",
        scopes=["bundles"],
        expires_on=clock.today() + timedelta(days=30),
    )
    Partner.objects.filter(code="engraver").update(client_id=row.pk)
    return Client(headers={"Authorization": f"Bearer {token}"})


def test_fetched_taken_and_done(made: House) -> None:
    joint = factories.applied(made)
    api = system(made)
    assert api.get(URL).json()["orders"] == []
    factories.decide(made, joint, "register")
    (order,) = api.get(URL).json()["orders"]
    assert (order["name"], order["contents"], order["number"]) == ("公章刻制", ["企业名章"], joint.number)
    one = f"{URL}/{order['uid']}"
    assert api.post(f"{one}/done", {"reference": "1"}, JSON).status_code == 409
    assert api.post(f"{one}/take", {"by": "何刻"}, JSON).json()["state"] == "taken"
    assert api.post(f"{one}/done", {"reference": ""}, JSON).status_code == 422
    done = api.post(f"{one}/done", {"reference": "印备2026-001"}, JSON).json()
    assert (done["state"], done["reference"]) == ("done", "印备2026-001")
    assert api.post(f"{one}/return", {"reason": "晚了"}, JSON).status_code == 409
    assert api.get(f"{URL}/{joint.uid}").status_code == 404
    assert api.get(URL, {"view": "all"}).json()["orders"][0]["uid"] == order["uid"]


def test_handed_in_once(made: House) -> None:
    joint = factories.applied(made)
    with pytest.raises(Conflict):
        services.submit_joint(made["张伟"], joint_id=joint.pk, declared=True)
    assert joint.members.count() == 3
