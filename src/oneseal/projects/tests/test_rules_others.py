"""Codes, flows, joint opinions, regional assessments as tables."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneseal.kernel.errors import RuleViolation, Violations
from oneseal.projects.rules import asking, assessments, codes, states, templates
from oneseal.projects.rules.areas import square_metres
from oneseal.projects.rules.asking import Voice
from oneseal.projects.rules.templates import Flow
from oneseal.projects.selectors.flows import shipped
from oneseal.projects.tests.factories import SQUARE


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2509-320193-89-01-544060", 9),
        (" 1801-990181-47-03-000001 ", 1),
        ("2017-990181-47-01-000012", None),
        ("2612－990181－89－01－544060", 12),
    ],
)
def test_codes_that_are_right(text: str, month: int | None) -> None:
    code = codes.parse(text)
    assert len(str(code)) == codes.LENGTH
    assert code.month == month


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "code_shape"),
        ("2509-320193-89-01-54406", "code_shape"),
        ("2509-320193-89-01-5440600", "code_shape"),
        ("2509320193890154406012345", "code_shape"),
        ("25O9-320193-89-01-544060", "code_shape"),
        ("2513-320193-89-01-544060", "code_year"),
        ("2500-320193-89-01-544060", "code_year"),
        ("1612-320193-89-01-544060", "code_year"),
        ("2509-020193-89-01-544060", "code_region"),
        ("2509-320193-89-01-000000", "code_serial"),
    ],
)
def test_codes_that_are_wrong(text: str, code: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        codes.parse(text)
    assert caught.value.code == code


@given(st.integers(17, 99), st.integers(1, 12), st.integers(1, 999999))
def test_what_is_read_is_what_was_written(year: int, month: int, serial: int) -> None:
    text = f"{year}{month:02d}-990181-89-01-{serial:06d}"
    if not 2013 <= int(text[:4]) <= 2018:
        assert codes.parse(text).month == month
    assert str(codes.parse(text)) == text


def test_the_shipped_flows_run_and_keep_their_targets() -> None:
    flows = shipped()
    assert set(flows) == set(templates.INVESTORS)
    assert [flows[each].target for each in ("government", "social", "industrial")] == [28, 20, 45]
    for flow in flows.values():
        templates.check(flow)
        assert _agency_days(flow) <= flow.target
    assert _agency_days(flows["industrial"]) == 42


def _agency_days(flow: Flow) -> int:
    tasks = {task.key: task for task in flow.tasks}
    outside = {"preparation", "shadow", "utility"}

    def length(key: str) -> int:
        own = 0 if tasks[key].kind in outside else tasks[key].days
        return own + max((length(each) for each in tasks[key].after), default=0)

    return length(flow.goal)


def _flow(**changes: Any) -> Flow:
    content = {
        "investor": "social",
        "title": "流程",
        "target": 20,
        "goal": "permit",
        "stages": [
            {"number": 1, "lead": "investment", "days": 5},
            {"number": 2, "lead": "investment", "days": 5},
        ],
        "tasks": [
            {"key": "plan", "name": "规划", "stage": 1, "unit": "investment", "days": 2},
            {
                "key": "permit",
                "name": "施工许可",
                "stage": 2,
                "unit": "investment",
                "days": 3,
                "after": ["plan"],
            },
        ],
        **changes,
    }
    return Flow.model_validate(content)


TASK = {"key": "x", "name": "另一环节", "stage": 1, "unit": "investment", "days": 1}
PERMIT = {"key": "permit", "name": "施工许可", "stage": 2, "unit": "investment", "days": 3}


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"goal": "works"}, ["goal_missing"]),
        ({"missing": "consent"}, ["basis_missing"]),
        ({"missing": "consent", "missing_basis": "某地办法第八条"}, []),
        ({"tasks": [PERMIT, {**TASK, "after": ["ghost"]}]}, ["after_unknown"]),
        ({"tasks": [PERMIT, {**TASK, "stage": 4}]}, ["stage_missing"]),
        ({"tasks": [PERMIT, {**TASK, "unit": ""}]}, ["unit_missing"]),
        ({"tasks": [PERMIT, {**TASK, "kind": "review"}]}, ["units_missing"]),
        ({"tasks": [PERMIT, {**TASK, "after": ["permit"]}]}, ["after_later"]),
        ({"tasks": [PERMIT, PERMIT]}, ["task_twice"]),
        (
            {"tasks": [{**PERMIT, "after": ["x"]}, {**TASK, "stage": 2, "after": ["permit"]}]},
            ["circle"],
        ),
    ],
)
def test_flows_that_cannot_run_are_refused(changes: dict[str, Any], codes: list[str]) -> None:
    if not codes:
        templates.check(_flow(**changes))
        return
    with pytest.raises(Violations) as caught:
        templates.check(_flow(**changes))
    assert [each.code for each in caught.value.items] == codes


AGREE, CHANGE = (
    Voice("水利局", "given", "agree", ""),
    Voice("环保局", "given", "changes", "补声屏障\n补监测点"),
)
ASKED, MISSED = Voice("消防", "asked", "", ""), Voice("消防", "missing", "", "")


@pytest.mark.parametrize(
    ("voices", "result", "missing", "code"),
    [
        ([AGREE], "passed", "escalate", ""),
        ([AGREE, ASKED], "passed", "escalate", "opinions_missing"),
        ([AGREE, ASKED], "passed", "consent", "opinions_missing"),
        ([AGREE, MISSED], "passed", "escalate", "opinions_missing"),
        ([AGREE, MISSED], "passed", "consent", ""),
        ([AGREE, CHANGE], "passed", "escalate", "objections"),
        ([AGREE, CHANGE], "changes", "escalate", ""),
        ([AGREE], "failed", "escalate", "no_objection"),
        ([AGREE], "", "escalate", "result_missing"),
    ],
)
def test_when_the_one_answer_may_be_given(voices: list[Voice], result: str, missing: str, code: str) -> None:
    if not code:
        asking.check_closing(voices, result, missing)
        return
    with pytest.raises(RuleViolation) as caught:
        asking.check_closing(voices, result, missing)
    assert caught.value.code == code


def test_comments_are_put_together_once() -> None:
    other = Voice("住建局", "given", "changes", "补声屏障")
    assert asking.consolidated([CHANGE, other, AGREE]) == ["补声屏障（环保局、住建局）", "补监测点（环保局）"]


@pytest.mark.parametrize(
    ("said", "text", "basis", "code"),
    [
        ("agree", "", "", ""),
        ("changes", " ", "", "text_missing"),
        ("disagree", "占用蓝线", "", "basis_missing"),
        ("disagree", "占用蓝线", "防洪法第二十七条", ""),
        ("maybe", "", "", "said_missing"),
    ],
)
def test_what_a_department_must_say(said: str, text: str, basis: str, code: str) -> None:
    if not code:
        asking.check_given(said, text, basis)
        return
    with pytest.raises(RuleViolation) as caught:
        asking.check_given(said, text, basis)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("said", "basis", "earlier", "code"),
    [
        ("agree", "", "agree", ""),
        ("changes", "", "agree", "agreed_before"),
        ("disagree", " ", "agree", "agreed_before"),
        ("changes", "建筑设计防火规范第5.5.8条", "agree", ""),
        ("changes", "", "changes", ""),
        ("changes", "", "", ""),
    ],
)
def test_what_was_agreed_to_is_faulted_again_only_by_law(
    said: str, basis: str, earlier: str, code: str
) -> None:
    if not code:
        asking.check_round(said, basis, earlier)
        return
    with pytest.raises(RuleViolation) as caught:
        asking.check_round(said, basis, earlier)
    assert (caught.value.code, caught.value.field) == (code, "basis")


@pytest.mark.parametrize(
    ("today", "provisional", "missed"),
    [(date(2026, 9, 1), False, False), (date(2026, 9, 2), False, True), (date(2026, 9, 2), True, False)],
)
def test_a_reply_is_missing_the_day_after(today: date, provisional: bool, missed: bool) -> None:
    assert asking.is_missed(date(2026, 9, 1), today, provisional=provisional) is missed


def _moved(by: float) -> dict[str, Any]:
    ring = [[x + by, y] for x, y in SQUARE["coordinates"][0]]
    return {"type": "Polygon", "coordinates": [ring]}


BIG = {
    "type": "Polygon",
    "coordinates": [[[115.9, 25.7], [116.1, 25.7], [116.1, 25.9], [115.9, 25.9], [115.9, 25.7]]],
}
BOW = {"type": "Polygon", "coordinates": [[[116, 25], [118, 26], [118, 25], [116, 27], [116, 25]]]}


@pytest.mark.parametrize(
    ("site", "area", "day", "code"),
    [
        (SQUARE, BIG, date(2026, 5, 1), ""),
        (SQUARE, SQUARE, date(2026, 5, 1), ""),
        (None, BIG, date(2026, 5, 1), "no_site"),
        (_moved(0.005), SQUARE, date(2026, 5, 1), "outside_area"),
        (SQUARE, BIG, date(2026, 12, 31), ""),
        (SQUARE, BIG, date(2027, 1, 1), "assessment_over"),
        (SQUARE, BIG, date(2025, 12, 31), "assessment_over"),
    ],
)
def test_an_assessment_serves_inside_its_area_and_validity(
    site: Any, area: Any, day: date, code: str
) -> None:
    said = (site, area, date(2026, 1, 1), date(2026, 12, 31), day)
    if not code:
        assessments.check_serves(*said)
        return
    with pytest.raises(RuleViolation) as caught:
        assessments.check_serves(*said)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"type": "Point", "coordinates": [116, 25]}, "shape_kind"),
        ("text", "shape_kind"),
        ({"type": "FeatureCollection", "features": []}, "shape_many"),
        ({"type": "Polygon", "coordinates": [[["a", 1]]]}, "shape_unreadable"),
        ({"type": "Polygon", "coordinates": [[[1, 1], [2, 2], [3, 3], [1, 1]]]}, "shape_empty"),
        (
            {
                "type": "Polygon",
                "coordinates": [[[500000, 2850000], [500100, 2850000], [500100, 2850100], [500000, 2850000]]],
            },
            "shape_projected",
        ),
        (BOW, "shape_crossing"),
    ],
)
def test_shapes_that_are_no_site(given: Any, code: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        assessments.shape(given, "site")
    assert caught.value.code == code


def test_areas_are_those_of_the_ellipsoid() -> None:
    shape = assessments.shape({"type": "Feature", "geometry": SQUARE}, "site")
    assert abs(square_metres(shape) - 1_110_600) < 2_000


@pytest.mark.parametrize("table", [states.PROJECT, states.STAGE, states.TASK, states.ASK, states.OPINION])
def test_every_verb_in_every_state(table: Any) -> None:
    for state, verb, target in table.pairs():
        if target is None:
            with pytest.raises(RuleViolation):
                table.step(state, verb)
        else:
            assert table.step(state, verb) == target
