"""Expert review, tests, first review, joint review and limited licences, each with what it refuses."""

from datetime import timedelta
from typing import Any

import pytest

from oneseal.cases import selectors as case_selectors
from oneseal.cases import services as cases
from oneseal.cases.rules.intake import Gap
from oneseal.cases.tests import factories as case_factories
from oneseal.foundation import clock
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.procedures import selectors, services
from oneseal.procedures.models import Expert, Member
from oneseal.procedures.tests import factories
from oneseal.procedures.tests.factories import House

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> House:
    return case_factories.house()


def draw(made: House, case: Any, **changes: Any) -> Any:
    said = {"question": "评审安全", "field": "食品安全", "size": 3, "expected_days": 10, "seed": "s"}
    return services.draw_panel(made["reviewer"], case_id=case.pk, **{**said, **changes})


def decide(made: House, case: Any, outcome: str = "granted") -> None:
    said: dict[str, Any] = {"criteria": ["已结清税款"]}
    if outcome == "refused":
        said = {"reasons": ["不符合要求"], "basis": ["《食品安全法》第三十五条"]}
    step = case_factories.step_of(case, "decide")
    cases.decide_case(made["section_head"], step_id=step.pk, outcome=outcome, **said)


def test_a_panel_is_drawn_recused_heard_and_concludes(made: House) -> None:
    case = factories.reviewed(made)
    factories.pool(made)
    with pytest.raises(RuleViolation, match="单数"):
        draw(made, case, size=4)
    with pytest.raises(RuleViolation, match="只有6人"):
        draw(made, case, size=7)
    row = draw(made, case)
    case.refresh_from_db()
    assert case.state == "suspended"
    first = Member.objects.filter(proceeding=row).order_by("pk")[0]
    follower = services.recuse_expert(
        made["reviewer"], proceeding_id=row.pk, member_id=first.pk, reason="与申请人有合作"
    )
    sitting = list(Member.objects.filter(proceeding=row).exclude(state="recused"))
    assert (len(sitting), follower.expert_id != first.expert_id) == (3, True)
    with pytest.raises(RuleViolation, match="3位专家没有"):
        services.conclude_review(made["reviewer"], proceeding_id=row.pk, summary="通过")
    for member, verdict in zip(sitting, ("fit", "unfit", "fit"), strict=True):
        services.enter_opinion(
            made["reviewer"], proceeding_id=row.pk, member_id=member.pk, verdict=verdict, opinion="意见"
        )
    with pytest.raises(Conflict, match="不能再改"):
        services.enter_opinion(
            made["reviewer"], proceeding_id=row.pk, member_id=sitting[0].pk, verdict="unfit", opinion="改"
        )
    closed = services.conclude_review(made["reviewer"], proceeding_id=row.pk, summary="多数同意")
    case.refresh_from_db()
    assert (closed.result, case.state) == ("fit", "in_review")


def test_experts_of_a_party_and_expired_ones_are_not_drawn(made: House) -> None:
    case = factories.reviewed(made)
    factories.pool(made, 5)
    Expert.objects.filter(name="专家4").update(valid_until=clock.today() - timedelta(days=1))
    row = draw(made, case, excluded="第0研究所")
    drawn = {each.expert.name for each in Member.objects.filter(proceeding=row) if each.expert}
    assert drawn == {"专家1", "专家2", "专家3"}
    with pytest.raises(Forbidden):
        services.enter_expert(made["clerk"], name="甲", field="乙", unit="丙", valid_until=clock.today())


def order(made: House, case: Any, **changes: Any) -> Any:
    said = {
        "procedure": "testing",
        "institution": "市检测中心",
        "question": "水质",
        "inspectors": "汪洋，检测中心\n孔维，检测中心",
        "expected_days": 7,
    }
    return services.order_test(made["reviewer"], case_id=case.pk, **{**said, **changes})


def test_a_test_needs_two_inspectors_and_a_failed_one_bars_the_grant(made: House) -> None:
    case = case_factories.at_decision(made)
    with pytest.raises(RuleViolation, match="两名以上") as refused:
        order(made, case, inspectors="汪洋，检测中心")
    assert refused.value.field == "inspectors"
    with pytest.raises(RuleViolation, match="检验、检测"):
        order(made, case, procedure="hearing")
    row = order(made, case)
    with pytest.raises(RuleViolation, match="盖章的报告"):
        services.report_test(made["reviewer"], proceeding_id=row.pk, verdict="fit", text="合格")
    services.report_test(made["reviewer"], proceeding_id=row.pk, verdict="unfit", text="大肠菌群超标")
    with pytest.raises(RuleViolation, match="不合格，不能准予"):
        decide(made, case)
    decide(made, case, "refused")


def test_what_came_up_from_the_first_review_is_not_asked_for_again(made: House) -> None:
    case = case_factories.submitted(made)
    row = services.receive_first_review(
        made["clerk"], case_id=case.pk, institution="青石镇", received_on=clock.today(), question="初审"
    )
    services.send_first_review(made["clerk"], proceeding_id=row.pk, verdict="fit", text="材料齐全")
    gap = Gap("application", "缺签名", "请补签")
    with pytest.raises(RuleViolation, match="不能要求申请人重复提供") as refused:
        cases.request_correction(made["clerk"], case_id=case.pk, gaps=[gap])
    assert refused.value.basis == "行政许可法第三十五条"


def held(made: House, row: Any, who: str, invited: tuple[str, ...], result: str) -> Any:
    services.convene_joint_review(
        made[who],
        proceeding_id=row.pk,
        held_at=clock.now() + timedelta(hours=1),
        place="会商室",
        agenda="研究",
        invited=[made.staff(each) for each in invited],
    )
    for each in invited:
        services.answer_invitation(made[each], proceeding_id=row.pk, coming=True)
    with clock.at(clock.now() + timedelta(hours=2)):
        services.minute_joint_review(made[who], proceeding_id=row.pk, text="纪要", result=result)
        with pytest.raises(RuleViolation, match="还有人没有签"):
            services.close_joint_review(made[who], proceeding_id=row.pk)
        for each in (who, *invited):
            services.sign_joint_review(made[each], proceeding_id=row.pk)
        return services.close_joint_review(made[who], proceeding_id=row.pk)


def test_the_joint_review_goes_up_and_binds_and_the_clock_runs(made: House) -> None:
    case = case_factories.at_decision(made)
    due = case.statutory_due
    step = case_factories.step_of(case, "decide")
    with pytest.raises(Forbidden):
        services.ask_joint_review(made["reviewer"], step_id=step.pk, question="疑难")
    row = services.ask_joint_review(made["section_head"], step_id=step.pk, question="疑难")
    with pytest.raises(RuleViolation, match="疑难会审还没有结束"):
        decide(made, case)
    held(made, row, "section_head", ("reviewer", "item_keeper"), "upward")
    above = selectors.proceedings_of(case.pk)[-1]
    assert (above.level, above.state) == ("bureau", "asked")
    with pytest.raises(Forbidden):
        held(made, above, "section_head", ("reviewer", "item_keeper"), "refused")
    held(made, above, "deputy_head", ("reviewer", "coordinator"), "refused")
    with pytest.raises(RuleViolation, match="会审的结论") as refused:
        decide(made, case)
    assert refused.value.field == "outcome"
    decide(made, case, "refused")
    case.refresh_from_db()
    assert case.statutory_due == due
    assert case_selectors.case_page(made["clerk"], case.pk).intervals == []


def at_decision(made: House, who: str) -> Any:
    case = case_factories.accepted(made, who)
    for key in ("review", "check"):
        case_factories.passed(made, case, key, "reviewer")
    cases.take_step(made["section_head"], step_id=case_factories.step_of(case, "decide").pk)
    return case


LIMITED = "年度总量内按受理先后"


def quota(made: House, **changes: Any) -> Any:
    said = {
        "item_id": made.item_id,
        "name": "年度",
        "first": clock.today() - timedelta(days=3),
        "last": clock.today() + timedelta(days=300),
        "places": 1,
        "way": "order",
    }
    return services.set_quota(made["item_keeper"], **{**said, **changes})


def test_places_are_only_for_items_that_say_so(made: House) -> None:
    with pytest.raises(RuleViolation, match="数量限制") as refused:
        quota(made)
    assert refused.value.field == "item_id"


def test_the_last_place_goes_to_who_was_accepted_first() -> None:
    made = case_factories.house(quota=LIMITED)
    first, second = at_decision(made, "张伟"), at_decision(made, "王芳")
    row = quota(made)
    with pytest.raises(RuleViolation, match="排第2位"):
        decide(made, second)
    decide(made, first)
    lines = selectors.line_of(row)
    assert [(each.name, each.within) for each in lines] == [("张*", True), ("王*", False)]
    with pytest.raises(RuleViolation, match="不能重叠"):
        quota(made)


def test_places_by_score_and_by_tender() -> None:
    made = case_factories.house(quota=LIMITED)
    first, second = at_decision(made, "张伟"), at_decision(made, "王芳")
    row = quota(made, way="score", pass_mark=6000)
    for case, points in ((first, 7000), (second, 8000)):
        services.record_entry(made["item_keeper"], quota_id=row.pk, number=case.number, points=points)
    with pytest.raises(RuleViolation, match="没有进入名次"):
        decide(made, first)
    decide(made, second)
    row.way = "tender"
    row.save()
    with pytest.raises(RuleViolation, match="没有登记本件的中标结果"):
        decide(made, first)
    with pytest.raises(RuleViolation, match="文号"):
        services.record_entry(made["item_keeper"], quota_id=row.pk, number=first.number)
    services.record_entry(
        made["item_keeper"], quota_id=row.pk, number=first.number, reference="中标通知书〔2026〕3号"
    )
    decide(made, first)
