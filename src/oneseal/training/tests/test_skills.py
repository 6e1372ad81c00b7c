"""Skills from certificates, examinations and rotation; who may serve what, and the matrix."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from oneseal.cases.tests import factories as cases
from oneseal.catalog import selectors as items
from oneseal.catalog.tests import factories as catalog
from oneseal.foundation import clock
from oneseal.identity import selectors as identity
from oneseal.identity.services import register_certificate, revoke_certificate
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.notices.tests.factories import messages_about
from oneseal.training import selectors, services
from oneseal.training.models import Exam, Skill
from oneseal.training.services import Marks

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> cases.House:
    return cases.house()


def exam(made: cases.House, **said: Any) -> Exam:
    given = {
        "title": "窗口业务考核",
        "held_on": clock.today(),
        "marks": Marks(),
        "items": [made.item_id],
        **said,
    }
    return services.set_exam(made["section_head"], **given)


def may(made: cases.House, who: str = "clerk", days: int = 0) -> bool:
    return selectors.may_serve(made.staff(who), made.item_id, clock.today() + timedelta(days))


def test_without_a_need_anybody_serves_and_with_one_only_the_skilled(made: cases.House) -> None:
    assert may(made)
    services.ask_for_skill(made["bureau_head"], items=[made.item_id], from_on=clock.today() + timedelta(3))
    assert may(made, days=2)
    assert not may(made, days=3)
    services.enter_result(made["section_head"], exam_id=exam(made).pk, staff=made.staff("clerk"), score=60)
    assert may(made, days=3)
    assert not may(made, "second_clerk", days=3)
    name = Skill.objects.get().item.name  # type: ignore[union-attr]
    assert selectors.lacking(made.staff("second_clerk"), [made.item_id], clock.today() + timedelta(3)) == [
        name
    ]
    need = selectors.open_needs(made["clerk"])[0]
    services.lift_need(made["bureau_head"], need_id=need.pk, reason="试行结束")
    assert may(made, "second_clerk", days=4)


def test_a_line_counts_for_its_items(made: cases.House) -> None:
    other = catalog.commitment_item(bureau_id=made.bureau_id, code="other").item_id
    line = items.access_item(made["administrator"], other).business_line
    services.ask_for_skill(made["administrator"], lines=[line], from_on=clock.today())
    assert not may(made)
    since = clock.today()
    services.certify_skill(
        made["bureau_head"], staff=made.staff("clerk"), lines=[line], since=since, proof="综合窗口证 0001"
    )
    assert selectors.skills(made.staff("clerk"), since) >= {made.item_id, other}
    able = selectors.able_staff(made.bureau_id, [made.item_id, other], since)
    assert able == {made.staff("clerk"): frozenset({made.item_id, other})}


def test_failing_gives_nothing_and_a_correction_takes_back(made: cases.House) -> None:
    sat, clerk = exam(made, marks=Marks(need=80, months=12)), made.staff("clerk")
    services.enter_result(made["section_head"], exam_id=sat.pk, staff=clerk, score=79)
    assert not Skill.objects.exists()
    services.enter_result(made["section_head"], exam_id=sat.pk, staff=clerk, score=80)
    services.enter_result(made["section_head"], exam_id=sat.pk, staff=clerk, score=81)
    skill = Skill.objects.get()
    assert skill.until is not None
    services.enter_result(made["section_head"], exam_id=sat.pk, staff=clerk, score=18)
    assert selectors.skills(clerk, clock.today()) == frozenset()
    assert Skill.objects.get().revoked_because


def test_who_may_write_and_about_whom(made: cases.House) -> None:
    sat = exam(made)
    with pytest.raises(Forbidden, match="自己的成绩"):
        services.enter_result(
            made["section_head"], exam_id=sat.pk, staff=made.staff("section_head"), score=90
        )
    with pytest.raises(Forbidden):
        services.enter_result(made["clerk"], exam_id=sat.pk, staff=made.staff("reviewer"), score=90)
    with pytest.raises(Forbidden):
        services.ask_for_skill(made["section_head"], items=[made.item_id], from_on=clock.today())
    with pytest.raises(RuleViolation, match="0到100分"):
        services.enter_result(made["section_head"], exam_id=sat.pk, staff=made.staff("clerk"), score=101)
    later = exam(made, title="下月考核", held_on=clock.today() + timedelta(1))
    with pytest.raises(RuleViolation, match="还没有举行"):
        services.enter_result(made["section_head"], exam_id=later.pk, staff=made.staff("clerk"), score=90)
    services.ask_for_skill(made["bureau_head"], items=[made.item_id], from_on=clock.today())
    with pytest.raises(Conflict, match="不必重复"):
        services.ask_for_skill(made["bureau_head"], items=[made.item_id], from_on=clock.today())


def test_a_finished_rotation_is_a_ground(made: cases.House) -> None:
    first, last = clock.today(), clock.today() + timedelta(30)
    said: dict[str, Any] = {
        "from_on": first,
        "to_on": last,
        "lines": ["investment"],
        "section": made.cast.sections["investment"].pk,
    }
    turn = services.begin_rotation(
        made["bureau_head"], staff=made.staff("clerk"), mentor=made.staff("investment_reviewer"), **said
    )
    with pytest.raises(Conflict, match="正在轮岗"):
        services.begin_rotation(made["bureau_head"], staff=made.staff("clerk"), **said)
    with pytest.raises(RuleViolation, match="期满"):
        services.end_rotation(made["bureau_head"], rotation_id=turn.pk, passed=True, outcome="学得快")
    with clock.at(clock.now() + timedelta(30)):
        services.end_rotation(made["bureau_head"], rotation_id=turn.pk, passed=True, outcome="能独立受理")
        with pytest.raises(Conflict):
            services.end_rotation(made["bureau_head"], rotation_id=turn.pk, passed=False, outcome="再来")
    assert Skill.objects.get().line == "investment"
    assert Skill.objects.get().since == last


def test_a_revoked_skill_counts_no_more(made: cases.House) -> None:
    services.certify_skill(
        made["bureau_head"],
        staff=made.staff("clerk"),
        items=[made.item_id],
        since=clock.today(),
        proof="证 1",
    )
    skill = Skill.objects.get()
    services.revoke_skill(made["bureau_head"], skill_id=skill.pk, reason="证书注销")
    assert selectors.skills(made.staff("clerk"), clock.today()) == frozenset()
    with pytest.raises(Conflict):
        services.revoke_skill(made["bureau_head"], skill_id=skill.pk, reason="证书注销")


def test_the_matrix_costs_the_same_however_many_people(made: cases.House) -> None:
    services.enter_result(made["section_head"], exam_id=exam(made).pk, staff=made.staff("clerk"), score=95)
    head = made["bureau_head"]
    with CaptureQueriesContext(connection) as asked:
        found = selectors.matrix(head, clock.today())
    assert len(asked) <= 5
    row = next(each for each in found.rows if each.staff_id == made.staff("clerk"))
    assert row.grounds == {made.item_id: "exam"}
    assert found.covered == {made.item_id: 1}
    assert "exam" in row.cells(found.lines[0])


def test_who_has_a_skill_or_a_certificate_that_ends_is_told_once(made: cases.House) -> None:
    head, clerk, today = made["section_head"], made.staff("clerk"), clock.today()
    said: dict[str, Any] = {"items": [made.item_id], "since": today, "proof": "岗位证"}
    (row,) = services.certify_skill(head, staff=clerk, until=today + timedelta(20), **said)
    assert selectors.skills_ending(today) == [row.pk]
    services.warn_of_skill(row.pk)
    services.warn_of_skill(row.pk)
    assert [each.template for each in messages_about("skill", row.pk)] == ["skill_ending"]
    services.certify_skill(head, staff=clerk, until=today + timedelta(400), **said)
    assert selectors.skills_ending(today) == []
    for kept in identity.certificates_of(clerk):
        revoke_certificate(made["administrator"], kept.pk, reason="换证")
    register_certificate(
        made["administrator"],
        clerk,
        number="YL-1",
        level=5,
        issuer="省人社厅",
        issued_on=today - timedelta(300),
        expires_on=today + timedelta(40),
    )
    assert services.warn_of_certificates(made.bureau_id) == 1
    services.warn_of_certificates(made.bureau_id)
    assert [each.template for each in messages_about("staff", clerk)] == ["certificate_ending"]
