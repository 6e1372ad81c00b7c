"""The rules of supervision, as tables."""

from datetime import date

import pytest

from oneseal.foundation.tests import shipped
from oneseal.kernel.errors import RuleViolation
from oneseal.supervision.rules import duties, findings, kinds, limits, states

CALENDAR = shipped.calendar()


@pytest.mark.parametrize(
    ("news", "data", "marks", "kind"),
    [
        ("cases.decided", {"outcome": "granted"}, {}, "granted"),
        ("cases.decided", {"outcome": "refused"}, {}, None),
        ("cases.decided", {"outcome": "granted"}, {"filing": True}, "filed"),
        ("cases.decided", {"outcome": "granted"}, {"committed": True}, "committed"),
        ("cases.decided", {"outcome": "granted"}, {"committed": True, "filing": True}, "committed"),
        ("cases.decided", {"outcome": "granted"}, {"about": True}, "changed"),
        ("cases.decided", {"outcome": "granted"}, {"about": True, "cancels": True}, None),
        ("cases.decided", {"outcome": "granted"}, {"cancels": True}, "ended"),
        ("cases.decided", {"outcome": "refused"}, {"cancels": True}, None),
        ("cases.commitment_revoked", {}, {"committed": True}, "ended"),
        ("cases.commitment_revoked", {}, {"committed": True, "certified": True}, None),
        ("cases.deemed_renewed", {}, {}, "changed"),
        ("certificates.state_changed", {"verb": "revoke"}, {}, "ended"),
        ("certificates.state_changed", {"verb": "suspend"}, {"committed": True}, "ended"),
        ("certificates.state_changed", {"verb": "restore"}, {}, "changed"),
    ],
)
def test_what_is_pushed_as_what(
    news: str, data: dict[str, str], marks: dict[str, bool], kind: str | None
) -> None:
    said = {"committed": False, "about": False, "filing": False, **marks}
    assert kinds.kind_of(news, data, **said) == kind


@pytest.mark.parametrize(
    ("state", "department", "bureau", "acts"),
    [
        ("sent", True, False, ["receive", "return"]),
        ("sent", False, True, []),
        ("received", True, False, ["claim"]),
        ("claimed", True, False, []),
        ("returned", True, False, []),
        ("returned", False, True, ["resend"]),
        ("returned", False, False, []),
    ],
)
def test_each_side_takes_its_own_steps(state: str, department: bool, bureau: bool, acts: list[str]) -> None:
    assert states.push_acts(state, department=department, bureau=bureau) == acts


@pytest.mark.parametrize(
    ("matter", "text", "number", "field"),
    [
        ("", "查到", "", "matter"),
        ("unmet", " ", "", "text"),
        ("unmet", "字" * 2001, "", "text"),
        ("penalty", "罚款", " ", "number"),
        ("proposal", "建议撤销", "", "number"),
    ],
)
def test_reports_that_are_refused(matter: str, text: str, number: str, field: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        findings.check_report(matter, text, number)
    assert refused.value.field == field


def test_reports_and_answers_that_stand() -> None:
    findings.check_report("unmet", "字" * 2000, "")
    findings.check_report("penalty", "罚款", "云市监罚〔2026〕3号")
    findings.check_answer("none", "已核实", holds=True)
    findings.check_answer("ended", "已注销", holds=False)


@pytest.mark.parametrize(
    ("measure", "text", "holds", "field"),
    [("", "答", False, "measure"), ("noted", "", False, "text"), ("ended", "已处理", True, "measure")],
)
def test_answers_that_are_refused(measure: str, text: str, holds: bool, field: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        findings.check_answer(measure, text, holds=holds)
    assert refused.value.field == field


@pytest.mark.parametrize(("approver", "supervisor"), [("审", "负责监督检查"), ("负责审批", "字" * 1001)])
def test_both_sides_are_written_down(approver: str, supervisor: str) -> None:
    duties.check_duty(duties.APPROVER, duties.SUPERVISOR)
    with pytest.raises(RuleViolation):
        duties.check_duty(approver, supervisor)


def test_limits_leave_out_the_first_day() -> None:
    assert limits.receive_by(date(2026, 11, 20), 5, CALENDAR).day == date(2026, 11, 27)
    assert limits.answer_by(date(2026, 11, 20), 1, CALENDAR).day == date(2026, 11, 23)
