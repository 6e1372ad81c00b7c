"""One licence with the credit code takes the place of the old certificates (五证合一、两证整合)."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from oneseal.cases.tests.factories import House
from oneseal.catalog.rules.merged import FIVE, TWO, old_certificate
from oneseal.certificates.services import Grant, follow_grant, make_type
from oneseal.foundation import clock
from oneseal.foundation.tests.concurrency import in_threads
from oneseal.identity import selectors as identity
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.identifiers import is_uscc
from oneseal.registration.models import CreditCode, EnterpriseName
from oneseal.registration.rules.codes import STRETCH, body_check, credit_code, place_in_stretch
from oneseal.registration.tests import factories

OWNER = "11100000000013338W"


@pytest.mark.parametrize(
    ("material", "old"),
    [
        ("营业执照", "营业执照"),
        ("《营业执照》（副本）复印件", "营业执照"),
        ("税务登记证副本", "税务登记证"),
        ("组织机构代码证（正本、副本）", "组织机构代码证"),
        ("营业执照遗失声明", ""),
        ("食品经营许可证", ""),
    ],
)
def test_which_materials_are_old_certificates(material: str, old: str) -> None:
    assert old_certificate(material) == old


@pytest.mark.parametrize(
    ("body", "check"), [("D2143569", "X"), ("00000000", "0"), ("MA000001", body_check("MA000001"))]
)
def test_the_check_character_of_an_organisation(body: str, check: str) -> None:
    assert body_check(body) == check


def test_credit_codes_hold_their_check() -> None:
    codes = {credit_code(category, "990181", n) for category in ("company", "individual") for n in (1, 77)}
    assert len(codes) == 4
    assert all(is_uscc(each) for each in codes)


@given(st.integers(0, STRETCH - 1), st.integers(0, STRETCH - 1))
def test_no_two_registrations_of_a_division_have_one_code(first: int, second: int) -> None:
    codes = [credit_code("company", "990181", serial) for serial in (first, second)]
    assert all(is_uscc(each) for each in codes)
    assert (codes[0] == codes[1]) == (first == second)


@pytest.mark.parametrize(
    ("serial", "signs"),
    [
        (999_999, "999999"),
        (1_000_000, "A00000"),
        (1_000_030, "A0000Y"),
        (1_000_031, "A00010"),
        (STRETCH - 1, "YYYYYY"),
    ],
)
def test_after_the_digits_come_letters(serial: int, signs: str) -> None:
    assert place_in_stretch(serial) == signs


def test_a_stretch_ends() -> None:
    with pytest.raises(RuleViolation, match="用完"):
        place_in_stretch(STRETCH)


def granted(made: House, merges: tuple[str, ...] = FIVE, who: str = "张伟", **values: Any) -> Any:
    kept_type(made, merges)
    return follow_grant(made["bureau_head"], asked(made, who, **values))


def kept_type(made: House, merges: tuple[str, ...] = FIVE) -> None:
    make_type(
        made["administrator"],
        bureau_id=made.bureau_id,
        code="business",
        name="营业执照",
        owner=OWNER,
        number="021",
        mark="YY",
        merges=merges,
    )


def asked(made: House, who: str = "张伟", **values: Any) -> Grant:
    return Grant(
        bureau_id=made.bureau_id,
        case_id=7,
        item_id=made.item_id,
        type_code="business",
        kind="new",
        certificate_id=None,
        holder=made.cast.applicants[who],
        schema=factories.FORM,
        values=values,
        permits="",
        issuer_name=made.cast.bureau.name,
        decides="",
        valid_from=clock.today(),
        valid_until=None,
        months=None,
    )


@pytest.mark.django_db
def test_the_licence_shows_its_code_and_the_name_is_registered() -> None:
    made = factories.house()
    row = factories.reserved(made)
    licence = granted(made, firm=row.full)
    said = {line["label"]: line["text"] for line in licence.content["lines"]}
    assert is_uscc(said["统一社会信用代码"])
    assert said["名称"] == row.full
    row.refresh_from_db()
    assert (row.state, row.case_id, row.uscc) == ("registered", 7, said["统一社会信用代码"])
    with pytest.raises(RuleViolation) as caught, transaction.atomic():
        granted(made, who="李娜", firm=row.full)
    assert caught.value.code == "name_taken"
    page = made.client("张伟").get(f"/my/certificates/{licence.pk}/").content.decode()
    assert "社会保险登记证" in page


@pytest.mark.django_db
def test_a_name_that_nobody_kept_is_entered_and_one_that_others_keep_is_refused() -> None:
    made = factories.house()
    granted(made, firm="云岭老面餐饮有限公司")
    assert EnterpriseName.objects.get().state == "registered"
    other = factories.reserved(made, "李娜", name="李娜")
    with pytest.raises(RuleViolation), transaction.atomic():
        granted(made, firm=other.full)
    assert EnterpriseName.objects.get(pk=other.pk).state == "reserved"


@pytest.mark.django_db
def test_individuals_get_a_code_of_their_own_kind() -> None:
    made = factories.house()
    licence = granted(made, TWO)
    code = licence.content["lines"][0]["text"]
    assert code.startswith("92")
    assert not EnterpriseName.objects.exists()


@pytest.mark.django_db
def test_a_code_that_another_gave_or_brought_is_passed_over() -> None:
    made = factories.house()
    region = identity.region_of_bureau(made.bureau_id).ljust(6, "0")
    codes = [credit_code("individual", region, serial) for serial in (1, 2, 3)]
    CreditCode.objects.create(code=codes[0], bureau_id=made.bureau_id, case_id=1, given_at=clock.now())
    EnterpriseName.objects.filter(pk=factories.reserved(made).pk).update(uscc=codes[1])
    licence = granted(made, TWO, who="李娜")
    assert licence.content["lines"][0]["text"] == codes[2]


@pytest.mark.django_db(transaction=True)
def test_of_two_grants_at_once_under_one_name_one_is_registered() -> None:
    made, refused = factories.house(), list[str]()
    kept_type(made)
    grants = [asked(made, who, firm="云岭老面餐饮有限公司") for who in ("张伟", "李娜")]

    def grant(number: int) -> None:
        try:
            with transaction.atomic():
                follow_grant(made["bureau_head"], grants[number])
        except RuleViolation as error:
            refused.append(error.code)

    in_threads(2, grant)
    assert refused == ["name_taken"]
    assert (EnterpriseName.objects.count(), CreditCode.objects.count()) == (1, 1)
