"""What joint evaluations cost and saved (5.13)."""

from typing import Any

import pytest

from oneseal.cases.tests.factories import House
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation, Violations
from oneseal.projects import selectors, services
from oneseal.projects.models import Ask, EvaluationCost
from oneseal.projects.rules import costs
from oneseal.projects.rules.costs import Cost, Saved
from oneseal.projects.tests import factories
from oneseal.projects.tests.factories import asked, done

GIVEN = [Cost("eia", 12_000_00, 8_000_00), Cost("soil", 8_000_00, 3_000_00)]


@pytest.mark.parametrize(
    ("sums", "average", "highest"),
    [
        ([], "—", None),
        ([Saved(100, 70)], "30.00%", "30.00%"),
        ([Saved(100, 55), Saved(300, 225)], "30.00%", "45.00%"),
        ([Saved(100, 120)], "0.00%", "0.00%"),
    ],
)
def test_average_and_highest(sums: list[Saved], average: str, highest: str | None) -> None:
    assert costs.total(sums).rate.percent() == average
    best = costs.highest(sums)
    assert (best.rate.percent() if best else None) == highest


def test_dearer_together_is_said_as_it_is() -> None:
    assert Saved(100, 120).saved == -20


@pytest.mark.parametrize(("given", "code"), [([], "no_costs"), ([Cost("tea", 1, 1)], "no_such_evaluation")])
def test_what_cannot_be_recorded(given: list[Cost], code: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        costs.check(given)
    assert caught.value.code == code


def test_every_wrong_amount_is_told_at_its_field() -> None:
    with pytest.raises(Violations) as caught:
        costs.check([Cost("eia", 0, 1), Cost("soil", 1, -1)])
    assert [each.field for each in caught.value.items] == ["alone_eia", "joint_soil"]


@pytest.fixture
def made() -> House:
    return factories.house()


def evaluation(made: House) -> Ask:
    project = factories.registered(made)
    done(made, project, "prepare")
    return asked(made, project)


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.mark.django_db
def test_recorded_and_recorded_again(made: House) -> None:
    ask = evaluation(made)
    services.record_costs(made["coordinator"], ask_id=ask.pk, given=GIVEN)
    services.record_costs(made["coordinator"], ask_id=ask.pk, given=GIVEN[:1])
    assert list(EvaluationCost.objects.values_list("kind", "alone", "joint")) == [tuple(GIVEN[0])]
    with pytest.raises(Forbidden):
        services.record_costs(made["supervisor"], ask_id=ask.pk, given=GIVEN)
    services.cancel_ask(made["coordinator"], ask_id=ask.pk, reason="重来")
    with pytest.raises(Conflict):
        services.record_costs(made["coordinator"], ask_id=ask.pk, given=GIVEN)


@pytest.mark.django_db
def test_only_evaluations_have_costs(made: House) -> None:
    ask = evaluation(made)
    Ask.objects.filter(pk=ask.pk).update(kind="review")
    with pytest.raises(RuleViolation, match="只有联合评估"):
        services.record_costs(made["coordinator"], ask_id=ask.pk, given=GIVEN)
    assert "评估费用" not in text(made.client("coordinator").get(f"/desk/projects/asks/{ask.pk}/"))


@pytest.mark.django_db
def test_the_pages(made: House) -> None:
    desk, ask = made.client("coordinator"), evaluation(made)
    page = f"/desk/projects/asks/{ask.pk}/"
    assert "还没有登记评估费用" in text(desk.get("/desk/projects/savings/"))
    refused = desk.post(f"{page}costs/", {"joint_eia": "8000.5"})
    assert refused.status_code == 422
    assert "没有写单独评估的费用" in text(refused)
    assert "8000.5" in text(refused)
    sent = {"alone_eia": "12000", "joint_eia": "8000", "alone_soil": "8000", "joint_soil": "3000"}
    shown = text(desk.post(f"{page}costs/", sent, follow=True))
    assert "节约 9,000 元（45.00%）" in shown
    assert text(desk.get("/desk/projects/savings/")).count("45.00%") == 3
    found = selectors.savings(made["supervisor"])
    assert found.average.saved == 9_000_00
    assert "登记评估费用" not in text(made.client("fire").get(page))
    with_none = made.client("supervisor").get("/desk/projects/savings/")
    assert with_none.status_code == 200
