"""Who signs, what, and what becomes of a signature when the text changes."""

from typing import Any

import pytest

from oneseal.kernel.errors import RuleViolation
from oneseal.registration.rules.signing import check_unchanged, digest, papers, signers, stands_for

KNOWN: dict[str, Any] = {
    "company_name": "云岭市青禾餐饮管理有限公司",
    "legal_name": "张伟",
    "legal_id": "110101199003077774",
    "supervisor_name": "王芳",
    "shareholders": [
        {"shareholder_name": "张伟", "shareholder_id": "110101199003077774"},
        {"shareholder_name": "李娜", "shareholder_id": "110101199003071110"},
    ],
}


def test_everybody_once_with_what_they_are() -> None:
    assert [(each.name, each.capacity) for each in signers(KNOWN)] == [
        ("张伟", "股东、法定代表人"),
        ("李娜", "股东"),
    ]


@pytest.mark.parametrize(
    ("known", "code"),
    [({}, "no_signers"), ({"shareholders": [{"shareholder_name": "李娜"}]}, "signer_unnamed")],
)
def test_nobody_without_a_number(known: dict[str, Any], code: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        signers(known)
    assert caught.value.code == code


def test_the_digest_follows_every_word() -> None:
    before = digest(papers(KNOWN, ["经营范围：餐饮"], {"": "100,000.00元"}))
    same = digest(papers(dict(KNOWN), ["经营范围：餐饮"], {"": "100,000.00元"}))
    changed = digest(papers({**KNOWN, "supervisor_name": "赵敏"}, ["经营范围：餐饮"], {"": "100,000.00元"}))
    assert before == same != changed
    check_unchanged(before, same)
    with pytest.raises(RuleViolation):
        check_unchanged(before, changed)


def test_the_materials_that_they_stand_for() -> None:
    names = ["公司章程", "股东会决议（决定）", "成立大会会议记录", "场所使用证明", "身份证"]
    assert [each for each in names if stands_for(each)] == names[:3]
