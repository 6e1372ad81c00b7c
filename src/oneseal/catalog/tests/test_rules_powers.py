"""Delegation and transfer of powers (LIC-23, LIC-26)."""

from collections.abc import Callable
from datetime import date

import pytest

from oneseal.catalog.rules import powers
from oneseal.catalog.rules.powers import Transferred
from oneseal.catalog.tests.contents import simple_content
from oneseal.kernel.errors import RuleViolation

DAY = date(2026, 3, 1)
MOVED = [Transferred("市市场监督管理局", DAY)]


def refused(act: Callable[[], object]) -> str:
    try:
        act()
    except RuleViolation as refusal:
        return refusal.code
    return ""


@pytest.mark.parametrize(
    ("type_", "source", "to_kind", "scope", "code"),
    [
        ("01", "1", "agency", "decide", ""),
        ("01", "1", "agency", "review", ""),
        ("01", "1", "institution", "decide", "not_an_agency"),
        ("01", "1", "village", "review", "not_an_agency"),
        ("01", "1", "", "decide", "not_an_agency"),
        ("01", "1", "village", "receive", ""),
        ("01", "1", "institution", "receive", ""),
        ("07", "1", "institution", "decide", ""),
        ("01", "6", "agency", "decide", "sub_delegation"),
        ("07", "6", "agency", "review", "sub_delegation"),
        ("01", "6", "village", "receive", ""),
    ],
)
def test_delegation(type_: str, source: str, to_kind: str, scope: str, code: str) -> None:
    assert code == refused(
        lambda: powers.check_delegation(
            type_=type_, power_source=source, to_kind=to_kind, to_unit="雪堰镇", scope=scope
        )
    )


@pytest.mark.parametrize(
    ("unit", "scope", "day", "code"),
    [
        ("市市场监督管理局", "decide", date(2026, 2, 28), ""),
        ("市市场监督管理局", "decide", DAY, "former_department"),
        (" 市市场监督管理局 ", "review", DAY, "former_department"),
        ("市市场监督管理局", "receive", DAY, ""),
        ("雪堰镇人民政府", "decide", DAY, ""),
    ],
)
def test_the_former_department_is_given_nothing_back(unit: str, scope: str, day: date, code: str) -> None:
    assert code == refused(
        lambda: powers.check_former(to_unit=unit, scope=scope, effective_on=day, transfers=MOVED)
    )


@pytest.mark.parametrize(
    ("basis", "code"),
    [
        ("粤府函〔2019〕123号", ""),
        ("省政府令第270号", ""),
        ("《江苏省相对集中行政许可权改革试点方案》", ""),
        ("云府发[2026] 1号", ""),
        ("领导要求", "no_document"),
        ("文件", "no_document"),
        ("《》", "no_document"),
    ],
)
def test_a_transfer_names_its_document(basis: str, code: str) -> None:
    assert code == refused(lambda: powers.check_basis_document(basis))


@pytest.mark.parametrize(("day", "codes"), [(date(2026, 2, 28), []), (DAY, ["former_department_decides"])])
def test_the_former_department_decides_no_more(day: date, codes: list[str]) -> None:
    content = simple_content(body_name="市市场监督管理局")
    assert [gap.code for gap in powers.deciding_body(content, MOVED, day)] == codes
    assert powers.deciding_body(simple_content(), MOVED, day) == []
