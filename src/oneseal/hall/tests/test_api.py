"""The hall for other systems: what was given and agreed about their own cases, and the public solo list."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from oneseal.cases.selectors import any_case
from oneseal.cases.tests import factories as cases
from oneseal.foundation import clock
from oneseal.hall import services
from oneseal.hall.services.slips import About
from oneseal.hall.tests import factories
from oneseal.identity.services import create_client

pytestmark = pytest.mark.django_db


def client_of(made: Any, name: str) -> tuple[int, Client]:
    row, token = create_client(
        made["administrator"],
        name=name,
        scopes=["cases:read"],
        expires_on=clock.today() + timedelta(days=30),
    )
    return row.pk, Client(headers={"Authorization": f"Bearer {token}"})


def test_a_system_reads_the_slips_and_appointments_of_its_own_cases() -> None:
    made = cases.house()
    row, mine = client_of(made, "市一体化平台")
    _, other = client_of(made, "自助终端")
    case = cases.submitted(made)
    kept = any_case(case.pk)
    kept.made_by = -row
    kept.save(update_fields=["made_by"])
    slip = services.issue_study(
        made["clerk"], About("办理申请", case_id=case.pk), question="适用哪一条不明确"
    )
    base = f"/api/v1/hall/cases/{case.pk}"
    told = mine.get(f"{base}/slips").json()
    assert [(each["number"], each["path"], each["state"]) for each in told] == [
        (slip.number, "study", "open")
    ]
    assert "visitor" not in told[0]
    assert mine.get(f"{base}/appointments").json() == []
    assert other.get(f"{base}/slips").status_code == 404
    assert Client().get(f"{base}/slips").status_code == 401


def test_anybody_reads_the_solo_list() -> None:
    made = cases.instant_house(solo=True)
    today = clock.today()
    services.appoint_solo(
        made["bureau_head"],
        staff=made.staff("reviewer"),
        certificate="独审001",
        from_on=today,
        to_on=today + timedelta(days=365),
    )
    told = Client().get("/api/v1/hall/solo").json()
    assert [each["code"] for each in told["items"]] == ["simple"]
    assert [each["name"] for each in told["approvers"]] == ["郑凯"]


def test_where_the_papers_of_its_own_case_are() -> None:
    made = cases.house()
    row, mine = client_of(made, "市一体化平台")
    case = cases.accepted(made)
    kept = any_case(case.pk)
    kept.made_by = -row
    kept.save(update_fields=["made_by"])
    factories.handed(made, case)
    base = f"/api/v1/hall/cases/{case.pk}/handovers"
    told = mine.get(base).json()
    assert [(each["state"], each["received_at"]) for each in told] == [("on_way", None)]
    assert made.cast.staff["clerk"].name not in str(told)
    _, other = client_of(made, "自助终端")
    assert other.get(base).status_code == 404
