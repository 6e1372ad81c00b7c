"""Names and numbers as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneseal.identity.rules import applicants, authorisations
from oneseal.identity.rules.applicants import Particulars
from oneseal.kernel.errors import RuleViolation, Violations

TODAY = date(2026, 11, 21)
ID = "11010519491231002X"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("张伟", "张伟"),
        (" 张 伟 ", "张 伟"),
        ("阿卜杜拉•买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉 ・ 买买提", "阿卜杜拉·买买提"),
        ("䶮𬭛", "䶮𬭛"),
        ("Mary Jane O'Neil-Smith", "Mary Jane O'Neil-Smith"),
        ("Ｍａｒｙ　Ｊａｎｅ", "Mary Jane"),
        ("欧阳" * 30, "欧阳" * 30),
        ("\u200b张伟", None),
        ("张", None),
        ("张" * 61, None),
        ("张伟1", None),
        ("张伟<script>", None),
        ("", None),
    ],
)
def test_person_names(typed: str, name: str | None) -> None:
    if name is None:
        with pytest.raises(RuleViolation):
            applicants.person_name(typed)
    else:
        assert applicants.person_name(typed) == name


@given(st.text(min_size=0, max_size=70))
def test_a_name_that_is_taken_is_already_tidy(text: str) -> None:
    try:
        name = applicants.person_name(text)
    except RuleViolation:
        return
    assert applicants.person_name(name) == name


@pytest.mark.parametrize(
    ("kind", "typed", "plain"),
    [
        ("resident_id", ID, ID),
        ("resident_id", "11010519491231002x", ID),
        ("resident_id", " 110105 19491231 002X ", ID),
        ("resident_id", "１１０１０５１９４９１２３１００２Ｘ", ID),
        ("resident_id", "110105194912310021", None),
        ("resident_id", "11010519491331002X", None),
        ("resident_id", ID[:17], None),
        ("residence_permit", ID, None),
        ("passport", "e 1234 5678", "E12345678"),
        ("passport", "E12", None),
        ("passport", "护照123456", None),
        ("foreigner_permit", "USA110077110101", "USA110077110101"),
        ("foreigner_permit", "USA11007711010", None),
        ("uscc", "91350100M000100Y43", "91350100M000100Y43"),
        ("uscc", "91350100m000100y43", "91350100M000100Y43"),
        ("uscc", "91350100M000100Y44", None),
    ],
)
def test_numbers(kind: str, typed: str, plain: str | None) -> None:
    if plain is None:
        with pytest.raises(RuleViolation):
            applicants.number(kind, typed, TODAY)
    else:
        assert applicants.number(kind, typed, TODAY) == plain


def test_everything_wrong_is_told_at_once() -> None:
    with pytest.raises(Violations) as refused:
        applicants.checked(Particulars("person", "1", "uscc", "1", "1"), TODAY)
    assert {item.field for item in refused.value.items} == {"id_kind", "name", "number", "phone"}


def test_an_organisation_needs_a_representative() -> None:
    given = Particulars("organisation", "云岭顺达物流有限公司", "uscc", "91350100M000100Y43", "13800138000")
    with pytest.raises(Violations) as refused:
        applicants.checked(given, TODAY)
    assert [item.field for item in refused.value.items] == ["legal_representative"]


@pytest.mark.parametrize(
    ("id_kind", "number", "shown"),
    [("resident_id", ID, "110***********002X"), ("uscc", "91350100M000100Y43", "91350100M000100Y43")],
)
def test_masks(id_kind: str, number: str, shown: str) -> None:
    assert applicants.mask_number(id_kind, number) == shown


@pytest.mark.parametrize(
    ("from_on", "to_on", "code"),
    [
        (TODAY, TODAY, None),
        (TODAY, date(2029, 11, 21), None),
        (TODAY, date(2029, 11, 22), "period_long"),
        (TODAY, date(2026, 11, 20), "period_reversed"),
        (date(2026, 1, 1), date(2026, 11, 20), "period_over"),
        (date(2026, 1, 1), TODAY, None),
        (date(2028, 2, 29), date(2031, 2, 28), None),
        (TODAY, None, "period_open"),
    ],
)
def test_periods(from_on: date, to_on: date | None, code: str | None) -> None:
    if code is None:
        authorisations.check_period(from_on, to_on, TODAY)
    else:
        with pytest.raises(RuleViolation) as refused:
            authorisations.check_period(from_on, to_on, TODAY)
        assert refused.value.code == code
