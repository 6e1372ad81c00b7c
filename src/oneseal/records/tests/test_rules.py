"""Answers that are shown and answers that are not; who may ask."""

from typing import Any

import pytest

from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.records.rules import kinds
from oneseal.records.rules.answers import about, read

QUERY, NUMBER = "CX1", "11010519491231002X"
GOOD: dict[str, Any] = {
    "query_no": QUERY,
    "about": about(QUERY, NUMBER),
    "agency": "云岭市社会保险中心",
    "found": True,
    "as_of": "2026-11-20",
    "status": "正常缴费",
    "paid_until": "2026-10",
    "months": 128,
    "balance": 4_512_088,
    "payments": [{"month": "2026-10", "payer": "云岭机械厂", "fen": 86_400}],
}


def test_an_answer_that_fits() -> None:
    answer = read(GOOD, query=QUERY, number=NUMBER)
    assert (answer.balance, answer.months, answer.payments[0].fen) == (4_512_088, 128, 86_400)
    nothing = {name: GOOD[name] for name in ("query_no", "about", "agency")} | {"found": False}
    assert not read(nothing, query=QUERY, number=NUMBER).found


@pytest.mark.parametrize(
    "wrong",
    [
        {"query_no": "CX2"},
        {"about": about(QUERY, "110101199003077774")},
        {"about": about("CX2", NUMBER)},
        {"agency": ""},
        {"found": 1},
        {"as_of": "yesterday"},
        {"status": "字" * 101},
        {"status": None},
        {"paid_until": "2026-13"},
        {"months": True},
        {"months": -1},
        {"balance": 1.5},
        {"balance": 10**11 + 1},
        {"payments": None},
        {"payments": [{"month": "2026-10", "payer": "厂", "fen": 1}] * 13},
        {"payments": [{"month": "2026-10", "payer": "厂", "fen": "1"}]},
    ],
)
def test_an_answer_that_does_not(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read(GOOD | wrong, query=QUERY, number=NUMBER)


@pytest.mark.parametrize("missing", [*GOOD])
def test_an_answer_that_lacks_something(missing: str) -> None:
    with pytest.raises(KeyError):
        read({name: value for name, value in GOOD.items() if name != missing}, query=QUERY, number=NUMBER)


@pytest.mark.parametrize(
    ("person", "id_kind", "vouched", "refused"),
    [
        (True, "resident_id", True, None),
        (True, "residence_permit", True, None),
        (True, "resident_id", False, Conflict),
        (True, "passport", True, Forbidden),
        (False, "uscc", True, Forbidden),
    ],
)
def test_who_may_ask(person: bool, id_kind: str, vouched: bool, refused: type[RuleViolation] | None) -> None:
    if refused is None:
        kinds.check_person(person=person, id_kind=id_kind, vouched=vouched)
        return
    with pytest.raises(refused):
        kinds.check_person(person=person, id_kind=id_kind, vouched=vouched)


def test_consent_and_kinds() -> None:
    kinds.check_consent(True)
    with pytest.raises(RuleViolation) as refused:
        kinds.check_consent(False)
    assert (refused.value.field, refused.value.basis) == ("agreed", kinds.CONSENT)
    assert kinds.kind_of("fund") is kinds.Record.FUND
    with pytest.raises(NotFound):
        kinds.kind_of("criminal")
