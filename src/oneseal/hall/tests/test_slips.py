"""The window without veto: who may say no, three paths, each to its end."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from oneseal.cases import services as case_services
from oneseal.cases.tests import factories as cases
from oneseal.documents.selectors import documents_about
from oneseal.foundation import clock
from oneseal.foundation.subscribers import run_pending
from oneseal.hall import selectors, services
from oneseal.hall.models import WindowSlip
from oneseal.hall.services.slips import About
from oneseal.hall.tests import factories
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation

pytestmark = pytest.mark.django_db
SAID = {"reason": "不属于本局", "basis": "行政许可法第三十二条"}


@pytest.fixture
def made() -> cases.House:
    return cases.house()


@pytest.mark.parametrize("who", ["clerk", "reviewer"])
def test_the_window_turns_nobody_away(made: cases.House, who: str) -> None:
    case = cases.submitted(made)
    for act, said in (
        (case_services.declare_not_ours, {**SAID, "authority": "云岭市水务局"}),
        (case_services.declare_not_needed, SAID),
    ):
        with pytest.raises(Forbidden) as caught:
            act(made[who], case_id=case.pk, **said)
        assert caught.value.code == "window_no_veto"
    case.refresh_from_db()
    assert case.state == "submitted"


def test_a_guide_about_an_application_ends_in_the_written_decision(made: cases.House) -> None:
    case = cases.submitted(made)
    slip = factories.guide(made, case_id=case.pk)
    assert slip.number.startswith("云审路")
    assert slip.section_id == case.section_id
    with pytest.raises(Forbidden):
        services.settle_slip(made["clerk"], slip_id=slip.pk, outcome="not_ours", conclusion="不归我们")
    with pytest.raises(NotFound):
        services.settle_slip(made["investment_head"], slip_id=slip.pk, outcome="ours", conclusion="是")
    with pytest.raises(RuleViolation) as caught:
        services.settle_slip(made["section_head"], slip_id=slip.pk, outcome="not_ours", conclusion="市级")
    assert caught.value.field == "basis"
    services.settle_slip(
        made["section_head"],
        slip_id=slip.pk,
        outcome="not_ours",
        conclusion="市级发证",
        basis="渔业法第十一条",
    )
    case.refresh_from_db()
    slip.refresh_from_db()
    assert (case.state, slip.state, slip.outcome) == ("not_accepted", "settled", "not_ours")
    decision = next(each for each in documents_about("case", case.pk) if each.kind == "non_acceptance")
    assert decision.number.startswith("云审不受")
    assert factories.told(slip) == ["slip_issued", "slip_settled"]
    with pytest.raises(Conflict):
        services.settle_slip(made["coordinator"], slip_id=slip.pk, outcome="ours", conclusion="再来一次")


def test_a_study_stops_no_clock_and_ends_with_what_was_found(made: cases.House) -> None:
    case = cases.submitted(made)
    slip = factories.study(made, case_id=case.pk)
    assert case.answer_by is not None
    assert slip.due <= case.answer_by
    before = slip.due
    factories.escalated(made, slip)
    slip.refresh_from_db()
    assert (slip.state, slip.due) == ("escalated", before)
    with clock.at(clock.now() + timedelta(hours=3)):
        services.settle_slip(
            made["coordinator"],
            slip_id=slip.pk,
            outcome="not_needed",
            conclusion="不需要许可",
            basis="食品安全法第三十五条",
        )
    case.refresh_from_db()
    assert case.state == "not_needed"


def test_an_application_has_one_open_slip_and_a_list_is_its_correction(made: cases.House) -> None:
    case = cases.submitted(made)
    with pytest.raises(Conflict) as caught:
        factories.listed(made, case_id=case.pk)
    assert caught.value.code == "list_is_correction"
    factories.study(made, case_id=case.pk)
    with pytest.raises(Conflict) as caught:
        factories.guide(made, case_id=case.pk)
    assert caught.value.code == "slip_open"


def test_what_was_answered_otherwise_ends_the_slip(made: cases.House) -> None:
    case = cases.submitted(made)
    slip = factories.study(made, case_id=case.pk)
    case_services.accept_case(made["clerk"], case_id=case.pk)
    run_pending()
    slip.refresh_from_db()
    assert (slip.state, slip.outcome, slip.settled_by) == ("settled", "answered", None)
    with pytest.raises(Conflict) as caught:
        factories.guide(made, case_id=case.pk)
    assert caught.value.code == "answered"


@pytest.mark.parametrize("give", [factories.guide, factories.listed])
def test_a_visitor_is_rung_up_by_whoever_gave_the_slip(
    made: cases.House, give: Callable[..., WindowSlip]
) -> None:
    slip = give(made, visitor="李大山", phone="13800138000")
    assert slip in selectors.slips_to_settle(made["clerk"])
    assert slip not in selectors.slips_to_settle(made["second_clerk"])
    with pytest.raises(RuleViolation) as caught:
        services.settle_slip(made["clerk"], slip_id=slip.pk, outcome="nothing", conclusion="打了")
    assert caught.value.field == "outcome"
    services.settle_slip(made["clerk"], slip_id=slip.pk, outcome="unreachable", conclusion="打了三次")
    assert slip not in selectors.slips_to_settle(made["clerk"])


def test_a_visitors_study_waits_for_coordination_and_may_go_to_review(made: cases.House) -> None:
    slip = factories.study(made)
    with pytest.raises(Forbidden):
        services.settle_slip(made["clerk"], slip_id=slip.pk, outcome="can_be_done", conclusion="能办")
    assert slip in selectors.slips_to_settle(made["coordinator"])
    before = slip.due
    for wrong, field in (
        ({"invited": [made["reviewer"].staff_id]}, "invited"),
        ({"invited": [made["reviewer"].staff_id, 0]}, "invited"),
        ({"held_at": clock.now() - timedelta(hours=1)}, "held_at"),
        ({"held_at": clock.now() + timedelta(days=60)}, "held_at"),
        ({"place": " "}, "place"),
    ):
        said: dict[str, Any] = {"reason": "要请住建部门", **factories.sitting(made), **wrong}
        with pytest.raises(RuleViolation) as caught:
            services.escalate_slip(made["coordinator"], slip_id=slip.pk, **said)
        assert caught.value.field == field
    assert made.client("reviewer").get(f"/desk/slips/{slip.pk}/").status_code == 404
    factories.escalated(made, slip, "要请住建部门")
    slip.refresh_from_db()
    assert slip.due > before
    assert "二楼会议室" in made.client("reviewer").get(f"/desk/slips/{slip.pk}/").text
    said = {"slip_id": slip.pk, "outcome": "can_be_done", "conclusion": "按备案办"}
    with pytest.raises(RuleViolation, match="还没有到时间"):
        services.settle_slip(made["coordinator"], **said)
    with clock.at(clock.now() + timedelta(hours=3)):
        services.settle_slip(made["coordinator"], **said)
    with pytest.raises(Forbidden):
        services.escalate_slip(
            made["clerk"], slip_id=factories.study(made).pk, reason="急", **factories.sitting(made)
        )


@pytest.mark.parametrize("who", ["supervisor", "item_keeper", "张伟"])
def test_others_give_no_slips(made: cases.House, who: str) -> None:
    with pytest.raises(Forbidden):
        factories.guide(made, who)


def test_a_guide_says_where_to_go(made: cases.House) -> None:
    with pytest.raises(RuleViolation) as caught:
        services.issue_guide(made["clerk"], About("办证"), agency=" ", reason="不归我们")
    assert caught.value.field == "agency"


def test_what_a_visitor_left_is_read_in_full_by_whoever_follows_and_journaled(made: cases.House) -> None:
    slip = factories.listed(made, visitor="李大山", phone="13800138000")
    address = f"/desk/slips/{slip.pk}/"
    clerk = made.client("clerk")
    page = clerk.get(address).content.decode()
    assert ("13800138000" in page, "李大山" in page) == (False, False)
    assert "138****8000" in page
    assert clerk.post(f"{address}seen/phone/", {"reason": " "}).status_code == 422
    seen = clerk.post(f"{address}seen/phone/", {"reason": "电话回访办理情况"})
    assert "13800138000" in seen.content.decode()
    assert seen.headers["Cache-Control"] == "no-store"
    assert factories.told(slip) == ["slip_issued", "visitor_seen"]
    assert made.client("reviewer").post(f"{address}seen/phone/", {"reason": "想知道是谁"}).status_code == 404
    services.settle_slip(made["clerk"], slip_id=slip.pk, outcome="came_back", conclusion="已来")
    with pytest.raises(Forbidden):
        services.see_visitor(made["clerk"], slip_id=slip.pk, field="phone", reason="再看一次电话")
