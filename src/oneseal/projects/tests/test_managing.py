"""A project manager's page: what is to be done, whose answer is awaited, the visits (7.4, 11.4)."""

import pytest

from oneseal.cases.tests.factories import House
from oneseal.foundation import clock
from oneseal.projects.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> House:
    return factories.house()


def test_a_manager_sees_their_projects_and_plans_visits(made: House) -> None:
    mine = factories.registered(made, manager_id=made.staff("clerk"), wished_start=clock.today())
    clerk = made.client("clerk")
    page = clerk.get("/desk/projects/managed/").text
    assert mine.name in page
    assert "可以开始" in page
    link = page.split('href="/desk/agents/visits/?who=')[1].split('"')[0].replace("&amp;", "&")
    assert mine.code in link
    wanted = clerk.get(f"/desk/agents/visits/?who={link}").text
    assert f'value="{mine.address}"' in wanted
    sent = {"who": mine.owner_name, "place": mine.address, "demand": "每周一来一次", "project": mine.code}
    clerk.post("/desk/agents/visits/", sent | {"staff_id": str(made.staff("clerk"))})
    for address in ("/desk/projects/managed/", f"/desk/projects/{mine.pk}/", "/desk/agents/visits/?mine=1"):
        assert "每周一来一次" in clerk.get(address).text
    assert "没有帮办的项目" in made.client("coordinator").get("/desk/projects/managed/").text
    assert made.client("administrator").get("/desk/projects/managed/").status_code == 403
