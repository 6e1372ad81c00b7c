"""The parts of a name, what is forbidden, whom it collides with, how long it is kept (REG-5)."""

from datetime import date

import pytest

from oneseal.foundation.tests.shipped import calendar
from oneseal.registration.rules.names import Parts, Taken, alike, check, collision, kept_until, parse, similar

OWN = ("云岭市", "云岭")
TODAY = date(2026, 11, 22)
BOOK = calendar()


def parts(trade: str = "青禾", industry: str = "餐饮管理", **changes: str) -> Parts:
    given = {"region": "云岭市", "form": "有限公司", "kind": "company", **changes}
    return Parts(trade=trade, industry=industry, **given)


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        (parts(), []),
        (parts(region="云岭"), []),
        (parts(region="江城市"), ["region_wrong"]),
        (parts("禾"), ["trade_short"]),
        (parts("Qinghe"), ["trade_not_han"]),
        (parts("青 禾"), ["trade_not_han"]),
        (parts("青禾青禾青禾青禾青禾"), []),
        (parts("青禾青禾青禾青禾青禾青"), ["trade_long"]),
        (parts("云溪"), ["trade_is_region"]),
        (parts("商贸"), ["trade_is_industry"]),
        (parts(industry=""), ["industry_missing"]),
        (parts(industry="IT服务"), ["industry_not_han"]),
        (parts(form="股份有限公司"), ["form_wrong"]),
        (parts(form="股份有限公司", kind="shares"), []),
        (parts(industry="", form="店", kind="individual"), []),
        (parts("中华魂"), ["national_word"]),
        (parts("武警之家"), ["authority_word"]),
        (parts("联合国际"), []),
        (parts("联合国"), ["foreign_word"]),
        (parts("算命先生"), ["indecent_word"]),
        (parts("流氓兔"), ["improper_word"]),
        (parts("国家级特供"), ["national_word", "misleading_word"]),
    ],
)
def test_what_is_wrong_with_a_name_is_told_with_its_article(given: Parts, codes: list[str]) -> None:
    found = check(given, own_regions=OWN, regions={"云溪"})
    assert [each.code for each in found] == codes
    assert all("第" in each.basis and "条" in each.basis for each in found)


@pytest.mark.parametrize(
    ("other", "taken"),
    [
        (Taken("云岭市青禾餐饮服务有限公司", "青禾", "H62"), True),
        (Taken("云岭市青禾商贸有限公司", "青禾", "F51"), False),
        (Taken("云岭市青禾有限公司", "青禾", ""), True),
        (Taken("云岭市青和餐饮有限公司", "青和", "H62"), False),
        (Taken("云岭市青禾餐饮有限公司", "青禾", "H62", date(2025, 11, 23)), True),
        (Taken("云岭市青禾餐饮有限公司", "青禾", "H62", date(2025, 11, 22)), False),
    ],
)
def test_the_same_trade_name_in_the_same_trade(other: Taken, taken: bool) -> None:
    hit = collision(parts(), [other], TODAY)
    assert (hit is not None) == taken
    assert hit is None or hit.basis == "企业名称登记管理规定第十七条"


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("青禾", "清河", True),
        ("青禾", "禾青", True),
        ("青禾", "青禾园", True),
        ("老船长", "老船家", True),
        ("青禾", "青松", False),
        ("青禾", "绿野", False),
    ],
)
def test_alike(one: str, other: str, found: bool) -> None:
    assert alike(one, other) is found


def test_alike_names_of_another_trade_are_no_matter() -> None:
    others = [Taken("云岭市清河餐饮有限公司", "清河", "H62"), Taken("云岭市清河软件有限公司", "清河", "I65")]
    assert similar(parts(), others) == ["云岭市清河餐饮有限公司"]


@pytest.mark.parametrize(
    ("day", "approval", "last"),
    [
        (date(2026, 11, 22), False, date(2027, 1, 22)),
        (date(2026, 11, 23), False, date(2027, 1, 25)),
        (date(2026, 12, 31), False, date(2027, 3, 1)),
        (date(2026, 8, 1), False, date(2026, 10, 8)),
        (date(2026, 11, 22), True, date(2027, 11, 22)),
        (date(2028, 2, 29), True, date(2029, 2, 28)),
    ],
)
def test_how_long_it_is_kept(day: date, approval: bool, last: date) -> None:
    assert kept_until(day, BOOK, approval=approval) == last


@pytest.mark.parametrize(
    ("full", "trade", "sector", "kind"),
    [
        ("云岭市枫林家具有限责任公司", "枫林", "C21", "company"),
        ("云岭和顺供应链管理股份有限公司", "和顺", "F51", "shares"),
        ("云岭晨曦早餐店", "晨曦早", "H62", "individual"),
        ("云岭果然鲜水果店", "果然鲜", "F52", "individual"),
        ("枫林", "枫林", "", "company"),
    ],
)
def test_the_parts_of_an_old_name(full: str, trade: str, sector: str, kind: str) -> None:
    found = parse(full, OWN)
    assert (found.trade, found.sector, found.kind) == (trade, sector, kind)
