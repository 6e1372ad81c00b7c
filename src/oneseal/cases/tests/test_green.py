"""The green channel: who goes first, and that the law stays the same (inventory 3.29)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from oneseal.cases import services
from oneseal.cases.rules import green
from oneseal.cases.rules.deadlines import Term
from oneseal.cases.tests import factories
from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation

TODAY = date(2026, 11, 20)
GIVEN: dict[str, Any] = {"ground": "市级重点项目", "source": "云政办〔2026〕8号", "dishonest": False}


@pytest.mark.parametrize(
    ("first", "until", "changes", "code"),
    [
        (TODAY, date(2028, 11, 20), {}, ""),
        (TODAY, date(2028, 11, 21), {}, "term_too_long"),
        (TODAY, TODAY, {}, ""),
        (date(2026, 10, 1), date(2026, 11, 19), {}, "term_over"),
        (TODAY, date(2027, 1, 1), {"ground": " "}, "ground_missing"),
        (TODAY, date(2027, 1, 1), {"source": ""}, "ground_missing"),
        (TODAY, date(2027, 1, 1), {"dishonest": True}, "green_dishonest"),
    ],
)
def test_who_may_be_listed(first: date, until: date, changes: dict[str, Any], code: str) -> None:
    if not code:
        green.check_entry(first, until, TODAY, **{**GIVEN, **changes})
        return
    with pytest.raises(RuleViolation) as caught:
        green.check_entry(first, until, TODAY, **{**GIVEN, **changes})
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("days", "until", "left"),
    [
        (10, TODAY, 5),
        (5, TODAY, 3),
        (1, TODAY, 1),
        (0, TODAY, 0),
        (10, None, 10),
        (10, date(2026, 11, 19), 10),
    ],
)
def test_half_the_promise_rounded_up(days: int, until: date | None, left: int) -> None:
    assert green.promised(Term(days), until, TODAY) == Term(left)


def listed(made: factories.House, who: str = "coordinator", **changes: Any) -> Any:
    today = clock.today()
    given = {
        "number": made.cast.applicants["张伟"].number,
        "kind": "person",
        "ground": "返乡创业带头人",
        "source": "云人社〔2026〕3号",
        "from_on": today,
        "until": today + timedelta(days=300),
        **changes,
    }
    return services.list_green(made[who], **given)


@pytest.mark.django_db
def test_a_listed_applicant_goes_first_and_the_law_is_the_same() -> None:
    made = factories.house()
    before = factories.submitted(made)
    plain = services.accept_case(made["clerk"], case_id=factories.submitted(made).pk)
    row = listed(made)
    before.refresh_from_db()
    assert before.is_green
    told = [each.kind for each in entries(Subject("case", before.pk))]
    assert told[-1] == "cases.green_marked"
    after = factories.submitted(made)
    assert after.green_until == row.until
    case = services.accept_case(made["clerk"], case_id=after.pk)
    assert case.promised_limit == (plain.promised_limit + 1) // 2
    assert case.statutory_due == plain.statutory_due
    services.end_green(made["coordinator"], entry_id=row.pk, reason="已结束")
    case.refresh_from_db()
    assert not case.is_green
    assert not factories.submitted(made).is_green
    with pytest.raises(Conflict):
        services.end_green(made["coordinator"], entry_id=row.pk, reason="再一次")


@pytest.mark.django_db
def test_not_by_others_not_twice_not_the_dishonest() -> None:
    made = factories.house()
    with pytest.raises(Forbidden):
        listed(made, "clerk")
    listed(made)
    with pytest.raises(Conflict):
        listed(made)
    number = made.cast.applicants["王芳"].number
    services.record_dishonesty(
        made["supervisor"], number=number, fact="提供虚假材料", source="云市监", found_on=clock.today()
    )
    with pytest.raises(RuleViolation) as caught:
        listed(made, number=number)
    assert caught.value.code == "green_dishonest"
    with pytest.raises(RuleViolation) as unnamed:
        listed(made, number=made.cast.applicants["李娜"].number, kind="project")
    assert unnamed.value.field == "project"


@pytest.mark.django_db
def test_pages_of_the_list_and_its_rules() -> None:
    made = factories.house()
    firm = made.cast.applicants["云岭顺达物流有限公司"]
    keeper = Client()
    keeper.force_login(made.cast.account("coordinator"))
    today = clock.today()
    sent = {
        "kind": "enterprise",
        "number": firm.number,
        "ground": "重点招商企业",
        "source": "云政办〔2026〕8号",
        "from_on": today.isoformat(),
        "until": (today + timedelta(days=1000)).isoformat(),
    }
    refused = keeper.post("/desk/green/", sent)
    assert refused.status_code == 422
    assert "最长列入24个月" in refused.content.decode()
    sent["until"] = (today + timedelta(days=100)).isoformat()
    assert keeper.post("/desk/green/", sent).status_code == 302
    listed(made)
    assert "重点招商企业" in keeper.get("/desk/green/").content.decode()
    soonest = keeper.get("/desk/green/", {"sort": "until"}).content.decode()
    assert soonest.index("重点招商企业") < soonest.index("返乡创业带头人")
    public = Client().get("/green-channel/").content.decode()
    assert "云岭顺达物流有限公司" in public
    assert "返乡创业带头人" not in public
    factories.submitted(made)
    clerk = Client()
    clerk.force_login(made.cast.account("clerk"))
    assert "绿色通道" in clerk.get("/desk/intake/").content.decode()
    assert clerk.post("/desk/green/", sent).status_code == 422
