"""Whose face may be compared."""

from datetime import date

import pytest

from oneseal.assurance.rules.faces import check_may
from oneseal.kernel.errors import RuleViolation

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("kind", "id_kind", "born", "code"),
    [
        ("person", "resident_id", date(2012, 11, 22), ""),
        ("person", "resident_id", date(2012, 11, 23), "too_young"),
        ("person", "residence_permit", date(1980, 1, 1), ""),
        ("person", "passport", None, "not_comparable"),
        ("organisation", "uscc", None, "not_comparable"),
    ],
)
def test_from_fourteen_on_with_an_identity_card(
    kind: str, id_kind: str, born: date | None, code: str
) -> None:
    if not code:
        check_may(kind, id_kind, born, TODAY)
        return
    with pytest.raises(RuleViolation) as refused:
        check_may(kind, id_kind, born, TODAY)
    assert refused.value.code == code
