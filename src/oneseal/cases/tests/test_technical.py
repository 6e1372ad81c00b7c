"""Technical review apart from approval: its report, whom it keeps from deciding, its place in the clock (5.17)."""

from typing import Any

import pytest

from oneseal.cases import selectors, services
from oneseal.cases.tests import factories
from oneseal.documents.selectors import documents_about
from oneseal.foundation import clock
from oneseal.kernel.errors import Forbidden, RuleViolation

pytestmark = pytest.mark.django_db
DECIDE = {"key": "decide", "name": "决定", "kind": "decision", "post": "market_head", "after": ["technical"]}


def steps(kind: str, post: str) -> list[dict[str, Any]]:
    technical = {"key": "technical", "name": "消防技术审查", "kind": kind, "post": post, "days": 5}
    return [technical, DECIDE | {"days": 1}]


@pytest.fixture
def made() -> factories.House:
    return factories.house_with(factories.house(), steps("technical_review", "investment_reviewer"))


def reviewed(made: factories.House, opinion: str = "疏散宽度符合规范。\n建议准予。") -> Any:
    case = factories.accepted(made)
    factories.passed(made, case, "technical", "investment_reviewer", opinion=opinion)
    return case


def test_its_report_is_what_the_decision_rests_on(made: factories.House) -> None:
    case = reviewed(made)
    report = documents_about("case", case.pk).get(kind="technical_report")
    assert report.data["paragraphs"] == ["疏散宽度符合规范。", "建议准予。"]
    step = factories.step_of(case, "decide")
    services.take_step(made["section_head"], step_id=step.pk)
    said: dict[str, Any] = {"outcome": "granted", "criteria": ["已结清税款"]}
    decision = services.decide_case(made["section_head"], step_id=step.pk, **said)
    assert decision.basis[-1] == f"技术审查意见书（{report.number}）"


def test_a_review_without_words_is_refused(made: factories.House) -> None:
    with pytest.raises(RuleViolation, match="请写技术审查意见") as refused:
        reviewed(made, " ")
    assert refused.value.field == "opinion"


def test_who_reviewed_technically_neither_decides_nor_signs() -> None:
    made = factories.house_with(factories.house(), steps("expert_review", "market_head"))
    case = factories.accepted(made)
    factories.passed(made, case, "technical", "section_head")
    with pytest.raises(Forbidden, match="技术审查") as refused:
        services.take_step(made["section_head"], step_id=factories.step_of(case, "decide").pk)
    assert refused.value.basis == "技术审查与行政审批分离"


def test_its_time_is_told_apart_and_runs_in_the_clock(made: factories.House) -> None:
    case = factories.accepted(made)
    due = case.statutory_due
    step = factories.step_of(case, "technical")
    services.take_step(made["investment_reviewer"], step_id=step.pk)
    assert "时间照常计算" in lines(made, case)[2].text
    services.pass_step(made["investment_reviewer"], step_id=step.pk, opinion="符合")
    line = lines(made, case)[2]
    assert "时间计算在内" in line.text
    assert line.values == {"name": "消防技术审查", "first": clock.today(), "last": clock.today()}
    case.refresh_from_db()
    assert case.statutory_due == due


def lines(made: factories.House, case: Any) -> list[Any]:
    page = selectors.case_page(made["section_head"], case.pk)
    explained = selectors.explain_due(page.case, page.intervals, page.steps)
    assert explained is not None
    return explained.statutory.lines
