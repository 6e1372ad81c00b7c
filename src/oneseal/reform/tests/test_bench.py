"""From the journal to the bench, and the log out."""

import json
from datetime import timedelta

import pytest

from oneseal.bundles.tests import factories as bundles
from oneseal.cases import services as case_services
from oneseal.cases.tests import factories
from oneseal.cases.tests.factories import House
from oneseal.foundation import clock, history, subscribers
from oneseal.foundation.journal import Subject
from oneseal.kernel.errors import RuleViolation
from oneseal.reform import selectors, services
from oneseal.reform.models import Spent, StepSpent
from oneseal.reform.rules.spending import INTAKE

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> House:
    return factories.house()


def whole(made: House) -> selectors.Scope:
    return selectors.scope(made["item_keeper"], selectors.ALL)


def test_a_decided_case_is_measured_once_and_again(made: House) -> None:
    running = factories.accepted(made)
    case = factories.decided(made)
    subscribers.run_pending()
    found = Spent.objects.get()
    assert found.case_id == case.pk
    assert set(StepSpent.objects.values_list("key", flat=True)) == {
        INTAKE,
        "review",
        "check",
        "decide",
        "sign",
    }
    assert services.measure([case.pk, running.pk, 0]) == 1
    assert Spent.objects.count() == 1
    case_services.withdraw_case(made["张伟"], case_id=running.pk, reason="不办了")
    subscribers.run_pending()
    assert Spent.objects.count() == 2


def test_where_the_days_went(made: House) -> None:
    start = clock.now()
    factories.decided(made)
    with clock.at(start + timedelta(days=9)):
        later = factories.accepted(made)
    with clock.at(start + timedelta(days=16)):
        case_services.withdraw_case(made["张伟"], case_id=later.pk, reason="不办了")
        subscribers.run_pending()
        today = clock.today()
        found = selectors.measured(made["item_keeper"], whole(made), today - timedelta(days=30), today)
        before = selectors.measured(
            made["item_keeper"], whole(made), today - timedelta(days=90), start.date()
        )
    assert found.whole.cases == 2
    assert found.whole.waiting == pytest.approx(found.whole.total)
    assert 2 <= found.whole.total * 2 <= 6
    assert before.whole.cases <= 1
    assert {line.key for line in found.steps} >= {"review", INTAKE}


def test_figures_take_two_statements(made: House, django_assert_num_queries: object) -> None:
    factories.decided(made)
    subscribers.run_pending()
    keeper, scope, today = made["item_keeper"], whole(made), clock.today()
    with django_assert_num_queries(2):  # type: ignore[operator]
        selectors.measured(keeper, scope, today, today)


@pytest.mark.parametrize("form", ["xes", "ocel"])
def test_the_log_leaves_without_names_and_is_journaled(made: House, form: str) -> None:
    case = factories.decided(made)
    subscribers.run_pending()
    assert made.client("item_keeper").post("/desk/reform/log/", {"form": form}).status_code == 403
    sent = made.client("bureau_head").post("/desk/reform/log/?scope=all&days=30", {"form": form})
    text = b"".join(sent.streaming_content).decode()  # type: ignore[attr-defined]
    assert case.number in text
    assert "张伟" not in text
    assert made.cast.staff["reviewer"].name not in text
    if form == "ocel":
        kinds = {each["type"] for each in json.loads(text)["events"]}
        assert {"提交申请", "受理", "作出决定：签发"} <= kinds
    told = history.entries(Subject("bureau", made.bureau_id), kinds=frozenset({"reform.log_exported"}))
    assert [entry.data["cases"] for entry in told] == [1]


def test_an_empty_log_is_refused_and_says_what_to_do(made: House) -> None:
    today = clock.today()
    with pytest.raises(RuleViolation, match="没有办结的办件"):
        services.export_log(made["bureau_head"], scope=whole(made), first=today, last=today, form="xes")
    answer = made.client("supervisor").post("/desk/reform/log/?days=30", {"form": "xes"}, follow=True)
    assert "换一段时间或范围" in answer.content.decode()


@pytest.mark.parametrize("path", ["", "measured/", "report/"])
def test_pages(made: House, path: str) -> None:
    empty = made.client("item_keeper").get(f"/desk/reform/{path}")
    assert empty.status_code == 200
    factories.decided(made)
    subscribers.run_pending()
    page = made.client("bureau_head").get(f"/desk/reform/{path}").content.decode()
    assert "流程再造" in page
    code = whole(made).parts[0].code
    picked = made.client("item_keeper").get(f"/desk/reform/{path}", {"item": code}).content.decode()
    assert f'value="{code}" checked' in picked
    assert made.client("item_keeper").get(f"/desk/reform/{path}?scope=line:none").status_code == 404
    assert made.client("reviewer").get(f"/desk/reform/{path}").status_code == 403
    assert made.client("张伟").get(f"/desk/reform/{path}").status_code == 403


def test_a_published_theme_is_a_set_of_its_own() -> None:
    made = bundles.house()
    theme = bundles.published(made).theme
    keeper = made["item_keeper"]
    assert (f"theme:{theme.code}", theme.title) in selectors.scopes(keeper)
    scope = selectors.scope(keeper, f"theme:{theme.code}")
    assert set(scope.items) == {part.code for part in scope.parts}
    assert selectors.analysis(scope).path
    assert {each.key: each.saved > 0 for each in selectors.before_and_after(scope)}["trips"]
    page = made.client("item_keeper").get("/desk/reform/report/", {"scope": scope.key}).content.decode()
    assert theme.title in page
