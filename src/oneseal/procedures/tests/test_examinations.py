"""An examination from its announcement to the published results, which become the order of the quota (LIC-25)."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from oneseal.cases.tests import factories as case_factories
from oneseal.cases.tests.factories import House
from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.notices import selectors as notices
from oneseal.procedures import selectors, services
from oneseal.procedures.models import Candidate, Examination
from oneseal.procedures.rules import examinations as rules
from oneseal.procedures.tests.test_others import LIMITED, at_decision, decide, quota

pytestmark = pytest.mark.django_db
SAID = {
    "subject": "烟花爆竹安全",
    "requirements": "受理的申请人都可以报考；大纲见附件。",
    "place": "三楼考场",
}


@pytest.fixture
def made() -> House:
    return case_factories.house(quota=LIMITED)


def announced(made: House, row: Any, **changes: Any) -> Examination:
    held_at = clock.now() + timedelta(days=25)
    return services.announce_examination(
        made["item_keeper"], quota_id=row.pk, **{**SAID, "held_at": held_at, **changes}
    )


def seat(exam: Examination, case: Any) -> Candidate:
    return Candidate.objects.get(examination=exam, case=case.pk)


@pytest.mark.parametrize(("days", "code"), [(19, "too_soon"), (20, ""), (21, "")])
def test_it_is_announced_in_time(days: int, code: str) -> None:
    today = clock.today()
    if not code:
        rules.check_notice(today, today + timedelta(days=days))
        return
    with pytest.raises(RuleViolation) as caught:
        rules.check_notice(today, today + timedelta(days=days))
    assert (caught.value.code, caught.value.field) == (code, "held_at")


def test_numbers_are_drawn_once_and_can_be_drawn_again() -> None:
    first = rules.seats([7, 3, 5], "seed")
    assert sorted(first.values()) == [1, 2, 3]
    assert rules.seats([3, 5, 7], "seed") == first
    assert {tuple(rules.seats([7, 3, 5], str(each)).items()) for each in range(20)} != {tuple(first.items())}


def test_from_the_announcement_to_the_order_of_the_quota(made: House) -> None:
    keeper = made["item_keeper"]
    best, absent = at_decision(made, "张伟"), at_decision(made, "王芳")
    row = quota(made, way="score", pass_mark=6000)
    exam = announced(made, row)
    with pytest.raises(RuleViolation, match="考试结果"):
        services.record_entry(keeper, quota_id=row.pk, number=best.number, points=9000)
    with pytest.raises(Conflict):
        services.enter_marks(keeper, exam_id=exam.pk, marks={1: 9000})
    assert services.admit_candidates(keeper, exam_id=exam.pk, seed="s") == 2
    with pytest.raises(RuleViolation, match="还没有举行"):
        services.enter_marks(keeper, exam_id=exam.pk, marks={seat(exam, best).pk: 9120})
    with clock.at(exam.held_at + timedelta(hours=3)):
        services.enter_marks(keeper, exam_id=exam.pk, marks={seat(exam, best).pk: 9120})
        with pytest.raises(RuleViolation, match="还没有成绩"):
            services.publish_results(keeper, exam_id=exam.pk)
        with pytest.raises(RuleViolation):
            decide(made, best)
        services.enter_marks(keeper, exam_id=exam.pk, marks={seat(exam, absent).pk: None})
        services.publish_results(keeper, exam_id=exam.pk)
        assert [each.mark for each in selectors.line_of(row)] == ["91.2"]
        with pytest.raises(RuleViolation, match="没有进入名次"):
            decide(made, absent)
        decide(made, best)
        services.correct_mark(
            keeper, candidate_id=seat(exam, absent).pk, points=7000, reason="漏登，核对答卷后更正"
        )
        assert [each.mark for each in selectors.line_of(row)] == ["91.2", "70"]
    kinds = [each.kind.removeprefix("procedures.") for each in entries(Subject("quota", row.pk))]
    assert kinds == [
        "quota_set",
        "examination_announced",
        "candidates_admitted",
        "marks_entered",
        "marks_entered",
        "results_published",
        "mark_corrected",
    ]


def test_what_is_refused(made: House) -> None:
    keeper = made["item_keeper"]
    ordered = quota(made, way="order")
    with pytest.raises(RuleViolation) as caught:
        announced(made, ordered)
    assert caught.value.code == "not_by_score"
    page = made.client("item_keeper").get(f"/desk/procedures/quotas/{ordered.pk}/exam/")
    assert page.status_code == 422
    with pytest.raises(Forbidden):
        services.announce_examination(
            made["clerk"], quota_id=ordered.pk, **SAID, held_at=clock.now() + timedelta(days=30)
        )
    with pytest.raises(NotFound):
        services.admit_candidates(keeper, exam_id=0, seed="s")


def test_nobody_in_line_and_twice(made: House) -> None:
    row = quota(made, way="score")
    exam = announced(made, row)
    with pytest.raises(RuleViolation, match="没有受理的申请"):
        services.admit_candidates(made["item_keeper"], exam_id=exam.pk, seed="s")
    with pytest.raises(Conflict):
        announced(made, row)


def test_moved_never_nearer_and_everybody_admitted_is_told(made: House) -> None:
    keeper = made["item_keeper"]
    at_decision(made, "张伟")
    exam = announced(made, quota(made, way="score"))
    services.admit_candidates(keeper, exam_id=exam.pk, seed="s")
    with pytest.raises(RuleViolation, match="不能提前"):
        services.move_examination(
            keeper, exam_id=exam.pk, held_at=exam.held_at - timedelta(days=1), place="三楼", reason="早"
        )
    later = exam.held_at + timedelta(days=3)
    services.move_examination(keeper, exam_id=exam.pk, held_at=later, place="四楼", reason="停电检修")
    told = [each.template for each in notices.visible_messages(made["张伟"])]
    assert told.count("exam_admitted") == 1
    assert told.count("exam_moved") == 1


def test_the_pages_of_who_holds_it_who_sits_it_and_everybody(made: House) -> None:
    case = at_decision(made, "张伟")
    row = quota(made, way="score", pass_mark=6000)
    keeper, address = made.client("item_keeper"), f"/desk/procedures/quotas/{row.pk}/exam/"
    soon = {**SAID, "held_at": (clock.now() + timedelta(days=3)).strftime("%Y-%m-%dT09:00")}
    refused = keeper.post(address, soon)
    assert refused.status_code == 422
    assert "至少提前20天" in refused.content.decode()
    assert "烟花爆竹安全" in refused.content.decode()
    sent = {**SAID, "held_at": (clock.now() + timedelta(days=25)).strftime("%Y-%m-%dT09:00")}
    assert keeper.post(address, sent).status_code == 302
    exam = Examination.objects.get()
    assert "三楼考场" in Client().get(f"/quotas/{row.pk}/").content.decode()
    act = f"/desk/procedures/exams/{exam.pk}/"
    assert keeper.post(f"{act}admit/").status_code == 302
    number = seat(exam, case)
    assert "准考号" in made.client("张伟").get(f"/my/cases/{case.pk}/").content.decode()
    with clock.at(exam.held_at + timedelta(hours=3)):
        keeper = made.client("item_keeper")
        wrong = keeper.post(f"{act}mark/", {f"mark_{number.pk}": "-1"})
        assert wrong.status_code == 422
        keeper.post(f"{act}mark/", {f"mark_{number.pk}": "88.5"})
        assert "88.5" not in made.client("张伟").get(f"/my/cases/{case.pk}/").content.decode()
        assert keeper.post(f"{act}publish/").status_code == 302
        assert "88.5" in made.client("张伟").get(f"/my/cases/{case.pk}/").content.decode()
        assert "88.5" in Client().get(f"/quotas/{row.pk}/").content.decode()
        assert "复核更正成绩" in keeper.get(address).content.decode()
    assert made.client("reviewer").get(address).status_code == 403
