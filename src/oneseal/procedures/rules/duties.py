"""Tests, first review and joint review: their days and duties (LIC-12, LIC-27; inventory 5.4)."""

from collections.abc import Collection
from datetime import date
from typing import Final

from oneseal.kernel.clocks import SUSPENSION_NAMES, Suspension
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.workdays import Due, WorkCalendar
from oneseal.procedures.rules.states import BASIS, Kind

INSPECTOR_DAYS: Final = 5
FIRST_REVIEW_DAYS: Final = 20
TESTS: Final = (Suspension.INSPECTION, Suspension.TESTING, Suspension.QUARANTINE, Suspension.APPRAISAL)
BY_TWO: Final = frozenset({Suspension.INSPECTION, Suspension.TESTING, Suspension.QUARANTINE})
GRANTED, REFUSED, FREE, UPWARD = "granted", "refused", "free", "upward"
RESULTS: Final[dict[str, str]] = {
    GRANTED: N_("应当准予"),
    REFUSED: N_("不予许可"),
    FREE: N_("提出意见，由承办人依法决定"),
    UPWARD: N_("提请局级会审"),
}
SECTION, BUREAU = "section", "bureau"
LEVELS: Final[dict[str, str]] = {SECTION: N_("科室会审"), BUREAU: N_("局级会审")}


def test_named(kind: str) -> str:
    """The name of a test of art. 55. Raises RuleViolation for anything else."""
    if kind not in TESTS:
        raise RuleViolation("no_such_test", N_("请选择检验、检测、检疫或鉴定。"), field="procedure")
    return SUSPENSION_NAMES[Suspension(kind)]


def inspectors_by(accepted_on: date, calendar: WorkCalendar) -> Due:
    """The last day to send inspectors: five working days after acceptance (licence law art. 55, LIC-27)."""
    return calendar.add_workdays(accepted_on, INSPECTOR_DAYS)


def check_inspectors(kind: str, count: int) -> None:
    """Two inspectors or more for inspection, testing and quarantine (licence law art. 55(2), LIC-27)."""
    if kind in BY_TWO and count < 2:
        raise RuleViolation(
            "two_inspectors",
            N_("检验、检测、检疫应指派两名以上工作人员，请再写一人。"),
            field="inspectors",
            basis="行政许可法第五十五条第二款",
        )


def first_review_by(received_on: date, calendar: WorkCalendar) -> Due:
    """Until when the lower level sends its opinion up: twenty working days (licence law art. 43, LIC-12)."""
    return calendar.add_workdays(received_on, FIRST_REVIEW_DAYS)


def check_bound(result: str, outcome: str) -> None:
    """A decision contrary to the joint review's result is refused (inventory 5.4). Raises RuleViolation."""
    if result in {GRANTED, REFUSED} and result != outcome:
        raise RuleViolation(
            "against_joint_review",
            N_("疑难会审的结论是“%(result)s”，决定不能与它相反。认为结论有误的，请提请局级会审重新研究。"),
            params={"result": RESULTS[result]},
            field="outcome",
            basis=BASIS[Kind.JOINT_REVIEW],
        )


def check_result(result: str, level: str) -> None:
    """Only the section's review goes on to the bureau's (inventory 5.4). Raises RuleViolation."""
    if result not in RESULTS or (result == UPWARD and level == BUREAU):
        raise RuleViolation("no_such_result", N_("请选择会审结论；局级会审不能再向上提请。"), field="result")


def check_invited(invited: Collection[int], chair: int) -> None:
    """A review has a chair and two others at least (inventory 5.4). Raises RuleViolation."""
    if len(set(invited) - {chair}) < 2:
        raise RuleViolation("too_few_invited", N_("会审除召集人外至少请两人参加，请再选。"), field="invited")
