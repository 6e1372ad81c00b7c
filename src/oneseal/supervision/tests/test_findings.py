"""What supervision found comes back, is accepted by the item's section and answered."""

from datetime import timedelta

import pytest

from oneseal.foundation import clock
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.notices import selectors as notices
from oneseal.supervision import jobs, selectors, services
from oneseal.supervision.models import Finding
from oneseal.supervision.tests.factories import Pair, pair

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]


@pytest.fixture
def made() -> Pair:
    return pair()


def reported(made: Pair, matter: str = "unmet", **more: str) -> Finding:
    row = made.pushed()
    services.receive(made.house["liaison"], push_id=row.pk)
    return services.report_finding(
        made.house["liaison"], push_id=row.pk, matter=matter, text="后厨面积已缩小", **more
    )


def test_the_section_accepts_and_answers_and_the_department_hears(made: Pair) -> None:
    found = reported(made)
    assert (found.section_id, found.reporter) == (made.house.cast.sections["market"].pk, "罗联")
    assert notices.unread(made.house["section_head"]).filter(template="finding_reported").exists()
    assert selectors.findings_to_see_to(made.house["reviewer"]).count() == 1
    services.accept_finding(made.house["reviewer"], finding_id=found.pk)
    with pytest.raises(Conflict):
        services.accept_finding(made.house["section_head"], finding_id=found.pk)
    done = services.answer_finding(
        made.house["reviewer"], finding_id=found.pk, measure="ordered", text="已要求三十日内恢复"
    )
    assert (done.state, done.owner_id) == ("answered", made.house.staff("reviewer"))
    assert notices.unread(made.house["liaison"]).filter(template="finding_answered").exists()


def test_others_may_not(made: Pair) -> None:
    row = made.pushed()
    report = {"push_id": row.pk, "matter": "unmet", "text": "停业"}
    with pytest.raises(RuleViolation, match="还没有签收"):
        services.report_finding(made.house["liaison"], **report)  # type: ignore[arg-type]  # all strings
    services.receive(made.house["liaison"], push_id=row.pk)
    with pytest.raises(Forbidden):
        services.report_finding(made.house["supervisor"], **report)  # type: ignore[arg-type]  # all strings
    found = services.report_finding(made.house["liaison"], **report)  # type: ignore[arg-type]  # all strings
    for who in ("investment_reviewer", "supervisor", "liaison"):
        with pytest.raises(Forbidden):
            services.accept_finding(made.house[who], finding_id=found.pk)
    services.accept_finding(made.house["reviewer"], finding_id=found.pk)
    with pytest.raises(Forbidden):
        services.answer_finding(made.house["investment_head"], finding_id=found.pk, measure="none", text="无")
    services.answer_finding(made.house["section_head"], finding_id=found.pk, measure="none", text="已核实")


def test_a_penalty_names_its_paper(made: Pair) -> None:
    with pytest.raises(RuleViolation, match="文书号"):
        reported(made, "penalty")


def test_a_late_answer_is_told_once(made: Pair) -> None:
    found = reported(made)
    before = notices.unread(made.house["supervisor"]).count()
    with clock.at(clock.now() + timedelta(days=45)):
        jobs.escalate()
        jobs.escalate()
        assert notices.unread(made.house["supervisor"]).filter(template="finding_late").count() == 1
        assert selectors.findings_to_see_to(made.house["coordinator"]).count() == 1
    found.refresh_from_db()
    assert found.escalated_on is not None
    assert before == 0


def test_a_proposal_is_told_to_those_who_decide_and_again_when_it_is_late(made: Pair) -> None:
    found = reported(made, "proposal", number="云市监建〔2026〕7号")
    for who in ("section_head", "bureau_head"):
        told = notices.unread(made.house[who]).filter(template="proposal_reported").get()
        assert (told.data["paper"], told.data["number"]) == ("云市监建〔2026〕7号", found.push.number)
    assert not notices.unread(made.house["section_head"]).filter(template="finding_reported").exists()
    assert not notices.unread(made.house["reviewer"]).filter(template="proposal_reported").exists()
    with clock.at(clock.now() + timedelta(days=45)):
        jobs.escalate()
        assert notices.unread(made.house["bureau_head"]).filter(template="finding_late").count() == 1


def test_other_findings_do_not_trouble_the_head_of_the_bureau(made: Pair) -> None:
    reported(made)
    assert not notices.unread(made.house["bureau_head"]).exists()
