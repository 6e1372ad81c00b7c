"""From the decision to the receipt by name, the claim, the way back, and the missing receipt."""

from datetime import timedelta

import pytest

from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.notices import selectors as notices
from oneseal.supervision import jobs, selectors, services
from oneseal.supervision.models import Push
from oneseal.supervision.services import News
from oneseal.supervision.tests.factories import Pair, pair

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]


def told(row: Push) -> list[str]:
    return [each.kind.removeprefix("supervision.") for each in entries(Subject("push", row.pk))]


def test_a_grant_goes_to_the_department_that_the_item_names_on_the_same_day() -> None:
    made = pair()
    row = made.pushed()
    assert (row.department, row.kind, row.state) == (made.market, "granted", "sent")
    assert row.decided_on == clock.today()
    again = News(row.entry, "cases.decided", row.case_id, clock.now(), {"outcome": "granted"})
    assert services.push(again) is None
    assert told(row) == ["pushed"]
    assert selectors.pushes_to_see_to(made.house["liaison"]).count() == 1


def test_a_refusal_and_an_unknown_department_are_not_pushed() -> None:
    assert pair().decided("refused") is None


def test_an_item_without_a_known_department_is_not_pushed() -> None:
    assert pair(supervisor="云岭市没有的局").decided() is None


def test_the_boundary_list_decides_where_it_goes() -> None:
    made = pair()
    services.write_duty(
        made.house["item_keeper"],
        item_id=made.house.item_id,
        department_id=made.water.pk,
        approver="审查条件，作出决定",
        supervisor="监督检查，反馈情况",
    )
    assert made.pushed().department == made.water


def test_it_is_received_by_name_and_then_claimed() -> None:
    made = pair()
    row, liaison = made.pushed(), made.house["liaison"]
    with pytest.raises(Conflict):
        services.claim(liaison, push_id=row.pk)
    services.receive(liaison, push_id=row.pk)
    services.claim(liaison, push_id=row.pk, person="监管二科 高原")
    row.refresh_from_db()
    assert (row.state, row.receiver, row.claimer) == ("claimed", "罗联", "监管二科 高原")
    assert told(row) == ["pushed", "received", "claimed"]
    assert entries(Subject("push", row.pk))[1].data["on_time"] is True
    with pytest.raises(Conflict):
        services.receive(liaison, push_id=row.pk)


def test_only_the_department_that_it_went_to_may() -> None:
    made = pair()
    row = made.pushed()
    with pytest.raises(NotFound):
        services.receive(made.house["water"], push_id=row.pk)
    with pytest.raises(NotFound):
        services.receive(made.house["clerk"], push_id=row.pk)
    for who in ("supervisor", "reviewer", "bureau_head"):
        with pytest.raises(Forbidden):
            services.receive(made.house[who], push_id=row.pk)
    assert not selectors.visible_pushes(made.house["water"]).exists()


def test_everything_that_waits_is_received_at_once() -> None:
    made = pair()
    made.pushed()
    made.pushed()
    assert services.receive_all(made.house["water"]) == 0
    assert services.receive_all(made.house["liaison"]) == 2
    assert services.receive_all(made.house["liaison"]) == 0


def test_what_is_not_theirs_goes_back_and_to_another_department() -> None:
    made = pair()
    row, liaison, supervisor = made.pushed(), made.house["liaison"], made.house["supervisor"]
    with pytest.raises(RuleViolation) as refused:
        services.send_back(liaison, push_id=row.pk, reason=" ")
    assert refused.value.field == "reason"
    services.send_back(liaison, push_id=row.pk, reason="取水由水利局监管")
    assert selectors.pushes_to_see_to(supervisor).count() == 1
    with pytest.raises(RuleViolation):
        services.resend(supervisor, push_id=row.pk, department_id=made.house.bureau_id)
    with pytest.raises(Forbidden):
        services.resend(liaison, push_id=row.pk, department_id=made.water.pk)
    services.resend(supervisor, push_id=row.pk, department_id=made.water.pk)
    services.receive(made.house["water"], push_id=row.pk)
    assert told(row) == ["pushed", "returned", "resent", "received"]


def test_a_missing_receipt_is_told_to_both_sides_once() -> None:
    made = pair()
    row = made.pushed()
    services.name_partner(
        made.house["coordinator"], department_id=made.market.pk, liaison_id=made.house.staff("section_head")
    )
    people = [made.house[who] for who in ("liaison", "section_head", "supervisor")]
    before = [notices.unread(each).count() for each in people]
    with clock.at(clock.now() + timedelta(days=14)):
        jobs.escalate()
        jobs.escalate()
        assert [notices.unread(each).count() for each in people] == [n + 1 for n in before]
        assert selectors.counts(made.house["supervisor"]).late == 1
        assert selectors.pushes_to_see_to(made.house["coordinator"]).count() == 1
        services.receive(made.house["liaison"], push_id=row.pk)
    row.refresh_from_db()
    assert row.escalated_on is not None
    assert entries(Subject("push", row.pk))[-1].data["on_time"] is False
    assert told(row) == ["pushed", "escalated", "received"]


def test_the_month_in_numbers() -> None:
    made = pair()
    row = made.pushed()
    made.pushed()
    services.receive(made.house["liaison"], push_id=row.pk)
    month = selectors.months(clock.today())[0]
    line = selectors.figures(made.house["supervisor"], month)[0]
    assert (line.department, line.pushed, line.on_time, line.late, line.missing) == (
        "云岭市市场监督管理局",
        2,
        1,
        0,
        1,
    )
    assert selectors.figures(made.house["water"], month) == []
    assert selectors.figures(made.house["supervisor"], selectors.months(clock.today())[1]) == []


@pytest.fixture
def made() -> Pair:
    return pair()


def test_partners_are_named_by_the_coordination(made: Pair) -> None:
    with pytest.raises(Forbidden):
        services.name_partner(made.house["section_head"], department_id=made.market.pk, liaison_id=None)
    with pytest.raises(RuleViolation):
        services.name_partner(made.house["coordinator"], department_id=made.house.bureau_id, liaison_id=None)


def test_an_annulled_decision_without_a_certificate_is_pushed_once() -> None:
    made = pair()
    row = made.pushed()
    said = {"document": "云审撤〔2026〕1号", "number": row.number, "day": clock.today().isoformat()}
    news = News(row.entry + 1, "cases.commitment_revoked", row.case_id, clock.now(), said)
    pushed = services.push(news)
    assert pushed is not None
    again = Push.objects.get(pk=pushed)
    assert (again.kind, again.number, again.said) == (
        "ended",
        "云审撤〔2026〕1号",
        "撤销（行政许可法第六十九条）",
    )
    assert services.push(news) is None
