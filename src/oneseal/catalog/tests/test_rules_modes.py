"""Which items may claim a mode (COM-1, COM-4, TOL-1, SOLO-1)."""

from typing import Any

import pytest

from oneseal.catalog.rules.modes import SENSITIVE, problems
from oneseal.catalog.tests.contents import commitment_content, simple_content


def codes(**changes: Any) -> list[str]:
    return [gap.code for gap in problems(simple_content(**changes))]


@pytest.mark.parametrize("field", SENSITIVE)
def test_no_commitment_in_an_excluded_field(field: str) -> None:
    assert codes(commitment=True, sensitive=[field]) == ["commitment_excluded"]


@pytest.mark.parametrize("name", ["危险化学品经营许可", "民用爆炸物品销售许可", "涉密信息系统审批"])
def test_some_names_say_it_already(name: str) -> None:
    assert codes(commitment=True, name=name) == ["commitment_excluded"]


def test_what_a_commitment_replaces_is_on_the_list() -> None:
    assert codes(commitment=True, commitment_replaces=["lease"]) == ["commitment_unknown"]
    assert codes(commitment=True, commitment_replaces=["application"]) == []
    assert codes(commitment=True, commitment_kind="proof") == ["commitment_empty"]


def test_something_must_be_tolerable() -> None:
    assert codes(tolerance=True) == ["nothing_tolerable"]
    later = {"code": "health", "name": "健康证明", "tolerable": True}
    assert codes(tolerance=True, materials=[later]) == []


def test_no_single_approver_where_others_must_look() -> None:
    assert codes(solo=True) == []
    assert [gap.code for gap in problems(commitment_content(solo=True))] == ["not_solo"]


def test_a_face_is_never_the_only_way() -> None:
    assert codes(channels=["online"], assurance_hand_in="3") == ["face_only"]
    assert codes(channels=["online", "window"], assurance_hand_in="4") == []
    assert codes(channels=["online"], assurance_hand_in="2") == []
