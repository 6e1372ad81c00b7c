"""Violations verified by another; once verified, off the post; patrols; amenities."""

from datetime import timedelta

import pytest

from oneseal.appraisal import selectors, services
from oneseal.appraisal.models import AmenityTicket, DailyScore, Removal
from oneseal.appraisal.services import Seen
from oneseal.appraisal.tests import factories
from oneseal.appraisal.tests.factories import scored, violation
from oneseal.cases.tests import factories as cases
from oneseal.foundation import clock
from oneseal.kernel.access import Role
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.notices.selectors import text_of
from oneseal.notices.tests.factories import messages_about

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> cases.House:
    return factories.house()


def test_a_violation_counts_once_somebody_else_verified_it(made: cases.House) -> None:
    day = scored(made)
    row = violation(made)
    score = DailyScore.objects.get(staff=made.staff("clerk"), day=day)
    assert score.score == 700
    with pytest.raises(NotFound):
        selectors.access_violation(made["clerk"], row.pk)
    with pytest.raises(Forbidden):
        services.settle_violation(made["coordinator"], violation_id=row.pk, verified=True, verdict="属实")
    services.settle_violation(made["supervisor"], violation_id=row.pk, verified=True, verdict="监控属实")
    score.refresh_from_db()
    assert score.score == 670
    with pytest.raises(Conflict):
        services.settle_violation(made["bureau_head"], violation_id=row.pk, verified=False, verdict="查无")
    assert not Removal.objects.exists()
    assert made["clerk"].has(Role.CLERK)
    appeal = services.appeal_violation(made["clerk"], violation_id=row.pk, reason="当时在查系统公告")
    with pytest.raises(Forbidden, match="没有经手"):
        services.answer_appeal(made["supervisor"], appeal_id=appeal.pk, upheld=True, answer="成立")
    services.answer_appeal(made["bureau_head"], appeal_id=appeal.pk, upheld=True, answer="公告属实，不算违规")
    score.refresh_from_db()
    assert score.score == 700
    (answered,) = messages_about("appeal", appeal.pk)
    assert "申诉成立" in text_of(answered)
    assert [each.template for each in messages_about("violation", row.pk)] == ["violation_verified"]
    assert {each.template for each in messages_about("score", score.pk)} == {"score_corrected"}


def test_who_records_does_not_verify_even_as_supervisor(made: cases.House) -> None:
    said = {
        "conduct": factories.entry(made),
        "happened_on": clock.today(),
        "source": "patrol",
        "facts": "在窗口吃零食",
    }
    row = services.record_violation(made["supervisor"], staff=made.staff("clerk"), **said)  # type: ignore[arg-type]
    with pytest.raises(Forbidden, match="登记人以外"):
        services.settle_violation(made["supervisor"], violation_id=row.pk, verified=True, verdict="属实")
    with pytest.raises(Forbidden, match="自己的违规"):
        services.record_violation(made["supervisor"], staff=made.staff("supervisor"), **said)  # type: ignore[arg-type]
    with pytest.raises(Forbidden):
        services.record_violation(made["clerk"], staff=made.staff("second_clerk"), **said)  # type: ignore[arg-type]


def test_once_verified_off_the_post_with_retro_trace(made: cases.House) -> None:
    row = violation(made, "grave")
    assert made["clerk"].has(Role.CLERK)
    services.settle_violation(made["bureau_head"], violation_id=row.pk, verified=True, verdict="录音录像属实")
    assert not made["clerk"].has(Role.CLERK)
    removal = Removal.objects.get()
    assert removal.posts == ["综合窗口受理岗"]
    with pytest.raises(RuleViolation, match="责任倒查还没有结果"):
        services.close_removal(made["supervisor"], violation_id=row.pk, outcome="调离")
    with pytest.raises(Forbidden):
        services.trace_duty(
            made["supervisor"], violation_id=row.pk, staff=made.staff("clerk"), duty="本人", result="无"
        )
    services.trace_duty(
        made["supervisor"],
        violation_id=row.pk,
        staff=made.staff("section_head"),
        duty="日常管理",
        result="谈话提醒",
    )
    services.close_removal(
        made["supervisor"], violation_id=row.pk, outcome="退回派出单位", referred_to="市纪委监委"
    )
    removal.refresh_from_db()
    assert (removal.state, removal.referred_to) == ("closed", "市纪委监委")


def test_an_upheld_appeal_annuls_the_removal(made: cases.House) -> None:
    row = violation(made, "grave")
    services.settle_violation(made["supervisor"], violation_id=row.pk, verified=True, verdict="属实")
    with pytest.raises(NotFound):
        services.appeal_violation(made["clerk"], violation_id=row.pk, reason="认错人了")
    appeal = services.appeal_violation(made["coordinator"], violation_id=row.pk, reason="本人书面：认错人了")
    assert appeal.staff_id == made.staff("clerk")
    services.answer_appeal(made["bureau_head"], appeal_id=appeal.pk, upheld=True, answer="确系认错")
    assert Removal.objects.get().state == "annulled"
    row.refresh_from_db()
    assert row.state == "annulled"


def test_a_finding_is_checked_by_who_found_it(made: cases.House) -> None:
    zone = services.keep_zone(made["bureau_head"], name="综合受理区", leader=made.staff("deputy_head"))
    seen = Seen("填单台上没有老花镜", made.staff("clerk"), clock.today())
    late = Seen("迟了", made.staff("clerk"), clock.today() - timedelta(1))
    with pytest.raises(RuleViolation, match="不能早于今天"):
        services.patrol(made["deputy_head"], zone=zone.pk, seen=[late])
    with pytest.raises(Forbidden):
        services.patrol(made["clerk"], zone=zone.pk)
    round_ = services.patrol(made["deputy_head"], zone=zone.pk, note="秩序良好", seen=[seen])
    finding = round_.findings.get()
    assert selectors.findings_waiting(made["clerk"]).count() == 1
    with pytest.raises(Forbidden, match="整改责任人"):
        services.mend_finding(made["bureau_head"], finding_id=finding.pk, remedy="放好了")
    services.mend_finding(made["clerk"], finding_id=finding.pk, remedy="已放三副")
    with pytest.raises(Forbidden, match="发现问题的人"):
        services.check_finding(made["bureau_head"], finding_id=finding.pk, done=True)
    with pytest.raises(RuleViolation, match="还差什么"):
        services.check_finding(made["deputy_head"], finding_id=finding.pk, done=False)
    services.check_finding(made["deputy_head"], finding_id=finding.pk, done=False, note="少一副400度的")
    services.mend_finding(made["clerk"], finding_id=finding.pk, remedy="补齐")
    assert services.check_finding(made["deputy_head"], finding_id=finding.pk, done=True).state == "closed"


def test_anybody_reports_an_amenity_and_the_office_settles_it(made: cases.House) -> None:
    office = made["administrator"]
    thing = services.keep_amenity(office, kind="copier", name="自助复印机", place="一楼东侧")
    services.report_amenity(made["张伟"], amenity_id=thing.pk, text="卡纸")
    with pytest.raises(RuleViolation):
        services.report_amenity(made["张伟"], amenity_id=thing.pk, text="  ")
    ticket = AmenityTicket.objects.get()
    with pytest.raises(Forbidden):
        services.settle_ticket(made["clerk"], ticket_id=ticket.pk, outcome="修好", state="working")
    services.settle_ticket(office, ticket_id=ticket.pk, outcome="送修，三天后装回", state="faulty")
    assert [(each.name, each.state) for each in selectors.amenities(made.bureau_id)] == [
        ("自助复印机", "faulty")
    ]
    with pytest.raises(Conflict):
        services.settle_ticket(office, ticket_id=ticket.pk, outcome="再修", state="working")
    for _ in range(20):
        services.report_amenity(made["李娜"], amenity_id=thing.pk, text="还是卡纸")
    with pytest.raises(RuleViolation, match="不用再报"):
        services.report_amenity(made["李娜"], amenity_id=thing.pk, text="第二十一次")
