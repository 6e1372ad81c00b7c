"""The once-only notice, acceptance moments, completeness (LIC-1, LIC-2, LIC-4, LIC-5)."""

from datetime import UTC, datetime

import pytest

from oneseal.cases.rules import intake
from oneseal.cases.rules.intake import Gap
from oneseal.kernel.errors import RuleViolation

ALLOWED = {"plan", "lease", intake.FORM}
MORNING, NOON, EVENING = (datetime(2024, 9, 2, hour, tzinfo=UTC) for hour in (1, 4, 10))


def code_of(**changes: object) -> str:
    given: dict[str, object] = {
        "gaps": [Gap("plan", "缺签名")],
        "allowed": ALLOWED,
        "version": 1,
        "renewed": set(),
        "first": True,
        **changes,
    }
    try:
        intake.check_gaps(**given)  # type: ignore[arg-type]
    except RuleViolation as refusal:
        return refusal.code
    return ""


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, ""),
        ({"gaps": []}, "no_gaps"),
        ({"gaps": [Gap("tax", "缺")]}, "off_guide_material"),
        ({"gaps": [Gap("plan", " ")]}, "gap_unexplained"),
        ({"gaps": [Gap("form", "地址不全")]}, ""),
        ({"first": False, "version": 2}, "second_notice"),
        ({"first": False, "version": 2, "renewed": {"plan"}}, ""),
        ({"first": False, "version": 2, "renewed": {"lease"}}, "second_notice"),
        (
            {
                "first": False,
                "version": 3,
                "renewed": {"plan"},
                "gaps": [Gap("plan", "a"), Gap("lease", "b")],
            },
            "second_notice",
        ),
    ],
)
def test_the_notice_is_once_only(changes: dict[str, object], code: str) -> None:
    assert code_of(**changes) == code


def test_acceptance_counts_from_the_full_set_after_a_correction() -> None:
    given = {"received": MORNING, "completed": NOON}
    assert intake.acceptance_moment(EVENING, **given, corrected=True) == NOON
    assert intake.acceptance_moment(EVENING, **given, corrected=False) == EVENING
    assert intake.deemed_moment(MORNING, completed=NOON, corrected=False) == MORNING
    assert intake.deemed_moment(MORNING, completed=NOON, corrected=True) == NOON


def test_a_refusal_for_lack_of_power_names_the_right_agency() -> None:
    with pytest.raises(RuleViolation) as refusal:
        intake.check_not_ours("  ")
    assert refusal.value.field == "authority"
    intake.check_not_ours("市交通运输局")


def test_acceptance_needs_every_required_material() -> None:
    intake.check_complete({"a": "甲"}, {"a", "b"})
    with pytest.raises(RuleViolation, match="甲、乙"):
        intake.check_complete({"a": "甲", "b": "乙"}, set())
